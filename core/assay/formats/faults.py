# SPDX-License-Identifier: Apache-2.0
"""Findings of reading: what is wrong with a file before any rule of Gaia-X is asked."""

from collections.abc import Iterator, Mapping

from assay.finding import Finding, Place, Severity, Stage

MAX_ALIKE = 50
"""Findings that say the same of another place: after so many the reader has understood, and the verdict stands."""
_QUOTE = 40


def fault(
    rule: str,
    text: str,
    params: Mapping[str, str | int] | None = None,
    /,
    *,
    place: Place | None = None,
    severity: Severity = Severity.VIOLATION,
    subject: str = "",
    path: str = "",
    value: str = "",
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


class FaultList:
    """Findings as they are made, at most `MAX_ALIKE` with the same text."""

    def __init__(self) -> None:
        self._told: list[Finding] = []
        self._counts: dict[str, int] = {}

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._told)

    def is_full(self, text: str) -> bool:
        """Whether enough was said with this text."""
        return self._counts.get(text, 0) >= MAX_ALIKE

    def add(self, *findings: Finding) -> None:
        """Takes findings over. One text always has one severity, so what is left out changes no verdict."""
        for found in findings:
            if not self.is_full(found.text):
                self._counts[found.text] = self._counts.get(found.text, 0) + 1
                self._told.append(found)


def quote(text: str, offset: int = 0) -> str:
    """A short excerpt from an offset to the end of its line, fit to be shown."""
    line = text[offset : offset + _QUOTE + 1].split("\n", 1)[0].split("\r", 1)[0]
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return shown if len(shown) <= _QUOTE else shown[:_QUOTE] + "…"


def writable(pointer: str) -> str:
    """A pointer, cut before the first name that cannot be written as UTF-8 because it has half a character in it."""
    while any("\ud800" <= char <= "\udfff" for char in pointer):
        pointer = pointer.rpartition("/")[0]
    return pointer


def key_place(pointer: str) -> Place:
    """The place of a member that should not be there, from its key on."""
    return Place(writable(pointer), of_key=writable(pointer) == pointer)


def member(pointer: str, name: str | int) -> str:
    """The pointer of a member or item (RFC 6901 §3)."""
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
