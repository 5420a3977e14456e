# SPDX-License-Identifier: Apache-2.0
"""A key whose certificate ends is renewed through the window, and the line below the keys says how they stand."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from assay.keys.backup import back_up
from assay.keys.key_log import Action
from assay.keys.registration import SOON
from assay_gui.dialogs.backup import BackupDialog, TryBackupDialog
from assay_gui.dialogs.passphrase import UnlockDialog
from assay_gui.dialogs.renew_key import RenewKeyDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from authority import STARTS
from keys_window import (
    DID,
    PASSPHRASE,
    act,
    add_key,
    dialog,
    names,
    open_page,
    opened_again,
    profile,
    type_into,
    unlock,
    vault,
    wait_for_keys,
)
from window import GOOD, MOMENT, Window

__all__ = ["profile", "vault"]
DAY = timedelta(days=1)


def choose(window: Window, name: str) -> None:
    window.program.keys_page.table.selectRow(names(window).index(name))
    keys = window.program.keys
    window.wait_until(lambda: keys.chosen is not None and keys.chosen.record.name == name and keys.details is not None)


@pytest.mark.parametrize(
    ("ends", "state", "told"),
    [
        (MOMENT + SOON, "Signs", ""),
        (MOMENT + SOON - timedelta(seconds=1), "Ends soon", "Needs attention: its certificate ends soon."),
        (MOMENT, "Expired", "Needs attention: its certificate has ended"),
    ],
)
def test_renewing_is_the_next_thing_where_a_certificate_ends(window: Window, vault, ends, state, told):
    is_urgent = bool(told)
    add_key(vault, "Acme seal", starts=STARTS, ends=ends)
    unlock(window)
    page = window.program.keys_page
    choose(window, "seal")
    assert not page.details.buttons["renew"].isVisible()
    assert page.head_buttons["make"].property("kind") == "primary"
    choose(window, "Acme seal")
    assert str(page.table.keys.index(names(window).index("Acme seal"), 4).data()) == state
    assert page.details.buttons["renew"].isVisible()
    assert page.details.warning.isVisible() is is_urgent
    if is_urgent:
        assert page.details.warning.text.startswith(told)
    kinds = [page.details.buttons["renew"].property("kind"), page.head_buttons["make"].property("kind")]
    assert kinds.count("primary") == 1
    assert (kinds[0] == "primary") is is_urgent
    assert ("1 needs attention" in window.main.status_line.texts[0]) is is_urgent


def test_a_new_key_takes_over_and_its_certificate_is_requested(window: Window, vault, tmp_path):
    old = add_key(vault, "Acme seal 2025", kind="p384", starts=STARTS, ends=MOMENT + 3 * DAY)
    unlock(window)
    choose(window, "Acme seal 2025")
    page = window.program.keys_page
    page.details.buttons["renew"].click()
    asked = dialog(window, RenewKeyDialog)
    told = " ".join(label.text() for label in asked.findChildren(QLabel))
    assert "The certificate of the old one ends on 2026-11-25." in told
    assert "“Acme seal 2025” is kept: what it signed can still be verified." in told
    assert "publish both keys" in told
    assert asked.name.text == "Acme seal 2026"
    assert not asked.retires.isChecked()
    type_into(window, asked.name.field, "seal")
    assert not asked.act_button.isEnabled()
    type_into(window, asked.name.field, "Acme seal 2027")
    act(window, asked)

    request = dialog(window, RequestDialog)
    assert "Acme seal 2027" in window.main.notice.message
    assert any("Acme seal 2027" in label.text() for label in request.findChildren(QLabel))
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    wait_for_keys(window, 3)
    made, kept = (opened_again().find(name) for name in ("Acme seal 2027", "Acme seal 2025"))
    assert (made.did, made.type, made.chain) == (DID, "p384", "")
    assert made.chain_address != kept.chain_address
    assert (kept.id, kept.state, kept.chain) == (old.id, "active", old.chain)
    assert window.program.keys.chosen is not None
    assert window.program.keys.chosen.record.id == made.id


def test_a_key_whose_certificate_has_ended_is_kept_to_verify(window: Window, vault):
    add_key(vault, "Acme seal", starts=STARTS, ends=MOMENT - DAY)
    unlock(window)
    choose(window, "Acme seal")
    window.program.keys_page.details.buttons["renew"].click()
    asked = dialog(window, RenewKeyDialog)
    assert asked.retires.isChecked()
    act(window, asked)
    dialog(window, RequestDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    choose(window, "Acme seal")
    page = window.program.keys_page
    assert str(page.table.keys.index(names(window).index("Acme seal"), 4).data()) == "Kept to verify"
    assert not page.details.buttons["renew"].isVisible()
    assert not page.details.warning.isVisible()
    assert opened_again().find("Acme seal").state == "retired"
    assert "needs attention" not in window.main.status_line.texts[0]


@pytest.mark.usefixtures("vault")
def test_nothing_is_made_where_nobody_goes_on(window: Window, vault):
    add_key(vault, "Acme seal", starts=STARTS, ends=MOMENT + DAY)
    unlock(window)
    choose(window, "Acme seal")
    window.program.keys_page.details.buttons["renew"].click()
    dialog(window, RenewKeyDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert sorted(record.name for record in opened_again().records()) == ["Acme seal", "seal"]
    assert names(window) == ["Acme seal", "seal"]


def test_the_line_below_tells_of_keys_and_their_backup(window: Window, vault, tmp_path):
    line = window.main.status_line
    open_page(window)
    assert line.texts == ("Ready", "")
    unlock(window)
    window.wait_until(lambda: line.texts == ("1 key", "Never backed up"))
    page = window.program.keys_page
    page.head_buttons["back_up"].click()
    asked = dialog(window, BackupDialog)
    asked.place.field.setText(str(tmp_path / "backup.json"))
    for field in (asked.fields.first, asked.fields.second):
        type_into(window, field, PASSPHRASE)
    act(window, asked)
    tried = dialog(window, TryBackupDialog)
    window.wait_until(lambda: line.texts[1].endswith(", not tried"))
    type_into(window, tried.passphrase, PASSPHRASE)
    act(window, tried)
    window.wait_until(lambda: line.texts[1].endswith(", restore tested"))
    assert [entry.action for entry in opened_again().read_log().entries][-2:] == [Action.BACKUP, Action.TRIED]

    add_key(vault, "late")
    window.program.keys.look()
    window.wait_until(
        lambda: line.texts[0] == "2 keys" and line.texts[1].endswith(", restore tested · 1 key is not in it")
    )
    back_up(vault, PASSPHRASE, MOMENT)
    window.program.keys.look()
    window.wait_until(lambda: line.texts[1].endswith(", not tried"))

    window.main.show_page("home")
    assert line.texts == ("Ready", "")
    window.open_sample(GOOD)
    assert line.texts[0].startswith("Rules")
    window.main.show_page("keys")
    window.wait_until(lambda: line.texts[0] == "2 keys")


@pytest.mark.usefixtures("vault")
def test_of_keys_that_are_locked_the_line_tells_nothing(window: Window):
    open_page(window)
    assert window.main.status_line.texts == ("Ready", "")
    window.program.keys_page.offers["unlock"].click()
    dialog(window, UnlockDialog)
    assert window.main.status_line.texts == ("Ready", "")
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
