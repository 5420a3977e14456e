# SPDX-License-Identifier: Apache-2.0
"""The rules of one pack to look things up in: a search, three choices, a table, the chosen rule below."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assay.reports.safe_text import visible
from assay.rule_of_finding import entry_of
from assay_gui.dialogs.choice import Choice as ChoiceBox
from assay_gui.look import Look
from assay_gui.models.rule_book import Choice, RuleBookModel
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import BusyBar, button, label, plain_tip
from assay_gui.views.rows_table import RowsTable
from assay_gui.views.rule_details import RuleDetailsView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assay.packs_at_hand import PackAtHand
    from assay.rule_book import RuleEntry
    from assay.rule_of_finding import RuleBehind
    from assay_gui.pack_work import Reading

_SHARES = {0: (17, 3), 1: (19, 6), 2: (8, 0), 3: (9, 0), 4: (11, 2), 5: (12, 2)}
_CHOICE_CHARACTERS = 18
TELL_AFTER_MS = 60
"""The chosen rule is told when nobody types on: its words take longer to lay out than all rules to search."""
_TEXT_WIDTH = 520
_CHOICES = ("kind", "stage", "engine")


class RuleBrowser(QWidget):
    """What a pack asks for, rule by rule."""

    pack_chosen = Signal(str)
    """Its key."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        words = look.words
        self._wanted: RuleBehind | None = None
        self._before = ""
        self.places_of: Callable[[RuleEntry], tuple[int, ...]] = lambda _entry: ()
        """Where in the open document findings come from an entry, by their places among its cards."""
        self.rules = RuleBookModel(words, self)
        self.table = RowsTable(look, self.rules, words.say("rules.table"), _SHARES)
        self.details = RuleDetailsView(look)
        self.packs = self._choice("pack")
        self.field = QLineEdit()
        self.choices = {name: self._choice(name) for name in _CHOICES}
        self._count = label("", "muted")
        self._invite, self._text = label("", "invite", wrap=True), label("", "muted", wrap=True)
        self.all_button = button(words.say("rules.show_all"), words.tip("rules.show_all"), "primary")
        self._progress = BusyBar(look)
        self._pages = QStackedWidget()
        self._lay_out()
        self.field.textChanged.connect(self._choose)
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._choose)
        self.packs.activated.connect(lambda row: self.pack_chosen.emit(self.packs.itemData(row)))
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(TELL_AFTER_MS)
        self._telling.timeout.connect(self._tell)
        self.table.row_chosen.connect(lambda _id: self._telling.start())
        self.all_button.clicked.connect(self.show_all)

    @property
    def chosen(self) -> "RuleEntry | None":
        """The entry that is shown in detail."""
        row = self.table.currentIndex().row()
        return self.rules.shown[row] if 0 <= row < len(self.rules.shown) else None

    @property
    def message(self) -> str:
        """What it says where there is no rule to show."""
        return "" if self._pages.currentIndex() == 0 else f"{self._invite.text()} {self._text.text()}".strip()

    @property
    def counted(self) -> str:
        """How many rules are shown, in words."""
        return self._count.text()

    def show_packs(self, packs: "Sequence[PackAtHand]", chosen: str) -> None:
        """Offer these packs."""
        self.packs.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.packs.clear()
        for pack in packs:
            self.packs.addItem(visible(f"{pack.name or pack.id} ({pack.version})"), pack.key)
        self.packs.setCurrentIndex(self.packs.findData(chosen))
        self.packs.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def show_reading(self, reading: "Reading | None", fault: str) -> None:
        """Show what a pack says; None while that is being found out. `fault`: why it cannot be read."""
        self._before = self.chosen.id if self.chosen else self._before
        self.rules.show(reading.book if reading else ())
        self._offer_choices(reading.book if reading else ())
        self._progress.setVisible(reading is None)
        self._choose()
        if reading is not None:
            self._go_on_from_before()
        if reading is None or fault:
            words = self._look.words
            self._say(words.say("rules.damaged_title") if fault else words.say("rules.reading"), fault)

    def show_rule(self, wanted: "RuleBehind") -> bool:
        """Choose the entry that tells of a rule most exactly; later, while the pack is read. Whether it is there."""
        if not self.rules.book:
            self._wanted = wanted
            return False
        entry = entry_of(self.rules.book, wanted)
        if entry is None or self.rules.row_of(entry.id) < 0:
            self.show_all()
        if entry is not None:
            self.table.choose_row(self.rules.row_of(entry.id))
        self.table.setFocus()
        return entry is not None

    def show_all(self) -> None:
        """Take back what was sought and chosen."""
        self.field.clear()
        for choice in self.choices.values():
            choice.setCurrentIndex(0)
        self._choose()

    def _go_on_from_before(self) -> None:
        """A pack was read: what somebody waits for is chosen, else what was chosen before it was read again."""
        wanted, self._wanted = self._wanted, None
        before, self._before = self._before, ""
        if wanted is not None and self.rules.book:
            self.show_rule(wanted)
        elif before:
            self.table.choose_row(self.rules.row_of(before))

    def _tell(self) -> None:
        """The chosen rule, and how many findings come from it."""
        chosen = self.chosen
        self.details.show_rule(chosen)
        self.details.show_findings(len(self.places_of(chosen)) if chosen else 0)

    def _choose(self) -> None:
        before = self.chosen
        kind, stage, engine = (self.choices[name].currentData() or "" for name in _CHOICES)
        self.rules.choose(Choice(self.field.text(), kind, stage, engine))
        words, shown, whole = self._look.words, len(self.rules.shown), len(self.rules.book)
        self._count.setText(words.say("rules.shown_of", shown=shown, count=whole) if whole else "")
        self._pages.setCurrentIndex(0 if shown else 1)
        if shown:
            self.table.choose_row(max(0, self.rules.row_of(before.id) if before else 0))
        else:
            self._say(words.say("rules.none_found"), words.tip("rules.none_found"))
        self._telling.start()

    def _say(self, invite: str, text: str) -> None:
        self._pages.setCurrentIndex(1)
        self._invite.setText(invite)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.all_button.setVisible(bool(self.rules.book))
        self.setAccessibleDescription(self.message)

    def _offer_choices(self, book: "Sequence[RuleEntry]") -> None:
        """Only what there is."""
        words = self._look.words
        kinds = dict.fromkeys(str(entry.kind) for entry in book)
        stages = dict.fromkeys(entry.stage.value for entry in book)
        engines = dict.fromkeys(one.engine for entry in book for one in entry.engines)
        said = words.of_reports.say
        self._fill("kind", ((kind, said(f"rule_book.kind.{kind}")) for kind in kinds))
        self._fill("stage", ((stage, said(f"report.stage.{stage}")) for stage in stages))
        self._fill("engine", ((engine, visible(engine)) for engine in engines))

    def _fill(self, name: str, offers: "Iterable[tuple[str, str]]") -> None:
        choice = self.choices[name]
        before = choice.currentData()
        choice.blockSignals(True)  # noqa: FBT003 - Qt's signature
        choice.clear()
        choice.addItem(self._look.words.say(f"rules.any.{name}"), "")
        for told, shown in offers:
            choice.addItem(shown, told)
        choice.setCurrentIndex(max(0, choice.findData(before)))
        choice.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _choice(self, name: str) -> ChoiceBox:
        words = self._look.words
        made = ChoiceBox(self._look)
        made.setMinimumContentsLength(_CHOICE_CHARACTERS)
        made.setAccessibleName(words.say(f"rules.choice.{name}"))
        made.setToolTip(plain_tip(words.tip(f"rules.choice.{name}")))
        made.setAccessibleDescription(words.tip(f"rules.choice.{name}"))
        return made

    def _lay_out(self) -> None:
        words = self._look.words
        self.field.setPlaceholderText(words.say("rules.search"))
        self.field.setAccessibleName(words.say("rules.search"))
        self.field.setAccessibleDescription(words.tip("rules.search"))
        self.field.setToolTip(plain_tip(words.tip("rules.search")))
        self.field.setClearButtonEnabled(True)
        self._progress.setAccessibleName(words.say("rules.reading"))
        top = QWidget()
        top.setObjectName("surface")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.field, 1)
        first.addWidget(self._count)
        flow = FlowLayout(8)
        for widget in (self.packs, *self.choices.values()):
            flow.addWidget(widget)
        inside = QVBoxLayout(top)
        inside.setContentsMargins(16, 8, 16, 4)
        inside.addLayout(first)
        inside.addLayout(flow)
        columns = QSplitter(Qt.Orientation.Vertical)
        columns.setChildrenCollapsible(False)
        columns.setHandleWidth(1)
        columns.addWidget(self._table_side())
        columns.addWidget(self.details)
        columns.setSizes([400, 220])
        columns.setStretchFactor(0, 2)
        columns.setStretchFactor(1, 1)
        self._pages.addWidget(columns)
        self._pages.addWidget(self._nothing_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self._pages, 1)

    def _table_side(self) -> QWidget:
        side = QWidget()
        side.setObjectName("surface")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(side)
        inside.setContentsMargins(16, 0, 16, 4)
        inside.addWidget(self.table)
        self.table.setMinimumHeight(90)
        return side

    def _nothing_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = QWidget()
        middle.setMaximumWidth(_TEXT_WIDTH)
        inside = QVBoxLayout(middle)
        inside.setSpacing(12)
        for text in (self._invite, self._text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(text)
        inside.addWidget(self._progress)
        inside.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addStretch()
        layout.addLayout(row)
        layout.addStretch()
        return page
