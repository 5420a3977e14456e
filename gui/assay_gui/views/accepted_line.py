# SPDX-License-Identifier: Apache-2.0
"""Who accepts a finding, why and until when; that the day is over is told by a sign too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.views.parts import Badge, label


class AcceptedLine(QWidget):
    """A sign and a sentence."""

    def __init__(self, look: Look, entry: Entry) -> None:
        super().__init__()
        overdue = entry.accepted is not None and entry.accepted.overdue
        badge = Badge(look)
        badge.show_state("wait" if overdue else "idle")
        self.told = label(entry.accepted_words, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.told, 1)
