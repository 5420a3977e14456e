# SPDX-License-Identifier: Apache-2.0
"""Keys in cards through the window: found, shown, and taken along with their certificates."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from assay.keys.key_log import Action
from assay.keys.key_record import Place
from assay.keys.token_session import TokenSession
from assay_gui.dialogs.card_key import CardKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.pin import PinDialog
from cards_window import ask_for_card, box, give_pin, take
from keys_window import DID, act, dialog, keyring, names, opened_again, profile, type_into, unlock, vault, wait_for_keys
from tokens import MISSING, Person, TokenBox, made
from window import Window

__all__ = ["box", "keyring", "profile", "vault"]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


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
