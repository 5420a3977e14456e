# SPDX-License-Identifier: Apache-2.0
"""A random identifier in a field: made by a button where there is none, and never in place of one that is in use."""

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.identifier_line import IdentifierLine
from assay_gui.words import Words


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def line(qtbot: Any, qapp: QApplication, said: list[str]) -> IdentifierLine:
    theme = Theme(qapp)
    made = IdentifierLine(Look(Words("en"), theme, Icons(theme)), lambda: said.append(made.text()), "an identifier")
    qtbot.addWidget(made.widget)
    made.widget.show()
    made.allow(is_open=True)
    return made


def test_one_is_made_by_key_and_told_as_if_it_was_typed(qtbot: Any, line: IdentifierLine, said: list[str]) -> None:
    line.make_button.setFocus()
    qtbot.keyClick(line.make_button, Qt.Key.Key_Space)
    assert said == [line.text()]
    assert UUID(line.text()).version == 4
    assert line.said == ""
    assert not line.make_button.isEnabled()


def test_one_that_is_in_use_stays(qtbot: Any, line: IdentifierLine, said: list[str]) -> None:
    line.set_text("offer-17")
    assert not line.make_button.isEnabled()
    assert line.said.startswith("A random identifier looks like")
    line.set_text("")
    assert line.make_button.isEnabled()
    line.make_button.click()
    first = line.text()
    line.set_text("")
    line.make_button.click()
    assert line.text() != first
    assert said == [first, line.text()]


def test_what_may_not_be_changed_gets_none(line: IdentifierLine) -> None:
    line.allow(is_open=False)
    assert not line.make_button.isEnabled()
