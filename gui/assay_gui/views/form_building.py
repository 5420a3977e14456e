# SPDX-License-Identifier: Apache-2.0
"""When the fields of a form are made: what is to be seen at once, the rest in between, and in which order the keyboard
goes through them.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget

from assay_gui.views.parts import in_turn

if TYPE_CHECKING:
    from assay_gui.views.form_section import FormSection

AT_ONCE = 10
"""Fields that are made before the form is shown: more than any screen has room for."""
_SLICE_MS = 40
"""The rest is made in between, so long at a time."""


class FormBuilding(QObject):
    """The work that is left on one form."""

    def __init__(self, parent: QWidget, chain: Callable[[], list[QWidget]]) -> None:
        """`chain`: what has the keyboard, in order, after the parent, which is scrolled by it."""
        super().__init__(parent)
        self._view = parent
        self._chain = chain
        self._turns = AT_ONCE
        self._later: list[FormSection] = []
        self._is_making = False
        self._build, self._order = QTimer(self), QTimer(self)
        for timer, call in ((self._build, self._build_some), (self._order, self._set_order)):
            timer.setSingleShot(True)
            timer.timeout.connect(call)

    def begin(self) -> None:
        """A form is to be shown, or shown anew."""
        self._turns = AT_ONCE

    def forget(self) -> None:
        """What was left belongs to a form that is gone."""
        self._later = []

    def take_turn(self) -> bool:
        """Whether one more field may be made at once."""
        self._turns -= 1
        return self._turns >= 0

    def later(self, section: "FormSection") -> None:
        """The rest of a section is made when there is time."""
        if section not in self._later:
            self._later.append(section)
            section.destroyed.connect(lambda: self._leave_out(section))
        self._build.start()

    def rearranged(self) -> None:
        """Fields came or went. While they are still being made, their order is set once, at the end."""
        if not (self._is_making or self._order.isActive()):
            self._order.start()

    def _leave_out(self, gone: "FormSection") -> None:
        """A part was taken away before all of it was made."""
        self._later = [section for section in self._later if section is not gone]

    def _build_some(self) -> None:
        spent = QElapsedTimer()
        spent.start()
        held: list[FormSection] = []
        self._is_making = True
        while self._later and spent.elapsed() < _SLICE_MS:
            if self._later[0].is_waiting:
                self._turns = 0  # parts of a part wait for their own turn
                if self._later[0] not in held:
                    held.append(self._later[0])
                    held[-1].hold_layout(held=True)
                self._later[0].build_next()
            else:
                self._later.pop(0)
        for section in held:
            section.hold_layout(held=False)
        self._is_making = False
        self._later = [section for section in self._later if section.is_waiting]
        if self._later:
            self._build.start()
        else:
            self.rearranged()

    def _set_order(self) -> None:
        in_turn(self._view, *self._chain())
