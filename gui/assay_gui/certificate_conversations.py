# SPDX-License-Identifier: Apache-2.0
"""The dialogs about keys from elsewhere and certificates, from their opening to what comes of them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import AssayError
from assay_gui import certificate_work
from assay_gui.card_conversations import CardConversations
from assay_gui.certificate_work import Attached, Brought, ImportWish, Line, Offers
from assay_gui.dialogs.attach_certificate import AttachDialog
from assay_gui.dialogs.import_key import ImportKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.keeping import Lock
from assay_gui.key_room import KeyRoom, KeyRoomConversation

if TYPE_CHECKING:
    from assay.keys.certificate_request import Subject
    from assay.keys.signer import Signer

_REQUEST_NAME = "certificate-request.csr"
_PASSWORD_NEEDED = "key_import.password_needed"  # noqa: S105 - the name of a text
_COUNTRY_LETTERS = 2


class CertificateConversations(KeyRoomConversation):
    """Opens dialogs over a window; what it needs of the vault it asks of the conversations about keys."""

    def __init__(self, room: KeyRoom, cards: CardConversations) -> None:
        super().__init__(room)
        self._cards = cards

    def open(self, action: str) -> None:
        """Begin what a button or a menu stands for: `import`, `request`, `attach`."""
        talks: dict[str, Callable[[], object]] = {
            "import": self.import_key,
            "request": self.request,
            "attach": self.attach,
        }
        talks[action]()

    def import_key(self) -> None:
        """Ask for a file with a key; where nothing would lock it, for a passphrase first."""
        self._talks.when_open(self._ask_for_key)

    def request(self) -> None:
        """Ask whose certificate it is to be, with what clearing houses say to each kind beside it."""
        if self._keys.chosen is not None and self._keys.vault is not None:
            moment = self._keys.now()
            self._keys.run(
                lambda _stop: certificate_work.offers(moment), self._ask_subject, self._tell_error, slow=lambda: None
            )

    def attach(self) -> AttachDialog | None:
        """Ask for the files an authority delivered."""
        key, vault, words = self._keys.chosen, self._keys.vault, self._look.words
        if key is None or vault is None:
            return None
        dialog = AttachDialog(self._look, key.record.name, self._asking.files, self._window)
        moment, record = self._keys.now(), key.record

        def done(found: Attached) -> None:
            dialog.accept()
            self._keys.look()
            self._show_attached(record.name, found)

        def put(paths: tuple[Path, ...]) -> None:
            self._talks.work(
                dialog,
                lambda _stop: certificate_work.attach(vault, record, paths, moment, words),
                done,
                "attaching",
            )

        dialog.wanted.connect(put)
        return self._talks.show(dialog)

    def _ask_for_key(self) -> None:
        holdings = self._keys.holdings
        if holdings.lock is Lock.NO_KEYRING:
            self._talks.lock(self._ask_for_key)
            return
        names = tuple(key.record.name for key in holdings.keys)
        did = holdings.keys[0].record.did if holdings.keys else ""
        title = self._look.words.say("import.title")
        dialog = ImportKeyDialog(
            self._look, names, did, lambda parent: self._asking.open_file(parent, title), self._window
        )
        dialog.wanted.connect(lambda wish: self._bring_in(dialog, wish))
        self._talks.show(dialog)

    def _bring_in(self, dialog: ImportKeyDialog, wish: ImportWish) -> None:
        vault, folder, moment = self._keys.vault, self._keys.folder, self._keys.now()
        words = self._look.words

        def done(found: Brought) -> None:
            self._keys.opened(found.vault, chosen=found.record.id)
            dialog.accept()
            self._show_brought(found)

        def failed(error: AssayError) -> None:
            if error.text_id == _PASSWORD_NEEDED and not dialog.is_asking_for_password:
                dialog.ask_password()
            else:
                dialog.show_problem(words.error(error))

        dialog.begin()
        self._keys.run(
            lambda _stop: certificate_work.bring_in(vault, folder, wish, moment, words),
            done,
            failed,
            slow=lambda: dialog.show_busy(words.say("keys.wait.importing")),
        )

    def _show_brought(self, found: Brought) -> None:
        words = self._look.words
        state = "passed" if found.record.chain and _is_good(found.lines) else "wait"
        dialog = self._outcome("import", state, words.say("import.done", name=found.record.name))
        dialog.tell(found.lines)
        self._open(dialog)

    def _ask_subject(self, offers: Offers) -> None:
        from assay.identity.did import host_of

        key = self._keys.chosen
        if key is None:
            return
        host = host_of(key.record.did)
        ending = host.rpartition(".")[2].upper()
        country = ending if len(ending) == _COUNTRY_LETTERS else ""
        dialog = RequestDialog(self._look, key.record.name, host, offers, country=country, parent=self._window)
        dialog.wanted.connect(lambda subject: self._request(dialog, subject))
        self._talks.show(dialog)

    def _request(self, dialog: RequestDialog, subject: "Subject") -> None:
        key, vault, words = self._keys.chosen, self._keys.vault, self._look.words
        if key is None or vault is None:
            return
        path = self._asking.save_file(dialog, Path.home() / _REQUEST_NAME, words.say("request.save_title"))
        if path is None:
            return

        def done(where: Path) -> None:
            dialog.accept()
            self._keys.look()
            self.told.emit(words.say("request.done", name=where.name))

        def call(signer: "Signer") -> Path:
            return certificate_work.request(vault, key.record, signer, subject, path)

        self._cards.use(dialog, key.record, call, done, "requesting")

    def _show_attached(self, name: str, found: Attached) -> None:
        words = self._look.words
        is_good = _is_good(found.lines)
        headline = words.say("attach.done" if is_good else "attach.faulty", key=name)
        dialog = self._outcome("attach", "passed" if is_good else "fail", headline)
        dialog.tell(found.lines)
        dialog.tell_fits(found.fits)
        self._open(dialog)

    def _outcome(self, title: str, state: str, headline: str) -> OutcomeDialog:
        return OutcomeDialog(self._look, self._look.words.say(f"{title}.title"), state, headline, self._window)

    def _open(self, dialog: OutcomeDialog) -> None:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell_error(self, error: AssayError) -> None:
        self.told.emit(self._look.words.error(error))


def _is_good(lines: tuple[Line, ...]) -> bool:
    return not any(line.state == "fail" for line in lines)
