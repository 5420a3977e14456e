# SPDX-License-Identifier: Apache-2.0
"""A company from nothing to a signed participant: answers, draft, key, signatures; judged by other people's code."""

import json
from pathlib import Path
from typing import Any

import jwt
import pytest
from joserfc import jws
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from assay.document import Document
from assay.finding import Outcome, Severity, Stage
from assay.formats import read
from assay.identity.trust import TrustFiles
from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord
from assay.options import Options
from assay.pipeline import examine
from assay.signing import own_document
from assay_gui import signing_work
from assay_gui.dialogs.make_key import MakeKeyDialog
from assay_gui.dialogs.sign import SignAllDialog
from assay_gui.sign_conversations import SignConversations
from keys_window import act, dialog, profile, type_into
from projects_window import kept_in, saved
from secret_service import needs_secret_service, secret_service, used_secret_service
from window import MOMENT, Window
from write_window import describe_company, press, write_page

__all__ = ["profile", "secret_service", "used_secret_service"]
pytestmark = [needs_secret_service, pytest.mark.usefixtures("profile", "used_secret_service")]
LEFT = Qt.MouseButton.LeftButton


def click(window: Window, found: Any) -> None:
    assert found.isVisible()
    assert found.isEnabled()
    window.qtbot.mouseClick(found, LEFT)


def signed_with_a_new_key(window: Window, path: Path) -> None:
    """From a draft that is shown, with no key anywhere: what is offered next is done, one thing after the other."""
    click(window, window.page.head.sign_button)
    window.wait_until(lambda: "To sign, you need a key of your own." in window.main.notice.message)
    (offered,) = [one for one in window.main.notice.findChildren(QPushButton) if one.text() == "Make a key…"]
    click(window, offered)
    asked = dialog(window, MakeKeyDialog)
    assert asked.did.text() == "did:web:acme.example"
    type_into(window, asked.name, "seal")
    act(window, asked)
    sign = dialog(window, SignAllDialog)
    window.wait_until(lambda: sign.preview is not None)
    assert sign.verdict.startswith("Ready to sign")
    assert sign.fact("sign_all.parts") == "2 credentials are signed."
    assert not sign.is_asking_for_reason
    window.desk.save_path = path
    before = len(window.session.documents)
    act(window, sign)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: len(window.session.documents) == before + 1 and window.is_quiet())


def judged_elsewhere(token: str, jwk: dict[str, Any]) -> dict[str, Any]:
    """What a token says, once two other libraries took its signature."""
    registry = JWSRegistry(algorithms=["PS256"], strict_check_header=False)
    payload = json.loads(jws.deserialize_compact(token, RSAKey.import_key(jwk), registry=registry).payload)
    assert jwt.decode(token, jwt.PyJWK(jwk, algorithm="PS256"), algorithms=["PS256"]) == payload
    return dict(payload)


def checked_with_its_key(data: bytes, record: KeyRecord) -> None:
    """The program's own check, with the key's document given: every signature holds."""
    options = Options(moment=MOMENT, trust=TrustFiles((own_document(record),)))
    judgement = examine(Document("acme.jwt", data), options).judgement
    of_signatures = {entry.outcome for entry in judgement.outcomes if entry.stage is Stage.SIGNATURE}
    assert of_signatures == {Outcome.PASSED}
    wrong = [entry for entry in judgement.findings if entry.stage in (Stage.SIGNATURE, Stage.IDENTITY)]
    assert not [entry for entry in wrong if entry.severity is Severity.VIOLATION]


def test_from_answers_to_a_signed_participant(window: Window, tmp_path: Path) -> None:
    describe_company(window, write_page(window))
    window.wait_until(lambda: len(window.program.write.writing.reach.drafts) == 2)
    press(window, window.program.write.page, "Open as a document")
    window.wait_until(lambda: window.session.current is not None and window.session.current.checked is not None)
    assert window.page.head.banner.headline.startswith("Ready to sign")
    assert window.page.head.sign_button.text() == "Sign all…"
    signed_with_a_new_key(window, tmp_path / "acme.jwt")
    assert "“acme.jwt” is signed and verified." in window.main.notice.message
    assert window.main.shown_page == "documents"
    assert window.page.head.signing == "hand_in"

    (held,) = window.program.keys.holdings.keys
    presentation = judged_elsewhere((tmp_path / "acme.jwt").read_text(), dict(held.record.public_jwk))
    inside = [entry["id"].partition(",")[2] for entry in presentation["verifiableCredential"]]
    subjects = [judged_elsewhere(token, dict(held.record.public_jwk))["credentialSubject"] for token in inside]
    assert [subject["type"] for subject in subjects] == ["gx:LegalPerson", "gx:Issuer"]
    checked_with_its_key((tmp_path / "acme.jwt").read_bytes(), held.record)
    vault = window.program.keys.vault
    assert vault is not None
    assert [entry.action for entry in vault.read_log().entries][-3:] == [Action.SIGN] * 3
    assert QApplication.activeModalWidget() is None


def test_the_files_of_a_project_are_signed_in_one_go(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    describe_company(window, page)
    saved(window)
    press(window, page, "Open as documents")
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    window.main.notice.act()
    window.wait_until(lambda: len(window.session.documents) == 3 and window.is_quiet())
    whole = window.session.current
    assert whole is not None
    assert whole.checked is not None
    signed_with_a_new_key(window, tmp_path / "signed.jwt")
    task = signing_work.task_for_all(whole, whole.checked.examination.reading)
    (held,) = window.program.keys.holdings.keys
    found = signing_work.preview(task, held.record, "", MOMENT, window.program.look.words)
    assert SignConversations._suggested(task, found) == folder / "presentation.jwt"
    made = read(Document("signed.jwt", (tmp_path / "signed.jwt").read_bytes()))
    assert len(made.credentials) == 2
    assert made.presentation is not None
