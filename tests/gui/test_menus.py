# SPDX-License-Identifier: Apache-2.0
"""Menus by keyboard: in each language every entry has a letter of its own, and every shortcut does one thing."""

from collections import Counter

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar, QRadioButton

from assay.rules.bundled import resource
from assay.texts import LANGUAGES, load_catalogue
from assay_gui.actions import Actions
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.parts import write
from assay_gui.words import Words
from window import qtbot_application

IN_MENUS = ("window.menu.", "window.action.", "window.theme.", "window.past.compare_")
"""Beginnings of the ids of texts that stand in menus, where alone a letter is marked."""


def letter(text: str) -> str:
    """The letter that is marked by `&`; empty where none is."""
    return text.replace("&&", "").partition("&")[2][:1].casefold()


def levels(entries: list[QAction]) -> list[list[QAction]]:
    """Entries that are seen together, of each menu."""
    shown = [entry for entry in entries if not entry.isSeparator()]
    return [shown, *(level for entry in shown if entry.menu() for level in levels(entry.menu().actions()))]


@pytest.fixture(params=LANGUAGES)
def bar(qtbot, request: pytest.FixtureRequest) -> QMenuBar:
    theme = Theme(qtbot_application())
    look = Look(Words(request.param), theme, Icons(theme))
    made = QMenuBar()
    qtbot.addWidget(made)
    Actions(look, made).make()
    return made


def test_each_entry_of_a_menu_has_a_letter_of_its_own(bar: QMenuBar):
    assert len(levels(bar.actions())) > len(bar.actions())
    for level in levels(bar.actions()):
        marked = Counter(letter(entry.text()) for entry in level)
        assert not [entry.text() for entry in level if marked[letter(entry.text())] > 1 or not letter(entry.text())]


def test_each_shortcut_does_one_thing(bar: QMenuBar):
    found = Counter(entry.shortcut().toString() for level in levels(bar.actions()) for entry in level)
    assert [keys for keys, count in found.items() if keys and count > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_letter_is_marked_outside_of_menus(lang: str):
    catalogue = load_catalogue(resource("texts", lang))
    told = {f"{text}: {members['what']}" for text, members in catalogue.items() if letter(members.get("what", ""))}
    assert [text for text in told if text.startswith("window.") and not text.startswith(IN_MENUS)] == []


def test_what_a_document_says_marks_no_letter(qtbot):
    made = QRadioButton()
    qtbot.addWidget(made)
    write(made, "All about “Müller & Söhne.json”")
    assert letter(made.text()) == ""
    assert made.shortcut().isEmpty()
    assert made.accessibleName() == "All about “Müller & Söhne.json”"
