# SPDX-License-Identifier: Apache-2.0
"""The state of each criterion, and what follows for each level, of one offering or participant.

States (contract, `levels`):

- evidenced: the claims themselves say what the criterion asks for (a governing law of the list, an address, a value).
- declared: a document is named as its carrier; its content was assessed by nobody. Of a draft also: what a notary still
  has to attest.
- missing: no carrier. Beyond doubt only where the carrier is named in code that runs against a clearing house and where
  nothing to tell could have been told; otherwise the criterion is "not evidenced", and the level is left open.
- needs_certification: an assessment by an accredited body, which no program can make; never conformant.
- not_checked: the shapes do not hold for the part of the claims it is about, or did not look at all of it; or no notary
  of the list has attested what one has to.
- not_applicable: the level does not ask for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import NamedTuple

from assay.checks.carriers import Carriers
from assay.checks.case import Case, Setting
from assay.checks.criterion_numbers import Measured, measured
from assay.claims import Literal, Term
from assay.finding import Place, Severity
from assay.levels import CriterionJudgement, CriterionState, LevelJudgement
from assay.rules.carriers import Carrier, Path
from assay.rules.criteria import CarrierCertainty, Content, Criterion, LevelPlan, Worth
from assay.rules.trust import Role
from assay.values import frozen
from assay.verdict import Verdict, worst

_NOT_APPLICABLE = CriterionJudgement(CriterionState.NOT_APPLICABLE)
_NEEDS_CERTIFICATION = CriterionJudgement(CriterionState.NEEDS_CERTIFICATION)
_MISSING = CriterionJudgement(CriterionState.MISSING)
_NOT_CHECKED = CriterionJudgement(CriterionState.NOT_CHECKED)
_WORTH = {Worth.DECLARED: CriterionState.DECLARED, Worth.EVIDENCED: CriterionState.EVIDENCED}


class Shown(NamedTuple):
    """What the claims show of one criterion, whatever the level."""

    judgement: CriterionJudgement
    """As it stands where a declaration is enough."""
    verdict: Verdict
    """What follows for a level at which a declaration is enough."""
    is_sure: bool = True
    """Missing, or missing its number, beyond doubt."""
    is_elsewhere: bool = False
    """Missing, and something that looks like it stands where it does not count."""
    is_unsayable: bool = False
    """Missing, and if there is nothing to tell, the vocabulary has no word for that."""
    numbers: tuple[Measured, ...] = ()


@frozen
class JudgedNode:
    """One offering or participant with all its criteria."""

    node: str
    shown: Mapping[str, Shown] = field(default_factory=dict)
    levels: Mapping[str, LevelJudgement] = field(default_factory=dict)


class Judge:
    """Judges the nodes of one case by the criteria of its pack."""

    __slots__ = ("_carriers", "_case", "_faulty", "_issuers", "_subjects", "_today")

    def __init__(self, case: Case, carriers: Carriers) -> None:
        self._case = case
        self._carriers = carriers
        self._today = case.moment.date().isoformat()
        results = case.evaluation.results
        self._faulty = {entry.result.focus_node for entry in results if entry.result.severity is Severity.VIOLATION}
        self._issuers: dict[str, set[str]] = {}
        self._subjects: dict[str, list[str]] = {}
        for entry in case.credentials:
            if issuer := _issuer(entry.credential.content.get("issuer")):
                self._subjects.setdefault(issuer, []).extend(entry.subjects)
                for subject in entry.subjects:
                    self._issuers.setdefault(subject, set()).add(issuer)

    def judged(self, node: str, criteria: Iterable[Criterion], plans: Mapping[str, LevelPlan]) -> JudgedNode:
        """The node's state in every criterion, and what follows for each level."""
        shown = {criterion.id: self._shown(node, criterion) for criterion in criteria}
        return JudgedNode(node, shown, {level: level_judgement(plan, shown) for level, plan in plans.items()})

    def _shown(self, node: str, criterion: Criterion) -> Shown:
        if criterion.certainty is CarrierCertainty.NONE:
            return Shown(_MISSING, Verdict.INCOMPLETE, is_sure=False)
        if criterion.content is not None and not self._content_holds(node, criterion.content):
            return Shown(_NOT_CHECKED, Verdict.INCOMPLETE)
        found = self._found(node, criterion)
        if not found:
            return self._missing(node, criterion)
        place = self._place(node, found[0], criterion.carrier)
        if criterion.attested is not None and not self._is_attested(node, criterion.attested):
            if self._case.setting is not Setting.DRAFT:
                return Shown(CriterionJudgement(CriterionState.NOT_CHECKED, place), Verdict.INCOMPLETE)
            return Shown(CriterionJudgement(CriterionState.DECLARED, place), Verdict.CONFORMANT)
        if criterion.numbers:
            return self._measured(node, criterion, place)
        return Shown(CriterionJudgement(_WORTH[criterion.gives], place), Verdict.CONFORMANT)

    def _found(self, node: str, criterion: Criterion) -> tuple[Term, ...]:
        """What carries the criterion."""
        if criterion.same_issuer is not None:
            others = self._of_same_issuer(node, criterion.same_issuer)
            if not others or criterion.carrier is None:
                return others
        if criterion.carrier is None:
            return (node,)
        found = self._carriers.found(node, criterion.carrier)
        return found or (self._carriers.found(node, criterion.inferred) if criterion.inferred else ())

    def _is_attested(self, node: str, path: Path) -> bool:
        """Each thing the path leads to is what a listed notary's credential is about."""
        trusted = self._case.trusted
        attested = {said.subject for said in self._case.roles.numbers if trusted.is_listed(said.issuer, Role.NOTARY)}
        values = self._carriers.values(node, path)
        return bool(values) and attested.issuperset(values)

    def _measured(self, node: str, criterion: Criterion, place: Place | None) -> Shown:
        """Present is one statement, meeting the number another; a miss that leaves a doubt leaves the level open."""
        numbers = tuple(measured(node, number, self._carriers, self._today) for number in criterion.numbers)
        told = {entry.meets for entry in numbers}
        meets = False if False in told else None if None in told else True
        is_sure = any(entry.meets is False and entry.sure for entry in numbers)
        missed = Verdict.NON_CONFORMANT if is_sure else Verdict.INCOMPLETE
        judgement = CriterionJudgement(_WORTH[criterion.gives], place, meets)
        return Shown(judgement, Verdict.CONFORMANT if meets else missed, is_sure, numbers=numbers)

    def _missing(self, node: str, criterion: Criterion) -> Shown:
        silent = criterion.unsayable_without
        is_unsayable = silent is not None and not self._carriers.values(node, silent)
        is_sure = criterion.certainty is CarrierCertainty.CODE and not is_unsayable
        is_elsewhere = criterion.elsewhere is not None and bool(self._carriers.found(node, criterion.elsewhere))
        verdict = Verdict.NON_CONFORMANT if is_sure else Verdict.INCOMPLETE
        return Shown(_MISSING, verdict, is_sure, is_elsewhere, is_unsayable)

    def _of_same_issuer(self, node: str, carrier: Carrier) -> tuple[Term, ...]:
        issuers = self._issuers.get(node, ())
        others = dict.fromkeys(other for issuer in issuers for other in self._subjects[issuer])
        return tuple(other for other in others if self._carriers.found(other, carrier))

    def _content_holds(self, node: str, content: Content) -> bool:
        """Every node of the part was looked at by a shape, and none has a violation. Nothing there: nothing to hold."""
        evaluation = self._case.evaluation
        if evaluation.untold or evaluation.differences:
            return False
        starts = self._carriers.values(node, content.path)
        part = self._carriers.reached(starts, content.without) if content.parts else starts
        return all(found in evaluation.focus and found not in self._faulty for found in part)

    def _place(self, node: str, found: Term, carrier: Carrier | None) -> Place | None:
        if isinstance(found, Literal):
            names = _last_properties(carrier.path) if carrier else ()
            places = (self._case.value_places.get((node, name, found)) for name in names)
            return next(filter(None, places), None) or self._case.place_of(node)
        return self._case.place_of(found)


def level_judgement(plan: LevelPlan, shown: Mapping[str, Shown]) -> LevelJudgement:
    """One level: its verdict is the worst of what its criteria say; incomplete where it asks for none of them."""
    states = dict.fromkeys(plan.every, _NOT_APPLICABLE)
    verdicts = {Verdict.INCOMPLETE} if plan.certified else set()
    for criterion in plan.certified:
        states[criterion] = _certified(shown[criterion].judgement)
    for criterion in plan.declared:
        entry = shown[criterion]
        states[criterion] = entry.judgement
        verdicts.add(entry.verdict)
    return LevelJudgement(worst(verdicts), states)


def _certified(judgement: CriterionJudgement) -> CriterionJudgement:
    """A certificate is needed whatever is declared; what is declared is still pointed to."""
    if judgement.place is None:
        return _NEEDS_CERTIFICATION
    return CriterionJudgement(CriterionState.NEEDS_CERTIFICATION, judgement.place, judgement.meets_number)


def _last_properties(path: Path) -> tuple[str, ...]:
    return path.steps[-1].properties if path.steps else ()


def _issuer(told: object) -> str:
    """The issuer's id, whether it stands alone or with more about it (VCDM 2.0 §4.7)."""
    if isinstance(told, Mapping):
        told = told.get("id", told.get("@id"))
    return told if isinstance(told, str) else ""
