# SPDX-License-Identifier: Apache-2.0
"""Rules through the window, as a compliance officer looks them up, takes new ones over, and sees what changed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay.pack_import import import_pack
from assay.rule_of_finding import RuleBehind
from assay.rules.release import Wishes
from assay_gui.dialogs.compare_packs import ComparePacksDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.page_text import PageTextDialog
from pack_specimens import version, write_pack
from rules_window import NOW, choose, click, dialog, import_shop, open_rules, profile, settle
from window import Window

__all__ = ["profile"]
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.usefixtures("profile")


def test_rules_are_looked_up_with_the_keyboard_alone(window: Window):
    window.press(Qt.Key.Key_5, ALT)
    assert window.main.shown_page == "rules"
    settle(window)
    page = window.program.rules.page
    assert page.line == "Every check goes by one of these rule packs."
    assert page.details.state == "Its files are as they were, and it is recent."
    page.table.setFocus()
    assert page.table.currentIndex().data() == "Loire 25.11"
    window.press(Qt.Key.Key_Down)
    settle(window)
    assert page.details.buttons["browse"].isVisible()
    window.press(Qt.Key.Key_Up)
    settle(window)

    window.press(Qt.Key.Key_F6)
    assert page.details.buttons["browse"].hasFocus()
    window.press(Qt.Key.Key_Space)
    browser = page.browser
    assert browser.field.hasFocus()
    everything = len(browser.rules.shown)
    assert everything > 1000
    window.qtbot.keyClicks(browser.field, "legaladdress exactly")
    assert browser.counted == f"2 of {everything} rules"
    window.press(Qt.Key.Key_F6)
    assert browser.table.hasFocus()
    assert browser.chosen is not None
    window.wait_until(lambda: "Exactly one; expected: “Address”." in browser.details.told)
    window.press(Qt.Key.Key_Down)
    assert browser.chosen.title == "Internet service provider · Legal address"


def test_what_nobody_asks_for_is_told_and_all_rules_come_back(window: Window):
    page = open_rules(window)
    page.tabs.setCurrentIndex(1)
    browser = page.browser
    window.qtbot.keyClicks(browser.field, "zebra")
    assert browser.message == "No rule fits Try another word, or see all rules again."
    click(window, browser.all_button)
    assert browser.message == ""
    assert browser.field.text() == ""
    assert browser.chosen is not None


def test_rules_of_one_stage_kind_and_engine(window: Window):
    page = open_rules(window)
    page.tabs.setCurrentIndex(1)
    browser, choices = page.browser, page.browser.choices
    choices["kind"].setCurrentIndex(choices["kind"].findData("criterion"))
    assert {entry.kind.value for entry in browser.rules.shown} == {"criterion"}
    insisted = choices["engine"].findData("Loire production")
    choices["engine"].setCurrentIndex(insisted)
    assert 0 < len(browser.rules.shown) < 64
    choices["kind"].setCurrentIndex(0)
    choices["stage"].setCurrentIndex(choices["stage"].findData("chain"))
    assert {entry.stage.value for entry in browser.rules.shown} == {"chain"}


def test_the_licence_of_the_rules_can_be_read(window: Window):
    page = open_rules(window)
    click(window, page.details.buttons["licence_note"])
    shown = dialog(window, PageTextDialog)
    assert shown.text.toPlainText().startswith("# Where the data of this pack comes from\n\n")
    assert "Eclipse Public License 2.0" in " ".join(shown.text.toPlainText().split())
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_a_pack_is_verified(window: Window, tmp_path: Path, profile: Path):
    import_shop(tmp_path)
    page = open_rules(window)
    choose(window, "shop@1")
    click(window, page.details.buttons["verify"])
    sound = dialog(window, OutcomeDialog)
    assert sound.headline == "The rule pack is sound."
    assert any("2 samples" in line for line in sound.told)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    (profile / "shop/1/shapes.ttl").write_bytes(b"")
    click(window, page.details.buttons["verify"])
    broken = dialog(window, OutcomeDialog)
    assert broken.headline == "The rule pack is broken."
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_what_changed_between_two_packs_is_copied_and_saved(window: Window, tmp_path: Path):
    import_shop(tmp_path)
    shapes = "ex:name ; sh:datatype xsd:string ; sh:minCount 1"
    changed = version("2")
    changed["shapes.ttl"] = changed["shapes.ttl"].replace(shapes.encode(), shapes.replace("1", "0").encode())
    import_pack([write_pack(tmp_path / "two", changed)], Wishes(), moment=NOW, trusted={})
    page = open_rules(window)
    choose(window, "shop@2")
    click(window, page.head_buttons["compare"])
    asked = dialog(window, ComparePacksDialog)
    asked.old.setCurrentIndex(asked.old.findData("shop@2"))
    assert not asked.act_button.isEnabled()
    asked.old.setCurrentIndex(asked.old.findData("shop@1"))
    assert not asked.save_button.isEnabled()
    click(window, asked.act_button)
    window.wait_until(lambda: asked.difference is not None)
    assert asked.headline == "From Shop 1 (1) to Shop 1 (2): one change"
    assert "Shop: Name must be given at least 0 times instead of 1." in asked.text.toPlainText()
    click(window, asked.copy_button)
    assert "instead of 1." in QApplication.clipboard().text()
    window.desk.save_path = tmp_path / "changes.txt"
    click(window, asked.save_button)
    window.wait_until(lambda: asked.headline == "Saved: changes.txt.")
    assert "instead of 1." in (tmp_path / "changes.txt").read_text("utf-8")
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_a_finding_leads_to_its_rule(window: Window):
    window.program.rules.show_rule(RuleBehind("gaia-x-loire-25.11", "LOIRE-GRAPH-terms"))
    settle(window)
    browser = window.program.rules.page.browser
    window.wait_until(lambda: browser.chosen is not None and browser.chosen.id == "LOIRE-GRAPH-terms")
    assert window.main.shown_page == "rules"
    window.qtbot.keyClicks(browser.field, "zebra")
    window.program.rules.show_rule(RuleBehind("gaia-x-loire-25.11", "LOIRE-SHAPE-minCount"))
    assert browser.chosen is not None
    assert browser.chosen.id == "LOIRE-SHAPE-minCount"
    window.program.rules.show_rule(RuleBehind("gaia-x-tagus-22.10", "TAGUS-GRAPH-dids"))
    settle(window)
    window.wait_until(lambda: browser.chosen is not None and browser.chosen.id == "TAGUS-GRAPH-dids")
