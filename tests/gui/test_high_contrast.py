# SPDX-License-Identifier: Apache-2.0
"""A desktop of yellow on black: what is chosen and where the keyboard is has lines in its colour of choice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from assay_gui import theme
from window import BROKEN, Window, close, make_window

CHOSEN = "#00ffff"
LEAST = 100
"""Pixels of the colour of choice: a line around a field has more of them."""


def desktop() -> QPalette:
    """Text and background, and the colour of what is chosen."""
    made, role = QPalette(), QPalette.ColorRole
    for name, colour in ((role.WindowText, "#ffff00"), (role.Highlight, CHOSEN)):
        made.setColor(name, QColor(colour))
    for name in (role.Window, role.HighlightedText):
        made.setColor(name, QColor("#000000"))
    return made


@pytest.fixture
def window(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    told = theme.system_roles(desktop())
    monkeypatch.setattr(theme, "asks_for_contrast", lambda: True)
    monkeypatch.setattr(theme, "system_roles", lambda _of: told)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = make_window(qtbot, tmp_path)
    made.open_sample(BROKEN)
    yield made
    close(made)


def marked(widget: QWidget) -> int:
    """Pixels of a widget in the colour of choice."""
    picture = widget.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixelColor(x, y).name() == CHOSEN for x, y in places)


def test_what_is_chosen_is_seen(window: Window):
    page = window.page
    page.choose_entry(0)
    assert marked(page.contents.tree) > LEAST
    assert marked(page.cards.cards[0]) > LEAST
    page.tabs.show_tab("criteria")
    page.criteria.table.setCurrentIndex(page.criteria.table.model().index(0, 0))
    assert marked(page.criteria.table) > LEAST
    page.tabs.show_tab("signatures")
    assert marked(page.signatures.list) > LEAST
    window.main.show_page("rules")
    window.wait_until(lambda: window.program.rules.session.reading is not None)
    assert marked(window.program.rules.page.table) > LEAST


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_focus_of_fields_is_seen(window: Window, kind: type[QWidget], qtbot):
    field = kind(window.main)
    field.resize(200, 60)
    field.show()
    before = marked(field)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(field.hasFocus)
    assert marked(field) - before > LEAST
