# SPDX-License-Identifier: Apache-2.0
"""The measure of the order of Tab is measured: what can be read passes, what cannot does not."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QWidget

from keyboard import out_of_order

LINES = ((0, 0), (100, 0), (0, 40), (100, 40))
COLUMNS = ((0, 0), (0, 40), (100, 0), (100, 40))
NEARLY = ((0, 3), (100, 0), (0, 40), (100, 42))
ZIGZAG = ((0, 0), (100, 40), (100, 0), (0, 40))
LEFTWARDS = ((0, 0), (200, 0), (100, 0))
THEN_BUTTONS = ((0, 0), (0, 40), (100, 0), (100, 40), (0, 80), (100, 80))


def placed(qtbot, places) -> tuple[QWidget, list[QPushButton]]:
    """A window with buttons at these places, in this order."""
    window, made = QWidget(), []
    qtbot.addWidget(window)
    for x, y in places:
        made.append(QPushButton(f"{x} {y}", window))
        made[-1].setGeometry(QRect(x, y, 80, 30))
    return window, made


@pytest.mark.parametrize("places", [LINES, COLUMNS, NEARLY, THEN_BUTTONS])
def test_lines_and_columns_can_be_read(qtbot, places):
    window, stops = placed(qtbot, places)
    assert out_of_order(stops, window) == []


@pytest.mark.parametrize("places", [LINES, THEN_BUTTONS])
def test_it_begins_anywhere(qtbot, places):
    window, stops = placed(qtbot, places)
    for at in range(len(stops)):
        assert out_of_order([*stops[at:], *stops[:at]], window) == []


@pytest.mark.parametrize("places", [ZIGZAG, (*LINES, *((x, y + 80) for x, y in ZIGZAG)), (*LEFTWARDS, (0, 40))])
def test_what_leaps_cannot_be_read(qtbot, places):
    window, stops = placed(qtbot, places)
    assert out_of_order(stops, window) != []


def test_a_part_is_left_once_it_is_read(qtbot):
    window, (first, second, third) = placed(qtbot, ((0, 0), (0, 40), (0, 80)))
    part = QWidget(window)
    part.setGeometry(0, 0, 100, 30)
    within = [QPushButton(name, part) for name in ("one", "other")]
    for number, made in enumerate(within):
        made.setGeometry(50 * number, 0, 40, 30)
    assert out_of_order([*within, second, third], window) == []
    assert out_of_order([within[0], second, within[1], third], window) != []
    assert first.parentWidget() is window
