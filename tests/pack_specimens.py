# SPDX-License-Identifier: Apache-2.0
"""A sound pack of one class with its own samples, to be imported, damaged and compared in tests."""

import json
import zipfile
from pathlib import Path
from typing import Any

EX = "https://example.org/v1#"
_SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/v1#> .
ex:ShopShape a sh:NodeShape ; sh:targetClass ex:Shop ; sh:closed true ;
    sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ; sh:property
    [ sh:path ex:country ; sh:in ( "DE" "FR" ) ; sh:order 1 ],
    [ sh:path ex:name ; sh:datatype xsd:string ; sh:minCount 1 ; sh:order 0 ] .
"""
_PACK = f"""id = "shop"
version = "1"
name = "Shop 1"
generation = "loire"
current_as_of = 2026-11-22
criteria_basis = "none"
namespace = "{EX}"

[source]
origin = "written by hand"
dated = 2026-11-01
licence = "CC0-1.0"

[source.sha256]
context = "{"0" * 64}"
ontology = "{"1" * 64}"
shapes = "{"2" * 64}"

[[namespaces]]
iri = "{EX}"
name = "Shop 1"
kind = "canonical"

[context]
urls = ["{EX}"]
"""
_RULES = """[[rules]]
id = "SHOP-SHAPES"
stage = "content"
check = "shapes"
severity = "violation"
clause = "Shop rules 1"

[[rules]]
id = "SHOP-COVERAGE"
stage = "content"
check = "coverage"
severity = "warning"
clause = "Shop rules 2"
"""
_TEXTS = """lang = "en"
[prefixes]
ex = "https://example.org/v1#"
[classes]
"ex:Shop" = { label = "Shop", help = "A place where things are sold." }
[properties]
"ex:country" = { label = "Country", help = "Where the shop is." }
"ex:name" = { label = "Name", help = "What the shop is called." }
"""
FILES = {
    "pack.toml": _PACK,
    "rules.toml": _RULES,
    "shapes.ttl": _SHAPES,
    "subclasses.ttl": f"<{EX}Kiosk> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{EX}Shop> .\n",
    "context.jsonld": json.dumps({"@context": {"ex": EX}}, indent=1),
    "texts/en.toml": _TEXTS,
}


def shop(**members: Any) -> str:
    """A credential about a shop, as text."""
    told = {
        "@context": ["https://www.w3.org/ns/credentials/v2", EX],
        "id": "https://acme.example/c",
        "type": ["VerifiableCredential", "ex:Shop"],
        "issuer": "did:web:acme.example",
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "https://acme.example/s", "type": "ex:Shop", **members},
    }
    return json.dumps(told, indent=1)


GOOD = shop(**{"ex:name": "Acme", "ex:country": "DE"})
BAD = shop(**{"ex:name": "Acme", "ex:country": "Atlantis"})


def sound_files(**changed: str) -> dict[str, bytes]:
    """The files of the pack with its samples; `changed` by name with `_` for what separates: `rules_toml`."""
    files = {**FILES, "samples/good/shop.json": GOOD, "samples/bad/shop.json": BAD}
    return {name: changed.get(name.replace(".", "_"), text).encode() for name, text in files.items()}


def write_pack(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    """Writes a pack's files; the sound pack's unless others are given."""
    for name, data in (files or sound_files()).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def version(number: str, *, starts: str = "", ends: str = "", pack_id: str = "shop", **more: str) -> dict[str, bytes]:
    """The sound pack as another version, with a validity window."""
    files = sound_files(**more)
    told = files["pack.toml"].decode().replace('version = "1"', f'version = "{number}"')
    told = told.replace('id = "shop"', f'id = "{pack_id}"')
    window = "".join(f"valid_{name} = {day}\n" for name, day in (("from", starts), ("until", ends)) if day)
    return {**files, "pack.toml": (window + told).encode()}


def write_zip(place: Path, files: dict[str, bytes], top: str = "") -> Path:
    """A zip archive of the files, inside a folder `top/` if one is named."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return place
