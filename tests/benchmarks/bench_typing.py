# SPDX-License-Identifier: Apache-2.0
"""From a key stroke in the source to its findings in the window, on the Label 1 sample. Prints, judges nothing.

    python tests/benchmarks/bench_typing.py [strokes]

A real window (offscreen where there is no screen) with a real editor: each stroke changes one character of another web
address. Measured from the key event to the moment when banner, cards and source show the new result, and painted; a
heartbeat of one millisecond finds the longest time in which the window could not have answered.
"""

import os
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heart import Heart, wait_for
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assay_gui.app import Program
from assay_gui.words import Words
from checking import sample_bytes

SAMPLE = "good/label-1-offering.json"


def main() -> int:
    """Print all rows."""
    strokes = int(sys.argv[1]) if len(sys.argv) > 1 else 200
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
        editor = window.page.source.editor
        places = [found.start() for found in re.finditer(r"\.pdf", editor.toPlainText())]
        dice = random.Random(7)
        _stroke(program, dice.choice(places))
        heart = Heart()
        times = [_stroke(program, dice.choice(places)) for _ in range(strokes)]
        told = sorted(wall * 1000 for wall, _ in times)
        processor = statistics.median(cpu * 1000 for _, cpu in times)
        sys.stdout.write(
            f"key stroke to findings shown, {strokes} strokes   median {statistics.median(told):6.2f} ms   "
            f"(processor {processor:.2f})   p95 {told[len(told) * 95 // 100]:6.2f}   "
            f"p99 {told[len(told) * 99 // 100]:6.2f}   "
            f"longest pause of the window {heart.longest * 1000:6.1f} ms\n"
        )
        for document in program.session.documents:
            program.session.close(document.key)
        window.close()
    return 0


def _stroke(program: Program, place: int) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    editor = program.window.page.source.editor
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)
    QApplication.processEvents()
    started, worked = time.perf_counter(), time.process_time()
    QTest.keyClick(editor, Qt.Key.Key_X)
    wait_for(program.session.check_ended)
    QApplication.processEvents()
    return time.perf_counter() - started, time.process_time() - worked


if __name__ == "__main__":
    sys.exit(main())
