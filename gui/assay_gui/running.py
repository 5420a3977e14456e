# SPDX-License-Identifier: Apache-2.0
"""The program that runs, and how another takes its place: words are given to a window when it is made, so another
language means another window, with all that was open in the first.
"""

from collections.abc import Callable
from dataclasses import field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from assay.values import frozen
from assay_gui.interpreter import let_go
from assay_gui.preferences import AS_THE_SYSTEM, LANGUAGE
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.keys.vault import Vault
    from assay_gui.app import Program
    from assay_gui.open_document import OpenDocument


@frozen
class Left:
    """What one window leaves to the next."""

    documents: "tuple[OpenDocument, ...]" = ()
    current: int = 0
    page: str = "home"
    by_keys: bool = False
    """Whether the window was used with keys last."""
    tab: str = ""
    entry: int = -1
    """The place of the chosen card; below zero where none is chosen."""
    vault: "Vault | None" = field(default=None, repr=False)
    key: str = ""
    """Thumbprint of the chosen key."""
    settings: str = ""
    """The group of settings that is shown; empty where none are."""


class Running(QObject):
    """The one program that runs now."""

    def __init__(self, make: "Callable[[Words], Program]", chosen: str, system: str) -> None:
        """`chosen`: the language the user chose, or `system`; `system`: the language of the system."""
        super().__init__()
        self._make = make
        self._system = system
        self.program = self._made(chosen)

    def _made(self, chosen: str) -> "Program":
        program = self._make(Words(self._system if chosen == AS_THE_SYSTEM else chosen))
        program.preferences.changed.connect(self._preference_changed)
        return program

    def _preference_changed(self, key: str) -> None:
        if key == LANGUAGE.key:
            QTimer.singleShot(0, self, self._change_language)  # whoever changes it is done first

    def _change_language(self) -> None:
        before, chosen = self.program, self.program.preferences[LANGUAGE]
        if before.look.words.lang == (self._system if chosen == AS_THE_SYSTEM else chosen):
            return
        left = before.leave()
        self.program = self._made(chosen)
        self.program.begin([], left)
        self.program.window.activateWindow()
        before.destroyed.connect(lambda: QTimer.singleShot(0, let_go))  # when its parts are gone, too
        before.retire()
