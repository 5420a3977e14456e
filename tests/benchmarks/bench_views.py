# SPDX-License-Identifier: Apache-2.0
"""Views of a large document and of all rules, shown and searched. Prints, judges nothing.

    python tests/benchmarks/bench_views.py [rounds]

A real window (offscreen where there is no screen) with the Label 1 sample: each tab is shown the same result once more,
as after every key stroke, and the result anew; the rules are searched letter by letter. `pace.py` says how to read the
rows.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heart import wait_for
from pace import Timed, pace, rows
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assay_gui.app import Program
from assay_gui.words import Words
from checking import sample_bytes
from screen import use_laptop_screen

TABS = ("criteria", "signatures", "picture")
SOUGHT = ("l", "le", "leg", "lega", "legal", "legal a", "address", "zebra", "")


def main() -> int:
    """Print all rows."""
    use_laptop_screen()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        application = QApplication([])
        program = Program(application, QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat), Words())
        program.begin([])
        while "Loire" not in program.window.rail.foot.text():
            application.processEvents()
        program.session.open_text("label-1.json", sample_bytes("good/label-1-offering.json"))
        wait_for(program.session.check_ended)
        for tab in TABS:
            _tab(program, tab, rounds)
        _rules(program, rounds)
        for document in program.session.documents:
            program.session.close(document.key)
        program.window.close()
    return 0


def _tab(program: Program, tab: str, rounds: int) -> None:
    view, checked = getattr(program.window.page, tab), program.window.page.checked
    view.show_checked(checked)
    again = [_timed(partial(view.show_checked, checked)) for _ in range(rounds)]
    anew = []
    for _ in range(rounds):
        view.show_checked(None)
        anew.append(_timed(partial(view.show_checked, checked)))
    rows(f"{tab}, the same once more", again)
    rows(f"{tab}, all of it anew", anew)


def _rules(program: Program, rounds: int) -> None:
    program.window.show_page("rules")
    page = program.rules.page
    while not page.browser.rules.book:
        QTest.qWait(5)
    page.tabs.setCurrentIndex(1)
    QTest.qWait(50)
    rows("rules, each search", [_timed(partial(page.browser.field.setText, one)) for one in SOUGHT * rounds])


def _timed(call: Callable[[], object]) -> Timed:
    before = pace()
    started, busy = time.perf_counter(), time.process_time()
    call()
    QApplication.processEvents()
    wall, processor = time.perf_counter() - started, time.process_time() - busy
    return Timed(wall, processor, before, pace())


if __name__ == "__main__":
    sys.exit(main())
