# SPDX-License-Identifier: Apache-2.0
"""Signing with cards through the window: one PIN, and cards that are taken out, put in again or locked."""

import base64
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from PySide6.QtCore import Qt

from assay.document import Document
from assay.formats import read
from assay.keys import token, token_modules
from assay.keys.key_log import Action
from assay.keys.token_facts import PinState
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.pin import PinDialog
from assay_gui.dialogs.publish import PublishDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.dialogs.sign import SignDialog
from cards_window import ask_to_sign, box, carded, finish, give_pin, take
from keys_window import act, dialog, opened_again, profile, type_into, unlock, vault
from kits_window import choose
from tokens import MISSING, NO_COMPILER, PIN, Shell, made
from window import Window

__all__ = ["box", "carded", "profile", "vault"]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
REASON = "The register was renamed last week"
WRONG = "000000"


def test_the_pin_is_asked_once_and_signs_more_than_once(carded: Window, tmp_path: Path):
    """It was given when the key was taken along."""
    for name in ("one", "two"):
        sign = ask_to_sign(carded, tmp_path / f"{name}.json")
        act(carded, sign)
        finish(carded)
        assert read(Document("x", (tmp_path / f"{name}.jwt").read_bytes())).is_signed
    entries = [entry for entry in opened_again().read_log().entries if entry.action == Action.SIGN]
    assert [dict(entry.details)["name"] for entry in entries] == ["Acme card"] * 2
    carded.desk.files = (tmp_path / "one.jwt",)
    carded.program.keys_page.details.buttons["put_together"].click()
    sign = dialog(carded, SignDialog)
    carded.wait_until(lambda: sign.preview is not None)
    if sign.is_asking_for_reason:
        type_into(carded, sign.reason, REASON)
    carded.desk.save_path = tmp_path / "presentation.jwt"
    act(carded, sign)
    finish(carded)
    assert read(Document("x", (tmp_path / "presentation.jwt").read_bytes())).presentation is not None


def test_a_new_window_asks_anew_and_a_wrong_pin_is_told(carded: Window, box, tmp_path: Path, caplog):
    carded.program._key_wiring._cards.cards.close()
    sign = ask_to_sign(carded, tmp_path / "one.json")
    sign.act_button.click()
    pin = give_pin(carded, WRONG)
    assert pin.problem.startswith("The PIN is wrong. A few tries are left; then it locks itself.")
    assert WRONG not in pin.problem
    assert pin.pin.text() == ""
    assert pin.focusWidget() is pin.pin
    give_pin(carded, "9" * 400)
    assert pin.problem.startswith("This cannot be a PIN")
    carded.press(Qt.Key.Key_Escape)
    carded.wait_until(lambda: bool(sign.problem))
    assert sign.problem.startswith("No PIN was given. Nothing was signed.")
    assert not (tmp_path / "one.jwt").exists()
    sign.act_button.click()
    pin = dialog(carded, PinDialog)
    assert pin.tries.isVisible()
    assert pin.tries.text() == "A few tries are left; then it locks itself."
    give_pin(carded)
    finish(carded)
    assert (tmp_path / "one.jwt").is_file()
    assert WRONG not in caplog.text
    assert PIN not in caplog.text


def test_a_card_that_is_taken_out_is_told_and_signs_again_once_it_is_back(carded: Window, box, tmp_path: Path):
    sign = ask_to_sign(carded, tmp_path / "zero.json")
    act(carded, sign)
    finish(carded)
    sign = ask_to_sign(carded, tmp_path / "one.json")
    box.take_out()
    act(carded, sign)
    assert sign.problem.startswith("The card or stick was taken out, or has ended the connection. Nothing was signed.")
    assert not (tmp_path / "one.jwt").exists()
    act(carded, sign)
    assert "is not there. Put the card or stick in, and try again." in sign.problem
    box.put_in()
    sign.act_button.click()
    give_pin(carded)
    finish(carded)
    assert (tmp_path / "one.jwt").is_file()
    assert len([entry for entry in opened_again().read_log().entries if entry.action == Action.SIGN]) == 2


def test_a_card_that_is_taken_out_before_it_signed_anything(carded: Window, box, tmp_path: Path):
    sign = ask_to_sign(carded, tmp_path / "one.json")
    box.take_out()
    act(carded, sign)
    assert "is not there. Put the card or stick in, and try again." in sign.problem
    box.put_in()
    sign.act_button.click()
    give_pin(carded)
    finish(carded)
    assert (tmp_path / "one.jwt").is_file()


def test_a_card_taken_out_while_its_pin_is_typed(carded: Window, box, tmp_path: Path):
    carded.program._key_wiring._cards.cards.close()
    sign = ask_to_sign(carded, tmp_path / "one.json")
    sign.act_button.click()
    asked = dialog(carded, PinDialog)
    type_into(carded, asked.pin, PIN)
    box.take_out()
    act(carded, asked)
    carded.wait_until(lambda: "is not there" in sign.problem)
    assert dialog(carded, SignDialog) is sign
    assert not (tmp_path / "one.jwt").exists()
    box.put_in()
    sign.act_button.click()
    give_pin(carded)
    finish(carded)


def test_a_locked_card_is_told_and_its_pin_not_asked(carded: Window, box, tmp_path: Path, monkeypatch):
    carded.program._key_wiring._cards.cards.close()
    sign = ask_to_sign(carded, tmp_path / "one.json")
    found = token.LoadedModule.find
    monkeypatch.setattr(token.LoadedModule, "find", lambda *told: replace(found(*told), pin=PinState.LOCKED))
    act(carded, sign)
    assert sign.problem.startswith("The PIN of the card or stick is locked after too many wrong ones.")
    assert not (tmp_path / "one.jwt").exists()


def test_a_certificate_is_requested_for_a_key_in_a_card(carded: Window, tmp_path: Path):
    carded.program.keys_page.details.buttons["request"].click()
    asked = dialog(carded, RequestDialog)
    type_into(carded, asked.organisation, "Acme Cloud GmbH")
    asked.country.setCurrentIndex(asked.country.findData("DE"))
    carded.desk.save_path = tmp_path / "acme.csr"
    act(carded, asked)
    finish(carded)
    request = x509.load_pem_x509_csr((tmp_path / "acme.csr").read_bytes())
    assert request.is_signature_valid
    jwk = opened_again().find("Acme card").public_jwk
    assert request.public_key().public_numbers().x == int.from_bytes(_bytes(jwk["x"]))


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


def test_the_pin_stays_nowhere(carded: Window, tmp_path: Path):
    """Neither in the settings, nor in what is written, nor in what the window holds of cards."""
    settings = tmp_path / "settings.ini"
    carded.program.preferences.write()
    assert settings.read_text().count("card_driver") == 1
    for path in tmp_path.rglob("*"):
        if path.is_file() and "cards" not in path.relative_to(tmp_path).parts:
            assert PIN.encode() not in path.read_bytes(), path
    tokens = carded.program._key_wiring._cards.cards.tokens
    assert tokens._ask is None
    assert PIN not in repr(vars(tokens))


@pytest.fixture
def shell(box, tmp_path, monkeypatch):
    """A card that can be told to misbehave."""
    if NO_COMPILER:
        pytest.skip(NO_COMPILER)
    made(box, box.add("office").serial)
    box.close()  # the module inside of the shell is the same: it can be started once a process
    monkeypatch.setattr(token_modules, "_PATHS", {})
    return Shell(tmp_path / "cards", monkeypatch)


@pytest.fixture
def shelled(shell, window: Window, vault) -> Window:
    """The keys are open, and one of them is in that card."""
    unlock(window)
    window.desk.opened_file = shell.path
    take(window, of_file=True)
    return window


def test_a_card_that_locks_itself_is_told(shelled: Window, shell: Shell, tmp_path: Path):
    shelled.program._key_wiring._cards.cards.close()
    shell.told("silent", "locked")
    sign = ask_to_sign(shelled, tmp_path / "one.json")
    sign.act_button.click()
    asked = dialog(shelled, PinDialog)
    type_into(shelled, asked.pin, WRONG)
    act(shelled, asked)
    shelled.wait_until(lambda: bool(sign.problem))
    assert sign.problem.startswith("The PIN of the card or stick is locked after too many wrong ones.")
    assert dialog(shelled, SignDialog) is sign
    shell.told("locked")
    act(shelled, sign)
    assert sign.problem.startswith("The PIN of the card or stick is locked")
    shell.told()
    sign.act_button.click()
    give_pin(shelled)
    finish(shelled)
    assert (tmp_path / "one.jwt").is_file()
    assert shell.open_sessions == 1
    shelled.program._key_wiring._cards.cards.close()
    assert shell.open_sessions == 0


def test_a_pin_that_is_typed_on_the_reader_is_not_asked_for(shelled: Window, shell: Shell, tmp_path: Path, monkeypatch):
    shelled.program._key_wiring._cards.cards.close()
    monkeypatch.setenv("SHELL_PAD", PIN)
    shell.told("pad")
    act(shelled, ask_to_sign(shelled, tmp_path / "one.json"))
    finish(shelled)
    assert (tmp_path / "one.jwt").is_file()


def test_a_driver_that_takes_its_time_holds_up_nothing(shelled: Window, tmp_path: Path, monkeypatch):
    may_go_on, sign_of = threading.Event(), token.LoadedModule.sign

    def slow(*told, pin=None):
        may_go_on.wait(20)
        return sign_of(*told, pin=pin)

    monkeypatch.setattr(token.LoadedModule, "sign", slow)
    sign = ask_to_sign(shelled, tmp_path / "one.json")
    sign.act_button.click()
    shelled.wait_until(lambda: sign.waiting.startswith("Waiting for the card or stick."))
    assert sign.cancel_button.isEnabled()
    shelled.press(Qt.Key.Key_Escape)
    shelled.wait_for_dialog_to_close()
    may_go_on.set()
    sign = ask_to_sign(shelled, tmp_path / "two.json")
    act(shelled, sign)
    finish(shelled)
    assert (tmp_path / "two.jwt").is_file()
    assert not (tmp_path / "one.jwt").exists()


@pytest.mark.usefixtures("profile")
def test_what_the_owner_of_a_card_publishes(carded: Window, tmp_path: Path):
    """No private key is needed for it: the card may be anywhere."""
    carded.program._key_wiring._cards.cards.close()
    carded.program.keys_page.details.buttons["publish"].click()
    asked = dialog(carded, PublishDialog)
    choose(carded, tmp_path / "site", asked.place.choose_button)
    act(carded, asked)
    assert any("the key “Acme card” as it is in your key store" in line for line in dialog(carded, OutcomeDialog).told)
    record = opened_again().find("Acme card")
    assert record.public_jwk["x"] in (tmp_path / "site" / "acme.example" / ".well-known" / "did.json").read_text()
