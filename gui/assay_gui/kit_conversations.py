# SPDX-License-Identifier: Apache-2.0
"""Publishing, handing in, asking notaries and reading answers, from the dialog to what comes of it.

Nothing here opens a connection: folders are written, lines are shown to be pasted, answers are read from files.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from assay_gui import kit_work
from assay_gui.certificate_work import Line
from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.hand_in import HandInDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.page_text import PageTextDialog
from assay_gui.dialogs.publish import PublishDialog, Questions
from assay_gui.dialogs.read_answer import ReadAnswerDialog
from assay_gui.dialogs.registration_number import RegistrationNumberDialog
from assay_gui.dialogs.terms import TermsDialog, suggested
from assay_gui.key_room import KeyRoom, KeyRoomConversation
from assay_gui.kit_work import PublishWish, Told, Tried
from assay_gui.notary_requests import NotaryRequests
from assay_gui.open_document import OpenDocument

if TYPE_CHECKING:
    from assay.kits.hand_in import HandIn, HandInOrder

_NUMBER_FILE = "registration-number.json"
_TERMS_FILE = "terms.json"
_README = "README.txt"


class KitConversations(KeyRoomConversation):
    """Opens dialogs over a window."""

    document_wanted = Signal(int)
    """An open document is to be shown."""

    def __init__(self, room: KeyRoom) -> None:
        super().__init__(room)
        self._asked = NotaryRequests(room.keys)

    def open(self, action: str) -> None:
        """Begin what a button or a menu stands for: `publish`, `hand_in`, `read_answer`, `number`, `terms`."""
        talks: dict[str, Callable[[], object]] = {
            "publish": self.publish,
            "hand_in": self.hand_in,
            "read_answer": self.read_answer,
            "number": self.number,
            "terms": self.terms,
        }
        talks[action]()

    def publish(self) -> None:
        """Ask where to write what the owner of the chosen key publishes."""
        self._talks.when_open(self._ask_where_to_publish)

    def hand_in(self) -> HandInDialog | None:
        """Ask what is applied for with the presentation that is shown."""
        current = self._session.current
        if current is None:
            return None
        dialog = HandInDialog(self._look, current.document, self._folder, self._window)

        def done(folder: Path, made: "HandIn") -> None:
            dialog.accept()
            self._show_line(folder, made)

        def write(order: "HandInOrder", folder: Path) -> None:
            replaces = dialog.replace.isChecked()
            call = partial(kit_work.hand_in, folder, order, replaces=replaces)
            self._talks.work(dialog, lambda _stop: call(), partial(done, folder), "writing")

        dialog.wanted.connect(write)
        return self._talks.show(dialog)

    def read_answer(self) -> ReadAnswerDialog:
        """Ask for the file with an answer."""
        words, current = self._look.words, self._session.current
        signed = [document for document in self._session.documents if _is_signed(document)]
        dialog = ReadAnswerDialog(
            self._look,
            signed,
            current.key if current else 0,
            lambda parent: self._asking.open_file(parent, words.say("reply.title")),
            self._window,
        )
        dialog.wanted.connect(lambda path, key: self._read(dialog, path, key))
        return self._talks.show(dialog)

    def number(self) -> RegistrationNumberDialog:
        """Ask for a registration number."""
        key = self._keys.chosen
        address = suggested(key.record.did, _NUMBER_FILE) if key else ""
        dialog = RegistrationNumberDialog(self._look, address, self._window)
        dialog.asked.connect(self._asked.keep)
        return self._talks.show(dialog)

    def terms(self) -> None:
        """Ask who accepts the terms; the draft is opened, to be signed."""
        self._talks.when_open(self._ask_for_terms)

    def _ask_where_to_publish(self) -> None:
        key, words = self._keys.chosen, self._look.words
        if key is None:
            self.told.emit(words.say("publishing.no_key"))
            return
        documents = [one.document for one in self._session.documents if _is_one_credential(one)]
        ask = Questions(
            self._folder,
            self._asking.files,
            lambda parent: self._asking.open_file(parent, words.say("publishing.existing")),
        )
        dialog = PublishDialog(self._look, key.record.did, documents, ask, self._window)
        dialog.wanted.connect(lambda wish: self._publish(dialog, wish))
        self._talks.show(dialog)

    def _publish(self, dialog: PublishDialog, wish: PublishWish) -> None:
        vault, moment, words = self._keys.vault, self._keys.now(), self._look.words
        if vault is None:
            return

        def done(tried: Tried) -> None:
            if tried.readme:
                dialog.accept()
            else:
                dialog.end()
            self._keys.look()
            self._show_tried(wish, tried, dialog if not tried.readme else self._window)

        self._talks.work(dialog, lambda _stop: kit_work.publish(vault, wish, moment, words), done, "publishing")

    def _show_tried(self, wish: PublishWish, tried: Tried, parent: QWidget) -> None:
        words, folder = self._look.words, wish.folder
        state = kit_work.STATE_OF_RESULT[tried.result]
        headline = words.say(f"publishing.result.{tried.result}", count=tried.count, name=folder.name)
        dialog = OutcomeDialog(self._look, words.say("publishing.title"), state, headline, parent)
        dialog.tell(tried.lines)
        if tried.readme:
            page = PageTextDialog
            where = str(folder / _README)
            show = dialog.offer(words.say("publishing.page"), words.tip("publishing.page"))
            show.clicked.connect(lambda: self._open(page(self._look, where, tried.readme, dialog)))
            self._offer_folder(dialog, folder)
            use = dialog.offer(words.say("publishing.use"), words.tip("publishing.use"))
            use.clicked.connect(lambda: self._use_here(dialog, wish.did, tried))
        self._open(dialog)

    def _use_here(self, dialog: OutcomeDialog, did: str, tried: Tried) -> None:
        moment, words = self._keys.now(), self._look.words

        def done(_none: None) -> None:
            dialog.accept()
            self.told.emit(words.say("publishing.used"))
            for document in self._session.documents:
                self._session.check_again(document.key)

        self._keys.run(
            lambda _stop: kit_work.use_here(did, tried.keys, moment, words),
            done,
            lambda error: dialog.tell([Line("fail", words.error(error))]),
            slow=lambda: None,
        )

    def _show_line(self, folder: Path, made: "HandIn") -> None:
        words = self._look.words
        dialog = OutcomeDialog(
            self._look,
            words.say("handing_in.title"),
            "passed",
            words.say("handing_in.done", name=folder.name),
            self._window,
        )
        first, then = words.say("handing_in.first"), words.say("handing_in.then")
        dialog.tell([Line("", first), Line("", then)])
        box = CopyBox(self._look, words.say("handing_in.line"))
        box.show_text(kit_work.pasted(made.send))
        dialog.add(box, *box.stops)
        self._offer_folder(dialog, folder)
        self._open(dialog)

    def _read(self, dialog: ReadAnswerDialog, path: Path, key: int) -> None:
        words, moment, asked = self._look.words, self._keys.now(), self._asked
        document = self._session.document(key)
        given = (document.document,) if document else ()

        def done(told: Told) -> None:
            dialog.accept()
            self._show_answer(path, told, document)

        self._talks.work(
            dialog,
            lambda _stop: kit_work.read_answer(path, given, asked.requests(), moment, words),
            done,
            "reading",
        )

    def _show_answer(self, path: Path, told: Told, document: OpenDocument | None) -> None:
        words = self._look.words
        dialog = OutcomeDialog(self._look, words.say("reply.title"), told.state, told.headline, self._window)
        dialog.tell(told.lines)
        if told.reading.file_name:
            keep = dialog.offer(words.say("reply.keep"), words.tip("reply.keep"))
            keep.clicked.connect(lambda: self._keep(dialog, path, told))
        if document is not None and told.has_findings:
            show = dialog.offer(words.say("reply.show"), words.tip("reply.show"))
            show.clicked.connect(lambda: self._show_document(dialog, document))
        self._open(dialog)

    def _keep(self, dialog: OutcomeDialog, path: Path, told: Told) -> None:
        words = self._look.words
        suggestion = path.parent / told.reading.file_name
        where = self._asking.save_file(dialog, suggestion, words.say("reply.keep_title"))
        if where is None:
            return

        def done(kept: Path) -> None:
            dialog.accept()
            self.told.emit(words.say("reply.kept", name=kept.name))

        self._keys.run(
            lambda _stop: kit_work.keep(told.reading, where),
            done,
            lambda error: dialog.tell([Line("fail", words.error(error))]),
            slow=lambda: None,
        )

    def _show_document(self, dialog: OutcomeDialog, document: OpenDocument) -> None:
        dialog.accept()
        self.document_wanted.emit(document.key)

    def _ask_for_terms(self) -> None:
        keys, chosen = self._keys.holdings.keys, self._keys.chosen
        if not keys or chosen is None:
            self.told.emit(self._look.words.say("publishing.no_key"))
            return
        owners = tuple(dict.fromkeys(key.record.did for key in keys))
        dialog = TermsDialog(self._look, owners, chosen.record.did, self._window)
        dialog.wanted.connect(lambda did, address: self._draft_terms(dialog, did, address))
        self._talks.show(dialog)

    def _draft_terms(self, dialog: TermsDialog, did: str, address: str) -> None:
        moment = self._keys.now()

        def done(draft: bytes) -> None:
            dialog.accept()
            self._session.open_text(_TERMS_FILE, draft)
            self.told.emit(self._look.words.say("terms.made"))

        self._talks.work(dialog, lambda _stop: kit_work.terms(did, address, moment), done, "writing")

    def _folder(self, parent: QWidget) -> Path | None:
        return next(iter(self._asking.folder(parent)), None)

    def _offer_folder(self, dialog: OutcomeDialog, folder: Path) -> None:
        opened = dialog.offer(self._look.words.say("notice.open_folder"))
        opened.clicked.connect(lambda: self._asking.show_folder(folder))

    def _open(self, dialog: QDialog) -> None:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _is_signed(document: OpenDocument) -> bool:
    return document.checked is not None and document.checked.examination.reading.is_signed


def _is_one_credential(document: OpenDocument) -> bool:
    """One that can be published: a presentation is handed in instead."""
    kinds = ("credential", "label")
    return _is_signed(document) and document.checked is not None and document.checked.examination.report.kind in kinds
