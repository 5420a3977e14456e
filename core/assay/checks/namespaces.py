# SPDX-License-Identifier: Apache-2.0
"""Vocabularies: those of other releases are told, those that nobody knows refused."""

from collections.abc import Iterable

from assay.checks.case import Case
from assay.checks.envelope import words
from assay.checks.interface import Statement, finding, judged
from assay.finding import Finding, Severity
from assay.rules.pack import Rule


def namespaces(case: Case, rule: Rule) -> Statement:
    """Aliases of the pack's vocabulary are told, other releases warned of, unknown vocabularies refused."""
    return judged(rule, (*_alias_findings(case, rule), *_unknown_findings(case, rule)))


def _alias_findings(case: Case, rule: Rule) -> Iterable[Finding]:
    kinds = {namespace.iri: namespace for namespace in case.pack.namespaces}
    for iri, place in case.namespaces.aliases.items():
        known = kinds[iri]
        is_release = known.kind == "release"
        yield finding(
            rule,
            words(rule, "namespace_release") if is_release else "envelope.namespace_alias",
            Severity.WARNING if is_release else Severity.INFO,
            place=place,
            path=iri,
            params={"name": known.name, "pack": case.pack.name},
        )


def _unknown_findings(case: Case, rule: Rule) -> Iterable[Finding]:
    for iri, place in case.namespaces.unknown.items():
        meant = _closest(iri, case)
        text = "envelope.namespace_meant" if meant else "envelope.namespace_unknown"
        yield finding(rule, text, place=place, path=iri, value=iri, params={"name": iri, "suggestion": meant})


def _closest(iri: str, case: Case) -> str:
    import difflib

    known = [namespace.iri for namespace in case.pack.namespaces]
    found = difflib.get_close_matches(iri, known, n=1, cutoff=0.8)
    return found[0] if found else ""
