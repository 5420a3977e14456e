# SPDX-License-Identifier: Apache-2.0
"""Walks the steps of a clearing house's engine, in the engine's order, over what the checks of a document gave.

The first step that surely refuses decides, whatever is open before it: the engine stops at the first step that fails,
so it is refused in any case. Nothing is called accepted while anything the engine looks at is open, and no answer is
surer than the least sure thing it rests on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assay.credential import Kind
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage
from assay.levels import CriterionJudgement, CriterionState, LevelJudgement
from assay.prediction import Answer, Certainty, Prediction
from assay.rules.engines import Counts, Enforced, EngineProfile, Look, Open, Step, Wants
from assay.verdict import Verdict

_SUREST_FIRST = (Certainty.SURE, Certainty.OBSERVED, Certainty.INFERRED, Certainty.UNKNOWN)
_SUBMITTED = (Kind.PRESENTATION, Kind.CREDENTIAL, Kind.CLAIMS, Kind.UNKNOWN)
"""Documents that are, or may become, part of what is handed in; others are never sent to a clearing house."""
_ELLIPSIS = "…"
_MET = (CriterionState.EVIDENCED, CriterionState.DECLARED, CriterionState.NOT_APPLICABLE)
_DUE_LATER = ("reason.draft", "reason.not_signed_yet")
"""Why a check cannot be made before the document is signed."""
_TO_BE_DONE = ("prediction.reason.not_signed", "prediction.reason.no_presentation")
"""What is left to do before a document can be handed in: no place where it could be refused."""
_GENERATION = "prediction.reason.generation"


@dataclass(frozen=True, eq=False, repr=False)
class Situation:
    """What is known of one document."""

    kind: Kind
    is_signed: bool
    """Every credential in it, and the presentation where it has to be, carries a proof; says nothing of its worth."""
    findings: Sequence[Finding]
    outcomes: Sequence[CheckOutcome]
    levels: Mapping[str, LevelJudgement] = field(default_factory=dict)
    level: str = "SC"
    """The level that is applied for."""
    classes: frozenset[str] = frozenset()
    """Local names of all classes its parts are of, those above them included."""
    unsure: frozenset[str] = frozenset()
    """Criteria of which it is only inferred what a clearing house looks for."""
    is_known: bool = True
    """Its generation is one that the engine's rules are for."""

    @cached_property
    def made(self) -> Mapping[str, CheckOutcome]:
        """The outcomes by the check's id."""
        return {entry.id: entry for entry in self.outcomes}

    @cached_property
    def stages(self) -> frozenset[Stage]:
        """Stages in which something was found."""
        return frozenset(entry.stage for entry in self.findings)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Pending:
    """Something that keeps the answer open, and where."""

    step: Step
    reason: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    certainty: Certainty = Certainty.UNKNOWN


def predict(profile: EngineProfile, situation: Situation) -> Prediction:
    """What the engine would answer to the document once it is handed in. Never raises for what a document holds."""
    if situation.kind not in _SUBMITTED:
        never = "prediction.reason.never_sent"
        return Prediction(profile.id, Answer.UNDECIDED, Certainty.UNKNOWN, profile.name, reason=never)
    shares = _shared_out(profile, situation.findings)
    pending = [] if situation.is_known else [_Pending(profile.steps[0], _GENERATION)]
    for step in profile.steps:
        if step.only_with and step.only_with not in situation.classes:
            continue
        found = [entry for entry in shares.get(step.id, ()) if _counts(entry, step)]
        if _refuses(step, found, situation):
            return _refused(profile, step, found, situation, pending=pending, shares=shares)
        pending += _open_points(step, found, situation)
    pending += _strangers(profile, shares)
    if pending:
        return _undecided(profile, situation, pending, shares)
    certainty = _least(_relied_on(profile, situation))
    differences = _differences(profile, situation, shares, ())
    return Prediction(profile.id, Answer.ACCEPTED, certainty, profile.name, differences=differences)


def _shared_out(profile: EngineProfile, findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    """Findings by the step that looks at them, the first that names them; under "" what nothing names."""
    shares: dict[str, list[Finding]] = {}
    for found in findings:
        if (owner := _owner(profile, found.rule, found.text)) is not None:
            shares.setdefault(owner, []).append(found)
    return shares


@lru_cache(maxsize=4096)
def _owner(profile: EngineProfile, rule: str, text: str) -> str | None:
    """Id of the step that looks at such findings, "" where nothing names them, None where they are ignored."""
    for step in profile.steps:
        if step.look.sees(rule, text):
            return step.id
    return None if any(rest.look.sees(rule, text) for rest in profile.ignored) else ""


def _counts(found: Finding, step: Step) -> bool:
    return step.counts is Counts.ALL or found.severity is Severity.VIOLATION


def _refuses(step: Step, found: Sequence[Finding], situation: Situation) -> bool:
    if step.enforced not in (Enforced.YES, Enforced.OBSERVED):
        return False
    is_whole = situation.kind is Kind.PRESENTATION  # what one credential lacks, others of its set may show
    missing = _missing(step, situation) - situation.unsure - frozenset(step.unsure)
    return bool(found) or (is_whole and bool(missing))


def _refused(
    profile: EngineProfile,
    step: Step,
    found: Sequence[Finding],
    situation: Situation,
    *,
    pending: Sequence[_Pending],
    shares: Mapping[str, list[Finding]],
) -> Prediction:
    earlier = next((entry.step for entry in pending if entry.reason not in (*_TO_BE_DONE, _GENERATION)), None)
    return Prediction(
        profile.id,
        Answer.REFUSED,
        step.certainty,
        profile.name,
        step=step.id,
        title=step.title,
        message=_message(step, found, situation),
        reason="prediction.reason.may_stop_earlier" if earlier else "",
        params={"step": f"text:{earlier.title}"} if earlier else {},
        differences=_differences(profile, situation, shares, (step,)),
    )


def _undecided(
    profile: EngineProfile, situation: Situation, pending: Sequence[_Pending], shares: Mapping[str, list[Finding]]
) -> Prediction:
    first = pending[0]
    return Prediction(
        profile.id,
        Answer.UNDECIDED,
        first.certainty,
        profile.name,
        step=first.step.id,
        title=first.step.title,
        reason=first.reason,
        params=first.params,
        differences=_differences(profile, situation, shares, tuple(entry.step for entry in pending)),
    )


def _open_points(step: Step, found: Sequence[Finding], situation: Situation) -> Iterable[_Pending]:
    """What at this step keeps the answer open."""
    if step.enforced is Enforced.NO:
        return
    if found:
        yield _Pending(step, "prediction.reason.not_known", {"step": f"text:{step.title}"})
    if step.wants is Wants.PRESENTATION and situation.kind is not Kind.PRESENTATION:
        yield _Pending(step, "prediction.reason.no_presentation", certainty=step.certainty)
    if step.wants is Wants.SIGNATURES and not situation.is_signed:
        yield _Pending(step, "prediction.reason.not_signed", certainty=step.certainty)
    if step.wants is Wants.LEVEL:
        yield from _open_level(step, situation)
    if step.if_open is Open.IGNORED:
        return
    for check in step.checks:
        made = situation.made.get(check)
        if made is not None and made.reason in _DUE_LATER:
            yield _Pending(step, "prediction.reason.not_signed", certainty=step.certainty)
        elif made is None or _says_nothing(made, situation):
            yield _Pending(step, "prediction.reason.not_checked", {"check": f"text:{_title(check)}"})


def _open_level(step: Step, situation: Situation) -> Iterable[_Pending]:
    params = {"level": f"text:report.level.{step.level or situation.level}"}
    states = {entry.state for entry in _criteria(step, situation).values()}
    if not states:
        level = situation.levels.get(step.level or situation.level)
        if level is None or level.verdict is not Verdict.CONFORMANT:  # else what there is to judge, another step does
            yield _Pending(step, "prediction.reason.level_not_judged", params)
    elif states & {CriterionState.MISSING, CriterionState.NOT_CHECKED}:
        yield _Pending(step, "prediction.reason.level_open", params)
    elif CriterionState.NEEDS_CERTIFICATION in states:
        yield _Pending(step, "prediction.reason.level_certificates", params)


def _criteria(step: Step, situation: Situation) -> Mapping[str, CriterionJudgement]:
    """The criteria that a step goes by; none for a step that asks for no level."""
    level = situation.levels.get(step.level or situation.level) if step.wants is Wants.LEVEL else None
    criteria = level.criteria if level is not None else {}
    return {name: entry for name, entry in criteria.items() if name not in step.without}


def _missing(step: Step, situation: Situation) -> frozenset[str]:
    criteria = _criteria(step, situation).items()
    return frozenset(name for name, entry in criteria if entry.state is CriterionState.MISSING)


def _says_nothing(made: CheckOutcome, situation: Situation) -> bool:
    """Whether it was not made, or failed without anything to show for it."""
    is_silent = made.stage not in situation.stages
    return made.outcome is Outcome.NOT_CHECKED or (made.outcome is Outcome.FAILED and is_silent)


def _title(check: str) -> str:
    return f"check.title.{check.partition('-')[2] or check}"


def _strangers(profile: EngineProfile, shares: Mapping[str, list[Finding]]) -> Iterable[_Pending]:
    """Violations that nobody knows the engine's answer to."""
    if any(found.severity is Severity.VIOLATION for found in shares.get("", ())):
        last = profile.steps[-1]
        yield _Pending(last, "prediction.reason.not_known", {"step": f"text:{last.title}"})


def _differences(
    profile: EngineProfile, situation: Situation, shares: Mapping[str, list[Finding]], steps: Sequence[Step]
) -> tuple[str, ...]:
    """Text ids of what the engine does otherwise with this document; `steps` are those that decided or are open."""
    told: list[str] = []
    for step in profile.steps:
        if step.only_with and step.only_with not in situation.classes:
            continue
        overlooked = step.enforced in (Enforced.NO, Enforced.UNKNOWN)
        if overlooked and any(found.severity is not Severity.INFO for found in shares.get(step.id, ())):
            told.append(step.why)
        told += _particulars(step, situation, is_decisive=step in steps)
    told += [rest.why for rest in profile.ignored if _anything_for(rest.look, situation.findings)]
    return tuple(dict.fromkeys(filter(None, told)))


def _particulars(step: Step, situation: Situation, *, is_decisive: bool) -> Iterable[str]:
    """What else there is to know of a step: of criteria that a number is missed, of others what they ask for."""
    if step.wants is Wants.LEVEL:
        criteria = _criteria(step, situation).values()
        missed = any(entry.meets_number is False for entry in criteria)
        lacking = any(entry.state not in _MET for entry in criteria)
        return ([step.note] if missed else []) + ([step.why] if is_decisive and lacking else [])
    if not is_decisive:
        return []
    return [step.note, step.why if step.counts is Counts.ALL else ""]


def _anything_for(look: Look, findings: Iterable[Finding]) -> bool:
    kinds = {(found.rule, found.text) for found in findings if found.severity is not Severity.INFO}
    return any(look.sees(rule, text) for rule, text in kinds)


def _relied_on(profile: EngineProfile, situation: Situation) -> Iterable[Certainty]:
    """How sure everything is that an acceptance rests on: each step passed, each fault the engine overlooks."""
    yield from (step.certainty for step in profile.steps)
    for rest in profile.ignored:
        if _anything_for(rest.look, situation.findings):
            yield rest.certainty


def _least(certainties: Iterable[Certainty]) -> Certainty:
    return max(certainties, key=_SUREST_FIRST.index, default=Certainty.UNKNOWN)


def _message(step: Step, found: Sequence[Finding], situation: Situation) -> str:
    """What the engine prints, filled from the finding it would meet first."""
    if not step.message:
        return ""
    first = found[0] if found else None
    shacl = first.shacl if first else None
    missing = [name for name in _criteria(step, situation) if name in _missing(step, situation)]
    told = {
        "credential": first.subject if first else "",
        "node": shacl.focus_node if shacl else first.subject if first else "",
        "path": shacl.path if shacl else first.path if first else "",
        "value": (shacl.value if shacl else first.value if first else "") or "",
        "offering": str(first.params.get("offering", "")) if first else "",
        "criteria": ", ".join(name.replace(".", "_") for name in (*_named(found), *missing)),
    }
    return step.message.format_map({name: value or _ELLIPSIS for name, value in told.items()})


def _named(found: Sequence[Finding]) -> list[str]:
    """Criteria that the findings are about, of the offering that comes first."""
    offerings = [entry.params.get("offering") for entry in found]
    rules = (entry.rule for entry, offering in zip(found, offerings, strict=True) if offering == offerings[0])
    return [name for rule in rules if (name := rule.partition("-CRITERION-")[2])]
