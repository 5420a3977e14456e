# SPDX-License-Identifier: Apache-2.0
"""Migration of documents that nobody wrote well: wrong types, circles, size, two values for one place."""

import copy
import json
import random
import time
from typing import Any

import pytest

from assay.authoring.migration.migrating import migrate
from assay.errors import UsageError
from checking import MOMENT, sample
from migrating import fixture, gone, migrated, not_once, nowhere, reading

HOSTILE: list[Any] = [
    {"credentialSubject": None},
    {"credentialSubject": []},
    {"credentialSubject": [[], "x", 5, None, {}]},
    {"credentialSubject": {"id": 5, "type": ["gx:LegalParticipant", 7, None], "gx:legalName": {"@value": {"a": 1}}}},
    {"credentialSubject": {"type": "gx:LegalParticipant", "gx:legalAddress": [[[["x"]]], {"@list": [{"@set": []}]}]}},
    {"type": 5, "issuer": [], "issuanceDate": 5, "expirationDate": {}, "id": {}},
    {"@context": {"gx": 5, "a": {"@id": []}}, "credentialSubject": {"type": "gx:LegalParticipant", "a:b": "x"}},
    {"credentialSubject": {"type": "gx:LegalParticipant", "gx:legalName": "\ud800", "a/b~c": "\u0000"}},
]


@pytest.mark.parametrize("given", HOSTILE)
def test_a_hostile_document_is_migrated_or_refused_in_words(given: dict[str, Any]) -> None:
    old = sample("good/tagus-participant.json") | given
    try:
        migration = migrated(json.dumps(old))
    except UsageError:
        return
    assert not_once(reading(json.dumps(old)), migration) == []


def test_credentials_that_refer_to_each_other_in_a_circle_come_to_an_end() -> None:
    old = sample("good/tagus-offering.json")
    number = old["verifiableCredential"][2]["credentialSubject"]
    number["gx:legalRegistrationNumber"] = {"id": number["id"]}
    participant = old["verifiableCredential"][1]["credentialSubject"]
    participant["gx:parentOrganization"] = {"id": participant["id"]}
    assert not_once(reading(old), migrated(old)) == []


def test_a_document_that_is_too_deep_is_refused() -> None:
    deep: Any = "x"
    for _ in range(200):
        deep = {"gx:parentOrganization": deep}
    with pytest.raises(UsageError) as caught:
        migrated(sample("good/tagus-participant.json") | {"credentialSubject": deep})
    assert caught.value.text_id == "migrate_unreadable"


LARGE: list[dict[str, Any]] = [
    {"credentialSubject": {"type": "gx:LegalParticipant"} | {f"gx:x{number}": "x" for number in range(10_000)}},
    {"credentialSubject": {"type": "gx:LegalParticipant", "gx:legalName": ["x"] * 10_000}},
    {"credentialSubject": [{"type": "gx:LegalParticipant"}] * 3_000},
    {
        "credentialSubject": {"gx-participant:legalName": "x"}
        | {f"gx-participant:x{n}": [{"id": "urn:x:y"}, "x"] for n in range(3_000)}
    },
    {"credentialSubject": {"gx-participant:legalName": "x", "gx-participant:registrationNumber": ["x"] * 10_000}},
    {"@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/gaia-x/2411#"]}
    | {"credentialSubject": [{"type": "gx:VatID", "gx:x": "x"}] * 3_000},
]


@pytest.mark.parametrize("given", LARGE)
def test_a_large_document_takes_no_longer_than_its_size(given: dict[str, Any]) -> None:
    """Time of the processor, so that a busy machine does not count."""
    migrated(sample("good/tagus-participant.json"))
    began = time.process_time()
    assert migrated(sample("good/tagus-participant.json") | given).rows
    assert time.process_time() - began < 8


SCRIBBLES: list[Any] = [
    None,
    True,
    1.5,
    "",
    [],
    {},
    [[]],
    {"@value": 3},
    {"@id": 5},
    {"id": "x y"},
    {"@list": ["a"]},
    "_:b",
]


def test_scribbled_documents_are_accounted_for_too() -> None:
    dice = random.Random(7)
    olds = [sample(f"good/{name}.json") for name in ("tagus-offering", "tagus-participant")]
    olds.append(json.loads(fixture("service-offering-label-level-1.json")))
    made = 0
    for _ in range(150):
        old = copy.deepcopy(dice.choice(olds))
        for _ in range(dice.randint(1, 4)):
            holder, key = dice.choice(_spots(old))
            holder[key] = copy.deepcopy(dice.choice(SCRIBBLES))
        try:
            migration = migrated(old)
        except UsageError:
            continue
        made += 1
        assert not_once(reading(old), migration) == []
        assert nowhere(migration) == []
        assert gone(migration) == []
    assert made > 75


def _spots(value: Any) -> list[tuple[Any, Any]]:
    named = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in named] + [spot for _, item in named for spot in _spots(item)]


@pytest.mark.parametrize(("name", "other"), [("id", "@id"), ("issuanceDate", "validFrom")])
def test_of_two_values_for_one_place_none_is_lost(name: str, other: str) -> None:
    old = sample("good/tagus-participant.json")
    old[other] = "2025-01-01T00:00:00Z" if name == "issuanceDate" else "urn:x:other"
    old["credentialSubject"]["@id"] = "urn:x:another"
    migration = migrated(old)
    asked = {row.old for row in migration.rows if row.because == "one_only"}
    assert asked == {f"/{other}", "/credentialSubject/@id"}
    assert gone(migration) == []


def test_bare_claims_that_become_several_nodes_are_all_there() -> None:
    context = sample("good/tagus-participant.json")["@context"][-1]
    old = {"@context": context, "@id": "urn:x:n", "gx:vatID": "DE129273398", "gx:leiCode": "391200FJBNU0YW987L26"}
    migration = migrated(old)
    assert [node["type"] for node in json.loads(migration.text)["@graph"]] == ["gx:VatID", "gx:LeiCode"]
    assert gone(migration) == []
    assert not_once(reading(old), migration) == []


def test_a_prefix_that_stands_for_another_vocabulary_is_not_taken_for_gaia_x() -> None:
    old = sample("good/tagus-participant.json")
    old["@context"].append({"gx": "https://other.example/words#"})
    with pytest.raises(UsageError) as caught:
        migrated(old)
    assert caught.value.text_id == "migrate_nothing_left"


def test_many_credentials_take_no_longer_than_their_number() -> None:
    """Time of the processor, so that a busy machine does not count; what each lacks is not sought among all others."""
    one = sample("good/tagus-participant.json")
    many = [one | {"id": f"urn:x:{number}", "issuanceDate": "yesterday"} for number in range(1_500)]
    known = reading({"@context": one["@context"], "type": "VerifiablePresentation", "verifiableCredential": many})
    migrate(reading(one), MOMENT)
    began = time.process_time()
    migration = migrate(known, MOMENT)
    assert time.process_time() - began < 8
    assert sum(row.because == "no_date" for row in migration.rows) == len(many)
    assert "no_beginning" not in {row.because for row in migration.rows}
