# SPDX-License-Identifier: Apache-2.0
"""Findings of reading: what is wrong with a file before any rule of Gaia-X is asked."""

from collections.abc import Mapping

from assay.finding import Finding, Place, Severity, Stage

_QUOTE = 40


def fault(
    rule: str, text: str, params: Mapping[str, str | int] | None = None, /, *, place: Place | None = None,
    severity: Severity = Severity.VIOLATION, subject: str = "", path: str = "", value: str = "",
) -> Finding:
    """A finding of the parse stage, or of the envelope stage where the rule's id says so."""
    params = params or {}
    stage = Stage.ENVELOPE if rule.startswith("ENVELOPE-") else Stage.PARSE
    seen = params.get("seen")
    evidence: dict[str, object] = {} if seen in (None, "") else {"seen": seen}
    return Finding(
        rule, stage, severity, text, params, place=place, subject=subject, path=path, value=value, evidence=evidence
    )


def remark(
    rule: str, text: str, params: Mapping[str, str | int] | None = None, /, *, place: Place | None = None
) -> Finding:
    """A finding that only informs."""
    return fault(rule, text, params, place=place, severity=Severity.INFO)


def quote(text: str, offset: int = 0) -> str:
    """A short excerpt from an offset to the end of its line, fit to be shown."""
    line = text[offset : offset + _QUOTE + 1].split("\n", 1)[0].split("\r", 1)[0]
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return shown if len(shown) <= _QUOTE else shown[:_QUOTE] + "…"


def member(pointer: str, name: str | int) -> str:
    """The pointer of a member or item (RFC 6901 §3)."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
