# SPDX-License-Identifier: Apache-2.0
"""What the tabs of a document set in motion: files that are given for its signatures, and a picture that is saved."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError
from assay_gui import giving_work
from assay_gui.asking import Asking
from assay_gui.dialogs.keep_file import KeepFileDialog
from assay_gui.giving_work import Sorted
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.models.signatures import file_fault, kept_fault
from assay_gui.open_document import OpenDocument
from assay_gui.session import Session
from assay_gui.tasks import Tasks
from assay_gui.theme import LIGHT
from assay_gui.views.document_page import DocumentPage

if TYPE_CHECKING:
    from assay.identity.recognised import Recognised


class TabsWiring(QObject):
    """Connects the tabs with session and desktop; it lives as long as the window."""

    broke = Signal(object)
    """An exception that is a fault of the program."""

    def __init__(
        self, window: MainWindow, look: Look, *, session: Session, page: DocumentPage, tasks: Tasks, asking: Asking
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._page = page
        self._tasks = tasks
        self._asking = asking
        self._told_fault = ""
        self._sortings = 0
        page.give_wanted.connect(self.ask_file)
        page.save_picture_wanted.connect(self.save_picture)
        session.check_ended.connect(self._tell_fault)
        window.take_dropped = self.take

    def ask_file(self) -> None:
        """Ask for a file that tells more of the signatures of the document that is shown."""
        document = self._session.current
        if document is not None:
            path = self._asking.open_file(self._window, self._look.words.say("giving.choose"))
            if path is not None:
                already = document.given
                self._sort(document, lambda: giving_work.recognise_all((path,), already))

    def take(self, paths: tuple[Path, ...]) -> None:
        """Files were dropped: what belongs to the signatures that are shown is used for them, the rest is opened."""
        document = self._session.current
        is_signed = document is not None and document.checked is not None and _is_signed(document)
        if document is None or not is_signed or self._window.shown_page != "documents":
            self._open(paths)
            return
        already = document.given
        self._sort(document, lambda: giving_work.sort_out(paths, already))

    def save_picture(self) -> None:
        """Ask where to, and write the picture that is shown as SVG."""
        from assay.picture_svg import svg

        document, words = self._session.current, self._look.words
        if document is None or document.checked is None:
            return
        suggested = _beside(document) / f"{Path(document.name).stem}.svg"
        path = self._asking.save_file(self._window, suggested, words.say("picture.save_title"))
        if path is None:
            return
        issued, broken = words.say("picture.issued_by", issuer="{issuer}"), words.say("picture.is_broken")
        text = svg(self._page.picture.picture, document.name, asdict(LIGHT), issued, broken)
        self._tasks.start(
            "picture",
            lambda _stop: giving_work.write_picture(path, text),
            lambda saved: self._window.report_saved(saved, "picture.saved"),
            on_failure=self._failed,
        )

    def _sort(self, document: OpenDocument, call: Callable[[], Sorted]) -> None:
        self._sortings += 1  # one does not stop the other
        self._tasks.start(
            f"given {self._sortings}",
            lambda _stop: call(),
            lambda found: self._use(document.key, found),
            on_failure=self._failed,
        )

    def _use(self, key: int, found: Sorted) -> None:
        """Use what was given at once; only then ask whether to keep it."""
        document = self._session.document(key)
        if found.others:
            self._open(found.others)
        if document is None or not found.given:
            return
        self._window.notice.hide()
        self._session.use_for(key, found.given)
        dialog = KeepFileDialog(self._look, found.given, self._window)
        dialog.keep_wanted.connect(lambda: self._keep(dialog, document, found.given))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, dialog: KeepFileDialog, document: OpenDocument, given: "Sequence[Recognised]") -> None:
        words, moment = self._look.words, self._session.now()
        dialog.begin()
        self._tasks.start(
            "keep given",
            lambda _stop: giving_work.keep_for_all(given, document.name, moment, words),
            lambda _: self._kept(dialog),
            on_failure=lambda error: self._not_kept(dialog, error),
            on_slow=lambda: dialog.show_busy(words.say("giving.waiting")),
        )

    def _kept(self, dialog: KeepFileDialog) -> None:
        dialog.accept()
        self.check_signed()

    def check_signed(self) -> None:
        """Check every signed document that is open anew: with other files kept it may stand otherwise."""
        for document in self._session.documents:
            if document.checked is not None and _is_signed(document):
                self._session.check_again(document.key)

    def _not_kept(self, dialog: KeepFileDialog, error: Exception) -> None:
        if isinstance(error, AssayError):
            dialog.show_problem(file_fault(error, self._look.words))
        else:
            dialog.reject()
            self.broke.emit(error)

    def _failed(self, error: Exception) -> None:
        words = self._look.words
        if isinstance(error, AssayError):
            self._window.notice.tell(file_fault(error, words))
        elif isinstance(error, OSError):
            self._window.notice.tell(words.say("picture.not_saved", reason=error.strerror or type(error).__name__))
        else:
            self.broke.emit(error)

    def _tell_fault(self, key: int) -> None:
        """Say once that nothing kept is used; the tab goes on saying it."""
        document = self._session.document(key)
        checked = document.checked if document else None
        told = kept_fault(checked.trust_fault, self._look.words) if checked and checked.trust_fault else ""
        if checked is not None and told != self._told_fault:
            self._told_fault = told
            if told:
                self._window.notice.tell(told)

    def _open(self, paths: tuple[Path, ...]) -> None:
        self._window.notice.hide()
        self._session.open_paths(paths)


def _is_signed(document: OpenDocument) -> bool:
    return document.checked is not None and document.checked.examination.reading.is_signed


def _beside(document: OpenDocument) -> Path:
    """Beside the file it is in; the home folder for what is in no file."""
    origin = document.origin
    return Path.home() if origin is None else origin if origin.is_dir() else origin.parent
