# SPDX-License-Identifier: Apache-2.0
"""History: the checks of the past with the chosen one beside them; where there is none, why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.past_session import PastSession
from assay_gui.views import past_details
from assay_gui.views.flow import FlowLayout
from assay_gui.views.page_frame import TableAndDetails, head_buttons, head_of, titled
from assay_gui.views.parts import button, label
from assay_gui.views.past_details import PastDetailsView
from assay_gui.views.past_filters import PastFilters
from assay_gui.views.past_table import PastTable

_HEAD = ("export", "keep", "clear")
_OFFERS = ("open", "everything", "look")
_TEXT_WIDTH = 520


class PastPage(QWidget):
    """All checks that were kept."""

    action_wanted = Signal(str)
    """One of `export`, `keep`, `clear`, `open`, or of those that the details offer."""

    def __init__(self, look: Look, session: PastSession) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("past.title"))
        self.filters = PastFilters(look, session.now)
        self.table = PastTable(look, session)
        self.details = PastDetailsView(look, session)
        self.head_buttons: dict[str, QPushButton] = {}
        self.offers: dict[str, QPushButton] = {}
        self._line = label("", "muted", wrap=True)
        self._invite, self._text = label("", "invite", wrap=True), label("", "muted", wrap=True)
        self._pages = QStackedWidget()
        self._columns = TableAndDetails()
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The places F6 goes round."""
        if self._pages.currentWidget() is self._columns:
            return (self.filters.text, self.table, self.details.buttons["compare"], self.head_buttons["export"])
        return tuple(offer for offer in self.offers.values() if not offer.isHidden())[:1]

    @property
    def message(self) -> str:
        """What it says where there is no check to show."""
        return "" if self._pages.currentWidget() is self._columns else f"{self._invite.text()} {self._text.text()}"

    @property
    def line(self) -> str:
        """How many there are, and how long they are kept."""
        return self._line.text()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.table.viewport().update()
        self.details.refresh()

    def refresh(self) -> None:
        """Show the list as it was read."""
        session = self._session
        self.filters.show_rules(session.rules)
        has_any = bool(session.entries)
        is_empty = not has_any and not session.is_filtered
        self.filters.setVisible(not is_empty)
        for made in self.head_buttons.values():
            made.setVisible(not is_empty)
        self.table.show_checks()
        self._pages.setCurrentIndex(1 if has_any else 0)
        self._tell_line()
        if not has_any:
            self._show_nothing()

    def _lengthened(self) -> None:
        self.table.show_more()
        self._tell_line()

    def _tell_line(self) -> None:
        words, session = self._look.words, self._session
        told = [words.say("past.promise")]
        if session.total:
            shown = len(session.entries)
            text = "past.checks" if shown == session.total else "past.shown_of"
            told.append(words.say(text, count=session.total, shown=shown))
        if session.is_known and session.fault is None and (session.total or session.is_filtered):
            days = session.kept_days
            told.append(words.say("past.kept_days", count=days) if days else words.say("past.kept_forever"))
        self._line.setText(" ".join(told))
        self.setAccessibleDescription(self._line.text())

    def _show_nothing(self) -> None:
        words, session = self._look.words, self._session
        what, offered = "empty", "open"
        if not session.is_known:
            what, offered = "reading", ""
        elif session.fault is not None:
            what, offered = "broken", "look"
        elif session.is_filtered:
            what, offered = "no_match", "everything"
        self._invite.setText(words.say(f"past.{what}"))
        self._text.setText(words.error(session.fault) if session.fault else words.tip(f"past.{what}"))
        for name, offer in self.offers.items():
            offer.setVisible(name == offered)
        self.setAccessibleName(f"{words.say('past.title')}. {self._invite.text()}")

    def _act(self, name: str) -> None:
        match name:
            case "everything":
                self.filters.clear()
            case "look":
                self._session.look()
            case _:
                self.action_wanted.emit(name)

    def _connect(self) -> None:
        session = self._session
        session.listed.connect(self.refresh)
        session.lengthened.connect(self._lengthened)
        self.filters.wanted_changed.connect(lambda: session.want(self.filters.wanted()))
        self.details.action_wanted.connect(self.action_wanted)
        self.table.opened.connect(lambda: self.action_wanted.emit("report"))

    def _lay_out(self) -> None:
        self._columns.fill(self.table, self.details, past_details.WIDTH)
        self._pages.addWidget(self._nothing_page())
        self._pages.addWidget(self._columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._pages, 1)

    def _head(self) -> QWidget:
        words = self._look.words
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(titled(words.say("past.title"), self._line), 1)
        self.head_buttons |= head_buttons(words, "past", _HEAD, self.action_wanted.emit)
        for made in self.head_buttons.values():
            row.addWidget(made)
        head, layout = head_of(row)
        layout.addSpacing(4)
        layout.addWidget(self.filters)
        return head

    def _nothing_page(self) -> QWidget:
        words = self._look.words
        page, middle = QWidget(), QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle.setMaximumWidth(_TEXT_WIDTH)
        inside = QVBoxLayout(middle)
        inside.setSpacing(12)
        for text in (self._invite, self._text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(text)
        buttons = FlowLayout(8, is_centred=True)
        for name in _OFFERS:
            made = button(words.say(f"past.{name}"), words.tip(f"past.{name}"), "primary")
            made.clicked.connect(lambda _=False, name=name: self._act(name))
            self.offers[name] = made
            buttons.addWidget(made)
        inside.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addStretch()
        layout.addLayout(row)
        layout.addStretch()
        return page
