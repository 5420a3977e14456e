# SPDX-License-Identifier: Apache-2.0
"""An extension adds to its base and never changes it: what it may not do is refused, with file and reason."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assay.errors import PackError
from assay.rules.bundled import load_bundled
from assay.rules.extend import extended, rules_of
from assay.texts import load_texts
from extension_specimens import (
    AERO,
    AERO_NAMESPACE,
    EXAMPLES,
    GX,
    NUC,
    TEXTS,
    Change,
    adding,
    changed_pack,
    replacing,
    with_term,
)

NAMESPACE = f'namespace = "{AERO_NAMESPACE}"'
IRI = f'iri = "{AERO_NAMESPACE}"'
URLS = 'urls = ["https://assay.example/aeronautics/v1"]'
OWN_RULE = 'id = "AERO-CONTENT-mass-shares"'
GX_PREFIX = f"@prefix gx: <{GX}> ."


def _namespace(iri: str) -> Change:
    return lambda told: told.replace(NAMESPACE, f'namespace = "{iri}"').replace(IRI, f'iri = "{iri}"')


def _alias(iri: str) -> Change:
    return adding(f'[[namespaces]]\niri = "{iri}"\nname = "x"\nkind = "alias"')


def _shape(statement: str) -> Change:
    return adding(f"{GX_PREFIX}\n{statement}")


def _below(statement: str) -> Change:
    return adding(statement)


FAULTS: list[tuple[str, str, Change, str]] = [
    ("a criterion of the base's", "criteria.toml", replacing('id = "AERO-1"', 'id = "P1.1.1"'), "wrong_value"),
    ("another base", "pack.toml", replacing('base = "gaia-x-loire-25.11"', 'base = "other"'), "extension_base"),
    ("another generation", "pack.toml", replacing('generation = "loire"', 'generation = "tagus"'), "wrong_value"),
    ("the base's namespace", "pack.toml", _namespace(GX), "extension_namespace"),
    ("an alias of the base", "pack.toml", _namespace("https://w3id.org/gaia-x/2511#"), "extension_namespace"),
    ("all of Gaia-X", "pack.toml", _namespace("https://w3id.org/gaia-x/"), "extension_namespace"),
    ("part of the base's", "pack.toml", _namespace(f"{GX}aero/"), "extension_namespace"),
    ("a vocabulary the base speaks", "pack.toml", _namespace("https://schema.org/"), "extension_namespace"),
    (
        "the credentials vocabulary",
        "pack.toml",
        _namespace("https://www.w3.org/2018/credentials#"),
        "extension_namespace",
    ),
    ("everything", "pack.toml", _namespace("https:"), "extension_namespace"),
    ("no end", "pack.toml", _namespace("https://assay.example/aeronautics"), "extension_namespace"),
    ("the base as an alias", "pack.toml", _alias(GX), "extension_namespace"),
    ("the base's alias as an alias", "pack.toml", _alias("https://w3id.org/gaia-x/2511#"), "extension_namespace"),
    ("the base's context", "pack.toml", replacing(URLS, f'urls = ["{GX}"]'), "extension_address"),
    ("a new context of Gaia-X", "pack.toml", replacing(URLS, f'urls = ["{GX}v9"]'), "extension_address"),
    (
        "the W3C's context",
        "pack.toml",
        replacing(URLS, 'urls = ["https://www.w3.org/ns/credentials/v2"]'),
        "extension_address",
    ),
    ("the base's prefix", "pack.toml", replacing('"AERO"', '"LOIRE"'), "extension_prefix"),
    ("another base's prefix", "pack.toml", replacing('"AERO"', '"TAGUS"'), "extension_prefix"),
    ("a stage as prefix", "pack.toml", replacing('"AERO"', '"PARSE"'), "extension_prefix"),
    ("two words as prefix", "pack.toml", replacing('"AERO"', '"AERO-SHAPE"'), "extension_prefix"),
    ("no prefix", "pack.toml", replacing('rule_prefix = "AERO"\n', ""), "missing_key"),
    ("a rule of the base", "rules.toml", replacing(OWN_RULE, 'id = "LOIRE-CONTENT-shapes"'), "extension_rule"),
    ("a rule without its prefix", "rules.toml", replacing(OWN_RULE, 'id = "mass-shares"'), "extension_rule"),
    ("a rule in the base's row", "rules.toml", replacing(OWN_RULE, 'id = "LOIRE-AERO-mass"'), "extension_rule"),
    (
        "a shape of the base put out",
        "shapes.ttl",
        _shape("gx:LegalPersonShape sh:deactivated true ."),
        "extension_statement",
    ),
    (
        "a shape of the base told anew",
        "shapes.ttl",
        _shape("gx:LegalPersonShape a sh:NodeShape ; sh:targetClass gx:LegalPerson ."),
        "extension_statement",
    ),
    (
        "more properties let pass",
        "shapes.ttl",
        _shape("gx:LegalPersonShape sh:ignoredProperties ( aero:unit ) ."),
        "extension_statement",
    ),
    (
        "a target for a shape of the base",
        "shapes.ttl",
        _shape("gx:AddressShape sh:targetClass aero:Unit ."),
        "extension_statement",
    ),
    (
        "a shape in nobody's namespace",
        "shapes.ttl",
        _shape("<urn:x:Shape> a sh:NodeShape ; sh:targetClass aero:Supplier ."),
        "extension_statement",
    ),
    (
        "a class of the base below another",
        "subclasses.ttl",
        _below("gx:Address rdfs:subClassOf gx:Resource ."),
        "extension_statement",
    ),
    (
        "a shape of the base used",
        "shapes.ttl",
        _shape("aero:S a sh:NodeShape ; sh:targetClass aero:Supplier ; sh:or ( [ sh:node gx:AddressShape ] ) ."),
        "extension_shape",
    ),
    (
        "a class of the base below an own one",
        "subclasses.ttl",
        _below("gx:Address rdfs:subClassOf aero:SensorDataSet ."),
        "extension_statement",
    ),
    (
        "below a class there is none of",
        "subclasses.ttl",
        _below("aero:X rdfs:subClassOf gx:VirtualRessource ."),
        "extension_class",
    ),
    (
        "below the notary's",
        "subclasses.ttl",
        _below("aero:X rdfs:subClassOf gx:RegistrationNumber ."),
        "extension_reserved",
    ),
    ("below one of the notary's", "subclasses.ttl", _below("aero:X rdfs:subClassOf gx:VatID ."), "extension_reserved"),
    (
        "below the clearing house's",
        "subclasses.ttl",
        _below("aero:X rdfs:subClassOf gx:LabelCredential ."),
        "extension_reserved",
    ),
    ("below the issuer's", "subclasses.ttl", _below("aero:X rdfs:subClassOf gx:Issuer ."), "extension_reserved"),
]
TERMS: list[tuple[str, object]] = [
    ("@vocab", AERO_NAMESPACE),
    ("@base", AERO_NAMESPACE),
    ("@language", "en"),
    ("@import", "https://assay.example/other"),
    ("@propagate", False),
    ("legalAddress", "aero:legalAddress"),
    ("legalAddress", {"@id": "gx:legalAddress"}),
    ("name", "aero:name"),
    ("LegalPerson", "aero:LegalPerson"),
    ("VirtualResource", "aero:SensorDataSet"),
    ("gx", AERO_NAMESPACE),
    ("schema", None),
    ("type", "aero:type"),
    ("id", "@id"),
    ("issuer", "aero:issuer"),
    ("kind", "@type"),
    ("inner", "@graph"),
    ("also", "https://www.w3.org/2018/credentials#credentialSubject"),
    ("signed", {"@id": "https://w3id.org/security#proof", "@type": "@id"}),
    ("nothing", None),
    ("silent", {"@id": None}),
    ("back", {"@reverse": "gx:providedBy"}),
    ("nested", {"@id": "aero:nested", "@context": {"name": "aero:name"}}),
    ("graph", {"@id": "aero:graph", "@container": "@graph"}),
    ("nest", "@nest"),
    ("did", AERO_NAMESPACE),
    ("https", AERO_NAMESPACE),
    ("gx:legalAddress", "aero:legalAddress"),
    ("relative", {"@id": "relative"}),
]


def test_the_examples_fit_their_base_and_each_other() -> None:
    base = load_bundled()
    both = extended(base, *map(load_bundled, EXAMPLES))
    assert [pack.id for pack in both.extensions] == list(EXAMPLES)
    assert (both.id, both.sha256, both.rules, both.namespaces) == (base.id, base.sha256, base.rules, base.namespaces)
    assert both.program is base.program
    assert both.shapes_turtle == base.shapes_turtle
    assert both.context_urls == base.context_urls
    assert all(both.superclasses[name] == above for name, above in base.superclasses.items())


def test_a_class_of_an_extension_is_below_all_that_is_above_its_own() -> None:
    both = extended(load_bundled(), load_bundled(AERO))
    assert both.is_a(f"{AERO_NAMESPACE}SensorDataSet", f"{GX}Resource")
    assert both.extensions[0].is_a(f"{AERO_NAMESPACE}SensorDataSet", f"{GX}Resource")


def test_the_words_of_the_base_win() -> None:
    both = extended(load_bundled(), load_bundled(AERO))
    texts = both.texts("en")
    assert texts.label(f"{AERO_NAMESPACE}Supplier") == "Supplier"
    assert all(
        texts.label(iri) == load_bundled().texts("en").label(iri) for iri in load_bundled().texts("en").classes()
    )


def test_every_extension_has_the_rules_that_keep_it_honest() -> None:
    rules = rules_of(load_bundled(AERO))
    assert list(rules) == [
        "AERO-CONTENT-coverage",
        "AERO-CONTENT-shapes",
        "AERO-GRAPH-dangling-reference",
        "AERO-CRITERIA-levels",
        "AERO-CONTENT-mass-shares",
    ]


@pytest.mark.parametrize(("what", "file", "change", "reason"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_weakening_is_refused(what: str, file: str, change: Change, reason: str, tmp_path: Path) -> None:
    del what
    error = _refusal({file: change}, tmp_path)
    assert error.text_id == f"pack.{reason}"
    assert error.params["file"] == file
    assert load_texts().say(f"error.{error.text_id}", **error.params) != f"error.{error.text_id}"


@pytest.mark.parametrize(("name", "definition"), TERMS, ids=[f"{name}: {told}" for name, told in TERMS])
def test_a_context_that_changes_other_words_is_refused(name: str, definition: object, tmp_path: Path) -> None:
    error = _refusal({"context.jsonld": with_term(name, definition)}, tmp_path)
    if name == "@import":  # refused of any pack, before anything is combined
        assert (error.text_id, error.params["key"]) == ("pack.context_remote", definition)
    else:
        assert (error.text_id, error.params["name"]) == ("pack.extension_term", name)


def test_a_term_of_the_base_may_be_told_again_as_it_is(tmp_path: Path) -> None:
    base = load_bundled()
    for name, definition in (("schema", "https://schema.org/"), ("gx", GX)):
        pack = changed_pack(tmp_path, changes={"context.jsonld": with_term(name, definition)})
        assert extended(base, pack).extensions


def _everywhere(old: str, new: str) -> dict[str, Change]:
    files = ("pack.toml", "shapes.ttl", "subclasses.ttl", "rules.toml", "criteria.toml", "context.jsonld")
    return dict.fromkeys((*files, *TEXTS), lambda told: told.replace(old, new))


@pytest.mark.parametrize(
    "changes",
    [
        {"pack.toml": replacing(NUC, AERO)},
        {
            "pack.toml": replacing('"NUC"', '"AERO"'),
            "rules.toml": replacing("NUC-", "AERO-"),
            "criteria.toml": lambda told: told.replace('"NUC-', '"AERO-'),
        },
        {"pack.toml": replacing("https://assay.example/nuclear/v1", "https://assay.example/aeronautics/v1")},
        _everywhere("https://assay.example/nuclear#", f"{AERO_NAMESPACE}nuclear/"),
    ],
    ids=["id", "prefix of rules", "address of the context", "namespace"],
)
def test_extensions_that_get_in_each_others_way_are_refused(changes: Mapping[str, Change], tmp_path: Path) -> None:
    other = changed_pack(tmp_path, NUC, changes)
    assert extended(load_bundled(), other).extensions
    with pytest.raises(PackError) as caught:
        extended(load_bundled(), load_bundled(AERO), other)
    assert caught.value.text_id == "pack.extensions_collide"


def _refusal(changes: Mapping[str, Change], folder: Path) -> PackError:
    with pytest.raises(PackError) as caught:
        extended(load_bundled(), changed_pack(folder, changes=changes))
    return caught.value
