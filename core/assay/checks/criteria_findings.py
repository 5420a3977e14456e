# SPDX-License-Identifier: Apache-2.0
"""What there is to say of criteria: of levels that were asked for everything that keeps them from being conformant.

Without such a wish only values that look like a slip are told, and missed numbers for information: what is missing for
a level nobody wants would bury what is to correct. The states of all criteria stand in the levels themselves.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from assay.checks.case import Case
from assay.checks.criterion_numbers import Fit, Measured, Measurement
from assay.checks.criterion_states import JudgedNode, Shown
from assay.checks.interface import Members
from assay.finding import Finding, Severity
from assay.levels import CriterionState
from assay.rules.criteria import ANY_CLAUSE, Criterion, Evidence, rule_of
from assay.rules.pack import Rule
from assay.texts import quoted

MAX_TOLD = 50
"""Values, or resources without one, of one offering that get a finding each."""
_Of: TypeAlias = tuple[Case, Rule, Criterion]
_OF_FIT = {
    Fit.BELOW: "criteria.number_below",
    Fit.ABOVE: "criteria.number_above",
    Fit.LATER: "criteria.number_later",
    Fit.DEPENDS: "criteria.number_depends",
}


_CERTIFICATION = {
    (True, False): "criteria.needs_certification",
    (True, True): "criteria.needs_certification_beside",
    (False, False): "criteria.needs_certification_any",
    (False, True): "criteria.needs_certification_any_beside",
}
"""By whether standards are accepted, and whether others are related and do not suffice."""


def asked_findings(case: Case, rule: Rule, criterion: Criterion, judged: JudgedNode) -> Iterator[Finding]:
    """What keeps the levels asked for from being conformant, as far as this criterion goes."""
    shown = judged.shown[criterion.id]
    declared = _asked(case, criterion, Evidence.DECLARATION)
    certified = _asked(case, criterion, Evidence.CERTIFICATION)
    if declared and shown.judgement.state is CriterionState.NOT_CHECKED:
        yield _of_node(case, rule, criterion, judged, text="criteria.not_checked", levels=declared)
    if declared and shown.judgement.state is CriterionState.MISSING:
        text, severity = _missing_text(shown)
        yield _of_node(case, rule, criterion, judged, text=text, levels=declared, severity=severity)
    if certified:
        text = _CERTIFICATION[bool(criterion.permissible), bool(criterion.examples)]
        yield _of_node(case, rule, criterion, judged, text=text, levels=certified, severity=Severity.INFO)


def _missing_text(shown: Shown) -> tuple[str, Severity]:
    """A sure carrier that is missing is a violation; one that is only inferred is "not evidenced"."""
    if shown.is_sure:
        return "criteria.missing_elsewhere" if shown.is_elsewhere else "criteria.missing", Severity.VIOLATION
    text = "criteria.not_evidenced_unsayable" if shown.is_unsayable else "criteria.not_evidenced"
    return text, Severity.WARNING


def value_findings(case: Case, rule: Rule, criterion: Criterion, judged: JudgedNode) -> Iterator[Finding]:
    """Values that miss a number, that may be meant otherwise, and resources without any."""
    asked = _asked(case, criterion, Evidence.DECLARATION)
    for measured in judged.shown[criterion.id].numbers:
        worst_first = sorted(measured.told, key=lambda entry: (entry.fit.meets is not False, entry.is_share))
        for entry in worst_first[:MAX_TOLD]:
            yield from _value(case, rule, criterion, measured, entry=entry, asked=asked)
        if measured.carrying:
            for node in measured.lacking[:MAX_TOLD]:
                yield _lacking(case, rule, criterion, measured, node=node)


def _value(
    case: Case, rule: Rule, criterion: Criterion, measured: Measured, *, entry: Measurement, asked: str
) -> Iterator[Finding]:
    params: dict[str, str | int] = {
        "property": f"property:{entry.property}",
        "value": quoted(entry.literal.value),
        "source": measured.number.source,
        "limit": "" if entry.limit is None else f"{entry.limit:g}",
        "most": "" if measured.number.most_else is None else f"{measured.number.most_else:g}",
    }
    members = Members(
        params=params,
        place=case.place_of(entry.holder, entry.property, entry.literal),
        subject=entry.holder,
        path=entry.property,
        value=entry.literal.value,
    )
    if entry.is_share:
        yield _finding((case, rule, criterion), Severity.WARNING, "criteria.share", members)
    elif text := _OF_FIT.get(entry.fit):
        is_miss = entry.fit.meets is False
        severity = Severity.VIOLATION if is_miss and measured.sure else Severity.WARNING
        yield _finding((case, rule, criterion), severity if asked else Severity.INFO, text, members)


def _lacking(case: Case, rule: Rule, criterion: Criterion, measured: Measured, *, node: str) -> Finding:
    property_name = measured.number.path.steps[-1].properties[0]
    members = Members(
        params={**_named(case, criterion), "property": f"property:{property_name}"},
        place=case.place_of(node),
        subject=node,
        path=property_name,
    )
    return _finding((case, rule, criterion), Severity.WARNING, "criteria.lacking", members)


def _of_node(
    case: Case,
    rule: Rule,
    criterion: Criterion,
    judged: JudgedNode,
    *,
    text: str,
    levels: str,
    severity: Severity = Severity.WARNING,
) -> Finding:
    members = Members(
        params={**_named(case, criterion), "levels": levels, **_standards(case, criterion)},
        place=case.place_of(judged.node),
        subject=judged.node,
        path=text,
    )
    return _finding((case, rule, criterion), severity, text, members)


def _standards(case: Case, criterion: Criterion) -> dict[str, str | int]:
    """Standards and their clauses: those that are accepted as proof, and those that are related and do not suffice."""
    names = case.pack.criteria.standards

    def listed(clauses: Mapping[str, str]) -> str:
        return "; ".join(
            names[key] if told == ANY_CLAUSE else f"{names[key]} ({told})" for key, told in clauses.items()
        )

    return {"standards": listed(criterion.permissible), "examples": listed(criterion.examples)}


def _named(case: Case, criterion: Criterion) -> dict[str, str | int]:
    return {
        "criterion": criterion.id,
        "name": f"criterion:{criterion.id}",
        "advice": f"advice:{rule_id(case, criterion)}",
    }


def rule_id(case: Case, criterion: Criterion) -> str:
    """The rule that findings of a criterion go by."""
    return rule_of(case.pack.prefix, criterion.id)


def _finding(of: _Of, severity: Severity, text: str, members: Members) -> Finding:
    case, rule, criterion = of
    return Finding(rule_id(case, criterion), rule.stage, severity, text, **members)


def _asked(case: Case, criterion: Criterion, evidence: Evidence) -> str:
    """The levels asked for that want the criterion shown this way: `SC, L1`; empty for none."""
    return ", ".join(name for name in case.levels_asked if criterion.levels.get(name) is evidence)
