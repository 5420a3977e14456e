# SPDX-License-Identifier: Apache-2.0
"""What came of something, line by line: each with the sign of its state, and below it why and what to do."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from assay_gui.certificate_work import Line
from assay_gui.dialogs.dialog_frame import framed
from assay_gui.keeping import Fit
from assay_gui.look import Look
from assay_gui.views.clearing_houses import STATE_OF_ANSWER
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import Badge, button, in_turn, label

_WIDTH = 600
_AROUND = 80
"""Of the screen: what a title and the panels of the desktop take."""
_HEAD_BADGE, _BADGE = 20, 16


class OutcomeDialog(QDialog):
    """Headline, lines, what can be done next."""

    def __init__(self, look: Look, title: str, state: str, headline: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.headline = headline
        self.setWindowTitle(title)
        self.setAccessibleDescription(headline)
        self.setMinimumWidth(480)
        self.resize(_WIDTH, 200)
        self._inside = QWidget()
        self._inside.setObjectName("page")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(10)
        self._lines.addStretch()
        self._items: list[QWidget] = []
        self._above: list[QWidget] = []
        self._offered: list[QWidget] = []
        self._rest = QVBoxLayout()
        self._area = self._scrolled(title)
        self.close_button = button(look.words.say("dialog.close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._buttons = FlowLayout(8)
        self._lay_out(state)
        self.close_button.setFocus()

    @property
    def told(self) -> tuple[str, ...]:
        """What its lines say, as those who hear it are told."""
        return tuple(item.accessibleName() for item in self._items)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its lines need it, as far as the screen goes."""
        super().showEvent(event)
        for _ in range(2):  # texts take their lines by the width they were given last
            QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """As high as its lines need it now."""
        width = self._area.viewport().width()
        wanted = self._lines.totalHeightForWidth(width) if self._items else 0
        others = self.height() - self._area.height()
        room = self.screen().availableSize().height() - _AROUND
        self.resize(self.width(), min(room, others + wanted + 2))

    def tell(self, lines: Iterable[Line]) -> None:
        """Add lines."""
        for line in lines:
            self._add(self._item(line))
        self._area.setAccessibleDescription(" ".join(self.told))

    def tell_fits(self, fits: Iterable[Fit]) -> None:
        """Add what each clearing house would make of the certificates."""
        words = self._look.words
        found = tuple(fits)
        if found:
            title = label(words.say("keys.fits"), "strong", wrap=True)
            title.setAccessibleName(title.text())
            self._add(title)
        for fit in found:
            answer = fit.answer.first
            names = ", ".join(fit.answer.engines)
            why = fit.because or ((answer.reason,) if answer.reason else ())
            state = STATE_OF_ANSWER[answer.prediction.answer.value]
            told = words.of_reports.say("prediction.of", engines=names, told=answer.headline)
            self.tell([Line(state, told, tuple(why))])

    def add(self, widget: QWidget, *stops: QWidget) -> None:
        """Something of its own below the lines; `stops`: where Tab halts in it, in order."""
        self._rest.addWidget(widget)
        self._keep_order(self._above, stops)

    def offer(self, text: str, tip: str = "") -> QPushButton:
        """A further button."""
        made = button(text, tip)
        self._buttons.addWidget(made)
        self._keep_order(self._offered, (made,))
        return made

    def _keep_order(self, stops: list[QWidget], more: Iterable[QWidget]) -> None:
        """Tab goes from the lines down, and along the buttons to the last."""
        stops += more
        in_turn(self._area, *self._above, *self._offered, self.close_button)

    def _add(self, item: QWidget) -> None:
        self._lines.insertWidget(len(self._items), item)
        self._items.append(item)

    def _item(self, line: Line) -> QWidget:
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if line.state:
            badge = Badge(self._look, _BADGE)
            badge.show_state(line.state)
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(line.text, wrap=True))
        for more in line.more:
            texts.addWidget(label(more, "muted", wrap=True))
        row.addLayout(texts, 1)
        state = self._look.words.say(f"outcome.{line.state}") if line.state else ""
        shown.setAccessibleName(" ".join(filter(None, (state, line.text, *line.more))))
        return shown

    def _scrolled(self, title: str) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("cards")
        area.setProperty("kind", "read")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        area.setAccessibleName(title)
        return area

    def _lay_out(self, state: str) -> None:
        badge = Badge(self._look, _HEAD_BADGE)
        badge.show_state(state)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(self.headline, "verdict", wrap=True), 1)
        buttons = QHBoxLayout()
        buttons.addLayout(self._buttons, 1)
        buttons.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = framed(self, 14)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)
        layout.addLayout(self._rest)
        layout.addLayout(buttons)
