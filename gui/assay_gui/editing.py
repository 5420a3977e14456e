# SPDX-License-Identifier: Apache-2.0
"""Work on the texts of open documents: steps, saving, and keeping what is not saved yet."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assay_gui.drafts import Draft, Drafts
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.authoring.edited_text import Change, EditedText

KEEP_AFTER_MS = 400
"""Work is kept when somebody has not typed for so long, and at the latest after `KEEP_WITHIN_MS`."""
KEEP_WITHIN_MS = 1000


class Editing(QObject):
    """What can be done to a text; each step is checked by the session at once."""

    saved = Signal(int, Path)
    failed = Signal(object)
    """A text could not be saved: the OSError."""
    taken_up = Signal(int)
    """So many texts of an earlier run were taken up again."""

    def __init__(self, session: Session, tasks: Tasks, folder: Callable[[], Path], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._drafts = Drafts(folder())
        self._soon, self._at_latest = QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._soon, KEEP_AFTER_MS), (self._at_latest, KEEP_WITHIN_MS)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(self.keep)
        session.text_changed.connect(self._keep_soon)
        session.document_closed.connect(self._keep_soon)

    def change(self, key: int, change: "Change") -> None:
        """Make a step; nothing happens where the document is not to be worked on, or has another text by now."""
        with suppress(ValueError):
            self._step(key, lambda edited: edited.edit(change))

    def undo(self, key: int) -> None:
        """Take the last step back."""
        self._step(key, lambda edited: edited.undo())

    def redo(self, key: int) -> None:
        """Make the step again that was taken back last."""
        self._step(key, lambda edited: edited.redo())

    def save(self, key: int, path: Path) -> bool:
        """Write the text to a file, whole or not at all; whether it was done."""
        from assay.whole_file import write_whole

        document = self._session.document(key)
        if document is None or document.edited is None:
            return False
        try:
            write_whole(path, document.edited.data)
        except OSError as error:
            self.failed.emit(error)
            return False
        self._session.saved_as(key, path)
        self.saved.emit(key, path)
        return True

    def take_up(self) -> None:
        """Open what an earlier run had not saved, but for what is open already."""
        from assay.authoring.edited_text import EditedText, change_between
        from assay.document import Document

        known = {
            (one.document.name, str(one.origin or ""), one.edited.text)
            for one in self._session.documents
            if one.edited is not None
        }
        left = self._drafts.left_behind()
        found = [draft for draft in left if (draft.name, draft.origin, draft.text) not in known]
        for draft in found:
            origin = Path(draft.origin) if draft.origin else None
            before = _text_of_file(origin, draft.name)
            edited = EditedText(before if before is not None else draft.text, draft.byte_order_mark)
            change = change_between(edited.text, draft.text)
            edited = edited.edit(change) if change else EditedText(draft.text, draft.byte_order_mark, saved=-1)
            self._session.take_up(Document(draft.name, edited.data), origin, edited)
        self.keep()
        self._drafts.forget_left_behind()
        if found:
            self.taken_up.emit(len(found))

    def keep(self) -> None:
        """Keep what is not saved as it stands now."""
        self._soon.stop()
        self._at_latest.stop()
        drafts = {
            document.key: Draft(
                document.document.name,
                str(document.origin or ""),
                document.edited.text,
                document.edited.byte_order_mark,
            )
            for document in self._session.documents
            if document.edited is not None and not document.is_saved
        }
        try:
            self._drafts.keep(drafts)
        except OSError as error:
            self.failed.emit(error)

    def close(self) -> None:
        """The program ends: what is not saved is offered at the next start."""
        self.keep()
        self._drafts.close()

    def _step(self, key: int, step: "Callable[[EditedText], EditedText]") -> None:
        document = self._session.document(key)
        if document is not None and document.edited is not None:
            edited = step(document.edited)
            if edited is not document.edited:
                self._session.work_on(key, edited)

    def _keep_soon(self, _key: int) -> None:
        self._soon.start()
        if not self._at_latest.isActive():
            self._at_latest.start()


def _text_of_file(origin: Path | None, name: str) -> str | None:
    """The text that the file has now, so that all of the work can be taken back; None where there is none."""
    if origin is None or name != str(origin):
        return None
    try:
        return origin.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError):
        return None
