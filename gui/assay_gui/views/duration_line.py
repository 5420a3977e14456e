# SPDX-License-Identifier: Apache-2.0
"""A duration by years, months, days and hours. One that they cannot say is shown as it is written, and stays."""

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assay.authoring.forms.durations import LONGEST, duration_parts, duration_text, units_of
from assay.authoring.forms.editors import Editor
from assay_gui.look import Look
from assay_gui.views.checked_line import CheckedLine
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import label, write_line

_WIDEST = "000000"


class DurationLine:
    """A number for each unit; below them a line for what is written otherwise."""

    is_typed = True
    has_letters = False

    def __init__(self, look: Look, edited: Callable[[], object], hint: str, datatype: str) -> None:
        self._look = look
        self._edited = edited
        self._units = units_of(datatype)
        self._written = CheckedLine(look, Editor.DURATION, edited, hint, frozenset())
        self.widget = QWidget()
        inside = QVBoxLayout(self.widget)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        self._row = QWidget()
        across = FlowLayout(12)
        self._row.setLayout(across)
        self.numbers = {unit: QLineEdit() for unit in self._units}
        for unit, number in self.numbers.items():
            across.addWidget(self._with_name(unit, number))
        inside.addWidget(self._row)
        inside.addWidget(self._written.widget)
        self._written.widget.hide()

    @property
    def field(self) -> QLineEdit:
        """What has the keyboard first."""
        return self._written.field if self.is_otherwise else self.numbers[self._units[0]]

    @property
    def is_otherwise(self) -> bool:
        """Whether it is written in a way that the numbers cannot say."""
        return not self._written.widget.isHidden()

    def text(self) -> str:
        """What it holds."""
        if self.is_otherwise:
            return self._written.text()
        return duration_text({unit: number.text() for unit, number in self.numbers.items()})

    def set_text(self, text: str) -> None:
        """Hold another text."""
        parts = duration_parts(text, self._units)
        self._row.setVisible(parts is not None)
        self._written.widget.setVisible(parts is None)
        if parts is None:
            self._written.set_text(text)
            return
        for unit, number in self.numbers.items():
            if number.text() != parts.get(unit, ""):
                write_line(number, parts.get(unit, ""))

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        self._written.allow(is_open=is_open)
        for number in self.numbers.values():
            number.setReadOnly(not is_open)

    def _with_name(self, unit: str, number: QLineEdit) -> QWidget:
        name = self._look.words.say(f"form.{unit}")
        number.setValidator(QRegularExpressionValidator(QRegularExpression(rf"[0-9]{{0,{LONGEST}}}"), number))
        number.setPlaceholderText("0")
        number.setFixedWidth(number.fontMetrics().horizontalAdvance(_WIDEST) + 28)
        number.setAccessibleName(name)
        number.textEdited.connect(lambda _text: self._edited())
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(number)
        across.addWidget(label(name, "muted"))
        return holder
