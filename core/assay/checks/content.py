# SPDX-License-Identifier: Apache-2.0
"""Content: the shapes, and whether every part was looked at (ICAM 25.11 §5.2.3, SHACL)."""

import difflib
from collections.abc import Iterator
from itertools import islice

from assay.checks.case import CREDENTIALS, SECURITY, Case, CaseCredential, Setting
from assay.checks.evaluation import Judged
from assay.checks.interface import Statement, finding, judged, not_checked
from assay.checks.shape_findings import shape_finding
from assay.claims import RDF_TYPE
from assay.coverage import Coverage, UncheckedNode
from assay.finding import Finding, Severity
from assay.rules.pack import Rule
from assay.texts import local_name

MAX_UNCHECKED = 200
"""Unchecked nodes that get a finding each; all of them stand in the coverage."""


def shapes(case: Case, rule: Rule) -> Statement:
    """Every result of the shapes as a finding; open where two engines disagree or nothing was in focus."""
    evaluation = case.evaluation
    found = [shape_finding(case, rule, entry, _severity(case, entry)) for entry in evaluation.results]
    if evaluation.differences:
        found.append(finding(rule, "content.engines_disagree", Severity.WARNING, path=evaluation.differences[0]))
    if evaluation.untold:
        found.append(finding(rule, "content.too_many", Severity.WARNING, params={"count": evaluation.untold}))
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    if evaluation.untold:
        return Statement(not_checked(rule, "reason.too_many", blocks=True).outcome, tuple(found))
    if evaluation.differences:
        return Statement(not_checked(rule, "reason.engines_disagree", blocks=True).outcome, tuple(found))
    if not evaluation.focus:
        return Statement(not_checked(rule, "reason.nothing_in_focus", blocks=True).outcome, tuple(found))
    return judged(rule, found)


def _severity(case: Case, entry: Judged) -> Severity | None:
    """A reference to something not described is a violation only in a presentation (contract, Verdict)."""
    return Severity.WARNING if entry.about_unknown_node and case.setting is not Setting.PRESENTATION else None


def coverage(case: Case, rule: Rule) -> Statement:
    """Which nodes a shape looked at, which not and why. Unchecked nodes block through the coverage itself.

    `params`: `also`, words of the vocabulary that no shape knows and anybody may use; `unknown_words_block`, for shapes
    that are open and would let any other word pass unread.
    """
    if not any(other.check == "shapes" for other in case.pack.rules.values()):  # whatever they say, nobody tells it
        return not_checked(rule, "reason.unknown_shapes", blocks=True)
    focus = case.evaluation.focus
    unchecked = tuple(
        _unchecked(case, node) for node in case.nodes if node not in focus and not case.extension_judges(node)
    )
    found = [_unchecked_finding(case, rule, entry) for entry in unchecked[:MAX_UNCHECKED]]
    if len(unchecked) > MAX_UNCHECKED:
        found.append(finding(rule, "content.unchecked_more", params={"count": len(unchecked) - MAX_UNCHECKED}))
    found += [entry for credential in case.credentials for entry in _mismatches(case, rule, credential)]
    strange = tuple(islice(_unknown_words(case, rule), MAX_UNCHECKED))
    found += strange
    if not case.nodes:
        place = case.credentials[0].member_place("credentialSubject") if case.credentials else None
        found.append(finding(rule, "content.no_subject", place=place))
    total = Coverage(len(case.nodes), len(case.nodes) - len(unchecked), unchecked, case.dropped)
    if unchecked or not case.nodes:
        reason = "open.unchecked_node" if unchecked else "open.nothing_checked"
        return Statement(not_checked(rule, reason, blocks=True).outcome, tuple(found), total)
    if rule.params.get("unknown_words_block") and any(_is_own(case, entry.value or entry.path) for entry in strange):
        return Statement(not_checked(rule, "open.unknown_word", blocks=True).outcome, tuple(found), total)
    return judged(rule, found, coverage=total)


def _unchecked(case: Case, node: str) -> UncheckedNode:
    place = case.place_of(node)
    reason = "unknown_class" if case.claims.types(node) else "no_type"
    return UncheckedNode(node, place.pointer if place else "", reason)


def _unchecked_finding(case: Case, rule: Rule, entry: UncheckedNode) -> Finding:
    if entry.reason == "no_type":
        return finding(rule, "content.no_type", place=case.place_of(entry.node), subject=entry.node)
    kind = next(str(kind) for kind in case.claims.types(entry.node))
    return _unknown_class(case, rule, entry.node, kind)


def _unknown_class(case: Case, rule: Rule, node: str, kind: str) -> Finding:
    name, meant = local_name(kind), _meant_class(case, kind)
    text = "content.unknown_class_meant" if meant else "content.unknown_class"
    return finding(
        rule,
        text,
        place=case.place_of(node, RDF_TYPE),
        subject=node,
        path=RDF_TYPE,
        value=kind,
        params={"name": name, "pack": case.pack.name, "suggestion": meant},
    )


def _meant_class(case: Case, kind: str) -> str:
    if kind in case.pack.superclasses or not kind.startswith(case.pack.namespace):
        return ""
    known = {local_name(iri).casefold(): local_name(iri) for iri in case.pack.texts("en").classes()}
    found = difflib.get_close_matches(local_name(kind).casefold(), known, n=1, cutoff=0.85)
    return f"gx:{known[found[0]]}" if found else ""


def _unknown_words(case: Case, rule: Rule) -> Iterator[Finding]:
    """Words in the pack's own namespace that it does not know, on nodes that are judged otherwise."""
    texts, focus = case.pack.texts("en"), case.evaluation.focus
    told = {(entry.result.focus_node, entry.result.path) for entry in case.evaluation.results}
    plain = _plain_words(case, rule)
    for node in case.nodes:
        if node not in focus:
            continue
        for kind in case.claims.types(node):
            if kind not in case.pack.superclasses and not texts.label(str(kind)) and not _is_extended(case, str(kind)):
                yield _unknown_class(case, rule, node, str(kind))
        for predicate in case.claims.members(node):
            if predicate in plain or (node, predicate) in told:
                continue
            if texts.label(predicate):
                yield from _out_of_place(case, rule, node, predicate)
            elif _is_own(case, predicate):
                yield _unknown_property(case, rule, node, predicate)
            elif predicate.startswith((CREDENTIALS, SECURITY)):
                yield _envelope_word(case, rule, node, predicate)


def _plain_words(case: Case, rule: Rule) -> set[str]:
    """Properties of which nothing is to be said on any node that is judged: one look at each."""
    texts, also, are_closed = case.pack.texts("en"), _free_words(rule), not rule.params.get("unknown_words_block")
    return {
        word
        for word in {predicate for node in case.nodes for predicate in case.claims.members(node)}
        if local_name(word) in also
        or (are_closed if texts.label(word) else not word.startswith((case.pack.namespace, CREDENTIALS, SECURITY)))
    }


def _free_words(rule: Rule) -> tuple[str, ...]:
    found = rule.params.get("also", ())
    return tuple(map(str, found)) if isinstance(found, tuple) else ()


def _is_extended(case: Case, iri: str) -> bool:
    """Whether it is a word of an extension, which judges its own words itself."""
    return any(iri.startswith(extension.pack.namespace) for extension in case.extensions)


def _is_own(case: Case, iri: str) -> bool:
    return iri.startswith(case.pack.namespace)


def _out_of_place(case: Case, rule: Rule, node: str, predicate: str) -> Iterator[Finding]:
    """A word the pack knows for other things, on a node whose shapes are open and do not look at it."""
    seen = case.scope.get(node) if rule.params.get("unknown_words_block") else None
    if seen is not None and predicate not in seen and _is_own(case, predicate):
        place, params = case.place_of(node, predicate), {"name": local_name(predicate)}
        yield finding(rule, "content.word_out_of_place", place=place, subject=node, path=predicate, params=params)


def _envelope_word(case: Case, rule: Rule, node: str, predicate: str) -> Finding:
    place, params = case.place_of(node, predicate), {"name": local_name(predicate)}
    return finding(
        rule, "content.envelope_word", Severity.VIOLATION, place=place, subject=node, path=predicate, params=params
    )


def _unknown_property(case: Case, rule: Rule, node: str, predicate: str) -> Finding:
    known = {*map(local_name, case.pack.texts("en").properties()), *_free_words(rule)}
    found = difflib.get_close_matches(local_name(predicate), known, n=1, cutoff=0.75)
    text = "content.unknown_property_meant" if found else "content.unknown_property"
    params = {"name": local_name(predicate), "pack": case.pack.name, "suggestion": found[0] if found else ""}
    return finding(rule, text, place=case.place_of(node, predicate), subject=node, path=predicate, params=params)


def _mismatches(case: Case, rule: Rule, entry: CaseCredential) -> Iterator[Finding]:
    """Classes on the credential that none of its subjects is of, nor of one above or below."""
    inner = [str(kind) for subject in entry.subjects for kind in case.claims.types(subject)]
    for outer in entry.classes:
        if inner and not any(case.pack.is_a(kind, outer) or case.pack.is_a(outer, kind) for kind in inner):
            yield finding(
                rule,
                "content.type_mismatch",
                place=entry.member_place("type"),
                subject=entry.credential.id,
                path="type",
                value=outer,
                params={"outer": f"class:{outer}", "inner": f"class:{inner[0]}"},
            )
