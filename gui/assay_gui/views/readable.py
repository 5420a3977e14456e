# SPDX-License-Identifier: Apache-2.0
"""The self-description as a person reads it: one subject with its parts, findings marked where they are."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame

from assay.part_marks import PartState
from assay_gui.look import STATE_ROLES, Look
from assay_gui.models.contents import STATE_SHOWN
from assay_gui.models.entries import STATE_OF, Entry, group_of
from assay_gui.theme import scaled
from assay_gui.views.parts import APART
from assay_gui.views.signed_page import LinkedText

if TYPE_CHECKING:
    from assay.readable import Row, Section
    from assay_gui.checking import Checked


MOST_ROWS = 600
"""As many rows are shown at once; the rest on demand."""
_BADGE = 14
_INDENT = 18
_LABEL_SHARE, _MOST_LABEL_SHARE = 44, 58
"""Of the width, in per cent: names have the first, and up to the second where a long word would break."""
_CELL = 12
_NARROW = 400
"""Below this width a name stands above its value, not beside it."""


class ReadableView(LinkedText):
    """One subject of the document with everything in it."""

    node_chosen = Signal(str)
    finding_chosen = Signal(int)
    """The place of a finding in the report's list."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sections: tuple[Section, ...] = ()
        self._findings: tuple[tuple[str, str], ...] = ()
        self._numbers: dict[str, int] = {}
        self._shown: tuple[Section, ...] = ()
        self._everything = False
        self._narrow = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(look.words.say("tab.readable"))
        self.document().setDocumentMargin(20)
        self.anchorClicked.connect(self._clicked)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Only our own signs; never a file, whatever a document says."""
        name = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value and name.scheme() == "state":
            return self._look.icons.state(name.path(), _BADGE, self.devicePixelRatioF())
        return None

    def show_document(self, sections: Sequence["Section"], findings: Sequence[tuple[str, str]]) -> None:
        """Show another document; of each finding in the report, what it says and its state."""
        self._sections = tuple(sections)
        self._findings = tuple(findings)
        self._numbers = {section.node: number for number, section in enumerate(self._sections)}
        self._shown = ()
        self._everything = False
        if not sections:
            self.setHtml(f'<p style="{self._muted()}">{escape(self._look.words.say("reading.nothing"))}</p>')

    def show_checked(self, checked: "Checked | None") -> None:
        """Show a document with its result; None: nothing."""
        if checked is None:
            self.show_document((), ())
            return
        findings = checked.examination.report.findings
        before = self._shown[0].node if self._shown else ""
        self.show_document(
            checked.sections, tuple((finding.message, STATE_OF[group_of(finding)]) for finding in findings)
        )
        self._shown = _family(self._sections, before)
        if self._shown:
            self._write()

    def show_entry(self, entry: Entry) -> None:
        """Bring the part into view that a card is about."""
        if entry.node:
            self.show_node(entry.node)

    def show_node(self, node: str) -> None:
        """Show a part, in the subject it belongs to."""
        wanted = _family(self._sections, node)
        if wanted and wanted != self._shown:
            self._shown = wanted
            self._everything = False
            self._write()
        self.scroll_to(node)

    def scroll_to(self, node: str) -> None:
        """Bring a part into view, where it is among those that are shown."""
        numbers = {section.node: number for number, section in enumerate(self._shown)}
        if numbers.get(node):
            self.scrollToAnchor(f"part{numbers[node]}")
        elif node in numbers:
            self.verticalScrollBar().setValue(0)

    def show_all(self) -> None:
        """Show every subject, one below the other."""
        self._shown = self._sections
        if self._shown:
            self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names go above their values where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.dress()

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        if self._shown:
            self._write()
        elif not self._sections:
            self.show_document((), ())

    def _clicked(self, url: QUrl) -> None:
        match url.scheme():
            case "part":
                self.node_chosen.emit(self._sections[int(url.path())].node)
            case "finding":
                self.finding_chosen.emit(int(url.path()))
            case "more":
                self._everything = True
                self._write()

    def _write(self) -> None:
        at = self.verticalScrollBar().value()
        self.setHtml("".join(self._pieces()))
        self.verticalScrollBar().setValue(at)

    def _pieces(self) -> Iterator[str]:
        left = sum(len(section.rows) for section in self._shown) if self._everything else MOST_ROWS
        hidden = 0
        for number, section in enumerate(self._shown):
            if left <= 0:
                hidden += len(section.rows)
                continue
            yield self._heading(number, section)
            yield from self._marks(section.findings, self._indent(section))
            yield self._table(section, section.rows[:left])
            hidden += max(0, len(section.rows) - left)
            left -= len(section.rows)
        if hidden:
            more = escape(self._look.words.say("reading.more", count=hidden))
            yield f'<p><a href="more:all" style="color:{self._look.theme.roles.accent}">{more}</a></p>'

    def _heading(self, number: int, section: "Section") -> str:
        size = 18 if not section.depth else 15
        above = 0 if not number else 14
        told = [section.kind] if section.kind and section.kind != section.title else []
        if section.via and section.via not in (section.title, section.kind):
            told.append(section.via)
        line = f'<br><span style="{self._muted()}">{escape(APART.join(told))}</span>' if told else ""
        return (
            f'<p style="margin-top:{above}px;margin-bottom:8px;margin-left:{self._indent(section)}px">'
            f'<a name="part{number}"></a>{self._sign(STATE_SHOWN[section.state]) if section.to_correct else ""}'
            f'<span style="font-size:{scaled(size)}px;font-weight:600">{escape(section.title)}</span>{line}'
            f"{self._facts(section)}</p>"
        )

    def _facts(self, section: "Section") -> str:
        facts = section.credential
        if facts is None or not (facts.issuer or facts.valid_from or facts.valid_until):
            return ""
        say = self._look.words.say
        told = [
            say("reading.issuer", issuer=facts.issuer) if facts.issuer else "",
            say("reading.from", day=facts.valid_from[:10]) if facts.valid_from else "",
            say("reading.until", day=facts.valid_until[:10]) if facts.valid_until else "",
            say("reading.signed" if facts.signed else "reading.not_signed"),
        ]
        return f'<br><span style="{self._muted()}">{escape(APART.join(part for part in told if part))}</span>'

    def _table(self, section: "Section", rows: "Sequence[Row]") -> str:
        if not rows:
            return ""
        lines, before, share = [], "", self._share(section, rows)
        for row in rows:
            lines.append(self._row(row, "" if row.predicate == before else row.label, share))
            before = row.predicate
        return (
            '<table width="100%" cellspacing="0" cellpadding="5" '
            f'style="margin-top:6px;margin-left:{self._indent(section)}px">' + "".join(lines) + "</table>"
        )

    def _share(self, section: "Section", rows: "Sequence[Row]") -> int:
        """What names have of the width."""
        words = {word for row in rows for word in row.label.split()}
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0) + _CELL
        around = self._indent(section) + round(2 * self.document().documentMargin())
        room = max(1, self.viewport().width() - around - _CELL)
        return max(_LABEL_SHARE, min(_MOST_LABEL_SHARE, -(-100 * widest // room)))

    def _row(self, row: "Row", name: str, share: int) -> str:
        roles = self._look.theme.roles
        tint = {PartState.TO_CORRECT: roles.fail_soft, PartState.ADVICE: roles.accent_soft}.get(row.state)
        back = f' bgcolor="{tint}"' if tint else ""
        value = escape(row.value).replace("\n", "<br>")
        if row.link:
            style = f"color:{roles.accent};text-decoration:none"
            value = f'<a href="part:{self._numbers[row.link]}" style="{style}">{value}</a>'
        marks = "".join(self._marks(row.findings, 0))
        help_text = f' title="{escape(escape(row.help))}"' if row.help else ""
        told = f'<span style="color:{roles.muted}"{help_text}>{escape(name)}</span>'
        if self._narrow:
            above = f"<tr><td>{told}</td></tr>" if name else ""
            return f"{above}<tr><td{back}>{value}{marks}</td></tr>"
        return f'<tr><td width="{share}%">{told}</td><td{back}>{value}{marks}</td></tr>'

    def _marks(self, findings: Sequence[int], indent: int) -> Iterator[str]:
        told: set[str] = set()
        for index in findings:
            message, state = self._findings[index]
            if message not in told:
                told.add(message)
                color = getattr(self._look.theme.roles, STATE_ROLES[state])
                yield (
                    f'<div style="margin-top:2px;margin-left:{indent}px">{self._sign(state)}'
                    f'<a href="finding:{index}" style="color:{color};text-decoration:none">{escape(message)}</a></div>'
                )

    @staticmethod
    def _sign(state: str) -> str:
        return f'<img src="state:{state}" width="{_BADGE}" height="{_BADGE}"> '

    def _muted(self) -> str:
        return f"color:{self._look.theme.roles.muted};font-size:{scaled(13)}px"

    @staticmethod
    def _indent(section: "Section") -> int:
        return min(section.depth, 4) * _INDENT


def _family(sections: Sequence["Section"], node: str) -> tuple["Section", ...]:
    """The subject a part belongs to, with all its parts, in reading order."""
    at = next((index for index, section in enumerate(sections) if section.node == node), None)
    if at is None:
        return ()
    start = next(index for index in range(at, -1, -1) if not sections[index].depth)
    stop = next((index for index in range(at + 1, len(sections)) if not sections[index].depth), len(sections))
    return tuple(sections[start:stop])
