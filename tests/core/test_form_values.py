# SPDX-License-Identifier: Apache-2.0
"""What is said of values while they are typed, what puts them in, and the tables of packs that say so."""

import tomllib

import pytest

from assay.authoring.forms.editors import Editor, editor_of
from assay.authoring.forms.form import Field, Way
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.forms.value_checks import as_registers_write, said_of
from assay.claims import XSD, XSD_STRING, Literal
from assay.errors import PackError
from assay.place_names import country_codes, country_name, country_of, region_name
from assay.rules.bundled import load_bundled
from assay.rules.codes import subdivisions
from assay.rules.fields import Table
from assay.rules.form_table import NO_FORMS, forms_of, forms_of_pack, forms_table
from assay.texts import load_texts

PACKS = ("gaia-x-loire-25.11", "gaia-x-tagus-22.10")
GX = "https://w3id.org/gaia-x/development#"
COUNTRIES = country_codes()
REGIONS = sorted(subdivisions(load_bundled(PACKS[1])))


@pytest.mark.parametrize(
    ("editor", "right", "wrong"),
    [
        (Editor.VAT, "DE129273398", ("DE129273399", "QQ1", "DE1", "DE" + "1" * 400)),
        (Editor.VAT, "de 129 273 398", ("129273398",)),
        (Editor.LEI, "5299000J2N45DDNE4Y28", ("5299000J2N45DDNE4Y29", "5299")),
        (Editor.EORI, "DE1234567", ("ZZ123", "D", "DE1234567890123456")),
        (Editor.EUID, "DEK1101R.HRB116737", ("DE", "ZZX.1", "DEK1101R")),
        (Editor.DID, "did:web:acme.example", ("did:web:", "web:acme.example", "DID:web:x")),
        (Editor.EMAIL, "info@acme.example", ("info", "a@b", "a b@c.example")),
        (Editor.WHOLE_NUMBER, "-12", ("1.5", "x", "٣")),
        (Editor.NUMBER, "1.5e3", ("1,5", "x", "")),
        (Editor.PERCENTAGE, "99.5", ("101", "-1", "99,5")),
        (Editor.DURATION, "P1Y2M10DT2H30M", ("P", "30 days", "PT", "P1DT")),
        (Editor.PHONE, "+49 (89) 123-456", ("089 123456", "+49", "+49 89 x", "+0 123456789", "+1234567890123456")),
        (Editor.DOMAIN, "acme.example", ("acme", "https://acme.example", "acme.example/x", "a_b.example")),
        (
            Editor.UUID,
            "7f3c1c7e-2f4b-4c58-9d0a-3b1d6a1f0c55",
            ("7f3c1c7e", "7F3C1C7E-2F4B-4C58-9D0A-3B1D6A1F0C55", "7f3c1c7e-2f4b-1c58-9d0a-3b1d6a1f0c55"),
        ),
        (Editor.DIGEST, "0" * 63 + "f", ("0" * 63, "0" * 65, "g" * 64)),
        (Editor.DAY, "2026-03-31", ("31.03.2026", "2026-13-01", "2026-00-10")),
        (Editor.MOMENT, "2026-03-31T12:00:00Z", ("2026-03-31", "2026-03-31 12:00")),
        (Editor.ADDRESS, "https://acme.example/a?b#c", ("acme.example", "https://a b")),
    ],
)
def test_what_is_said_of_a_value(editor: Editor, right: str, wrong: tuple[str, ...]) -> None:
    said = said_of(editor, right, COUNTRIES)
    assert said is None or said.is_right
    for value in wrong:
        found = said_of(editor, value, COUNTRIES)
        assert found is not None or not value, value
        assert found is None or not found.is_right


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_all_that_can_be_said_has_its_words(lang: str) -> None:
    texts = load_texts(lang)
    said = [
        said_of(editor, value, COUNTRIES)
        for editor in Editor
        for value in (
            "x",
            "DE129273399",
            "ZZ1",
            "5299000J2N45DDNE4Y29",
            "DE129273398",
            "ZZX.1",
            "a.example",
            "did:web:a.example",
        )
    ]
    assert all(texts.has(one.text) for one in said if one is not None)
    assert all(texts.has(f"way.{editor.value}") for editor in Editor)


def test_numbers_are_left_as_registers_write_them_where_they_are_right() -> None:
    assert as_registers_write(Editor.VAT, "DE 129.273.398", COUNTRIES) == "DE129273398"
    assert as_registers_write(Editor.VAT, "DE 129.273.399", COUNTRIES) == "DE 129.273.399"
    assert as_registers_write(Editor.EMAIL, "a.b@c.example", COUNTRIES) == "a.b@c.example"
    assert as_registers_write(Editor.PERCENTAGE, " 99,5") == "99.5"
    assert as_registers_write(Editor.PERCENTAGE, "199,5") == "199,5"
    assert as_registers_write(Editor.NUMBER, "1.000,5") == "1.000,5"
    assert as_registers_write(Editor.DOMAIN, "https://Acme.example/") == "acme.example"
    assert as_registers_write(Editor.DOMAIN, "https://acme.example/shop") == "https://acme.example/shop"


def test_it_is_told_where_a_domain_and_a_did_lead() -> None:
    for said in (said_of(Editor.DOMAIN, "Acme.example"), said_of(Editor.DID, "did:web:acme.example")):
        assert said is not None
        assert said.is_right
        assert said.params["did"] == "did:web:acme.example"
        assert said.params["address"] == "https://acme.example/.well-known/did.json"
    assert said_of(Editor.DID, "did:key:z6Mk") is None


@pytest.mark.parametrize(
    ("datatype", "low", "high", "editor"),
    [
        ("decimal", "0", "100", Editor.PERCENTAGE),
        ("integer", "0.0", "100.00", Editor.PERCENTAGE),
        ("float", "0", "1", Editor.NUMBER),
        ("decimal", "x", "100", Editor.NUMBER),
        ("string", "0", "100", Editor.LINE),
    ],
)
def test_a_number_that_shapes_bound_by_a_hundred_is_a_percentage(
    datatype: str, low: str, high: str, editor: Editor
) -> None:
    bounds = (("minInclusive", Literal(low, XSD + "decimal")), ("maxInclusive", Literal(high, XSD + "decimal")))
    found = Field(GX + "a", (Way(datatypes=(XSD + datatype,), bounds=bounds),))
    assert editor_of(found, found.ways[0], NO_FORMS) is editor
    half = Field(GX + "a", (Way(datatypes=(XSD + datatype,), bounds=bounds[:1]),))
    assert editor_of(half, half.ways[0], NO_FORMS) is not Editor.PERCENTAGE


@pytest.mark.parametrize("name", PACKS)
def test_what_a_pack_says_of_its_forms_is_of_its_properties(name: str) -> None:
    pack = load_bundled(name)
    program = pack.program
    assert program is not None
    fields = [one for cls in program.targets["classes"] for one in form_of(program, pack.superclasses, [cls])]
    known = {one.predicate for one in fields}
    table = forms_of_pack(pack)
    assert set(table.groups) | set(table.editors) | set(table.digests) | set(table.digests.values()) <= known
    used = {editor_of(one, way, table) for one in fields for way in one.ways}
    assert {Editor.COUNTRY, Editor.REGION, Editor.VAT, Editor.LEI, Editor.EORI, Editor.EUID, Editor.DOCUMENT} <= used
    assert {Editor.DIGEST, Editor.POLICY} <= used


def test_a_pack_need_not_say_anything() -> None:
    assert forms_of({}, GX) == NO_FORMS
    text = Field("https://schema.org/description", (Way(datatypes=(XSD_STRING,)),))
    assert editor_of(text, text.ways[0], NO_FORMS) is Editor.TEXT


def test_an_editor_is_never_one_that_the_value_cannot_use() -> None:
    table = forms_of({"editors": {"vat": ["a"], "country": ["b"]}}, GX)
    number = Field(GX + "a", (Way(datatypes=(XSD + "integer",)), Way(values=(Literal("x"),))))
    assert [editor_of(number, way, table) for way in number.ways] == [Editor.WHOLE_NUMBER, Editor.CHOICE]
    node = Field(GX + "b", (Way(classes=("c",)),))
    assert editor_of(node, node.ways[0], table) is Editor.NODE


@pytest.mark.parametrize(
    "told",
    [
        '[groups]\nwhat = ["a"]', '[editors]\nmagic = ["a"]', '[groups]\nwho = "a"', "[digests]\na = 1",
        '[groups]\nwho = ["a"]\nplace = ["a"]', "more = 1", "[editors]\nvat = []",
    ],
)  # fmt: skip
def test_a_table_that_says_anything_else_is_refused(told: str) -> None:
    with pytest.raises(PackError):
        forms_table(Table(tomllib.loads(told), "forms.toml"))


def test_places_have_names() -> None:
    assert country_name("FR", "de") == "Frankreich"
    assert country_name("FR", "xx") == "France"
    assert country_name("??", "en") == ""
    assert [region_name("DE-BY", lang) for lang in ("en", "de", "fr", "it")] == [
        "Bavaria",
        "Bayern",
        "Bavière",
        "Bavaria",
    ]
    assert [region_name("CH-GE", lang) for lang in ("en", "de", "fr")] == ["Geneva", "Genf", "Canton de Genève"]
    assert region_name("ES-CN", "de") == region_name("ES-CN", "en") == "Canary Islands"
    own = {lang: sum(region_name(code, lang) != region_name(code, "en") for code in REGIONS) for lang in ("de", "fr")}
    assert min(own.values()) > 2000
    assert country_of("EL30") == "GR"
    assert country_of("de-by") == "DE"
    for lang in ("en", "de", "fr"):
        assert all(country_name(code, lang) for code in COUNTRIES)
