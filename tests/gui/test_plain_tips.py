# SPDX-License-Identifier: Apache-2.0
"""What a document says is shown by a tool tip as it is, whatever it looks like."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView, QToolTip, QWidget

from assay_gui.views.plain_tips import PlainTips
from widget_faults import marked_up

HOSTILE = '<img src="file:///etc/hostname"><b>Acme</b>\nGmbH'


@pytest.mark.parametrize(("told", "shown"), [
    (HOSTILE, "<qt>&lt;img src=&quot;file:///etc/hostname&quot;&gt;&lt;b&gt;Acme&lt;/b&gt;<br>GmbH</qt>"),
    (None, ""),
])  # fmt: skip
def test_markup_in_a_tip_is_text(qtbot, told: str | None, shown: str):
    model = QStandardItemModel()
    item = QStandardItem("x")
    item.setData(told, Qt.ItemDataRole.ToolTipRole)
    model.appendRow(item)
    view = QListView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(PlainTips(view))
    view.show()
    at = view.visualRect(model.index(0, 0)).center()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(QPoint(at))))
    assert QToolTip.text() == shown
    QToolTip.hideText()


@pytest.mark.parametrize(("tip", "is_plain", "is_told"), [
    ("Acme", True, False), ("Acme", False, True), ("<qt>Acme</qt>", True, True), ("", False, False),
])  # fmt: skip
def test_the_measure_finds_lists_whose_tips_could_be_markup(qtbot, tip: str, is_plain: bool, is_told: bool):
    root = QWidget()
    qtbot.addWidget(root)
    view = QListView(root)
    model = QStandardItemModel(view)
    for told in ("", tip):  # not in the first row
        item = QStandardItem("x")
        item.setData(told, Qt.ItemDataRole.ToolTipRole)
        model.appendRow(item)
    view.setModel(model)
    if is_plain:
        view.setItemDelegate(PlainTips(view))
    assert bool(marked_up(root)) is is_told
