# SPDX-License-Identifier: Apache-2.0
"""Answers given in forms: put into the text of the document, each as one step that can be taken back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay_gui.asking import Asking
from assay_gui.digests import Digests
from assay_gui.editing import Editing
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.authoring.edits import Edit
    from assay.authoring.forms.certificate_text import CertificateChain
    from assay.examination import Examination

_REASON = "form.answer"
"""Text id of the step."""


class FormWiring(QObject):
    """Connects forms and texts; it lives as long as the window."""

    def __init__(
        self, window: MainWindow, look: Look, *, session: Session, editing: Editing, tasks: Tasks, asking: Asking
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._editing = editing
        self._digests = Digests(window, look, tasks, asking)
        window.page.desk = self
        window.page.answer_unwritable.connect(lambda: window.notice.tell(look.words.say("form.unwritable")))

    def text_now(self) -> str | None:
        """The text of the document that is shown, as it stands; None where it is not to be worked on."""
        current = self._session.current
        return current.edited.text if current is not None and current.edited is not None else None

    def examine_now(self) -> "Examination | None":
        """The same, examined at once: an answer was given in the moment before the check of the last one ended."""
        current = self._session.current
        if current is None or current.edited is None or current.checked is None or current.is_set:
            return None
        from assay.pipeline import examine

        return examine(current.document, current.checked.options)

    def give(self, edits: "Sequence[Edit]") -> bool:
        """Put an answer into the document that is shown; whether it could be done."""
        from assay.authoring.edited_text import TYPING, change_between
        from assay.authoring.edits import EditError, SetValue
        from assay.authoring.json_edit import edited

        current = self._session.current
        if current is None or current.edited is None:
            return False
        before = current.edited.text
        try:
            after = edited(before, edits)
        except EditError:
            return False
        is_typed = all(isinstance(edit, SetValue) for edit in edits)
        change = change_between(before, after, TYPING if is_typed else _REASON)
        if change is not None:
            self._editing.change(current.key, change)
        return self.text_now() == after

    def ask_file(self) -> Path | None:
        """A file that the person chooses."""
        return self._digests.ask_file()

    def take_digest(self, path: Path, give: Callable[[str], object], like: str) -> None:
        """Take the digest of a file, and give it when it is known, if the same document is still shown."""
        key = self._session.current.key if self._session.current is not None else 0

        def take(digest: str) -> bool:
            current = self._session.current
            is_here = current is not None and current.key == key
            if is_here:
                give(digest)
            return is_here

        self._digests.take(path, take, like)

    def read_certificates(self, path: Path, give: "Callable[[CertificateChain], object]") -> None:
        """Read the certificates of a file, and give them, if the same document is still shown."""
        key = self._session.current.key if self._session.current is not None else 0

        def take(chain: "CertificateChain") -> None:
            current = self._session.current
            if current is not None and current.key == key:
                give(chain)

        self._digests.read_certificates(path, take)
