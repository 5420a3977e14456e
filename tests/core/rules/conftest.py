# SPDX-License-Identifier: Apache-2.0
"""A pack of one class, small enough to read, for tests that damage it."""

from pathlib import Path

import pytest

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/v1#> .
ex:ShopShape a sh:NodeShape ; sh:targetClass ex:Shop ; sh:property
    [ sh:path ex:country ; sh:in ( "DE" "FR" ) ; sh:order 1 ],
    [ sh:path ex:name ; sh:datatype xsd:string ; sh:minCount 1 ; sh:order 0 ] .
"""
PACK = f"""id = "shop"
version = "1"
name = "Shop 1"
generation = "loire"
current_as_of = 2026-11-22
criteria_basis = "none"
namespace = "https://example.org/v1#"
[source]
origin = "written by hand"
dated = 2026-11-01
licence = "CC0-1.0"
[source.sha256]
context = "{"0" * 64}"
ontology = "{"1" * 64}"
shapes = "{"2" * 64}"
[[namespaces]]
iri = "https://example.org/v1#"
name = "Shop 1"
kind = "canonical"
[[namespaces]]
iri = "https://example.org/v0#"
name = "Shop 0"
kind = "release"
[context]
urls = ["https://example.org/v1#", "https://example.org/v1"]
[[terms]]
sha256 = "{"3" * 64}"
name = "Terms"
valid_until = 2026-03-31
"""
RULES = """[[rules]]
id = "SHOP-1"
stage = "links"
check = "dangling_reference"
severity = "violation"
clause = "none"
params = { names = ["a", "b"], limits = { most = 3 } }
"""
TEXTS = """lang = "en"
[prefixes]
ex = "https://example.org/v1#"
xsd = "http://www.w3.org/2001/XMLSchema#"
[classes]
"ex:Shop" = { label = "Shop", help = "A place where things are sold." }
[properties]
"ex:country" = { label = "Country", help = "Where the shop is." }
"ex:name" = { label = "Name", help = "What the shop is called." }
[datatypes]
"xsd:string" = "text"
[value_lists]
values_country = "a country such as DE"
"""


@pytest.fixture
def tiny_pack(tmp_path: Path) -> Path:
    """The folder of a sound pack, without anything prebuilt."""
    folder = tmp_path / "shop"
    (folder / "texts").mkdir(parents=True)
    for name, text in {
        "pack.toml": PACK,
        "rules.toml": RULES,
        "shapes.ttl": SHAPES,
        "subclasses.ttl": "<https://example.org/v1#Kiosk> <http://www.w3.org/2000/01/rdf-schema#subClassOf> "
        "<https://example.org/v1#Shop> .\n",
        "context.jsonld": '{"@context": {"ex": "https://example.org/v1#"}}',
        "texts/en.toml": TEXTS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has imported nothing yet; gives the data folder of the program."""
    for name in ("DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path / "data" / "assay"
