# SPDX-License-Identifier: Apache-2.0
"""Home: where a self-description is dropped, what was checked lately, and what can be written anew."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.recent_files import RecentFile
from assay_gui.views.attention_card import AttentionCard
from assay_gui.views.begin_card import BeginCard
from assay_gui.views.parts import button, in_turn, label, restyle
from assay_gui.views.recent import RecentList

INVITE_HEIGHT = 176
_WIDE = 640
"""From here on the two cards stand side by side, where they have room."""
_AROUND = 80
"""Beside the two and between them."""


class DropZone(QFrame):
    """Says that files may be dropped, and offers the other ways to open one."""

    open_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        say, tip = look.words.say, look.words.tip
        self._look = look
        self.setProperty("kind", "drop")
        self.setMinimumHeight(INVITE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.open_button = button(say("home.open"), tip("home.open"), "primary")
        self.paste_button = button(say("home.paste"), tip("home.paste"))
        self.sample_button = button(say("home.sample"), tip("home.sample"))
        self.open_button.clicked.connect(self.open_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)
        self._samples = QMenu(self.sample_button)
        self.sample_button.clicked.connect(self._offer_samples)
        self._lay_out()

    def offer(self, groups: tuple[tuple[tuple[str, str], ...], ...]) -> None:
        """The samples on offer, in groups with a line between them: key and title of each."""
        self._samples.clear()
        for group in groups:
            if not self._samples.isEmpty():
                self._samples.addSeparator()
            for key, title in group:
                self._samples.addAction(title).triggered.connect(lambda _=False, key=key: self.sample_wanted.emit(key))

    @property
    def samples(self) -> QMenu:
        """The menu of samples."""
        return self._samples

    def show_over(self, *, over: bool) -> None:
        """Whether something droppable hangs over the window."""
        restyle(self, "over", "true" if over else "false")

    def _lay_out(self) -> None:
        say = self._look.words.say
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 40, 24, 40)
        layout.setSpacing(8)
        layout.addStretch()
        for text, kind in ((say("home.drop"), "invite"), (say("home.formats"), "muted")):
            line = label(text, kind, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(line)
        layout.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        for one in (self.open_button, self.paste_button, self.sample_button):
            buttons.addWidget(one)
        buttons.addStretch()
        layout.addLayout(buttons)
        layout.addStretch()

    def _offer_samples(self) -> None:
        self._samples.popup(self.sample_button.mapToGlobal(self.sample_button.rect().bottomLeft()))


class HomeView(QScrollArea):
    """The first page."""

    recent_chosen = Signal(str)

    def __init__(self, look: Look, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("home.title"))
        page = QWidget()
        page.setObjectName("page")
        self.setWidget(page)
        say = look.words.say
        self._room = 0
        """Width of what is seen. Asked of the viewport, Qt would make all its widgets known to Python first."""
        self.drop_zone = DropZone(look)
        self.recent = RecentList(look, clock)
        self.recent.chosen.connect(self.recent_chosen)
        self._nothing_recent = label(say("home.no_recent"), "muted", wrap=True)

        self._recent_card = card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(label(say("home.recent"), "strong"))
        inside.addWidget(self._nothing_recent)
        inside.addWidget(self.recent)
        inside.addStretch()
        self.attention = AttentionCard(look)
        self.attention.filled.connect(self._attention_filled)

        self._lines = layout = QVBoxLayout(page)
        layout.setContentsMargins(32, 28, 32, 28)
        layout.setSpacing(20)
        layout.addWidget(label(say("home.title"), "title", wrap=True))
        layout.addWidget(self.drop_zone)
        layout.addWidget(self._both_cards())
        self.begin = BeginCard(look)
        layout.addWidget(self.begin)
        layout.addStretch()
        self.show_recent(())

    def show_hint(self, hint: QWidget, *stops: QWidget) -> None:
        """Take something that helps at the start, above what is always here; `stops`: where Tab halts in it."""
        self._lines.insertWidget(1, hint)
        in_turn(self, *stops, self.drop_zone.open_button)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The places F6 goes round."""
        links = self.attention.links[:1] or [self.attention.calendar_button]
        shown = (link for link in links if not link.isHidden())
        return (self.drop_zone.open_button, *shown, self.recent, next(iter(self.begin.buttons.values())))

    def dress(self) -> None:
        """Draw again in the colours of the moment; the list goes with the size of the text."""
        self.attention.dress()
        self.recent.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One card below the other where both have no room."""
        super().resizeEvent(event)
        self._room = event.size().width()
        self._fit_cards()

    def _both_cards(self) -> QWidget:
        both = QWidget()
        both.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight, both)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)
        for one in (self.attention, self._recent_card):
            self._cards.addWidget(one, 1)
        return both

    def _attention_filled(self) -> None:
        in_turn(self.drop_zone.sample_button, *self.attention.stops)
        self._fit_cards()

    def _fit_cards(self) -> None:
        widest = max(self.attention.minimumSizeHint().width(), self._recent_card.minimumSizeHint().width())
        needed = 2 * widest + _AROUND
        is_wide = self._room >= max(_WIDE, needed)
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    def show_recent(self, files: tuple[RecentFile, ...]) -> None:
        """Show these files as checked lately."""
        self.recent.show_files(files)
        self.recent.setVisible(bool(files))
        self._nothing_recent.setVisible(not files)
