# SPDX-License-Identifier: Apache-2.0
"""Turtle: prefixes, bases, strings and unnamed nodes, numbered as the RDF parser's triples number them."""

import random
import re

import pytest

from assay.finding import Place
from assay.linked_data.rdf import parse_turtle
from assay.positions import Lines, Span
from assay.turtle_positions import TurtlePositions

PREFIX = "@prefix ex: <http://e.x/> .\n"


def found(text: str, node: str) -> str:
    """The text from the node's place on."""
    span = TurtlePositions(text).locate("#" + node)
    return text[Lines(text).offset(span.line, span.column) :]


def made(source: random.Random, depth: int, count: list[int]) -> str:
    """A term of random shape; each unnamed node with statements says its own number first and last."""
    choice = source.random()
    if depth > 3 or choice < 0.3:
        return f"ex:o{source.randrange(9)}"
    if choice < 0.5:
        return "(" + " ".join(made(source, depth + 1, count) for _ in range(source.randrange(3))) + ")"
    if choice < 0.55:
        return "[]"
    count[0] += 1
    number = count[0]
    members = [f"ex:p {made(source, depth + 1, count)}" for _ in range(source.randrange(3))] + [f"ex:number {number}"]
    source.shuffle(members)
    return f"[ ex:begin{number} {made(source, depth + 1, count)} ; {' ; '.join(members)} ]"


@pytest.mark.parametrize("seed", range(120))
def test_unnamed_nodes_are_numbered_as_the_parser_numbers_them(seed):
    source, count = random.Random(seed), [0]
    text = PREFIX + "".join(
        f"ex:s{line} ex:p {made(source, 0, count)} , {made(source, 0, count)} .\n" for line in range(4)
    )
    numbered = {s: o.value for s, p, o in parse_turtle(text.encode()) if p == "http://e.x/number"}
    assert len(numbered) == count[0]
    for node, number in numbered.items():
        assert re.match(rf"\[ ex:begin{number} ", found(text, node))


@pytest.mark.parametrize(
    ("text", "node", "starts"),
    [
        (PREFIX + "ex:a ex:p ex:b .", "http://e.x/a", "ex:a ex:p"),
        ("PREFIX ex: <http://e.x/>\nex:a ex:p ex:b .", "http://e.x/a", "ex:a ex:p"),
        ("@base <http://e.x/> .\n<a> <p> <b> .", "http://e.x/a", "<a> <p>"),
        ("BASE <http://e.x/d/>\n<../a> <p> <b> .", "http://e.x/a", "<../a> <p>"),
        ("@base <http://e.x/> .\n@prefix ex: <> .\nex:a ex:p 1 .", "http://e.x/a", "ex:a ex:p"),
        (PREFIX + "ex:x ex:p ex:a .\nex:a ex:p ex:x .", "http://e.x/a", "ex:a ex:p ex:x ."),
        (PREFIX + 'ex:x ex:p """ex:a\n""ex:a ex:p .""" .\nex:a ex:p 1.5 .', "http://e.x/a", "ex:a ex:p 1.5"),
        (PREFIX + "ex:x ex:p 'it\\'s ex:a .' , 'b'@en-GB.\nex:a ex:p true.", "http://e.x/a", "ex:a ex:p true"),
        (PREFIX + 'ex:x ex:p "1"^^ex:a .\nex:a ex:p 1 .', "http://e.x/a", "ex:a ex:p 1 ."),
        (PREFIX + "ex:a\\,b ex:p ex:c.d .", "http://e.x/a,b", "ex:a\\,b"),
        (PREFIX + "ex:x ex:p ex:c.d.", "http://e.x/c.d", "ex:c.d."),
        ("<http://e.x/\\u0061> <http://e.x/p> 1 .", "http://e.x/a", "<http://e.x/\\u0061>"),
        (PREFIX + "[ ex:p 1 ] .\nex:a ex:p 1 .", "http://e.x/a", "ex:a"),
    ],
)
def test_nodes_are_found_however_they_are_written(text, node, starts):
    assert parse_turtle(text.encode()), "the example has to be Turtle"
    assert found(text, node).startswith(starts)


@pytest.mark.parametrize("text", ["", "@prefix", "@base", "@prefix ex:", "] ) .", "[ ( [", '"""', "\\", "<", "a:b^^"])
def test_no_text_is_too_broken(text):
    assert TurtlePositions(text).locate("#http://e.x/a") == Span(1, 1, 1, 1)


def test_where_reading_stopped_is_one_character():
    assert TurtlePositions("a\nbc").find(Place("", offset=3)) == Span(2, 2, 2, 3)
    assert TurtlePositions("<a:b> <c:d> 1 .").find(Place("#a:b")) == Span(1, 1, 1, 6)
