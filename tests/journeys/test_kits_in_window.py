# SPDX-License-Identifier: Apache-2.0
"""Keys from elsewhere, certificates, kits and answers through the window, where something goes wrong."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import loire_set
from assay.keys.vault import Vault
from assay.places import user_trust
from assay_gui.dialogs.attach_certificate import AttachDialog
from assay_gui.dialogs.hand_in import HandInDialog
from assay_gui.dialogs.import_key import ImportKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.publish import PublishDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.dialogs.sign import SignDialog
from assay_gui.dialogs.terms import TermsDialog
from authority import EV, HOST, MIDDLE, ROOT, Holder, certificate, pem
from keys_window import (
    DID,
    PASSPHRASE,
    act,
    add_key,
    dialog,
    keyring,
    names,
    opened_again,
    profile,
    type_into,
    unlock,
    vault,
    wait_for_keys,
)
from kits_window import choose, click, named
from secret_search import files_below, keys, planted
from signing import presented, token
from window import GOOD, Window

__all__ = ["keyring", "profile", "vault"]
PASSWORD = "sealed with wax"


def p12(folder: Path, password: str = PASSWORD) -> Path:
    """A key with its certificates, locked."""
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
    from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

    key = keys()["p256"]
    own = certificate(Holder("Acme Cloud GmbH", key), MIDDLE, policies=(EV,), hosts=(HOST,))
    others = [certificate(MIDDLE, ROOT, ca=True, below=0), certificate(ROOT, ROOT, ca=True)]
    path = folder / "company.p12"
    lock = BestAvailableEncryption(password.encode())
    path.write_bytes(serialize_key_and_certificates(b"company", key, own, others, lock))
    return path


def test_a_locked_file_is_imported_with_its_certificates(window: Window, vault: Vault, tmp_path: Path) -> None:
    unlock(window)
    click(window, window.program.keys_page.head_buttons["import"])
    asked = dialog(window, ImportKeyDialog)
    assert asked.focusWidget() is asked.place.choose_button
    choose(window, p12(tmp_path), asked.place.choose_button)
    type_into(window, asked.fields.name, "seal")
    assert asked.fields.name_hint.text().startswith("There is a key of the name “seal” already.")
    assert not asked.act_button.isEnabled()
    type_into(window, asked.fields.name, "company")
    assert asked.fields.did.text() == DID
    assert not asked.is_asking_for_password
    act(window, asked)
    assert asked.is_asking_for_password
    assert asked.problem == ""
    assert asked.focusWidget() is asked.password
    type_into(window, asked.password, "not the one")
    act(window, asked)
    assert asked.problem.startswith("The password does not open this file.")
    assert asked.password.text() == ""
    window.qtbot.keyClicks(asked.password, PASSWORD)
    window.press(Qt.Key.Key_Return)

    told = dialog(window, OutcomeDialog)
    assert told.headline == "Key “company” is imported. Back it up now."
    assert told.told[0].startswith("Good: 3 certificates came along, the first made out to: Acme Cloud GmbH")
    assert not any(PASSWORD in line for line in told.told)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    wait_for_keys(window, 2)
    assert names(window) == ["company", "seal"]
    assert planted().also(password=PASSWORD.encode()).found_in(files_below(tmp_path)) == []
    record = opened_again().find("company")
    assert (record.origin, record.chain.count("BEGIN CERTIFICATE")) == ("imported", 3)


@pytest.mark.usefixtures("profile")
def test_where_no_keyring_answers_an_import_asks_for_a_passphrase_first(window: Window, tmp_path: Path) -> None:
    from assay_gui.dialogs.passphrase import LockDialog

    window.main.actions_table["import_key"].trigger()
    lock = dialog(window, LockDialog)
    type_into(window, lock.fields.first, PASSPHRASE)
    type_into(window, lock.fields.second, PASSPHRASE)
    act(window, lock)
    asked = dialog(window, ImportKeyDialog)
    (tmp_path / "certificate.pem").write_bytes(pem([certificate(ROOT, ROOT, ca=True)]))
    choose(window, tmp_path / "certificate.pem", asked.place.choose_button)
    type_into(window, asked.fields.name, "company")
    type_into(window, asked.fields.did, DID)
    act(window, asked)
    assert "certificate" in asked.problem
    assert asked.isVisible()
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert opened_again().records() == ()


@pytest.mark.usefixtures("vault")
def test_a_certificate_of_another_key_is_told_and_other_files_may_follow(window: Window, tmp_path: Path) -> None:
    unlock(window)
    stranger = certificate(Holder.of("Somebody else"), MIDDLE, policies=(EV,), hosts=(HOST,))
    (tmp_path / "stranger.pem").write_bytes(pem([stranger]))
    click(window, window.program.keys_page.details.buttons["attach"])
    asked = dialog(window, AttachDialog)
    assert not asked.act_button.isEnabled()
    window.desk.files = (tmp_path / "stranger.pem",)
    click(window, asked.choose_button)
    act(window, asked)
    assert "another key" in asked.problem
    record = opened_again().find("seal")
    assert record.chain == ""

    key = opened_again().private_key(record)
    own = certificate(Holder("Acme Cloud GmbH", key.handle), MIDDLE, policies=(EV,), hosts=("other.example",))
    (tmp_path / "leaf.pem").write_bytes(pem([certificate(MIDDLE, ROOT, ca=True, below=0), own]))
    window.desk.files = (tmp_path / "leaf.pem",)
    click(window, asked.choose_button)
    act(window, asked)
    told = dialog(window, OutcomeDialog)
    assert told.headline == "The key “seal” has its certificate, but clearing houses would refuse the chain."
    assert [line.partition(":")[0] for line in told.told[:1]] == ["Good"]
    assert any(line.startswith("Wrong: ") for line in told.told)
    assert any(line.startswith("Open: ") and "other.example" not in line[:6] for line in told.told)
    assert any(line.startswith("Note: ") for line in told.told)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    assert opened_again().find("seal").chain.count("BEGIN CERTIFICATE") == 2


@pytest.mark.usefixtures("vault")
def test_a_request_that_nobody_saves_is_not_made(window: Window) -> None:
    unlock(window)
    click(window, window.program.keys_page.details.buttons["request"])
    asked = dialog(window, RequestDialog)
    type_into(window, asked.organisation, "x" * 100)
    asked.country.setCurrentIndex(asked.country.findData("DE"))
    asked.act_button.click()
    assert asked.isVisible()
    window.desk.save_path = Path("/nowhere/company.csr")
    act(window, asked)
    assert "64" in asked.problem
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert [entry.action for entry in opened_again().read_log().entries] == ["vault", "make"]


def test_what_does_not_fit_together_is_not_written(window: Window, vault: Vault, tmp_path: Path) -> None:
    add_key(vault, "company", hosts=(HOST,))
    unlock(window)
    (tmp_path / "forged.jwt").write_text(token(loire_set.participant()))
    click(window, window.program.keys_page.details.buttons["publish"])
    asked = dialog(window, PublishDialog)
    assert not asked.act_button.isEnabled()
    choose(window, tmp_path / "kit", asked.place.choose_button)
    window.desk.files = (tmp_path / "forged.jwt",)
    click(window, asked.add_button)
    act(window, asked)
    told = dialog(window, OutcomeDialog)
    assert told.headline == "Nothing was written: the files do not fit together."
    assert told.told[-1].startswith("Wrong: participant.json is signed, and its signature holds"), told.told
    assert any(line.startswith("Good: ") for line in told.told)
    assert not (tmp_path / "kit").exists()
    window.press(Qt.Key.Key_Escape)
    window.wait_until(lambda: QApplication.activeModalWidget() is asked)

    asked.credentials.setFocus()
    window.qtbot.keyClick(asked.credentials, Qt.Key.Key_Space)
    (tmp_path / "did.json").write_text(json.dumps({"id": DID, "service": [{"id": f"{DID}#web", "type": "Web"}]}))
    choose(window, tmp_path / "did.json", asked.existing.choose_button)
    act(window, asked)
    told = dialog(window, OutcomeDialog)
    assert told.headline.startswith("“kit” is written (3 files).")
    assert any(line.startswith("Open: ") for line in told.told)
    written = json.loads((tmp_path / "kit" / HOST / ".well-known" / "did.json").read_text())
    assert written["service"][0]["type"] == "Web"
    assert len(written["verificationMethod"]) == 2
    click(window, named(told, "Use for checks here"))
    window.wait_for_dialog_to_close()
    kept = sorted(path.name.partition("-")[0] for path in user_trust().iterdir())
    assert kept == ["did.json", "index.toml", "x509CertificateChain"]


@pytest.mark.usefixtures("vault")
def test_a_draft_of_the_terms_is_opened_to_be_signed(window: Window) -> None:
    unlock(window)
    window.main.actions_table["terms"].trigger()
    asked = dialog(window, TermsDialog)
    type_into(window, asked.address, "no address")
    act(window, asked)
    assert asked.problem
    type_into(window, asked.address, "https://acme.example/terms.json")
    act(window, asked)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    click(window, window.page.head.sign_button)
    sign = dialog(window, SignDialog)
    window.wait_until(lambda: sign.preview is not None)
    assert sign.verdict.startswith("Ready to sign")


def test_only_a_signed_presentation_is_handed_in(window: Window, tmp_path: Path) -> None:
    window.open_sample(GOOD)
    assert not window.main.actions_table["hand_in"].isEnabled()
    unsigned = presented(token(loire_set.participant()))
    (tmp_path / "unsigned.json").write_text(json.dumps(unsigned))
    window.open(tmp_path / "unsigned.json")
    assert window.page.head.sign_button.text() == "Hand in…"
    window.main.actions_table["hand_in"].trigger()
    asked = dialog(window, HandInDialog)
    choose(window, tmp_path / "sent", asked.place.choose_button)
    act(window, asked)
    assert "not signed" in asked.problem
    assert not (tmp_path / "sent").exists()
