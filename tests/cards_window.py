# SPDX-License-Identifier: Apache-2.0
"""Cards in the window, for tests: tokens of SoftHSM2, taken along and used as a person does."""

from pathlib import Path

import pytest

from assay.keys.key_record import Place
from assay_gui.dialogs.card_key import CardKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.pin import PinDialog
from assay_gui.dialogs.sign import SignDialog
from keys_window import DID, act, company, dialog, type_into, unlock, wait_for_keys
from tokens import PIN, TokenBox, made
from window import Window


@pytest.fixture(autouse=True)
def box(tmp_path, monkeypatch):
    """Made before any window, so that it is there until the window has logged out."""
    (tmp_path / "cards").mkdir()
    found = TokenBox(tmp_path / "cards", monkeypatch)
    yield found
    found.close()


def ask_for_card(window: Window, *, of_file: bool = False) -> CardKeyDialog:
    """What there is in cards; `of_file`: by the driver that the desktop gives when it is asked for one."""
    window.program.keys_page.head_buttons["card"].click()
    asked = dialog(window, CardKeyDialog)
    if of_file:
        asked.choose_button.click()
    window.wait_until(lambda: bool(asked.rows) or bool(asked.problem))
    return asked


def give_pin(window: Window, pin: str = PIN) -> PinDialog:
    asked = dialog(window, PinDialog)
    type_into(window, asked.pin, pin)
    act(window, asked)
    return asked


def take(window: Window, name: str = "Acme card", *, of_file: bool = False) -> None:
    """Take the key along that is in the card, from the page on."""
    asked = ask_for_card(window, of_file=of_file)
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
