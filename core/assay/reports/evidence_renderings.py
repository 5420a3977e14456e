# SPDX-License-Identifier: Apache-2.0
"""The evidence of projects in a report: as JSON values, as rows of the sheet, as Markdown, as text for a terminal."""

from collections.abc import Sequence

from assay.finding import Severity
from assay.reports.beside_sheet import Sheet
from assay.reports.evidence import EvidenceClaim, EvidenceRegister, EvidenceRemark, EvidenceRow
from assay.reports.evidence_words import MARKS, REMARKS_SHOWN, SHOWN, facts_of, heading, mark_of, more_told
from assay.reports.interface import Words
from assay.reports.markdown_text import code, plain
from assay.reports.phrases import pair
from assay.reports.safe_text import shorten, visible
from assay.reports.terminal import Pen, Style

_PLAINLY = ("title", "file", "url", "media_type", "size", "sha256", "sha512", "issuer", "standard", "standard_name",
            "number", "valid_from", "valid_until")  # fmt: skip
"""Members of a row in the order they are written; those that are not known are left out."""
_DIGEST = 17
"""Characters of a digest on a terminal; the other formats have all of it."""
_STYLES = {Severity.VIOLATION: Style.RED, Severity.WARNING: Style.YELLOW, Severity.INFO: Style.CYAN}


def evidence_json(registers: Sequence[EvidenceRegister]) -> list[dict[str, object]]:
    """The registers as JSON values, members in a fixed order."""
    return [
        {
            "project": register.project,
            "pack": register.pack,
            "rows": [_row(row) for row in register.rows],
            "remarks": [_remark(remark) for remark in register.remarks],
            **({"problems": list(register.problems)} if register.problems else {}),
        }
        for register in registers
    ]


def _row(row: EvidenceRow) -> dict[str, object]:
    return {
        "id": row.id,
        **{name: value for name in _PLAINLY if (value := getattr(row, name))},
        "criteria": list(row.criteria),
        "claims": [_claim(claim) for claim in row.claims],
        "remarks": [_remark(remark) for remark in row.remarks],
    }


def _claim(claim: EvidenceClaim) -> dict[str, object]:
    return {"credential": claim.credential, "node": claim.node, "property": claim.property}


def _remark(remark: EvidenceRemark) -> dict[str, object]:
    return {
        "severity": remark.severity.value,
        "text": remark.text,
        "message": remark.message,
        "why": remark.why,
        "fix": remark.fix,
    }


def evidence_sheet(registers: Sequence[EvidenceRegister], words: Words) -> list[Sheet]:
    """The registers as rows and words."""
    return [
        {
            "title": heading(register, words),
            "problems": list(register.problems),
            "rows": [_sheet_row(row, words) for row in register.rows[:SHOWN]],
            "more": more_told(register, words),
            "remarks": [_sheet_remark(remark) for remark in register.remarks[:SHOWN]],
        }
        for register in registers
    ]


def _sheet_row(row: EvidenceRow, words: Words) -> Sheet:
    tone, icon = mark_of(row)
    facts = [{"label": name, "value": told, "mono": is_exact} for name, told, is_exact in facts_of(row, words)]
    remarks = [_sheet_remark(remark) for remark in row.remarks[:REMARKS_SHOWN]]
    return {"title": row.title, "tone": tone, "icon": icon, "facts": facts, "remarks": remarks}


def _sheet_remark(remark: EvidenceRemark) -> Sheet:
    tone, icon = MARKS[remark.severity]
    return {"tone": tone, "icon": icon, "message": remark.message, "why": remark.why, "fix": remark.fix}


def evidence_markdown(registers: Sequence[EvidenceRegister], words: Words) -> list[str]:
    """The registers as lines of Markdown; none where there is no register."""
    lines: list[str] = []
    for register in registers:
        lines += [f"### {plain(heading(register, words))}", "", plain(words.say("report.register.beside")), ""]
        lines += [line for told in register.problems for line in (f"**{plain(told)}**", "")]
        for row in register.rows[:SHOWN]:
            lines += [f"- {mark_of(row)[1]} **{plain(row.title)}**", *(f"  {line}" for line in _row_lines(row, words))]
        lines += [f"- {plain(more_told(register, words))}"] if more_told(register, words) else []
        lines += [f"- {MARKS[remark.severity][1]} {plain(remark.message)}" for remark in register.remarks[:SHOWN]]
        lines.append("")
    return lines


def _row_lines(row: EvidenceRow, words: Words) -> list[str]:
    said = [f"- **{plain(remark.message)}** {plain(remark.fix)}" for remark in row.remarks[:REMARKS_SHOWN]]
    facts = facts_of(row, words)
    return [
        *said,
        *(f"- {pair(plain(name), code(told) if exact else plain(told), words)}" for name, told, exact in facts),
    ]


def evidence_text(registers: Sequence[EvidenceRegister], words: Words, pen: Pen) -> list[str]:
    """The registers as lines for a terminal; none where there is no register."""
    lines: list[str] = []
    for register in registers:
        lines += pen.block(visible(heading(register, words)), Style.BOLD)
        lines += pen.block(words.say("report.register.beside"), Style.DIM)
        for told in register.problems:
            lines += pen.block(visible(told), first="✕ ", mark=Style.RED)
        for row in register.rows[:SHOWN]:
            lines += _text_row(row, words, pen)
        lines += pen.block(more_told(register, words), Style.DIM) if more_told(register, words) else []
        for remark in register.remarks[:SHOWN]:
            lines += _text_remark(remark, "", pen)
        lines.append("")
    return lines


def _text_row(row: EvidenceRow, words: Words, pen: Pen) -> list[str]:
    lines = pen.block(visible(row.title), first=f"{mark_of(row)[1]} ")
    for remark in row.remarks[:REMARKS_SHOWN]:
        lines += _text_remark(remark, "    ", pen)
    for name, told, _ in facts_of(row, words):
        shown = shorten(told, _DIGEST) if told in (row.sha256, row.sha512) else visible(told)
        lines += pen.block(pair(name, shown, words), Style.DIM, first="    ")
    return lines


def _text_remark(remark: EvidenceRemark, indent: str, pen: Pen) -> list[str]:
    sign = MARKS[remark.severity][1]
    told = f"{visible(remark.message)} {visible(remark.fix)}".strip()
    return pen.block(told, first=f"{indent}{sign} ", mark=_STYLES[remark.severity])
