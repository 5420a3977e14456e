# SPDX-License-Identifier: Apache-2.0
"""Findings of a reading: each drop and each remark as a finding with its text and place."""

from collections.abc import Iterable, Iterator
from typing import Final

from assay.finding import Finding, Place, Severity, Stage
from assay.linked_data.account import Account, Drop, DropReason, Noticed, Remark

_REMARKS: Final = {
    Remark.FEATURE: ("LD-feature", "ld.feature", Stage.CONTENT, Severity.VIOLATION),
    Remark.UNDEFINED_PREFIX: ("LD-undefined-prefix", "ld.undefined_prefix", Stage.CONTENT, Severity.VIOLATION),
    Remark.REDEFINED: ("LD-redefined-term", "ld.redefined_term", Stage.ENVELOPE, Severity.VIOLATION),
    Remark.OVERRIDDEN: ("LD-overridden-term", "ld.overridden_term", Stage.ENVELOPE, Severity.WARNING),
    Remark.NULL_CONTEXT: ("LD-null-context", "ld.null_context", Stage.ENVELOPE, Severity.VIOLATION),
    Remark.PROTECTED: ("LD-protected-term", "ld.protected_term", Stage.ENVELOPE, Severity.VIOLATION),
    Remark.UNKNOWN_CONTEXT: ("LD-unknown-context", "ld.unknown_context", Stage.ENVELOPE, Severity.VIOLATION),
    Remark.EMPTY: ("LD-empty-member", "ld.empty_member", Stage.CONTENT, Severity.INFO),
    Remark.FLATTENED: ("LD-flattened-list", "ld.flattened_list", Stage.CONTENT, Severity.WARNING),
}
_REASONS: Final = {
    DropReason.ILLEGAL_ID: "ld.illegal_id",
    DropReason.RELATIVE_ID: "ld.relative_id",
    DropReason.ILLEGAL_BLANK_LABEL: "ld.illegal_blank_label",
    DropReason.KEYWORD_LIKE: "ld.keyword_like",
    DropReason.ILLEGAL_LANGUAGE: "ld.illegal_language",
    DropReason.TYPE_WITHOUT_IRI: "ld.type_without_iri",
    DropReason.FREE_FLOATING: "ld.free_floating",
    DropReason.UNREAD: "ld.unread",
}
_QUOTED: Final = 120


def findings_of(account: Account, subject: str) -> Iterator[Finding]:
    """Findings of an account. An illegal id of a node is a violation."""
    for noticed in account.noticed:
        yield _remarked(noticed, subject)
    for drop in account.drops:
        if not drop.consequence:
            yield _dropped(drop, subject)


def missing_context(subject: str, pointer: str) -> Finding:
    """There is no `@context`, so nothing has a meaning (VCDM 2.0 §4.3)."""
    return Finding(
        "LD-missing-context", Stage.ENVELOPE, Severity.VIOLATION, "ld.missing_context", {}, Place(pointer), subject
    )


def invalid(subject: str, pointer: str, reason: str) -> Finding:
    """The document is not JSON-LD."""
    told = {"reason": reason}
    return Finding("LD-invalid", Stage.CONTENT, Severity.VIOLATION, "ld.invalid", told, Place(pointer), subject)


def too_large(subject: str, limit: str, pointer: str) -> Finding:
    """The document is beyond a limit; `limit` is the last part of the text id."""
    return Finding("LD-too-large", Stage.CONTENT, Severity.VIOLATION, f"ld.{limit}", {}, Place(pointer), subject)


def unaccounted(subject: str, pointers: Iterable[str], extra: int) -> Iterator[Finding]:
    """Members of which nobody can say what became of them, and statements of which nobody knows where they are from."""
    rule, stage, severity = "LD-unaccounted", Stage.CONTENT, Severity.VIOLATION
    for pointer in dict.fromkeys(pointers):
        term = next((part for part in reversed(pointer.split("/")) if not part.isdigit()), "")
        text = "ld.unaccounted" if term else "ld.unaccounted_document"
        yield Finding(rule, stage, severity, text, {"term": term}, Place(pointer), subject, term)
    if extra:
        yield Finding(rule, stage, severity, "ld.unaccounted_statements", {"count": extra}, None, subject)


def _remarked(noticed: Noticed, subject: str) -> Finding:
    rule, text, stage, severity = _REMARKS[noticed.remark]
    params = {"term": _short(noticed.term)}
    if noticed.suggestion:
        text, params["suggestion"] = text + "_suggestion", noticed.suggestion
    place = Place(noticed.pointer, noticed.of_key)
    return Finding(rule, stage, severity, text, params, place, subject, noticed.term, noticed.term)


def _dropped(drop: Drop, subject: str) -> Finding:
    rule, text = _told(drop)
    severity = Severity.WARNING if drop.inside_subject else Severity.INFO
    if drop.of_node:
        severity = Severity.VIOLATION
    params = {"term": _short(drop.term)}
    if drop.suggestion:
        text, params["suggestion"] = text + "_suggestion", drop.suggestion
    place = Place(drop.pointer, drop.of_key)
    return Finding(rule, Stage.CONTENT, severity, text, params, place, subject, drop.term, drop.term)


def _told(drop: Drop) -> tuple[str, str]:
    """Rule and text of a drop."""
    if drop.of_key:
        return "LD-dropped-term", "ld.illegal_key" if drop.reason is DropReason.ILLEGAL_ID else "ld.dropped_term"
    text = _REASONS[drop.reason]
    return ("LD-illegal-id", text + "_node") if drop.of_node else ("LD-dropped-value", text)


def _short(term: str) -> str:
    return term if len(term) <= _QUOTED else term[: _QUOTED - 1] + "…"
