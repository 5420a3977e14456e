# SPDX-License-Identifier: Apache-2.0
"""Forms in words: nothing that a document says is left out, what is wrong stands where it is, lists can be read."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assay.authoring.edits import tokens_of
from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FormDocument
from assay.authoring.forms.form_words import DEEPEST, MOST_FIELDS, FormWords
from assay.authoring.forms.shown import ShownField, ShownForm
from assay.authoring.json_edit import edited
from assay.claims import RDF_TYPE, Literal
from assay.texts import load_texts
from checking import examined, sample_bytes

SAMPLES = (
    "good/label-1-offering.json", "good/participant.json", "good/storage-offering.json", "good/tagus-offering.json",
    "good/tagus-participant.json", "broken/offering-address-as-text.json", "broken/offering-reference-slip.json",
    "broken/participant-city-with-prefix.json", "broken/participant-headquarters-missing.json",
    "broken/participant-region-as-country.json",
)  # fmt: skip
GX = "https://w3id.org/gaia-x/development#"
NAME = "https://schema.org/name"


def words_of(data: bytes, lang: str = "en") -> FormWords:
    return FormWords(FormDocument(examined(data)), load_texts(lang))


def participant(**changes: Any) -> bytes:
    """The sample, with other members of its subject; None takes one away."""
    told = json.loads(sample_bytes("good/participant.json"))
    subject = told["credentialSubject"] | changes
    told["credentialSubject"] = {name: value for name, value in subject.items() if value is not None}
    return json.dumps(told, indent=2).encode()


def form(data: bytes, lang: str = "en", kind: str = "") -> ShownForm:
    """Of the first part of a document, or of the first of a class."""
    words = words_of(data, lang)
    shown = (words.shown(node) for node in words._document.nodes())
    return next(one for one in shown if one is not None and (not kind or kind in one.filled.form.classes))


def field(shown: ShownForm, predicate: str) -> ShownField:
    found = shown.field(predicate)
    assert found is not None
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_every_statement_of_every_sample_is_in_a_form(name: str) -> None:
    examination = examined(sample_bytes(name))
    document = FormDocument(examination)
    words, case = FormWords(document, load_texts("en")), document.case
    assert case is not None
    seen = 0
    for node in case.nodes:
        shown = words.shown(node)
        if node not in case.node_places:  # something that another document describes says nothing here
            assert not case.claims.members(node)
            continue
        assert shown is not None
        for predicate, terms in case.claims.members(node).items():
            if predicate == RDF_TYPE:
                continue
            entry = shown.field(predicate)
            for term in terms:
                seen += 1
                in_field = entry is not None and term in [value.value.term for value in entry.values]
                assert in_field or is_among_others(shown, case.member_places[node, predicate]), (node, predicate)
    assert seen > 5


def is_among_others(shown: ShownForm, places: Any) -> bool:
    return any(place.pointer == other.pointer for place in places for other in shown.others)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_part_of_a_sample_is_in_one_page_and_led_to(name: str) -> None:
    words = words_of(sample_bytes(name))
    case = words._document.case
    assert case is not None
    for node in case.nodes:
        if node in case.node_places:
            page = words.page_of(node)
            assert page is not None
            assert node in [part.node for part in page.parts()]


def test_small_parts_are_inside_the_form_and_deep_ones_are_not() -> None:
    deep: dict[str, Any] = {"type": "gx:Address", "countryCode": "DE"}
    shown = form(participant(legalAddress=deep | {"gx:gps": {"type": "gx:GPSLocation", "gx:crs": "CRS:84"}}))
    address = field(shown, GX + "legalAddress").values[0]
    assert address.part is not None
    assert field(address.part, GX + "countryCode").values[0].text == "DE"
    for part in shown.parts():
        assert part is shown or sum(entry.is_in_use for entry in part.fields) <= MOST_FIELDS
    assert depth_of(shown) <= DEEPEST


def depth_of(shown: ShownForm) -> int:
    inside = [value.part for entry in shown.fields for value in entry.values if value.part is not None]
    return 1 + max(map(depth_of, inside)) if inside else 0


def test_the_same_said_twice_stands_at_two_places() -> None:
    values = field(form(participant(name=["A", "A", "B"])), NAME).values
    assert [(value.text, value.value.pointer) for value in values] == [
        ("A", "/credentialSubject/name/0"), ("A", "/credentialSubject/name/1"), ("B", "/credentialSubject/name/2"),
    ]  # fmt: skip


def test_a_value_of_a_list_is_changed_where_it_stands_though_another_is_the_same() -> None:
    data = participant(name=["A", "A", "B"])
    words = words_of(data)
    shown = words.shown(words._document.nodes()[0])
    assert shown is not None
    answers, way = words.answers(shown.filled), field(shown, NAME).ways[0].way
    assert names(edited(data.decode(), list(answers.set(NAME, 1, way, "C")))) == ["A", "C", "B"]
    assert names(edited(data.decode(), list(answers.earlier(NAME, 2)))) == ["A", "B", "A"]
    assert names(edited(data.decode(), list(answers.remove(NAME, 0)))) == ["A", "B"]
    assert names(edited(data.decode(), list(answers.add(NAME, way, "Z")))) == ["A", "A", "B", "Z"]


def names(text: str) -> Any:
    return json.loads(text)["credentialSubject"].get("name")


def test_the_last_value_of_a_set_takes_the_set_with_it() -> None:
    data = participant(name={"@set": ["A"]})
    words = words_of(data)
    shown = words.shown(words._document.nodes()[0])
    assert shown is not None
    assert names(edited(data.decode(), list(words.answers(shown.filled).remove(NAME, 0)))) is None


def test_what_no_field_is_for_is_shown_as_it_stands() -> None:
    shown = form(participant(**{"https://acme.example/colour": {"@value": "blue"}}))
    assert [(other.name, json.loads(other.text)) for other in shown.others] == [
        ("https://acme.example/colour", {"@value": "blue"})
    ]


def test_what_is_wrong_stands_at_its_field_or_value() -> None:
    shown = form(sample_bytes("broken/participant-region-as-country.json"))
    wrong = [part for part in shown.parts() if any(list(found_of(entry)) for entry in part.fields)]
    assert wrong
    assert all(found.text and found.id for part in wrong for entry in part.fields for found in found_of(entry))
    missing = form(sample_bytes("broken/participant-headquarters-missing.json"))
    entry = field(missing, GX + "headquartersAddress")
    assert entry.findings
    assert entry.is_in_use
    assert entry.findings[0].is_violation


def found_of(entry: ShownField) -> Iterator[Any]:
    yield from entry.findings
    for value in entry.values:
        yield from value.findings


def test_groups_come_in_their_order_and_required_ones_first_in_each() -> None:
    shown = form(sample_bytes("good/storage-offering.json"), kind=GX + "ObjectStorageServiceOffering")
    keys = [(list(type(entry.group)).index(entry.group), not entry.field.is_required) for entry in shown.fields]
    assert keys == sorted(keys)
    assert len({entry.group for entry in shown.fields}) > 3


@pytest.mark.parametrize(
    ("lang", "label"), [("en", "Germany · DE"), ("de", "Deutschland · DE"), ("fr", "Allemagne · DE")]
)
def test_countries_have_names_in_the_persons_language(lang: str, label: str) -> None:
    words = words_of(sample_bytes("good/participant.json"), lang)
    shown = words.shown(words._document.nodes()[0])
    assert shown is not None
    part = field(shown, GX + "legalAddress").values[0].part
    assert part is not None
    way = field(part, GX + "countryCode").ways[0]
    assert way.editor is Editor.COUNTRY
    found = words.lists.choices(way)
    assert (label, "DE") in [(entry.label, term_text(entry.term)) for entry in found]
    assert len(found) == len(way.way.values or ())
    assert all(term_text(entry.term) in entry.label for entry in found)


def term_text(term: Any) -> str:
    return term.value if isinstance(term, Literal) else str(term)


def test_regions_are_those_of_the_country_beside_them() -> None:
    number = {"type": "gx:LeiCode", "schema:leiCode": "5299000J2N45DDNE4Y28", "gx:countryCode": "DE"}
    words = words_of(participant(registrationNumber=number))
    shown = words.shown(words._document.nodes()[0])
    assert shown is not None
    part = field(shown, GX + "registrationNumber").values[0].part
    assert part is not None
    way = field(part, GX + "subdivisionCountryCode").ways[0]
    assert way.editor is Editor.REGION
    near, everywhere = words.lists.choices(way, part.filled), words.lists.choices(way)
    assert {term_text(entry.term)[:2] for entry in near} == {"DE"}
    assert "Bavaria · Germany · DE-BY" in [entry.label for entry in near]
    assert len(everywhere) > 5000


def test_a_list_is_made_once_and_is_that_of_the_country_and_the_language() -> None:
    def entries(country: str, lang: str = "en") -> Any:
        number = {"type": "gx:LeiCode", "schema:leiCode": "5299000J2N45DDNE4Y28", "gx:countryCode": country}
        words = words_of(participant(registrationNumber=number), lang)
        shown = words.shown(words._document.nodes()[0])
        assert shown is not None
        part = field(shown, GX + "registrationNumber").values[0].part
        assert part is not None
        return words.lists.entries(field(part, GX + "subdivisionCountryCode").ways[0], part.filled)

    assert entries("DE") is entries("DE")
    assert ("DE-BY", "Bavaria · Germany · DE-BY") in entries("DE")
    assert ("DE-BY", "Bayern · Deutschland · DE-BY") in entries("DE", "de")
    assert {value[:2] for value, _ in entries("FR")} == {"FR"}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_described_elsewhere_is_offered_by_name_never_by_address(name: str) -> None:
    words = words_of(sample_bytes(name))
    for node in words._document.nodes():
        shown = words.shown(node)
        for entry in shown.fields if shown is not None else ():
            for way in entry.ways:
                for choice in words.lists.candidates(way.way) if way.editor is Editor.NODE else ():
                    assert "://" not in choice.label or term_text(choice.term) == choice.label


def test_pointers_are_of_the_document_as_it_stands() -> None:
    data = sample_bytes("good/label-1-offering.json")
    words = words_of(data)
    told = json.loads(data)
    for node in words._document.nodes():
        shown = words.shown(node)
        for part in shown.parts() if shown is not None else ():
            for entry in part.fields:
                for value in entry.values:
                    at: Any = told
                    for token in tokens_of(value.value.pointer):
                        at = at[int(token)] if isinstance(at, list) else at[token]
