# SPDX-License-Identifier: Apache-2.0
"""Types as the Tagus clearing house reads them, before it looks at anything else (engine step T2a)."""

import difflib
from collections.abc import Iterator

from assay.checks.case import Case, CaseCredential
from assay.checks.envelope import as_tuple
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.credential import JsonObject
from assay.finding import Finding, Place, Severity
from assay.rules.pack import Rule
from assay.texts import local_name, quoted

_ENVELOPE = "VerifiableCredential"


def known_types(case: Case, rule: Rule) -> Statement:
    """Each type on a credential and its subjects, cut after its last colon, is one the registry lists.

    The list is taken to be the classes the shapes target; `params`: `also`, what clearing houses issue themselves.
    """
    entries = [entry for entry in case.credentials if not entry.credential.is_bare_claims]
    if not entries:
        return not_applicable(rule, "reason.bare_claims")
    if case.pack.program is None:
        return not_checked(rule, "reason.unknown_shapes", blocks=True)
    also = rule.params.get("also", ())
    known = {local_name(kind) for kind in case.pack.program.targets["classes"]}
    known |= set(map(str, also)) if isinstance(also, tuple) else set()
    return judged(rule, (found for entry in entries for found in _findings(rule, entry, known)))


def _findings(rule: Rule, entry: CaseCredential, known: set[str]) -> Iterator[Finding]:
    for pointer, holder in _holders(entry):
        for member in ("type", "@type"):
            for kind in as_tuple(holder.get(member)):
                if isinstance(kind, str) and kind != _ENVELOPE:
                    yield from _judged(rule, entry, kind, known, Place(f"{pointer}/{member}", file=entry.place.file))


def _holders(entry: CaseCredential) -> Iterator[tuple[str, JsonObject]]:
    content, at = entry.credential.content, entry.credential.pointer
    yield at, content
    subject = content.get("credentialSubject")
    for index, item in enumerate(as_tuple(subject)):
        if isinstance(item, dict):
            yield f"{at}/credentialSubject" + (f"/{index}" if isinstance(subject, list) else ""), item


def _judged(rule: Rule, entry: CaseCredential, kind: str, known: set[str], place: Place) -> Iterator[Finding]:
    atomic, subject = kind.rpartition(":")[2], entry.credential.id
    if atomic in known:
        return
    if local_name(kind) in known:
        params: dict[str, str | int] = {"suggestion": f"gx:{local_name(kind)}"}
        text, severity = "tagus.type_in_full", Severity.WARNING
    else:
        near = difflib.get_close_matches(local_name(kind)[:60], known, n=1, cutoff=0.8)
        params = {"name": quoted(local_name(kind)), "suggestion": f"gx:{near[0]}" if near else ""}
        text, severity = "tagus.type_meant" if near else "tagus.type_unknown", rule.severity
    yield finding(rule, text, severity, place=place, subject=subject, path="type", value=kind, params=params)
