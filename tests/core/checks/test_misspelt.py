# SPDX-License-Identifier: Apache-2.0
"""A required member under a misspelt name: two findings that count, one thing that a person corrects."""

import copy
from typing import Any

import pytest

from assay.authoring.fixes import fixes_of
from assay.finding import Severity
from assay.reports.regroup import different
from assay.verdict import Verdict
from checking import examined, sample

PERSON = sample("good/participant.json")


def _renamed(old: str, new: str, *, within: str = "") -> dict[str, Any]:
    made = copy.deepcopy(PERSON)
    holder = made["credentialSubject"][within] if within else made["credentialSubject"]
    holder[new] = holder.pop(old)
    return made


@pytest.mark.parametrize(
    ("old", "new", "within"),
    [
        ("legalAddress", "legalAdress", ""),
        ("headquartersAddress", "headquarterAddress", ""),
        ("registrationNumber", "legalRegistrationNumber", ""),
        ("countryCode", "gx:contryCode", "legalAddress"),
    ],
)
def test_both_findings_stay_and_say_the_same_of_the_same_place(old: str, new: str, within: str) -> None:
    told = examined(_renamed(old, new, within=within))
    assert told.report.verdict is Verdict.NON_CONFORMANT
    found = [entry for entry in told.report.findings if entry.severity is Severity.VIOLATION]
    missed = [entry for entry in found if entry.rule == "LOIRE-SHAPE-minCount"]
    assert missed
    assert len({entry.rule for entry in found}) > 1
    assert len({entry.id for entry in found}) == len(found)
    [thing] = different(found)
    assert new in thing.message
    assert thing.location is not None
    assert thing.location.pointer.endswith(f"/{new}")
    [fix] = fixes_of(told)
    assert {entry.id for entry in found} <= set(fix.findings)


def test_what_is_missing_and_nowhere_misspelt_is_told_as_missing() -> None:
    made = _renamed("legalAddress", "legalAdress")
    del made["credentialSubject"]["headquartersAddress"]
    found = [entry for entry in examined(made).report.findings if entry.severity is Severity.VIOLATION]
    assert {entry.text for entry in different(found)} == {"shape.closed_meant", "shape.minCount"}
    assert "Headquarters address" in next(entry.message for entry in found if entry.text == "shape.minCount")


def test_a_misspelt_member_of_another_part_does_not_stand_for_the_one_that_is_missing() -> None:
    made = copy.deepcopy(PERSON)
    for part in ("legalAddress", "headquartersAddress"):
        assert "countryCode" in made["credentialSubject"][part]
    made["credentialSubject"]["legalAddress"]["contryCode"] = "DE"
    del made["credentialSubject"]["headquartersAddress"]["countryCode"]
    found = [entry for entry in examined(made).report.findings if entry.rule == "LOIRE-SHAPE-minCount"]
    assert [entry.text for entry in found] == ["shape.minCount"]
