# SPDX-License-Identifier: Apache-2.0
"""The levels: which criteria the claims show (CD 24.11, criteria for cloud services and participants).

They are judged beside the document. Only where somebody asked for a level does it decide the document's verdict too.
"""

from collections.abc import Iterable, Mapping, Sequence

from assay.checks.carriers import Carriers
from assay.checks.case import Case
from assay.checks.criteria_findings import asked_findings, value_findings
from assay.checks.criterion_states import Judge, JudgedNode
from assay.checks.interface import Statement, judged, not_applicable, not_checked
from assay.finding import CheckOutcome, Finding, Outcome
from assay.levels import CriterionJudgement, CriterionState, LevelJudgement
from assay.rules.criteria import Criterion
from assay.rules.pack import Rule
from assay.verdict import Verdict, worst

MAX_JUDGED = 200
"""Offerings of one document that are judged; a document with more has every level open."""
MAX_SHOWN = 20
"""Offerings that are told one by one; the levels themselves are the worst of all."""
_WORST_FIRST = (
    CriterionState.MISSING,
    CriterionState.NOT_CHECKED,
    CriterionState.NEEDS_CERTIFICATION,
    CriterionState.DECLARED,
    CriterionState.EVIDENCED,
    CriterionState.NOT_APPLICABLE,
)


def levels(case: Case, rule: Rule) -> Statement:
    """Every level of every service offering; of the participant where the document offers no service.

    Findings are made for the levels that were asked for, and for values that look like a slip. A level that was asked
    for and is not met fails the check; one that is open leaves it open, and blocks.
    """
    table, is_asked = case.pack.criteria, bool(case.levels_asked)
    if not table.criteria:
        return not_checked(rule, "reason.no_criteria", blocks=is_asked)
    carriers = Carriers(case.claims, case.pack.superclasses)
    subject, nodes = _judged_nodes(case, carriers)
    criteria = table.of(subject)
    if not nodes or not criteria:
        return not_checked(rule, "reason.nothing_for_levels", blocks=is_asked)
    judge = Judge(case, carriers)
    made: list[JudgedNode] = []
    for node in nodes[:MAX_JUDGED]:
        made.append(judge.judged(node, criteria, table.plans[subject]))
        if carriers.is_spent:
            break
    unjudged = _unjudged(case, nodes, len(made))
    found = _worst_first(made, case.levels_asked or table.levels)
    told = _merged(found, table.levels, is_whole=not unjudged)
    findings = tuple(_findings(case, rule, criteria, found[:MAX_SHOWN]))
    return Statement(_outcome(case, rule, told, findings, unjudged=unjudged), findings, levels=told)


def _judged_nodes(case: Case, carriers: Carriers) -> tuple[str, Sequence[str]]:
    """The first kind of subject that the document has, and its nodes."""
    named = {subject for entry in case.credentials for subject in entry.subjects}
    for subject in case.pack.criteria.subjects:
        nodes = [node for node in case.nodes if carriers.is_a(node, (subject.cls,))]
        if subject.credentials_only:
            nodes = [node for node in nodes if node in named]
        if nodes:
            return subject.name, nodes
    return "", ()


def _unjudged(case: Case, nodes: Sequence[str], judged_nodes: int) -> str:
    """Why the judged nodes may not be all there are; empty where they are.

    A credential about something no shape knows may be about an offering whose class has a typing mistake: what is left
    must not pass for the whole.
    """
    if len(nodes) > judged_nodes:
        return "reason.too_many_offerings"
    focus = case.evaluation.focus | (case.base.evaluation.focus if case.base else frozenset())
    known = all(subject in focus for entry in case.credentials for subject in entry.subjects)
    return "" if known else "reason.level_not_checked"


def _worst_first(found: Sequence[JudgedNode], names: Sequence[str]) -> Sequence[JudgedNode]:
    """In the order of the document, or, where not all can be told, those that say most about the levels in front."""
    if len(found) <= MAX_SHOWN:
        return found
    order = (Verdict.NON_CONFORMANT, Verdict.INCOMPLETE, Verdict.CONFORMANT)

    def weight(entry: JudgedNode) -> list[int]:
        return [order.index(entry.levels[name].verdict) for name in names if name in entry.levels]

    return sorted(found, key=weight)


def _merged(found: Sequence[JudgedNode], names: Iterable[str], *, is_whole: bool) -> Mapping[str, LevelJudgement]:
    if len(found) == 1 and is_whole:
        return found[0].levels
    return {name: _worst_of(name, found, is_whole=is_whole) for name in names}


def _worst_of(name: str, found: Sequence[JudgedNode], *, is_whole: bool) -> LevelJudgement:
    """One level over several offerings: the worst verdict, and the worst state of each criterion."""
    by_node = {entry.node: entry.levels[name] for entry in found}
    verdict = worst((*(level.verdict for level in by_node.values()), *(() if is_whole else (Verdict.INCOMPLETE,))))
    criteria = {key: _worst_state(level.criteria[key] for level in by_node.values()) for key in found[0].shown}
    shown = dict(list(by_node.items())[:MAX_SHOWN])
    return LevelJudgement(verdict, criteria, shown)


def _worst_state(judgements: Iterable[CriterionJudgement]) -> CriterionJudgement:
    """The worst state; of equal ones the one that misses its number."""
    return min(judgements, key=lambda entry: (_WORST_FIRST.index(entry.state), entry.meets_number is not False))


def _findings(case: Case, rule: Rule, criteria: Sequence[Criterion], found: Iterable[JudgedNode]) -> Iterable[Finding]:
    for node in found:
        for criterion in criteria:
            if case.levels_asked:
                yield from asked_findings(case, rule, criterion, node)
            if criterion.numbers:
                yield from value_findings(case, rule, criterion, node)


def _outcome(
    case: Case, rule: Rule, told: Mapping[str, LevelJudgement], findings: Sequence[Finding], *, unjudged: str
) -> CheckOutcome:
    """Passed only where every level that was asked for is conformant."""
    if not case.levels_asked:
        return not_applicable(rule, "reason.no_level_asked").outcome
    verdicts = [told[name].verdict if name in told else Verdict.INCOMPLETE for name in case.levels_asked]
    if worst(verdicts) is Verdict.NON_CONFORMANT:
        return CheckOutcome(rule.id, rule.stage, Outcome.FAILED)
    if worst(verdicts) is Verdict.INCOMPLETE:
        return not_checked(rule, unjudged or _open_reason(case, told), blocks=True).outcome
    return judged(rule, findings).outcome


def _open_reason(case: Case, told: Mapping[str, LevelJudgement]) -> str:
    """Why a level that was asked for is open, the reason that somebody can do something about first."""
    asked = [told[name] for name in case.levels_asked if name in told]
    states = [entry.state for level in asked for entry in level.criteria.values()]
    if all(state is CriterionState.NOT_APPLICABLE for state in states):
        return "reason.level_without_criteria"
    for state, reason in (
        (CriterionState.MISSING, "reason.level_not_evidenced"),
        (CriterionState.NOT_CHECKED, "reason.level_not_checked"),
        (CriterionState.NEEDS_CERTIFICATION, "reason.level_needs_certification"),
    ):
        if state in states:
            return reason
    return "reason.level_number_open"
