# SPDX-License-Identifier: Apache-2.0
"""What a piece of evidence is, and what it backs: criteria and claims picked by their names, standards by criterion."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from assay.texts import one_line
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.columns import WIDTH, Columns
from assay_gui.dialogs.day_field import DayField
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.dialogs.ticks import Tick, TickList
from assay_gui.look import Look
from assay_gui.views.empty_text import EmptyText
from assay_gui.views.evidence_page import claim_told
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button, clearable, keep_width, label
from assay_gui.views.plain_tips import PlainTips

if TYPE_CHECKING:
    from assay.projects.evidence_row import Claim, Evidence
    from assay_gui.evidence_work import Looked

_KEY = Qt.ItemDataRole.UserRole
_FIRST_DAY = date(1990, 1, 1)
_LINES = 7
_LINES_OF_CLAIMS = 3
_LONG = 200


class EvidenceRowDialog(TaskDialog):
    """Fields at the left, what it backs at the right."""

    wanted = Signal(object)
    """The row as it is to be: an `Evidence`."""
    claim_wanted = Signal()

    def __init__(
        self, look: Look, looked: "Looked", row: "Evidence", *, today: date, parent: QWidget | None = None
    ) -> None:
        say = look.words.say
        super().__init__(look, say("register.row_title"), say("register.row_act"), parent)
        self._looked, self._row = looked, row
        columns = Columns(self)
        self.title = self._line("title", row.title)
        self.issuer, self.number = self._line("issuer", row.issuer), self._line("number", row.number)
        self.url = self._line("url", row.url)
        self.since = self._day("valid_from", row.valid_from, today)
        self.until = self._day("valid_until", row.valid_until, today)
        columns.go_right()
        self.search, self.criteria, self.standard = QLineEdit(), TickList(look), Choice(look)
        self._offer_criteria()
        hint = label(look.words.tip("register.standard"), "small", wrap=True)
        for widget in (name_above(self.standard, say("register.standard")), self.standard, hint):
            self.body.addWidget(widget)
        self._offer_standards()
        self.claims = QListWidget()
        self.add_claim, self.remove_claim = self._act("add_claim"), self._act("remove_claim")
        self._offer_claims()
        columns.end()
        keep_width(self, WIDTH)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.evidence()))
        self.act_button.clicked.connect(self.accept)
        self.check()
        self.title.setFocus()
        self.title.selectAll()

    def evidence(self) -> "Evidence":
        """The row as it is told here; what a file says by itself stays."""
        return replace(
            self._row,
            title=self.title.text().strip(),
            issuer=self.issuer.text().strip(),
            number=self.number.text().strip(),
            url=self.url.text().strip(),
            standard=str(self.standard.currentData() or ""),
            valid_from=_day_of(self.since),
            valid_until=_day_of(self.until),
            criteria=self.ticked,
            claims=tuple(self.claims.item(at).data(_KEY) for at in range(self.claims.count())),
        )

    @property
    def ticked(self) -> tuple[str, ...]:
        """The criteria that are chosen."""
        return tuple(str(item.data(_KEY)) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def is_ready(self) -> bool:
        """Whether it has a title, and there is a file or an address."""
        return bool(self.title.text().strip()) and bool(self._row.file or self.url.text().strip())

    def first_field(self) -> QWidget:
        """The title."""
        return self.title

    def take_claim(self, claim: "Claim") -> None:
        """Let it back a claim more."""
        known = [self.claims.item(at).data(_KEY) for at in range(self.claims.count())]
        if claim not in known:
            self._add_claim(claim)
            self.claims.setCurrentRow(self.claims.count() - 1)

    def _items(self) -> list[QListWidgetItem]:
        return [self.criteria.item(at) for at in range(self.criteria.count())]

    def _line(self, name: str, told: str) -> QLineEdit:
        from assay.projects.evidence_row import LONGEST

        words, made = self._look.words, QLineEdit()
        made.setMaxLength(LONGEST)
        made.setText(told)
        made.setCursorPosition(0)
        self.ask(made, words.say(f"register.ask_{name}"))
        return made

    def _day(self, name: str, told: date | None, today: date) -> tuple[Tick, DayField]:
        say = self._look.words.say
        tick, field = Tick(say(f"register.{name}")), DayField(self._look, _FIRST_DAY, told or today)
        field.setAccessibleName(say(f"register.{name}"))
        tick.setChecked(told is not None)
        field.setEnabled(told is not None)
        tick.toggled.connect(field.setEnabled)
        row = FlowLayout(8)
        row.addWidget(tick)
        row.addWidget(field)
        self.body.addLayout(row)
        return tick, field

    def _offer_criteria(self) -> None:
        say = self._look.words.say
        name = name_above(self.search, say("register.ask_criteria"))
        self.search.setPlaceholderText(say("matrix.search"))
        self.search.setAccessibleName(say("matrix.search"))
        clearable(self.search, say("parts.clear"))
        known = [entry.id for entry in self._looked.table.criteria]
        others = [one for one in self._row.criteria if one not in known]
        for criterion in (*others, *known):
            told = one_line(" ".join((criterion, self._looked.names.get(criterion, ""))), _LONG).strip()
            item = QListWidgetItem(told, self.criteria)
            item.setToolTip(told)
            item.setData(_KEY, criterion)
            is_chosen = criterion in self._row.criteria
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        self.criteria.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.criteria.setAccessibleName(say("register.ask_criteria"))
        self.criteria.setFixedHeight(_LINES * (self.criteria.fontMetrics().height() + 8))
        self.criteria.itemChanged.connect(lambda _item: self._offer_standards())
        self._nothing = EmptyText(self.criteria, say("cards.none_found"))
        self.search.textChanged.connect(self._look_for)
        chosen = next((item for item in self._items() if item.checkState() is Qt.CheckState.Checked), None)
        self.criteria.setCurrentItem(chosen or self.criteria.item(0))
        for widget in (name, self.search, self.criteria):
            self.body.addWidget(widget)

    def _look_for(self, text: str) -> None:
        told = text.strip().casefold()
        for item in self._items():
            item.setHidden(told not in item.text().casefold())
        self._nothing.check()

    def _offer_standards(self) -> None:
        """Those that prove the criteria that are chosen; the one the row has stays until another is chosen."""
        from assay.projects.evidence_register import standards_of

        say, table = self._look.words.say, self._looked.table
        kept = self._row.standard if self.standard.count() == 0 else str(self.standard.currentData() or "")
        found = {one.short: one for name in self.ticked for one in standards_of(name, table)}
        self.standard.clear()
        self.standard.addItem(say("register.no_standard"), "")
        for short, one in found.items():
            self.standard.addItem(one_line(one.name, _LONG), short)
        if kept and kept not in found:
            name = one_line(table.standards.get(kept, kept), _LONG)
            self.standard.addItem(say("register.other_standard", name=name), kept)
        self.standard.setCurrentIndex(max(0, self.standard.findData(kept)))

    def _act(self, name: str) -> QPushButton:
        words = self._look.words
        return button(words.say(f"register.{name}"), words.tip(f"register.{name}"))

    def _offer_claims(self) -> None:
        say = self._look.words.say
        name = name_above(self.claims, say("register.of_claims"))
        self.claims.setObjectName("ticked")
        self.claims.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.claims.setItemDelegate(PlainTips(self.claims))
        self.claims.setFixedHeight(_LINES_OF_CLAIMS * (self.claims.fontMetrics().height() + 8))
        for claim in self._row.claims:
            self._add_claim(claim)
        self.claims.setCurrentRow(0)
        self.add_claim.setEnabled(bool(self._looked.claims))
        self.add_claim.clicked.connect(self.claim_wanted)
        self.remove_claim.clicked.connect(lambda: self.claims.takeItem(self.claims.currentRow()))
        row = FlowLayout(8)
        row.addWidget(self.add_claim)
        row.addWidget(self.remove_claim)
        self.body.addWidget(name)
        self.body.addWidget(self.claims)
        self.body.addLayout(row)

    def _add_claim(self, claim: "Claim") -> None:
        told = claim_told(claim, self._looked, self._look)
        item = QListWidgetItem(told, self.claims)
        item.setToolTip(told)
        item.setData(_KEY, claim)


def _day_of(field: tuple[Tick, DayField]) -> date | None:
    tick, day = field
    return date.fromisoformat(day.day) if tick.isChecked() else None


def claim_entries(looked: "Looked", look: Look) -> Sequence[tuple[str, str, str]]:
    """The claims that can be picked, for a list: place, what it is, and nothing more."""
    return [(str(at), claim_told(offer.claim, looked, look), "") for at, offer in enumerate(looked.claims.values())]


class EvidenceRenewDialog(TaskDialog):
    """Asks whether a file that is another one now is to be the evidence from here on."""

    def __init__(self, look: Look, row: "Evidence", parent: QWidget | None = None) -> None:
        say = look.words.say
        super().__init__(look, say("register.renew_title"), say("register.renew_act"), parent)
        self.explain(one_line(row.file, _LONG), "strong")
        self.explain(say("register.renew_explain"))
        self.act_button.setDefault(False)
        self.cancel_button.setDefault(True)
        self.act_button.clicked.connect(self.accept)
        self.cancel_button.setFocus()
