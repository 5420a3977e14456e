# SPDX-License-Identifier: Apache-2.0
"""A random identifier, which is made by a button: nobody can think of one."""

from collections.abc import Callable

from assay.authoring.forms.editors import Editor
from assay_gui.look import Look
from assay_gui.views.checked_line import CheckedLine
from assay_gui.views.parts import button


class IdentifierLine(CheckedLine):
    """A line, and what fills it as long as it is empty: an identifier that is in use stays what it is."""

    def __init__(self, look: Look, edited: Callable[[], object], hint: str) -> None:
        super().__init__(look, Editor.UUID, edited, hint, frozenset())
        words = look.words
        self.make_button = button(words.say("form.make_identifier"), words.tip("form.make_identifier"), "small")
        self.make_button.clicked.connect(self._make)
        self.across.addWidget(self.make_button)
        self.field.textChanged.connect(lambda _text: self._offer())

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        super().allow(is_open=is_open)
        self._offer()

    def _offer(self) -> None:
        is_wanted = not self.field.text() and not self.field.isReadOnly()
        if not is_wanted and self.make_button.hasFocus():
            self.field.setFocus()
        self.make_button.setEnabled(is_wanted)

    def _make(self) -> None:
        from uuid import uuid4

        self.set_text(str(uuid4()))
        self._edited()
