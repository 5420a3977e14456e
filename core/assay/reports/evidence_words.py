# SPDX-License-Identifier: Apache-2.0
"""The evidence of a project in the words that every format uses."""

from collections.abc import Iterator

from assay.finding import Severity
from assay.reports.evidence import EvidenceRegister, EvidenceRow
from assay.reports.interface import Words
from assay.reports.phrases import size

REMARKS_SHOWN = 30
"""Remarks on one row that a page shows; the JSON report has all."""
SHOWN = 200
"""Rows that a page shows; the JSON report has all."""
MARKS = {Severity.VIOLATION: ("fail", "✕"), Severity.WARNING: ("wait", "!"), Severity.INFO: ("idle", "i")}
"""Tone and sign of a remark."""
GOOD = ("pass", "✓")
_BESIDE = "\u00a0· "


def mark_of(row: EvidenceRow) -> tuple[str, str]:
    """Tone and sign of a row: those of the gravest remark."""
    order = tuple(MARKS)
    found = sorted((remark.severity for remark in row.remarks), key=order.index)
    return MARKS[found[0]] if found else GOOD


def facts_of(row: EvidenceRow, words: Words) -> Iterator[tuple[str, str, bool]]:
    """What is known of a row: label, value, and whether that is to be copied letter by letter."""
    file = f"{row.file} · {size(row.size, words)}" if row.file and row.size else row.file
    criteria = _BESIDE.join(" ".join(filter(None, pair)) for pair in row.criteria.items())
    claims = _BESIDE.join(dict.fromkeys(claim.label for claim in row.claims))
    told = (
        ("issuer", row.issuer, False),
        ("number", row.number, False),
        ("standard", row.standard_name or row.standard, False),
        ("valid_from", row.valid_from, False),
        ("valid_until", row.valid_until, False),
        ("file", file, False),
        ("url", row.url, True),
        ("sha256", row.sha256, True),
        ("sha512", row.sha512, True),
        ("backs", criteria, False),
        ("claims", claims, False),
    )
    yield from ((words.say(f"project.register.{name}"), value, is_exact) for name, value, is_exact in told if value)


def heading(register: EvidenceRegister, words: Words) -> str:
    """The title of a register: the name of a project is data, and none of our words."""
    return words.say("report.register.of", project="\n").replace("\n", register.project)


def more_told(register: EvidenceRegister, words: Words) -> str:
    """How many rows are not shown; empty where all are."""
    count = len(register.rows) - SHOWN
    return words.say("report.more", count=count) if count > 0 else ""
