# SPDX-License-Identifier: Apache-2.0
"""Texts in lines: none is wider than there is room, and short words stay whole."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from assay_gui.views.laid_out import laid_out


@pytest.mark.parametrize("text", ["P2.2.6 Steuerung der Unterauftragsverarbeiter", "x" * 400, ""])
def test_no_line_is_wider_than_there_is_room(qtbot, text: str):
    width = QFontMetrics(QFont()).horizontalAdvance("Unterauftragsv")
    made = laid_out(text, QFont(), width)
    lines = [made.lineAt(number) for number in range(made.lineCount())]
    assert all(line.naturalTextWidth() <= width for line in lines)
    assert sum(line.textLength() for line in lines) == len(made.text())


def test_words_that_fit_are_not_broken(qtbot):
    font = QFont()
    made = laid_out("one two three", font, QFontMetrics(font).horizontalAdvance("three "))
    ends = [made.lineAt(number).textStart() + made.lineAt(number).textLength() for number in range(made.lineCount())]
    assert [made.text()[:end].rstrip() for end in ends] == ["one", "one two", "one two three"]
