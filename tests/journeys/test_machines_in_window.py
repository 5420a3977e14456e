# SPDX-License-Identifier: Apache-2.0
"""Signing on two machines through the window: a request goes there, an answer comes back, nothing else is believed."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay.keys.key_log import Action
from assay.keys.vault import make_vault
from assay.signing_request import read_request
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.sign_elsewhere import (
    AcceptDialog,
    AnswerDialog,
    AskDialog,
    OwnerDialog,
)
from keys_window import (
    DID,
    PASSPHRASE,
    act,
    add_key,
    broken_company,
    company,
    dialog,
    opened_again,
    profile,
    type_into,
    vault,
)
from machines_window import REASON, asking, boxes, drop, machine_with_key, owned, unlocked
from window import Window, close, make_window

__all__ = ["asking", "profile", "vault"]


def asked_by(window: Window, data: bytes, folder: Path, *, reason: str = "") -> tuple[Path, str]:
    """The file that asks for a signature of the draft, made through the window, and the digest that was shown."""
    (folder / "company.json").write_bytes(data)
    window.open(folder / "company.json")
    window.main.actions_table["ask_signature"].trigger()
    ask = dialog(window, AskDialog)
    window.wait_until(lambda: ask.preview is not None)
    if reason:
        assert not ask.act_button.isEnabled()
        type_into(window, ask.reason, reason)
    digest = ask.fact("sign.digest")
    window.desk.save_path = folder / "request.json"
    act(window, ask)
    shown = dialog(window, OutcomeDialog)
    assert "asks for the signature" in shown.headline
    assert digest in (box.text for box in boxes(shown))
    shown.close_button.click()
    window.wait_for_dialog_to_close()
    return window.desk.save_path, digest


def answered(window: Window, request: Path, *, reason: str = "") -> tuple[Path, str]:
    """The answer to the request, signed through the window, and the digest that was shown."""
    drop(window, request)
    unlocked(window)
    answer = dialog(window, AnswerDialog)
    window.wait_until(lambda: answer.preview is not None)
    assert "Acme Cloud GmbH" in answer.readable.toPlainText()
    assert answer.reason.text() == reason
    digest = answer.fact("sign.digest")
    window.desk.save_path = request.with_name("response.json")
    act(window, answer)
    shown = dialog(window, OutcomeDialog)
    told = [box.text for box in boxes(shown)]
    assert told == [digest, opened_again().records()[0].id]
    shown.close_button.click()
    window.wait_for_dialog_to_close()
    return window.desk.save_path, digest


@pytest.mark.usefixtures("vault")
def test_there_and_back(asking: Window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    request, asked_digest = asked_by(asking, owned(company()), tmp_path)
    assert read_request(request.read_bytes()).sha256 == asked_digest

    machine_with_key(monkeypatch, tmp_path)
    other = make_window(qtbot, tmp_path / "other")
    response, shown_digest = answered(other, request)
    close(other)
    assert shown_digest == asked_digest
    (entry,) = [entry for entry in opened_again().read_log().entries if entry.action == Action.SIGN]
    assert entry.details["payload"] == asked_digest
    thumbprint = opened_again().records()[0].id

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "asking"))
    request.unlink()  # the copy that was kept is enough
    asking.main.activateWindow()
    drop(asking, response)
    taken = dialog(asking, AcceptDialog)
    assert (taken.fact("digest"), taken.fact("thumbprint")) == (asked_digest, thumbprint)
    assert taken.fact("kid").startswith(f"{DID}#")
    asking.desk.save_path = tmp_path / "company.jwt"
    act(asking, taken)
    asking.wait_until(lambda: len(asking.session.documents) == 2 and asking.is_quiet())
    assert asking.session.current is not None
    assert asking.session.current.name == "company.jwt"
    assert list((tmp_path / "asking" / "assay" / "signing-requests").iterdir()) == []


@pytest.mark.usefixtures("vault")
def test_what_does_not_conform_is_asked_for_with_a_reason_only(
    asking: Window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    request, _ = asked_by(asking, owned(broken_company()), tmp_path, reason=REASON)
    machine_with_key(monkeypatch, tmp_path)
    other = make_window(qtbot, tmp_path / "other")
    answered(other, request, reason=REASON)
    close(other)
    (entry,) = [entry for entry in opened_again().read_log().entries if entry.action == Action.SIGN]
    assert (entry.details["verdict"], entry.details["reason"]) == ("non_conformant", REASON)


def test_where_the_draft_names_no_issuer_the_owner_is_asked_for(asking: Window, tmp_path: Path):
    (tmp_path / "company.json").write_bytes(company())
    asking.open(tmp_path / "company.json")
    asking.main.actions_table["ask_signature"].trigger()
    owner = dialog(asking, OwnerDialog)
    assert owner.focusWidget() is owner.owner.field
    assert not owner.act_button.isEnabled()
    type_into(asking, owner.owner.field, "did:key:z6Mk")
    assert not owner.act_button.isEnabled()
    type_into(asking, owner.owner.field, DID)
    asking.press(Qt.Key.Key_Return)
    ask = dialog(asking, AskDialog)
    asking.wait_until(lambda: ask.preview is not None)
    assert ask.preview.prepared.content["issuer"] == DID
    asking.press(Qt.Key.Key_Escape)
    asking.wait_for_dialog_to_close()


def test_a_request_for_a_key_that_is_not_here_is_told(
    asking: Window, qtbot, vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    request, _ = asked_by(asking, owned(company()).replace(DID.encode(), b"did:web:other.example"), tmp_path)
    machine_with_key(monkeypatch, tmp_path)
    other = make_window(qtbot, tmp_path / "other")
    drop(other, request)
    unlocked(other)
    other.wait_until(lambda: "by the key of “did:web:other.example”" in other.main.notice.message)
    assert QApplication.activeModalWidget() is None
    assert other.session.documents == ()
    close(other)


def changed(path: Path, **members: object) -> Path:
    path.write_text(json.dumps({**json.loads(path.read_text()), **members}))
    return path


def test_a_changed_request_opens_no_dialog(asking: Window, tmp_path: Path):
    request, _ = asked_by(asking, owned(company()), tmp_path)
    drop(asking, changed(request, payload="{}"))
    asking.wait_until(lambda: "was changed since it was written" in asking.main.notice.message)
    assert len(asking.session.documents) == 1
    assert QApplication.activeModalWidget() is None


@pytest.mark.usefixtures("vault")
def test_an_answer_is_taken_in_only_with_its_request(
    asking: Window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    request, _ = asked_by(asking, owned(company()), tmp_path)
    machine_with_key(monkeypatch, tmp_path)
    other = make_window(qtbot, tmp_path / "other")
    response, _ = answered(other, request)
    close(other)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "third"))
    asking.main.activateWindow()
    aside = tmp_path / "aside"
    aside.mkdir()
    request = request.rename(aside / "request.json")

    drop(asking, response)
    asking.wait_until(lambda: "the request is needed that it answers" in asking.main.notice.message)
    asking.desk.opened_file = response
    drop(asking, response)
    asking.wait_until(lambda: "This is no request for a signature." in asking.main.notice.message)
    assert "assay sign" not in asking.main.notice.message
    asking.desk.opened_file = request
    drop(asking, response)
    dialog(asking, AcceptDialog)
    asking.press(Qt.Key.Key_Escape)
    asking.wait_for_dialog_to_close()

    asking.desk.opened_file = None
    request = request.rename(tmp_path / "request.json")  # beside the answer it is found
    for dropped in ((response,), (request, response)):
        drop(asking, *dropped)
        dialog(asking, AcceptDialog)
        asking.press(Qt.Key.Key_Escape)
        asking.wait_for_dialog_to_close()
    assert "one by one" not in asking.main.notice.message
    drop(asking, response, response, tmp_path / "company.json")
    dialog(asking, AcceptDialog)
    assert "one by one" in asking.main.notice.message
    asking.press(Qt.Key.Key_Escape)
    asking.wait_for_dialog_to_close()
    assert len(asking.session.documents) == 1

    told = json.loads(response.read_text())["document"]
    drop(asking, changed(response, document=told[:-4] + ("AAAA" if told[-4:] != "AAAA" else "BBBB")))
    asking.wait_until(lambda: "was changed on its way" in asking.main.notice.message)
    assert QApplication.activeModalWidget() is None


def test_the_menu_and_signing_a_file_know_requests(
    asking: Window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    request, _ = asked_by(asking, owned(company()), tmp_path)
    machine_with_key(monkeypatch, tmp_path)
    add_key(make_vault(tmp_path / "data" / "assay" / "keys", PASSPHRASE), "seal")
    other = make_window(qtbot, tmp_path / "other")
    other.desk.opened_file = request
    other.main.actions_table["sign_file"].trigger()
    unlocked(other)
    dialog(other, AnswerDialog)
    other.press(Qt.Key.Key_Escape)
    other.wait_for_dialog_to_close()
    other.main.actions_table["take_letter"].trigger()
    dialog(other, AnswerDialog)
    other.press(Qt.Key.Key_Escape)
    other.wait_for_dialog_to_close()
    close(other)
