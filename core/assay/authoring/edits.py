# SPDX-License-Identifier: Apache-2.0
"""Edits of JSON as values, and the pointers (RFC 6901) they are about."""

from enum import StrEnum
from typing import TypeAlias

from assay.authoring.json_style import NewValue
from assay.values import frozen


@frozen
class SetValue:
    """Another value in place of the one at the pointer."""

    pointer: str
    value: NewValue


@frozen
class InsertMember:
    """A new member of the object at the pointer, after the named one; as the last one where no name is given."""

    pointer: str
    name: str
    value: NewValue
    after: str | None = None
    is_first: bool = False
    """Before all other members instead."""


@frozen
class InsertItem:
    """A new item of the array at the pointer, so that it has that index; at the end where the index is its length."""

    pointer: str
    index: int
    value: NewValue


@frozen
class Remove:
    """The member or item at the pointer taken out."""

    pointer: str


@frozen
class Rename:
    """Another name for the member at the pointer; its value and its place stay."""

    pointer: str
    name: str


Edit: TypeAlias = SetValue | InsertMember | InsertItem | Remove | Rename


class EditFault(StrEnum):
    """Why a text cannot be edited so."""

    NOT_JSON = "not_json"
    NOTHING_THERE = "nothing_there"
    NAME_TAKEN = "name_taken"
    SAID_TWICE = "said_twice"
    OVERLAP = "overlap"
    ROOT = "root"


class EditError(Exception):
    """An edit that cannot be made, and why."""

    def __init__(self, fault: EditFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def tokens_of(pointer: str) -> list[str]:
    """The parts of a JSON Pointer, unescaped."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def joined(pointer: str, *parts: str | int) -> str:
    """The pointer of a member or item, escaped."""
    return "".join((pointer, *(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)))
