# SPDX-License-Identifier: Apache-2.0
"""Two versions of one text: joined where that loses nothing of either side, else left to a person."""

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.projects.manifest import FILE, Manifest, manifest_of, manifest_text
from assay.projects.merging import merged, same

BASE = '{\n  "id": "urn:1",\n  "type": ["A", "B"],\n  "name": "old",\n  "subject": {"x": 1, "y": 2}\n}\n'


def joined(mine: str, theirs: str, base: str = BASE) -> str | None:
    return merged("credentials/a.jsonld", base, mine, theirs)


def test_different_members_come_together_and_the_text_stays_mine() -> None:
    mine = BASE.replace('"old"', '"mine"').replace("\n  ", "\n\t")
    theirs = BASE.replace('"y": 2', '"y": 3.50, "z": [1,2]')
    assert joined(mine, theirs) == mine.replace('"y": 2', '"y": 3.50, "z": [1,2]')


def test_what_they_took_out_and_put_in_is_in_place() -> None:
    theirs = BASE.replace('  "name": "old",\n', '  "title": "new",\n').replace('  "id"', '  "first": 0,\n  "id"')
    assert joined(BASE.replace('"x": 1', '"x": 9'), theirs) == theirs.replace('"x": 1', '"x": 9')


def test_the_same_change_on_both_sides_is_one() -> None:
    both = BASE.replace("old", "new")
    assert joined(both + "\n", both.replace('"x": 1', '"x": 7')) == both.replace('"x": 1', '"x": 7') + "\n"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ('"name": "a"', '"name": "b"'),
        ('"name": true', '"name": 1'),
        ('"name": 1.0', '"name": 1'),
        ('"name": {"a": 1}', '"name": {"b": 1}'),
        ('"name": "old", "more": {"a": 1}', '"name": "old", "more": {"b": 1}'),
        ('"gone": 1', '"name": "changed"'),
        ('"name": "a", "name": "b"', '"name": "old", "z": 1'),
        ('"name": ', '"name": "old", "z": 1'),
    ],
)
def test_the_same_place_is_asked_about(mine: str, theirs: str) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        assert joined(BASE.replace('"name": "old"', one), BASE.replace('"name": "old"', other)) is None


def test_lists_come_together_item_by_item_only_where_no_item_moved() -> None:
    base = '[{"id": "a", "n": 1}, {"id": "b", "n": 1}]'
    assert joined(base.replace('"a", "n": 1', '"a", "n": 2'), base.replace('"b", "n": 1', '"b", "n": 3'), base) == (
        '[{"id": "a", "n": 2}, {"id": "b", "n": 3}]'
    )
    turned = '[{"id": "b", "n": 1}, {"id": "a", "n": 1}]'
    assert joined(turned, base.replace('"a", "n": 1', '"a", "n": 9'), base) is None
    assert joined(base[:-1] + ", 1]", base[:-1] + ", 2]", base) is None


def test_texts_with_a_mark_or_other_line_ends_stay_so() -> None:
    mine = "\ufeff" + BASE.replace("\n", "\r\n").replace("old", "mine")
    assert joined(mine, BASE.replace('"x": 1', '"x": 5')) == mine.replace('"x": 1', '"x": 5')


def test_a_merge_that_would_take_long_is_left_to_a_person() -> None:
    base = json.dumps({f"n{number}": "x" * 200 for number in range(400)})
    mine, theirs = base.replace("}", ', "mine": 1}'), base.replace('"x', '"y')
    start = time.process_time()
    assert joined(mine, theirs, base) is None
    assert time.process_time() - start < 2


names = st.sampled_from(["a", "b", "c/d", "e~f", ""])
leaves = st.sampled_from([None, True, False, 0, 1, 1.5, "x", "é"])
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4), max_leaves=10
)
objects = st.dictionaries(names, trees, max_size=5)


@st.composite
def versions(draw: st.DrawFn) -> tuple[object, object, object]:
    """A value and two changed copies: a few places replaced, added or taken out."""
    base = draw(objects)
    return base, _changed(draw, base), _changed(draw, base)


def _changed(draw: st.DrawFn, value: object) -> object:
    copy = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, 3))):
        spots = list(_spots(copy))
        holder = draw(st.sampled_from(spots))
        name = draw(names)
        if draw(st.booleans()):
            holder.pop(name, None)
        else:
            holder[name] = draw(trees)
    return copy


def _spots(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _spots(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spots(inner)


def flat(value: object, pointer: tuple = ()) -> dict[tuple, object]:
    """Every leaf by its place."""
    if isinstance(value, dict):
        members = [flat(inner, (*pointer, name)) for name, inner in value.items()]
        return {(*pointer, None): "", **{at: leaf for member in members for at, leaf in member.items()}}
    if isinstance(value, list):
        items = [flat(item, (*pointer, place)) for place, item in enumerate(value)]
        return {(*pointer, "length"): str(len(value)), **{at: leaf for item in items for at, leaf in item.items()}}
    return {pointer: json.dumps(value)}


@given(versions(), st.sampled_from([None, 1, "\t"]))
@settings(deadline=None, max_examples=200)
def test_a_merge_never_loses_either_side(three, indent) -> None:
    """What either side changed is in the result as that side has it; what neither changed is as it was."""
    base, mine, theirs = three
    result = joined(json.dumps(mine, indent=indent), json.dumps(theirs), json.dumps(base, indent=1))
    if result is None:
        before, here, there = (json.dumps(value, sort_keys=True) for value in three)  # to Python False is 0
        assert here not in (before, there)
        assert there != before
        return
    first, own, other, found = map(flat, (base, mine, theirs, json.loads(result)))
    for at in first.keys() | own.keys() | other.keys() | found.keys():
        before, here, there = first.get(at), own.get(at), other.get(at)
        assert found.get(at) == (there if here == before else here), at
        assert before in {here, there} or here == there, at


@given(versions())
@settings(deadline=None, max_examples=80)
def test_it_does_not_matter_whose_side_is_whose(three) -> None:
    base, mine, theirs = (json.dumps(value) for value in three)
    one, other = joined(mine, theirs, base), joined(theirs, mine, base)
    assert (one is None) == (other is None)
    assert one is None or json.loads(one) == json.loads(other or "")


def test_values_are_the_same_only_if_they_say_the_same() -> None:
    assert not same(1, True)
    assert not same(1, 1.0)
    assert not same([1], [True])
    assert same({"a": 1, "b": [None]}, {"b": [None], "a": 1})


def _manifest(**changes: object) -> str:
    return manifest_text(Manifest("Acme", "p", **changes))  # type: ignore[arg-type]  # as the caller gives it


def test_a_projects_own_file_comes_together_by_its_tables() -> None:
    base = _manifest(order=("a", "b"), facts={"x": 1, "y": {"z": 1}})
    mine = _manifest(order=("a", "b", "mine"), facts={"x": 2, "y": {"z": 1}})
    theirs = _manifest(order=("new", "a"), facts={"x": 1, "y": {"z": 1, "w": 1}}, others={"t": {"k": 1}})
    found = manifest_of(merged(FILE, base, mine, theirs) or "")
    assert found == Manifest("Acme", "p", ("new", "a", "mine"), {"x": 2, "y": {"z": 1, "w": 1}}, others={"t": {"k": 1}})


def test_one_side_may_turn_the_order_and_the_other_add_to_it() -> None:
    base = _manifest(order=("a", "b"))
    turned, longer = _manifest(order=("b", "a")), _manifest(order=("a", "c", "b"))
    for mine, theirs in ((turned, longer), (longer, turned)):
        found = manifest_of(merged(FILE, base, mine, theirs) or "").order
        assert [name for name in found if name != "c"] == ["b", "a"]
        assert "c" in found


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"facts": {"x": 2}}, {"facts": {"x": 3}}),
        ({"order": ("b", "a", "c")}, {"order": ("c", "a", "b")}),
        ({"facts": {"l": ["n"]}}, {"facts": {"l": ["m"]}}),
        ({"facts": {"l": ["o", "o"]}}, {"facts": {"l": ["o", "m"]}}),
    ],
)
def test_the_same_of_a_projects_own_file_is_asked_about(mine: dict, theirs: dict) -> None:
    base = {"order": ("a", "b", "c"), "facts": {"x": 1, "l": ["o"]}}
    assert merged(FILE, _manifest(**base), _manifest(**(base | mine)), _manifest(**(base | theirs))) is None


def test_a_version_of_the_file_that_is_broken_is_not_merged() -> None:
    assert merged(FILE, _manifest(), _manifest(facts={"x": 1}), _manifest() + "surprise = [") is None
