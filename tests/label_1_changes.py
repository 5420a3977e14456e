# SPDX-License-Identifier: Apache-2.0
"""Changes to the Label 1 sample and questions to its levels, for tests that take something away from it."""

import copy
from collections.abc import Callable
from typing import Any

from assay.finding import Outcome
from assay.levels import CriterionJudgement, CriterionState
from checking import examined
from label_1_sample import subject_id

Json = dict[str, Any]
Change = Callable[[Json], None]


def subject(document: Json, name: str) -> Json:
    """What the sample's credential of that name is about."""
    return next(
        entry["credentialSubject"]
        for entry in document["verifiableCredential"]
        if entry["credentialSubject"]["id"] == subject_id(name)
    )


def without_credential(name: str) -> Change:
    """The credential and every reference to it."""

    def change(document: Json) -> None:
        gone = subject_id(name)
        document["verifiableCredential"] = [
            entry for entry in document["verifiableCredential"] if entry["credentialSubject"]["id"] != gone
        ]
        for entry in document["verifiableCredential"]:
            _forget(entry["credentialSubject"], gone)

    return change


def _forget(claims: Json, gone: str) -> None:
    for key, value in list(claims.items()):
        if isinstance(value, list):
            left = [item for item in value if item not in (gone, {"id": gone})]
            if left:
                claims[key] = left
            else:
                del claims[key]
        elif value == gone and key != "id":
            del claims[key]


def without_member(name: str, *members: str) -> Change:
    """Members of the subject of one credential."""

    def change(document: Json) -> None:
        for member in members:
            del subject(document, name)[member]

    return change


def with_member(name: str, member: str, value: object) -> Change:
    """Another value of one member."""

    def change(document: Json) -> None:
        subject(document, name)[member] = value

    return change


def all_of(*changes: Change) -> Change:
    """One after the other."""

    def change(document: Json) -> None:
        for each in changes:
            each(document)

    return change


def levels_of(document: Json, **options: Any) -> Any:
    """The levels of a draft."""
    return examined(document, **options).judgement.levels


def state_of(document: Json, criterion: str, level: str = "L1") -> CriterionState:
    """The state of one criterion of a draft."""
    found: CriterionJudgement = levels_of(document)[level].criteria[criterion]
    return found.state


def criteria_findings(document: Json, *levels: str) -> list[tuple[str, str, str]]:
    """Criterion, severity and text of what is said of criteria, with levels asked for."""
    report = examined(document, levels=levels).report
    return [
        (found.rule.removeprefix("LOIRE-CRITERION-"), found.severity.value, found.text)
        for found in report.findings
        if "-CRITERION-" in found.rule
    ]


def outcome_of(document: Json, *levels: str) -> tuple[Outcome, str, bool]:
    """What came of the check of the levels."""
    checks = examined(document, levels=levels).judgement.outcomes
    return next((entry.outcome, entry.reason, entry.blocks) for entry in checks if entry.id == "LOIRE-CRITERIA-levels")


def second_offering(document: Json, **claims: object) -> Json:
    """A credential of another offering, with these claims and what is mandatory."""
    first = next(
        entry
        for entry in document["verifiableCredential"]
        if entry["credentialSubject"]["id"] == subject_id("offering")
    )
    second = copy.deepcopy(first)
    second["id"] = second["id"].replace("offering", "second")
    kept = {"type", "providedBy", "serviceOfferingTermsAndConditions"}
    second["credentialSubject"] = {
        **{key: value for key, value in second["credentialSubject"].items() if key in kept},
        "id": subject_id("second"),
        **claims,
    }
    return second
