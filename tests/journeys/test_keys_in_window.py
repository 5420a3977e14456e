# SPDX-License-Identifier: Apache-2.0
"""Keys through the window, as a compliance officer makes, keeps and gives them up."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from assay.keys.vault import make_vault
from assay_gui.dialogs.make_key import MakeKeyDialog
from assay_gui.dialogs.passphrase import LockDialog, UnlockDialog
from assay_gui.dialogs.remove_key import RemoveKeyDialog, RetireKeyDialog
from keys_window import (
    DID,
    PASSPHRASE,
    Keyring,
    act,
    add_key,
    dialog,
    keyring,
    names,
    open_page,
    opened_again,
    profile,
    type_into,
    unlock,
    vault,
    wait_for_keys,
)
from window import GOOD, Window, close, make_window

__all__ = ["keyring", "profile", "vault"]
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.mark.usefixtures("profile")
def test_where_no_keyring_answers_a_passphrase_locks_the_first_key(window: Window):
    open_page(window)
    page = window.program.keys_page
    assert "No keyring of the operating system answers." in page.message
    assert "--passphrase-file" not in page.message
    offered = [name for name, made in page.offers.items() if made.isVisible()]
    assert offered == ["lock", "import", "card", "look", "restore"]

    page.offers["lock"].click()
    lock = dialog(window, LockDialog)
    type_into(window, lock.fields.first, "too short")
    type_into(window, lock.fields.second, "too short")
    assert not lock.act_button.isEnabled()
    assert lock.fields.hint.text().startswith("12 characters or more.")
    type_into(window, lock.fields.first, PASSPHRASE)
    assert lock.fields.hint.text() == "The two are not the same yet."
    assert not lock.act_button.isEnabled()
    type_into(window, lock.fields.second, PASSPHRASE)
    act(window, lock)

    ask = dialog(window, MakeKeyDialog)
    type_into(window, ask.name, "Acme seal 2026")
    type_into(window, ask.did, "https://acme.example")
    assert not ask.act_button.isEnabled()
    assert "did:web:example.com" in ask.hints[1]
    type_into(window, ask.did, DID)
    assert ask.hints[1].endswith("https://acme.example/.well-known/did.json")
    assert not ask.kinds.isVisible()
    ask.details.unfold_button.click()
    ask.kinds.setCurrentIndex(ask.kinds.findData("p256"))
    act(window, ask)
    wait_for_keys(window, 1)
    assert names(window) == ["Acme seal 2026"]
    assert "Acme seal 2026" in window.main.notice.message
    (record,) = opened_again().records()
    assert (record.name, record.did, record.type, record.origin) == ("Acme seal 2026", DID, "p256", "made")


@pytest.mark.usefixtures("vault")
def test_a_wrong_passphrase_is_told_and_the_right_one_opens(window: Window):
    open_page(window)
    assert "Your keys are locked" in window.program.keys_page.message
    assert "one key: seal" in window.program.keys_page.message
    window.program.keys_page.offers["unlock"].click()
    asked = dialog(window, UnlockDialog)
    assert not asked.act_button.isEnabled()
    type_into(window, asked.passphrase, "not the one that it is")
    act(window, asked)
    assert asked.problem.startswith("The passphrase is not the right one.")
    assert asked.passphrase.text() == ""
    assert asked.focusWidget() is asked.passphrase
    type_into(window, asked.passphrase, PASSPHRASE)
    window.qtbot.keyClick(asked.passphrase, Qt.Key.Key_Return)
    wait_for_keys(window, 1)
    assert names(window) == ["seal"]


@pytest.mark.usefixtures("profile")
def test_a_key_in_the_keyring_with_the_keyboard_alone(window: Window, keyring: Keyring):
    window.press(Qt.Key.Key_4, ALT)
    assert window.main.shown_page == "keys"
    window.wait_until(lambda: window.program.keys.holdings.lock.value == "empty")
    assert "the keyring of your desktop" in window.program.keys_page.message
    window.press(Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    ask = dialog(window, MakeKeyDialog)
    assert ask.focusWidget() is ask.name
    window.qtbot.keyClicks(ask.name, "seal")
    window.press(Qt.Key.Key_Tab)
    assert ask.focusWidget() is ask.did
    window.qtbot.keyClicks(ask.did, DID)
    window.press(Qt.Key.Key_Return)
    wait_for_keys(window, 1)
    assert names(window) == ["seal"]
    assert len(keyring.kept) == 1
    window.wait_for_dialog_to_close()
    window.press(Qt.Key.Key_K, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    dialog(window, MakeKeyDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert names(window) == ["seal"]


def test_a_keyring_that_waits_for_a_password_holds_up_nothing(window: Window, profile: Path, keyring: Keyring):
    add_key(make_vault(profile), "seal")
    keyring.may_answer.clear()
    window.main.show_page("keys")
    page = window.program.keys_page
    window.wait_until(page.stop_button.isVisible)
    assert "Your system may ask for your password" in page.message
    window.open_sample(GOOD)
    assert window.session.documents[0].verdict == "conformant"
    window.main.show_page("keys")
    page.stop_button.click()
    assert "not looked at" in page.message
    page.offers["look"].click()
    keyring.may_answer.set()
    wait_for_keys(window, 1)
    assert names(window) == ["seal"]


def test_closing_does_not_wait_for_a_keyring(qtbot, tmp_path: Path, profile: Path, keyring: Keyring):
    make_vault(profile)
    keyring.may_answer.clear()
    window = make_window(qtbot, tmp_path)
    window.main.show_page("keys")
    window.wait_until(lambda: keyring.asked > 1)
    with qtbot.waitSignal(window.main.closing, timeout=5000):
        close(window)
    keyring.may_answer.set()


def test_keys_that_do_not_open_say_why_and_open_later(window: Window, profile: Path, keyring: Keyring):
    from keyring.errors import KeyringLocked

    add_key(make_vault(profile), "seal")
    keyring.error = KeyringLocked("secret words of the keyring")
    open_page(window)
    page = window.program.keys_page
    assert "Your keyring is locked. Unlock it, and try again." in page.message
    assert "secret words" not in page.message
    keyring.error = None
    page.offers["look"].click()
    wait_for_keys(window, 1)


@pytest.mark.usefixtures("profile")
def test_a_key_nobody_waits_for_any_more_is_not_kept(window: Window, keyring: Keyring, monkeypatch):
    open_page(window)
    window.program.keys_page.offers["make"].click()
    ask = dialog(window, MakeKeyDialog)
    type_into(window, ask.name, "seal")
    type_into(window, ask.did, DID)
    keyring.may_answer.clear()
    ask.act_button.click()
    window.wait_until(lambda: "Making the key" in ask.waiting)
    assert window.main.isEnabled()
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    keyring.may_answer.set()
    window.wait_until(lambda: window.program.keys.vault is not None)
    window.qtbot.wait(200)
    assert window.program.keys.vault is not None
    assert window.program.keys.vault.records() == ()


def test_what_is_told_of_a_key(window: Window, vault):
    from authority import ENDS, STARTS

    add_key(vault, "with certificate", hosts=("acme.example",))
    add_key(vault, "ordinary", policies=(), starts=STARTS, ends=ENDS.replace(year=2026, month=12, day=1))
    unlock(window)
    page = window.program.keys_page
    wait_for_keys(window, 3)
    states = {name: str(page.table.keys.index(row, 4).data()) for row, name in enumerate(names(window))}
    assert states == {"ordinary": "Ends soon", "seal": "No certificate", "with certificate": "Signs"}
    page.table.selectRow(names(window).index("ordinary"))
    window.wait_until(lambda: bool(window.program.keys.details and window.program.keys.details.fits))
    window.qtbot.wait(50)
    told = [label.text() for label in page.details.findChildren(QLabel) if label.isVisible()]
    assert "Loire production" in told
    assert "Would refuse it at the step “certificates”." in told
    assert any(line.startswith("The certificate is not of a kind that clearing houses accept. ") for line in told)
    assert any("In production they take extended validation (EV)" in line for line in told)
    assert "in a sealed file on this computer; opened by your passphrase" in told
    page.details.buttons["copy"].click()
    copied = QApplication.clipboard().text()
    assert copied == window.program.keys.chosen.record.id


def test_removing_a_key_has_its_name_typed_and_counts_what_it_signed(window: Window, vault):
    from assay.keys.key_log import Action

    (record,) = vault.records()
    for _ in range(2):
        vault.log(Action.SIGN, record)
    add_key(vault, "other")
    unlock(window)
    page = window.program.keys_page
    page.table.selectRow(names(window).index("seal"))
    window.wait_until(lambda: bool(window.program.keys.details and window.program.keys.details.signed == 2))
    page.details.buttons["remove"].click()
    asked = dialog(window, RemoveKeyDialog)
    told = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert "It signed 2 documents." in told
    assert "Nothing brings it back but a backup." in told
    assert not asked.act_button.isEnabled()
    type_into(window, asked.name, "sea")
    assert not asked.act_button.isEnabled()
    type_into(window, asked.name, "seal")
    window.qtbot.keyClick(asked.name, Qt.Key.Key_Return)
    assert asked.isVisible()
    act(window, asked)
    wait_for_keys(window, 1)
    assert names(window) == ["other"]
    assert [entry.name for entry in opened_again().records()] == ["other"]


@pytest.mark.usefixtures("vault")
def test_a_retired_key_signs_no_more(window: Window):
    unlock(window)
    page = window.program.keys_page
    page.details.buttons["retire"].click()
    asked = dialog(window, RetireKeyDialog)
    assert asked.focusWidget() is asked.cancel_button
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    assert [key.standing.value for key in window.program.keys.holdings.keys] == ["bare"]
    page.details.buttons["retire"].click()
    asked = dialog(window, RetireKeyDialog)
    act(window, asked)
    window.wait_until(lambda: str(page.table.keys.index(0, 4).data()) == "Kept to verify")
    window.wait_until(lambda: not page.details.buttons["sign_file"].isVisible())
    assert not page.details.buttons["retire"].isVisible()
