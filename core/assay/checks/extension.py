# SPDX-License-Identifier: Apache-2.0
"""Extensions: whether everything that is said in an extension's words was looked at by its shapes."""

from collections.abc import Iterator, Mapping
from itertools import islice

from assay.checks.case import Case
from assay.checks.content import MAX_UNCHECKED
from assay.checks.interface import Statement, finding, judged, not_checked
from assay.claims import RDF_TYPE, Term
from assay.coverage import Coverage, UncheckedNode
from assay.finding import Finding
from assay.rules.pack import Rule
from assay.texts import local_name
from assay.vocabulary import words_of


def coverage(case: Case, rule: Rule) -> Statement:
    """Open where a word of the extension stands where none of its shapes looks, or nothing speaks them at all.

    The case is that of the extension: its pack is the extension's, its evaluation that of the extension's shapes.
    """
    focus = case.evaluation.focus
    concerned = [node for node in case.nodes if node in focus or any(case.own_words(node))]
    unchecked = tuple(_unchecked(case, node) for node in concerned if node not in focus)
    total = Coverage(len(concerned), len(concerned) - len(unchecked), unchecked)
    if not concerned:
        found = finding(rule, "extension.unused", params={"pack": case.pack.name})
        return Statement(not_checked(rule, "reason.extension_unused", blocks=True).outcome, (found,), total)
    told = tuple(islice(_not_looked_at(case, rule), MAX_UNCHECKED))
    if told or unchecked:
        outcome = not_checked(rule, "reason.extension_not_looked_at", blocks=True).outcome
        return Statement(outcome, told, total)
    return judged(rule, (), coverage=total)


def _unchecked(case: Case, node: str) -> UncheckedNode:
    place = case.place_of(node)
    return UncheckedNode(
        node, place.pointer if place else "", "unknown_class" if case.claims.types(node) else "no_type"
    )


def _not_looked_at(case: Case, rule: Rule) -> Iterator[Finding]:
    """Words of the extension that no shape of its own judges on the node they stand on."""
    properties, classes = _looked_at(case), words_of(case.pack) | case.pack.superclasses.keys()
    for node in case.nodes:
        seen = properties.get(node, frozenset())
        for predicate, word in case.own_words(node):
            is_class = predicate == RDF_TYPE
            known = word in classes and node in properties if is_class else seen is None or word in seen
            if not known:
                yield _word_finding(case, rule, node, predicate, word)


def _looked_at(case: Case) -> Mapping[Term, frozenset[str] | None]:
    """Focus node to the properties its shapes look at, None for all; shapes of the reference engine tell no more
    than their words.
    """
    pack = case.pack
    if pack.program is None:
        return dict.fromkeys(case.evaluation.focus, words_of(pack))
    from assay.shacl.scope import properties_looked_at

    return properties_looked_at(pack.program, case.claims, pack.superclasses)


def _word_finding(case: Case, rule: Rule, node: str, predicate: str, word: str) -> Finding:
    is_known = word in words_of(case.pack) | case.pack.superclasses.keys()
    unknown = "content.unknown_class" if predicate == RDF_TYPE else "content.unknown_property"
    return finding(
        rule,
        "extension.not_looked_at" if is_known else unknown,
        place=case.place_of(node, predicate),
        subject=node,
        path=predicate,
        value=word,
        params={"name": local_name(word), "pack": case.pack.name, "suggestion": ""},
    )
