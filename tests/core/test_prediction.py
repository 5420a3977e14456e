# SPDX-License-Identifier: Apache-2.0
"""Predictions: each step of each engine refuses exactly where it should, and nothing is accepted on trust."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

import loire_set
from assay.cli.parser import parse
from assay.credential import Kind
from assay.engine_answers import classes_of
from assay.finding import CheckOutcome, Finding, Outcome, Severity, ShaclResult, Stage
from assay.levels import CriterionJudgement, CriterionState, LevelJudgement
from assay.options import Options
from assay.pipeline import check
from assay.predict import Situation, predict
from assay.prediction import Answer, Certainty
from assay.rules.bundled import resource
from assay.rules.engines import Counts, Enforced, EngineProfile, Open, Step, Wants, engines_of, engines_table
from assay.rules.fields import Table
from assay.texts import load_texts
from assay.verdict import Verdict
from checking import MOMENT, document, examined, sample
from jwt_specimens import vc_jwt, vp_jwt

PACKS = ("gaia-x-loire-25.11", "gaia-x-tagus-22.10")
NO_LEVEL = LevelJudgement(Verdict.CONFORMANT, {"P1.1.1": CriterionJudgement(CriterionState.EVIDENCED)})
LACKING = LevelJudgement(Verdict.NON_CONFORMANT, {"P1.1.1": CriterionJudgement(CriterionState.MISSING)})


def _profiles(pack: str) -> tuple[EngineProfile, ...]:
    told = resource("rule_packs", pack, "engines.toml").read_text("utf-8")
    return engines_of(engines_table(Table(tomllib.loads(told), "engines.toml")))  # type: ignore[arg-type]


PROFILES = {profile.id: profile for pack in PACKS for profile in _profiles(pack)}
STEPS = [(engine, step) for engine, profile in PROFILES.items() for step in profile.steps]
REFUSING = [(engine, step) for engine, step in STEPS if step.enforced in (Enforced.YES, Enforced.OBSERVED)]
LENIENT = [(engine, step) for engine, step in STEPS if step.enforced in (Enforced.NO, Enforced.UNKNOWN)]
IGNORED = [(engine, rest) for engine, profile in PROFILES.items() for rest in profile.ignored]


def _name(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "id", "") or " ".join(value.look.rules)  # type: ignore[attr-defined]


def _perfect(profile: EngineProfile, **members: Any) -> Situation:
    """A document in which everything the engine looks at was checked and is as it should be."""
    outcomes = [CheckOutcome(rule, Stage.CONTENT, Outcome.PASSED) for step in profile.steps for rule in step.checks]
    classes = frozenset(step.only_with for step in profile.steps)
    levels = {"SC": NO_LEVEL, "L1": NO_LEVEL}
    told: dict[str, Any] = {"kind": Kind.PRESENTATION, "is_signed": True, "findings": (), "outcomes": outcomes}
    return Situation(**(told | {"levels": levels, "classes": classes} | members))


def _fault(step: Step, severity: Severity = Severity.VIOLATION) -> Finding:
    rule = step.look.rules[0].replace("*", "minCount")
    text = step.look.texts[0] if step.look.texts else "made.up"
    result = ShaclResult("https://a.example/1#cs", "https://a.example/path", "MinCountConstraintComponent")
    return Finding(rule, Stage.CONTENT, severity, text, subject="https://a.example/1", shacl=result)


def _predicted(engine: str, *findings: Finding, **members: Any) -> Any:
    return predict(PROFILES[engine], _perfect(PROFILES[engine], findings=findings, **members))


@pytest.mark.parametrize("engine", PROFILES)
def test_what_is_as_it_should_be_is_accepted_and_no_surer_than_the_weakest_step(engine: str) -> None:
    found = _predicted(engine)
    assert found.answer is Answer.ACCEPTED
    order = list(Certainty)
    assert found.certainty is max((step.certainty for step in PROFILES[engine].steps), key=order.index)
    assert found.differences == ()


@pytest.mark.parametrize(("engine", "step"), REFUSING, ids=_name)
def test_each_step_that_refuses_refuses_there(engine: str, step: Step) -> None:
    if step.wants is Wants.LEVEL:
        found = _predicted(engine, levels={"SC": LACKING, "L1": LACKING})
    elif step.look.rules:
        found = _predicted(engine, _fault(step, Severity.INFO if step.counts is Counts.ALL else Severity.VIOLATION))
    else:
        assert _predicted(engine, is_signed=False).step == step.id
        return
    assert (found.answer, found.step, found.certainty) == (Answer.REFUSED, step.id, step.certainty)
    assert bool(found.message) == bool(step.message)
    assert "{" not in found.message


@pytest.mark.parametrize(("engine", "step"), LENIENT, ids=_name)
def test_a_step_that_is_not_known_to_refuse_explains_itself(engine: str, step: Step) -> None:
    found = _predicted(engine, _fault(step))
    assert found.answer is (Answer.UNDECIDED if step.enforced is Enforced.UNKNOWN else Answer.ACCEPTED)
    assert step.why in found.differences


@pytest.mark.parametrize(("engine", "rest"), IGNORED, ids=_name)
def test_what_an_engine_does_not_enforce_is_told_as_the_difference(engine: str, rest: Any) -> None:
    rule = rest.look.rules[-1].replace("*", "P6.1.2")
    found = _predicted(engine, Finding(rule, Stage.VALIDITY, Severity.VIOLATION, "made.up"))
    assert found.answer is Answer.ACCEPTED
    assert found.differences == (rest.why,)


@pytest.mark.parametrize("rule", ["LOIRE-LINKS-notary", "TAGUS-LINKS-notary"])
def test_nobody_knows_whether_production_takes_a_notary_of_the_users_own(rule: str) -> None:
    engine = "loire-production" if rule.startswith("LOIRE") else "tagus-2.1.0-production"
    own = Finding(rule, Stage.LINKS, Severity.INFO, "links.issuer_own")
    assert _predicted(engine, own).answer is Answer.UNDECIDED
    assert _predicted(engine, replace(own, text="links.notary_seen")).answer is Answer.ACCEPTED


def _closing(steps: Iterable[tuple[str, Step]]) -> list[tuple[str, str]]:
    return [(engine, rule) for engine, step in steps if step.if_open is Open.UNDECIDED for rule in step.checks]


@pytest.mark.parametrize(("engine", "rule"), _closing([pair for pair in STEPS if pair[1].enforced is not Enforced.NO]))
@pytest.mark.parametrize("outcome", [Outcome.NOT_CHECKED, Outcome.FAILED, None, Outcome.NOT_APPLICABLE])
def test_nothing_is_accepted_while_a_check_says_nothing(engine: str, rule: str, outcome: Outcome | None) -> None:
    others = [entry for entry in _perfect(PROFILES[engine]).outcomes if entry.id != rule]
    made = [CheckOutcome(rule, Stage.LINKS, outcome, "reason.draft")] if outcome else []
    found = _predicted(engine, outcomes=[*others, *made])
    assert found.answer is Answer.UNDECIDED
    assert found.reason.startswith("prediction.reason.not_")


@pytest.mark.parametrize("engine", PROFILES)
def test_a_violation_nobody_knows_of_is_never_accepted(engine: str) -> None:
    found = _predicted(engine, Finding("SOMETHING-new", Stage.CONTENT, Severity.VIOLATION, "made.up"))
    assert (found.answer, found.reason) == (Answer.UNDECIDED, "prediction.reason.not_known")


@pytest.mark.parametrize("engine", PROFILES)
def test_a_sure_refusal_stands_whatever_is_open_before_it(engine: str) -> None:
    profile = PROFILES[engine]
    content = next(step for step in profile.steps if any(rule.endswith("-SHAPE-*") for rule in step.look.rules))
    perfect = _perfect(profile, findings=[_fault(content)])
    still_open = [replace(entry, outcome=Outcome.NOT_CHECKED) for entry in perfect.outcomes]
    found = predict(profile, replace(perfect, outcomes=still_open))
    assert (found.answer, found.step) == (Answer.REFUSED, content.id)
    assert found.reason == "prediction.reason.may_stop_earlier"


@pytest.mark.parametrize("engine", PROFILES)
def test_the_first_step_that_refuses_is_the_one_named(engine: str) -> None:
    steps = [step for name, step in REFUSING if name == engine and step.look.rules and step.counts is not Counts.ALL]
    found = _predicted(engine, *(_fault(step) for step in reversed(steps)))
    assert found.step == steps[0].id


@pytest.mark.parametrize("engine", PROFILES)
@pytest.mark.parametrize("kind", [Kind.DID_DOCUMENT, Kind.ENGINE_ANSWER, Kind.LABEL])
def test_what_is_never_handed_in_is_not_predicted(engine: str, kind: Kind) -> None:
    found = _predicted(engine, kind=kind)
    assert (found.answer, found.reason) == (Answer.UNDECIDED, "prediction.reason.never_sent")


@pytest.mark.parametrize("engine", PROFILES)
@pytest.mark.parametrize("kind", [Kind.CREDENTIAL, Kind.CLAIMS])
def test_a_credential_alone_is_no_submission(engine: str, kind: Kind) -> None:
    for levels in ({"SC": NO_LEVEL, "L1": NO_LEVEL}, {"SC": LACKING, "L1": LACKING}):
        found = _predicted(engine, kind=kind, levels=levels)
        assert (found.answer, found.reason) == (Answer.UNDECIDED, "prediction.reason.no_presentation")


@pytest.mark.parametrize("engine", PROFILES)
def test_another_generation_is_not_accepted(engine: str) -> None:
    assert _predicted(engine, is_known=False).reason == "prediction.reason.generation"
    assert _predicted(engine, is_known=False, kind=Kind.CREDENTIAL).reason == "prediction.reason.generation"


@pytest.mark.parametrize("engine", [name for name in PROFILES if name.startswith("loire")])
def test_a_criterion_that_is_surely_looked_for_is_refused_one_that_is_inferred_is_open(engine: str) -> None:
    assert _predicted(engine, levels={"SC": LACKING}).step == "L7a"
    unsure = _predicted(engine, levels={"SC": LACKING}, unsure=frozenset({"P1.1.1"}))
    assert (unsure.answer, unsure.reason) == (Answer.UNDECIDED, "prediction.reason.level_open")


@pytest.mark.parametrize("engine", [name for name in PROFILES if name.startswith("loire")])
def test_a_number_that_is_missed_is_no_refusal_and_is_told(engine: str) -> None:
    missed = CriterionJudgement(CriterionState.EVIDENCED, meets_number=False)
    found = _predicted(engine, levels={"SC": LevelJudgement(Verdict.NON_CONFORMANT, {"P6.1.2": missed})})
    assert found.answer is Answer.ACCEPTED
    assert found.differences == ("prediction.why.criteria",)


@pytest.mark.parametrize("engine", [name for name in PROFILES if name.startswith("loire")])
def test_older_terms_were_seen_to_be_accepted(engine: str) -> None:
    over = Finding("LOIRE-GRAPH-terms-hash", Stage.LINKS, Severity.WARNING, "links.hash_over")
    found = _predicted(engine, over)
    assert found.answer is Answer.ACCEPTED
    assert found.differences == ("prediction.why.old_terms",)


@pytest.mark.parametrize("engine", [name for name in PROFILES if name.startswith("loire")])
def test_levels_that_are_open_leave_the_answer_open(engine: str) -> None:
    needs = CriterionJudgement(CriterionState.NEEDS_CERTIFICATION)
    certified = LevelJudgement(Verdict.INCOMPLETE, {"P3.1.1": needs})
    unclear = LevelJudgement(Verdict.INCOMPLETE, {"P3.1.1": CriterionJudgement(CriterionState.NOT_CHECKED)})
    for levels, reason in (({"SC": certified}, "certificates"), ({"SC": unclear}, "open"), ({}, "not_judged")):
        found = _predicted(engine, levels=levels)
        assert (found.answer, found.reason) == (Answer.UNDECIDED, f"prediction.reason.level_{reason}")
    assert _predicted(engine, level="L2", levels={"SC": NO_LEVEL, "L2": certified}).answer is Answer.UNDECIDED


def test_tagus_asks_for_the_label_only_where_one_is_applied_for() -> None:
    """It goes by what the declarations say: an offering that none is for keeps no other back."""
    text, params = "tagus.criterion_not_confirmed", {"offering": "https://a.example/offering"}
    told = Finding("TAGUS-CRITERION-P1.1.1", Stage.CRITERIA, Severity.VIOLATION, text, params)
    found = _predicted("tagus-2.1.0-lab", told, levels={"L1": LACKING}, classes=frozenset({"LegalParticipant"}))
    assert found.answer is not Answer.REFUSED
    assert _predicted("tagus-2.1.0-lab", levels={"L1": LACKING}).answer is Answer.ACCEPTED
    assert _predicted("tagus-2.1.0-lab", told).message.endswith("https://a.example/offering: P1_1_1")


def test_expiry_and_forgotten_terms_are_the_known_gaps_of_tagus() -> None:
    expired = Finding("TAGUS-VALIDITY-dates", Stage.VALIDITY, Severity.VIOLATION, "validity.expired")
    terms = Finding("TAGUS-GRAPH-terms", Stage.LINKS, Severity.VIOLATION, "made.up")
    for engine in ("tagus-2.1.0-production", "tagus-2.1.0-lab"):
        found = _predicted(engine, expired, terms)
        assert found.answer is Answer.ACCEPTED
        assert set(found.differences) == {"prediction.why.expiry_tagus", "prediction.why.terms_tagus"}


@pytest.mark.parametrize("draft", [True, False, None])
@pytest.mark.parametrize("signed", [True, False])
def test_no_real_document_is_accepted_before_proofs_are_verified(draft: bool | None, signed: bool) -> None:
    """A whole set with nothing to correct, which a clearing house would take for all that can be seen."""
    credentials = (loire_set.participant(), loire_set.number(), loire_set.terms())
    shown = vp_jwt(*credentials) if signed else loire_set.presentation(*credentials)
    found = examined(shown, draft=draft).report.predictions
    assert len(found) == 2
    for entry in found:
        assert entry.prediction.answer is Answer.UNDECIDED
        assert entry.headline == "Cannot be told yet."
        assert entry.reason == (
            "Not checked yet: Signature."
            if signed
            else "It is not signed yet: a clearing house takes signed credentials only."
        )


def test_a_set_that_lacks_the_notarys_credential_is_refused_as_such() -> None:
    credentials = sample("good/label-1-offering.json")["verifiableCredential"]
    found = examined(vp_jwt(*credentials), draft=False).report.predictions
    assert {(entry.prediction.answer, entry.prediction.step) for entry in found} == {(Answer.REFUSED, "L7")}
    assert found[0].reason == "It may stop earlier, at the step “signatures”, which is still open."


def test_a_conformant_offering_without_its_criteria_is_refused_and_says_why_that_differs() -> None:
    report = examined(sample("good/storage-offering.json")).report
    assert report.verdict is Verdict.CONFORMANT
    for found in report.predictions:
        assert (found.prediction.answer, found.prediction.step) == (Answer.REFUSED, "L7a")
        assert found.prediction.certainty is Certainty.INFERRED
        assert any("asks for the criteria of a level" in told for told in found.differences)


def test_a_fault_in_the_content_is_refused_there_in_words() -> None:
    found = examined(vc_jwt(sample("broken/participant-headquarters-missing.json")), draft=False).report.predictions
    assert [entry.prediction.engine for entry in found] == ["loire-production", "loire-lab"]
    assert found[0].headline == "Would refuse it at the step “content”."
    assert found[0].engine_name == "Loire production"
    assert found[0].known_from == "seen of running services"


def test_what_cannot_be_read_is_refused_first() -> None:
    found = examined(b"\x00\x01\x02").report.predictions
    assert {(entry.prediction.answer, entry.prediction.step) for entry in found} == {(Answer.REFUSED, "L0")}


def test_only_the_engines_asked_for_are_predicted() -> None:
    options = Options(draft=True, moment=MOMENT, engines=("loire-lab",))
    report = check([document(sample("good/participant.json"))], options)
    assert [entry.prediction.engine for entry in report.documents[0].predictions] == ["loire-lab"]


def test_the_command_takes_engines_several_times() -> None:
    arguments = parse(["check", "x", "--engine", "a", "--engine", "b"], load_texts())
    assert not isinstance(arguments, int)
    assert arguments.engines == ["a", "b"]


def test_classes_are_those_of_the_claims_and_all_above_them() -> None:
    judgement = examined(sample("good/storage-offering.json")).judgement
    assert judgement.pack is not None
    found = classes_of(judgement, judgement.pack)
    assert {"ObjectStorageServiceOffering", "ServiceOffering", "LegalPerson", "Address"} <= found
    assert "DataProduct" not in found
