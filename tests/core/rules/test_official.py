# SPDX-License-Identifier: Apache-2.0
"""Official files as graphs: JSON-LD says what Turtle says, and nothing of it vanishes unsaid."""

import json
from typing import Any

import pytest

from assay.claims import RDF_TYPE, ClaimsGraph
from assay.errors import PackError
from assay.rules.distil import Sources, distil, shape_facts
from assay.rules.official import official_graph
from rdf_equality import canonical
from shared import shared_path

SH = "http://www.w3.org/ns/shacl#"
EX = "https://example.org/v1#"
SHAPE: dict[str, Any] = {
    "@context": {"sh": SH, "ex": EX},
    "@graph": [
        {
            "@id": "ex:S",
            "@type": "sh:NodeShape",
            "sh:targetClass": {"@id": "ex:C"},
            "sh:property": [{"sh:path": {"@id": "ex:p"}, "sh:minCount": 1, "sh:in": {"@list": ["a", "b"]}}],
        }
    ],
}
TURTLE = f"""@prefix sh: <{SH}> . @prefix ex: <{EX}> .
ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:in ( "a" "b" ) ] ."""


def changed(change: dict[str, Any] | None = None, context: Any = None) -> bytes:
    told = json.loads(json.dumps(SHAPE))
    told["@graph"][0]["sh:property"][0].update(change or {})
    if context is not None:
        told["@context"] = context
    return json.dumps(told, indent=1).encode()


def test_json_ld_and_turtle_give_the_same_graph() -> None:
    told = [canonical({"": official_graph(data, "a")}) for data in (changed(), TURTLE.encode())]
    assert told[0] == told[1]


def test_a_turtle_file_may_begin_with_a_bracket() -> None:
    graph = official_graph(b"[ a <urn:x:C> ] .", "a.ttl")
    assert [predicate for _, predicate, _ in graph] == [RDF_TYPE]


def test_a_pack_is_distilled_from_json_ld_as_from_turtle(tmp_path: Any) -> None:
    for name, shapes in (("json", changed()), ("turtle", TURTLE.encode())):
        distil(Sources(shapes, b"", b'{"@context": {"ex": "urn:x"}}', EX), tmp_path / name)
    bodies = [(tmp_path / name / "shapes.ttl").read_text("utf-8").split("\n\n", 1)[1] for name in ("json", "turtle")]
    assert bodies[0] == bodies[1]
    assert "sh:minCount 1" in bodies[0]


@pytest.mark.parametrize(
    ("data", "told", "word"),
    [
        (changed({"sh:minCont": 2, "shh:minCount": 2}), "word_unknown", "shh:minCount"),
        (changed({"minCount": 2}), "word_unknown", "minCount"),
        (changed({"@minCount": 2}), "word_unknown", "@minCount"),
        (changed({"@context": {"x": "urn:x"}}), "word_unknown", "@context"),
        (changed({"@included": []}), "word_unknown", "@included"),
        (changed({"sh:node": {"@id": "somewhere"}}), "word_unknown", "somewhere"),
        (changed({"@type": "PropertyShape"}), "word_unknown", "PropertyShape"),
        (changed({"sh:maxCount": None}), "value_null", "null"),
        (changed(context="https://example.org/context"), "context_remote", "https://example.org/context"),
        (changed(context=[{"sh": SH, "ex": EX}, "http://x.example/"]), "context_remote", "http://x.example/"),
        (changed(context={"sh": SH, "ex": EX, "p": None}), "context_unusual", "p"),
        (changed(context={"sh": SH, "ex": EX, "p": {"@id": "ex:p", "@context": {}}}), "context_unusual", "p"),
        (changed(context={"sh": SH, "ex": EX, "p": {"@reverse": "ex:p"}}), "context_unusual", "p"),
        (changed(context={"sh": SH, "ex": EX, "p": {"@id": "ex:p", "@container": "@index"}}), "context_unusual", "p"),
    ],
)
def test_what_would_vanish_is_refused_with_its_line(data: bytes, told: str, word: str) -> None:
    with pytest.raises(PackError, match=told) as raised:
        official_graph(data, "shapes.json")
    params = raised.value.params
    line = data.decode().splitlines()[int(params["line"]) - 1]
    assert (params["file"], params["key"]) == ("shapes.json", word)
    assert word in line


@pytest.mark.parametrize(
    ("data", "told", "line"),
    [
        (b'{"a":\n{"b": 1,\n"b": 2}}', "member_twice", 3 - 1),
        (b'{"a":\n}', "unreadable", 2),
        (b"[[" * 5000, "unreadable", 1),
        (b"@prefix ex: <urn:x:> .\nex:a ex:b", "unreadable", 2),
        (b"@prefix ex: <urn:x:> .\n\n# \xff\n", "not_utf8", 3),
        (b'{"@id": "urn:x:g", "@graph": [{"@id": "urn:x:a", "urn:x:b": 1}]}', "named_graph", 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, told: str, line: int) -> None:
    with pytest.raises(PackError, match=told) as raised:
        official_graph(data, "shapes")
    assert raised.value.params["line"] == line


@pytest.mark.parametrize("name", ["01_original", "02_corrected"])
def test_the_registrys_shapes_are_read_in_full(name: str) -> None:
    data = shared_path("reference", "tagus-22.10", f"input__{name}__gx_shacl.json").read_bytes()
    graph = official_graph(data, "shapes")
    assert len(graph) == {"01_original": 5822, "02_corrected": 5823}[name]
    assert len(ClaimsGraph(shape_facts(graph)).with_predicate(SH + "targetClass")) == 21
