# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a value or a field, right there: sign, words, and the correction where there is one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assay_gui.views.form_asks import FormAsks
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import Badge, label

if TYPE_CHECKING:
    from assay.authoring.forms.shown import ShownFinding


class FormProblems(QWidget):
    """The lines of one place."""

    def __init__(self, asks: FormAsks) -> None:
        super().__init__()
        self._asks = asks
        self._shown: tuple[tuple[ShownFinding, str], ...] = ()
        self.buttons: list[QPushButton] = []
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(4)
        self.hide()

    @property
    def words(self) -> str:
        """All of it in words, for those who hear the window."""
        return " ".join(finding.text for finding, _ in self._shown)

    @property
    def state(self) -> str:
        """`fail` where something is to correct, `advice` where it is only advised, else empty."""
        if not self._shown:
            return ""
        return "fail" if any(finding.is_violation for finding, _ in self._shown) else "advice"

    def show_findings(self, findings: "Sequence[ShownFinding]") -> None:
        """Show these; nothing is drawn anew where nothing changed."""
        wanted = tuple((finding, self._asks.fix_of(finding)) for finding in findings)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._inside.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        for finding, fix in wanted:
            self._inside.addWidget(self._line(finding, fix))
        self.setVisible(bool(wanted))

    def look_for_fixes(self) -> None:
        """Corrections were found meanwhile, or are none any more."""
        self.show_findings([finding for finding, _ in self._shown])

    def _line(self, finding: "ShownFinding", fix: str) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        badge = Badge(self._asks.look, 16)
        state = "fail" if finding.is_violation else "advice"
        badge.show_state(state)
        across.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout()
        below.setSpacing(4)
        below.addWidget(label(finding.text, f"said-{state}", wrap=True))
        if fix:
            made = LinkButton(self._asks.look.words.say("correct.ask", text=fix), finding.how, "small")
            made.clicked.connect(lambda: self._asks.fix(finding))
            self.buttons.append(made)
            beside = QHBoxLayout()
            beside.addWidget(made)
            beside.addStretch(1)
            below.addLayout(beside)
        across.addLayout(below, 1)
        return line
