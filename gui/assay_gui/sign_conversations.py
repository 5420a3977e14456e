# SPDX-License-Identifier: Apache-2.0
"""Signing, from the choice of what to sign to the signed document on the screen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from assay.errors import AssayError
from assay.reports.safe_text import visible
from assay.signing_file import signing_file
from assay_gui import machines_work, signing_work
from assay_gui.card_conversations import CardConversations
from assay_gui.dialogs.sign import SignAllDialog, SignDialog
from assay_gui.dialogs.sign_elsewhere import AnswerAllDialog, AnswerDialog
from assay_gui.keeping import Standing
from assay_gui.key_room import KeyRoom, KeyRoomConversation
from assay_gui.open_document import OpenDocument
from assay_gui.signing_work import Handover, Preview, Task

if TYPE_CHECKING:
    from assay.issue import Signed
    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.opening import Opened
    from assay.signing_several import SignedSeveral

_READ, _PREVIEW = "sign read", "sign preview"


class SignConversations(KeyRoomConversation):
    """Opens the dialog over a window once there are keys to sign with."""

    key_wanted = Signal(str, object)
    """There is no key that could sign: why, and what makes one and goes on."""
    answered = Signal(object, object, object)
    """What another machine asked for is signed: the `Task`, the `KeyRecord`, the path of the answer."""
    elsewhere = Signal(object)
    """A `Task` is to be signed on another machine."""
    letter_opened = Signal(object, object)
    """A file between two machines was chosen instead of a document: `Document`, path."""

    def __init__(self, room: KeyRoom, cards: CardConversations) -> None:
        super().__init__(room)
        self._cards = cards

    def sign_current(self) -> None:
        """Sign the draft that is shown; signed credentials are put together with others."""
        self.with_current(self.begin)

    def with_current(self, then: Callable[[Task], None]) -> None:
        """Make a task of the document that is shown: a draft is one, what is signed is put together with others."""
        document = self._session.current
        if document is None or document.checked is None:
            return
        reading = document.checked.examination.reading
        if signing_work.holds_drafts(reading):
            then(signing_work.task_for_all(document, reading))
        elif reading.is_signed:
            self.put_together(document, then)
        else:
            origins = (document.origin,) if document.origin else ()
            then(Task((document.document,), origins=origins, owner=signing_work.owner_in(reading)))

    def sign_file(self) -> None:
        """Ask for a file and sign what is in it."""
        path = self._asking.open_file(self._window, self._look.words.say("sign.choose"))
        if path is not None:
            self._read((path,), self.begin, together=False)

    def put_together(self, first: OpenDocument | None = None, then: Callable[[Task], None] | None = None) -> None:
        """Ask for signed credentials and make a presentation of them."""
        chosen = self._asking.files(self._window)
        if chosen:
            own = (first.origin,) if first is not None and first.origin and first.origin not in chosen else ()
            self._read((*own, *chosen), then or self.begin, together=True)

    def _read(self, paths: tuple[Path, ...], then: Callable[[Task], None], *, together: bool) -> None:
        def done(answer: "tuple[Opened, str]") -> None:
            found, owner = answer
            letter = next((document for document in found.documents if signing_file(document.data)), None)
            if found.errors:
                self._tell_error(found.errors[0])
            elif letter is not None:
                self.letter_opened.emit(letter, paths[0])
            elif not found.documents or (not together and len(found.documents) > 1):
                self.told.emit(self._look.words.say("sign.one_file"))
            else:
                then(Task(found.documents, together=together, origins=paths, owner=owner))

        self._tasks.start(_READ, lambda _stop: signing_work.opened(paths), done, on_failure=self._broke)

    def begin(self, task: Task) -> None:
        """Open the dialog; before that, look for keys and have them unlocked."""
        self._talks.when_open(lambda: self._with_keys(task))

    def _with_keys(self, task: Task) -> None:
        holdings = self._keys.holdings
        usable = self._usable(task)
        if usable:
            self._open(task, usable)
        elif task.request is not None and holdings.keys:
            self.told.emit(self._look.words.say("machines.no_key", did=visible(task.owner)))
        else:
            fault = f"{self._look.words.error(holdings.fault)} " if holdings.fault else ""
            self.key_wanted.emit(f"{fault}{self._look.words.say('sign.no_key')}", partial(self._make_key, task))

    def _make_key(self, task: Task) -> None:
        """A key of who is named in the draft; then it is signed."""
        self._talks.when_open(lambda: self._talks.make_key(task.owner, lambda: self._with_keys(task)))

    def _usable(self, task: Task) -> "list[KeyRecord]":
        """Keys that may sign it; where somebody asked for it, those of the owner that was asked."""
        found = [key.record for key in self._keys.holdings.keys if key.standing is not Standing.RETIRED]
        return [record for record in found if task.request is None or record.did == task.owner]

    def _open(self, task: Task, usable: "list[KeyRecord]") -> None:
        chosen = self._keys.chosen
        fitting = [record.id for record in usable if record.did == task.owner]
        wanted = chosen.record.id if chosen and (chosen.record.did == task.owner or not fitting) else ""
        answers = AnswerAllDialog if task.asks_for_several else AnswerDialog
        kind = answers if task.request else SignAllDialog if task.several else SignDialog
        dialog = kind(self._look, task.name, usable, wanted or next(iter(fitting), ""), self._window)
        if task.request is not None:
            dialog.reason.setText(visible(task.request.reason))
        self.preview_in(dialog, task)
        dialog.wanted.connect(lambda reason: self._sign(dialog, task, reason))
        if isinstance(dialog, SignAllDialog):
            dialog.elsewhere_wanted.connect(lambda: self._leave_to_another(dialog, task))
        self._talks.show(dialog)

    def _leave_to_another(self, dialog: SignDialog, task: Task) -> None:
        dialog.reject()
        self.elsewhere.emit(task)

    def preview_in(self, dialog: SignDialog, task: Task) -> None:
        """Show in a dialog what would be signed, and again whenever something else is chosen there."""
        dialog.preview_wanted.connect(lambda: self._preview(dialog, task))
        dialog.rejected.connect(lambda: self._tasks.cancel(_PREVIEW))
        self._preview(dialog, task)

    def _preview(self, dialog: SignDialog, task: Task) -> None:
        record, profile, moment, words = dialog.record, dialog.profile, self._keys.now(), self._look.words

        def failed(error: Exception) -> None:
            if not isinstance(error, AssayError):
                dialog.reject()
                raise error
            dialog.show_preview(None)
            dialog.show_problem(words.error(error))

        def done(found: Preview) -> None:
            dialog.show_problem("")
            dialog.show_preview(found)

        dialog.begin()
        self._tasks.start(
            _PREVIEW,
            lambda _stop: signing_work.preview(task, record, profile, moment, words),
            done,
            on_failure=failed,
            on_slow=lambda: dialog.show_busy(words.say("keys.wait.previewing")),
        )

    def _sign(self, dialog: SignDialog, task: Task, reason: str) -> None:
        found, vault = dialog.preview, self._keys.vault
        if found is None or vault is None:
            return
        path = self._asking.save_file(dialog, self._suggested(task, found), self._look.words.say("sign.save_title"))
        if path is None:
            return
        if dialog.made is not None:
            self._keep(dialog, Handover(found, dialog.made, reason, task), path)
            return

        def done(made: "Signed | SignedSeveral") -> None:
            dialog.made = made
            self._keep(dialog, Handover(found, made, reason, task), path)

        def call(signer: "Signer") -> "Signed | SignedSeveral":
            return signing_work.sign(found, signer, reason)

        self._cards.use(dialog, found.prepared.record, call, done, "signing")

    def _keep(self, dialog: SignDialog, handover: Handover, path: Path) -> None:
        vault, task, record = self._keys.vault, handover.task, handover.found.prepared.record
        if vault is None:
            return

        def kept(where: Path) -> None:
            dialog.accept()
            self._keys.look()
            if task.request is not None:
                self.answered.emit(task, record, where)
                return
            self._session.open_paths([where])
            self.told.emit(self._look.words.say("sign.done", name=where.name))

        dialog.begin()
        self._keys.run(
            lambda _stop: handover.to_file(vault, path),
            kept,
            lambda error: dialog.show_unsaved(self._look.words.error(error)),
            slow=lambda: dialog.show_busy(self._look.words.say("keys.wait.writing")),
        )

    @staticmethod
    def _suggested(task: Task, found: Preview) -> Path:
        """Beside what it is made from."""
        if task.request is not None:
            return (task.origins[0].parent if task.origins else Path.home()) / machines_work.response_name(task.request)
        origin = task.origins[0] if task.origins else None
        folder = Path.home() if origin is None else origin if origin.is_dir() else origin.parent
        if task.several and signing_work.is_in_project(folder):
            folder = folder.parent  # what lies among the drafts would be taken for one of them
        is_token = found.prepared.profile.generation.value == "loire"
        stem = "presentation" if task.together or len(task.documents) > 1 else f"{Path(task.name).stem}-signed"
        return folder / f"{stem}{'.jwt' if is_token else '.json'}"

    def _tell_error(self, error: AssayError) -> None:
        self.told.emit(self._look.words.error(error))

    def _broke(self, error: Exception) -> None:
        if not isinstance(error, AssayError):
            raise error
        self._tell_error(error)
