# SPDX-License-Identifier: Apache-2.0
"""The account proved: each leaf of a document is a statement, a keyword, a listed drop, or told to be empty."""

from collections.abc import Iterator, Mapping

from assay.credential import Credential, Json
from assay.linked_data.expand import Expansion


def leaves(value: Json, pointer: str = "") -> Iterator[str]:
    """Pointers of all scalars, empty lists and empty objects; those of contexts left out."""
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            if key != "@context":
                yield from leaves(item, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves(item, f"{pointer}/{index}")
    else:
        yield pointer


def unaccounted_leaves(credential: Credential, expansion: Expansion) -> list[str]:
    """Leaves nobody accounts for. A statement said twice keeps one place, so equal siblings count as one."""
    said = set(expansion.value_places.values())
    dropped = {drop.pointer for drop in expansion.dropped}
    told_empty = {f.place.pointer for f in expansion.findings if f.place and f.rule == "LD-empty-member"}
    ids = {f"{pointer}/{key}" for pointer in expansion.node_at for key in ("id", "@id")}
    objects = set(expansion.node_at)
    return [
        leaf
        for leaf in leaves(credential.content)
        if leaf not in said
        and leaf not in told_empty
        and leaf not in ids
        and leaf not in objects
        and not any(leaf == pointer or leaf.startswith(pointer + "/") for pointer in dropped)
        and not _is_repeated(leaf, credential, expansion)
        and not _in_value_object(leaf, said | told_empty)
    ]


def _in_value_object(leaf: str, said: set[str]) -> bool:
    parent, _, key = leaf.rpartition("/")
    return key in ("@value", "@type", "@language", "type") and parent in said


def _is_repeated(leaf: str, credential: Credential, expansion: Expansion) -> bool:
    """Whether the same value stands at another place of the same member of the same node, which counts as said."""
    members = {pointer: key for key, pointers in expansion.member_places.items() for pointer in pointers}

    def owner(pointer: str) -> tuple[str, str] | None:
        pointer = pointer.removesuffix("/@value")
        while pointer and pointer not in members and (pointer.rpartition("/")[2].isdigit()):
            pointer = pointer.rpartition("/")[0]
        return members.get(pointer)

    mine = owner(leaf)
    value = _at(credential.content, leaf)
    return mine is not None and any(
        owner(place) == mine and _plain(_at(credential.content, place)) == value
        for place in expansion.value_places.values()
    )


def _plain(value: Json) -> Json:
    return value["@value"] if isinstance(value, Mapping) and "@value" in value else value


def _at(value: Json, pointer: str) -> Json:
    for step in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(step)]
        elif isinstance(value, Mapping):
            value = value[step.replace("~1", "/").replace("~0", "~")]
    return value
