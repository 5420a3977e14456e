# SPDX-License-Identifier: Apache-2.0
"""The dialogs of the gallery, each with something in it: makers take a stage and give what is to be shown."""

import json
from pathlib import Path

from PySide6.QtWidgets import QWidget

from assay.document import Document
from assay.keys.key_log import read_log
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import PinState, TokenInfo, TokenKey, TokenState
from assay.signing_request import unknown_key
from assay_gui import certificate_work, kit_work
from assay_gui.card_work import Driver, SeenCard
from assay_gui.certificate_work import Line
from assay_gui.dialogs import backup, passphrase, remove_key, sign_elsewhere
from assay_gui.dialogs.about import AboutDialog
from assay_gui.dialogs.as_of import AsOfDialog
from assay_gui.dialogs.attach_certificate import AttachDialog
from assay_gui.dialogs.card_key import CardKeyDialog
from assay_gui.dialogs.clearing_houses import ClearingHousesDialog
from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.export import ExportDialog
from assay_gui.dialogs.failure import FailureDialog
from assay_gui.dialogs.hand_in import HandInDialog
from assay_gui.dialogs.import_key import ImportKeyDialog
from assay_gui.dialogs.keep_file import KeepFileDialog
from assay_gui.dialogs.key_log import KeyLogDialog
from assay_gui.dialogs.make_key import MakeKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.page_text import PageTextDialog
from assay_gui.dialogs.pin import PinDialog
from assay_gui.dialogs.publish import PublishDialog, Questions
from assay_gui.dialogs.read_answer import ReadAnswerDialog
from assay_gui.dialogs.registration_number import RegistrationNumberDialog
from assay_gui.dialogs.renew_key import RenewKeyDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.dialogs.sign import SignAllDialog, SignDialog
from assay_gui.dialogs.terms import TermsDialog
from assay_gui.dialogs.unsaved import UnsavedDialog
from assay_gui.keeping import KeyFacts, Standing
from assay_gui.kit_work import PublishWish
from assay_gui.signing_work import Task, preview
from authority import ENDS, HOST
from checking import examined, sample, sample_bytes
from keys_window import DID, broken_company
from stage import Scene, Stage
from window import INCOMPLETE, MOMENT, given_file

BACKUP = Path("/home/anna/assay-keys-backup.json")
CARD = TokenInfo(
    "/usr/lib/opensc-pkcs11.so", 1, "Reader 1", TokenState.READY, "office", serial="0042", pin=PinState.LOW
)
CARD_KEY = TokenKey("seal of Acme", "01", "p256", {"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "alg": "ES256"})
DRIVERS = (Driver(Path("/usr/lib/opensc-pkcs11.so"), "OpenSC"),)
CURL = "curl -sS --max-time 180 -X POST --data-binary @presentation.jwt https://clearing-house.example/v2/api"


def nothing(*_asked: object) -> None:
    """What the desktop answers in a picture."""


def make_key(stage: Stage) -> QWidget:
    made = MakeKeyDialog(stage.look, ("seal",), DID, stage.main)
    made.name.setText("seal")
    made.details.unfold_button.click()
    return made


def import_key(stage: Stage) -> QWidget:
    made = ImportKeyDialog(stage.look, ("seal",), DID, nothing, stage.main)
    made.fields.name.setText("seal")
    made.ask_password()
    return made


def card_key(stage: Stage, cards: tuple[SeenCard, ...], problem: str = "") -> QWidget:
    made = CardKeyDialog(stage.look, DRIVERS, ("seal",), DID, chosen=None, ask=nothing, parent=stage.main)
    made.show_cards(cards)
    if problem:
        made.show_problem(stage.look.words.error(KeyStoreError(problem, name="libcard.so")))
    return made


def pin(stage: Stage) -> QWidget:
    made = PinDialog(stage.look, CARD, stage.main)
    made.show_problem(stage.look.words.error(KeyStoreError("token.pin_wrong", left="text:token_tries.low")))
    return made


def attach(stage: Stage) -> QWidget:
    chosen = (Path("/a/acme-cloud-seal-2026.pem"), Path("/b/chain.p7b"))
    made = AttachDialog(stage.look, "seal", lambda _parent: chosen, stage.main)
    made.choose_button.click()
    return made


def publish(stage: Stage) -> QWidget:
    asking = Questions(nothing, lambda _parent: (), nothing)
    return PublishDialog(stage.look, DID, [Document("participant.jwt", b"")], asking, stage.main)


def registration_number(stage: Stage) -> QWidget:
    made = RegistrationNumberDialog(stage.look, "https://acme.example/credentials/number.json", stage.main)
    made.number.setText("DE129273399")
    return made


def sign(stage: Stage) -> QWidget:
    made = SignDialog(stage.look, "company.json", stage.vault.records(), stage.record.id, stage.main)
    task = Task((Document("company.json", broken_company()),))
    made.show_preview(preview(task, stage.record, "", MOMENT, stage.look.words))
    made.details.unfold_button.click()
    return made


def sign_all(stage: Stage) -> QWidget:
    name = "storage-offering.json"
    made = SignAllDialog(stage.look, name, stage.vault.records(), stage.record.id, stage.main)
    whole = sample(f"good/{name}")
    for part in whole["verifiableCredential"]:
        part["issuer"] = stage.record.did
        del part["validUntil"]  # the certificate of the key ends before
    data = json.dumps(whole).encode()
    made.show_preview(preview(Task((Document(name, data),), several=True), stage.record, "", MOMENT, stage.look.words))
    return made


def elsewhere(stage: Stage, kind: type[SignDialog]) -> QWidget:
    key = unknown_key(DID)
    made = kind(stage.look, "company.json", (key,), "", stage.main)
    task = Task((Document("company.json", broken_company()),))
    made.show_preview(preview(task, key, "", MOMENT, stage.look.words))
    return made


def all_elsewhere(stage: Stage, kind: type[SignDialog]) -> QWidget:
    """Several drafts, as both machines show them."""
    key, name = unknown_key(DID), "storage-offering.json"
    whole = sample(f"good/{name}")
    for part in whole["verifiableCredential"]:
        part["issuer"] = DID
    made = kind(stage.look, name, (key,), "", stage.main)
    data = json.dumps(whole).encode()
    made.show_preview(preview(Task((Document(name, data),), several=True), key, "", MOMENT, stage.look.words))
    return made


def accept(stage: Stage) -> QWidget:
    facts = {"digest": "0" * 64, "owner": DID, "asked": "2026-11-22", "kid": f"{DID}#key", "thumbprint": "0" * 43}
    return sign_elsewhere.AcceptDialog(stage.look, facts, stage.main)


def renew(stage: Stage, standing: Standing) -> QWidget:
    ends = None if standing is Standing.BARE else ENDS
    return RenewKeyDialog(stage.look, KeyFacts(stage.record, ends, standing), ("seal",), "seal 2026", stage.main)


def published(stage: Stage) -> QWidget:
    wish = PublishWish(DID, stage.folder / "kit")
    tried = kit_work.publish(stage.vault, wish, MOMENT, stage.look.words)
    headline = stage.say(f"publishing.result.{tried.result}", count=tried.count, name="kit")
    made = OutcomeDialog(stage.look, stage.say("publishing.title"), "wait", headline, stage.main)
    made.tell(tried.lines)
    for name in ("publishing.page", "notice.open_folder", "publishing.use"):
        made.offer(stage.say(name), stage.look.words.tip(name))
    return made


def handed_in(stage: Stage) -> QWidget:
    title, headline = stage.say("handing_in.title"), stage.say("handing_in.done", name="submission")
    made = OutcomeDialog(stage.look, title, "passed", headline, stage.main)
    made.tell([Line("", stage.say("handing_in.first")), Line("", stage.say("handing_in.then"))])
    box = CopyBox(stage.look, stage.say("handing_in.line"))
    box.show_text(CURL)
    made.add(box, *box.stops)
    return made


def restore(stage: Stage) -> QWidget:
    return backup.RestoreDialog(stage.look, nothing, locks=True, parent=stage.main)


def request(stage: Stage) -> QWidget:
    offers = certificate_work.offers(MOMENT)
    return RequestDialog(stage.look, "seal", HOST, offers, country="DE", parent=stage.main)


def export(stage: Stage) -> QWidget:
    return ExportDialog(stage.look, Path("/home/anna/participant-report"), nothing, stage.main)


def page_text(stage: Stage) -> QWidget:
    return PageTextDialog(stage.look, "README.txt", "What goes where\n" * 60, stage.main)


def clearing_houses(stage: Stage) -> QWidget:
    """What they say of a document that refers to something it does not describe."""
    told = examined(sample_bytes(INCOMPLETE), lang=stage.look.words.lang)
    return ClearingHousesDialog(stage.look, told.report, stage.main)


DIALOGS = (
    Scene("dialog-about", ("about", "dialog_frame"), lambda on: AboutDialog(on.look, "1.0", on.main)),
    Scene("dialog-as-of", ("as_of",), lambda on: AsOfDialog(on.look, MOMENT, on.main)),
    Scene("dialog-export", ("export",), export),
    Scene("dialog-clearing-houses", ("clearing_houses",), clearing_houses),
    Scene("dialog-failure", ("failure",), lambda on: FailureDialog(on.look, "details", on.main)),
    Scene("dialog-keep-file", ("keep_file",), lambda on: KeepFileDialog(on.look, (given_file(on.folder),), on.main)),
    Scene("dialog-unsaved", ("unsaved",), lambda on: UnsavedDialog(on.look, "participant.json", on.main)),
    Scene("dialog-unlock", ("passphrase", "secret_field"), lambda on: passphrase.UnlockDialog(on.look, on.main)),
    Scene("dialog-lock", ("passphrase",), lambda on: passphrase.LockDialog(on.look, on.main)),
    Scene("dialog-make-key", ("make_key", "key_fields", "kind_choice", "details"), make_key),
    Scene("dialog-import-key", ("import_key",), import_key),
    Scene("dialog-card", ("card_key",), lambda on: card_key(on, (SeenCard(CARD, (CARD_KEY,)),))),
    Scene("dialog-card-none", ("card_key",), lambda on: card_key(on, (), "token.module_hangs")),
    Scene("dialog-pin", ("pin",), pin),
    Scene("dialog-retire-key", ("remove_key",), lambda on: remove_key.RetireKeyDialog(on.look, "seal", on.main)),
    Scene("dialog-remove-key", ("remove_key",), lambda on: remove_key.RemoveKeyDialog(on.look, "seal", 14, on.main)),
    Scene("dialog-backup", ("backup", "path_field"), lambda on: backup.BackupDialog(on.look, BACKUP, nothing, on.main)),
    Scene("dialog-try-backup", ("backup",), lambda on: backup.TryBackupDialog(on.look, BACKUP, on.main)),
    Scene("dialog-restore", ("backup",), restore),
    Scene("dialog-key-log", ("key_log",), lambda on: KeyLogDialog(on.look, read_log(on.vault.folder, None), on.main)),
    Scene("dialog-renew-ending", ("renew_key",), lambda on: renew(on, Standing.ENDING)),
    Scene("dialog-renew-over", ("renew_key",), lambda on: renew(on, Standing.OVER)),
    Scene("dialog-request", ("request_certificate", "columns"), request),
    Scene("dialog-attach", ("attach_certificate",), attach),
    Scene("dialog-sign", ("sign",), sign),
    Scene("dialog-sign-all", ("sign",), sign_all),
    Scene("dialog-ask", ("sign_elsewhere",), lambda on: elsewhere(on, sign_elsewhere.AskDialog)),
    Scene("dialog-ask-all", ("sign_elsewhere", "sign"), lambda on: all_elsewhere(on, sign_elsewhere.AskAllDialog)),
    Scene("dialog-answer-all", ("sign_elsewhere",), lambda on: all_elsewhere(on, sign_elsewhere.AnswerAllDialog)),
    Scene("dialog-answer", ("sign_elsewhere",), lambda on: elsewhere(on, sign_elsewhere.AnswerDialog)),
    Scene("dialog-owner", ("sign_elsewhere",), lambda on: sign_elsewhere.OwnerDialog(on.look, "did:web:", on.main)),
    Scene("dialog-accept", ("sign_elsewhere",), accept),
    Scene("dialog-publish", ("publish", "ticks"), publish),
    Scene("dialog-published", ("outcome",), published),
    Scene("dialog-hand-in", ("hand_in",), lambda on: HandInDialog(on.look, Document("a.jwt", b""), nothing, on.main)),
    Scene("dialog-handed-in", ("outcome", "copy_box"), handed_in),
    Scene("dialog-read-answer", ("read_answer",), lambda on: ReadAnswerDialog(on.look, (), 0, nothing, on.main)),
    Scene("dialog-registration-number", ("registration_number",), registration_number),
    Scene("dialog-terms", ("terms",), lambda on: TermsDialog(on.look, [DID], DID, on.main)),
    Scene("dialog-page-text", ("page_text",), page_text),
)
