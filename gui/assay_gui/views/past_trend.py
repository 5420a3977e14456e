# SPDX-License-Identifier: Apache-2.0
"""How things went with a document, as a picture and as a table: whoever cannot use the one has the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from assay_gui.look import Look
from assay_gui.models.past import minute_of
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, label
from assay_gui.views.recent import STATE_OF_VERDICT
from assay_gui.views.trend import HEIGHT, TrendChart
from assay_gui.views.whole_rows import by_rows

if TYPE_CHECKING:
    from assay.history.entry import Point

_COLUMNS = ("when", "verdict", "violations", "not_checked")


class PastTrend(QWidget):
    """Heading, picture or table, what the current point says."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.chart = TrendChart(look)
        self.table = QTableWidget(0, len(_COLUMNS))
        self.as_table = button(words.say("past.as_table"), words.tip("past.as_table"), "chip")
        self.as_table.setCheckable(True)
        self._title = label(words.say("past.trend"), "strong", wrap=True)
        self._count = label("", "small", wrap=True)
        self._legend = label(words.say("past.legend"), "small", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._set_up_table()
        head = FlowLayout(8)
        head.addWidget(self.as_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._title, self._count, self.chart, self.table, self._said, self._legend):
            layout.addWidget(part)
        layout.addLayout(head)
        self.table.hide()
        self.chart.moved.connect(self._said.setText)
        self.as_table.toggled.connect(self._switch)

    @property
    def said(self) -> str:
        """What the current point says."""
        return self._said.text()

    @property
    def counted(self) -> str:
        """How many checks there are."""
        return self._count.text()

    def show_points(self, points: "Sequence[Point]", checks: int) -> None:
        """Show these, oldest first; `checks`: how many there are in all."""
        words = self._look.words
        told = words.say("past.checks", count=checks)
        if len(points) < checks:
            told = words.say("past.newest_of", shown=len(points), count=checks)
        self._count.setText(told)
        self.chart.show_points(points)
        self.table.setRowCount(len(points))
        for row, point in enumerate(reversed(points)):
            state = STATE_OF_VERDICT[point.verdict.value]
            cells = (minute_of(point.when), words.say(f"verdict.{state}"), point.violations, point.not_checked)
            for column, cell in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(str(cell)))
        self.table.resizeColumnsToContents()

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.table.setVisible(on)
        for part in (self.chart, self._said, self._legend):
            part.setVisible(not on)

    def _set_up_table(self) -> None:
        words, table = self._look.words, self.table
        table.setObjectName("keysTable")
        by_rows(table, words.say("past.trend"))
        table.setFixedHeight(HEIGHT + 40)
        table.setHorizontalHeaderLabels([words.say(f"past.head.{name}") for name in _COLUMNS])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
