# SPDX-License-Identifier: Apache-2.0
"""Claims as Turtle and N-Triples."""

import pytest

from assay.credential import Generation, Kind
from assay.formats.json_text import MAX_VALUES
from reading_specimens import (
    read_text,
    told,
    violations,
)


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("x.ttl", "@prefix gx: <https://w3id.org/gaia-x/development#> .\n<a:b> a gx:LegalPerson .", "text/turtle"),
        ("x.nt", "<a:b> <c:d> <https://w3id.org/gaia-x/2511#X> .\n", "application/n-triples"),
        ("pasted", "# note\nPREFIX gx: <https://w3id.org/gaia-x/development#>\n<a:b> a gx:X .", "text/turtle"),
        ("pasted", "<a:b> <https://w3id.org/gaia-x/development#x> 1 .", "text/turtle"),
    ],
)
def test_turtle_is_read_as_triples(name, text, media_type):
    reading = read_text(text, name)
    assert (reading.kind, reading.generation, reading.media_type) == (Kind.CLAIMS, Generation.LOIRE, media_type)
    assert (len(reading.triples), reading.credentials, reading.findings) == (1, (), ())
    assert reading.text == text


def test_turtle_that_is_none_is_told_with_its_line():
    reading = read_text('@prefix ex: <a:> .\nex:a ex:b "x" ;;; ex:c .', "x.ttl")
    found = told(reading, "parse.turtle_syntax")
    assert (found.params["line"], found.params["column"], reading.text[found.place.offset]) == (2, 24, ".")
    assert violations(read_text("@prefix ex: <a:> .", "x.ttl")) == ["parse.no_statements"]
    assert violations(read_text("<a:b> <c:d> <e> .", "x.ttl")) == ["parse.turtle_relative"]
    assert violations(read_text("ex:a <c:d> <e:f> .", "x.ttl")) == ["parse.turtle_prefix"]
    assert violations(read_text("<a:b> <c:d> e:f .", "x.nt")) == ["parse.turtle_syntax"]


@pytest.mark.parametrize("opening", ["(", "[ <a:b> "])
def test_turtle_nested_without_end_is_refused_before_it_is_parsed(opening):
    assert violations(read_text("<a:b> <c:d> " + opening * 100_000, "x.ttl")) == ["parse.too_deep"]


def test_turtle_with_too_many_statements_is_refused():
    text = "".join(f"<a:b> <c:d> {number} .\n" for number in range(MAX_VALUES + 1))
    assert violations(read_text(text, "x.ttl")) == ["parse.too_many_values"]


def test_brackets_in_turtle_texts_are_no_nesting():
    text = '<a:b> <c:(((> "[[[" ; # (((\n <c:d> """\n"[[["((""" , \'((\', ( ) .\n'.replace("\\n", "\n") * 40
    assert violations(read_text(text, "x.ttl")) == []
