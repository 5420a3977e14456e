# SPDX-License-Identifier: Apache-2.0
"""Asks what a further service has of its own; all else is as the one that it is derived from has it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from assay.reports.safe_text import visible
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import label, plain_tip

if TYPE_CHECKING:
    from assay_gui.reuse_work import Asked, Service

_LONGEST = 1000
_SHOWN = 100


class DeriveDialog(TaskDialog):
    """Which service, and what differs."""

    wanted = Signal(object, object)
    """A `Service`, and what is said anew: pointer to text."""

    def __init__(self, look: Look, services: "Sequence[Service]", parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("reusing.derive_title"), words.say("reusing.derive_do"), parent)
        self._services = tuple(services)
        self.explain(words.say("reusing.derive_explain"))
        self.service = Choice(look)
        for entry in self._services:
            self.service.addItem(visible(entry.offered.name))
        name = name_above(self.service, words.say("reusing.derive_like"))
        for widget in (name, self.service):
            self.body.addWidget(widget)
            widget.setVisible(len(self._services) > 1)
        self._fields: list[list[QLineEdit]] = []
        self._pages = QStackedWidget()
        for entry in self._services:
            self._pages.addWidget(self._page(entry))
        self.body.addWidget(self._pages)
        self.service.currentIndexChanged.connect(self._choose)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self._chosen, self.wish()))
        self._choose(0)
        self.first_field().setFocus()

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Those of the service that is chosen."""
        return tuple(self._fields[self._pages.currentIndex()])

    def wish(self) -> dict[str, str]:
        """What is said anew, by the place where it stands."""
        asked = self._chosen.asked
        return {one.said.pointer: field.text().strip() for one, field in zip(asked, self.fields, strict=True)}

    def is_ready(self) -> bool:
        """Whether everything differs that must."""
        return not self._chosen.offered.still_same(self.wish())

    def first_field(self) -> QWidget:
        """The first thing that is asked for."""
        return next(iter(self.fields), self.act_button)

    @property
    def _chosen(self) -> "Service":
        return self._services[self._pages.currentIndex()]

    def _choose(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self.check()

    def _page(self, service: "Service") -> QWidget:
        page, fields = QWidget(), list[QLineEdit]()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for one in service.asked:
            fields.append(self._field(one, inside))
        inside.addStretch(1)
        self._fields.append(fields)
        return page

    def _field(self, one: "Asked", inside: QVBoxLayout) -> QLineEdit:
        """What must differ is empty, and what it is so far stands below it."""
        words, was = self._look.words, visible(one.said.value)
        field = QLineEdit("" if one.must_differ else one.said.value)
        field.setMaxLength(_LONGEST)
        name = name_above(field, one.label)
        inside.addWidget(name)
        inside.addWidget(field)
        if one.must_differ:
            shown = was if len(was) <= _SHOWN else f"{was[:_SHOWN]}…"
            tip = words.say("reusing.so_far", value=shown)
            field.setAccessibleDescription(tip)
            field.setToolTip(plain_tip(tip))
            inside.addWidget(label(tip, "small", wrap=True))
        field.textChanged.connect(self.check)
        return field
