# SPDX-License-Identifier: Apache-2.0
"""The page of rules and its dialogs: named for those who hear them, nothing clipped, found within a frame."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from assay.errors import PackError
from assay_gui.dialogs.compare_packs import ComparePacksDialog, RemovePackDialog
from assay_gui.dialogs.import_pack import ImportPackDialog, PackPreviewDialog
from assay_gui.pack_work import Difference
from assay_gui.words import PSEUDO_LANGUAGE
from rules_window import LOIRE, choose, import_shop, open_rules, profile
from window import SIZES, Window, clipped, close, controls, make_window, nameless

__all__ = ["profile"]
FRAME = 1 / 60
LANGUAGES = ("de", PSEUDO_LANGUAGE)


@pytest.fixture
def shops(tmp_path: Path, profile: Path) -> None:
    """A sound imported pack, and one that is damaged."""
    import_shop(tmp_path)
    import_shop(tmp_path, "2")
    (profile / "shop/2/rules.toml").write_bytes(b"# changed\n")


def dialogs(window: Window) -> Iterator[QDialog]:
    """All of them, with something in them."""
    look, packs = window.program.look, window.program.rules.session.packs
    none = (lambda _parent: (), lambda _parent: ())
    yield ImportPackDialog(look, (("a", "Loire 25.11"),), none, window.main)
    refused = ImportPackDialog(look, (("a", "Loire 25.11"),), none, window.main)
    refused.choose((Path("a pack with quite a long name.zip"), Path("another one.ttl")))
    refused.show_problem(look.words.error(PackError("pack.exists", id="shop", version="1")))
    refused.offer_replacing(offered=True)
    refused.details.unfold_button.setChecked(True)
    yield refused
    yield PackPreviewDialog(look, "Shop", ("one line", "  another"), is_new=True, parent=window.main)
    yield PackPreviewDialog(look, "Shop", ("one line",), is_new=False, parent=window.main)
    compared = ComparePacksDialog(look, packs, (packs[0].key, packs[1].key), window.main)
    compared.show_difference(
        Difference("Loire 25.11 (25.11+fix.1)", "Tagus 22.10 (22.10)", ("Rules", "  New rule: X."))
    )
    yield compared
    yield RemovePackDialog(look, "Shop 1 (1)", judges=True, parent=window.main)


@pytest.mark.usefixtures("shops")
def test_every_control_has_a_name(window: Window):
    page = open_rules(window)
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert nameless(window.main) == []
    for made in dialogs(window):
        assert len(controls(made)) >= 2
        assert nameless(made) == []
        made.deleteLater()


@pytest.mark.usefixtures("shops")
@pytest.mark.parametrize("tab", [0, 1])
def test_tab_reaches_every_control(window: Window, tab: int):
    page = open_rules(window)
    page.tabs.setCurrentIndex(tab)
    page.setFocus()
    seen = set()
    for _ in range(60):
        window.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    wanted = {
        control
        for control in controls(page)
        if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert {control.accessibleName() for control in wanted - seen} == set()


@pytest.mark.usefixtures("shops")
def test_a_row_tells_all_of_itself_to_those_who_hear_it(window: Window):
    page = open_rules(window)
    told = page.packs.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Name: Loire 25.11, State: current, Version: 25.11+fix.1, Origin: with the program, ")
    told = page.browser.rules.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("About: Vocabulary references, What it asks: The credential names ")


@pytest.mark.usefixtures("shops")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_clipped_on_the_page(qtbot, tmp_path: Path, lang: str):
    window = make_window(qtbot, tmp_path, lang)
    page = open_rules(window)
    for key in (LOIRE, "assay-example-nuclear@1", "shop@1", "shop@2"):
        choose(window, key)
        for tab in range(page.tabs.count()):
            page.tabs.setCurrentIndex(tab)
            assert clipped_at(window) == [], (key, tab)
    choose(window, LOIRE)
    page.tabs.setCurrentIndex(1)
    page.browser.field.setText("zebra")
    assert clipped_at(window) == []
    close(window)


def clipped_at(window: Window) -> list[tuple[int, str]]:
    """What is clipped at each size, with its width."""
    found = []
    for size in SIZES:
        window.main.resize(*size)
        window.qtbot.wait(30)
        found += [(size[0], text) for text in clipped(window.main)]
    return found


@pytest.mark.usefixtures("shops")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_clipped_in_a_dialog(qtbot, tmp_path: Path, lang: str):
    window = make_window(qtbot, tmp_path, lang)
    open_rules(window)
    for made in dialogs(window):
        made.show()
        qtbot.waitExposed(made)
        qtbot.wait(30)
        assert clipped(made) == [], type(made)
        made.close()
        made.deleteLater()
    close(window)


@pytest.mark.usefixtures("profile")
def test_rules_are_found_while_one_types(window: Window):
    page = open_rules(window)
    model = page.browser.rules
    assert len(model.book) > 1400
    page.tabs.setCurrentIndex(1)
    counts = []
    for sought in ("l", "le", "leg", "legal", "legal a", "zebra", ""):
        page.browser.field.setText(sought)
        counts.append(len(model.shown))
    assert counts == [*sorted(counts[:-2], reverse=True), 0, len(model.book)]
    assert 0 < counts[4] < counts[0]
    assert model.shown == model.book


@pytest.mark.usefixtures("profile")
def test_what_a_pack_calls_itself_is_shown_as_it_stands(window: Window, tmp_path: Path):
    """A name may hold signs that turn the direction of a line, or what looks like markup."""
    from assay.pack_import import import_pack
    from assay.rules.release import Wishes
    from pack_specimens import version, write_pack
    from rules_window import NOW

    files = version("1")
    files["pack.toml"] = files["pack.toml"].replace(b'name = "Shop 1"\ngen', 'name = "<b>\u202eShop"\ngen'.encode())
    import_pack([write_pack(tmp_path / "odd", files)], Wishes(), moment=NOW, trusted={})
    page = open_rules(window)
    choose(window, "shop@1")
    told = page.table.currentIndex().siblingAtColumn(0).data()
    assert "<b>" in told
    assert "\u202e" not in told
