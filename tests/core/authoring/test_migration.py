# SPDX-License-Identifier: Apache-2.0
"""Migration over everything there is: nothing lost, nothing invented, and what is missing is asked for."""

import json
from typing import Any

import pytest

from assay.authoring.migration.migrating import can_migrate
from assay.authoring.migration.rows import What
from assay.credential import Generation
from assay.errors import UsageError
from checking import beyond_needed, examined, sample, sample_bytes
from migrating import (
    FIXTURES,
    becauses,
    corpus,
    fixture,
    gone,
    invented,
    judged,
    migrated,
    migrated_corpus,
    not_once,
    nowhere,
    reading,
    unexplained,
)
from shared import shared_path

REAL = ("participant-vp.json", "service-offering-vp.json", "service-offering-and-ressources-vp.json")


def test_every_value_of_an_old_document_is_accounted_for_once() -> None:
    made = migrated_corpus()
    assert len(made) > 300
    assert [(name, found) for name, known, migration in made if (found := not_once(known, migration))] == []


def test_every_place_of_the_draft_that_is_named_is_there() -> None:
    assert [(name, found) for name, _, migration in migrated_corpus() if (found := nowhere(migration))] == []


def test_nothing_is_invented() -> None:
    assert [(name, found) for name, _, migration in migrated_corpus() if (found := invented(migration))] == []


def test_what_is_said_to_be_in_the_draft_is_there_and_the_same() -> None:
    assert any(row.what is What.MOVED for _, _, migration in migrated_corpus() for row in migration.rows)
    assert [(name, found) for name, _, migration in migrated_corpus() if (found := gone(migration))] == []


def test_what_is_offered_is_what_is_older() -> None:
    """Of the documents that are refused those alone are offered that are older, but something else is against it."""
    made = {name: known for name, known, _ in migrated_corpus()}
    assert [name for name, known in made.items() if not can_migrate(known)] == []
    offered = [(name, data) for name, data in corpus() if name not in made and can_migrate(reading(data))]
    refusals = set()
    for _, data in offered:
        with pytest.raises(UsageError) as refused:
            migrated(data)
        refusals.add(refused.value.text_id)
    assert refusals <= {"migrate_nothing_left", "migrate_twice", "migrate_unwritable"}


@pytest.mark.parametrize("third", range(3))
def test_the_findings_of_a_draft_are_what_it_asks_for(third: int) -> None:
    """Near-duplicates of 22.06 are many; every third document of all kinds is enough for each run."""
    made = [entry for entry in migrated_corpus() if "deltaDAO" not in entry[0]]
    made += [entry for entry in migrated_corpus() if "deltaDAO" in entry[0]][::12]
    assert [(name, found) for name, _, migration in made[third::3] if (found := unexplained(migration))] == []


@pytest.mark.parametrize("name", REAL)
def test_a_real_tagus_document_becomes_a_loire_draft(name: str) -> None:
    data = fixture(name)
    migration = migrated(data)
    draft = judged(migration)
    assert migration.old is Generation.TAGUS
    assert draft.reading.generation is Generation.LOIRE
    assert not any(entry.is_signed for entry in draft.reading.credentials)
    assert unexplained(migration) == []
    assert shared_path("corpus", *FIXTURES, name).read_bytes() == data


def test_the_sample_participant_needs_nothing_but_what_a_submission_needs() -> None:
    migration = migrated(sample_bytes("good/tagus-participant.json"))
    assert migration.count(What.NEEDS_INPUT) == 0
    assert beyond_needed(judged(migration)) == []
    subject = json.loads(migration.text)["credentialSubject"]
    assert subject["name"] == "Acme Cloud GmbH"
    assert subject["legalAddress"] == {"type": "gx:Address", "countryCode": "DE"}
    number = subject["registrationNumber"]
    assert (number["type"], number["vatID"], number["countryCode"]) == ("gx:VatID", "DE129273398", "DE")


def test_the_sample_offering_asks_for_the_language_of_its_policy_and_the_notary() -> None:
    migration = migrated(sample_bytes("good/tagus-offering.json"))
    asked = [(row.because, row.field.rpartition("#")[2]) for row in migration.rows if row.what is What.NEEDS_INPUT]
    assert asked == [("notary_again", "VatID"), ("required", "policyLanguage")]
    assert [found.rule for found in judged(migration).report.findings if found.severity == "violation"] == [
        "LOIRE-SHAPE-minCount"
    ]


def test_each_credential_can_stand_alone() -> None:
    migration = migrated(sample_bytes("good/tagus-offering.json"))
    whole = json.loads(migration.text)["verifiableCredential"]
    assert [json.loads(text) for text in migration.credentials] == whole
    assert migration.credentials[0].startswith('{\n  "@context": [\n')


def test_an_end_that_has_passed_is_asked_for() -> None:
    old = sample("good/tagus-participant.json") | {"expirationDate": "2024-01-01T00:00:00Z"}
    migration = migrated(old)
    row = next(row for row in migration.rows if row.old == "/expirationDate")
    assert (row.what, row.because) == (What.NEEDS_INPUT, "ended")
    assert "validUntil" not in json.loads(migration.text)


def test_the_old_acceptance_of_the_terms_is_not_taken_for_one_of_the_new() -> None:
    migration = migrated(fixture("terms-and-conditions-vp.json"))
    assert "terms_again" in becauses(migration, What.NEEDS_INPUT)
    assert "gaiaxTermsAndConditions" not in migration.text


def test_a_label_gives_its_documents_to_the_offering_it_is_about() -> None:
    old = json.loads(fixture("service-offering-label-level-1.json"))
    label = next(one for one in old["verifiableCredential"] if "gx:criteria" in one["credentialSubject"])
    address = "https://acme.example/continuity.pdf"
    label["credentialSubject"]["gx:criteria"]["gx:P1.2.1"]["gx:evidence"] = {"gx:website": address}
    migration = migrated(old)
    row = next(row for row in migration.rows if row.said == address)
    assert (row.what, row.because) == (What.CHANGED, "criterion_by_document")
    assert row.new is not None
    assert row.new.endswith("/legalDocuments/url")
    assert not_once(reading(old), migration) == []
    assert '"gx:BusinessContinuityMeasures"' in migration.text
    others = [row for row in migration.rows if row.because == "criterion_document"]
    assert others
    assert all(row.said == "Confirm" for row in others)


def test_a_value_that_the_new_form_does_not_take_is_asked_for_not_written() -> None:
    old = sample("good/tagus-offering.json")
    subject = old["verifiableCredential"][0]["credentialSubject"]
    subject["gx:dataAccountExport"]["gx:formatType"] = "mime/png"
    migration = migrated(old)
    row = next(row for row in migration.rows if row.said == "mime/png")
    assert (row.what, row.because) == (What.NEEDS_INPUT, "not_allowed")
    assert "mime/png" not in migration.text


def test_two_values_where_the_new_form_takes_one_are_not_chosen_between() -> None:
    old = sample("good/tagus-participant.json")
    old["credentialSubject"]["gx:name"] = "Acme"
    migration = migrated(old)
    row = next(row for row in migration.rows if row.said == "Acme")
    assert (row.what, row.because) == (What.NEEDS_INPUT, "one_only")


def test_what_others_signed_in_the_newer_form_stays_signed() -> None:
    data = shared_path("corpus", "LMS-UPATRAS+Gaia-X-LMS", ".well-known", "participant-vp.jwt").read_bytes()
    migration = migrated(data)
    kept = [entry for entry in reading(migration.text).credentials if entry.envelope is not None]
    assert [entry.envelope.compact for entry in kept if entry.envelope] == [
        entry.envelope.compact
        for entry in reading(data).credentials
        if "gx:VatID" in entry.content["type"] and entry.envelope
    ]
    assert kept


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (sample_bytes("good/participant.json"), "migrate_newest"),
        (b"<html>", "migrate_unreadable"),
        (b"{", "migrate_unreadable"),
        ({"@context": "https://www.w3.org/2018/credentials/v1", "type": "VerifiableCredential"}, "migrate_unknown"),
    ],
)
def test_what_cannot_be_migrated_is_told(given: Any, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        migrated(given)
    assert caught.value.text_id == said


def test_a_member_that_stands_twice_is_not_half_lost() -> None:
    told = sample_bytes("good/tagus-participant.json").decode()
    twice = told.replace('"gx:legalName": ', '"gx:legalName": "Another GmbH", "gx:legalName": ')
    with pytest.raises(UsageError) as caught:
        migrated(twice)
    assert caught.value.text_id == "migrate_twice"


def test_a_name_without_its_prefix_is_told_apart() -> None:
    told = sample_bytes("good/tagus-participant.json").decode().replace('"gx:legalName"', '"legalName"')
    row = next(row for row in migrated(told).rows if row.old == "/credentialSubject/legalName")
    assert (row.what, row.because, row.says) == (What.CHANGED, "without_prefix", "Acme Cloud GmbH")


def test_a_number_stays_as_it_was_written() -> None:
    told = sample_bytes("good/tagus-participant.json").decode().replace('"Acme Cloud GmbH"', "12345678901234567890.10")
    assert json.loads(migrated(told).text)["credentialSubject"]["name"] == "12345678901234567890.10"


def answered(migration: Any) -> Any:
    """The draft with an answer to all that it needs to say, as a person would give it."""
    value = json.loads(migration.text)
    for row in migration.rows:
        name = row.field.rpartition("#")[2]
        if row.what is What.NEEDS_INPUT and name in ANSWERS:
            holder = value
            for token in row.new.split("/")[1:]:
                holder = holder[int(token) if isinstance(holder, list) else token]
            holder[name] = ANSWERS[name]
    return value


ANSWERS: dict[str, Any] = {
    "gaiaxTermsAndConditions": "067dcac5efd18c1927deb1ffed3feab6d0ad044c0a9a263e6d5d8bdc43224515",
    "policyLanguage": "Other",
    "url": "https://acme.example/terms.pdf",
    "hash": "6a2f53b3a3f1c0b4b1d2a9c60cb4f5f2c9c0b6e1c7f1f7f1a2d9e7c1b0a3d4e5",
}


@pytest.mark.parametrize("name", REAL)
def test_answering_what_is_asked_makes_the_real_documents_conform(name: str) -> None:
    draft = examined(answered(migrated(fixture(name))))
    assert [found.message for found in draft.report.findings if found.severity == "violation"] == []
    assert draft.report.headline.startswith("Ready to sign")


def test_a_draft_is_not_migrated_again() -> None:
    with pytest.raises(UsageError) as caught:
        migrated(migrated(sample_bytes("good/tagus-offering.json")).text)
    assert caught.value.text_id == "migrate_newest"
