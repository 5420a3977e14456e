# SPDX-License-Identifier: Apache-2.0
"""Answers given in forms: put into the text of the document, each as one step that can be taken back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay_gui.editing import Editing
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session

if TYPE_CHECKING:
    from assay.authoring.edits import Edit

_REASON = "form.answer"
"""Text id of the step."""


class FormWiring(QObject):
    """Connects forms and texts; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, editing: Editing) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._editing = editing
        window.page.answers_given.connect(self.answer)
        window.page.answer_unwritable.connect(lambda: window.notice.tell(look.words.say("form.unwritable")))

    def answer(self, edits: "Sequence[Edit]") -> None:
        """Put an answer into the document that is shown."""
        from assay.authoring.edited_text import TYPING, change_between
        from assay.authoring.edits import EditError, SetValue
        from assay.authoring.json_edit import edited

        current = self._session.current
        if current is None or current.edited is None:
            return
        before = current.edited.text
        try:
            after = edited(before, edits)
        except EditError:  # the text has moved on since the form was shown: it is shown anew after the check
            return
        is_typed = all(isinstance(edit, SetValue) for edit in edits)
        change = change_between(before, after, TYPING if is_typed else _REASON)
        if change is not None:
            self._editing.change(current.key, change)
