# SPDX-License-Identifier: Apache-2.0
"""Which column is what: proposed, kept, changed; what is made, and that nothing goes by in silence."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assay.authoring.forms.spelling import Spelling, UnwritableError
from assay.authoring.questions.reading import BUNDLED
from assay.authoring.tables.class_rows import ClassRows
from assay.authoring.tables.column_mapping import ColumnMapping, How, Review, Taker, review
from assay.authoring.tables.faults import Fault
from assay.authoring.tables.files import read_source
from assay.authoring.tables.kept import keep_mapping, kept_mapping, mapping_of, mapping_text
from assay.authoring.tables.known_names import known_in
from assay.authoring.tables.question_rows import QuestionRows
from assay.authoring.tables.table import Row, Table, TableError
from assay.authoring.tables.taking import around_of, class_taker, proposal, question_taker, taker_of
from assay.authoring.tables.wording import faults_told, numbers_told, problem_told, summary
from assay.rules.bundled import load_bundled
from assay.texts import LANGUAGES, load_texts
from checking import examined

PACK = load_bundled("gaia-x-loire-25.11")
NOW = datetime(2026, 11, 1, tzinfo=UTC)
COMPANIES = """Firma;USt-IdNr;Land;Straße;PLZ;Ort;Headquarters address country;Bemerkung
Müller GmbH;DE 129273398;Deutschland;Weg 1;01067;Dresden;DE;x
Lyon SA;FR40303265045;France;Rue 2;69001;Lyon;Frankreich;
Foo;AT123;Narnia;;;;;
"""


def table_of(text: str) -> Table:
    return read_source(text.encode(), "t.csv").table


def reviewed(table: Table, taker: Taker, mapping: ColumnMapping | None = None, domain: str = "acme.example") -> Review:
    return review(mapping or proposal(table, taker), table, taker, around_of(domain, NOW, "de"))


@pytest.fixture(scope="module")
def companies() -> ClassRows:
    return class_taker(PACK, "LegalPerson", "en")


def test_headers_in_three_languages_are_known(companies):
    mapping = proposal(table_of(COMPANIES), companies)
    assert [column.target for column in mapping.columns] == [
        "schema:name",
        "gx:registrationNumber(gx:VatID)/gx:vatID",
        "gx:legalAddress(gx:Address)/gx:countryCode",
        "gx:legalAddress(gx:Address)/vcard:street-address",
        "gx:legalAddress(gx:Address)/vcard:postal-code",
        "gx:legalAddress(gx:Address)/vcard:locality",
        "gx:headquartersAddress(gx:Address)/gx:countryCode",
        "",
    ]
    assert mapping.columns[0].how is How.NAME
    assert mapping.columns[2].how is How.GUESS
    assert mapping.columns[7].how is How.NONE


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["LegalPerson", "ServiceOffering", "DataProduct", "VirtualMachineServiceOffering"])
def test_a_column_called_as_the_form_calls_the_field_is_proposed_for_it(name: str, lang: str) -> None:
    taker = class_taker(PACK, name, "en")
    pairs = {offer.label: offer.id for offer in class_taker(PACK, name, lang).offers}
    table = Table(tuple(pairs), (Row(2, ("",) * len(pairs)),))
    found = {column.header: column.target for column in proposal(table, taker).columns}
    assert {label: target for label, target in found.items() if target != pairs[label]} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", BUNDLED)
def test_a_column_called_as_the_page_asks_is_proposed_for_its_question(name: str, lang: str) -> None:
    taker = question_taker(name, "en")
    pairs = {offer.label: offer.id for offer in question_taker(name, lang).offers}
    table = Table(tuple(pairs), (Row(2, ("",) * len(pairs)),))
    found = {column.header: column.target for column in proposal(table, taker).columns}
    assert {label: target for label, target in found.items() if target != pairs[label]} == {}


def test_every_row_is_a_credential_and_every_fault_has_its_cell(companies):
    found = reviewed(table_of(COMPANIES), companies)
    assert [draft.name for draft in found.made.drafts] == ["muller-gmbh.json", "lyon-sa.json", "foo.json"]
    assert [(one.row, one.column, one.fault, one.text) for one in found.made.problems] == [
        (4, 1, Fault.CODE, "AT123"),
        (4, 2, Fault.COUNTRY, "Narnia"),
    ]
    first = json.loads(found.made.drafts[0].text)
    assert first["issuer"] == "did:web:acme.example"
    assert first["credentialSubject"]["legalAddress"]["countryCode"] == "DE"
    assert first["credentialSubject"]["registrationNumber"]["vatID"] == "DE129273398"
    assert "countryCode" not in found.made.drafts[2].text
    assert examined(found.made.drafts[0].text).claims


def test_what_is_missing_and_what_nothing_takes_is_told(companies):
    found = reviewed(table_of(COMPANIES), companies)
    assert [state.called for state in found.untaken] == ["Bemerkung"]
    assert found.columns[6].empty == 1
    assert found.missing == ()
    texts = load_texts("en")
    assert "Columns that nothing takes: Bemerkung" in list(summary(found, texts))
    assert list(faults_told(found.columns[2], found, texts)) == ["1 of 3 rows: no country that the rules know"]
    assert list(faults_told(found.columns[6], found, texts)) == ["1 of 3 rows says nothing here, though each must"]
    assert problem_told(found.made.problems[1], found, texts) == (
        "Row 4, Land: “Narnia” is no country that the rules know"
    )
    alone = reviewed(table_of("Name;Quux\nA;b\n"), companies)
    assert alone.missing == ("Registration numbers", "Legal address", "Headquarters address")


def test_a_column_can_be_given_another_field_or_none(companies):
    table = table_of("Quux;Name\nDE;Acme\n")
    mapping = proposal(table, companies).with_target(0, "gx:legalAddress(gx:Address)/gx:countryCode")
    assert mapping.columns[0].how is How.CHOSEN
    assert '"countryCode": "DE"' in reviewed(table, companies, mapping).made.drafts[0].text
    bare = mapping.with_target(0, "").with_target(1, "")
    assert reviewed(table, companies, bare).made.drafts == ()
    assert reviewed(table, companies, bare).made.idle == (2,)


def test_rows_refer_to_each_other_and_to_what_is_known_by_name():
    taker = class_taker(PACK, "ServiceOffering", "en", {"Acme": "https://acme.example/p.json#cs"})
    found = reviewed(table_of("Name;Provider;Services relied on\nA;Acme;\nB;acme;A\nC;Nobody;\n"), taker)
    second = json.loads(found.made.drafts[1].text)["credentialSubject"]
    assert second["providedBy"] == "https://acme.example/p.json#cs"
    assert second["dependsOn"] == "https://acme.example/credentials/a.json#cs"
    assert [(one.row, one.fault) for one in found.made.problems] == [(4, Fault.REFERENCE)]


def test_ids_are_taken_or_made_and_none_is_used_twice(companies):
    found = reviewed(table_of("Id;Name\nhttps://x.example/a#b;A\nmine;B\n;B\nhttps://x.example/a#b;B\n"), companies)
    assert [json.loads(draft.text)["credentialSubject"]["id"] for draft in found.made.drafts] == [
        "https://x.example/a#b",
        "https://acme.example/credentials/mine.json#cs",
        "https://acme.example/credentials/b-2.json#cs",
        "https://x.example/a#b",
    ]
    assert len({draft.name for draft in found.made.drafts}) == 4
    assert [(one.row, one.fault, one.is_kept) for one in found.made.problems] == [(5, Fault.TWICE, True)]


def test_a_column_that_the_vocabulary_cannot_write_is_told_once(companies, monkeypatch):
    written = Spelling.key

    def key(self, predicate, value=None):
        if predicate.endswith("odd"):
            raise UnwritableError(predicate)
        return written(self, predicate, value)

    monkeypatch.setattr(Spelling, "key", key)
    found = reviewed(table_of("Name;Odd [gx:odd^xsd:string]\nA;1\nB;2\n"), companies)
    assert [(one.row, one.column, one.fault) for one in found.made.problems] == [(0, 1, Fault.UNWRITABLE)]
    assert len(found.made.drafts) == 2
    told = "The whole column: the vocabulary has no way to write it"
    assert list(faults_told(found.columns[1], found, load_texts("en"))) == [told]


def test_a_formula_without_a_result_is_told_where_its_column_is_taken(companies):
    from dataclasses import replace

    from assay.authoring.tables.table import Unread

    table = replace(table_of("Name;Quux\nA;b\n"), unread=(Unread(2, 0), Unread(2, 1)))
    assert [(one.row, one.column, one.fault) for one in reviewed(table, companies).made.problems] == [
        (2, 0, Fault.UNREAD)
    ]


def test_a_mapping_is_kept_and_found_again_by_the_same_headers(companies, tmp_path):
    table = table_of("Quux;Name\nDE;Acme\n")
    mapping = proposal(table, companies).with_target(0, "gx:legalAddress(gx:Address)/gx:countryCode")
    path = keep_mapping(tmp_path / "mappings", mapping)
    found = kept_mapping([tmp_path / "none", tmp_path / "mappings"], table_of("Quux;Name\nFR;Other\n"), companies)
    assert found is not None
    again = proposal(table, companies, found)
    assert [column.target for column in again.columns] == [column.target for column in mapping.columns]
    assert {column.how for column in again.columns} == {How.KEPT}
    assert kept_mapping([tmp_path / "mappings"], table_of("Quux;Nom\nDE;Acme\n"), companies) is None
    assert kept_mapping([tmp_path / "mappings"], table, class_taker(PACK, "ServiceOffering", "en")) is None
    assert mapping_text(mapping_of(path.read_bytes())) == mapping_text(mapping)
    assert taker_of(mapping, PACK, "en").subject == "gx:LegalPerson"


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "x", '{"format": "assay-mapping", "version": 2}', "[" * 100_000,
     '{"format": "assay-mapping", "version": 1, "kind": "class", "subject": "x", "pack": "y", "columns": [1]}',
     '{"format": "assay-mapping", "version": 1, "kind": "other", "subject": "x", "pack": "y", "columns": []}'],
)  # fmt: skip
def test_what_is_no_mapping(text, tmp_path):
    with pytest.raises(TableError, match="table_mapping"):
        mapping_of(text.encode())
    (tmp_path / "x.mapping.json").write_text(text)


def test_rows_that_answer_questions():
    taker = question_taker("company", "en")
    headers = "Name;Web domain;Country code;HQ;hq_town;Terms;number_kind;vat"
    table = table_of(f"{headers}\nAcme;acme.example;Germany;;Ulm;;VAT number;DE129273398\n")
    mapping = proposal(table, taker)
    targets = [column.target for column in mapping.columns]
    assert targets[:3] == ["name", "domain", "country"]
    found = reviewed(table, taker, mapping)
    assert '"did:web:acme.example"' in found.made.drafts[0].text
    assert '"countryCode": "DE"' in found.made.drafts[0].text
    told = [(one.fault, found.columns[one.column].called) for one in found.made.problems]
    assert (Fault.UNASKED, "hq_town") in told


def test_questions_asked_several_times_have_a_column_each():
    taker = question_taker("cloud-service", "en")
    assert taker.offer("subcontractors#2/subcontractor_name") is not None
    assert taker.offer("subcontractors#2/name") is None
    assert taker.offer("nothing") is None
    headers = "kind;name;x;y"
    table = table_of(f"{headers}\nobject storage;S;First;Second\n")
    mapping = proposal(table, taker).with_target(2, "subcontractors#1/subcontractor_name")
    found = reviewed(table, taker, mapping.with_target(3, "subcontractors#2/subcontractor_name"))
    assert found.mapping.columns[0].target == "kind"
    assert found.made.problems == ()
    subcontractors = json.loads(found.made.drafts[0].text)["credentialSubject"]["subContractors"]
    assert [one["legalName"] for one in subcontractors] == ["First", "Second"]


def test_several_rows_of_answers_never_share_an_id():
    taker = QuestionRows("company", "en")
    found = reviewed(table_of("Name;Web domain\nA;a.example\nB;a.example\n"), taker)
    ids = [json.loads(draft.text)["id"] for draft in found.made.drafts]
    assert len(set(ids)) == len(ids) == 2


@pytest.mark.parametrize(
    "name",
    ["LegalPerson", "legalperson", "Company or legal entity", "gx:LegalPerson", f"<{PACK.namespace}LegalPerson>"],
)
def test_classes_by_their_names(name):
    assert class_taker(PACK, name, "en").subject == "gx:LegalPerson"


def test_what_is_not_known_is_told_with_what_is():
    with pytest.raises(TableError, match="LegalPerson"):
        class_taker(PACK, "LegalPersn", "en")
    with pytest.raises(TableError, match="company"):
        question_taker("x", "en")
    with pytest.raises(TableError, match="table_domain"):
        around_of("https://x", NOW, "en")


def test_numbers_in_runs():
    assert numbers_told((2, 4, 5, 6, 9)) == "2, 4-6, 9"


def test_keeping_needs_a_folder(companies, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError):
        keep_mapping(tmp_path / "file", proposal(table_of("Name\nA\n"), companies))


def test_what_credentials_describe_is_known_by_its_name():
    texts = [
        '{"credentialSubject": {"id": "https://a.example/1", "name": "Acme"}}',
        '{"credentialSubject": [{"@id": "https://a.example/2", "schema:name": {"@value": "Other"}}]}',
        '{"credentialSubject": {"id": "https://a.example/3", "gx:name": "Twice"}}',
        '{"credentialSubject": {"id": "https://a.example/4", "gx:name": "Twice"}}',
        '{"credentialSubject": "x"}',
        "[]",
        "no JSON",
    ]
    assert known_in(texts) == {"Acme": "https://a.example/1", "Other": "https://a.example/2"}


def test_a_unit_in_brackets_is_no_id(companies):
    found = reviewed(
        table_of("Name [official];Price [EUR];City [gx:legalAddress(gx:Address)/vcard:locality]\nA;1;B\n"), companies
    )
    assert [state.called for state in found.columns] == ["Name [official]", "Price [EUR]", "City"]
    assert [state.column.how for state in found.columns] == [How.NONE, How.NONE, How.HEADER]
