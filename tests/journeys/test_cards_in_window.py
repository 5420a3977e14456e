# SPDX-License-Identifier: Apache-2.0
"""Keys in cards through the window: taken along, used for everything, with cards that are taken out or locked."""

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from assay.document import Document
from assay.formats import read
from assay.keys.key_log import Action
from assay.keys.key_record import Place
from assay.keys.token_session import TokenSession
from assay_gui.dialogs.card_key import CardKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.pin import PinDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.dialogs.sign import SignDialog
from keys_window import (
    DID,
    act,
    company,
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
from tokens import MISSING, PIN, Person, TokenBox, made
from window import Window

__all__ = ["keyring", "profile", "vault"]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)
REASON = "The register was renamed last week"
WRONG = "000000"


@pytest.fixture(autouse=True)
def box(tmp_path, monkeypatch):
    """Made before any window, so that it is there until the window has logged out."""
    (tmp_path / "cards").mkdir()
    found = TokenBox(tmp_path / "cards", monkeypatch)
    yield found
    found.close()


def ask_for_card(window: Window) -> CardKeyDialog:
    window.program.keys_page.head_buttons["card"].click()
    asked = dialog(window, CardKeyDialog)
    window.wait_until(lambda: bool(asked.rows) or bool(asked.problem))
    return asked


def give_pin(window: Window, pin: str = PIN) -> PinDialog:
    asked = dialog(window, PinDialog)
    type_into(window, asked.pin, pin)
    act(window, asked)
    return asked


def take(window: Window, name: str = "Acme card") -> None:
    """Take the key along that is in the card, from the page on."""
    asked = ask_for_card(window)
    type_into(window, asked.fields.name, name)
    type_into(window, asked.fields.did, DID)
    act(window, asked)
    give_pin(window)
    told = dialog(window, OutcomeDialog)
    told.close_button.click()
    window.wait_for_dialog_to_close()
    wait_for_keys(window)


@pytest.fixture
def carded(window: Window, vault, box) -> Window:
    """The keys are open, and one of them is in a card."""
    info = box.add("office")
    made(box, info.serial)
    unlock(window)
    take(window)
    return window


def ask_to_sign(window: Window, path: Path) -> SignDialog:
    if not path.exists():
        path.write_bytes(company())
    window.desk.opened_file = path
    window.program.keys_page.details.buttons["sign_file"].click()
    found = dialog(window, SignDialog)
    window.wait_until(lambda: found.preview is not None)
    assert found.record.place is Place.TOKEN
    window.desk.save_path = path.with_suffix(".jwt")
    return found


def finish(window: Window) -> None:
    window.wait_for_dialog_to_close()
    window.wait_until(window.is_quiet)
    window.main.show_page("keys")
    wait_for_keys(window)


def test_a_key_in_a_card_is_listed_and_taken_along(window: Window, vault, box):
    info = box.add("office")
    made(box, info.serial, "rsa2048", "seal of Acme")
    unlock(window)
    asked = ask_for_card(window)
    assert box.module in asked.chosen_drivers
    assert f"SoftHSM2 ({box.module.name})" in [asked.drivers.itemText(row) for row in range(asked.drivers.count())]
    assert "seal of Acme · RSA 2048 · in “office”" in asked.rows
    assert "“office”: show all its keys (asks for the PIN)" in asked.rows
    assert any(row.endswith(": not set up yet") for row in asked.rows)
    assert asked.keys.currentItem().text() == asked.rows[0]
    assert asked.fields.name.text() == "seal of Acme"
    assert asked.fields.did.text() == DID
    act(window, asked)

    pin = dialog(window, PinDialog)
    assert pin.focusWidget() is pin.pin
    assert not pin.act_button.isEnabled()
    assert not pin.tries.isVisible()
    assert any(f"“office” (serial number {info.serial})" in one.text() for one in pin.findChildren(QLabel))
    give_pin(window)
    told = dialog(window, OutcomeDialog)
    assert told.headline == "Key “seal of Acme” signs in its card or stick. A backup here cannot hold it."
    assert "No certificate came along." in told.told[0]
    told.close_button.click()
    window.wait_for_dialog_to_close()
    wait_for_keys(window, 2)

    assert names(window) == ["seal", "seal of Acme"]
    page = window.program.keys_page
    assert str(page.table.keys.index(1, 1).data()) == "RSA 2048, card"
    place = f"in the card or stick “office”, serial number {info.serial}"
    window.wait_until(lambda: place in [one.text() for one in page.details.findChildren(QLabel) if one.isVisible()])
    record = opened_again().find("seal of Acme")
    assert (record.place, record.did, record.type, record.origin) == (Place.TOKEN, DID, "rsa2048", "token")
    assert record.chain_address.endswith(".pem")
    (entry,) = [entry for entry in opened_again().read_log().entries if entry.action == Action.IMPORT]
    assert entry.key == record.id

    again = ask_for_card(window)
    assert "seal of Acme · RSA 2048 · is here already" in again.rows
    assert not again.act_button.isEnabled()
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_the_certificates_in_the_card_come_along(window: Window, vault, box):
    from cryptography.hazmat.primitives.serialization import Encoding

    from assay.proofs.verification_key import verification_key
    from authority import EV, MIDDLE, ROOT, Holder, certificate

    info = box.add("office")
    key = made(box, info.serial)
    public = {name: told for name, told in key.public_jwk.items() if name != "alg"}
    holder = Holder("Acme Cloud GmbH", _Public(verification_key(public).handle))
    own = certificate(holder, MIDDLE, policies=(EV,), hosts=("acme.example",))
    others = (certificate(ROOT, ROOT, ca=True), certificate(MIDDLE, ROOT, ca=True, below=0))
    ders = [one.public_bytes(Encoding.DER) for one in (*others, own)]
    _put_in(box, info.serial, ders, bytes.fromhex(key.id))
    unlock(window)
    take(window)
    record = opened_again().find("Acme card")
    assert record.chain.count("BEGIN CERTIFICATE") == 3
    assert str(window.program.keys_page.table.keys.index(0, 4).data()) == "Signs"


class _Public:
    """A key of which there is the public part alone."""

    def __init__(self, public) -> None:
        self._public = public

    def public_key(self):
        return self._public


def _put_in(box: TokenBox, serial: str, ders: list[bytes], identity: bytes) -> None:
    import pkcs11
    from pkcs11 import Attribute
    from pkcs11.util.x509 import decode_x509_certificate

    with TokenSession(box.module, serial, Person(), writes=True) as session:
        session.key_pairs()
        for number, der in enumerate(ders, 1):
            told = decode_x509_certificate(der)
            own = identity if number == len(ders) else bytes([number])
            session._opened.session.create_object(
                {**told, Attribute.TOKEN: True, Attribute.ID: own, Attribute.LABEL: f"c{number}",
                 Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509}
            )  # fmt: skip


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
    from dataclasses import replace

    from assay.keys import token
    from assay.keys.token_facts import PinState

    tokens = carded.program._key_wiring._cards.cards
    tokens.close()
    sign = ask_to_sign(carded, tmp_path / "one.json")
    found = token.LoadedModule.find
    monkeypatch.setattr(token.LoadedModule, "find", lambda *told: replace(found(*told), pin=PinState.LOCKED))
    act(carded, sign)
    assert sign.problem.startswith("The PIN of the card or stick is locked after too many wrong ones.")
    assert not (tmp_path / "one.jwt").exists()


def test_a_certificate_is_requested_for_a_key_in_a_card(carded: Window, tmp_path: Path):
    from cryptography import x509

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
    import base64

    return base64.urlsafe_b64decode(text + "==")


def test_keys_that_show_after_the_pin_are_shown_then(window: Window, vault, box, monkeypatch):
    """As many cards do, which show nothing of their keys before."""
    from assay.keys.token_sessions import OpenTokens

    info = box.add("office")
    made(box, info.serial)
    shown = OpenTokens.keys
    monkeypatch.setattr(OpenTokens, "keys", lambda self, info: shown(self, info) if self.is_open(info) else ())
    unlock(window)
    asked = ask_for_card(window)
    assert asked.rows[0] == "“office”: show all its keys (asks for the PIN)"
    assert asked.act_button.text() == "Show keys…"
    act(window, asked)
    give_pin(window)
    window.wait_until(lambda: asked.rows[0] == "seal · EC P-256 · in “office”")
    assert not any("show all" in row for row in asked.rows)
    assert asked.act_button.text() == "Use this key"
    type_into(window, asked.fields.name, "Acme card")
    act(window, asked)
    told = dialog(window, OutcomeDialog)
    told.close_button.click()
    wait_for_keys(window, 2)


def test_a_file_that_is_no_driver_is_told_and_the_one_that_works_is_remembered(
    window: Window, vault, box, tmp_path: Path, monkeypatch
):
    from assay.keys import token_modules

    made(box, box.add("office").serial)
    monkeypatch.setattr(token_modules, "_PATHS", {})
    unlock(window)
    window.program.keys_page.head_buttons["card"].click()
    asked = dialog(window, CardKeyDialog)
    assert asked.chosen_drivers == ()
    assert asked.drivers.currentText() == ""
    assert not asked.act_button.isEnabled()
    window.desk.opened_file = tmp_path / "driver.so"
    window.desk.opened_file.write_bytes(b"no driver")
    asked.choose_button.click()
    window.wait_until(lambda: asked.problem.startswith("The file “driver.so” is no driver for cards and sticks"))
    window.desk.opened_file = box.module
    asked.choose_button.click()
    window.wait_until(lambda: "seal · EC P-256 · in “office”" in asked.rows)
    assert asked.problem == ""
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    asked = ask_for_card(window)
    assert asked.chosen_drivers == (box.module,)


def test_a_card_that_is_put_in_later_is_found(window: Window, vault, box):
    made(box, box.add("office").serial)
    box.take_out()
    unlock(window)
    asked = ask_for_card(window)
    assert not any("office" in row for row in asked.rows)
    assert not asked.act_button.isEnabled()
    box.put_in()
    asked.again_button.click()
    window.wait_until(lambda: "seal · EC P-256 · in “office”" in asked.rows)


def test_without_the_library_it_is_told_what_to_do(window: Window, vault, monkeypatch):
    unlock(window)
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "pkcs11", None)
        window.program.keys_page.head_buttons["card"].click()
        window.wait_until(lambda: "a part of Assay that is not installed here" in window.main.notice.message)
    assert "“assay[pkcs11]”" in window.main.notice.message


def test_the_pin_stays_nowhere(carded: Window, tmp_path: Path):
    """Neither in the settings, nor in what is written, nor in what the window holds of cards."""
    settings = tmp_path / "settings.ini"
    carded.program._settings.sync()
    assert str(json.loads(json.dumps(settings.read_text()))).count("card_driver") == 1
    for path in tmp_path.rglob("*"):
        if path.is_file() and "cards" not in path.relative_to(tmp_path).parts:
            assert PIN.encode() not in path.read_bytes(), path
    tokens = carded.program._key_wiring._cards.cards.tokens
    assert tokens._ask is None
    assert PIN not in repr(vars(tokens))
