# SPDX-License-Identifier: Apache-2.0
"""What the text of a cell means: as people write it in tables, in three languages, and where it can mean two things."""

import pytest

from assay.authoring.forms.editors import Editor, editor_of
from assay.authoring.forms.form import Field, Way
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.tables import cell_values
from assay.authoring.tables.cell_values import CellReader
from assay.authoring.tables.class_fields import ClassFields
from assay.authoring.tables.faults import Fault
from assay.authoring.tables.known_names import Named
from assay.authoring.tables.targets import Names, Target
from assay.claims import XSD, ClaimsGraph, Literal
from assay.naming import Naming
from assay.rules.bundled import load_bundled
from assay.texts import LANGUAGES, load_texts

PACK = load_bundled("gaia-x-loire-25.11")
GX = PACK.namespace


def reader(cls: str) -> CellReader:
    return CellReader(
        ClassFields(PACK, [f"{GX}{cls}"], "de"), "de", {"acmegmbh": (Named("https://acme.example/p.json#cs"),)}
    )


def in_field(text: str, datatype: str, **options: int) -> tuple[list[str], list[Fault]]:
    found = reader("Address").of_field(Field("https://x.example/p", (Way((XSD + datatype,)),), **options), text)
    return [term.value if isinstance(term, Literal) else term for term in found.terms], [f for f, _ in found.faults]


@pytest.mark.parametrize(
    ("datatype", "text", "meant"),
    [
        ("boolean", "true", "true"),
        ("boolean", "Ja", "true"),
        ("boolean", "oui", "true"),
        ("boolean", "x", "true"),
        ("boolean", "Nein", "false"),
        ("boolean", "vielleicht", Fault.YES_NO),
        ("integer", "12", "12"),
        ("integer", "1.000", "1000"),
        ("integer", "1 000 000", "1000000"),
        ("integer", "3,0", "3"),
        ("integer", "3,5", Fault.NUMBER),
        ("integer", "three", Fault.NUMBER),
        ("decimal", "1.50", "1.50"),
        ("decimal", "1,5", "1.5"),
        ("decimal", "1.234,56", "1234.56"),
        ("decimal", "1,234.56", "1234.56"),
        ("decimal", "1,234", Fault.EITHER_NUMBER),
        ("decimal", "1'234.5", "1234.5"),
        ("date", "2026-01-31", "2026-01-31"),
        ("date", "31.1.2026", "2026-01-31"),
        ("date", "31/01/2026", "2026-01-31"),
        ("date", "01/31/2026", "2026-01-31"),
        ("date", "02/03/2026", Fault.EITHER_DAY),
        ("date", "03/03/2026", "2026-03-03"),
        ("date", "31.02.2026", Fault.DAY),
        ("date", "2026-01-31T00:00:00", "2026-01-31"),
        ("dateTime", "31.1.2026 09:30", "2026-01-31T09:30:00"),
        ("dateTime", "2026-01-31", "2026-01-31T00:00:00Z"),
        ("dateTime", "soon", Fault.MOMENT),
        ("dateTimeStamp", "2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z"),
        ("dateTimeStamp", "31.1.2026 09:30", Fault.MOMENT),
        ("duration", "P30D", "P30D"),
        ("duration", "30 days", Fault.DURATION),
        ("anyURI", "https://acme.example/x", "https://acme.example/x"),
        ("anyURI", "www.acme.example", Fault.ADDRESS),
    ],
)
def test_values_by_datatype(datatype, text, meant):
    found = in_field(text, datatype, most=1)
    assert found == (([], [meant]) if isinstance(meant, Fault) else ([meant], []))


def test_lists_are_parted_and_each_part_is_told_by_itself():
    assert in_field("1; 2 | x|1", "integer") == (["1", "2"], [Fault.NUMBER])
    assert in_field("1; 2; 3", "integer", most=2) == ([], [Fault.SEVERAL])
    assert in_field("a; b", "string", most=1) == (["a; b"], [])


def meant(cls: str, target: str, text: str) -> tuple[list[str], list[Fault]]:
    told = Names(PACK).target(target)
    assert told is not None
    found = reader(cls).meant(told, text)
    return [term.value if isinstance(term, Literal) else term for term in found.terms], [f for f, _ in found.faults]


@pytest.mark.parametrize(
    "text", ["DE", "de", "Germany", "Deutschland", "Allemagne", " germany ", "Deutschland · DE", "Allemagne · DE"]
)
def test_countries_by_name_and_code(text):
    assert meant("Address", "gx:countryCode", text) == (["DE"], [])


@pytest.mark.parametrize(
    ("cls", "target", "text", "expected"),
    [
        ("Address", "gx:countryCode", "Narnia", ([], [Fault.COUNTRY])),
        ("SoftwareResource", "gx:license", "Apache 2.0", (["Apache-2.0"], [])),
        ("SoftwareResource", "gx:license", "https://acme.example/l", (["https://acme.example/l"], [])),
        ("ServiceOffering", "gx:dataProtectionRegime", "gdpr2016; CCPA2018", (["GDPR2016", "CCPA2018"], [])),
        ("ServiceOffering", "gx:dataProtectionRegime", "whatever", ([], [Fault.CHOICE])),
        ("ServiceOffering", "gx:providedBy", "ACME GmbH", (["https://acme.example/p.json#cs"], [])),
        ("ServiceOffering", "gx:providedBy", "did:web:acme.example", (["did:web:acme.example"], [])),
        ("ServiceOffering", "gx:providedBy", "Somebody", ([], [Fault.REFERENCE])),
        ("VatID", "gx:vatID", "DE 129.273.398", (["DE129273398"], [])),
        ("VatID", "gx:vatID", "DE129273397", (["DE129273397"], [Fault.CODE])),
        ("EORI", "gx:country", "France", (["FR"], [])),
        ("ServiceOffering", "schema:description", "a; b | c", (["a; b | c"], [])),
        ("ServiceOffering", "gx:unheard", "x", ([], [Fault.UNWRITABLE])),
        ("ServiceOffering", "gx:unheard^xsd:date", " letter by letter", ([" letter by letter"], [])),
        ("ServiceOffering", "gx:unheard^@id", "no id", ([], [Fault.REFERENCE])),
    ],
)
def test_values_of_fields(cls, target, text, expected):
    assert meant(cls, target, text) == expected


@pytest.mark.parametrize(
    ("cls", "target", "text", "expected"),
    [
        ("ServiceOffering", "gx:provisionType", "öffentlich", "public"),
        ("ServiceOffering", "gx:provisionType", "Privé", "private"),
        ("ServiceOffering", "gx:provisionType", "PUBLIC", "public"),
        ("ServiceOffering", "gx:dataProtectionRegime", "DSGVO (Europäische Union, 2016)", "GDPR2016"),
        ("DataAccountExport", "gx:requestType", "Courriel", "email"),
        ("BackupPolicy", "gx:protectionFrequency", "täglich", "Daily"),
        ("Memory", "gx:memoryClass", "andere", "other"),
    ],
)
def test_entries_of_lists_by_what_forms_call_them(cls, target, text, expected):
    assert meant(cls, target, text) == ([expected], [])


@pytest.mark.parametrize("pack", ["gaia-x-loire-25.11", "gaia-x-tagus-22.10"])
def test_every_entry_is_known_by_what_each_language_calls_it_or_told_to_be_several(pack):
    rules = load_bundled(pack)
    fields = ClassFields(rules, [], "fr")
    cells = CellReader(fields, "fr")
    ways = {way.values: way for cls in rules.program.targets["classes"] for way in ways_of(rules, cls) if way.values}
    for way in ways.values():
        kind = editor_of(Field("https://x.example/p", (way,)), way, fields.table)
        if kind is not Editor.CHOICE:
            continue
        for lang in LANGUAGES:
            for term, label in zip(
                way.values, Naming(ClaimsGraph(), rules, load_texts(lang)).entries(way.values), strict=True
            ):
                found = cells.of_field(Field("https://x.example/p", (way,), most=1), label)
                assert found.terms == (term,) or (not found.terms and found.faults == ((Fault.EITHER_CHOICE, label),))


def ways_of(rules, cls: str):
    return (way for entry in form_of(rules.program, rules.superclasses, [cls]) for way in entry.ways)


def test_a_name_leads_to_the_one_thing_that_the_field_takes():
    known = {
        "acme": (Named("urn:company", (f"{GX}LegalPerson",)), Named("urn:service", (f"{GX}ServiceOffering",))),
        "twins": (Named("urn:one", (f"{GX}LegalPerson",)), Named("urn:two", (f"{GX}LegalPerson",))),
        "service": (Named("urn:service", (f"{GX}ServiceOffering",)),),
    }
    cells = CellReader(ClassFields(PACK, [f"{GX}ServiceOffering"], "de"), "de", known)
    target = Names(PACK).target("gx:providedBy")
    assert target is not None
    assert cells.meant(target, "Acme").terms == ("urn:company",)
    assert [fault for fault, _ in cells.meant(target, "Twins").faults] == [Fault.EITHER_REFERENCE]
    assert [fault for fault, _ in cells.meant(target, "Service").faults] == [Fault.REFERENCE]


def test_a_country_that_two_share_a_name_is_told(monkeypatch):
    monkeypatch.setattr(cell_values, "country_name", lambda code, lang: "Land" if code in ("DE", "FR") else code)
    assert meant("Address", "gx:countryCode", "Land") == ([], [Fault.EITHER_CHOICE])
    assert meant("EORI", "gx:country", "Land") == ([], [Fault.EITHER_CHOICE])
    assert meant("EORI", "gx:country", "Land DE") == (["DE"], [])


def test_a_name_that_several_entries_of_a_list_share_stands_for_none():
    way = Way(values=("https://a.example/x", "https://b.example/x", "https://b.example/y"))
    entry = Field("https://x.example/p", (way,), most=1)
    assert reader("Address").of_field(entry, "x").faults == ((Fault.EITHER_CHOICE, "x"),)
    assert reader("Address").of_field(entry, "y").terms == ("https://b.example/y",)


@pytest.mark.parametrize(
    "text",
    [
        "gx:name", "<https://x.example/p>", "gx:a(gx:B)/gx:c", "gx:a(gx:B+gx:C)#2/gx:d#3", "gx:a/@id", "@id(gx:B)",
        "gx:a(gx:B)/@node", "schema:name@de-AT", "gx:x#2^xsd:date", "gx:x^@id", "@issuer",
    ],
)  # fmt: skip
def test_ids_of_targets_are_read_as_written(text):
    target = Names(PACK).target(text)
    assert target is not None
    assert Names(PACK).written(target) == text


@pytest.mark.parametrize(
    "text",
    ["", "name", "x:name", "gx:a(/gx:b", "gx:a/", "@other", "gx:a/@issuer", "@id(zz:B)", "gx:x^zz:y",
     "gx:" + "a" * 2000, "gx:a/" * 20 + "gx:b"],
)  # fmt: skip
def test_what_is_no_id_of_a_target(text):
    assert Names(PACK).target(text) is None


def test_targets_are_values():
    assert Target("x") == Target("x")
