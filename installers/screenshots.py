# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of the documents anew: the real window on a bundled sample, offscreen, into docs/screenshots/.

The moment, the size and the settings are fixed, so a picture changes when the window does.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from assay_gui.app import Program, core_functions
from assay_gui.main_window import SIZE
from assay_gui.theme import Mode
from assay_gui.words import Words

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "region-as-country"
MOMENT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PATIENCE_MS = 20_000
SETTLING_MS = 600
"""After an answer has come: fading and layout end, so that two runs draw the same."""


def main() -> int:
    """Writes home.png, document.png and document-dark.png; 1 if no answer came."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication(["Assay"])
    with tempfile.TemporaryDirectory(prefix="assay-screens-") as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        words = Words()
        functions = dataclasses.replace(core_functions(words), clock=lambda: MOMENT)
        program = Program(application, settings, words, functions=functions)
        program.theme.switch(Mode.LIGHT)
        program.begin([])
        program.window.resize(*SIZE)
        wait(SETTLING_MS)
        keep(program, out / "home.png")
        if not open_sample(program):
            print("The sample's answer did not come in time.", file=sys.stderr)
            return 1
        keep(program, out / "document.png")
        program.theme.switch(Mode.DARK)
        wait(SETTLING_MS)
        keep(program, out / "document-dark.png")
        program.window.close()
    return 0


def open_sample(program: Program) -> bool:
    """Opens the sample as a click on it would; whether its check ended in time."""
    ended: list[int] = []
    loop = QEventLoop()
    program.session.check_ended.connect(ended.append)
    program.session.check_ended.connect(loop.quit)
    program.window.sample_wanted.emit(SAMPLE)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    wait(SETTLING_MS)
    return bool(ended)


def wait(milliseconds: int) -> None:
    """Lets the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def keep(program: Program, path: Path) -> None:
    """Writes what the window shows; raises OSError if that fails."""
    if not program.window.grab().save(str(path)):
        message = f"the picture could not be written to {path}"
        raise OSError(message)
    print(path)


if __name__ == "__main__":
    sys.exit(main())
