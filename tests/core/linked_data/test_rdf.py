# SPDX-License-Identifier: Apache-2.0
"""RDF syntaxes to plain triples: labels stay, unnamed nodes are numbered, bad bytes are refused."""

import pytest

from assay.claims import XSD, Literal
from assay.linked_data.rdf import parse_json_ld, parse_json_ld_graphs, parse_n_triples, parse_turtle

_PREFIX = b"@prefix : <http://e/> . "


def test_unnamed_nodes_are_numbered_the_same_each_time() -> None:
    data = _PREFIX + b"[] :p [ :q 1.50 ], _:abc . _:abc :p _:00ff ."
    triples = parse_turtle(data)
    assert triples == parse_turtle(data)
    assert {node for triple in triples for node in triple if isinstance(node, str) and node.startswith("_:")} == {
        "_:unnamed1",
        "_:unnamed2",
        "_:abc",
        "_:00ff",
    }
    assert ("_:unnamed1", "http://e/q", Literal("1.50", XSD + "decimal")) in triples


def test_a_written_label_never_meets_a_given_one() -> None:
    triples = parse_turtle(_PREFIX + b'[] :p "unnamed" . _:unnamed1 :p "written" .')
    assert len({subject for subject, _, _ in triples}) == 2


def test_literals_keep_form_and_language() -> None:
    triples = parse_n_triples(b'<http://e/a> <http://e/p> "caf\\u00e9"@FR .\n')
    assert triples[0][2] == Literal("caf\u00e9", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "fr")


@pytest.mark.parametrize("data", [b"@prefix", b"\xff\xfe", b"<a> <b> <c> .", b"<http://e/a> <http://e/p>"])
def test_bytes_that_are_not_turtle_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="line 1"):
        parse_turtle(data)


def test_json_ld_asks_nobody_for_a_context() -> None:
    with pytest.raises(ValueError, match="load"):
        parse_json_ld(b'{"@context": "https://example.org/context", "@id": "http://e/a", "http://e/p": 3}')


def test_json_ld_tells_named_graphs_from_the_default_one() -> None:
    data = b'{"@id": "http://e/g", "http://e/p": 3, "@graph": [{"@id": "http://e/a", "http://e/q": true}]}'
    outer = ("http://e/g", "http://e/p", Literal("3", XSD + "integer"))
    inner = ("http://e/a", "http://e/q", Literal("true", XSD + "boolean"))
    assert parse_json_ld(data) == [outer]
    assert parse_json_ld_graphs(data) == {"": [outer], "http://e/g": [inner]}
