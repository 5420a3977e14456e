# SPDX-License-Identifier: Apache-2.0
"""Keys that came along with what they signed: they verify, and nobody vouches for them but their certificates."""

from collections.abc import Iterator

from assay.checks.case import Case
from assay.checks.interface import finding
from assay.finding import Finding, Severity
from assay.identity.did import host_of, published_at
from assay.identity.did_document import DidDocument
from assay.rules.pack import Rule


def brought_findings(case: Case, rule: Rule) -> Iterator[Finding]:
    """Which keys came along, where they have to be published, and what else says otherwise; each DID once."""
    seen: set[str] = set()
    for part in case.signed_parts:
        did = part.proof.did if part.proof else ""
        if part.proof is None or not did or did in seen:
            continue
        seen.add(did)
        params: dict[str, str | int] = {"did": did, "address": published_at(did)}
        for text, severity, more in _told(case, did, part.proof.document):
            yield finding(rule, text, severity, place=part.place, subject=did, path=text, params={**params, **more})


def _told(case: Case, did: str, document: DidDocument | None) -> Iterator[tuple[str, Severity, dict[str, str | int]]]:
    if document is not None and document.came_along:
        yield "identity.came_along", Severity.INFO, {"file": document.file}
    others = case.trust.contradictions(did)
    if others and document is not None:
        yield "identity.brought_differs", Severity.WARNING, {"file": document.file, "other": others[0].file}
    elif others:
        yield "identity.brought_twice", Severity.WARNING, {"other": others[0].file}


def is_unvouched(case: Case) -> bool:
    """Whether a key that came along has no certificate, of a trusted authority, for the host that its DID names."""
    return any(
        key.part.proof is not None
        and key.part.proof.document is not None
        and key.part.proof.document.came_along
        and not (key.chain and key.chain.vouches_for(host_of(key.part.proof.did)))
        for key in case.signing_keys
    )
