# SPDX-License-Identifier: Apache-2.0
"""Help: every page in every language, no link leads nowhere, F1 shows what belongs to where one is."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from assay.rules.bundled import resource
from assay.texts import LANGUAGES
from assay_gui import help_pages
from assay_gui.dialogs.help import HelpDialog
from assay_gui.help_pages import PAGES, SHORTCUTS, TOPIC_OF_DIALOG, TOPIC_OF_PAGE, TOPIC_OF_TAB, found, pages
from assay_gui.help_wiring import HelpWiring
from assay_gui.views.help_button import HelpButton
from assay_gui.words import PSEUDO_LANGUAGE, Words
from window import BROKEN, Window, controls, nameless

LINK = re.compile(r"\]\(([^)]*)\)")
OTHERS = [lang for lang in LANGUAGES if lang != "en"]
WORD = re.compile(r"\w+")


def help_of(window: Window) -> HelpWiring:
    wiring = window.main.findChild(HelpWiring)
    assert wiring is not None
    return wiring


def help_dialog(window: Window) -> HelpDialog:
    """The help, as soon as it is there."""
    window.wait_until(lambda: bool(shown_help()))
    return shown_help()[0]


def shown_help() -> list[HelpDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpDialog) and one.isVisible()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_there_and_no_other(lang: str):
    folder = resource("help", lang)
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{page}.md" for page in PAGES)
    told = pages(Words(lang))
    assert [page.id for page in told] == list(PAGES)
    assert all(page.title != page.id and len(page.text) > 200 for page in told)
    assert len({page.title for page in told}) == len(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_link_leads_nowhere_or_elsewhere(lang: str):
    links = [(page.id, link) for page in pages(Words(lang)) for link in LINK.findall(page.text)]
    assert len(links) > 15
    assert [at for at in links if at[1].removesuffix(".md") not in PAGES or not at[1].endswith(".md")] == []
    assert not any("<" in page.text or "http" in page.text for page in pages(Words(lang)))


@pytest.mark.parametrize("lang", OTHERS)
def test_pages_say_the_same_in_every_language(lang: str):
    """The same headings, lists, tables and links, and about as many words."""
    for english, other in zip(pages(Words()), pages(Words(lang)), strict=True):
        for mark in (r"^#", r"^- ", r"^\d\.", r"^\|", r"\]\("):
            here, there = (len(re.findall(mark, page.text, re.MULTILINE)) for page in (english, other))
            assert here == there, (other.id, mark)
        assert sorted(set(LINK.findall(english.text))) == sorted(set(LINK.findall(other.text)))
        assert 0.7 < len(WORD.findall(other.text)) / len(WORD.findall(english.text)) < 1.5, other.id


def test_french_sets_its_spaces_and_apostrophes():
    for page in pages(Words("fr")):
        plain = page.text.replace("| ? |", "").replace("`did:web:example.com`", "")
        assert not re.search(r"(?<!\u00a0)[;!?»]|(?<![\u00a0|-]):(?![-|])|«(?!\u00a0)|'", plain), page.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_menus_and_buttons_are_called_what_they_are_called(lang: str):
    """What a page puts in italics is a label of the window, one below the other."""
    words = Words(lang)
    known = {
        re.sub(r"\u00a0?…|[&{}]|count|: $", "", str(entry.get("what", ""))).strip()
        for text_id in words.texts._catalogue
        if text_id.startswith("window.") and (entry := words.texts.entry(text_id))
    }
    wrong = [
        (page.id, part)
        for page in pages(words)
        for told in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", page.text)
        for part in told.split(" › ")
        if re.sub(r"\u00a0?…", "", part) not in known and part.casefold() not in MEANT
    ]
    assert wrong == []


MEANT = {"verifiable", "prüfbarer", "vérifiable", "key log", "schlüsselprotokoll", "journal des clés"}
"""Stressed, or a name inside of a sentence."""


def test_shortcuts_are_those_of_the_actions(window: Window):
    told = next(page for page in pages(Words()) if page.id == SHORTCUTS).text
    for menu in window.main.menuBar().actions():
        for action in menu.menu().actions():
            if not action.shortcut().isEmpty():
                assert f"`{action.shortcut().toString()}`" in told
    assert "`F1`" in told


def test_search_looks_into_every_page_and_puts_titles_first():
    known = pages(Words())
    assert found(known, "") == known
    assert found(known, "keyring")[0].id in {"keys", "settings"}
    assert next(page.id for page in found(known, "REPORTS")) == "reports"
    assert found(known, "did.json chain") != ()
    assert found(known, "xyzzy") == ()


@pytest.mark.parametrize("lang", [*LANGUAGES, PSEUDO_LANGUAGE])
def test_topics_are_pages(lang: str):
    topics = {*TOPIC_OF_PAGE.values(), *TOPIC_OF_TAB.values(), *TOPIC_OF_DIALOG.values(), help_pages.FIRST, SHORTCUTS}
    assert topics <= {page.id for page in pages(Words(lang))}


def test_f1_shows_what_belongs_to_the_page(window: Window):
    window.press(Qt.Key.Key_F1)
    dialog = help_dialog(window)
    assert dialog.shown == "first-steps"
    assert nameless(dialog) == []
    assert len(controls(dialog)) >= 5
    dialog.close()
    window.open_sample(BROKEN)
    window.wait_for_dialog_to_close()
    window.page.setFocus()
    window.press(Qt.Key.Key_F1)
    assert help_dialog(window).shown == "verdict"
    window.page.tabs.show_tab("source")
    assert help_of(window).topic() == "correcting"
    window.main.show_page("keys")
    assert help_of(window).topic() == "keys"


def test_f1_works_inside_of_a_dialog_and_the_help_can_be_used(window: Window, qtbot):
    window.main.actions_table["settings"].trigger()
    settings = window.dialog()
    qtbot.waitUntil(settings.isActiveWindow, timeout=10_000)
    qtbot.keyClick(settings.focusWidget() or settings, Qt.Key.Key_F1)
    dialog = help_dialog(window)
    assert dialog.shown == "settings"
    qtbot.keyClicks(dialog.asked, "keyring")
    assert dialog.shown in {"keys", "settings"}
    assert 0 < dialog.contents.count() < len(PAGES)
    dialog.close()
    settings.reject()


def test_back_forward_links_and_search(window: Window, qtbot):
    dialog = help_of(window).show_topic("first-steps")
    assert (dialog.back_button.isEnabled(), dialog.forward_button.isEnabled()) == (False, False)
    dialog.text.anchorClicked.emit(QUrl("verdict.md"))
    dialog.contents.setCurrentRow(PAGES.index("keys"))
    assert dialog.shown == "keys"
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert dialog.shown == "verdict"
    assert dialog.contents.currentRow() == PAGES.index("verdict")
    qtbot.mouseClick(dialog.back_button, Qt.MouseButton.LeftButton)
    assert (dialog.shown, dialog.back_button.isEnabled()) == ("first-steps", False)
    qtbot.mouseClick(dialog.forward_button, Qt.MouseButton.LeftButton)
    assert dialog.shown == "verdict"
    dialog.text.anchorClicked.emit(QUrl("https://elsewhere.example/verdict"))
    dialog.text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert dialog.shown == "first-steps"
    qtbot.keyClicks(dialog.asked, "xyzzy")
    assert dialog.nothing.isVisible()
    dialog.asked.clear()
    assert dialog.contents.count() == len(PAGES)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_closing_the_window_closes_its_help(window: Window):
    help_of(window).show_topic("keys")
    window.main.close()
    assert shown_help() == []


def test_a_question_mark_beside_a_word_explains_it(window: Window, qtbot):
    window.open_sample(BROKEN)
    asked = {one.topic: one for one in window.main.findChildren(HelpButton) if one.isVisible()}
    assert set(asked) == {"verdict", "levels"}
    assert asked["levels"].accessibleName().startswith("Help: ")
    qtbot.mouseClick(asked["levels"], Qt.MouseButton.LeftButton)
    assert help_dialog(window).shown == "levels"
    assert {one.topic for one in window.main.findChildren(HelpButton)} <= set(PAGES)


def test_every_dialog_that_has_a_topic_is_there():
    """A dialog that is called something else by now would show the page about keys."""
    folder = Path(help_pages.__file__).parent / "dialogs"
    known = set(
        re.findall(r"^class (\w+)\(", "\n".join(path.read_text() for path in folder.glob("*.py")), re.MULTILINE)
    )
    assert set(TOPIC_OF_DIALOG) <= known
