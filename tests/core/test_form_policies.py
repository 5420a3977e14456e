# SPDX-License-Identifier: Apache-2.0
"""Common policies are valid ODRL, found again, and nothing else is taken for one; durations by their numbers."""

import json
from typing import Any

import pytest

from assay.authoring.forms.durations import UNITS, duration_parts, duration_text, units_of
from assay.authoring.forms.policies import LONGEST, Common, Policy, as_written, policy_of, policy_text
from assay.claims import XSD

SERVICE = "https://acme.example/service.json#cs"
ALL = [Policy(one, "2027-01-31" if one is Common.UNTIL else "") for one in Common]


@pytest.mark.parametrize("policy", ALL)
@pytest.mark.parametrize("target", [SERVICE, "", "_:b0"])
def test_a_common_policy_is_whole_and_found_again(policy: Policy, target: str) -> None:
    text = policy_text(policy, target)
    told: dict[str, Any] = json.loads(text)
    assert "\n" not in text
    assert (told["@context"], told["@type"]) == ("http://www.w3.org/ns/odrl.jsonld", "Set")
    assert told["uid"].startswith("urn:uuid:")  # ODRL Information Model 2.2, §2.1
    for rule in (*told["permission"], *told.get("prohibition", [])):
        assert rule["action"] in ("use", "distribute")  # §2.6: each rule has an action and a target
        assert rule["target"] == (target if target == SERVICE else {"@type": "Asset"})
        for constraint in rule.get("constraint", ()):
            assert constraint.keys() == {"leftOperand", "operator", "rightOperand"}  # §2.5.1
    assert policy_of(text) == policy
    assert policy_of(json.dumps(told, indent=4)) == policy
    assert policy_of(policy.answer) == policy
    assert policy_text(policy, target) == text == as_written(policy.answer, target)
    assert as_written(text, "https://other.example/") == text


def test_policies_about_other_things_have_other_ids() -> None:
    told = [json.loads(policy_text(policy, target))["uid"] for policy in ALL for target in (SERVICE, "", "urn:x")]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("policy", ALL)
def test_a_policy_that_says_anything_more_is_somebodys_own(policy: Policy) -> None:
    told = json.loads(policy_text(policy, SERVICE))
    assert policy_of(json.dumps(told | {"profile": "https://acme.example/profile"})) is None
    assert policy_of(json.dumps(told | {"uid": "urn:uuid:1"})) is None
    told["permission"][0]["assignee"] = "https://other.example/"
    assert policy_of(json.dumps(told)) is None
    assert as_written(json.dumps(told), SERVICE) == json.dumps(told)


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "https://acme.example/policy.json", "[]", "{}", "null", "1" * 9000, "[" * 3000, '{"permission": [[]]}',
        '{"permission": [{"target": 1, "constraint": [{"rightOperand": {"@value": []}}]}]}', "@policy:more", "@policy:",
        "@policy:anyone\n", " @policy:anyone", '"' + "x" * LONGEST + '"',
    ],
)  # fmt: skip
def test_any_other_text_is_no_common_policy_and_stays(text: str) -> None:
    assert policy_of(text) is None
    assert as_written(text, SERVICE) == text


@pytest.mark.parametrize("answer", ["@policy:until", "@policy:until 2027-02-30"])
def test_a_policy_without_its_day_is_none_yet(answer: str) -> None:
    assert as_written(answer, SERVICE) == ""
    found = policy_of(answer)
    assert found is not None
    assert not found.is_complete


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("P1Y2M10DT2H", {"years": "1", "months": "2", "days": "10", "hours": "2"}),
        ("P30D", {"days": "30"}),
        ("PT12H", {"hours": "12"}),
        ("P0D", {"days": "0"}),
        ("", {}),
    ],
)
def test_a_duration_is_its_numbers_and_back(text: str, parts: dict[str, str]) -> None:
    assert duration_parts(text) == parts
    assert duration_text(parts) == text


@pytest.mark.parametrize(
    "text", ["P", "PT", "PT5M", "P1W", "-P1D", "P1.5D", "P1DT", "PT1H30M", "p1d", "P1234567D", "soon"]
)
def test_what_the_numbers_cannot_say_is_left_as_it_is(text: str) -> None:
    assert duration_parts(text) is None


def test_each_datatype_has_its_units() -> None:
    assert units_of(XSD + "duration") == units_of("") == UNITS
    assert duration_parts("P1Y", units_of(XSD + "dayTimeDuration")) is None
    assert duration_parts("P1D", units_of(XSD + "yearMonthDuration")) is None
