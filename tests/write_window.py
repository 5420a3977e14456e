# SPDX-License-Identifier: Apache-2.0
"""What a person does on the page of questions."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget

from assay_gui.views.ask_rows import ConsentRow, FieldRow, OptionsRow
from assay_gui.views.write_page import WritePage
from window import Window

ALT = Qt.KeyboardModifier.AltModifier


def write_page(window: Window) -> WritePage:
    """The page, as the keyboard brings it."""
    window.press(Qt.Key.Key_3, ALT)
    window.wait_until(lambda: window.main.shown_page == "write")
    return window.program.write.page


def press(window: Window, root: QWidget, name: str) -> None:
    """Click the button of that name."""
    (found,) = [one for one in root.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()]
    window.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def fill(window: Window, page: WritePage, *texts: str) -> None:
    """Type into the fields of the page that is shown, from one to the next with Tab."""
    assert page.questions is not None
    rows = [row for row in page.questions.rows if isinstance(row, FieldRow)]
    for row, text in zip(rows, texts, strict=False):
        if text:
            row.put_focus()
            here = QApplication.focusWidget()
            assert here is row.editors[0].field
            QTest.keyClicks(here, text)
            QTest.keyClick(here, Qt.Key.Key_Tab)


def choose(window: Window, page: WritePage, name: str) -> None:
    """Choose an option by its words."""
    assert page.questions is not None
    (row,) = [row for row in page.questions.rows if isinstance(row, OptionsRow)]
    (found,) = [one for one in row.buttons.values() if one.accessibleName() == name]
    window.qtbot.mouseClick(found, Qt.MouseButton.LeftButton, pos=QRadioButtonSpot.of(found))


class QRadioButtonSpot:
    """Where a radio button is clicked: its circle, not the empty room beside its words."""

    @staticmethod
    def of(found: QRadioButton) -> Any:
        return found.rect().center() if found.width() < 40 else found.rect().topLeft() + found.rect().center() / 8


def step(window: Window, page: WritePage) -> None:
    """On to the next page, by its shortcut."""
    assert page.questions is not None
    window.qtbot.mouseClick(page.questions.next_button, Qt.MouseButton.LeftButton)


def headline(page: WritePage) -> str:
    assert page.questions is not None
    return page.questions.pages[page.questions.place].id


def describe_company(window: Window, page: WritePage) -> None:
    press(window, page, "Begin: Our company")
    assert headline(page) == "name"
    fill(window, page, "Acme Cloud GmbH", "Storage for small companies")
    step(window, page)
    choose(window, page, "VAT ID")
    fill(window, page, "DE129273398")
    step(window, page)
    fill(window, page, "DE", "Sendlinger Str. 8", "80331", "Munich")
    step(window, page)
    choose(window, page, "From the same address")
    step(window, page)
    fill(window, page, "acme.example")
    step(window, page)
    assert page.questions is not None
    (consent,) = [row for row in page.questions.rows if isinstance(row, ConsentRow)]
    consent.put_focus()
    QTest.keyClick(consent.box, Qt.Key.Key_Space)
    step(window, page)
    assert page.set_shown == ""
