# SPDX-License-Identifier: Apache-2.0
"""The dialogs about cards: named for those who hear them, nothing of them clipped, hostile labels shown as they are."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import PinState, TokenInfo, TokenKey, TokenState
from assay_gui.card_work import CardWish, Driver, SeenCard
from assay_gui.dialogs.card_key import CardKeyDialog
from assay_gui.dialogs.pin import PinDialog
from assay_gui.words import PSEUDO_LANGUAGE, Words
from window import Window, clipped, close, controls, make_window, nameless

DRIVERS = (Driver(Path("/usr/lib/opensc-pkcs11.so"), "OpenSC"), Driver(Path("/opt/maker/libcard.so")))
JWK = {"kty": "EC", "crv": "P-256", "x": "x", "y": "y", "alg": "ES256"}
OPENSC = "/usr/lib/opensc-pkcs11.so"
CARD = TokenInfo(OPENSC, 1, "Reader 1", TokenState.READY, "office", serial="0042", pin=PinState.LOW)


def cards() -> tuple[SeenCard, ...]:
    """One that shows a key, one that is empty, one that cannot be read."""
    key = TokenKey("seal\u202e<b>of Acme" + "x" * 200, "01", "p256", JWK)
    empty = TokenInfo(OPENSC, 2, "Reader 2", TokenState.EMPTY)
    bad = TokenInfo("/opt/maker/libcard.so", 0, "libcard.so", TokenState.UNREADABLE)
    crashed = KeyStoreError("token.module_crashes", name="libcard.so")
    return SeenCard(CARD, (key,)), SeenCard(empty), SeenCard(bad, fault=crashed)


def card_dialog(window: Window, *drivers: Driver) -> CardKeyDialog:
    return CardKeyDialog(
        window.program.look, drivers, ("seal",), "did:web:acme.example",
        chosen=None, ask=lambda _parent: None, parent=window.main,
    )  # fmt: skip


def dialogs(window: Window) -> Iterator[QDialog]:
    """All of them, with something in them."""
    yield card_dialog(window)
    full = card_dialog(window, *DRIVERS)
    full.show_cards(cards())
    yield full
    failed = card_dialog(window, *DRIVERS)
    failed.show_cards(())
    failed.show_problem(window.program.look.words.error(KeyStoreError("token.module_hangs", name="libcard.so")))
    yield failed
    strange = replace(CARD, label="W" * 32, serial="\\xff" * 16)
    pin = PinDialog(window.program.look, strange, window.main)
    pin.show_problem(window.program.look.words.error(KeyStoreError("token.pin_wrong", left="text:token_tries.low")))
    yield pin


def test_every_control_of_the_dialogs_has_a_name(window: Window):
    for dialog in dialogs(window):
        assert controls(dialog)
        assert nameless(dialog) == []
        dialog.deleteLater()


@pytest.mark.parametrize("lang", [PSEUDO_LANGUAGE, "de", "fr"])
def test_nothing_is_clipped_in_a_dialog(qtbot, tmp_path: Path, lang: str):
    window = make_window(qtbot, tmp_path, lang)
    try:
        for dialog in dialogs(window):
            dialog.show()
            qtbot.waitExposed(dialog)
            qtbot.wait(50)
            assert clipped(dialog) == [], type(dialog).__name__
            dialog.close()
            dialog.deleteLater()
    finally:
        close(window)


def test_the_keyboard_reaches_everything(window: Window, qtbot):
    made = card_dialog(window, *DRIVERS)
    made.show()
    qtbot.waitExposed(made)
    made.show_cards(cards())
    assert made.focusWidget() is made.keys
    seen = set()
    for _ in range(20):
        qtbot.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
        seen.add(made.focusWidget())
    wanted = {made.drivers, made.choose_button, made.again_button, made.keys, made.fields.name, made.fields.did}
    assert wanted <= seen
    made.close()
    made.deleteLater()


def test_labels_of_cards_are_shown_as_they_are(window: Window):
    made = card_dialog(window, *DRIVERS)
    made.show_cards(cards())
    assert made.rows[0].startswith("seal<U+202E><b>of Acme")
    assert len(made.rows[0]) < 100
    assert made.fields.name.text().startswith("seal<U+202E><b>of Acme")
    assert made.act_button.isEnabled()
    assert made.rows[2] == "Reader 2: no card or stick in the reader"
    assert made.rows[3].startswith("libcard.so: The driver “libcard.so” crashed when it was tried.")
    assert made.keys.accessibleDescription() == " ".join(made.rows[2:])
    wishes: list[CardWish] = []
    made.wanted.connect(wishes.append)
    made.act_button.click()
    assert (wishes[0].info, wishes[0].key.id) == (CARD, "01")
    made.deleteLater()


def test_a_name_that_is_taken_is_not_suggested_and_one_that_was_typed_stays(window: Window):
    made = card_dialog(window, *DRIVERS)
    keys = (TokenKey("Seal", "01", "p256", JWK), TokenKey("other", "02", "p256", {**JWK, "x": "z"}))
    made.show_cards((SeenCard(CARD, keys, shows_all=True),))
    assert made.fields.name.text() == ""
    made.keys.setCurrentRow(1)
    assert made.fields.name.text() == "other"
    made.fields.name.setText("mine")
    made.keys.setCurrentRow(0)
    assert made.fields.name.text() == "mine"
    made.deleteLater()


def test_no_error_of_cards_sends_anybody_to_the_command_line():
    words = Words("en")
    met = [text for text in words.texts._catalogue if text.startswith("error.token.")]
    never = {"error.token.which_key", "error.token.which_token"}
    told = {text: words.error(KeyStoreError(text.removeprefix("error."), **_params(words, text))) for text in met}
    assert len(met) > 20
    assert {text for text, one in told.items() if "--" in one or "assay " in one} <= never


def _params(words: Words, text: str) -> dict[str, str]:
    import string

    entry = {**(words.texts.entry(text) or {}), **(words.texts.entry(f"window.{text}") or {})}
    return {name: "x" for told in entry.values() for _, name, _, _ in string.Formatter().parse(told) if name}
