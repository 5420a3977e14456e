# SPDX-License-Identifier: Apache-2.0
"""Rules: the packs with the chosen one beside them, and what it asks for, rule by rule."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from assay.pack_words import told_error
from assay_gui.look import Look
from assay_gui.models.packs import PacksModel
from assay_gui.rules_session import RulesSession
from assay_gui.views import pack_details
from assay_gui.views.pack_details import PackDetailsView
from assay_gui.views.page_frame import TableAndDetails, head_buttons, head_of, titled
from assay_gui.views.parts import label
from assay_gui.views.rows_table import RowsTable
from assay_gui.views.rule_browser import RuleBrowser

if TYPE_CHECKING:
    from assay.errors import PackError
    from assay.rule_of_finding import RuleBehind

_HEAD = ("compare", "import")
_SHARES = {0: (21, 4), 1: (7, 0), 2: (9, 0), 3: (15, 2), 4: (10, 0)}
_PACKS, _BROWSER = 0, 1


class RulesPage(QWidget):
    """The rules at hand."""

    action_wanted = Signal(str)
    """One of `import`, `compare`, or of those that a pack's details offer."""

    def __init__(self, look: Look, session: RulesSession) -> None:
        super().__init__()
        self._look = look
        self._session = session
        words = look.words
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.say("rules.title"))
        self.packs = PacksModel(words, self)
        self.table = RowsTable(look, self.packs, words.say("rules.packs"), _SHARES)
        self.details = PackDetailsView(look)
        self.browser = RuleBrowser(look)
        self.tabs = QTabWidget()
        self.head_buttons: dict[str, QPushButton] = {}
        self._line = label("", "muted", wrap=True)
        self._lay_out()
        self.table.row_chosen.connect(session.choose)
        self.details.action_wanted.connect(self._act)
        self.browser.pack_chosen.connect(session.choose)
        session.changed.connect(self.refresh)
        session.chosen_changed.connect(self._show_chosen)
        session.reading_changed.connect(self._show_reading)
        self.refresh()

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The places F6 goes round."""
        if self.tabs.currentIndex() == _BROWSER:
            return (self.browser.field, self.browser.table, self.browser.details)
        return (self.table, self.details.buttons["browse"], self.head_buttons["import"])

    @property
    def line(self) -> str:
        """What it says below its title."""
        return self._line.text()

    def show_rule(self, wanted: "RuleBehind") -> bool:
        """Show what a finding comes from. Whether there is such a pack; it may still have to be read."""
        self.tabs.setCurrentIndex(_BROWSER)
        is_there = self._session.choose_id(wanted.pack)
        if is_there or not self._session.packs:
            self.browser.show_rule(wanted)
        return is_there

    def refresh(self) -> None:
        """Show the packs as they are."""
        packs = self._session.packs
        if self.packs.packs != packs:
            self.packs.show(packs)
        self.table.fit_columns()
        self._line.setText(self._told())
        self.setAccessibleDescription(self._line.text())
        self._show_chosen()
        self._show_reading()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.table.viewport().update()
        self.browser.table.viewport().update()

    def _act(self, name: str) -> None:
        if name == "browse":
            self.tabs.setCurrentIndex(_BROWSER)
            self.browser.field.setFocus()
        else:
            self.action_wanted.emit(name)

    def _told(self) -> str:
        words, session = self._look.words, self._session
        if session.fault is not None:
            return words.error(session.fault)
        damaged = sum(pack.state == "damaged" for pack in session.packs)
        old = sum(pack.state == "old" for pack in session.packs)
        parts = [words.say("rules.line")]
        parts += [words.say("rules.some_damaged", count=damaged)] if damaged else []
        parts += [words.say("rules.some_old", count=old)] if old else []
        return " ".join(parts)

    def _show_chosen(self) -> None:
        chosen = self._session.chosen
        key = chosen.key if chosen else ""
        self.table.choose_row(self.packs.row_of(key))
        self.browser.show_packs(self._session.packs, key)

    def _show_reading(self) -> None:
        reading, pack = self._session.reading, self._session.chosen
        fault = self._fault(reading.error) if reading is not None and reading.error is not None else ""
        state = fault or (self._look.words.tip(f"rules.state.{pack.state}") if pack else "")
        if pack is not None and pack.error is not None:
            state = self._fault(pack.error)
        self.details.show_pack(pack, reading, state)
        self.browser.show_reading(reading, fault)

    def _fault(self, error: "PackError") -> str:
        words = self._look.words
        return words.lengthened(told_error(error, words.texts, group="window.error"))

    def _lay_out(self) -> None:
        words = self._look.words
        columns = TableAndDetails()
        columns.fill(self.table, self.details, pack_details.WIDTH)
        for widget, name in ((columns, "packs"), (self.browser, "browser")):
            place = self.tabs.addTab(widget, words.say(f"rules.tab.{name}"))
            self.tabs.setTabToolTip(place, words.tip(f"rules.tab.{name}"))
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(words.say("rules.title"))
        self.tabs.tabBar().setAccessibleName(words.say("rules.title"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self.tabs, 1)

    def _head(self) -> QWidget:
        words = self._look.words
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(titled(words.say("rules.title"), self._line), 1)
        self.head_buttons |= head_buttons(words, "rules", _HEAD, self.action_wanted.emit, primary="import")
        for made in self.head_buttons.values():
            row.addWidget(made)
        head, _ = head_of(row)
        return head
