# SPDX-License-Identifier: Apache-2.0
"""Checks that cannot be made with what is at hand: each says so, and whether it blocks (contract, Verdict)."""

from dataclasses import replace

from assay.checks.case import Case
from assay.checks.interface import Statement, judged, not_applicable, not_checked
from assay.claims import ClaimsGraph
from assay.finding import Finding, Severity
from assay.rules.pack import Rule


def needs_world(case: Case, rule: Rule) -> Statement:
    """Revocation and published files: told, never blocking, because no file at hand can settle them for good."""
    if not case.is_signed:
        return not_applicable(rule, "reason.draft")
    return not_checked(rule, "reason.needs_world", blocks=False)


def referenced_documents(case: Case, rule: Rule) -> Statement:
    """Digests of documents the claims point to: told, not blocking; the documents lie elsewhere."""
    if not _has_digest(case.claims, case.pack.namespace):
        return not_applicable(rule, "reason.no_digests")
    return not_checked(rule, "reason.no_reference_documents", blocks=False, needs="needs.referenced_documents")


def _has_digest(claims: ClaimsGraph, namespace: str) -> bool:
    return bool(claims.with_predicate(namespace + "hash"))


def everything_read(case: Case, rule: Rule) -> Statement:
    """Every member of the source is a statement, a keyword, or listed here as dropped.

    `params`: `free_evidence` (notaries of Tagus write their evidence with a prefix that only the subject defines).
    """
    findings = tuple(_weighed(case, rule, entry) for entry in case.findings)
    if any(term.inside_subject for term in case.dropped):
        return Statement(not_checked(rule, "open.dropped_term", blocks=True).outcome, findings)
    return judged(rule, findings)


def _weighed(case: Case, rule: Rule, found: Finding) -> Finding:
    """An undefined prefix weighs less where the pack knows its words all the same, or where nothing is claimed."""
    if found.text != "ld.undefined_prefix" or found.place is None:
        return found
    is_known = any(found.path.startswith(namespace.iri) for namespace in case.pack.namespaces)
    evidence = (f"{entry.credential.pointer}/evidence/" for entry in case.credentials)
    is_free = bool(rule.params.get("free_evidence")) and found.place.pointer.startswith(tuple(evidence))
    return replace(found, severity=Severity.WARNING) if is_known or is_free else found
