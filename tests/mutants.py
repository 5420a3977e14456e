# SPDX-License-Identifier: Apache-2.0
"""Mutants: documents with one thing changed, made the same way every time from a seed.

They are not meant to be wrong or right: two engines have to say the same of each.
"""

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
JsonValue = Any

_KEYWORDS = {"@context", "@id", "id", "@type", "type", "@value", "@language"}
_ILL_FORMED = [
    {"@type": "xsd:dateTime", "@value": "yesterday"},
    {"@type": "xsd:integer", "@value": "1.5"},
    {"@type": "xsd:float", "@value": "1,5"},
    {"@type": "xsd:boolean", "@value": "yes"},
    {"@type": "xsd:date", "@value": "2026-02-30"},
    {"@type": "xsd:anyURI", "@value": "not an address at all <>"},
    {"@type": "xsd:integer", "@value": " 7 "},
]
_OTHER_TYPES = [
    "plain text",
    7,
    3.25,
    True,
    False,
    "",
    "DE",
    "2026-01-01",
    {"@value": "Hallo", "@language": "de"},
    {"@type": "xsd:string", "@value": "typed"},
    {"@type": "xsd:anyURI", "@value": "https://acme.example/x"},
    {"@type": "xsd:double", "@value": "INF"},
    {"@id": "https://acme.example/nowhere"},
    {"type": "gx:Address"},
]


@dataclass(frozen=True, slots=True)
class Words:
    """What a generation calls things, for mutants that are near to what is right."""

    namespace: str
    classes: tuple[str, ...]
    near_values: tuple[str, ...]
    extra: tuple[str, ...]


LOIRE = Words(
    "https://w3id.org/gaia-x/development#",
    (
        "gx:LegalPerson",
        "gx:Address",
        "gx:ServiceOffering",
        "gx:LegalDocument",
        "gx:VatID",
        "gx:Resource",
        "gx:StorageServiceOffering",
        "gx:GPSLocation",
        "gx:EnergyMix",
        "gx:SoftwareResource",
    ),
    ("DE-BY", "de", "GERMANY", "application/PDF", "GDPR", "gdpr2016", "S4", "AES256", "other", "Apache 2.0"),
    ("gx:extra", "locality", "gx:locality", "name", "countryCode", "gx:url", "url", "hash", "keyword"),
)
TAGUS = Words(
    "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#",
    (
        "gx:LegalParticipant",
        "gx:Participant",
        "gx:ServiceOffering",
        "gx:legalRegistrationNumber",
        "gx:legalAddress",
        "gx:SOTermsAndConditions",
        "gx:GaiaXTermsAndConditions",
        "gx:dataAccountExport",
        "gx:DataResource",
        "gx:PhysicalResource",
        "gx:VirtualResource",
        "gx:SoftwareResource",
        "gx:ServiceOfferingLabelLevel1",
        "gx:CriteriaResponse",
        "vcard:Address",
    ),
    ("DE", "de-by", "GERMANY", "application/PDF", "GDPR", "gdpr2016", "Deny", "confirm", "other", "x", "DE-BYX9"),
    (
        "gx:extra",
        "gx:vatID",
        "gx:aggregationOf",
        "gx:dependsOn",
        "gx:parentOrganization",
        "gx:subOrganization",
        "gx:countrySubdivisionCode",
        "gx:hash",
        "gx:license",
        "gx:containsPII",
        "gx:termsAndConditions",
        "gx:legalAddress",
    ),
)


def mutants(document: Node, count: int, seed: int, words: Words = LOIRE) -> Iterator[Node]:
    """`count` copies of a JSON-LD document, each with one or two changes inside what it states."""
    dice = random.Random(seed)
    for _ in range(count):
        found = copy.deepcopy(document)
        for _ in range(dice.choice((1, 1, 2))):
            nodes = list(_nodes(found))
            if nodes:
                dice.choice(_CHANGES)(dice.choice(nodes), dice, words)
        yield found


def _nodes(value: JsonValue, inside: bool = False) -> Iterator[Node]:
    """Node objects inside credential subjects (all of them in bare claims)."""
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, inside)
    elif isinstance(value, dict):
        bare = not inside and "credentialSubject" not in value and "verifiableCredential" not in value
        if (inside or bare) and "@value" not in value:
            yield value
        for key, item in value.items():
            if key not in ("@context", "proof", "evidence", "credentialStatus"):
                yield from _nodes(item, inside or key == "credentialSubject" or bare)


def _member(node: Node, dice: random.Random) -> str | None:
    names = [name for name in node if name not in _KEYWORDS]
    return dice.choice(names) if names else None


def _remove(node: Node, dice: random.Random, _words: Words) -> None:
    if name := _member(node, dice):
        del node[name]


def _duplicate(node: Node, dice: random.Random, _words: Words) -> None:
    if name := _member(node, dice):
        found = node[name] if isinstance(node[name], list) else [node[name]]
        other = copy.deepcopy(dice.choice(found)) if found else "more"
        if isinstance(other, str):
            other += dice.choice(("", "x"))
        node[name] = [*found, other]


def _replace(node: Node, dice: random.Random, _words: Words) -> None:
    if name := _member(node, dice):
        node[name] = copy.deepcopy(dice.choice(_OTHER_TYPES))


def _damage(node: Node, dice: random.Random, _words: Words) -> None:
    if name := _member(node, dice):
        node[f"gx:{name}" if dice.random() < 0.3 and ":" not in name else name] = copy.deepcopy(
            dice.choice(_ILL_FORMED)
        )


def _rename(node: Node, dice: random.Random, _words: Words) -> None:
    if name := _member(node, dice):
        value = node.pop(name)
        node[dice.choice((f"gx:{name}".replace("gx:gx:", "gx:"), name + "s", name.removeprefix("gx:")))] = value


def _retype(node: Node, dice: random.Random, words: Words) -> None:
    node["@type" if "@type" in node else "type"] = dice.choice(words.classes)


def _other_value(node: Node, dice: random.Random, words: Words) -> None:
    texts = [name for name, value in node.items() if isinstance(value, str) and name not in _KEYWORDS]
    if texts:
        node[dice.choice(texts)] = dice.choice(words.near_values)


def _add(node: Node, dice: random.Random, words: Words) -> None:
    name = dice.choice(words.extra)
    node[name] = copy.deepcopy(dice.choice(_OTHER_TYPES))


def _full_iri(node: Node, dice: random.Random, words: Words) -> None:
    if (name := _member(node, dice)) and ":" not in name.removeprefix("gx:"):
        node[words.namespace + name.removeprefix("gx:")] = node.pop(name)


_CHANGES: tuple[Callable[[Node, random.Random, Words], None], ...] = (
    _remove,
    _duplicate,
    _replace,
    _damage,
    _rename,
    _retype,
    _other_value,
    _add,
    _full_iri,
)
