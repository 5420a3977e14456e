# SPDX-License-Identifier: Apache-2.0
"""Lines and columns: every pointer finds its value, in whatever style the JSON is written."""

import json
import re
import time
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay import json_members
from assay import positions as places
from assay.finding import Place
from assay.json_tree import JsonTree
from assay.positions import Lines, Positions, Span, locate_turtle, positions
from assay.turtle_positions import TurtlePositions

NAMES = st.text(max_size=4) | st.sampled_from(["a/b", "m~n", "", "0", "1", "@id", 'q"q', "back\\slash", "ü\n"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 1, 2, "\t"]),
        "ensure_ascii": st.booleans(),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" ,\r\n", " : ")]),
    }
)


JUNK = ["", "]", ",", "NaN", '"', "{", "\\", ":"]


def pointers(value: Any, prefix: str = "") -> list[tuple[str, Any]]:
    found = [(prefix, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        found += pointers(item, f"{prefix}/{str(name).replace('~', '~0').replace('/', '~1')}")
    return found


def cut(text: str, span: Span) -> str:
    """The text a span covers."""
    lines = Lines(text)
    return text[lines.offset(span.line, span.column) : lines.offset(span.end_line, span.end_column)]


@settings(max_examples=300, deadline=None)
@given(value=VALUES, style=STYLES, lead=st.sampled_from(["", "\n", "  \r\n\t"]))
def test_every_pointer_finds_its_value(value, style, lead):
    text = lead + json.dumps(value, **style) + "\n"
    found = Positions(text)
    for pointer, expected in pointers(value):
        assert json.loads(cut(text, found.locate(pointer))) == expected


@settings(max_examples=150, deadline=None)
@given(value=st.dictionaries(NAMES, VALUES, min_size=1, max_size=4), style=STYLES)
def test_a_member_is_found_from_its_key_on(value, style):
    text = json.dumps(value, **style)
    for name, expected in value.items():
        pointer = "/" + name.replace("~", "~0").replace("/", "~1")
        member = cut(text, Positions(text).locate(pointer, True))
        assert json.loads("{" + member + "}") == {name: expected}


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet='{}[]",:\\ \n\ra1-ü', max_size=40), pointer=st.sampled_from(["", "/a", "/0/a", "x", "/"]))
def test_no_text_is_too_broken(text, pointer):
    span = Positions(text).locate(pointer, True)
    assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)


def test_lines_and_columns_count_from_one_and_in_code_points():
    text = '{\n  "ü": "😀",\r\n  "b": [1,\r 22]\n}'
    found = Positions(text)
    assert found.locate("/ü") == Span(2, 8, 2, 11)
    assert found.locate("/b/0") == Span(3, 9, 3, 10)
    assert found.locate("/b/1") == Span(4, 2, 4, 4)
    assert found.locate("") == Span(1, 1, 5, 2)


def test_a_missing_member_is_shown_by_the_object_that_lacks_it():
    text = '{"a": {"b": 1}}'
    assert cut(text, Positions(text).locate("/a/c")) == '{"b": 1}'
    assert cut(text, Positions(text).locate("/a/c/d/0", True)) == '{"b": 1}'
    assert cut(text, Positions(text).locate("/a/b/c")) == "1"


def test_of_two_members_with_one_name_the_last_is_meant():
    text = '{"a": 1, "a": 2}'
    assert cut(text, Positions(text).locate("/a", True)) == '"a": 2'


def test_a_name_may_be_written_with_escapes():
    text = '{"\\u0061\\n": 7}'
    assert cut(text, Positions(text).locate("/a\n")) == "7"


def test_where_reading_stopped_is_one_character():
    text = '{\n "a" 1}'
    assert Positions(text).find(Place("", offset=7)) == Span(2, 6, 2, 7)
    assert cut(text, Positions(text).find(Place(""))) == text


def test_cut_off_text_ends_where_it_ends():
    text = '{"a": [1, "tail'
    assert cut(text, Positions(text).locate("/a/1")) == '"tail'
    assert cut(text, Positions(text).locate("/a")) == '[1, "tail'


def test_deep_text_needs_no_recursion():
    deep = 200_000
    assert Positions("[" * deep).locate("/0/0").end_column == deep + 1


def test_large_text_is_scanned_in_linear_time():
    rows = [{"name": f"row {number}", "values": [1, 2.5, None]} for number in range(40_000)]
    text = json.dumps(rows, indent=1)
    found = Positions(text)
    started = time.process_time()
    assert cut(text, found.locate("/39999/values/1")) == "2.5"
    scanned = time.process_time() - started
    started = time.process_time()
    for number in range(0, 40_000, 7):
        found.locate(f"/{number}/name")
    assert time.process_time() - started < 3 * scanned + 1


TURTLE = """@prefix ex: <http://example.org/> .
# ex:company is only a comment
ex:company a ex:Company ;
    ex:address [ ex:city "Berlin. ex:hidden a ex:Company ." ] ;
    ex:site <https://example.org/site> .
_:b0 ex:of ex:company .
<http://example.org/other> ex:of ex:company .
"""


@pytest.mark.parametrize(
    ("node", "line", "column"),
    [
        ("http://example.org/company", 3, 1),
        ("_:b0", 6, 1),
        ("http://example.org/other", 7, 1),
        ("https://example.org/site", 5, 13),
        ("_:unnamed1", 4, 16),
        ("http://example.org/hidden", 1, 1),
    ],
)
def test_turtle_nodes_are_found(node, line, column):
    span = locate_turtle(TURTLE, node)
    assert (span.line, span.column) == (line, column)
    assert TurtlePositions(TURTLE).locate("#" + node) == span
    if not node.startswith("_:"):
        assert TurtlePositions(TURTLE).locate(f"#<{node}>") == span


def test_the_media_type_chooses_how_to_look():
    assert isinstance(positions(TURTLE, "text/turtle"), TurtlePositions)
    assert isinstance(positions(TURTLE, "application/n-triples"), TurtlePositions)
    assert isinstance(positions("{}", "application/vc"), Positions)


@settings(max_examples=300, deadline=None)
@given(
    value=VALUES,
    style=STYLES,
    cut_at=st.integers(0, 400),
    junk=st.sampled_from(["", "]", ",", "NaN", '"', "{", "\\", ":"]),
)
def test_sound_and_broken_texts_are_searched_alike(value, style, cut_at, junk):
    """The quick search and the walk through the whole tree give the same spans wherever both can be used."""
    text = json.dumps(value, **style)
    at = min(cut_at, len(text))
    broken = text[:at] + junk + text[at:]
    try:
        quick_root = json_members.root(broken)
    except json_members.UnsoundJsonError:
        return
    tree = JsonTree(broken)
    assert (quick_root.start, quick_root.stop) == (tree.starts[0], tree.stops[0])
    for node in range(len(tree)):
        quick = json_members.members(broken, tree.starts[node])
        slow = tuple(tree.children(node)) if tree.is_container(node) else ()
        spans = {(tree.keys[child], tree.starts[child], tree.stops[child]) for child in slow}
        assert {tuple(member) for member in quick.values()} <= spans
        assert quick or not slow


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000 + "]" * 100_000, '{"a":' * 20_000 + "1" + "}" * 20_000, '{"a": ' + "9" * 10_000 + ', "b": "x"}'],
    ids=["deep arrays", "deep objects", "long number"],
)
def test_hostile_texts_have_places_too(text):
    assert Positions(text).locate("").line == 1
    assert Positions(text).locate("/b" if "b" in text else "/0").line == 1


def test_of_a_name_said_twice_the_last_is_found_in_sound_and_in_broken_text():
    for text in ('{"a": 1, "a": 23}', '{"a": 1, "a": 23'):
        assert cut(text, Positions(text).locate("/a")) == "23"


@settings(deadline=None)
@given(text=st.text(alphabet="\r\na", max_size=30), step=st.integers(1, 7))
def test_lines_are_the_same_in_whatever_steps_they_are_counted(text, step):
    with mock.patch.object(places, "_STEP", step):
        lines = Lines(text)
    ends = [found.end() for found in re.finditer(r"\r\n|\n|\r", text)]
    for offset in range(len(text) + 1):
        before = [end for end in ends if end <= offset]
        assert lines.point(offset) == (len(before) + 1, offset - (before[-1] if before else 0) + 1)


@settings(deadline=None)
@given(value=VALUES, style=STYLES)
def test_a_value_is_given_as_it_is_written(value, style):
    found = Positions(json.dumps(value, **style))
    for pointer, item in pointers(value):
        assert json.loads(found.text_at(pointer) or "") == item
    assert found.text_at("/there is/none") is None
