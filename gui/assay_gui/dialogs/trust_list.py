# SPDX-License-Identifier: Apache-2.0
"""The files that every check may use: each with what it holds, and a button that takes it out again, once asked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.settings_work import TrustFact
from assay_gui.views.facts import clear
from assay_gui.views.parts import Badge, button, in_turn, label


class TrustList(QWidget):
    """One row a file."""

    remove_wanted = Signal(str)
    """Its name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.buttons: dict[str, QPushButton] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)

    def show_files(self, files: Sequence[TrustFact], problem: str = "") -> None:
        """Show these files; `problem`: why none can be told."""
        clear(self._rows)
        self.buttons = {}
        for fact in files:
            self._rows.addWidget(self._row(fact))
        if (above := self._above()) is not None:
            in_turn(above, *self.buttons.values())
        if problem or not files:
            self._rows.addWidget(label(problem or self._look.words.say("settings.trust.empty"), "muted", wrap=True))

    def _above(self) -> QWidget | None:
        """Where Tab comes from: the last button above in what it is scrolled in, else that itself."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        others = around.findChildren(QPushButton) if around is not None else []
        return next((one for one in reversed(others) if not self.isAncestorOf(one)), around)

    def _row(self, fact: TrustFact) -> QWidget:
        words, row = self._look.words, QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        if fact.problem:
            badge = Badge(self._look)
            badge.show_state("fail")
            inside.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(fact.name, "strong", wrap=True))
        texts.addWidget(label(fact.problem or fact.told, "small", wrap=True))
        inside.addLayout(texts, 1)
        if fact.can_be_removed:
            made = button(words.say("settings.trust.remove"), words.tip("settings.trust.remove"), "small")
            made.setAccessibleName(words.say("settings.trust.remove_named", name=fact.name))
            made.clicked.connect(lambda _=False, name=fact.name: self.remove_wanted.emit(name))
            self.buttons[fact.name] = made
            texts.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)  # below: it has room however narrow the dialog is
        return row


class RemoveTrustDialog(TaskDialog):
    """Says what removing a file comes to."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("settings.trust.remove_title"), words.say("settings.trust.remove_do"), parent)
        self.explain(words.say("settings.trust.remove_ask", name=name), "strong")
        self.explain(words.say("settings.trust.remove_explain"), "")
        self.act_button.clicked.connect(self.wanted)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
