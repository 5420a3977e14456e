# SPDX-License-Identifier: Apache-2.0
"""Signing on two machines: asking for a signature, answering, taking the answer in."""

from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import AssayError
from assay.reports.safe_text import visible
from assay.signing_file import SigningFile, signing_file
from assay_gui import machines_work, signing_work
from assay_gui.certificate_work import Line
from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.sign import SignDialog
from assay_gui.dialogs.sign_elsewhere import AcceptDialog, AskAllDialog, AskDialog, OwnerDialog
from assay_gui.key_room import KeyRoom, KeyRoomConversation
from assay_gui.sign_conversations import SignConversations
from assay_gui.signing_all import AllPrepared
from assay_gui.signing_work import Task

if TYPE_CHECKING:
    from assay.document import Document
    from assay.keys.key_record import KeyRecord
    from assay.signing import Prepared
    from assay.signing_request import Accepted, Request


class MachineConversations(KeyRoomConversation):
    """Opens dialogs over a window; what would be signed is shown as it is where it is signed at once."""

    def __init__(self, room: KeyRoom, signing: SignConversations) -> None:
        super().__init__(room)
        self._signing = signing
        signing.answered.connect(self._show_answered)

    def ask(self) -> None:
        """Ask for a signature of the draft that is shown, or of what signed credentials are put together to."""
        self._signing.with_current(self.ask_for)

    def choose(self) -> None:
        """Ask for a file from the other machine."""
        path = self._asking.open_file(self._window, self._look.words.say("machines.choose_letter"))
        if path is not None:
            self._session.open_paths([path])

    def open(self, letters: "list[tuple[Path | None, Document]]") -> None:
        """Files that go between two machines were opened. One dialog at a time: an answer with the request that it is
        to be compared with is taken in; of others, the first is opened, and that is said.
        """
        answers = [pair for pair in letters if signing_file(pair[1].data) is SigningFile.RESPONSE]
        if len(answers) > 1 or len(letters) - len(answers) > 1:
            self.told.emit(self._look.words.say("machines.one_by_one"))
        origin, document = (*answers, *letters)[0]
        self._open_one(document, origin)

    def _open_one(self, document: "Document", origin: Path | None) -> None:
        """Sign what it asks for, or take in what it brings."""
        if signing_file(document.data) is SigningFile.REQUEST:
            self._keys.run(
                lambda _stop: machines_work.asked_in(document),
                lambda request: self._answer(document, request, origin),
                self._tell_error,
                slow=lambda: None,
            )
        else:
            self._keys.run(
                lambda _stop: machines_work.find_request(document, origin),
                lambda request: self._look_at(document, request, origin),
                self._tell_error,
                slow=lambda: None,
            )

    def ask_for(self, task: Task) -> None:
        """Where a draft names no issuer, somebody has to say whose signature it is to be; so for several together."""
        if task.owner and not (task.together or task.several):
            self._ask(task, task.owner)
        else:
            self._ask_owner(task, task.owner)

    def _ask_owner(self, task: Task, owner: str) -> None:
        dialog = OwnerDialog(self._look, owner, self._window)

        def go_on(did: str) -> None:
            dialog.accept()
            self._ask(task, did)

        dialog.wanted.connect(go_on)
        self._talks.show(dialog)

    def _ask(self, task: Task, did: str) -> None:
        from assay.signing_request import unknown_key

        kind = AskAllDialog if task.several else AskDialog
        dialog = kind(self._look, task.name, (unknown_key(did),), "", self._window)
        dialog.wanted.connect(lambda reason: self._save_request(dialog, task, reason))
        self._signing.preview_in(dialog, task)
        self._talks.show(dialog)

    def _save_request(self, dialog: SignDialog, task: Task, reason: str) -> None:
        prepared = dialog.preview.prepared if dialog.preview is not None else None
        if prepared is None:
            return
        suggested = _folder_of(task) / machines_work.request_name(prepared)
        path = self._asking.save_file(dialog, suggested, self._look.words.say("machines.ask_save"))
        if path is None:
            return

        def done(where: Path) -> None:
            dialog.accept()
            self._show_asked(where, prepared)

        self._talks.work(dialog, lambda _stop: machines_work.ask(prepared, reason, path, task.origins), done, "writing")

    def _show_asked(self, path: Path, prepared: "Prepared | AllPrepared") -> None:
        words = self._look.words
        dialog = self._outcome("machines.ask_title", words.say("machines.asked", name=path.name))
        dialog.tell(Line("", words.say(f"machines.next.{step}")) for step in ("take", "compare", "bring"))
        self._add_digest(dialog, "machines.fact.digest", prepared.sha256)
        self._open(dialog, path)

    def _answer(self, document: "Document", request: "Request", origin: Path | None) -> None:
        origins = (origin,) if origin else ()
        self._signing.begin(Task((document,), origins=origins, owner=request.did, request=request))

    def _show_answered(self, task: Task, record: "KeyRecord", path: Path) -> None:
        if task.request is None:
            return
        words = self._look.words
        dialog = self._outcome("machines.answer_title", words.say("machines.answered", name=path.name))
        dialog.tell([Line("", words.say("machines.next.back"))])
        self._add_digest(dialog, "machines.fact.digest", task.request.sha256)
        self._add_digest(dialog, "machines.fact.thumbprint", record.id)
        self._open(dialog, path)

    def _look_at(self, document: "Document", request: "Request | None", origin: Path | None) -> None:
        """Compare an answer with its request; where that is not here, somebody has to say where it is."""
        words = self._look.words
        asked: Request | Path | None = request
        if asked is None:
            asked = self._asking.open_file(self._window, words.say("machines.choose_request"))
        if asked is None:
            self.told.emit(words.say("machines.no_request"))
            return
        source = asked
        self._keys.run(
            lambda _stop: machines_work.accept(document, source),
            lambda found: self._show_accepted(found[0], found[1], origin),
            self._tell_error,
            slow=lambda: None,
        )

    def _show_accepted(self, request: "Request", found: "Accepted", origin: Path | None) -> None:
        facts = {
            "digest": request.sha256,
            "owner": visible(request.did),
            "asked": visible(request.made)[:10],
            "kid": visible(found.kid),
            "thumbprint": found.thumbprint,
        }
        dialog = AcceptDialog(self._look, facts, self._window)
        dialog.wanted.connect(lambda: self._save_signed(dialog, request, found, origin))
        self._talks.show(dialog)

    def _save_signed(self, dialog: AcceptDialog, request: "Request", found: "Accepted", origin: Path | None) -> None:
        words, signed = self._look.words, found.signed
        folder = origin.parent if origin else Path.home()
        suggested = folder / f"signed-{request.sha256[:8]}{signed.suffix}"
        path = self._asking.save_file(dialog, suggested, words.say("sign.save_title"))
        if path is None:
            return
        origins = (origin,) if origin else ()

        def done(where: Path) -> None:
            dialog.accept()
            self._session.open_paths([where])
            self.told.emit(words.say("sign.done", name=where.name))

        def save() -> Path:
            written = signing_work.keep(signed.data, path, origins)
            machines_work.forget(request)
            return written

        self._talks.work(dialog, lambda _stop: save(), done, "writing")

    def _outcome(self, title: str, headline: str) -> OutcomeDialog:
        return OutcomeDialog(self._look, self._look.words.say(title), "passed", headline, self._window)

    def _add_digest(self, dialog: OutcomeDialog, text: str, digest: str) -> None:
        box = CopyBox(self._look, self._look.words.say(text), lines=1)
        box.show_text(digest)
        dialog.add(box, *box.stops)

    def _open(self, dialog: OutcomeDialog, path: Path) -> None:
        opened = dialog.offer(self._look.words.say("notice.open_folder"))
        opened.clicked.connect(lambda: self._asking.show_folder(path.parent))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell_error(self, error: AssayError) -> None:
        self.told.emit(self._look.words.error(error))


def _folder_of(task: Task) -> Path:
    """Beside what it is made from."""
    origin = task.origins[0] if task.origins else None
    return Path.home() if origin is None else origin if origin.is_dir() else origin.parent
