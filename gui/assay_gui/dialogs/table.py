# SPDX-License-Identifier: Apache-2.0
"""Shows which column of a table is what, lets that be changed, and says what comes of the rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.dialogs.ticks import Tick
from assay_gui.look import Look
from assay_gui.models.mapped_columns import MappedColumns
from assay_gui.theme import scaled
from assay_gui.views.empty_text import EmptyText
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import ElidedLabel, in_turn, keep_width, label, write
from assay_gui.views.rows_table import RowsTable

if TYPE_CHECKING:
    from assay_gui.table_book import Book, Rows

WIDTH = 620
_SIZE = (900, 640)
_AROUND = 80
_FRAME = 4
_SHARES = {0: (12, 2), 1: (8, 2), 2: (14, 4), 3: (10, 3)}


class TableDialog(TaskDialog):
    """What each row describes, the columns, what is told of the chosen one, and the sum of it."""

    is_as_high_as_needed = False
    kind_wanted = Signal()
    """Something else is to be chosen that each row describes."""
    field_wanted = Signal(int)
    """Another field is to be chosen for a column."""
    wanted = Signal()
    """The drafts are wanted."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, in_project: bool = False) -> None:
        words = look.words
        super().__init__(look, words.say("tables.title"), words.say("tables.make"), parent)
        keep_width(self, WIDTH)
        room = self.screen().availableSize()
        self.resize(*(min(scaled(side), most - _AROUND) for side, most in zip(_SIZE, room.toTuple(), strict=True)))
        self._in_project = in_project
        self.book: Book | None = None
        self.at = 0
        """Which of its tables is shown."""
        self._file = ElidedLabel("strong")
        self._file.tell(name)
        self._kind_name = label(words.say("tables.kind"))
        self.kind_button = LinkButton(words.say("tables.choose_kind"), words.tip("tables.kind"), kind="")
        self.kind_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sheet_name, self.sheet = label(words.say("tables.sheet")), Choice(look)
        self.sheet.setAccessibleName(words.say("tables.sheet"))
        self.columns = MappedColumns(words, self)
        self.table = RowsTable(look, self.columns, words.say("tables.columns"), _SHARES)
        EmptyText(self.table, words.say("tables.kind_needed"), self._asks_for_kind)
        self.field_button = LinkButton(words.say("tables.choose_field"), kind="")
        self._told, self._summary = label("", "muted", wrap=True), label("", wrap=True)
        self.notes = QScrollArea()
        self.keep = Tick(words.say("tables.keep"))
        self.keep.setChecked(True)
        self._arrange()
        self._connect()
        self._show_sheets()
        self.check()

    @property
    def told(self) -> str:
        """What is told of the column that is chosen."""
        return self._told.text()

    @property
    def summary(self) -> str:
        """What comes of the rows, and what does not."""
        return self._summary.text()

    @property
    def column(self) -> int:
        """The column that is chosen; -1 for none."""
        return self.table.currentIndex().row()

    @property
    def rows(self) -> "Rows | None":
        """The table that is shown; None before the file is read."""
        return self.book.sheets[self.at] if self.book is not None else None

    def _asks_for_kind(self) -> bool:
        return self.rows is not None and not self.rows.kind

    def show_book(self, book: "Book") -> None:
        """Show a file, or the same one in another way."""
        if self.book is None:
            self.sheet.addItems([rows.name for rows in book.sheets])
        self.book = book
        count = len(book.drafts(in_project=self._in_project))
        text = "tables.add" if self._in_project else "tables.open"
        is_answers = self._in_project and not count and bool(book.answers())
        write(self.act_button, self._look.words.say("tables.answer" if is_answers else text, count=count))
        self.end()
        self._show_sheets()
        self._show_rows()

    def _show_rows(self) -> None:
        """Show which column of the table is what; what its rows describe may still have to be chosen."""
        book, rows, say = self.book, self.rows, self._look.words.say
        if book is None or rows is None:
            return
        row = max(0, self.column)
        self.columns.show(rows.lines)
        kind = next(
            (kind.label for kind in book.kinds if kind.key == rows.kind), rows.taker.subject if rows.taker else ""
        )
        shown = kind or say("tables.choose_kind")
        self.kind_button.say(shown)
        self.kind_button.setAccessibleName(self._look.words.pair(self._kind_name.text(), shown))
        open_ = [one.name for one in book.sheets if not one.kind and one is not rows]
        told = [*rows.summary] if rows.kind else [say("tables.kind_needed")]
        self._summary.setText(
            "\n".join((*told, *([say("tables.sheets_open", names=", ".join(open_))] if open_ else ())))
        )
        self.notes.setVisible(bool(rows.kind))  # else what is to be done stands where the columns will
        self.check()
        self.table.fit_columns()
        self.table.selectRow(min(row, len(rows.lines) - 1))
        (self.table if rows.kind else self.kind_button).setFocus()
        self._tell()
        self._say(self._summary.text())

    def _choose_sheet(self, index: int) -> None:
        if index != self.at:
            self.at = index
            self._show_rows()

    def is_ready(self) -> bool:
        """Whether there is anything to make."""
        book = self.book
        return book is not None and bool(book.drafts(in_project=False))

    def first_field(self) -> QWidget:
        """Nothing can be done about a file here; about its rows, what they describe."""
        return self.cancel_button if self.book is None else self.kind_button

    def check(self) -> None:
        """Let be done what can be."""
        super().check()
        self.field_button.setEnabled(self.rows is not None and bool(self.rows.kind))
        self.kind_button.setEnabled(self.book is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return on a column chooses its field; it does not end the dialog."""
        is_return = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.table and is_return and event.type() is QEvent.Type.KeyPress:
            self._want_field()
            return True
        return super().eventFilter(watched, event)

    def _want_field(self) -> None:
        if self.rows is not None and self.rows.kind and self.column >= 0:
            self.field_wanted.emit(self.column)

    def _tell(self) -> None:
        """What is told of the column that is chosen."""
        line = self.columns.lines[self.column] if 0 <= self.column < len(self.columns.lines) else None
        self._told.setText("\n".join(line.told) if line is not None else "")
        self._told.setVisible(bool(self._told.text()))
        self._fit_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The notes take no more room than they need."""
        super().resizeEvent(event)
        self._fit_notes()

    def _fit_notes(self) -> None:
        self._lines.activate()
        needed = self._lines.totalHeightForWidth(self.notes.viewport().width())
        self.notes.setMaximumHeight(needed + _FRAME)

    def _show_sheets(self) -> None:
        for part in (self._sheet_name, self.sheet):
            part.setVisible(self.sheet.count() > 1)

    def _connect(self) -> None:
        self.kind_button.clicked.connect(self.kind_wanted)
        self.sheet.activated.connect(self._choose_sheet)
        self.field_button.clicked.connect(self._want_field)
        self.table.doubleClicked.connect(lambda _index: self._want_field())
        self.table.row_chosen.connect(lambda _row: self._tell())
        self.table.installEventFilter(self)
        self.act_button.clicked.connect(self.wanted)
        in_turn(self.kind_button, self.sheet, self.table, self.field_button, self.notes, self.keep)

    def _arrange(self) -> None:
        kind, sheet = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((kind, (self._kind_name, self.kind_button)), (sheet, (self._sheet_name, self.sheet))):
            row.setSpacing(12)
            row.addWidget(parts[0])
            row.addWidget(parts[1], 1)
        self._kind_name.setBuddy(self.kind_button)
        self._sheet_name.setBuddy(self.sheet)
        notes = QWidget()
        self._lines = below = QVBoxLayout(notes)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._told)
        below.addWidget(self._summary)
        self.notes.setWidget(notes)
        self.notes.setWidgetResizable(True)
        self.notes.setObjectName("cards")
        self.notes.setProperty("kind", "read")
        self.notes.setFrameShape(QFrame.Shape.NoFrame)
        self.notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notes.setAccessibleName(self._look.words.say("tables.notes"))
        self.body.addWidget(self._file)
        self.body.addLayout(kind)
        self.body.addLayout(sheet)
        self.body.addWidget(self.table, 3)
        self.body.addWidget(self.field_button)
        self.body.addWidget(self.notes, 2)
        self.body.addWidget(self.keep)
