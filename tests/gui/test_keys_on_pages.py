# SPDX-License-Identifier: Apache-2.0
"""Where the keyboard is when something changes around it; what keys do that stand for something on another page."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from assay.keys.vault import make_vault
from assay.places import user_keys
from assay.texts import LANGUAGES
from assay_gui.actions import MENUS
from assay_gui.dialogs.fix import CorrectDialog
from assay_gui.dialogs.help import HelpDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.models.entries import Entry, Group
from assay_gui.views.finding_cards import PAGE
from assay_gui.views.pages import Pages
from assay_gui.words import Words
from gallery_dialogs import sign
from keyboard import ALT, CTRL, NONE, Key, back, focus, out_of_order, press, ring, tab_to, type_text, wait, wait_for
from keys_window import PASSPHRASE, add_key
from past_window import NOVEMBER, Clock, clock, open_window
from rules_window import choose, import_shop, open_rules, profile
from stage import staged
from window import BROKEN, GOOD, INCOMPLETE, Window

__all__ = ["clock", "open_window", "profile"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_of_a_menu_stands_for_one_entry(lang: str):
    """Where it stands for two, it opens nothing, but goes to and fro between them."""
    words = Words(lang)
    bar = [f"menu.{name}" for name, _ in MENUS]
    inside = {name: [f"action.{row.id}" for row in rows] for name, rows in MENUS}
    inside["view"].append("menu.theme")
    for texts in (bar, *inside.values()):
        letters = [words.say(text).partition("&")[2][:1].casefold() for text in texts]
        assert all(letter.isalpha() for letter in letters), texts
        assert len(set(letters)) == len(letters), list(zip(letters, texts, strict=True))


def click(window: Window, widget: QWidget) -> None:
    """With the pointer, as the desktop hands it on."""
    at = widget.mapTo(window.main, QPoint(8, 8))
    QTest.mouseClick(window.main.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_the_line_around_a_page_is_for_those_who_use_keys(window: Window):
    pages = window.main.findChild(Pages)
    assert window.main.home.hasFocus()
    assert not pages.says_focus
    press(Key.Key_2, ALT)
    assert pages.says_focus
    press(Key.Key_Tab)
    assert not pages.says_focus
    click(window, window.main.rail.page_button("home"))
    assert window.main.home.hasFocus()
    assert not pages.says_focus
    press(Key.Key_Shift)
    assert pages.says_focus


@pytest.mark.parametrize(
    ("key", "modifier"), [(Key.Key_F, CTRL), (Key.Key_F3, NONE), (Key.Key_3, CTRL), (Key.Key_F8, NONE)]
)
def test_what_is_asked_of_a_document_on_another_page_is_seen(window: Window, key: Key, modifier):
    """The search used to take what was typed behind another page, where nobody sees it."""
    window.open_sample(BROKEN)
    press(Key.Key_5, ALT)
    press(key, modifier)
    assert window.main.shown_page == "documents"
    assert focus().isVisible()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_presses_the_button_that_has_the_keyboard(window: Window, key: Qt.Key):
    """On “Cancel” it used to do what was to be cancelled: to sign, to correct."""
    window.open_sample(BROKEN)
    before = window.session.documents[0].document.data
    press(Key.Key_2, ALT)
    wait(window, window.page.head.banner.correct_button.isVisible)
    tab_to("Correct 1 of 1…")
    press(key)
    dialog = wait_for(window, CorrectDialog)
    wait(window, dialog.act_button.isEnabled)
    tab_to("Cancel")
    press(key)
    assert back(window) is window.page.head.banner.correct_button
    assert window.session.documents[0].document.data == before


def test_f6_goes_on_from_the_page_itself(window: Window):
    window.open_sample(BROKEN)
    press(Key.Key_2, ALT)
    press(Key.Key_F6)
    assert focus() is window.page.contents.tree
    press(Key.Key_3, CTRL)
    assert focus() is window.page.source.editor


def test_the_keyboard_stays_in_the_list_of_documents(window: Window):
    window.open_sample(GOOD)
    window.open_sample(BROKEN)
    press(Key.Key_2, ALT)
    documents = tab_to("Open documents")
    press(Key.Key_Up)
    assert window.session.current is not None
    assert window.session.current.key == window.session.documents[0].key
    assert focus() is documents
    window.session.check_again(window.session.documents[0].key)
    wait(window, window.is_quiet)
    assert focus() is documents
    press(Key.Key_Return)
    assert focus() is window.page


def test_a_level_that_is_judged_anew_keeps_the_keyboard(window: Window):
    window.open_sample(BROKEN)
    press(Key.Key_2, ALT)
    before = tab_to("Standard Compliance")
    press(Key.Key_F, CTRL)
    type_text("DE-BY")
    press(Key.Key_Escape)
    rung = tab_to("Standard Compliance")
    assert rung is before
    window.program.fixing.ask_all()
    dialog = wait_for(window, CorrectDialog)
    wait(window, dialog.act_button.isEnabled)
    press(Key.Key_Return)
    back(window)
    wait(window, lambda: rung not in window.page.head.rungs.rungs)
    assert focus() in window.page.head.rungs.rungs


def test_the_page_takes_the_keyboard_from_a_button_that_goes(window: Window):
    window.open_sample(BROKEN)
    press(Key.Key_2, ALT)
    wait(window, window.page.head.banner.correct_button.isVisible)
    tab_to("Correct 1 of 1…")
    press(Key.Key_Space)
    dialog = wait_for(window, CorrectDialog)
    wait(window, dialog.act_button.isEnabled)
    press(Key.Key_Return)
    back(window)
    wait(window, lambda: not window.page.head.banner.correct_button.isVisible())
    assert focus() is window.page
    assert "Ready to sign" in window.page.accessibleName()


def test_cards_take_the_keyboard_from_nobody(window: Window):
    window.open_sample(INCOMPLETE)
    press(Key.Key_2, ALT)
    tab_to("Advice: ")
    press(Key.Key_3, CTRL)
    window.page.cards.choose_group(Group.UNCHECKED)
    window.page.cards.choose_group(Group.ADVICE)
    assert focus() is window.page.source.editor


def test_what_stands_below_the_cards_comes_after_them(window: Window):
    window.open_sample(BROKEN)
    press(Key.Key_2, ALT)
    cards = window.page.cards
    cards.show_entries(
        [Entry(Group.CORRECT, f"No. {number}", how="Do it.", id=str(number)) for number in range(PAGE + 2)]
    )
    stops = ring()
    names = [stop.accessibleName() for stop in stops]
    assert names.index("Show 2 more") > names.index("To correct: No. 39")
    assert out_of_order(stops, window.main) == []


def test_findings_in_the_dialog_for_signing_come_before_its_buttons(qtbot, tmp_path: Path):
    with staged(qtbot, tmp_path, "en") as stage:
        dialog = sign(stage)
        dialog.details.unfold_button.click()
        dialog.open()
        dialog.show_findings()
        stage.settle()
        stage.window.wait_until(dialog.isActiveWindow)
        stops = ring()
        assert any(stop.accessibleName().startswith("To correct: ") for stop in stops)
        assert out_of_order(stops, dialog) == []
        stage.clear(dialog)


def test_what_needs_attention_comes_where_it_stands(open_window: Callable[..., Window], clock: Clock, tmp_path: Path):
    clock.moment = NOVEMBER
    vault = make_vault(user_keys(), PASSPHRASE)
    for name in ("one", "other"):
        add_key(vault, name, ends=NOVEMBER + timedelta(days=3))
    window = open_window()
    window.wait_until(lambda: len(window.main.home.attention.links) == 2)
    press(Key.Key_1, ALT)
    stops = ring()
    assert set(window.main.home.attention.links) <= set(stops)
    assert out_of_order(stops, window.main) == []


@pytest.mark.usefixtures("profile")
def test_help_is_about_rules_where_rules_are_verified(window: Window, tmp_path: Path):
    import_shop(tmp_path)
    page = open_rules(window)
    choose(window, "shop@1")
    press(Key.Key_5, ALT)
    tab_to(page.details.buttons["verify"].accessibleName())
    press(Key.Key_Space)
    outcome = wait_for(window, OutcomeDialog)
    press(Key.Key_F1)
    read = wait_for(window, HelpDialog)
    assert read.shown == "rules"
    press(Key.Key_Escape)
    wait(window, outcome.isActiveWindow)
    press(Key.Key_Escape)
    assert back(window) is page.details.buttons["verify"]
