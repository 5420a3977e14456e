# SPDX-License-Identifier: Apache-2.0
"""One criterion in full: what carries it, how it is to be shown at each level, what would prove it, what to do."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame

from assay.criteria_matrix import Cell, CriterionRow
from assay.levels import CriterionState
from assay_gui.look import Look
from assay_gui.models.attached import Attached
from assay_gui.models.criteria import Standing, level_word, standing_of, state_of
from assay_gui.theme import scaled
from assay_gui.views.parts import APART
from assay_gui.views.signed_page import LinkedText

_BADGE = 14
_OPEN = (Standing.MISSING, Standing.OPEN)


class CriterionPage(LinkedText):
    """The criterion that is chosen in the table."""

    place_chosen = Signal()
    """The reader wants to see what carries it."""
    source_chosen = Signal()
    """The same, in the source."""
    attach_wanted = Signal()
    """A file is to be attached as evidence."""
    evidence_chosen = Signal(str)
    """A row of the register, by its id."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[CriterionRow | None, tuple[str, ...]] = (None, ())
        self._attached: tuple[Attached, ...] | None = None
        self._may_attach = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(look.words.say("matrix.details"))
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(self._clicked)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Only our own signs; never a file, whatever a document says."""
        name = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value and name.scheme() == "state":
            return self._look.icons.state(name.path(), _BADGE, self.devicePixelRatioF())
        return None

    def show_criterion(
        self,
        row: CriterionRow | None,
        levels: Sequence[str],
        attached: tuple[Attached, ...] | None = None,
        *,
        may_attach: bool = False,
    ) -> None:
        """Show a criterion of a table with these levels; None: none is chosen. `attached`: its evidence, where the
        document belongs to a project.
        """
        self._shown = (row, tuple(levels))
        self._attached, self._may_attach = attached, may_attach
        self.dress()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        row, levels = self._shown
        if row is None:
            self.setHtml(self._muted(self._look.words.say("matrix.none_chosen")))
        else:
            self.setHtml("".join(self._pieces(row, levels)))

    def _clicked(self, url: QUrl) -> None:
        if url.scheme() == "evidence":
            self.evidence_chosen.emit(url.path())
        else:
            signals = {"source": self.source_chosen, "attach": self.attach_wanted}
            signals.get(url.scheme(), self.place_chosen).emit()

    def _pieces(self, row: CriterionRow, levels: Sequence[str]) -> Iterator[str]:
        say = self._look.words.say
        title = escape(f"{row.id} {row.name}".strip())
        yield f'<p style="font-size:{scaled(15)}px;font-weight:600;margin-bottom:4px">{title}</p>'
        if row.help:
            yield self._muted(row.help)
        if row.advice and any(cell and standing_of(cell) in _OPEN for cell in row.cells):
            yield self._told("matrix.to_do", escape(row.advice))
        if row.carried:
            links = self._link("place", row.carried) + APART + self._link("source", say("matrix.in_source"))
            yield self._told("matrix.carried_by", links)
        elif row.expected:
            yield self._told("matrix.expected", escape(row.expected))
        if self._attached is not None:
            yield self._evidence(self._attached)
        yield self._levels(row, levels)
        for text, names in (("matrix.accepted", row.permissible), ("matrix.related", row.examples)):
            if names:
                yield self._told(text, escape("; ".join(names)))
        note = [say(f"matrix.certainty.{row.certainty.value}")] if row.certainty and _is_judged(row) else []
        note += [say("matrix.clause", clause=row.clause)] if row.clause else []
        if note:
            yield self._told("matrix.note", escape(" ".join(note)))

    def _levels(self, row: CriterionRow, levels: Sequence[str]) -> str:
        told = [
            f"<tr><td>{self._sign(cell)}</td><td>{escape(level_word(level, self._look.words))}</td>"
            f"<td>{escape(self._in_words(cell))}</td></tr>"
            for level, cell in zip(levels, row.cells, strict=True)
            if cell is not None
        ]
        return f'<table cellpadding="3" style="margin-top:6px">{"".join(told)}</table>'

    def _evidence(self, attached: tuple[Attached, ...]) -> str:
        """What is attached, each with its state and a way to it, and the way to attach something."""
        say = self._look.words.say
        lines = [
            f"{_picture(one.state)} {self._link('evidence', one.title, one.row)} · {escape(one.word)}"
            for one in attached
        ]
        lines += [] if attached else [escape(say("register.none_attached"))]
        lines += [self._link("attach", say("register.attach"))] if self._may_attach else []
        return self._told("register.attached_here", "<br>".join(lines))

    def _sign(self, cell: Cell) -> str:
        return _picture(state_of(cell))

    def _in_words(self, cell: Cell) -> str:
        """The state in the words of the reports, with how it is to be shown."""
        words = self._look.words
        state = words.of_reports.say(f"report.state.{cell.state.value}")
        if cell.meets_number is False:
            state = f"{state} ({words.of_reports.say('report.number_not_met')})"
        is_asked = cell.state is not CriterionState.NOT_APPLICABLE
        how = words.say(f"matrix.evidence.{cell.evidence.value}") if cell.evidence and is_asked else ""
        return APART.join(part for part in (state, how) if part)

    def _told(self, text: str, told: str) -> str:
        """What is told under its name; `told` is markup already."""
        name = escape(self._look.words.say(text))
        muted = self._look.theme.roles.muted
        return f'<p style="margin-top:6px;margin-bottom:0"><span style="color:{muted}">{name}</span><br>{told}</p>'

    def _link(self, scheme: str, text: str, to: str = "it") -> str:
        style = f"color:{self._look.theme.roles.accent};text-decoration:none"
        return f'<a href="{scheme}:{to}" style="{style}">{escape(text)}</a>'

    def _muted(self, text: str) -> str:
        return f'<p style="color:{self._look.theme.roles.muted};margin-top:0;margin-bottom:4px">{escape(text)}</p>'


def _picture(state: str) -> str:
    return f'<img src="state:{state}" width="{_BADGE}" height="{_BADGE}">'


def _is_judged(row: CriterionRow) -> bool:
    """Whether any level asks for it."""
    return any(cell is not None and cell.state is not CriterionState.NOT_APPLICABLE for cell in row.cells)
