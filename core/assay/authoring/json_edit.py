# SPDX-License-Identifier: Apache-2.0
"""Edits of a JSON text by JSON Pointer (RFC 6901). Every byte that no edit is about stays as it is.

All pointers are those of the text as it is given: several edits at once come to the same as one after the other, the
last of the text first. Where an object says a name twice the last one is meant, as JSON readers do; to remove the
name removes all of them, and none of them can be renamed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assay.authoring.edits import (
    Edit,
    EditError,
    EditFault,
    InsertItem,
    InsertMember,
    Remove,
    Rename,
    SetValue,
    joined,
    tokens_of,
)
from assay.authoring.json_style import NewValue, Style
from assay.formats.json_text import parse_json
from assay.json_tree import JsonTree

__all__ = [
    "Edit",
    "EditError",
    "EditFault",
    "Editor",
    "InsertItem",
    "InsertMember",
    "Remove",
    "Rename",
    "SetValue",
    "edited",
    "joined",
    "tokens_of",
]
BYTE_ORDER_MARK = "\ufeff"


class _Splice(NamedTuple):
    start: int
    stop: int
    text: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made. EditError where one cannot be made, or two are about the same stretch."""
    return Editor(text).edited(edits)


class Editor:
    """One text, scanned once, and what several edits make of it."""

    def __init__(self, text: str) -> None:
        """EditError where the text is no JSON that can be read."""
        self._mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        self._text = text.removeprefix(BYTE_ORDER_MARK)
        if parse_json(self._text).fatal is not None:
            raise EditError(EditFault.NOT_JSON)
        self._tree = JsonTree(self._text)
        self._style = Style(self._tree)
        self._children: dict[int, list[int]] = {}

    def edited(self, edits: Sequence[Edit]) -> str:
        """The text with the edits made. EditError as `edited`."""
        made = _Made()
        for edit in edits:
            self._make(edit, made)
        splices = sorted(
            [*made.splices, *self._removals(made)], key=lambda splice: (splice.start, splice.stop != splice.start)
        )
        return self._mark + self._spliced(splices)

    def text_at(self, pointer: str) -> str:
        """The text of a value. EditError where there is none."""
        node = self._node(pointer)
        return self._text[self._tree.starts[node] : self._tree.stops[node]]

    def _spliced(self, splices: Sequence[_Splice]) -> str:
        parts: list[str] = []
        at = 0
        for splice in splices:
            if splice.start < at:
                raise EditError(EditFault.OVERLAP)
            parts += [self._text[at : splice.start], splice.text]
            at = splice.stop
        return "".join((*parts, self._text[at:]))

    def _make(self, edit: Edit, made: "_Made") -> None:
        if isinstance(edit, SetValue):
            node = self._node(edit.pointer)
            start, stop = self._tree.starts[node], self._tree.stops[node]
            told = self._style.printed(edit.value, self._style.base(node))
            made.splices.append(_Splice(start, stop, told))
            made.replaced.add(node)
        elif isinstance(edit, Rename):
            self._rename(edit, made)
        elif isinstance(edit, Remove):
            self._remove(edit, made)
        elif isinstance(edit, InsertMember):
            self._insert_member(edit, made)
        else:
            self._insert_item(edit, made)

    def _rename(self, edit: Rename, made: "_Made") -> None:
        node = self._node(edit.pointer)
        own = self._tree.key(node)
        if own is None:
            raise EditError(EditFault.NOTHING_THERE)
        parent = self._tree.parents[node]
        if len(self._named(parent, own)) > 1:
            raise EditError(EditFault.SAID_TWICE)
        if edit.name != own:
            self._take_name(parent, edit.name, made)
        made.splices.append(_Splice(*self._style.key_span(node), self._style.quoted(edit.name)))
        made.renamed.add(node)

    def _take_name(self, parent: int, name: str, made: "_Made") -> None:
        if self._named(parent, name) or (parent, name) in made.names:
            raise EditError(EditFault.NAME_TAKEN)
        made.names.add((parent, name))

    def _remove(self, edit: Remove, made: "_Made") -> None:
        node = self._node(edit.pointer)
        if node == 0:
            raise EditError(EditFault.ROOT)
        key = self._tree.key(node)
        found = [node] if key is None else self._named(self._tree.parents[node], key)
        if made.removed & set(found):
            raise EditError(EditFault.OVERLAP)
        made.removed.update(found)

    def _insert_member(self, edit: InsertMember, made: "_Made") -> None:
        parent = self._node(edit.pointer)
        if not self._tree.is_object(parent):
            raise EditError(EditFault.NOTHING_THERE)
        self._take_name(parent, edit.name, made)
        children = self._children_of(parent)
        if edit.is_first and children:
            self._put_first(
                children, f"{self._style.quoted(edit.name)}{self._style.colon(children[0])}", edit.value, made
            )
            return
        anchor = -1
        if children:
            anchors = children if edit.after is None else self._named(parent, edit.after)
            if not anchors:
                raise EditError(EditFault.NOTHING_THERE)
            anchor = anchors[-1]
        head = f"{self._style.quoted(edit.name)}{self._style.colon(anchor)}"
        self._insert(parent, anchor, head, edit.value, made)

    def _insert_item(self, edit: InsertItem, made: "_Made") -> None:
        parent = self._node(edit.pointer)
        children = self._children_of(parent)
        if self._tree.is_object(parent) or not self._tree.is_container(parent) or edit.index > len(children):
            raise EditError(EditFault.NOTHING_THERE)
        if edit.index or not children:
            self._insert(parent, children[edit.index - 1] if children else -1, "", edit.value, made)
            return
        self._put_first(children, "", edit.value, made)

    def _put_first(self, children: Sequence[int], head: str, value: NewValue, made: "_Made") -> None:
        """A member or item before all others."""
        first = children[0]
        made.anchors.add(first)
        start, lead = self._style.first(first), self._style.lead_among(children)
        told = self._style.printed(value, self._style.indent_of(first))
        made.splices.append(_Splice(start, start, f"{head}{told},{lead}"))

    def _insert(self, parent: int, anchor: int, head: str, value: NewValue, made: "_Made") -> None:
        """A member or item after its sibling; the only one of its parent where there is none."""
        if anchor < 0:
            self._fill(parent, head, value, made)
            return
        made.anchors.add(anchor)
        lead, stop = self._style.lead_among(self._children_of(parent)), self._tree.stops[anchor]
        inner = self._style.indent_of(anchor)
        made.splices.append(_Splice(stop, stop, f",{lead}{head}{self._style.printed(value, inner)}"))

    def _fill(self, parent: int, head: str, value: NewValue, made: "_Made") -> None:
        if parent in made.filled:
            raise EditError(EditFault.OVERLAP)
        made.filled.add(parent)
        start, stop = self._tree.starts[parent] + 1, self._tree.stops[parent] - 1
        base = self._style.base(parent)
        if base is None:
            made.splices.append(_Splice(start, stop, head + self._style.printed(value, None)))
            return
        newline, inner = self._style.newline, base + self._style.unit
        told = f"{newline}{inner}{head}{self._style.printed(value, inner)}{newline}{base}"
        made.splices.append(_Splice(start, stop, told))

    def _removals(self, made: "_Made") -> Iterator[_Splice]:
        if made.removed & (made.anchors | made.replaced | made.renamed):
            raise EditError(EditFault.OVERLAP)
        for parent in sorted({self._tree.parents[node] for node in made.removed}):
            children = self._children_of(parent)
            gone = [node in made.removed for node in children]
            if all(gone):
                yield _Splice(self._tree.starts[parent] + 1, self._tree.stops[parent] - 1, "")
                continue
            kept = -1
            for at in (at for at, is_gone in enumerate(gone) if not is_gone):
                if at - kept > 1:
                    yield self._gap(children, kept, at)
                kept = at
            if kept < len(children) - 1:
                yield _Splice(self._tree.stops[children[kept]], self._tree.stops[children[-1]], "")

    def _gap(self, children: Sequence[int], kept: int, at: int) -> _Splice:
        """What goes with the children between two that stay."""
        if kept < 0:
            return _Splice(self._style.first(children[0]), self._style.first(children[at]), "")
        return _Splice(self._tree.stops[children[kept]], self._tree.stops[children[at - 1]], "")

    def _node(self, pointer: str) -> int:
        if not len(self._tree) or not (pointer == "" or pointer.startswith("/")):
            raise EditError(EditFault.NOTHING_THERE)
        node = 0
        for token in tokens_of(pointer):
            found = self._named(node, token) if self._tree.is_object(node) else self._item(node, token)
            if not found:
                raise EditError(EditFault.NOTHING_THERE)
            node = found[-1]
        return node

    def _item(self, node: int, token: str) -> list[int]:
        children = self._children_of(node)
        is_index = token.isascii() and token.isdigit() and str(int(token[:9])) == token
        return [children[int(token)]] if is_index and int(token) < len(children) else []

    def _named(self, parent: int, name: str) -> list[int]:
        return [node for node in self._children_of(parent) if self._tree.key(node) == name]

    def _children_of(self, node: int) -> list[int]:
        if node not in self._children:
            self._children[node] = list(self._tree.children(node)) if self._tree.is_container(node) else []
        return self._children[node]


@dataclass(slots=True)
class _Made:
    """What some edits come to, before it is put into the text."""

    splices: list[_Splice] = field(default_factory=list)
    removed: set[int] = field(default_factory=set)
    replaced: set[int] = field(default_factory=set)
    renamed: set[int] = field(default_factory=set)
    anchors: set[int] = field(default_factory=set)
    filled: set[int] = field(default_factory=set)
    names: set[tuple[int, str]] = field(default_factory=set)
