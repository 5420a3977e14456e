# SPDX-License-Identifier: Apache-2.0
"""From 22.06 by way of Tagus to Loire in one go, and between releases of Loire."""

import json
from typing import Any

import pytest

from assay.authoring.migration.chain import composed
from assay.authoring.migration.rows import Row, What
from assay.authoring.migration.wording import new_name, old_name, told
from assay.credential import Generation
from assay.errors import UsageError
from assay.texts import LANGUAGES, load_texts
from checking import sample
from migrating import becauses, invented, judged, migrated, not_once, reading, unexplained
from shared import shared_path

GX = "https://w3id.org/gaia-x/development#"


def participant_2206(**members: Any) -> dict[str, Any]:
    """A participant as those of 22.06 were published: kept by a portal beside the clearing house's credential."""
    address = {
        "gx-participant:addressCountryCode": "DE",
        "gx-participant:addressCode": "DE-BW",
        "gx-participant:streetAddress": "Hauptstraße 1",
        "gx-participant:locality": "Stuttgart",
    }
    subject = {
        "id": "https://acme.example/participant.json",
        "gx-participant:legalName": "Acme GmbH",
        "gx-participant:registrationNumber": {
            "gx-participant:registrationNumberType": "EUID",
            "gx-participant:registrationNumberNumber": "DEB8534.HRB1",
        },
        "gx-participant:headquarterAddress": address,
        "gx-participant:legalAddress": address,
        "gx-participant:termsAndConditions": "70c1d713215f95191a11d38fe2341faed27d19e083917bc8732ca4fea4976700",
    }
    credential = {
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://registry.gaia-x.eu/v2206/api/shape"],
        "type": ["VerifiableCredential", "LegalPerson"],
        "id": "https://acme.example/participant.json",
        "issuer": "did:web:acme.example",
        "issuanceDate": "2026-01-15T09:00:00Z",
        "credentialSubject": subject | members,
    }
    issued = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "type": ["VerifiableCredential", "ParticipantCredential"],
        "issuer": "did:web:compliance.gaia-x.eu",
        "issuanceDate": "2026-01-15T09:00:00Z",
        "credentialSubject": {"id": "https://acme.example/participant.json", "hash": "abc"},
    }
    return {"selfDescriptionCredential": credential, "complianceCredential": issued}


def row_of(old: Any, pointer: str) -> Row:
    """The row of a place of an old document."""
    return next(row for row in migrated(old).rows if row.old == pointer)


ADDRESS = {"type": "gx:Address", "countryCode": "DE", "streetAddress": "Hauptstraße 1", "locality": "Stuttgart"}
SUBJECT = "/selfDescriptionCredential/credentialSubject"


def test_a_participant_of_2206_arrives_in_loire_in_one_go() -> None:
    old = participant_2206()
    migration = migrated(old)
    assert migration.old is Generation.PRE_TAGUS
    assert not_once(reading(old), migration) == []
    assert invented(migration) == []
    assert [found for found in judged(migration).report.findings if found.severity != "info"] == []
    subject = json.loads(migration.text)["credentialSubject"]
    assert subject == {
        "id": "https://acme.example/participant.json#cs",
        "type": "gx:LegalPerson",
        "name": "Acme GmbH",
        "registrationNumber": {"type": "gx:EUID", "euid": "DEB8534.HRB1"},
        "headquartersAddress": ADDRESS,
        "legalAddress": ADDRESS,
    }


@pytest.mark.parametrize(
    ("pointer", "what", "because", "new"),
    [
        ("/gx-participant:legalName", What.MOVED, "renamed", "/credentialSubject/name"),
        ("/id", What.CHANGED, "own_id", "/credentialSubject/id"),
        (
            "/gx-participant:legalAddress/gx-participant:addressCode",
            What.CHANGED,
            "country_of_subdivision",
            "/credentialSubject/legalAddress/countryCode",
        ),
        (
            "/gx-participant:registrationNumber/gx-participant:registrationNumberType",
            What.CHANGED,
            "number_kind_said",
            "/credentialSubject/registrationNumber/type",
        ),
        ("/gx-participant:termsAndConditions", What.DROPPED, "terms_elsewhere", None),
    ],
)
def test_rows_go_from_the_first_document_to_the_last(pointer: str, what: What, because: str, new: str | None) -> None:
    row = row_of(participant_2206(), SUBJECT + pointer)
    assert (row.what, row.because, row.new) == (what, because, new)


def test_what_a_clearing_house_issued_is_one_row() -> None:
    row = row_of(participant_2206(), "/complianceCredential")
    assert (row.what, row.because) == (What.DROPPED, "clearing_house")


def test_a_number_that_does_not_say_its_kind_is_asked_for() -> None:
    old = participant_2206(**{"gx-participant:registrationNumber": "HRB 1"})
    row = row_of(old, f"{SUBJECT}/gx-participant:registrationNumber")
    assert (row.what, row.said) == (What.NEEDS_INPUT, "HRB 1")
    assert unexplained(migrated(old)) == []


def test_what_the_second_step_drops_is_dropped_though_the_first_one_moved_it() -> None:
    first = [Row(What.MOVED, "same", "/a", "x", "/b", "x")]
    second = [Row(What.DROPPED, "no_place", "/b", "x")]
    assert composed(first, second) == (Row(What.DROPPED, "no_place", "/a", "x"),)


def test_what_the_first_step_changed_is_changed_though_the_second_one_moved_it() -> None:
    first = [Row(What.CHANGED, "class", "/a", "x", "/b", "y")]
    second = [Row(What.MOVED, "same", "/b", "y", "/c", "y"), Row(What.NEEDS_INPUT, "required", new="", field="urn:x:y")]
    assert composed(first, second) == (Row(What.CHANGED, "class", "/a", "x", "/c", "y"), second[1])


def test_what_only_the_step_between_needed_is_not_asked_for() -> None:
    first = [Row(What.NEEDS_INPUT, "required", new="/b")]
    assert composed(first, []) == ()


RELEASES = ("https://w3id.org/gaia-x/2411#", "https://w3id.org/gaia-x/2404#", "https://w3id.org/gaia-x/2511#")


@pytest.mark.parametrize("namespace", RELEASES)
def test_a_document_of_another_release_keeps_everything_but_the_name_of_its_vocabulary(namespace: str) -> None:
    old = json.loads(json.dumps(sample("good/participant.json")).replace(GX, namespace))
    assert namespace in json.dumps(old)
    migration = migrated(old)
    assert json.loads(migration.text) == sample("good/participant.json")
    assert {row.what for row in migration.rows} == {What.MOVED, What.CHANGED}
    assert [row.old for row in migration.rows if row.what is What.CHANGED] == ["/@context"]
    assert not_once(reading(old), migration) == []


def test_what_another_release_calls_otherwise_gets_its_present_name() -> None:
    old = json.loads(json.dumps(sample("good/participant.json")).replace(GX, RELEASES[0]))
    subject = old["credentialSubject"]
    subject["headquarterAddress"] = subject.pop("headquartersAddress")
    subject["gx:vanished"] = "x"
    migration = migrated(old)
    assert "headquartersAddress" in json.loads(migration.text)["credentialSubject"]
    row = next(row for row in migration.rows if row.said == "x")
    assert (row.what, row.because, row.new) == (
        What.NEEDS_INPUT,
        "unknown_in_release",
        "/credentialSubject/gx:vanished",
    )
    assert unexplained(migration) == []


def test_a_policy_that_was_a_text_becomes_a_part() -> None:
    old = json.loads(json.dumps(sample("good/storage-offering.json")).replace(GX, RELEASES[0]))
    offering = _offering(old)
    offering["servicePolicy"] = ["allow all", "deny some"]
    migration = migrated(old)
    made = _offering(json.loads(migration.text))["servicePolicy"]
    assert [one["gx:policyDocument"] for one in made] == ["allow all", "deny some"]
    assert unexplained(migration) == []
    assert invented(migration) == []


def _offering(value: dict[str, Any]) -> dict[str, Any]:
    held = value.get("verifiableCredential", [value])
    found: dict[str, Any] = next(one for one in held if one["type"][1].endswith("Offering"))["credentialSubject"]
    return found


def test_the_acceptance_of_terms_that_have_ended_is_asked_for_again() -> None:
    old = json.loads(json.dumps(sample("good/label-1-offering.json")).replace(GX, RELEASES[0]))
    terms = old["verifiableCredential"][1]["credentialSubject"]
    terms["gaiaxTermsAndConditions"] = "4bd7554097444c960292b4726c2efa1373485e8a5565d94d41195214c5e0ceb3"
    migration = migrated(old)
    assert becauses(migration, What.NEEDS_INPUT) == {"terms_again"}


def test_claims_of_the_present_release_are_not_migrated() -> None:
    with pytest.raises(UsageError):
        migrated({"@context": GX, "@id": "urn:x:y", "@type": "gx:LegalPerson"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_has_a_name_and_a_sentence(lang: str) -> None:
    texts = load_texts(lang)
    migration = migrated(participant_2206())
    for entry in told(migration.rows, texts):
        assert entry.name
        assert entry.because.endswith(".")
        assert entry.because != f"migrate.because.{entry.row.because}"
    assert old_name(migration, texts)
    assert new_name() == "Loire 25.11"


def test_a_number_that_a_notary_attested_in_another_release_has_to_be_attested_again() -> None:
    data = shared_path("corpus", "LMS-UPATRAS+Gaia-X-LMS", "self-description.json").read_bytes()
    row = next(row for row in migrated(data).rows if row.because == "notary_again")
    assert (row.what, row.field) == (What.NEEDS_INPUT, f"{GX}VatID")
    assert row.says == "did:web:lms-upatras.github.io:Gaia-X-LMS#registration"
