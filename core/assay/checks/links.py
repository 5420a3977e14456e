# SPDX-License-Identifier: Apache-2.0
"""References: what the document names, it describes (ICAM 25.11 §5.2.2)."""

from collections.abc import Iterator

from assay.checks.advice import LONG_ID, dangling_advice
from assay.checks.case import Case, Setting, folded_id
from assay.checks.interface import Statement, finding, judged, not_checked
from assay.claims import RDF_TYPE
from assay.finding import Finding, Severity
from assay.rules.pack import Rule
from assay.texts import quoted


def references(case: Case, rule: Rule) -> Statement:
    """References that a shape looks at and that lead to nothing: a violation in a presentation, else open.

    Where no shape looks, a reference may lead out of the set; only one that is nearly an id of it is told.
    """
    dangling = tuple(_dangling(case, rule))
    found = (*dangling, *_slips(case, rule, {(entry.subject, entry.path, entry.value) for entry in dangling}))
    counted = any(entry.about_unknown_node and entry.result.value is None for entry in case.evaluation.results)
    if case.setting is Setting.PRESENTATION or not (dangling or counted):
        return judged(rule, found)
    outcome = not_checked(rule, "reason.dangling_reference", blocks=True, needs="needs.missing_credential").outcome
    return Statement(outcome, found)


def _dangling(case: Case, rule: Rule) -> Iterator[Finding]:
    severity = Severity.VIOLATION if case.setting is Setting.PRESENTATION else Severity.WARNING
    seen: set[tuple[object, str, object]] = set()
    for entry in case.evaluation.results:
        result = entry.result
        key = (result.focus_node, result.path, result.value)
        if not entry.about_unknown_node or key in seen or not isinstance(result.value, str):
            continue
        seen.add(key)
        text, params = dangling_advice(case, entry)
        focus = result.focus_node if isinstance(result.focus_node, str) else ""
        place = case.place_of(focus, result.path, result.value)
        yield finding(
            rule, text, severity, place=place, subject=focus, path=result.path, value=result.value, params=params
        )


def _slips(case: Case, rule: Rule, told: set[tuple[str, str, str]]) -> Iterator[Finding]:
    for subject, predicate, value in case.claims:
        if not isinstance(value, str) or value in case.claims or predicate == RDF_TYPE:
            continue
        meant = case.folded_nodes.get(folded_id(value), "")
        if meant and (subject, predicate, value) not in told:
            params: dict[str, str | int] = {"value": quoted(value, LONG_ID), "suggestion": quoted(meant, LONG_ID)}
            place = case.place_of(subject, predicate, value)
            yield finding(
                rule, "links.slip_unread", Severity.WARNING, place=place, subject=subject, path=predicate, value=value,
                params=params,
            )  # fmt: skip
