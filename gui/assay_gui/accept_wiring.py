# SPDX-License-Identifier: Apache-2.0
"""Accepting findings in the window: asked, kept beside the document's file, taken back in one step."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay_gui import accept_work
from assay_gui.accept_work import Changes, Wish
from assay_gui.dialogs.accept_finding import AcceptFindingDialog, Subject
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.preferences import ACCEPTANCE_OWNER, Preferences
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.document import Document
    from assay_gui.checking import Checked
    from assay_gui.open_document import OpenDocument

_TASK = "accept"


class AcceptWiring(QObject):
    """Connects cards and the files beside documents; it lives as long as the window."""

    def __init__(
        self, window: MainWindow, look: Look, *, session: Session, tasks: Tasks, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._tasks = tasks
        self._preferences = preferences
        window.page.cards.accept_wanted.connect(self.ask)
        window.page.cards.withdraw_wanted.connect(self.withdraw)

    def ask(self, place: int, places: tuple[int, ...]) -> None:
        """Ask who accepts what a card says, why and until when; then keep it."""
        found = self._at_home()
        if found is None:
            return
        key, home, checked = found
        subject = Subject(checked.entries[place], places.index(place) + 1, len(places), is_of_set=home is None)
        owner = self._preferences[ACCEPTANCE_OWNER]
        now = self._session.now()
        dialog = AcceptFindingDialog(self._look, subject, owner=owner, today=now.date(), parent=self._window)

        def accept(wish: Wish, everywhere: bool) -> None:  # noqa: FBT001 - a signal's slot
            chosen = _fingerprints(checked, places if everywhere else (place,))
            dialog.begin()
            self._tasks.start(
                _TASK,
                lambda _stop: accept_work.accept(checked, home, chosen, wish, now),
                lambda before: done(wish, before),
                on_failure=lambda error: self._broke(error, dialog),
                on_slow=lambda: dialog.show_busy(self._look.words.say("accept.wait")),
            )

        def done(wish: Wish, before: Changes) -> None:
            self._preferences.keep(ACCEPTANCE_OWNER, " ".join(wish.owner.split()))
            dialog.accept()
            self._kept(key, before, "accept.done" if home is not None else "accept.done_together")

        dialog.wanted.connect(accept)
        dialog.stop_wanted.connect(lambda: self._stop(key))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def withdraw(self, places: tuple[int, ...]) -> None:
        """Accept what a card says no longer."""
        found = self._at_home()
        if found is None:
            return
        key, home, checked = found
        chosen = _fingerprints(checked, places)
        self._change(
            lambda: accept_work.withdraw(checked, home, chosen),
            lambda before: self._kept(key, before, "accept.withdrawn"),
        )

    def _at_home(self) -> "tuple[int, Path | None, Checked] | None":
        """The document that is shown with its file and its result; where it is in no file of its own, that is said.

        No file for a set: each of its documents has its own.
        """
        current = self._session.current
        if current is None or current.checked is None or not current.is_fresh:
            return None
        say = self._look.words.say
        if current.is_set and accept_work.has_place(current.checked):
            return current.key, None, current.checked
        if current.is_set:
            self._window.notice.tell(say("accept.in_set"))
        elif current.home is not None:
            return current.key, current.home, current.checked
        elif current.edited is None:
            self._window.notice.tell(say("accept.no_file"))
        else:
            save = self._window.actions_table["save_as"].trigger
            self._window.notice.tell(say("accept.save_first"), say("accept.save"), save)
        return None

    def _kept(self, key: int, before: Changes, text_id: str) -> None:
        """It stands in the file: check anew, which reads it, and offer the way back."""
        self._check_again(key, before)
        say = self._look.words.say

        def put_back() -> None:
            self._change(lambda: accept_work.put_back(before), lambda _before: self._check_again(key, before))

        self._window.notice.tell(say(text_id), say("accept.take_back"), put_back)

    def _check_again(self, key: int, changes: Changes) -> None:
        """The document, and those that are open and have other acceptances now, too."""
        others = {one.key for one in self._session.documents if one.home in changes or self._holds(one, changes)}
        for one in sorted({key, *others}):
            self._session.check_again(one)

    @staticmethod
    def _holds(document: "OpenDocument", changes: Changes) -> bool:
        """Whether it is a set with one of these files among its members."""
        members: tuple[Document, ...] = getattr(document.document, "members", ())
        return any(accept_work.home_of(member) in changes for member in members)

    def _change(self, call: Callable[[], Changes], done: Callable[[Changes], None]) -> None:
        self._tasks.start(_TASK, lambda _stop: call(), done, on_failure=self._broke)

    def _stop(self, key: int) -> None:
        """Nobody waits for it any more; it is shown as the file has it by now."""
        if self._tasks.cancel(_TASK):
            self._session.check_again(key)

    def _broke(self, error: Exception, dialog: AcceptFindingDialog | None = None) -> None:
        from assay.errors import AssayError

        if not isinstance(error, AssayError):
            if dialog is not None:
                dialog.reject()
            raise error
        told = self._look.words.error(error)
        if dialog is not None:
            dialog.show_problem(told)
        else:
            self._window.notice.tell(told)


def _fingerprints(checked: "Checked", places: tuple[int, ...]) -> frozenset[str]:
    """Of all findings that these entries stand for."""
    return frozenset(finding for place in places for finding in checked.entries[place].findings)
