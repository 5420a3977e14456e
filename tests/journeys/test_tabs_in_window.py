# SPDX-License-Identifier: Apache-2.0
"""The tabs of a document, by keyboard and mouse: criteria looked through, files given, the picture saved."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication

from assay_gui.models.criteria import Standing
from assay_gui.views.criteria import CriteriaView
from assay_gui.views.picture import PictureView
from window import GOOD, INCOMPLETE, Window

LABEL_1 = "good/label-1-offering.json"
CONTROL = Qt.KeyboardModifier.ControlModifier


def criteria(window: Window) -> CriteriaView:
    window.main.actions_table["criteria"].trigger()
    return window.page.criteria


def test_each_tab_has_its_key(window: Window):
    window.open_sample(GOOD)
    for number, name in enumerate(window.page.tabs.names, 1):
        window.qtbot.keyClick(window.main, Qt.Key(Qt.Key.Key_0.value + number), CONTROL)
        assert window.page.tabs.shown == name
    assert window.page.tabs.names == ("readable", "form", "source", "criteria", "signatures", "picture")


def test_what_is_missing_for_label_1_is_two_choices_away_and_leads_to_what_to_do(window: Window):
    window.open_sample(GOOD)
    view = criteria(window)
    assert view.count.text() == "63 of 63 criteria"
    view.level.setCurrentIndex(view.level.findText("Label Level 1"))
    view.standing.setCurrentIndex(view.standing.findData(Standing.MISSING))
    shown = view.shown
    assert 10 < len(shown) < 63
    assert [column for column in range(1, 5) if not view.table.isColumnHidden(column)] == [2]
    view.table.setFocus()
    view.table.selectRow(0)
    window.press(Qt.Key.Key_Down)
    told = view.page.toPlainText()
    assert shown[1].name in told
    assert shown[1].advice in told
    assert "Looked for under" in told
    window.qtbot.keyClicks(view.search, "zzz")
    assert view.count.text() == "None of 63 criteria"
    assert view.shown == ()


def test_what_carries_a_criterion_can_be_gone_to(window: Window):
    window.open_sample(LABEL_1)
    view = criteria(window)
    at = next(at for at, row in enumerate(view.shown) if row.id == "P1.1.1")
    view.table.selectRow(at)
    assert "Contract" in view.page.toPlainText()
    view.page.anchorClicked.emit(QUrl("source:it"))
    assert window.page.tabs.shown == "source"
    pointer = view.shown[at].pointer
    assert pointer is not None
    place = window.page.checked.locate(pointer)
    assert window.page.source.editor.marked_line() == place.line
    assert window.page.contents.current_node() == view.shown[at].node
    window.main.actions_table["criteria"].trigger()
    view.table.setFocus()
    window.press(Qt.Key.Key_Return)
    assert window.page.tabs.shown == "readable"
    assert "Contract" in window.page.readable.toPlainText()


def test_a_part_that_is_chosen_is_chosen_in_every_tab(window: Window):
    window.open_sample(LABEL_1)
    views = (criteria(window), window.page.signatures, window.page.picture)
    row = next(row for row in views[0].shown if row.id == "P3.1.8")
    window.page.contents.choose(row.node)
    assert views[0].table.currentIndex().data().startswith("P3.1.8")
    assert views[1].list.currentIndex().data().startswith("Access control document")
    assert views[2].list.currentIndex().data() == "Access control document"


def test_a_recheck_keeps_the_choice(window: Window):
    window.open_sample(LABEL_1)
    view = criteria(window)
    view.level.setCurrentIndex(2)
    view.table.selectRow(5)
    before = view.table.currentIndex().data()
    window.check_again()
    assert view.table.currentIndex().data() == before
    assert view.level.currentIndex() == 2


def picture(window: Window) -> PictureView:
    window.main.actions_table["picture"].trigger()
    return window.page.picture


def test_a_click_in_the_picture_goes_to_the_part(window: Window):
    window.open_sample(GOOD)
    view = picture(window)
    node = next(entry for entry in view.picture.nodes if entry.title == "Acme Cloud GmbH")
    at = view.scene.mapFromScene(QPointF(node.x + 20, node.y + 20))
    window.qtbot.mouseClick(view.scene.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.page.contents.current_node() == node.id
    assert view.list.currentIndex().data() == "Acme Cloud GmbH"
    view.list.setFocus()
    window.press(Qt.Key.Key_Return)
    assert window.page.tabs.shown == "readable"


def test_the_picture_is_zoomed_by_wheel_keys_and_buttons(window: Window):
    window.open_sample(GOOD)
    view = picture(window)
    start = view.scene.zoom
    middle = QPointF(view.scene.viewport().rect().center())
    wheel = QWheelEvent(
        middle, view.scene.mapToGlobal(middle), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.scene.viewport(), wheel)
    assert view.scene.zoom > start
    view.list.setFocus()
    window.press(Qt.Key.Key_Minus)
    assert view.scene.zoom == pytest.approx(start)
    view.larger.click()
    view.larger.click()
    window.press(Qt.Key.Key_0)
    assert view.scene.zoom == pytest.approx(start)
    for _ in range(60):
        view.smaller.click()
    assert view.scene.zoom >= 0.1 - 1e-9


def test_the_picture_is_saved(window: Window, tmp_path: Path):
    window.open_sample(INCOMPLETE)
    window.desk.save_path = tmp_path / "set.svg"
    picture(window).save.click()
    window.wait_until(lambda: "set.svg" in window.main.notice.message)
    text = (tmp_path / "set.svg").read_text("utf-8")
    assert "✕ Provider" in text
    ElementTree.fromstring(text)
    window.desk.save_path = tmp_path / "nowhere" / "set.svg"
    picture(window).save.click()
    window.wait_until(lambda: "could not be saved" in window.main.notice.message)


def test_tabs_without_contents_say_what_belongs_there(window: Window):
    window.session.open_text("broken.json", b"{")
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    page = window.page
    assert page.criteria.says_nothing
    assert page.signatures.says_nothing
    assert page.picture.says_nothing
    window.open_sample(GOOD)
    assert [page.criteria.says_nothing, page.signatures.says_nothing, page.picture.says_nothing] == [False] * 3


def test_a_recheck_keeps_zoom_and_place_of_the_picture(window: Window):
    window.open_sample(LABEL_1)
    view = picture(window)
    for _ in range(3):
        view.larger.click()
    view.scene.horizontalScrollBar().setValue(300)
    before = view.scene.zoom, view.scene.horizontalScrollBar().value()
    window.check_again()
    assert (view.scene.zoom, view.scene.horizontalScrollBar().value()) == before


def test_no_head_of_the_criteria_is_cut(window: Window):
    window.open_sample(GOOD)
    head = criteria(window).table.horizontalHeader()
    font = head.font()
    font.setPixelSize(12)  # as the style sheet has it, which pads by 4 on either side
    for column in range(1, head.count()):
        told = str(head.model().headerData(column, Qt.Orientation.Horizontal))
        assert head.sectionSize(column) >= QFontMetrics(font).horizontalAdvance(told) + 8
