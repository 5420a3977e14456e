# SPDX-License-Identifier: Apache-2.0
"""The verdict in one sentence, with its sign, its word and its colour; what was checked in a second one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from assay_gui.look import Look
from assay_gui.theme import scaled
from assay_gui.views.parts import Badge, BusyBar, button, label

_BADGE = 28
_CORNER = 8
_STRIPE = 5
_WIDE = 860
"""From here on several buttons stand beside each other."""


class Banner(QFrame):
    """Shows a verdict, or that a check is under way."""

    stop_wanted = Signal()
    correct_wanted = Signal()
    """All that can be corrected without asking anybody should be."""
    button_gone = Signal()
    """The button that had the keyboard is of no use any more."""
    draft_wanted = Signal()
    """The document is signed, and an unsigned copy is wanted to correct it."""
    migrate_wanted = Signal()
    """The document is older, and a draft of the newest generation is wanted."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._state = "idle"
        self._shown: object = None
        self._badge = Badge(look, _BADGE)
        self._headline = label("", "verdict", wrap=True)
        self._summary = label("", "muted", wrap=True)
        self.stop_button = button(look.words.say("banner.stop"), look.words.tip("banner.stop"))
        self.stop_button.clicked.connect(self.stop_wanted)
        self.correct_button = button("", look.words.tip("correct.some_of"), "primary")
        self.correct_button.clicked.connect(self.correct_wanted)
        self.draft_button = button(look.words.say("correct.draft"), look.words.tip("correct.draft"))
        self.draft_button.clicked.connect(self.draft_wanted)
        self.migrate_button = button(look.words.say("bring.do"), look.words.tip("action.migrate"))
        self.migrate_button.clicked.connect(self.migrate_wanted)
        self._offered = (False, False)
        self._is_older = False
        self._progress = BusyBar(look)
        self._progress.setAccessibleName(look.words.say("banner.checking"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._headline)
        texts.addWidget(self._summary)
        texts.addWidget(self._progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(21, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(texts, 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(12)
        for widget in self._all_buttons:
            self._buttons.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
            widget.hide()
        layout.addLayout(self._buttons)

    @property
    def _all_buttons(self) -> tuple[QPushButton, ...]:
        return self.correct_button, self.draft_button, self.migrate_button, self.stop_button

    @property
    def headline(self) -> str:
        """The first sentence."""
        return self._headline.text()

    def show_verdict(self, state: str, headline: str, summary: str) -> None:
        """A verdict: its state (`passed`, `fail`, `wait`), its sentence, what stands behind it."""
        self._show(state, headline, summary, busy=False)

    def show_busy(self) -> None:
        """A check is under way and takes long enough to say so."""
        self._show("idle", self._look.words.say("banner.checking"), "", busy=True)

    def offer(self, *, correct: tuple[int, int], draft: bool) -> None:
        """What can be done about it: so many of so many things corrected at once; an unsigned copy made."""
        count, total = correct
        self.correct_button.setText(self._look.words.say("correct.some_of", count=count, total=max(count, total)))
        self.correct_button.setAccessibleName(self.correct_button.text())
        self._offered = (count > 0, draft)
        self._show_offers()

    def offer_migration(self, *, offered: bool) -> None:
        """Whether a draft of the newest generation can be made of it."""
        self._is_older = offered
        self._show_offers()

    def show_rechecking(self) -> None:
        """A change is being checked: what was said before is no longer said. Nothing below moves for that moment."""
        self.setMinimumHeight(self.height())
        self._show("idle", self._look.words.say("banner.rechecking"), "", busy=True)

    def show_failure(self, message: str) -> None:
        """The program could not check."""
        self._show("wait", self._look.words.say("banner.failed"), message, busy=False)

    def show_stopped(self) -> None:
        """The check was stopped and there is no result to show."""
        self._show("idle", self._look.words.say("banner.stopped"), self._look.words.tip("banner.stopped"), busy=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand one below the other: the sentence needs the room."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(_WIDE)
        self._buttons.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A soft tint with the state's colour along the left side."""
        roles = self._look.theme.roles
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), _CORNER, _CORNER)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), roles.color(f"{self._state}_soft"))
        painter.fillRect(0, 0, _STRIPE, self.height(), roles.color(self._state))
        painter.end()

    def _show(self, state: str, headline: str, summary: str, *, busy: bool) -> None:
        if (state, headline, summary, busy) == self._shown:
            return
        self._shown = (state, headline, summary, busy)
        self._state = state
        if not busy:
            self.setMinimumHeight(0)
        self.update()
        self._badge.show_state(state)
        self._headline.setText(headline)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._progress.setVisible(busy)
        self._show_offers()
        word = self._look.words.say(f"verdict.{state}")
        self.setAccessibleName(word if busy else f"{word}. {headline}")
        self.setAccessibleDescription(summary)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _show_offers(self) -> None:
        correct, draft = self._offered
        is_done = self._progress.isHidden()
        here = self.window().focusWidget()
        self.stop_button.setVisible(not is_done)
        self.correct_button.setVisible(correct and is_done)
        self.draft_button.setVisible(draft and is_done and self._state == "fail")
        self.migrate_button.setVisible(self._is_older and is_done)
        if here in self._all_buttons and here.isHidden():
            self.button_gone.emit()
