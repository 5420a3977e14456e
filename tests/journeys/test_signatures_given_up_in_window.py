# SPDX-License-Identifier: Apache-2.0
"""The key log tells the truth of signatures that never came to a file."""

from pathlib import Path
from threading import Event

import pytest

from assay.keys.key_log import Action
from assay_gui import signing_work
from assay_gui.dialogs.sign import SignDialog
from keys_window import act, company, dialog, keyring, opened_again, profile, unlock, vault
from window import Window

__all__ = ["keyring", "profile", "vault"]


def ask_to_sign(window: Window, path: Path) -> SignDialog:
    path.write_bytes(company())
    window.open(path)
    window.page.head.sign_button.click()
    found = dialog(window, SignDialog)
    window.wait_until(lambda: found.preview is not None)
    return found


@pytest.mark.usefixtures("vault")
def test_a_signature_that_is_never_written_is_told_as_one_that_nobody_has(window: Window, tmp_path: Path):
    """A folder in the file's place makes the writing itself fail, after everything was fine."""
    unlock(window)
    sign = ask_to_sign(window, tmp_path / "company.json")
    window.desk.save_path = tmp_path / "taken.jwt"
    (tmp_path / "taken.jwt").mkdir()
    (tmp_path / "taken.jwt" / "x").touch()
    act(window, sign)
    window.wait_until(lambda: bool(sign.problem))
    sign.cancel_button.click()
    window.wait_for_dialog_to_close()
    told = [entry.action for entry in opened_again().read_log().entries][-2:]
    assert told == [Action.SIGN, Action.DISCARD]


@pytest.mark.usefixtures("vault")
def test_a_signature_that_was_given_up_before_it_was_written_is_none(window: Window, tmp_path: Path, monkeypatch):
    unlock(window)
    sign = ask_to_sign(window, tmp_path / "company.json")
    window.desk.save_path = tmp_path / "company.jwt"
    going, goes_on = Event(), Event()
    real = signing_work.sign

    def slow(*given):
        made = real(*given)
        going.set()
        goes_on.wait(10)
        return made

    monkeypatch.setattr(signing_work, "sign", slow)
    sign.act_button.click()
    window.wait_until(going.is_set)
    sign.cancel_button.click()
    goes_on.set()
    window.wait_for_dialog_to_close()
    assert not (tmp_path / "company.jwt").exists()
    assert Action.SIGN not in [entry.action for entry in opened_again().read_log().entries]
