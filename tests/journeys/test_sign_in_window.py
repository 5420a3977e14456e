# SPDX-License-Identifier: Apache-2.0
"""Signing through the window: what is shown is what is signed, and nothing broken is signed without a reason."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl

from assay.document import Document
from assay.formats import read
from assay.keys.key_log import Action
from assay.keys.vault import make_vault
from assay_gui.dialogs.passphrase import UnlockDialog
from assay_gui.dialogs.sign import SignAllDialog, SignDialog
from assay_gui.models.entries import Group
from checking import sample_bytes
from keys_window import (
    DID,
    PASSPHRASE,
    act,
    add_key,
    broken_company,
    company,
    dialog,
    keyring,
    open_page,
    opened_again,
    profile,
    type_into,
    unlock,
    vault,
)
from window import Window

__all__ = ["keyring", "profile", "vault"]
REASON = "The register was renamed last week"


def open_file(window: Window, path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    window.open(path)
    return path


def ask_to_sign(window: Window) -> SignDialog:
    window.page.head.sign_button.click()
    found = dialog(window, SignDialog)
    window.wait_until(lambda: found.preview is not None)
    return found


def signatures() -> list[dict[str, str]]:
    return [dict(entry.details) for entry in opened_again().read_log().entries if entry.action == Action.SIGN]


@pytest.mark.usefixtures("vault")
def test_a_good_draft_is_shown_signed_saved_and_opened(window: Window, tmp_path: Path):
    path = open_file(window, tmp_path / "company.json", company())
    assert window.page.head.sign_button.text() == "Sign…"
    window.page.head.sign_button.click()
    asked = dialog(window, UnlockDialog)
    type_into(window, asked.passphrase, PASSPHRASE)
    act(window, asked)
    sign = dialog(window, SignDialog)
    window.wait_until(lambda: sign.preview is not None)

    assert sign.preview is not None
    assert "Acme Cloud GmbH" in sign.readable.toPlainText()
    assert "Registration numbers" in sign.readable.toPlainText()
    sign.resize(sign.minimumSize())
    window.qtbot.wait(50)
    at = sign.readable.verticalScrollBar().value()
    sign.readable.anchorClicked.emit(QUrl("part:3"))
    assert sign.readable.verticalScrollBar().value() > at
    assert sign.fact("sign.filled") == "issuer, validUntil"
    assert sign.fact("sign.digest") == hashlib.sha256(sign.preview.prepared.payload).hexdigest()
    assert sign.verdict.startswith("Ready to sign")
    assert not sign.is_asking_for_reason
    assert not sign.reason.isVisible()
    assert not sign.profiles.isVisible()
    window.desk.save_path = tmp_path / "company.jwt"
    payload, digest = sign.preview.prepared.payload, sign.fact("sign.digest")
    act(window, sign)
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    assert "“company.jwt” is signed and verified." in window.main.notice.message
    assert window.session.current is not None
    assert window.session.current.name == "company.jwt"
    assert window.page.head.sign_button.text() == "Put together…"
    assert path.read_bytes() == company()

    signed = (tmp_path / "company.jwt").read_text().split(".")[1]
    assert base64.urlsafe_b64decode(signed + "==") == payload
    (entry,) = signatures()
    assert (entry["payload"], entry["verdict"], entry["reason"]) == (digest, "conformant", "")


@pytest.mark.usefixtures("vault")
def test_a_broken_draft_offers_its_findings_and_wants_a_reason(window: Window, tmp_path: Path):
    unlock(window)
    open_file(window, tmp_path / "company.json", broken_company())
    sign = ask_to_sign(window)
    assert sign.verdict == "Does not conform: 3 things to correct."
    assert sign.findings_button.text() == "Show 3 findings"
    sign.readable.anchorClicked.emit(QUrl("finding:0"))
    assert sign.tabs.currentWidget() is sign.cards
    sign.tabs.setCurrentIndex(0)
    sign.findings_button.click()
    assert sign.tabs.currentWidget() is sign.cards
    assert sign.cards.model.count(Group.CORRECT) == 3
    assert not any(hasattr(card, name) for card in sign.cards.cards for name in ("accept_button", "rule_button"))
    assert all("Show in source" not in card.findChildren(type(sign.act_button))[0].text() for card in sign.cards.cards)
    assert not sign.act_button.isEnabled()
    type_into(window, sign.reason, "too short")
    assert not sign.act_button.isEnabled()
    window.qtbot.keyClick(sign.reason, Qt.Key.Key_Return)
    assert sign.isVisible()
    type_into(window, sign.reason, "          x         ")
    assert not sign.act_button.isEnabled()
    type_into(window, sign.reason, REASON)
    window.desk.save_path = tmp_path / "company.jwt"
    act(window, sign)
    window.wait_until((tmp_path / "company.jwt").is_file)
    (entry,) = signatures()
    assert (entry["verdict"], entry["reason"]) == ("non_conformant", REASON)


@pytest.mark.usefixtures("vault")
def test_nothing_is_signed_where_nobody_says_where_to(window: Window, tmp_path: Path):
    unlock(window)
    open_file(window, tmp_path / "company.json", company())
    sign = ask_to_sign(window)
    sign.act_button.click()
    assert sign.isVisible()
    assert sign.act_button.isEnabled()
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert signatures() == []


@pytest.mark.usefixtures("vault")
def test_what_could_not_be_written_is_kept_and_saved_elsewhere(window: Window, tmp_path: Path):
    unlock(window)
    path = open_file(window, tmp_path / "company.json", company())
    sign = ask_to_sign(window)
    for bad, told in ((path, "is not written over"), (tmp_path / "nowhere" / "x.jwt", "There is no folder “nowhere”.")):
        window.desk.save_path = bad
        act(window, sign)
        window.wait_until(lambda told=told: told in sign.problem)
    assert path.read_bytes() == company()
    assert sign.act_button.text() == "Save…"
    window.desk.save_path = tmp_path / "company.jwt"
    act(window, sign)
    window.wait_until((tmp_path / "company.jwt").is_file)
    assert len(signatures()) == 1


def test_a_key_of_somebody_else_is_refused_and_another_one_takes_its_place(window: Window, vault, tmp_path: Path):
    add_key(vault, "a stranger", did="did:web:other.example")
    unlock(window)
    told = company().replace(b'"credentialSubject"', b'"issuer": "did:web:acme.example", "credentialSubject"', 1)
    open_file(window, tmp_path / "company.json", told)
    sign = ask_to_sign(window)
    assert sign.record.name == "seal"
    sign.keys.setCurrentIndex(0)
    window.wait_until(lambda: "the key belongs to “did:web:other.example”" in sign.problem)
    assert not sign.act_button.isEnabled()
    assert sign.readable.toPlainText().startswith("Nothing can be shown")
    sign.keys.setCurrentIndex(1)
    window.wait_until(lambda: sign.preview is not None and not sign.problem)
    assert sign.act_button.isEnabled()


def test_a_key_that_was_removed_meanwhile_is_told(window: Window, vault, tmp_path: Path):
    unlock(window)
    open_file(window, tmp_path / "company.json", company())
    sign = ask_to_sign(window)
    vault.remove(vault.records()[0])
    window.desk.save_path = tmp_path / "company.jwt"
    act(window, sign)
    assert sign.problem.startswith("The key is not there any more")
    assert not (tmp_path / "company.jwt").exists()


@pytest.mark.usefixtures("vault")
def test_another_way_of_writing_is_under_the_details(window: Window, tmp_path: Path):
    unlock(window)
    open_file(window, tmp_path / "company.json", company())
    sign = ask_to_sign(window)
    sign.details.unfold_button.click()
    assert [sign.profiles.itemData(row) for row in range(sign.profiles.count())] == ["clearing-house", "icam-25.11"]
    sign.profiles.setCurrentIndex(1)
    sign.profiles.activated.emit(1)
    window.wait_until(lambda: sign.preview is not None and sign.preview.prepared.profile.id == "icam-25.11")
    assert sign.profile == "icam-25.11"


@pytest.mark.usefixtures("vault")
def test_signed_credentials_are_put_together(window: Window, tmp_path: Path):
    unlock(window)
    signed = []
    for number in (1, 2):
        told = company(id=f"https://acme.example/c{number}.json")
        open_file(window, tmp_path / f"c{number}.json", told)
        sign = ask_to_sign(window)
        window.desk.save_path = tmp_path / f"c{number}.jwt"
        act(window, sign)
        window.wait_until(window.desk.save_path.is_file)
        window.wait_for_dialog_to_close()
        signed.append(window.desk.save_path)
        wanted = number * 2
        window.wait_until(lambda wanted=wanted: len(window.session.documents) == wanted and window.is_quiet())
    window.desk.files = (signed[0],)
    sign = ask_to_sign(window)
    assert sign.preview is not None
    assert len(sign.preview.prepared.examination.credentials) == 2
    if sign.is_asking_for_reason:
        type_into(window, sign.reason, REASON)
    window.desk.save_path = tmp_path / "presentation.jwt"
    act(window, sign)
    window.wait_until((tmp_path / "presentation.jwt").is_file)
    assert read(Document("x", (tmp_path / "presentation.jwt").read_bytes())).presentation is not None


@pytest.mark.usefixtures("vault")
def test_a_file_is_signed_from_the_keys(window: Window, tmp_path: Path):
    unlock(window)
    window.desk.opened_file = tmp_path / "company.json"
    window.desk.opened_file.write_bytes(company())
    window.program.keys_page.details.buttons["sign_file"].click()
    sign = dialog(window, SignDialog)
    window.wait_until(lambda: sign.preview is not None)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.desk.opened_file.write_bytes(b"{")
    window.program.keys_page.details.buttons["sign_file"].click()
    refused = dialog(window, SignDialog)
    window.wait_until(lambda: bool(refused.problem))
    assert "--draft" not in refused.problem
    assert not refused.act_button.isEnabled()


def test_an_older_document_is_signed_inside(window: Window, vault, tmp_path: Path, sample_file):
    add_key(vault, "rsa", kind="rsa2048")
    unlock(window)
    window.open(sample_file("good/tagus-participant.json"))
    sign = ask_to_sign(window)
    window.desk.save_path = tmp_path / "signed.json"
    act(window, sign)
    window.wait_until((tmp_path / "signed.json").is_file)
    assert json.loads((tmp_path / "signed.json").read_bytes())["proof"]["type"] == "JsonWebSignature2020"


def test_what_holds_several_drafts_is_signed_as_a_whole_here_or_on_another_computer(window: Window):
    window.open_sample("good/storage-offering.json")
    assert window.page.head.sign_button.text() == "Sign all…"
    assert window.main.actions_table["sign"].isEnabled()
    assert window.main.actions_table["ask_signature"].isEnabled()


def test_of_several_drafts_somebody_elses_is_not_signed(window: Window, vault, tmp_path: Path):
    unlock(window)
    whole = json.loads(sample_bytes("good/storage-offering.json"))
    for number, credential in enumerate(whole["verifiableCredential"]):
        credential["issuer"] = DID if number else "did:web:other.example"
    open_file(window, tmp_path / "both.json", json.dumps(whole).encode())
    window.page.head.sign_button.click()
    sign = dialog(window, SignAllDialog)
    window.wait_until(lambda: bool(sign.problem))
    assert "a credential of “did:web:other.example” is not signed" in sign.problem
    assert not sign.act_button.isEnabled()


@pytest.mark.usefixtures("profile")
def test_without_a_key_the_way_to_one_is_shown(window: Window, tmp_path: Path):
    open_file(window, tmp_path / "company.json", company())
    window.page.head.sign_button.click()
    window.wait_until(lambda: window.main.shown_page == "keys")
    assert "To sign, you need a key of your own." in window.main.notice.message


def test_the_keyring_is_asked_only_when_keys_are_wanted(window: Window, profile: Path, keyring, tmp_path: Path):
    add_key(make_vault(profile), "seal")
    before = keyring.asked
    open_file(window, tmp_path / "company.json", company())
    assert keyring.asked == before
    sign = ask_to_sign(window)
    assert keyring.asked > before
    assert sign.record.name == "seal"
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    open_page(window)
