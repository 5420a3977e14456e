# SPDX-License-Identifier: Apache-2.0
"""The readable model: names, values, nesting, states; every finding has its place; no depth and no cycle stops it."""

from assay.part_marks import PartState
from assay.readable import Section, readable
from checking import examined, sample, sample_bytes


def of(value, **options) -> tuple[Section, ...]:
    return readable(examined(value, **options))


def by_title(sections: tuple[Section, ...]) -> dict[str, Section]:
    return {section.title: section for section in sections}


def row(section: Section, label: str) -> str:
    return next(entry.value for entry in section.rows if entry.label == label)


def test_a_participant_reads_like_a_card():
    sections = of(sample_bytes("good/participant.json"))
    assert [(section.title, section.depth) for section in sections] == [
        ("Acme Cloud GmbH", 0),
        ("Registration numbers", 1),
        ("Legal address", 1),
        ("Headquarters address", 1),
    ]
    subject = sections[0]
    assert subject.kind == "Company or legal entity"
    assert row(subject, "Name") == "Acme Cloud GmbH"
    assert row(sections[2], "Country code") == "DE"
    assert {section.state for section in sections} == {PartState.CHECKED}


def test_a_credential_tells_issuer_and_dates():
    facts = of(sample_bytes("good/participant.json"))[0].credential
    assert facts is not None
    assert (facts.issuer, facts.valid_from[:10], facts.valid_until[:10], facts.signed) == (
        "did:web:acme.example",
        "2026-01-15",
        "2027-12-31",
        False,
    )


def test_a_reference_is_followed_by_the_name_of_what_it_means():
    sections = of(sample_bytes("good/storage-offering.json"))
    offering = by_title(sections)["Acme Object Storage"]
    provider = next(entry for entry in offering.rows if entry.label == "Provider")
    assert provider.value == "Acme Cloud GmbH"
    assert provider.link == by_title(sections)["Acme Cloud GmbH"].node


def test_truth_is_yes_or_no():
    assert row(by_title(of(sample_bytes("good/storage-offering.json")))["Acme Object Storage"], "Versioning") == "Yes"


def test_a_finding_marks_its_row_and_counts_in_its_section_only():
    sections = by_title(of(sample_bytes("broken/participant-region-as-country.json")))
    address = sections["Legal address"]
    marked = [entry for entry in address.rows if entry.findings]
    assert [(entry.label, entry.value, entry.state) for entry in marked] == [
        ("Country code", "DE-BY", PartState.TO_CORRECT)
    ]
    assert (address.to_correct, address.state) == (1, PartState.TO_CORRECT)
    assert (sections["Acme Cloud GmbH"].to_correct, sections["Headquarters address"].to_correct) == (0, 0)


def test_something_missing_marks_the_section():
    subject = of(sample_bytes("broken/participant-headquarters-missing.json"))[0]
    assert subject.findings
    assert subject.to_correct == 1
    assert not any(entry.findings for entry in subject.rows)


def test_every_finding_about_a_subject_is_in_a_section():
    for name in ("region-as-country", "headquarters-missing", "city-with-prefix"):
        examination = examined(sample_bytes(f"broken/participant-{name}.json"))
        placed = {index for section in readable(examination) for index in section.findings}
        placed |= {index for section in readable(examination) for entry in section.rows for index in entry.findings}
        about = {number for number, found in enumerate(examination.report.findings) if found.location is not None}
        assert about
        assert placed == about  # what a submission still needs is about no part of it


def test_an_unchecked_part_is_never_shown_as_checked():
    document = sample("good/participant.json")
    del document["credentialSubject"]["legalAddress"]["type"]
    address = by_title(of(document))["Legal address"]
    assert address.state in (PartState.UNCHECKED, PartState.TO_CORRECT)


def test_nothing_is_checked_where_the_content_was_not():
    examination = examined(sample_bytes("good/participant.json"))
    object.__setattr__(examination.report, "checks", ())
    assert {section.state for section in readable(examination)} == {PartState.NOT_JUDGED}


def test_a_document_that_cannot_be_read_has_no_sections():
    assert of(b"\x00\x01") == ()
    assert of("{") == ()


def test_deep_nesting_and_cycles_end():
    subject = {"id": "https://a.example/0", "type": "gx:LegalPerson"}
    inner = subject
    for depth in range(1, 60):
        inner["legalAddress"] = {"id": f"https://a.example/{depth}", "name": f"n{depth}"}
        inner = inner["legalAddress"]
    inner["legalAddress"] = {"id": "https://a.example/0"}
    document = sample("good/participant.json") | {"credentialSubject": subject}
    sections = of(document)
    assert [section.depth for section in sections] == list(range(60))
    assert sections[-1].rows[-1].link == sections[0].node


def test_control_and_direction_characters_are_not_shown():
    document = sample("good/participant.json")
    document["credentialSubject"]["name"] = "Acme\u202e\u0007 GmbH"
    subject = of(document)[0]
    assert subject.title == "Acme GmbH"
    assert all(char.isprintable() for char in row(subject, "Name"))
