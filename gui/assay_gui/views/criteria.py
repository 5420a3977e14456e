# SPDX-License-Identifier: Apache-2.0
"""Criteria by levels: a table that can be filtered, and the criterion that is chosen in full."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assay.criteria_matrix import CriterionRow, Matrix
from assay_gui.dialogs.choice import Choice
from assay_gui.dropping import paths_of
from assay_gui.look import Look
from assay_gui.models.criteria import CriteriaFilter, CriteriaModel, Role, Standing, level_word
from assay_gui.models.entries import Entry
from assay_gui.views.criteria_table import CriteriaTable
from assay_gui.views.criterion_page import CriterionPage
from assay_gui.views.least_height import LeastHeight
from assay_gui.views.parts import clearable, label

if TYPE_CHECKING:
    from assay_gui.checking import Checked
    from assay_gui.models.attached import Attached, EvidenceDesk

_MARGIN = 16
_NARROW = 380
_TABLE_HEIGHT, _PAGE_HEIGHT = 320, 160


class CriteriaView(QWidget):
    """The criteria of one document."""

    place_chosen = Signal(str, str)
    """What carries a criterion: its pointer, the part it belongs to."""
    source_chosen = Signal(str, str)
    """The same, to be seen in the source."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._checked: Checked | None = None
        self._evidence: EvidenceDesk | None = None
        self._followed = ""
        self.criteria = CriteriaModel(look.words, self)
        self._filter = CriteriaFilter(self)
        self._filter.setSourceModel(self.criteria)
        self.table = CriteriaTable(look, self._filter)
        self.page = CriterionPage(look)
        self.level, self.standing, self.offering = Choice(look), Choice(look), Choice(look)
        self.search = QLineEdit()
        self.count = label("", "muted")
        self._nothing = label(look.words.say("matrix.nothing"), "muted", wrap=True)
        self._pages = QStackedWidget()
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._name_filters()
        self._lay_out()
        self._connect()
        self.show_checked(None)

    @property
    def shown(self) -> tuple[CriterionRow, ...]:
        """The criteria that pass the filters, in order."""
        return tuple(self._filter.index(row, 0).data(Role.ROW) for row in range(self._filter.rowCount()))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab halts, in order."""
        return (self.offering, self.level, self.standing, self.search, self.table, self.page)

    @property
    def says_nothing(self) -> bool:
        """Whether it says that there are no criteria to show."""
        return self._pages.currentIndex() == 0

    def show_checked(self, checked: "Checked | None") -> None:
        """Show the criteria of a document; None: none."""
        self._checked = checked
        self._fill_offerings()
        self._show_matrix()
        self._show_evidence()

    def show_evidence(self, evidence: "EvidenceDesk | None") -> None:
        """Show what is attached to the criteria, as the register has it now."""
        self._evidence = evidence
        self._show_evidence()

    def show_node(self, node: str) -> None:
        """Choose the first criterion that a part carries; nothing happens where it carries none, or is chosen still."""
        if node == self._followed:
            return
        self._followed = node
        self._choose(next((row for row in self.shown if row.node == node), None))

    def show_entry(self, entry: Entry) -> None:
        """Choose the criterion that a card is about, by what carries it."""
        if entry.pointer is not None:
            self._choose(next((row for row in self.shown if row.pointer == entry.pointer), None))

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.page.dress()
        self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be chosen stands below one another where there is no room beside."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        self._choices.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files where they can be attached."""
        if paths_of(event.mimeData()) and self._may_attach():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """They go to the criterion under the pointer, which is chosen so that one sees it."""
        self._choose(self._row_under(event.position().toPoint()))
        event.setAccepted(self._chosen() is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach files to the criterion they are dropped on; beside the table, to the one that is chosen."""
        row = self._row_under(event.position().toPoint()) or self._chosen()
        paths = paths_of(event.mimeData())
        if row is not None and paths and self._evidence is not None and self._may_attach():
            event.acceptProposedAction()
            self._choose(row)
            self._evidence.take(row.id, paths)

    def _row_under(self, point: QPoint) -> CriterionRow | None:
        viewport = self.table.viewport()
        at = viewport.mapFrom(self, point)
        index = self.table.indexAt(at)
        return index.data(Role.ROW) if viewport.rect().contains(at) and index.isValid() else None

    def _may_attach(self) -> bool:
        """Whether it is a document of the project that is open, which can be written."""
        return bool(self._checked and self._evidence and self._evidence.may_attach and self._attached("") is not None)

    def _attached(self, criterion: str) -> "tuple[Attached, ...] | None":
        if self._evidence is None or self._checked is None:
            return None
        return self._evidence.attached(self._checked, criterion)

    def _show_evidence(self) -> None:
        self.setAcceptDrops(self._may_attach())
        self._show_chosen()

    def _choose(self, row: CriterionRow | None) -> None:
        if row is not None and row is not self._chosen():
            self.table.selectRow(self.shown.index(row))

    def _chosen(self) -> CriterionRow | None:
        index = self.table.currentIndex()
        return index.data(Role.ROW) if index.isValid() else None

    def _show_matrix(self) -> None:
        from assay.criteria_matrix import criteria_matrix

        kept = self._chosen()
        checked, texts = self._checked, self._look.words.texts
        offering = str(self.offering.currentData() or "")
        matrix = criteria_matrix(checked.examination, texts, offering) if checked else Matrix()
        if matrix == self.criteria.matrix and self.level.count():
            return  # most changes of a document change no criterion
        self.criteria.show(matrix)
        self._pages.setCurrentIndex(1 if matrix.rows else 0)
        self._fill_levels(matrix.levels)
        self._filter_anew()
        self._choose(next((row for row in self.shown if kept is not None and row.id == kept.id), None))
        self._show_chosen()

    def _fill_levels(self, levels: tuple[str, ...]) -> None:
        known = tuple(self.level.itemData(place) for place in range(1, self.level.count()))
        if known == levels and self.level.count():
            return
        self.level.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.level.clear()
        self.level.addItem(self._look.words.say("matrix.all_levels"), "")
        for level in levels:
            self.level.addItem(level_word(level, self._look.words), level)
        self.level.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _fill_offerings(self) -> None:
        from assay.criteria_matrix import offerings

        named = offerings(self._checked.examination, self._look.words.texts) if self._checked else {}
        kept = self.offering.currentData()
        self.offering.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.offering.clear()
        self.offering.addItem(self._look.words.say("matrix.all_offerings"), "")
        for node, name in named.items():
            self.offering.addItem(name, node)
        self.offering.setCurrentIndex(max(0, self.offering.findData(kept)))
        self.offering.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.offering.setVisible(bool(named))

    def _filter_anew(self) -> None:
        level = self.level.currentIndex() - 1
        self._filter.choose(level, self.standing.currentData(), self.search.text())
        for column in range(1, self.criteria.columnCount()):
            self.table.setColumnHidden(column, level >= 0 and column != level + 1)
        self.table.fit()
        shown, total = self._filter.rowCount(), self.criteria.rowCount()
        text = "matrix.count" if shown else "matrix.count_none"
        self.count.setText(self._look.words.say(text, shown=shown, count=total))

    def _show_chosen(self) -> None:
        row = self._chosen()
        attached = self._attached(row.id) if row is not None else None
        self.page.show_criterion(row, self.criteria.matrix.levels, attached, may_attach=self.acceptDrops())

    def _attach(self) -> None:
        row = self._chosen()
        if row is not None and self._evidence is not None:
            self._evidence.attach(row.id)

    def _show_in_register(self, row: str) -> None:
        if self._evidence is not None:
            self._evidence.show(row)

    def _go(self, signal: SignalInstance) -> None:
        row = self._chosen()
        if row is not None and row.pointer is not None:
            signal.emit(row.pointer, row.node)

    def _name_filters(self) -> None:
        words = self._look.words
        self.standing.addItem(words.say("matrix.all_states"), None)
        for standing in Standing:
            self.standing.addItem(words.say(f"matrix.only.{standing.value}"), standing)
        for field, text in ((self.level, "level_filter"), (self.standing, "state_filter"), (self.offering, "offering")):
            field.setAccessibleName(words.say(f"matrix.{text}"))
            field.setToolTip(words.say(f"matrix.{text}"))
        self.search.setPlaceholderText(words.say("matrix.search"))
        self.search.setAccessibleName(words.say("matrix.search"))
        clearable(self.search, words.say("parts.clear"))

    def _connect(self) -> None:
        self.level.currentIndexChanged.connect(lambda _: self._filter_anew())
        self.standing.currentIndexChanged.connect(lambda _: self._filter_anew())
        self.search.textChanged.connect(lambda _: self._filter_anew())
        self.offering.currentIndexChanged.connect(lambda _: self._show_matrix())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.activated.connect(lambda _: self._go(self.place_chosen))
        self.page.place_chosen.connect(lambda: self._go(self.place_chosen))
        self.page.source_chosen.connect(lambda: self._go(self.source_chosen))
        self.page.attach_wanted.connect(self._attach)
        self.page.evidence_chosen.connect(self._show_in_register)

    def _lay_out(self) -> None:
        self._choices.setSpacing(8)
        self._choices.addWidget(self.level, 1)
        self._choices.addWidget(self.standing, 1)
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(_MARGIN, 12, _MARGIN, 0)
        above.setSpacing(8)
        above.addWidget(self.offering)
        above.addLayout(self._choices)
        wanted = QHBoxLayout()
        wanted.setSpacing(12)
        wanted.addWidget(self.search, 1)
        wanted.addWidget(self.count)
        above.addLayout(wanted)
        above.addWidget(self.table, 1)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(top)
        halves.addWidget(self.page)
        halves.setSizes([_TABLE_HEIGHT, _PAGE_HEIGHT])
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        self._nothing.setContentsMargins(20, 20, 20, 20)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(LeastHeight(halves))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
