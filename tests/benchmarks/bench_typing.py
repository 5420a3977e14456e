# SPDX-License-Identifier: Apache-2.0
"""From a key stroke in the source to its findings in the window, on the Label 1 sample. Prints, judges nothing.

    python tests/benchmarks/bench_typing.py [strokes [pause]]

A real window (offscreen where there is no screen) with a real editor: each stroke changes one character of another web
address. Measured from the key event to the moment when banner, cards and source show the new result, and painted; a
heartbeat of one millisecond finds the longest time in which the window could not have answered. How fast the machine
is just then is measured between the strokes (`pace.py` says how to read the rows). `pause`: milliseconds between two
strokes, 0 if nothing is said; a person leaves some.
"""

import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heart import Heart, wait_for
from pace import Timed, pace, rows
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assay_gui.app import Program
from assay_gui.words import Words
from checking import sample_bytes

SAMPLE = "good/label-1-offering.json"


def main() -> int:
    """Print all rows."""
    strokes, pause = (*map(int, sys.argv[1:3]), *(200, 0)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        application = QApplication([])
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        program = Program(application, settings, Words())
        program.begin([])
        while "Loire" not in program.window.rail.foot.text():
            application.processEvents()
        program.session.open_text("label-1.json", sample_bytes(SAMPLE))
        wait_for(program.session.check_ended)
        window = program.window
        window.page.tabs.show_tab("source")
        application.processEvents()
        dice = random.Random(7)
        _stroke(program, dice)
        heart = Heart()
        times = []
        for _ in range(strokes):
            times.append(_stroke(program, dice))
            QTest.qWait(pause) if pause else None
        if not program.session.current.checked.examination.reading.credentials:
            raise SystemExit("The text is no document any more: nothing was measured.")
        rows(f"key stroke to findings shown, {strokes} strokes", times)
        sys.stdout.write(f"longest pause of the window {heart.longest * 1000:6.1f} ms\n")
        for document in program.session.documents:
            program.session.close(document.key)
        window.close()
    return 0


def _stroke(program: Program, dice: random.Random) -> Timed:
    """The places are looked for each time: a stroke moves those behind it, and JSON that is broken checks quickly."""
    editor = program.window.page.source.editor
    cursor = editor.textCursor()
    cursor.setPosition(dice.choice([found.start() for found in re.finditer(r"\.pdf", editor.toPlainText())]))
    editor.setTextCursor(cursor)
    QApplication.processEvents()
    before = pace()
    started, worked = time.perf_counter(), time.process_time()
    QTest.keyClick(editor, Qt.Key.Key_X)
    wait_for(program.session.check_ended)
    QApplication.processEvents()
    wall, processor = time.perf_counter() - started, time.process_time() - worked
    return Timed(wall, processor, before, pace())


if __name__ == "__main__":
    sys.exit(main())
