# SPDX-License-Identifier: Apache-2.0
"""One row of the evidence register in full: what is to be said of it, what is known of it, what it backs."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from assay.texts import local_name, one_line
from assay_gui.evidence_work import STATES
from assay_gui.look import Look
from assay_gui.theme import scaled
from assay_gui.views.parts import breakable
from assay_gui.views.signed_page import SignedPage

if TYPE_CHECKING:
    from assay.projects.evidence_register import Remark
    from assay.projects.evidence_row import Claim, Evidence
    from assay_gui.evidence_work import Looked

_SIGN = 14
_LONG = 500
_MOST_CLAIMS = _MOST_REMARKS = 30
_MOST_CRITERIA = 200


def claim_told(claim: "Claim", looked: "Looked", look: Look) -> str:
    """A claim in words; of one that no credential of the project makes what can be told of its name."""
    found = looked.claims.get(claim)
    if found is None:
        about = local_name(claim.property) if claim.property else local_name(claim.node)
        return look.words.say("register.claim_gone", name=one_line(about, _LONG))
    name = one_line(found.name, _LONG)
    if not found.label:
        return look.words.say("register.claim_whole", name=name)
    return look.words.pair(name, one_line(found.label, _LONG))


class EvidencePage(SignedPage):
    """The row that is chosen in the table."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setAccessibleName(look.words.say("register.details"))

    def show_row(self, looked: "Looked | None", row: str) -> None:
        """Show a row; of none what belongs here, and files that no row names."""
        if looked is None:
            self.setHtml(self._muted(self._look.words.say("register.looking")))
            return
        if row not in looked.rows:
            pieces = [
                self._muted(self._look.words.say("register.empty" if not looked.rows else "register.none_chosen"))
            ]
            self.setHtml("".join((*pieces, *self._remarks(looked.remarks_on("")))))
            return
        loose = self._remarks(looked.remarks_on(""))
        self.setHtml("".join((*self._pieces(looked, looked.rows[row], row), *loose)))

    def _pieces(self, looked: "Looked", entry: "Evidence", row: str) -> Iterator[str]:
        title = escape(breakable(one_line(entry.title, _LONG)))
        yield f'<p style="font-size:{scaled(15)}px;font-weight:600;margin-bottom:4px">{title}</p>'
        yield from self._remarks(looked.remarks_on(row))
        say = self._look.words.say
        yield from self._told(self._facts(looked, entry))
        criteria = [
            " ".join(filter(None, (one_line(name), looked.names.get(name, ""))))
            for name in entry.criteria[:_MOST_CRITERIA]
        ]
        if more := len(entry.criteria) - len(criteria):
            criteria.append(self._look.words.of_reports.say("report.more", count=more))
        if criteria:
            yield self._fact(say("register.criteria"), criteria)
        claims = [claim_told(claim, looked, self._look) for claim in entry.claims[:_MOST_CLAIMS]]
        if more := len(entry.claims) - len(claims):
            claims.append(self._look.words.of_reports.say("report.more", count=more))
        if claims:
            yield self._fact(say("register.of_claims"), claims)
        yield from self._told((("sha256", entry.sha256), ("sha512", entry.sha512)))

    def _told(self, facts: tuple[tuple[str, str], ...]) -> Iterator[str]:
        yield from (self._fact(self._look.words.say(f"register.{name}"), [told]) for name, told in facts if told)

    def _facts(self, looked: "Looked", entry: "Evidence") -> tuple[tuple[str, str], ...]:
        file = one_line(entry.file, _LONG)
        size = self._look.words.size(entry.size) if entry.file and entry.size else ""
        return (
            ("file", f"{file} · {size}" if size else file),
            ("url", one_line(entry.url, _LONG)),
            ("issuer", one_line(entry.issuer, _LONG)),
            ("standard", one_line(looked.table.standards.get(entry.standard, entry.standard), _LONG)),
            ("number", one_line(entry.number, _LONG)),
            ("valid_from", entry.valid_from.isoformat() if entry.valid_from is not None else ""),
            ("valid_until", entry.valid_until.isoformat() if entry.valid_until is not None else ""),
        )

    def _remarks(self, remarks: "tuple[Remark, ...]") -> Iterator[str]:
        words = self._look.words
        for remark in remarks[:_MOST_REMARKS]:
            what, *more = (words.texts.part(remark.text, part, remark.params) for part in ("what", "why", "how"))
            sign = f'<img src="state:{STATES[remark.severity]}" width="{_SIGN}" height="{_SIGN}">'
            told = escape(words.lengthened(" ".join(part for part in more if part)))
            yield f'<p style="margin:2px 0 0 0">{sign} {escape(breakable(words.lengthened(what)))}</p>'
            yield self._muted(told, is_markup=True)
        if len(remarks) > _MOST_REMARKS:
            yield self._muted(words.of_reports.say("report.more", count=len(remarks) - _MOST_REMARKS))

    def _fact(self, name: str, told: list[str]) -> str:
        muted = self._look.theme.roles.muted
        lines = "<br>".join(escape(breakable(one)) for one in told)
        head = f'<span style="color:{muted}">{escape(name)}</span>'
        return f'<p style="margin-top:6px;margin-bottom:0">{head}<br>{lines}</p>'

    def _muted(self, text: str, *, is_markup: bool = False) -> str:
        told = text if is_markup else escape(text)
        return f'<p style="color:{self._look.theme.roles.muted};margin-top:0;margin-bottom:4px">{told}</p>'
