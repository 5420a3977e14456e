# SPDX-License-Identifier: Apache-2.0
"""Keys: the table with the chosen key beside it; where there is nothing to show, why, and the one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assay_gui.keeping import Holdings, Lock
from assay_gui.key_session import KeySession
from assay_gui.look import Look
from assay_gui.theme import scaled
from assay_gui.views import key_details
from assay_gui.views.flow import FlowLayout
from assay_gui.views.key_details import KeyDetailsView
from assay_gui.views.keys_table import KeysTable
from assay_gui.views.page_frame import TableAndDetails, head_buttons, head_of
from assay_gui.views.parts import BusyBar, button, label, restyle

_HEAD = ("restore", "back_up", "card", "import", "make")
_OFFERED = {
    Lock.UNSEEN: ("look",),
    Lock.EMPTY: ("make", "import", "card", "restore", "lock"),
    Lock.NO_KEYRING: ("lock", "import", "card", "look", "restore"),
    Lock.LOCKED: ("unlock",),
    Lock.SHUT: ("look",),
    Lock.OPEN: ("make", "import", "card", "restore"),
}
"""What can be done where there is no key to show; the first is the next sensible thing."""
_TEXT_WIDTH = 520
_WIDE = 860


class KeysPage(QWidget):
    """The keys of this computer's user."""

    action_wanted = Signal(str)
    """One of `make`, `import`, `card`, `restore`, `back_up`, `log`, `lock`, `unlock`, or of those that a key's details
    offer.
    """

    def __init__(self, look: Look, session: KeySession) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(look.words.say("keys.title"))
        self.table = KeysTable(look)
        self.details = KeyDetailsView(look)
        self.head_buttons: dict[str, QPushButton] = {}
        self.offers: dict[str, QPushButton] = {}
        self._line = label("", "muted", wrap=True)
        self._invite, self._text = label("", "invite", wrap=True), label("", "muted", wrap=True)
        self._progress = BusyBar(look)
        self.stop_button = button(look.words.say("keys.stop"), look.words.tip("keys.stop"))
        self._pages = QStackedWidget()
        self._lay_out()
        self.table.key_chosen.connect(session.choose)
        self.details.action_wanted.connect(self.action_wanted)
        self.stop_button.clicked.connect(session.stop_looking)
        session.changed.connect(self.refresh)
        session.waiting.connect(self._show_waiting)
        session.chosen_changed.connect(self._show_details)
        session.details_changed.connect(self._show_details)
        self.refresh()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The places F6 goes round."""
        if self._pages.currentWidget() is self._columns:
            return (self.table, self.details.buttons["log"], self.head_buttons["make"])
        return tuple(offer for offer in self.offers.values() if offer.isVisible())[:1]

    @property
    def message(self) -> str:
        """What it says where there is no key to show."""
        return "" if self._pages.currentWidget() is self._columns else f"{self._invite.text()} {self._text.text()}"

    def refresh(self) -> None:
        """Show the vault as it stands."""
        holdings = self._session.holdings
        has_keys = bool(holdings.keys)
        for made in self.head_buttons.values():
            made.setVisible(has_keys)
        self._line.setText(self._opener(holdings))
        if has_keys:
            chosen = self._session.chosen
            if self.table.keys.keys != holdings.keys:  # a reset takes the focus from the row that is read
                self.table.keys.show(holdings.keys)
            self.table.show_keys(chosen=chosen.record.id if chosen else "")
            self._pages.setCurrentWidget(self._columns)
            self.setAccessibleName(self._look.words.say("keys.title"))
            self.setAccessibleDescription(self._line.text())
            self._show_details()
        else:
            self._pages.setCurrentIndex(0)
            self._show_nothing(holdings)

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.table.viewport().update()

    def _act(self, name: str) -> None:
        if name == "look":
            self._session.look()
        else:
            self.action_wanted.emit(name)

    def _show_details(self) -> None:
        self.details.show_key(self._session.chosen, self._session.details, self._session.holdings)
        restyle(self.head_buttons["make"], "kind", "" if self.details.wants_renewal else "primary")

    def _show_waiting(self) -> None:
        """A keyring may ask for a password, in a window of its own."""
        words = self._look.words
        if self._pages.currentWidget() is not self._columns:
            self._tell(words.say("keys.waiting"), words.tip("keys.waiting"))
            for offer in self.offers.values():
                offer.hide()
            self._progress.show()
            self.stop_button.show()

    def _show_nothing(self, holdings: Holdings) -> None:
        words, lock = self._look.words, holdings.lock
        self._progress.hide()
        self.stop_button.hide()
        told = words.tip(f"keys.{lock}", count=len(holdings.names), names=", ".join(holdings.names))
        if holdings.fault is not None:
            told = f"{words.error(holdings.fault)} {told}".strip()
        elif holdings.keyring and lock is Lock.EMPTY:
            told = f"{told} {words.say('keys.opener', name=f'text:keyring_name.{holdings.keyring}')}"
        self._tell(words.say(f"keys.{lock}"), told)
        for name, offer in self.offers.items():
            offer.setVisible(name in _OFFERED[lock])
        first = self.offers[_OFFERED[lock][0]]
        for offer in self.offers.values():
            restyle(offer, "kind", "primary" if offer is first else "")

    def _tell(self, invite: str, text: str) -> None:
        self._invite.setText(invite)
        self._text.setText(text)
        self.setAccessibleName(f"{self._look.words.say('keys.title')}. {invite}")
        self.setAccessibleDescription(text)

    def _opener(self, holdings: Holdings) -> str:
        """What opens the keys, in words: nobody has to guess where they are kept."""
        say = self._look.words.say
        if holdings.lock is not Lock.OPEN:
            return say("keys.promise")
        if holdings.fault is not None:  # the keys that open are shown; this is what matters of the others
            return self._look.words.error(holdings.fault)
        if holdings.keyring:
            return f"{say('keys.promise')} {say('keys.opener', name=f'text:keyring_name.{holdings.keyring}')}"
        return f"{say('keys.promise')} {say('keys.opener_passphrase')}"

    def _lay_out(self) -> None:
        self._columns = TableAndDetails()
        self._columns.fill(self.table, self.details, key_details.WIDTH)
        self._pages.addWidget(self._nothing_page())
        self._pages.addWidget(self._columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self._pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand below the title where there is no room beside it."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(_WIDE)
        self._title_row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._head_row.put_at_end(at_end=wide)

    def _head(self) -> QWidget:
        words = self._look.words
        self._head_row = row = FlowLayout(12)
        self.head_buttons |= head_buttons(words, "keys", _HEAD, self.action_wanted.emit, primary="make")
        for made in self.head_buttons.values():
            row.addWidget(made)
        self._title_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        title = label(words.say("keys.title"), "heading")
        self._title_row.addWidget(title, 0, Qt.AlignmentFlag.AlignBottom)  # near to the line, which is long
        self._title_row.addLayout(row, 1)
        head, _ = head_of(self._title_row, self._line)
        return head

    def _nothing_page(self) -> QWidget:
        words = self._look.words
        page, middle = QWidget(), QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle.setMaximumWidth(_TEXT_WIDTH)
        self._progress.setAccessibleName(words.say("keys.waiting"))
        inside = QVBoxLayout(middle)
        inside.setSpacing(12)
        for text in (self._invite, self._text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(text)
        inside.addWidget(self._progress)
        buttons = FlowLayout(8, is_centred=True)
        for name in ("unlock", "make", "lock", "import", "card", "look", "restore"):
            made = button(words.say(f"keys.{name}"), words.tip(f"keys.{name}"))
            made.clicked.connect(lambda _=False, name=name: self._act(name))
            self.offers[name] = made
            buttons.addWidget(made)
        buttons.addWidget(self.stop_button)
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
