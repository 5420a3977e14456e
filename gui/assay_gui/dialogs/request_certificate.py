# SPDX-License-Identifier: Apache-2.0
"""Whose certificate it is to be, and which kind of certificate is worth its money."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from assay.keys.certificate_request import Subject
from assay.place_names import country_name, sorted_by_name
from assay_gui.certificate_work import KindRow, Offers
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.columns import Columns
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.clearing_houses import STATE_OF_ANSWER
from assay_gui.views.parts import Badge, label

_LONGEST = 128
_WIDTH, _SHARES = 900, (4, 5)
"""Room for what is said of each kind on one line."""
_PLACES = (("locality", 0, 1), ("state", 1, 0), ("unit", 1, 1))
"""Fields that may stay empty, with the row and column of each."""


class RequestDialog(TaskDialog):
    """Subject, and who takes what."""

    wanted = Signal(object)
    """A `Subject`."""

    def __init__(
        self, look: Look, name: str, host: str, offers: Offers, *, country: str = "", parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("request.title"), words.say("request.do"), parent)
        self.explain(words.say("request.explain", key=name, host=host))
        columns = Columns(self, _WIDTH, _SHARES)
        self.organisation, self.country = QLineEdit(), Choice(look)
        self.organisation.setMaxLength(_LONGEST)
        self.ask(self.organisation, words.say("request.organisation"), words.tip("request.organisation"))
        self.fields = {name: QLineEdit() for name, _, _ in _PLACES}
        self._fill_countries(offers.countries, country)
        self._lay_out_places()
        self.table = self._kinds(offers.kinds)
        columns.go_right()
        self.body.addWidget(self.table)
        columns.end()
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.subject()))
        self.organisation.setFocus()
        self.check()

    def subject(self) -> Subject:
        """What was typed."""
        told = {name: field.text().strip() for name, field in self.fields.items()}
        return Subject(self.organisation.text().strip(), str(self.country.currentData() or ""), **told)

    def is_ready(self) -> bool:
        """Whether what has to be there is."""
        return bool(self.organisation.text().strip()) and self.country.currentIndex() >= 0

    def first_field(self) -> QWidget:
        """The company."""
        return self.organisation

    def _fill_countries(self, codes: tuple[str, ...], chosen: str) -> None:
        """Each as the language calls it, in the order of the names: as forms offer them."""
        lang = self._look.words.texts.lang
        told = {code: f"{name} · {code}" if (name := country_name(code, lang)) else code for code in codes}
        for code in sorted(codes, key=lambda code: sorted_by_name(told[code])):
            self.country.addItem(told[code], code)
        self.country.setPlaceholderText(self._look.words.say("request.choose_country"))
        self.country.setCurrentIndex(self.country.findData(chosen) if chosen else -1)
        self.country.currentIndexChanged.connect(lambda _row: self.check())

    def _lay_out_places(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._place(grid, self.country, "country", row=0, column=0)
        for name, row, column in _PLACES:
            self.fields[name].setMaxLength(_LONGEST)
            self._place(grid, self.fields[name], name, row=row, column=column)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _place(self, grid: QGridLayout, field: QWidget, name: str, *, row: int, column: int) -> None:
        text = self._look.words.say(f"request.{name}")
        title = name_above(field, text)
        grid.addWidget(title, 2 * row, column, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(field, 2 * row + 1, column)

    def _kinds(self, rows: tuple[KindRow, ...]) -> QFrame:
        """Kinds of certificates below each other, clearing houses beside each other."""
        words = self._look.words
        card = QFrame()
        card.setProperty("kind", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(words.say("request.kinds"), "strong", wrap=True), 0, 0, Qt.AlignmentFlag.AlignBottom)
        for column, (engine, _) in enumerate(rows[0].answers if rows else (), 1):
            told = words.of_reports.say(f"prediction.engine.{engine}")
            grid.addWidget(label(told, "strong", wrap=True), 0, column, Qt.AlignmentFlag.AlignBottom)
        spoken = []
        for number, row in enumerate(rows, 1):
            kind = words.of_reports.say(f"chain.kind.{row.kind}")
            grid.addWidget(label(kind, "muted", wrap=True), number, 0, Qt.AlignmentFlag.AlignTop)
            for column, (engine, answer) in enumerate(row.answers, 1):
                name = words.of_reports.say(f"prediction.engine.{engine}")
                told = words.of_reports.say(f"cli.keys.takes.{answer}")
                grid.addWidget(self._cell(answer, told), number, column, Qt.AlignmentFlag.AlignTop)
                spoken.append(f"{words.pair(f'{kind}, {name}', told)}.")
        card.setAccessibleName(words.say("request.kinds"))
        card.setAccessibleDescription(" ".join(spoken))
        return card

    def _cell(self, answer: str, text: str) -> QWidget:
        cell = QWidget()
        badge = Badge(self._look)
        badge.show_state(STATE_OF_ANSWER[answer])
        row = QHBoxLayout(cell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, "muted"), 1)
        return cell
