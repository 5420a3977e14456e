# SPDX-License-Identifier: Apache-2.0
"""Starting: version, files on the command line, light first paint, faults shown without the document's words."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication

from assay import __version__
from assay_gui.app import language, main
from assay_gui.dialogs.failure import FailureDialog, details_of
from assay_gui.theme import Mode
from window import Window, close, make_window, references_lost

LATER = (
    "assay.pipeline",
    "assay.opening",
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "jwcrypto",
    "keyring",
    "assay.reports",
    "assay.document",
    "assay.found",
)
NOT_YET = {"QStyle", "QFileDialog", "QAccessible", "QDesktopServices", "QAction", "QKeySequence"}
"""Classes of Qt with many enums, each of which the binding makes when the class is first named."""


def test_the_qt_binding_keeps_count_of_none():
    """PySide6 6.12.0 does not, before Python 3.12: the program would end without a word after a few thousand calls."""
    assert references_lost() == 0


def test_version_needs_no_window(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"Assay {__version__}\n"


def test_nothing_heavy_is_imported_before_the_first_paint():
    code = (
        "import sys\nfrom PySide6.QtWidgets import QApplication\nfrom PySide6.QtCore import QSettings\n"
        "from assay_gui.app import Program\nfrom assay_gui.words import Words\n"
        "application = QApplication([])\n"
        "program = Program(application, QSettings('x.ini', QSettings.Format.IniFormat), Words())\n"
        "program.window.show()\nprogram.window.repaint()\n"
        f"print([name for name in {LATER!r} if name in sys.modules])\n"
        "from PySide6 import QtGui, QtWidgets\n"
        f"print([name for name in {sorted(NOT_YET)} if name in vars(QtGui) or name in vars(QtWidgets)])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["[]", "[]"]


def test_no_source_is_read_to_import_it():
    code = (
        "import linecache, PySide6.QtWidgets, assay_gui\nlinecache.clearcache()\n"
        "import assay_gui.app, PySide6.QtSvg, assay_gui.views.document_page\n"
        "print([name for name in linecache.cache if 'assay' in name])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_widgets_are_drawn_in_our_style_whatever_the_desktop_has(tmp_path: Path):
    code = (
        "from PySide6.QtWidgets import QApplication\nfrom assay_gui.app import main\n"
        "def tell(application):\n"
        "    application.setStyleSheet('')\n    print(application.style().name())\n    return 0\n"
        "QApplication.exec = tell\nmain([])\n"
    )
    own = {**os.environ, "QT_STYLE_OVERRIDE": "windows", "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=own)
    assert ran.stdout.strip() == "fusion"


def test_files_on_the_command_line_are_opened(window: Window, sample_file):
    path = sample_file("good/participant.json")
    window.program.session.open_paths([path])
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    assert window.session.current.origin == path


def test_the_window_comes_back_as_it_was_left(qtbot, tmp_path: Path):
    first = make_window(qtbot, tmp_path)
    first.main.resize(760, 600)
    first.program.window.actions_table.mode(Mode.DARK).trigger()
    close(first)
    second = make_window(qtbot, tmp_path)
    assert (second.main.width(), second.main.height()) == (760, 600)
    assert second.program.theme.mode is Mode.DARK
    close(second)


def test_damaged_settings_are_no_obstacle(qtbot, tmp_path: Path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    for key, value in (("recent", "{["), ("theme", "purple"), ("geometry", "wide")):
        settings.setValue(key, value)
    settings.sync()
    window = make_window(qtbot, tmp_path)
    assert window.program.theme.mode is Mode.SYSTEM
    assert window.main.home.recent.model().rowCount() == 0
    close(window)


def test_a_fault_is_shown_with_details_that_hold_no_words_of_a_document(window: Window, qtbot):
    try:
        int("secret of the document")
    except ValueError as error:
        window.program.show_failure(error)
    dialog = window.dialog()
    assert isinstance(dialog, FailureDialog)
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_app.py" in copied
    assert "secret" not in copied
    dialog.reject()


def test_details_name_the_program_and_the_place():
    try:
        1 // 0  # noqa: B018
    except ZeroDivisionError as error:
        told = details_of(error, "9.9").splitlines()
    assert told[:2] == ["Assay 9.9", "ZeroDivisionError"]
    assert told[2].endswith("in test_details_name_the_program_and_the_place")


def test_the_window_speaks_the_language_the_command_would(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assay.language.LANGUAGES", ("en", "de", "fr"))
    assert language({"LC_ALL": "de_AT.UTF-8", "LANG": "fr"}) == "de"
    desktop = SimpleNamespace(system=lambda: SimpleNamespace(uiLanguages=lambda: ["fr-CA", "fr", "en"]))
    monkeypatch.setattr("assay_gui.app.QLocale", desktop)
    assert language({"LANG": "en_GB"}) == "en"
    assert language({}) == "fr"
