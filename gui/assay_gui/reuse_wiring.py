# SPDX-License-Identifier: Apache-2.0
"""Documents used again: copied, a further service derived, two compared; what comes of it is opened beside them."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from assay.errors import AssayError
from assay_gui import reuse_work
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.open_document import OpenDocument
from assay_gui.session import Session
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay_gui.dialogs.compare_documents import CompareDocumentsDialog
    from assay_gui.dialogs.derive import DeriveDialog
    from assay_gui.dialogs.task_dialog import TaskDialog
    from assay_gui.reuse_work import Service

_TASK = "reuse"
Result = TypeVar("Result")


class ReuseWiring(QObject):
    """Connects menu, dialogs and documents; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._tasks = tasks
        for changed in (session.check_ended, session.current_changed, session.document_opened, session.document_closed):
            changed.connect(lambda _key: self._allow())
        actions: Mapping[str, Callable[[], None]] = {
            "duplicate": self.duplicate,
            "derive": self.ask_to_derive,
            "compare_documents": self.ask_to_compare,
        }
        for name, call in actions.items():
            window.actions_table[name].triggered.connect(lambda _=False, call=call: call())
        self._allow()

    def duplicate(self) -> None:
        """Open a copy of the document that is shown."""
        current = self._session.current
        if current is None:
            return
        document, name, moment = current.document, current.name, self._session.now()

        def done(made: tuple[str, int]) -> None:
            text, left = made
            self._open(text, name, "reusing.copy_suffix")
            say = self._look.words.say
            told = [say("reusing.copied", name=name), say("reusing.left", count=left) if left else ""]
            self._window.notice.tell(" ".join(filter(None, told)))

        self._run(lambda: reuse_work.copy(document, moment), done, self._tell_error)

    def ask_to_derive(self) -> None:
        """Ask what a further service has of its own, and open its draft."""
        from assay_gui.dialogs.derive import DeriveDialog

        found, current = self._found, self._session.current
        services = reuse_work.services(found, self._look.words) if found is not None else ()
        if found is None or current is None or not services:
            return
        dialog = DeriveDialog(self._look, services, self._window)
        name = current.name
        dialog.wanted.connect(lambda service, wish: self._derive(dialog, found, (service, wish), name))
        self._show(dialog)

    def ask_to_compare(self) -> None:
        """Ask for two documents, and show what they say differently."""
        from assay_gui.dialogs.compare_documents import CompareDocumentsDialog

        names = [(document.key, document.name) for document in self._comparable()]
        if len(names) <= 1:
            return
        current = self._session.current
        keys = [key for key, _ in names]
        new = current.key if current is not None and current.key in keys else keys[-1]
        old = next(key for key in (*reversed(keys[: keys.index(new)]), *keys) if key != new)
        dialog = CompareDocumentsDialog(self._look, names, (old, new), self._window)
        dialog.wanted.connect(lambda old, new: self._compare(dialog, old, new))
        self._show(dialog)

    @property
    def _found(self) -> "Examination | None":
        """What is known of the document that is shown; None of one that is several."""
        current = self._session.current
        return None if current is None or current.is_set or current.checked is None else current.checked.examination

    def _comparable(self) -> list[OpenDocument]:
        return [one for one in self._session.documents if one.checked is not None and not one.is_set]

    def _allow(self) -> None:
        found = self._found
        self._window.actions_table.allow_edits(
            copied=found is not None and reuse_work.may_copy(found),
            service=found is not None and reuse_work.describes_service(found),
            others=len(self._comparable()) > 1,
        )

    def _derive(
        self, dialog: "DeriveDialog", found: "Examination", asked: "tuple[Service, Mapping[str, str]]", name: str
    ) -> None:
        moment, (service, wish) = self._session.now(), asked

        def done(text: str) -> None:
            dialog.accept()
            self._open(text, name, "reusing.derived_suffix")
            self._window.notice.tell(self._look.words.say("reusing.derived", name=name))

        dialog.begin()
        self._run(
            lambda: reuse_work.derive(found, service, wish, moment),
            done,
            lambda error: dialog.show_problem(self._look.words.error(error)),
            dialog,
        )

    def _compare(self, dialog: "CompareDocumentsDialog", old: int, new: int) -> None:
        found = [one.checked for key in (old, new) if (one := self._session.document(key)) is not None]
        before, after = (*found, None, None)[:2]
        if before is None or after is None:
            return
        dialog.begin()
        self._run(
            lambda: reuse_work.compare(before.examination, after.examination, self._look.words),
            dialog.show_compared,
            lambda error: dialog.show_problem(self._look.words.error(error)),
            dialog,
        )

    def _open(self, text: str, name: str, suffix: str) -> None:
        """As a document that is not saved yet; the one it comes from stays open as it is."""
        from assay.authoring.edited_text import EditedText
        from assay.document import Document

        edited = EditedText(text, saved=-1)
        named = f"{PurePath(name).stem}-{self._look.words.say(suffix)}.json"
        self._session.take_up(Document(named, edited.data), None, edited)

    def _run(
        self,
        call: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[AssayError], None],
        dialog: "TaskDialog | None" = None,
    ) -> None:
        def broke(error: Exception) -> None:
            if not isinstance(error, AssayError):
                raise error
            failed(error)

        waits = self._look.words.say("reusing.wait")
        slow = (lambda: dialog.show_busy(waits)) if dialog is not None else lambda: None
        self._tasks.start(_TASK, lambda _stop: call(), done, on_failure=broke, on_slow=slow)

    def _show(self, dialog: "TaskDialog") -> None:
        dialog.stop_wanted.connect(lambda: self._tasks.cancel(_TASK))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell_error(self, error: AssayError) -> None:
        self._window.notice.tell(self._look.words.error(error))
