# SPDX-License-Identifier: Apache-2.0
"""What a document says is shown by a tool tip as it is, whatever it looks like."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QListView, QToolTip

from assay_gui.views.plain_tips import PlainTips

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
