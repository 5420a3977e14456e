# SPDX-License-Identifier: Apache-2.0
"""Tips by keys alone: Shift+F1 tells what the pointer would be told, Esc takes it away and does nothing else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip

from assay_gui.views.parts import plain_tip
from window import GOOD, Window

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_what_the_pointer_is_told_is_told_to_the_keys(window: Window, sample_file):
    window.open(sample_file(GOOD))
    rung = window.page.head.rungs.rungs[0]
    rung.setFocus()
    window.press(Qt.Key.Key_F1, SHIFT)
    assert QToolTip.isVisible()
    assert QToolTip.text() == rung.toolTip() != ""
    window.press(Qt.Key.Key_Escape)
    window.wait_until(lambda: not QToolTip.isVisible())
    assert window.main.focusWidget() is rung


def test_a_row_of_a_list_tells_its_own(window: Window, sample_file):
    window.open(sample_file(GOOD))
    window.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    recent = window.main.home.recent
    recent.setFocus()
    recent.setCurrentIndex(recent.model().index(0, 0))
    window.press(Qt.Key.Key_F1, SHIFT)
    assert QToolTip.isVisible()
    assert QToolTip.text() == plain_tip(recent.currentIndex().data(Qt.ItemDataRole.ToolTipRole))
    assert "storage-offering.json" in QToolTip.text()
    window.press(Qt.Key.Key_Down)
    window.wait_until(lambda: not QToolTip.isVisible())


def test_f10_opens_the_menus(window: Window):
    window.press(Qt.Key.Key_F10)
    opened = QApplication.activePopupWidget()
    assert opened is window.main.menuBar().actions()[0].menu()
    opened.close()


def test_a_message_stays_on_the_page_it_was_told_on(window: Window):
    window.main.notice.tell("Done.")
    window.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.main.notice.message == "Done."
    window.press(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert window.main.notice.message == ""
    window.main.notice.tell("See there.")
    window.main.show_page("home")
    assert window.main.notice.message == "See there."
