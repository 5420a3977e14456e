# SPDX-License-Identifier: Apache-2.0
"""Needs attention: what ends or grows old soon, each with its sign, in one sentence, and a way to its place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import Badge, button, label, plain_tip, rule

if TYPE_CHECKING:
    from assay.attention import Attention
    from assay_gui.attending import Attending

FIRST = 5
"""Rows that are shown at once; the rest on demand."""
_STATES = {"over": "fail", "soon": "wait", "aged": "advice"}
"""Urgency to the state whose sign and colour a row bears."""
_SIGN = 16


class AttentionCard(QFrame):
    """A heading, the rows, and the calendar file."""

    place_wanted = Signal(object)
    """Of an `Attention`."""
    calendar_wanted = Signal()
    filled = Signal()
    """It shows something else, which may need more room."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.links: list[QPushButton] = []
        self.sentences: list[str] = []
        self.places: frozenset[str] = frozenset()
        """Kinds of things that have a place to go to."""
        self._found: Attending | None = None
        self._note = label(words.say("attend.looking"), "muted", wrap=True)
        self._rows = QWidget()
        self.all_button = button("", kind="small")
        self.calendar_button = button(words.say("attend.calendar"), words.tip("attend.calendar"), "small")
        self.calendar_button.hide()
        self.all_button.hide()
        self._shows_all = False
        self.all_button.clicked.connect(self._show_all)
        self.calendar_button.clicked.connect(self.calendar_wanted)
        below = FlowLayout(8)
        below.addWidget(self.all_button)
        below.addWidget(self.calendar_button)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(12, 12, 12, 12)
        self._inside.setSpacing(8)
        self._inside.addWidget(label(words.say("attend.title"), "strong"))
        self._inside.addWidget(self._note)
        self._inside.addWidget(self._rows)
        self._inside.addLayout(below)
        self._inside.addStretch()

    @property
    def note(self) -> str:
        """What it says beside the rows."""
        return "" if self._note.isHidden() else self._note.text()

    @property
    def stops(self) -> tuple[QPushButton, ...]:
        """Where Tab halts, in order."""
        return (*self.links, self.all_button, self.calendar_button)

    def show_found(self, found: "Attending") -> None:
        """Show what wants attention."""
        self._found = found
        self._shows_all = self._shows_all and len(found.entries) > FIRST
        self._fill()

    def dress(self) -> None:
        """Draw again in the colours of the moment: signs are drawn when they are shown."""
        self.update()

    def _show_all(self) -> None:
        self._shows_all = True
        self._fill()
        self.links[FIRST if len(self.links) > FIRST else -1].setFocus()

    def _fill(self) -> None:
        found, words = self._found, self._look.words
        if found is None:
            return
        shown = found.entries if self._shows_all else found.entries[:FIRST]
        faults = [words.error(fault) for fault in found.faults]
        nothing = [] if found.entries or faults else [words.say("attend.nothing")]
        self._note.setText("\n".join((*nothing, *faults)))
        self._note.setVisible(bool(self._note.text()))
        self.all_button.setText(words.say("attend.all", count=len(found.entries)))
        self.all_button.setAccessibleName(self.all_button.text())
        self.all_button.setVisible(len(shown) < len(found.entries))
        self.calendar_button.show()
        self._replace_rows(shown)
        self.filled.emit()

    def _replace_rows(self, entries: "tuple[Attention, ...]") -> None:
        had_focus = any(link.hasFocus() for link in self.links)
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(10, 0, 10, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.links, self.sentences = [], []
        for number, entry in enumerate(entries):
            self._add_row(grid, 2 * number, entry)
            if number + 1 < len(entries):
                grid.addWidget(rule(), 2 * number + 1, 0, 1, 3)
        self._inside.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows
        rows.setVisible(bool(entries))
        if had_focus and self.links:
            self.links[0].setFocus()

    def _add_row(self, grid: QGridLayout, row: int, entry: "Attention") -> None:
        from assay.reports.safe_text import visible  # all that reports are made of comes with it: not before the paint

        words = self._look.words
        params = {name: visible(told) if isinstance(told, str) else told for name, told in entry.params.items()}
        sentence = words.lengthened(words.texts.part(entry.text, "what", params))
        more = [words.lengthened(words.texts.part(entry.text, member, params)) for member in ("why", "how")]
        badge = Badge(self._look, _SIGN)
        state = _STATES[entry.urgency.value]
        badge.show_state(state)
        badge.setAccessibleName(words.say(f"attend.{state}"))
        told = label(sentence, wrap=True)
        told.setToolTip(plain_tip(" ".join(part for part in more if part)))
        grid.addWidget(badge, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(told, row, 1, Qt.AlignmentFlag.AlignVCenter)
        self.sentences.append(sentence)
        if entry.kind.value in self.places:
            link = button(words.say(f"attend.go.{entry.kind}"), words.tip(f"attend.go.{entry.kind}"), "link")
            link.setAccessibleName(words.pair(link.text(), sentence))
            link.clicked.connect(lambda: self.place_wanted.emit(entry))
            grid.addWidget(link, row, 2, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            self.links.append(link)
