# SPDX-License-Identifier: Apache-2.0
"""Edits of JSON text: what they are about changes as it should, every other byte stays."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.authoring.json_edit import (
    Edit,
    EditError,
    EditFault,
    Editor,
    InsertItem,
    InsertMember,
    Remove,
    Rename,
    SetValue,
    edited,
    joined,
    tokens_of,
)
from assay.authoring.json_style import Verbatim

NAMES = st.one_of(
    st.sampled_from(["a", "b", "a/b", "~", "~1", "", "é", "\U0001f600", "\ud800", '"', "\\", "0"]), st.text(max_size=3)
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.text(max_size=4),
    st.sampled_from(["\ud800", "\U0001f600", '",:{}[]']),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)
ROOTS = st.one_of(st.dictionaries(NAMES, VALUES, max_size=4), st.lists(VALUES, max_size=4))
WAYS = st.sampled_from(["two", "four", "tab", "line", "tight", "crlf", "escaped", "mark", "odd"])


def written(value: Any, way: str) -> str:
    indents = {"two": 2, "four": 4, "tab": "\t", "crlf": 2, "mark": 2, "odd": 1}
    separators = (",", ":") if way == "tight" else (",", " : ") if way == "odd" else None
    told = json.dumps(value, indent=indents.get(way), ensure_ascii=way == "escaped", separators=separators)
    if way == "odd":
        told = f"\n\t{told} \r\n"
    if way == "crlf":
        told = told.replace("\n", "\r\n") + "\r\n"
    return "\ufeff" + told if way == "mark" else told


def parsed(text: str) -> Any:
    return json.loads(text.removeprefix("\ufeff"))


def held(value: Any, pointer: str) -> Any:
    for token in tokens_of(pointer):
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def applied(value: Any, edit: Edit) -> Any:
    """What the edit is to do to the value."""
    found = copy.deepcopy(value)
    if isinstance(edit, InsertMember):
        _insert_member(held(found, edit.pointer), edit)
    elif isinstance(edit, InsertItem):
        held(found, edit.pointer).insert(edit.index, edit.value)
    elif edit.pointer == "":
        return edit.value
    else:
        *before, last = tokens_of(edit.pointer)
        parent = held(found, joined("", *before))
        _changed(parent, int(last) if isinstance(parent, list) else last, edit)
    return found


def _insert_member(target: dict[str, Any], edit: InsertMember) -> None:
    items = list(target.items())
    at = len(items) if edit.after is None else [name for name, _ in items].index(edit.after) + 1
    items.insert(at, (edit.name, edit.value))
    target.clear()
    target.update(items)


def _changed(parent: Any, key: Any, edit: Edit) -> None:
    if isinstance(edit, SetValue):
        parent[key] = edit.value
    elif isinstance(edit, Remove):
        del parent[key]
    elif isinstance(edit, Rename):
        items = [(edit.name if name == key else name, item) for name, item in parent.items()]
        parent.clear()
        parent.update(items)


def pointers(value: Any, pointer: str = "") -> list[str]:
    found = [pointer]
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in entries:
        found += pointers(item, joined(pointer, name))
    return found


@st.composite
def edit_of(draw: st.DrawFn, value: Any) -> Edit:
    pointer = draw(st.sampled_from(pointers(value)))
    target = held(value, pointer)
    kinds: list[str] = ["set"]
    if isinstance(target, dict):
        kinds.append("member")
    if isinstance(target, list):
        kinds.append("item")
    if pointer:
        kinds.append("remove")
        if isinstance(held(value, pointer.rpartition("/")[0]), dict):
            kinds.append("rename")
    kind = draw(st.sampled_from(kinds))
    if kind == "set":
        return SetValue(pointer, draw(VALUES))
    if kind == "remove":
        return Remove(pointer)
    if kind == "rename":
        return Rename(pointer, draw(NAMES))
    if kind == "item":
        return InsertItem(pointer, draw(st.integers(0, len(target))), draw(VALUES))
    after = draw(st.sampled_from([None, *target])) if target else None
    return InsertMember(pointer, draw(NAMES), draw(VALUES), after)


def in_order(value: Any) -> Any:
    """Equality that minds the order of members, and the difference between 1 and true."""
    return json.dumps(value)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_result_says_what_the_edit_says_and_nothing_else_is_touched(data: st.DataObject) -> None:
    value, way = data.draw(ROOTS), data.draw(WAYS)
    text, edit = written(value, way), data.draw(edit_of(value))
    try:
        told = edited(text, [edit])
    except EditError as error:
        refused = error.fault
    else:
        refused = None
    if refused is not None:
        assert refused is EditFault.NAME_TAKEN
        return
    assert in_order(parsed(told)) == in_order(applied(value, edit))
    _nothing_else(text, told, edit)


def _nothing_else(text: str, told: str, edit: Edit) -> None:
    """What is before the place and after it is the same text."""
    editor = Editor(text)
    place = edit.pointer if isinstance(edit, SetValue | InsertMember | InsertItem) else edit.pointer.rpartition("/")[0]
    about = editor.text_at(place)
    assert _same(text, told) + _same(text[::-1], told[::-1]) + len(about) >= len(text)


def _same(one: str, other: str) -> int:
    """How many characters two texts have in common from the start."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_several_edits_at_once_are_one_after_the_other_the_last_of_the_text_first(data: st.DataObject) -> None:
    value, way = data.draw(ROOTS), data.draw(WAYS)
    text = written(value, way)
    edits = data.draw(st.lists(edit_of(value), min_size=2, max_size=4))
    try:
        told = edited(text, edits)
    except EditError:
        return
    order = {pointer: number for number, pointer in enumerate(pointers(value))}
    expected = value
    later_first = [(_last_place(edit, value, order), number, edit) for number, edit in enumerate(edits)]
    for _, _, edit in sorted(later_first, key=lambda entry: entry[:2], reverse=True):
        expected = applied(expected, edit)
    assert parsed(told) == expected


def _last_place(edit: Edit, value: Any, order: dict[str, int]) -> tuple[int, int]:
    """How late in the text it is; what is put after something comes after all that is in it."""
    if isinstance(edit, InsertMember):
        names = list(held(value, edit.pointer))
        anchor = joined(edit.pointer, edit.after if edit.after is not None else names[-1]) if names else edit.pointer
        return _end(anchor, order), 0
    if isinstance(edit, InsertItem):
        anchor = joined(edit.pointer, edit.index - 1) if edit.index else edit.pointer
        return _end(anchor, order) if edit.index else order[anchor], 0
    is_renamed = isinstance(edit, Rename)
    return order[edit.pointer], -is_renamed


def _end(pointer: str, order: dict[str, int]) -> int:
    return max(number for other, number in order.items() if other == pointer or other.startswith(pointer + "/"))


SAMPLE = """{\r
    "name" : "Zo\u00eb \U0001f600",\r
    "n" : 1e400, "big" : 123456789012345678901234567890,\r
    "list" : [ "a",  "b" ],\r
    "empty" : {},\r
    "deep" : {\r
        "x" : 1.50\r
    }\r
}\r
"""


def test_numbers_nobody_can_hold_stay_as_they_are_written() -> None:
    assert edited(SAMPLE, [SetValue("/list/1", "c")]) == SAMPLE.replace('"b"', '"c"')


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        (SetValue("/deep/x", True), "1.50", "true"),
        (Rename("/deep/x", "y"), '"x" : 1.50', '"y" : 1.50'),
        (InsertMember("/deep", "y", "é"), "1.50", '1.50,\r\n        "y" : "é"'),
        (InsertMember("", "z", {"a": 1}, after="list"), '"b" ]', '"b" ],\r\n    "z" : {\r\n        "a" : 1\r\n    }'),
        (InsertMember("", "z", 1, is_first=True), '{\r\n    "name"', '{\r\n    "z" : 1,\r\n    "name"'),
        (InsertMember("/empty", "a", 1), "{}", '{\r\n        "a" : 1\r\n    }'),
        (InsertItem("/list", 0, "z"), '[ "a"', '[ "z",  "a"'),
        (InsertItem("/list", 1, "z"), '"a",  "b"', '"a",  "z",  "b"'),
        (InsertItem("/list", 2, {"a": 1}), '"b" ]', '"b",  {"a" : 1} ]'),
        (Remove("/list/0"), '"a",  ', ""),
        (Remove("/list/1"), ',  "b"', ""),
        (Remove("/deep/x"), '\r\n        "x" : 1.50\r\n    ', ""),
        (Remove("/empty"), '\r\n    "empty" : {},', ""),
        (SetValue("/empty", Verbatim('{ "as":  "is" }')), "{}", '{ "as":  "is" }'),
    ],
)  # fmt: skip
def test_what_is_added_looks_as_what_is_there(edit: Edit, old: str, new: str) -> None:
    text = SAMPLE.replace('"n" : 1e400, ', "").replace("123456789012345678901234567890", "1")
    assert text.count(old) == 1
    assert edited(text, [edit]) == text.replace(old, new)


def test_the_last_of_a_name_said_twice_is_meant() -> None:
    text = '{"a": 1, "b": 0, "a": 2}'
    assert edited(text, [SetValue("/a", 3)]) == '{"a": 1, "b": 0, "a": 3}'
    assert edited(text, [Remove("/a")]) == '{"b": 0}'
    with pytest.raises(EditError, match="said_twice"):
        edited(text, [Rename("/a", "c")])


@pytest.mark.parametrize(
    ("edits", "fault"),
    [
        ([SetValue("/c", 1)], EditFault.NOTHING_THERE),
        ([SetValue("/l/01", 1)], EditFault.NOTHING_THERE),
        ([SetValue("/l/9", 1)], EditFault.NOTHING_THERE),
        ([SetValue("l", 1)], EditFault.NOTHING_THERE),
        ([Remove("")], EditFault.ROOT),
        ([Rename("/a", "l")], EditFault.NAME_TAKEN),
        ([Rename("/l/0", "x")], EditFault.NOTHING_THERE),
        ([InsertMember("", "a", 1)], EditFault.NAME_TAKEN),
        ([InsertMember("", "x", 1), InsertMember("", "x", 2)], EditFault.NAME_TAKEN),
        ([InsertMember("/l", "x", 1)], EditFault.NOTHING_THERE),
        ([InsertMember("", "x", 1, after="y")], EditFault.NOTHING_THERE),
        ([InsertItem("/l", 3, 1)], EditFault.NOTHING_THERE),
        ([InsertItem("", 0, 1)], EditFault.NOTHING_THERE),
        ([SetValue("/l", 1), SetValue("/l/0", 1)], EditFault.OVERLAP),
        ([SetValue("/a", 1), SetValue("/a", 2)], EditFault.OVERLAP),
        ([Remove("/l"), Remove("/l/0")], EditFault.OVERLAP),
        ([Remove("/a"), Rename("/a", "b")], EditFault.OVERLAP),
        ([Remove("/a"), InsertMember("", "b", 1, after="a")], EditFault.OVERLAP),
        ([InsertItem("/e", 0, 1), InsertItem("/e", 0, 2)], EditFault.OVERLAP),
    ],
)
def test_what_cannot_be_done_is_refused(edits: list[Edit], fault: EditFault) -> None:
    with pytest.raises(EditError) as refused:
        edited('{"a": 1, "l": [1, 2], "e": []}', edits)
    assert refused.value.fault is fault


@pytest.mark.parametrize("text", ["", "x", "{", '{"a": 1} x', "[" * 100 + "]" * 100, "\ufeff\ufeff{}"])
def test_only_json_is_edited(text: str) -> None:
    with pytest.raises(EditError, match="not_json"):
        edited(text, [])


@pytest.mark.parametrize("text", ["{}", "\ufeff{ }\n", '{"a":1}', "[\t]"])
def test_no_edit_changes_nothing(text: str) -> None:
    assert edited(text, []) == text
