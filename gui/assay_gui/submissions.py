# SPDX-License-Identifier: Apache-2.0
"""Documents that are one submission: judged as a set, which follows every change of its members."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.open_document import OpenDocument
from assay_gui.session import Session


class Submissions(QObject):
    """The sets of one window."""

    def __init__(self, window: MainWindow, look: Look, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._members: dict[int, tuple[int, ...]] = {}
        session.opened_at_once.connect(self._offer)
        session.text_changed.connect(self._member_changed)
        session.document_closed.connect(self._closed)
        for changed in (session.document_opened, session.document_closed, session.current_changed):
            changed.connect(lambda _key: self._allow())
        window.actions_table["together"].triggered.connect(self.check_together)
        self._allow()

    def check_together(self) -> None:
        """Judge what belongs together with the document that is shown as one submission."""
        self._check([document.key for document in self._candidates()])

    def _candidates(self) -> tuple[OpenDocument, ...]:
        """Those of one folder or zip with the one that is shown; where it came alone, all that are open."""
        documents = tuple(document for document in self._session.documents if not document.is_set)
        current = self._session.current
        origin = current.origin if current else None
        same = tuple(document for document in documents if origin is not None and document.origin == origin)
        return same if len(same) > 1 else documents

    def _check(self, keys: Sequence[int]) -> None:
        from assay.together import as_set

        found = [document for key in keys if (document := self._session.document(key)) is not None]
        if len(found) <= 1:
            return
        origins = {document.origin for document in found}
        origin = origins.pop() if len(origins) == 1 else None
        name = origin.name if origin else self._look.words.say("together.name", count=len(found))
        documents = [document.document for document in found]
        key = self._session.take(as_set(documents, name), _of_set(origin, found))
        self._members[key] = tuple(document.key for document in found)
        self._session.show(key)

    def _offer(self, keys: list[int]) -> None:
        if len(keys) <= 1:
            return
        say = self._look.words.say
        self._window.notice.tell(
            say("together.offer", count=len(keys)), say("together.check"), lambda: self._check(keys)
        )

    def _member_changed(self, key: int) -> None:
        from assay.together import as_set

        for set_key, members in self._members.items():
            whole = self._session.document(set_key)
            if key in members and whole is not None:
                found = [document for one in members if (document := self._session.document(one)) is not None]
                made = as_set([document.document for document in found], whole.document.name)
                if made.data != whole.document.data:
                    self._session.renew(set_key, made)

    def _closed(self, key: int) -> None:
        """A set that was closed is forgotten; one whose member was closed stays as it was."""
        self._members.pop(key, None)
        self._members = {whole: members for whole, members in self._members.items() if key not in members}

    def _allow(self) -> None:
        self._window.actions_table.allow_edits(several=len(self._candidates()) > 1)


def _of_set(origin: Path | None, found: Sequence[OpenDocument]) -> Path | None:
    """The folder or zip of all of them; of single files their folder, so that a report is offered there."""
    if origin is not None:
        return origin
    folders = {document.origin.parent for document in found if document.origin is not None}
    return folders.pop() if len(folders) == 1 else None
