# SPDX-License-Identifier: Apache-2.0
"""Label level 1 of Tagus: 55 criteria, each confirmed for the offering that applies (engine step T3f)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_applicable, not_checked
from assay.checks.tagus_case import about
from assay.claims import Literal
from assay.finding import Finding
from assay.levels import CriterionJudgement, CriterionState, LevelJudgement
from assay.rules.pack import Rule
from assay.verdict import Verdict, worst

LABEL = "ServiceOfferingLabelLevel1"
CONFIRMED = ("Confirm",)
_MISSING = CriterionJudgement(CriterionState.MISSING)
_NONE = CriterionJudgement(CriterionState.NOT_APPLICABLE)


def label_level(case: Case, rule: Rule) -> Statement:
    """Levels SC, which has no criteria of its own here, and L1, which every label declaration has to confirm in full.

    A declaration that confirms less is a violation whatever level was asked for: the clearing house refuses it.
    `params`: `levels` that Tagus knows, `criteria` that L1 needs.
    """
    names = _texts(rule, "criteria")
    labels = tuple(dict.fromkeys(node for node in case.nodes if case.pack.namespace + LABEL in case.claims.types(node)))
    unknown = [level for level in case.levels_asked if level not in _texts(rule, "levels")]
    judgements = {node: _judgement(case, node, names) for node in labels}
    without = _without_label(case, labels)
    found = [told for node in labels for told in _findings(case, rule, node, judgements[node])]
    if "L1" in case.levels_asked:
        found += _not_applied_for(case, rule, without, labels)
    judgements |= {node: _not_declared(names) for node in without} if labels else {}
    statement = judged(rule, found)
    if not found and unknown:
        statement = not_checked(rule, "reason.level_not_in_tagus", blocks=True)
    elif not found and not labels:
        statement = not_applicable(rule, "reason.no_label")
    return replace(statement, levels=_levels(case, judgements, names))


def _without_label(case: Case, labels: Sequence[str]) -> tuple[str, ...]:
    """Offerings that no declaration is for: the level of one offering says nothing of another."""
    gx = case.pack.namespace
    declared = {value for label in labels for value in case.claims.objects(label, gx + "assignedTo")}
    offerings = (node for node in case.nodes if gx + "ServiceOffering" in case.claims.types(node))
    return tuple(node for node in dict.fromkeys(offerings) if node not in declared)


def _not_declared(names: Sequence[str]) -> LevelJudgement:
    return LevelJudgement(Verdict.NON_CONFORMANT, dict.fromkeys(names, _MISSING))


def _not_applied_for(case: Case, rule: Rule, offerings: Sequence[str], labels: Sequence[str]) -> Iterator[Finding]:
    if not labels:
        yield finding(rule, "tagus.no_label", path=LABEL)
        return
    for node in offerings:
        yield finding(rule, "tagus.offering_without_label", place=case.place_of(node), subject=node, path=LABEL)


def _levels(case: Case, judgements: Mapping[str, LevelJudgement], names: Sequence[str]) -> Mapping[str, LevelJudgement]:
    """SC stays open here: the document's own verdict is its answer (see the pipeline)."""
    has_offering = any(about(case, "ServiceOffering"))
    if judgements:
        found = worst(entry.verdict for entry in judgements.values())
        weakest = next(entry for entry in judgements.values() if entry.verdict is found)
        parts = judgements if len(judgements) > 1 else {}
        level = LevelJudgement(found, weakest.criteria, parts)
    else:
        state, verdict = (_MISSING, Verdict.NON_CONFORMANT) if has_offering else (_NONE, Verdict.INCOMPLETE)
        level = LevelJudgement(verdict, dict.fromkeys(names, state))
    return {"SC": LevelJudgement(Verdict.INCOMPLETE), "L1": level}


def _judgement(case: Case, label: str, names: Sequence[str]) -> LevelJudgement:
    """One declaration. Without an offering it declares nothing, although the clearing house lets that pass."""
    criteria = {name: _criterion(case, label, name) for name in names}
    complete = all(entry.state is CriterionState.DECLARED for entry in criteria.values())
    assigned = bool(case.claims.objects(label, case.pack.namespace + "assignedTo"))
    return LevelJudgement(Verdict.CONFORMANT if complete and assigned else Verdict.NON_CONFORMANT, criteria)


def _criterion(case: Case, label: str, name: str) -> CriterionJudgement:
    answers = tuple(_answers(case, label, name))
    place = case.place_of(answers[0][0], case.pack.namespace + "response") if answers else None
    confirmed = bool(answers) and all(given == CONFIRMED for _, given in answers)
    return CriterionJudgement(CriterionState.DECLARED if confirmed else CriterionState.MISSING, place)


def _answers(case: Case, label: str, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each node that answers the criterion, with what it answers."""
    gx = case.pack.namespace
    for holder in case.claims.objects(label, gx + "criteria"):
        for answer in case.claims.objects(holder, gx + name):
            given = case.claims.objects(answer, gx + "response")
            yield str(answer), tuple(value.value if isinstance(value, Literal) else value for value in given)


def _findings(case: Case, rule: Rule, label: str, level: LevelJudgement) -> Iterator[Finding]:
    gx, place = case.pack.namespace, case.place_of(label)
    offerings = case.claims.objects(label, gx + "assignedTo")
    if not offerings:
        yield finding(rule, "tagus.label_without_offering", place=place, subject=label, path="assignedTo")
        return
    offering = str(offerings[0])
    if not case.claims.objects(label, gx + "criteria"):
        params: dict[str, str | int] = {"offering": offering}
        text = "tagus.label_without_answers"
        yield finding(rule, text, place=place, subject=label, path="criteria", params=params)
        return
    for name, entry in level.criteria.items():
        if entry.state is CriterionState.DECLARED:
            continue
        given = ", ".join(value for _, values in _answers(case, label, name) for value in values)
        text = "tagus.criterion_not_confirmed" if given else "tagus.criterion_without_answer"
        params = {"criterion": f"property:{gx}{name}", "value": given[:60], "offering": offering}
        told = finding(rule, text, place=entry.place or place, subject=label, path=name, value=given, params=params)
        yield replace(told, rule=f"TAGUS-CRITERION-{name}")


def _texts(rule: Rule, name: str) -> tuple[str, ...]:
    found = rule.params.get(name, ())
    return tuple(map(str, found)) if isinstance(found, tuple) else ()
