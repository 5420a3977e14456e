# SPDX-License-Identifier: Apache-2.0
"""A line for a value of a certain form: below it stands at once what is said of what was typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assay.authoring.forms.editors import Editor
from assay_gui.look import Look
from assay_gui.views.parts import Badge, label, write_line


class CheckedLine:
    """One line, and a sentence about it where there is something to say."""

    is_typed = True
    has_letters = False

    def __init__(
        self, look: Look, editor: Editor, edited: Callable[[], object], hint: str, countries: frozenset[str]
    ) -> None:
        self._look = look
        self._editor = editor
        self._edited = edited
        self._countries = countries
        self.widget = QWidget()
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self._hint = hint
        self.across = QHBoxLayout()
        self.across.setSpacing(8)
        self.across.addWidget(self.field, 1)
        if editor is Editor.PERCENTAGE:
            self.across.addWidget(label("%", "muted"))
        inside = QVBoxLayout(self.widget)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addLayout(self.across)
        self._line: QWidget | None = None
        self._inside = inside
        self._said = ""
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self._finish)

    @property
    def said(self) -> str:
        """The sentence below the line; empty where there is none."""
        return self._said

    def text(self) -> str:
        """What it holds."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Hold another text."""
        if text != self.field.text():
            write_line(self.field, text)
        self._tell()

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        self.field.setReadOnly(not is_open)

    def _typed(self, _text: str) -> None:
        self._edited()
        self._tell()

    def _finish(self) -> None:
        """Leave a number as registers write it, where it is right but for blanks and dots."""
        from assay.authoring.forms.value_checks import as_registers_write

        wanted = as_registers_write(self._editor, self.field.text(), self._countries)
        if wanted != self.field.text() and not self.field.isReadOnly():
            self.field.setText(wanted)
            self._edited()
            self._tell()

    def _tell(self) -> None:
        from assay.authoring.forms.value_checks import said_of

        found = said_of(self._editor, self.field.text(), self._countries)
        words = self._look.words
        text = words.lengthened(words.texts.say(found.text, **found.params)) if found is not None else ""
        if text == self._said:
            return
        self._said = text
        if self._line is not None:
            self._inside.removeWidget(self._line)
            self._line.hide()
            self._line.deleteLater()
            self._line = None
        if found is not None:
            self._line = self._sentence(text, "passed" if found.is_right else "advice")
            self._inside.addWidget(self._line)
        self.field.setAccessibleDescription(f"{self._hint} {text}".strip())

    def _sentence(self, text: str, state: str) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        badge = Badge(self._look, 14)
        badge.show_state(state)
        across.addWidget(badge)
        across.addWidget(label(text, "muted", wrap=True), 1)
        return line
