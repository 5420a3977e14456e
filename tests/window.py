# SPDX-License-Identifier: Apache-2.0
"""The real window for tests: real core, real widgets; only clock, settings and desktop are stand-ins."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextBrowser,
    QWidget,
)

from assay.identity.recognised import Recognised, recognise
from assay.rules.bundled import resource
from assay_gui.app import Program
from assay_gui.asking import Asking
from assay_gui.functions import core_functions
from assay_gui.views.finding_card import Card
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import ElidedLabel
from assay_gui.words import Words
from signing import did_document

MOMENT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BROKEN = "broken/participant-region-as-country.json"
GOOD = "good/storage-offering.json"
INCOMPLETE = "broken/offering-reference-slip.json"
PATIENCE_MS = 30_000
"""Longer than anything takes on a machine that does other work, too; nothing waits so long where all is well."""
SIZES = ((1280, 800), (1024, 700), (960, 540))
"""Of windows in which nothing may be clipped."""


@dataclass
class Desk:
    """What a user would answer, and what the desktop was asked to show."""

    files: tuple[Path, ...] = ()
    folder: tuple[Path, ...] = ()
    save_path: Path | None = None
    """Where to save whatever is to be saved."""
    opened_file: Path | None = None
    clipboard: QMimeData | None = None
    shown_folders: list[Path] = field(default_factory=list)
    opened_pages: list[Path] = field(default_factory=list)
    has_browser: bool = True

    def asking(self) -> Asking:
        return Asking(
            files=lambda _parent: self.files,
            folder=lambda _parent: self.folder,
            save_path=lambda _parent, _suggested: self.save_path,
            save_file=lambda _parent, _suggested, _title: self.save_path,
            open_file=lambda _parent, _title: self.opened_file,
            clipboard=lambda: self.clipboard,
            show_folder=self.shown_folders.append,
            open_page=self.open_page,
        )

    def open_page(self, path: Path) -> bool:
        self.opened_pages.append(path)
        return self.has_browser


class Window:
    """One program with its window, and what a person does with it."""

    def __init__(self, qtbot: Any, program: Program, desk: Desk) -> None:
        self.qtbot = qtbot
        self.program = program
        self.desk = desk
        self.main = program.window
        self.page = program.window.page
        self.session = program.session

    def open(self, *paths: Path) -> None:
        """Open files and wait until all of them are checked."""
        before = len(self.session.documents)
        self.session.open_paths(paths)
        self.wait_until(lambda: len(self.session.documents) > before and self.is_quiet())

    def open_sample(self, name: str) -> None:
        """Open a bundled sample and wait for its result."""
        before = len(self.session.documents)
        self.session.open_text(name.rpartition("/")[2], resource("samples", *name.split("/")).read_bytes())
        self.wait_until(lambda: len(self.session.documents) > before and self.is_quiet())

    def check_again(self) -> None:
        """F5, and the result."""
        before = self.page.checked
        self.main.actions_table["again"].trigger()
        self.wait_until(lambda: self.page.checked is not before and self.is_quiet())

    def is_quiet(self) -> bool:
        """Whether no check is under way."""
        return not any(self.session.is_checking(document.key) for document in self.session.documents)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        root = QApplication.activeModalWidget() or self.main
        self.qtbot.keyClick(root.focusWidget() or root, key, modifier)

    def wait_for_dialog_to_close(self) -> None:
        self.wait_until(lambda: QApplication.activeModalWidget() is None)
        self.main.activateWindow()
        self.wait_until(self.main.isActiveWindow)

    def dialog(self) -> QWidget:
        """The dialog that is open."""
        found = QApplication.activeModalWidget()
        assert found is not None
        return found


OFFSCREEN_NOISE = "This plugin does not support"
"""What Qt's offscreen screen says of windows with a least size and of menus; no screen of a person says it."""


def ignore_offscreen_noise(items: list[pytest.Item]) -> None:
    """Let tests fail on Qt's warnings, but for that one."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*OFFSCREEN_NOISE))


def references_lost() -> int:
    """How many references to None a hundred calls of Qt drop. A binding that drops any ends the program in time."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(100):
        thing.setObjectName("x")
    return max(0, before - sys.getrefcount(None) - 5)


def require_sound_qt() -> None:
    """Fail at once, instead of ending the whole test run somewhere later."""
    if lost := references_lost():
        pytest.fail(f"PySide6 {PySide6.__version__} drops references to None on this Python ({lost} in 100 calls)")


def make_window(qtbot: Any, folder: Path, lang: str = "en", **functions: Any) -> Window:
    """A window on a fresh profile in a folder, shown; `functions` replace some of the core's."""
    require_sound_qt()
    desk, words = Desk(), Words(lang)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    core = replace(core_functions(words), **{"clock": lambda: MOMENT, **functions})
    program = Program(qtbot_application(), settings, words, asking=desk.asking(), functions=core)
    program.begin([])
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "Loire" in program.window.rail.foot.text(), timeout=PATIENCE_MS)
    return Window(qtbot, program, desk)


def qtbot_application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found


def close(window: Window) -> None:
    """Close the window; nothing of it is left."""
    window.main.close()
    window.main.deleteLater()
    window.program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or a style is worked out for all of it again
    qtbot_application().setStyleSheet("")


@pytest.fixture
def window(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window on a fresh profile."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = make_window(qtbot, tmp_path)
    yield made
    close(made)


@pytest.fixture
def sample_file(tmp_path: Path) -> Callable[[str], Path]:
    """A bundled sample as a file of one's own."""

    def make(name: str) -> Path:
        path = tmp_path / name.rpartition("/")[2]
        path.write_bytes(resource("samples", *name.split("/")).read_bytes())
        return path

    return make


def given_file(folder: Path) -> Recognised:
    """A DID document, as somebody gives it."""
    path = folder / "did.json"
    path.write_text(json.dumps(did_document()))
    return recognise(path)


def clipped(root: QWidget) -> list[str]:
    """Texts of which a part is not shown; texts that say by dots that they go on are told in full by their tip."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or isinstance(label, ElidedLabel) or not label.text():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() < needed or (not label.wordWrap() and label.width() < label.sizeHint().width()):
            found.append(label.text())
    buttons = [button for button in root.findChildren(QAbstractButton) if button.isVisible() and button.text()]
    buttons = [button for button in buttons if not isinstance(button, LinkButton)]
    return found + [button.text() for button in buttons if button.width() < button.sizeHint().width()]


CONTROLS = (
    QAbstractButton, QAbstractItemView, QComboBox, QDateTimeEdit, QLineEdit, QPlainTextEdit, QTextBrowser, QProgressBar,
    Card,
)  # fmt: skip
QT_OWN = ("qt_", "ScrollLeftButton", "ScrollRightButton")
"""Parts Qt makes inside its own widgets; it names them itself or hides them."""


def controls(root: QWidget) -> list[QWidget]:
    """What can be used with the keyboard, Qt's own parts left out."""
    found = [widget for kind in CONTROLS for widget in root.findChildren(kind)]
    return [
        widget
        for widget in found
        if not widget.objectName().startswith(QT_OWN)
        and not isinstance(widget.parent(), QDateTimeEdit)
        and not (widget.metaObject().className() == "QToolButton" and not widget.isVisible())
    ]


def nameless(root: QWidget) -> list[str]:
    """Those without a name for people who hear the window."""
    return [repr(widget) for widget in controls(root) if not widget.accessibleName() and widget.isVisibleTo(root)]
