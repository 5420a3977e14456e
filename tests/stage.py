# SPDX-License-Identifier: Apache-2.0
"""What the gallery and the tests of all views are made on: a window in a fresh profile, and keys."""

import contextlib
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from assay.keys.key_record import KeyRecord
from assay.keys.sealing import Stretching
from assay.keys.vault import Vault, make_vault
from assay.places import user_keys
from keys_window import PASSPHRASE, add_key
from window import MOMENT, Window, close, make_window

SETTLING_MS, MOST_LAYOUTS = 40, 20
"""After a scene is set: until nothing has moved for so long."""
SHOWN_SECONDS = 0.007
"""What a check takes on a usual machine, or less."""


class Hand:
    """What the windows of the tests ask of pytest-qt, where there is no test."""

    keyClick = staticmethod(QTest.keyClick)  # noqa: N815 - Qt's names, for it stands in for it
    keyClicks = staticmethod(QTest.keyClicks)  # noqa: N815
    mouseClick = staticmethod(QTest.mouseClick)  # noqa: N815
    wait = staticmethod(QTest.qWait)

    def waitUntil(self, condition: Callable[[], object], timeout: int = 20_000) -> None:  # noqa: N802
        """Let the window live until something is so; AssertionError where it is not in time."""
        end = time.monotonic() + timeout / 1000
        while not condition():
            assert time.monotonic() < end, "what was waited for did not come"
            QTest.qWait(5)


class SteadyClock:
    """Every second reading in a thread is some milliseconds after the first: what a check takes shows in pictures."""

    def __init__(self) -> None:
        self._last = threading.local()

    def read(self) -> float:
        self._last.is_second = not getattr(self._last, "is_second", True)
        return SHOWN_SECONDS * self._last.is_second


@dataclass
class Stage:
    """A window, a folder for files, and keys where a scene wants some."""

    window: Window
    folder: Path

    @property
    def look(self) -> Any:
        return self.window.program.look

    @property
    def main(self) -> QWidget:
        return self.window.main

    def say(self, text: str, **told: object) -> str:
        return self.look.words.say(text, **told)

    @cached_property
    def vault(self) -> Vault:
        """Behind a passphrase, with one key; there is none before a scene asks for it."""
        made = make_vault(user_keys(), PASSPHRASE)
        add_key(made, "seal")
        return made

    @cached_property
    def record(self) -> KeyRecord:
        return self.vault.records()[0]

    def settle(self) -> None:
        """Until checks, corrections and layouts are done."""
        fixing, migrating = self.window.program.fixing, self.window.program.migrating
        self.window.wait_until(lambda: self.window.is_quiet() and not fixing.is_looking and not migrating.is_looking)
        before: list[object] = []
        for _ in range(MOST_LAYOUTS):
            self.window.qtbot.wait(SETTLING_MS)
            QApplication.processEvents()  # a machine that does other work may have come to few of them in that time
            shown = [one for one in QApplication.allWidgets() if one.isVisible()]
            places: list[object] = [(id(one), one.geometry()) for one in shown]
            if places == before:
                return
            before = places

    def modal(self, kind: type[QDialog]) -> Any:
        """The dialog that opens over the window."""
        self.window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def clear(self, shown: QWidget) -> None:
        """Take a dialog away; the window stays."""
        if shown is not self.main:
            shown.close()
            if shown.parent() is not None:  # the help has none, and is kept by who shows it
                shown.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert QApplication.activeModalWidget() is None


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its name, the modules of views or dialogs that are seen in it, how it comes about."""

    name: str
    modules: tuple[str, ...]
    make: Callable[[Stage], QWidget]
    goes_on: bool = False
    """It needs what the one before it said in the line above the page."""

    def show(self, stage: Stage) -> QWidget:
        """Set the scene; what is to be looked at."""
        if not self.goes_on:
            stage.main.notice.hide()
        shown = self.make(stage)
        if isinstance(shown, QDialog) and not shown.isVisible():
            shown.open()  # as the window opens all of them
        stage.settle()
        return shown


@contextlib.contextmanager
def staged(qtbot: Any, folder: Path, lang: str, theme: str = "light") -> Iterator[Stage]:
    """A stage in a fresh profile, of which nothing stays."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_DATA_HOME", str(folder / "data"))
    patch.setattr("assay.keys.vault.new_stretching", lambda: Stretching(secrets.token_bytes(16), n=1024))
    patch.setattr("assay.keys.vault.now", lambda: MOMENT)
    patch.setattr("assay_gui.checking.time", SimpleNamespace(perf_counter=SteadyClock().read))
    (folder / "settings.ini").write_text(f"[General]\ntheme={theme}\n")
    window = make_window(qtbot, folder, lang)
    try:
        yield Stage(window, folder)
    finally:
        close(window)
        patch.undo()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


LEFT = Qt.MouseButton.LeftButton
