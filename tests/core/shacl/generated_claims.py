# SPDX-License-Identifier: Apache-2.0
"""Random claims for differential tests: classes, properties and values of a shapes graph, right and wrong."""

import random

from assay.claims import RDF_LANG_STRING, RDF_TYPE, XSD, ClaimsGraph, Literal, Term, Triple
from assay.shacl.program import Program

LEXICAL = {
    "string": ("", "a", "DE", "private", "GDPR2016", "application/json", "CRS-1",
               "10.0.0.1", "00:1b:2C:3d:4E:5f", " x "),
    "integer": ("0", "1", "-1", "59", "60", "61", "4094", "4095", "007", "+3", "1.0", "1e2", "", " 1", "x", "9" * 30),
    "decimal": ("0", "1.5", "-0.1", ".5", "5.", "1e2", "x", "1,5"),
    "float": ("0", "1.0E0", "0.999", "1.0001", "-180", "180.5", "INF", "-INF", "NaN", "1e400", "x", "",
              "1.0f", "infinity"),
    "double": ("1", "1e2", "-0", "NaN", "0x1"),
    "boolean": ("true", "false", "1", "0", "True", "yes", ""),
    "date": ("2024-02-29", "2023-02-29", "2024-01-01Z", "2024-1-1", "20240101", "2024-13-01", "x"),
    "dateTime": (
        "2024-01-01T00:00:00Z", "2024-01-01T00:00:00", "2024-01-01T25:00:00Z", "2024-01-01",
        "2024-01-01T10:00:00.5+02:00",
        "2024-01-01T10:00Z", "2024-W01-1T00:00:00", "2024-01-01 10:00:00", "20240101T000000", "x",
    ),
    "time": ("10:00:00", "10:00:00Z", "25:00:00", "10:00", "x"),
    "gYear": ("2024", "24", "x"),
    "duration": ("P1Y", "P1D", "PT1H", "P", "1Y", "-P1M", "P1W"),
    "anyURI": ("https://example.org/a", "not a uri", "", "http://[", "urn:x"),
    "nonNegativeInteger": ("0", "-1", "5"),
    "byte": ("127", "128", "x"),
    "unsignedByte": ("255", "256", "-1"),
    "hexBinary": ("0aFF", "0aF", "xyz"),
    "base64Binary": ("YQ==", "Y", "!!"),
    "normalizedString": ("a b", "a\tb"),
    "token": ("a", " a"),
    "language": ("de", "german-long-subtag-toolongsubtag"),
}  # fmt: skip


def literals() -> list[Literal]:
    """One of each, and some with languages and foreign datatypes."""
    found = [Literal(text, XSD + name) for name, texts in LEXICAL.items() for text in texts]
    return [
        *found,
        Literal("x", RDF_LANG_STRING, "en"),
        Literal("y", RDF_LANG_STRING, "de"),
        Literal("z", "urn:datatype"),
    ]


def random_claims(program: Program, chance: random.Random, *, nodes: int) -> ClaimsGraph:
    """A graph of so many nodes with classes of the program (mostly) and a few statements each."""
    classes = sorted(program.targets["classes"])
    names = [f"urn:node:{number}" if chance.random() < 0.8 else f"_:n{number}" for number in range(nodes)]
    texts = literals()
    triples: list[Triple] = []
    for name in names:
        kind = chance.choice(classes)
        if chance.random() < 0.97:
            triples.append((name, RDF_TYPE, kind))
        if chance.random() < 0.05:
            triples.append((name, RDF_TYPE, chance.choice(classes)))
        paths = _paths(program, kind)
        for _ in range(chance.randrange(6)):
            path = chance.choice(paths) if paths and chance.random() < 0.93 else f"urn:property:{chance.randrange(4)}"
            triples.append((name, path, _value(program, chance, names, texts)))
    return ClaimsGraph(triples)


def _paths(program: Program, kind: str) -> list[str]:
    found = []
    for number in program.targets["classes"][kind]:
        for name, value in program.shapes[number]["constraints"]:
            if name == "property":
                path = program.shapes[int(str(value))].get("path")
                if isinstance(path, str):
                    found.append(path)
    return found


def _value(program: Program, chance: random.Random, names: list[str], texts: list[Literal]) -> Term:
    kind = chance.random()
    if kind < 0.3:
        return chance.choice(names)
    if kind < 0.4:
        return chance.choice(("urn:unknown", "https://example.org/x", "_:unknown"))
    if kind < 0.55:
        values = program.values(chance.randrange(len(program.lists)))
        return chance.choice(values) if values else Literal("none")
    return chance.choice(texts)
