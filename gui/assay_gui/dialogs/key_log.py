# SPDX-License-Identifier: Apache-2.0
"""The key log: what keys were used for, whether somebody changed the record, and a copy to file away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QWidget

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.look import Look
from assay_gui.models.key_log import KeyLogModel
from assay_gui.views.banner import Banner
from assay_gui.views.parts import button, label, open_at
from assay_gui.views.whole_rows import by_rows

if TYPE_CHECKING:
    from assay.keys.key_log import LogReading

_SIZE = (980, 520)
_MOST_TOLD = 3
"""Of entries that are dated before the one in front of them."""
_LEAST, _WIDEST = 56, 260
"""Of a column; what does not fit is told by the tip."""


class KeyLogDialog(QDialog):
    """A banner and a table."""

    export_wanted = Signal()

    def __init__(self, look: Look, log: "LogReading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = look.words
        self.setWindowTitle(words.say("keys.log_title"))
        open_at(self, _SIZE)
        self.banner = Banner(look)
        if log.fault:
            told = words.of_reports.say(f"key_log.{log.fault}", number=log.number)
            self.banner.show_verdict("fail", words.say("keys.log_changed"), f"{told} {words.tip('keys.log_changed')}")
        else:
            whole = words.say("keys.log_whole", count=len(log.entries))
            clock = (words.of_reports.say("key_log.clock", number=number) for number in log.set_back[:_MOST_TOLD])
            self.banner.show_verdict("passed", whole, " ".join((words.tip("keys.log_whole"), *clock)))
        self.banner.setAccessibleName(self.banner.headline)
        self.message = label("", "muted", wrap=True)
        self.message.hide()
        self.table = self._table(look, log)
        self.export_button = button(words.say("keys.log_export"), words.tip("keys.log_export"))
        self.close_button = button(words.say("dialog.close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.export_button.clicked.connect(self.export_wanted)
        layout = framed(self, 12)
        layout.addWidget(self.banner)
        layout.addWidget(self.table, 1)
        layout.addLayout(button_row((self.export_button, self.message), (self.close_button,)))
        self.table.setFocus()

    def tell(self, message: str) -> None:
        """Say what came of the copy."""
        self.message.setText(message)
        self.message.show()

    def _table(self, look: Look, log: "LogReading") -> QTableView:
        table = QTableView()
        table.setModel(KeyLogModel(look.words, log.entries, table))
        table.setObjectName("keysTable")
        table.setWordWrap(False)
        by_rows(table, look.words.say("keys.log_title"))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.resizeColumnsToContents()
        for column in range(table.model().columnCount() - 1):
            table.setColumnWidth(column, max(_LEAST, min(_WIDEST, table.columnWidth(column))))
        table.horizontalHeader().setStretchLastSection(True)
        table.selectRow(0)
        return table
