# SPDX-License-Identifier: Apache-2.0
"""Two versions of one text that began as the same: joined where each changed other members, never where one would lose.

JSON keeps the text of the one side, and takes over the members that the other side changed, as they are written there.
What was made is compared with what it should say, as values; where that differs, nothing was merged.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from assay.authoring.edits import Edit, EditError, InsertMember, Remove, SetValue, joined
from assay.authoring.json_edit import Editor, edited
from assay.authoring.json_style import Verbatim
from assay.formats.json_text import WrittenNumber, parse_json
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE, as_written, manifest_of, raw_text, told_of
from assay.values import frozen

_MOST_EDITS, _MOST_WORK = 500, 20_000_000
"""Places that are taken over one by one, and characters that are read for that: beyond, a person decides sooner."""
_IDS = ("id", "@id")


class _Missing:
    """Stands where nothing stands."""


_MISSING = _Missing()


class _BothError(Exception):
    """Both sides changed the same place."""


@frozen
class _Taken:
    """A place that the other side alone changed; what stands there now, or nothing."""

    pointer: str
    value: object


def merged(file: str, base: str, mine: str, theirs: str) -> str | None:
    """The text that says what both sides changed; None where they changed the same, or it cannot be told apart."""
    try:
        return _merged_toml(base, mine, theirs) if file == FILE else _merged_json(base, mine, theirs)
    except (_BothError, EditError, ProjectError):
        return None


def _merged_json(base: str, mine: str, theirs: str) -> str:
    first, own, other = (_value(text) for text in (base, mine, theirs))
    taken = list(_taken(first, own, other, ""))
    if len(taken) > _MOST_EDITS or len(taken) * (len(mine) + len(theirs)) > _MOST_WORK:
        raise _BothError
    editor, text = Editor(theirs), mine
    for entry in taken:
        text = edited(text, [_edit(entry, editor, text, other)])
    wanted = own
    for entry in taken:
        wanted = _put(wanted, entry.pointer.split("/")[1:], entry.value)
    if not same(_value(text), wanted):
        raise _BothError
    return text


def _value(text: str) -> object:
    """What a text says, where every reader understands it alike."""
    found = parse_json(text.removeprefix("\ufeff"))
    if found.fatal is not None or found.flaws:
        raise _BothError
    return found.value


def _taken(base: object, mine: object, theirs: object, pointer: str) -> Iterator[_Taken]:
    """The places where the other side alone changed something. _BothError where both did, in different ways."""
    if same(base, theirs) or same(mine, theirs):
        return
    if same(base, mine):
        yield _Taken(pointer, theirs)
        return
    names = _names(base, mine, theirs)
    if names is None:
        raise _BothError
    for name in names:
        yield from _taken(_inside(base, name), _inside(mine, name), _inside(theirs, name), joined(pointer, name))


def _names(base: object, mine: object, theirs: object) -> list[str] | None:
    """The members to be compared one by one; None where the values can only be compared as wholes."""
    if isinstance(base, Mapping) and isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        return list(dict.fromkeys((*theirs, *base, *mine)))
    if not (isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list)):
        return None
    if not len(base) == len(mine) == len(theirs):
        return None
    for items in zip(base, mine, theirs, strict=True):
        is_one_side = same(items[0], items[1]) or same(items[0], items[2])
        if not is_one_side and not _is_one_node(items):
            return None
    return [str(index) for index in range(len(base))]


def _is_one_node(items: Sequence[object]) -> bool:
    """Whether three objects describe the same thing, by its id: places of a list mean nothing."""
    ids = [[entry.get(name) for name in _IDS] if isinstance(entry, Mapping) else [] for entry in items]
    return ids[0] == ids[1] == ids[2] and any(isinstance(name, str) for name in ids[0])


def _inside(value: object, name: str) -> object:
    if isinstance(value, list):
        return value[int(name)]
    return value.get(name, _MISSING) if isinstance(value, Mapping) else _MISSING


def _edit(entry: _Taken, theirs: Editor, mine: str, other: object) -> Edit:
    """What takes the place over into the text of this side."""
    if entry.value is _MISSING:
        return Remove(entry.pointer)
    value = Verbatim(theirs.text_at(entry.pointer))
    if not entry.pointer:
        return SetValue("", value)
    holder, *_ = entry.pointer.rpartition("/")
    own, their = _value(mine), other
    names = entry.pointer.split("/")[1:]
    for name in names[:-1]:
        own, their = _inside(own, _plain(name)), _inside(their, _plain(name))
    last = _plain(names[-1])
    if not isinstance(own, Mapping) or last in own or not isinstance(their, Mapping):
        return SetValue(entry.pointer, value)
    before = list(their)[: list(their).index(last)]
    after = next((name for name in reversed(before) if name in own), None)
    return InsertMember(holder, last, value, after=after, is_first=after is None)


def _put(value: object, names: list[str], new: object) -> object:
    """The value with another one at a place."""
    if not names:
        return new
    name = _plain(names[0])
    if isinstance(value, list):
        return [_put(item, names[1:], new) if str(at) == name else item for at, item in enumerate(value)]
    if not isinstance(value, Mapping):
        raise _BothError
    inner = _put(value.get(name, _MISSING), names[1:], new)
    kept = dict(value)
    if inner is _MISSING:
        kept.pop(name, None)
        return kept
    return {**kept, name: inner}


def _plain(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def same(one: object, other: object) -> bool:
    """Whether two values say the same: 1 is neither true nor 1.0, and members have no order."""
    if isinstance(one, WrittenNumber) and isinstance(other, WrittenNumber):
        return one.literal == other.literal
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


def _merged_toml(base: str, mine: str, theirs: str) -> str:
    first, own, other = told_of(base), told_of(mine), told_of(theirs)
    text = as_written(raw_text(_tables(first, own, other)), mine)  # type: ignore[arg-type]  # tables give a table
    manifest_of(text)
    return text


def _tables(base: object, mine: object, theirs: object) -> object:
    if same(base, theirs) or same(mine, theirs):
        return mine
    if same(base, mine):
        return theirs
    if isinstance(base, Mapping) and isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        names = dict.fromkeys((*mine, *theirs))
        both = {name: _tables(_inside(base, name), _inside(mine, name), _inside(theirs, name)) for name in names}
        return {name: value for name, value in both.items() if value is not _MISSING}
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        return _lists(base, mine, theirs)
    raise _BothError


def _lists(base: list[object], mine: list[object], theirs: list[object]) -> list[object]:
    """Items that either side added, without those that either took out. _BothError where both replaced the same."""
    keys = [[json.dumps(item, sort_keys=True, default=repr) for item in items] for items in (base, mine, theirs)]
    first, own, other = keys
    if any(len(set(items)) < len(items) for items in keys):
        raise _BothError
    if _is_reordered(first, other):
        if _is_reordered(first, own):
            raise _BothError
        own, other = other, own
    if (set(first) - set(own)) & (set(first) - set(other)) and set(own) - set(first) and set(other) - set(first):
        raise _BothError
    found = [key for key in own if key in other or key not in first]
    for place, key in enumerate(other):
        if key not in first and key not in found:
            before = next((name for name in reversed(other[:place]) if name in found), None)
            found.insert(0 if before is None else found.index(before) + 1, key)
    items = dict(zip((key for side in keys for key in side), (*base, *mine, *theirs), strict=True))
    return [items[key] for key in found]


def _is_reordered(base: list[str], side: list[str]) -> bool:
    return [key for key in side if key in base] != [key for key in base if key in side]
