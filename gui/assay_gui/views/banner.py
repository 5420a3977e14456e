# SPDX-License-Identifier: Apache-2.0
"""The verdict in one sentence, with its sign, its word and its colour; what was checked in a second one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from assay_gui.look import Look
from assay_gui.views.parts import Badge, button, label, restyle

_BADGE = 28


class Banner(QFrame):
    """Shows a verdict, or that a check is under way."""

    stop_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("kind", "banner")
        self._badge = Badge(look, _BADGE)
        self._headline = label("", "verdict", wrap=True)
        self._summary = label("", "muted", wrap=True)
        self._stop = button(look.words.say("banner.stop"), look.words.tip("banner.stop"))
        self._stop.clicked.connect(self.stop_wanted)
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(look.words.say("banner.checking"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._headline)
        texts.addWidget(self._summary)
        texts.addWidget(self._progress)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(texts, 1)
        layout.addWidget(self._stop)

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

    def show_failure(self, message: str) -> None:
        """The program could not check."""
        self._show("wait", self._look.words.say("banner.failed"), message, busy=False)

    def show_stopped(self) -> None:
        """The check was stopped and there is no result to show."""
        self._show("idle", self._look.words.say("banner.stopped"), self._look.words.tip("banner.stopped"), busy=False)

    def _show(self, state: str, headline: str, summary: str, *, busy: bool) -> None:
        restyle(self, "state", state)
        self._badge.show_state(state)
        self._headline.setText(headline)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._progress.setVisible(busy)
        self._stop.setVisible(busy)
        word = self._look.words.say(f"verdict.{state}")
        self.setAccessibleName(word if busy else f"{word}. {headline}")
        self.setAccessibleDescription(summary)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
