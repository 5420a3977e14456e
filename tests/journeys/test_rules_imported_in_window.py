# SPDX-License-Identifier: Apache-2.0
"""Rule packs through the window: looked at, imported, refused, replaced, removed."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui import pack_work
from assay_gui.dialogs.compare_packs import RemovePackDialog
from assay_gui.dialogs.import_pack import ImportPackDialog, PackPreviewDialog
from pack_specimens import version, write_pack, write_zip
from rules_window import LOIRE, choose, click, dialog, import_shop, keys, looked_at, open_rules, profile, settle
from window import GOOD, Window

__all__ = ["profile"]
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
pytestmark = pytest.mark.usefixtures("profile")


def test_a_pack_is_looked_at_and_then_imported(window: Window, tmp_path: Path):
    page = open_rules(window)
    window.desk.files = (write_zip(tmp_path / "shop.zip", version("1")),)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    assert not asked.act_button.isEnabled()
    click(window, asked.files_button)
    assert asked.chosen == "Chosen: shop.zip"
    looked_at(window, asked)
    preview = dialog(window, PackPreviewDialog)
    assert preview.headline == "Shop 1 (id shop, version 1)"
    told = preview.text.toPlainText()
    assert "Not signed: nothing shows who made it." in told
    assert "Tested: 2 samples are judged as they should be." in told
    assert "--pack" not in told
    assert keys(window) == []
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: keys(window) == ["shop@1"])
    settle(window)
    assert window.main.notice.message == "Imported: Shop 1."
    session = window.program.rules.session
    assert session.chosen is not None
    assert session.chosen.key == "shop@1"
    click(window, page.details.buttons["browse"])
    assert [entry.title for entry in page.browser.rules.shown if entry.kind == "property"] == [
        "Shop · Country",
        "Shop · Name",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"shapes_ttl": "@prefix : <urn:x:> .\n:a :b\n"}, "shapes.ttl"),
        ({"rules_toml": 'rules = [\n "never ends'}, "rules.toml"),
        ({"samples/good/shop_json": "{}"}, "samples/good/shop.json"),
    ],
)
def test_a_broken_pack_is_refused_and_nothing_is_kept(window: Window, tmp_path: Path, changed: dict, told: str):
    page = open_rules(window)
    window.desk.folder = (write_pack(tmp_path / "broken", version("1", **changed)),)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.folder_button)
    looked_at(window, asked)
    assert asked.problem.startswith(told)
    assert asked.focusWidget() is asked.files_button
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.program.rules.session.look()
    settle(window)
    assert keys(window) == []


def test_another_pack_of_the_same_version_takes_its_place_only_when_ticked(window: Window, tmp_path: Path):
    import_shop(tmp_path)
    page = open_rules(window)
    window.desk.folder = (write_pack(tmp_path / "other", version("1", starts="2027-01-01")),)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.folder_button)
    assert not asked.replace_box.isVisible()
    looked_at(window, asked)
    assert "version 1, has been imported already" in asked.problem
    assert "--replace" not in asked.problem
    assert asked.focusWidget() is asked.replace_box
    window.press(Qt.Key.Key_Space)
    looked_at(window, asked)
    preview = dialog(window, PackPreviewDialog)
    assert "Judges from 2027-01-01." in preview.text.toPlainText()
    click(window, preview.act_button)
    window.wait_for_dialog_to_close()
    settle(window)
    chosen = window.program.rules.session.chosen
    assert chosen is not None
    assert chosen.valid_from == "2027-01-01"


def test_official_files_of_an_unknown_vocabulary_become_a_pack_like_another(window: Window, tmp_path: Path):
    page = open_rules(window)
    shapes = tmp_path / "shop-shapes-2026-10-01.ttl"
    shapes.write_bytes(version("1")["shapes.ttl"])
    window.desk.files = (shapes,)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.files_button)
    looked_at(window, asked)
    assert "No rule pack here speaks this vocabulary" in asked.problem
    assert "--like" not in asked.problem
    assert asked.focusWidget() is asked.like
    window.press(Qt.Key.Key_Down)
    assert asked.like.currentText() == "Loire 25.11"
    looked_at(window, asked)
    preview = dialog(window, PackPreviewDialog)
    assert "No context was given: that of Loire 25.11 was taken." in preview.text.toPlainText()
    click(window, preview.act_button)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: keys(window) == ["loire-v1@2026-10-01"])
    settle(window)


def test_the_very_same_pack_again_changes_nothing(window: Window, tmp_path: Path):
    window.desk.folder = (import_shop(tmp_path),)
    page = open_rules(window)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.folder_button)
    looked_at(window, asked)
    preview = dialog(window, PackPreviewDialog)
    assert not preview.act_button.isVisible()
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()


def test_what_takes_long_is_told_and_given_up(window: Window, tmp_path: Path, monkeypatch):
    page = open_rules(window)
    may_go_on, ended = threading.Event(), threading.Event()
    real = pack_work.look_at

    def slow(wish, moment, progress):
        may_go_on.wait(20)
        try:
            return real(wish, moment, progress)
        finally:
            ended.set()

    monkeypatch.setattr(pack_work, "look_at", slow)
    window.desk.folder = (write_pack(tmp_path / "pack"),)
    click(window, page.head_buttons["import"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.folder_button)
    click(window, asked.act_button)
    window.wait_until(lambda: asked.waiting == "Reading the rules and trying them out…")
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    may_go_on.set()
    window.wait_until(ended.is_set)
    window.open_sample(GOOD)
    assert QApplication.activeModalWidget() is None
    assert window.session.documents[0].verdict == "conformant"
    window.main.show_page("rules")
    settle(window)
    assert keys(window) == []


def test_a_damaged_pack_says_so_and_is_imported_again(window: Window, tmp_path: Path, profile: Path):
    source = import_shop(tmp_path)
    (profile / "shop/1/rules.toml").write_bytes(b"# somebody changed it\n")
    page = open_rules(window)
    assert page.line.endswith("One of them is damaged.")
    choose(window, "shop@1")
    told = "The imported rule pack “shop”, version 1, is no longer what was imported."
    assert page.details.state.startswith(told)
    assert not page.details.buttons["browse"].isVisible()
    page.tabs.setCurrentIndex(1)
    assert page.browser.message.startswith(f"These rules cannot be read {told}")
    page.tabs.setCurrentIndex(0)
    window.desk.folder = (source,)
    click(window, page.details.buttons["replace"])
    asked = dialog(window, ImportPackDialog)
    click(window, asked.folder_button)
    asked.replace_box.setChecked(True)
    looked_at(window, asked)
    click(window, dialog(window, PackPreviewDialog).act_button)
    window.wait_for_dialog_to_close()
    settle(window)
    assert page.details.state == "Its files are as they were, and it is recent."
    assert page.line == "Every check goes by one of these rule packs."


def test_a_pack_is_removed_after_a_question(window: Window, tmp_path: Path, profile: Path):
    import_shop(tmp_path)
    page = open_rules(window)
    assert not page.details.buttons["remove"].isVisible()
    choose(window, "shop@1")
    click(window, page.details.buttons["remove"])
    dialog(window, RemovePackDialog)
    window.press(Qt.Key.Key_Return)  # alone it removes nothing
    window.wait_for_dialog_to_close()
    assert (profile / "shop/1").is_dir()
    click(window, page.details.buttons["remove"])
    asked = dialog(window, RemovePackDialog)
    click(window, asked.act_button)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: keys(window) == [])
    settle(window)
    assert not (profile / "shop").exists()
    assert window.main.notice.message == "Removed: Shop 1 (1)."


def test_the_menu_begins_an_import(window: Window):
    window.main.actions_table["import_rules"].trigger()
    dialog(window, ImportPackDialog)
    assert window.main.shown_page == "rules"
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    settle(window)
    chosen = window.program.rules.session.chosen
    assert chosen is not None
    assert chosen.key == LOIRE
