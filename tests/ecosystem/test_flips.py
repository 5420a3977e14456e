# SPDX-License-Identifier: Apache-2.0
"""Every single thing that is changed about a submission in order is noticed, by the right rule, at the right place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assay.finding import Outcome, Severity
from assay.prediction import Answer
from assay.reports.report import DocumentReport, ReportedFinding
from assay.verdict import Verdict
from authority import qualified_seal
from checking import examined
from commands import begun
from ecosystem.flips import ANYWHERE, COMMON, NOWHERE, PARTS, PRESENTATION, Flip, after, header, leaf, listed
from ecosystem.flips_loire import LOIRE_FLIPS
from ecosystem.flips_tagus import TAGUS_FLIPS
from ecosystem.submission import LOIRE, TAGUS, Submission
from status_lists import INDEX

pytestmark = pytest.mark.shared
TABLES = {LOIRE: {**COMMON, **LOIRE_FLIPS}, TAGUS: {**COMMON, **TAGUS_FLIPS}}
ALL = [(generation, name, flip) for generation, table in TABLES.items() for name, flip in table.items()]


def _reversed(document: dict[str, Any]) -> None:
    for name in reversed(list(document)[:-1]):
        document[name] = document.pop(name)


def _reversed_copy(document: dict[str, Any]) -> dict[str, Any]:
    return dict(reversed(document.items()))


def _second_key(made: Submission) -> None:
    (method,) = made.acme.document["verificationMethod"]
    made.acme.document["verificationMethod"].append({**method, "id": f"{made.acme.did}#key-2"})


def _variants(made: Submission, variant: str) -> None:
    for part in made.parts.values():
        part.variant = variant


def checked(made: Submission, folder: Path) -> DocumentReport:
    return examined(made.file(), "submission", draft=False, trust=made.trust(folder)).report


@pytest.mark.parametrize("generation", [LOIRE, TAGUS])
def test_a_submission_in_order_is_conformant(generation: str, tmp_path: Path) -> None:
    report = checked(Submission(generation), tmp_path)
    assert [found.text for found in report.findings if found.severity is not Severity.INFO] == []
    assert report.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize(("generation", "name", "flip"), ALL, ids=[f"{one}: {name}" for one, name, _ in ALL])
def test_one_thing_changed_is_noticed(generation: str, name: str, flip: Flip, tmp_path: Path) -> None:
    made = Submission(generation)
    flip.change(made)
    report = checked(made, tmp_path)
    rule = flip.rule if flip.rule.startswith("PARSE") else f"{generation.upper()}-{flip.rule}"
    if not flip.text:
        assert _outcome(report, rule) is Outcome.NOT_CHECKED
        assert report.verdict is Verdict.INCOMPLETE
        return
    told = [found for found in report.findings if (found.rule, found.text) == (rule, flip.text)]
    assert told, (name, [(found.rule, found.text) for found in report.findings])
    assert any(_is_at(found, flip.place) for found in told), [found.location for found in told]
    assert report.verdict is flip.verdict


def _outcome(report: DocumentReport, rule: str) -> Outcome:
    return next(entry.check.outcome for entry in report.checks if entry.check.id == rule)


def _is_at(found: ReportedFinding, place: str) -> bool:
    pointer = found.location.pointer if found.location else None
    if place in (NOWHERE, ANYWHERE):
        return place == ANYWHERE or pointer is None
    if place == PRESENTATION:
        return pointer is not None
    return pointer is not None and f"{pointer}/".startswith(f"/verifiableCredential/{PARTS.index(place)}/")


HARMLESS: dict[str, tuple[str, Callable[[Submission], object]]] = {
    "members of a DID document in another order": (LOIRE, lambda m: _reversed(m.acme.document)),
    "members that nobody reads in a DID document": (LOIRE, lambda m: m.acme.document.update(service=[])),
    "a second key in the DID document": (LOIRE, _second_key),
    "another kind of certificate that the rules take": (LOIRE, leaf(policies=[], statements=qualified_seal())),
    "a member of the header that nobody knows": (LOIRE, header("participant", note="x")),
    "times in milliseconds, as notaries write them": (LOIRE, header("number", iat=1776243600000, exp=1830297599000)),
    "members of a credential in another order": (LOIRE, lambda m: _reversed(m.parts["participant"].content)),
    "a status list that says nothing against it": (LOIRE, listed([INDEX + 1])),
    "the standard variant everywhere": (TAGUS, lambda m: _variants(m, "standard")),
    "the Gaia-X variant everywhere": (TAGUS, lambda m: _variants(m, "gaia-x")),
    "members of a signed credential in another order": (TAGUS, after("participant", _reversed_copy)),
    "a time of signing that this variant does not sign": (
        TAGUS, after("participant", lambda c: {**c, "proof": {**c["proof"], "created": "2026-01-16T09:00:00Z"}}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_does_not_matter_changes_nothing(name: str, tmp_path: Path) -> None:
    generation, change = HARMLESS[name]
    made = Submission(generation)
    change(made)
    report = checked(made, tmp_path)
    assert report.verdict is Verdict.CONFORMANT, [(found.rule, found.text) for found in report.findings]


def test_white_space_between_what_is_signed_inside_does_not_matter(tmp_path: Path) -> None:
    made = Submission(TAGUS)
    pretty = json.dumps(json.loads(made.file()), indent=4).encode()
    report = examined(pretty, "submission", draft=False, trust=made.trust(tmp_path)).report
    assert report.verdict is Verdict.CONFORMANT


def test_the_engines_are_foretold_to_accept_the_participant(tmp_path: Path) -> None:
    made = Submission(LOIRE)
    del made.parts["offering"]
    report = checked(made, tmp_path)
    assert {entry.prediction.answer for entry in report.predictions} == {Answer.ACCEPTED}


@pytest.mark.parametrize("generation", [LOIRE, TAGUS])
def test_the_command_says_so_too(generation: str, tmp_path: Path) -> None:
    made = Submission(generation)
    kept, (anchors,) = made.write_trust(tmp_path)
    (tmp_path / "submission.json").write_bytes(made.file())
    words = (tmp_path / "submission.json", "--trust-dir", kept, "--at", "2026-11-22T10:00:00Z")
    assert begun("check", *words, "--anchors", anchors).returncode == 0
    assert begun("verify", *words, "--anchors", anchors).returncode == 0
    assert begun("check", *words).returncode == 2


def test_each_generation_has_enough_of_them() -> None:
    assert min(len(table) for table in TABLES.values()) >= 50
