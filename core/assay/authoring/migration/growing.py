# SPDX-License-Identifier: Apache-2.0
"""Nodes of the draft while they are made, and the notes about them: places are known once it is written."""

from dataclasses import dataclass, field
from typing import TypeAlias

from assay.authoring.forms.spelling import Spelling
from assay.authoring.json_edit import joined
from assay.authoring.migration.rows import Row, What, shown
from assay.claims import Literal, Term
from assay.credential import Json
from assay.values import frozen


@dataclass(eq=False, slots=True)
class Said:
    """One statement about a node."""

    predicate: str
    value: "Term | Grown"
    pointer: str | None = None
    """Where its value stands; None until it is written."""


@dataclass(eq=False, slots=True)
class Grown:
    """A node of the draft."""

    classes: list[str] = field(default_factory=list)
    id: str = ""
    statements: list[Said] = field(default_factory=list)
    pointer: str | None = None

    def of(self, predicate: str) -> list[Said]:
        """What is said by one property."""
        return [said for said in self.statements if said.predicate == predicate]


@dataclass(eq=False, slots=True)
class Spot:
    """A place of the draft that is no node: a member of an envelope."""

    pointer: str | None = None


Target: TypeAlias = Said | Grown | Spot


@frozen
class Note:
    """A row whose place in the draft is not known yet."""

    what: What
    because: str
    old: str | None = None
    said: Json = ""
    target: Target | None = None
    inside: str = ""
    """What follows the target's own pointer, e.g. `/id`."""
    field: str = ""
    says: str = ""

    def row(self) -> Row:
        """The row, after everything was written."""
        pointer = self.target.pointer if self.target is not None else None
        new = None if pointer is None else pointer + self.inside
        says = self.says or (_told(self.target.value) if isinstance(self.target, Said) and new is not None else "")
        said = shown(self.said)
        return Row(self.what, self.because, self.old, said, new, says, self.field)


def written(node: Grown, spelling: Spelling, pointer: str) -> dict[str, Json]:
    """The node as JSON, to stand at a pointer. UnwritableError where the contexts give no way to write a statement."""
    node.pointer = pointer
    made: dict[str, Json] = {}
    if node.id:
        made[spelling.keyword("@id")] = node.id
    if node.classes:
        names = [spelling.type_name(cls) for cls in node.classes]
        made[spelling.keyword("@type")] = names[0] if len(names) == 1 else names
    by_key: dict[str, list[Said]] = {}
    for said in node.statements:
        key = spelling.key(said.predicate, None if isinstance(said.value, Grown) else said.value)
        by_key.setdefault(key, []).append(said)
    for key, statements in by_key.items():
        at = joined(pointer, key)
        values: list[Json] = []
        for index, said in enumerate(statements):
            said.pointer = at if len(statements) == 1 else joined(at, index)
            values.append(_value(said, key, spelling))
        made[key] = values[0] if len(values) == 1 else values
    return made


def _value(said: Said, key: str, spelling: Spelling) -> Json:
    if isinstance(said.value, Grown):
        return written(said.value, spelling, said.pointer or "")
    return spelling.value(key, said.value)


def notary_note(node: Grown) -> Note:
    """That a number has to be attested again, with what to ask for: the number and the id it has in the draft."""
    said = [one.value.value for one in node.statements[:1] if isinstance(one.value, Literal)]
    asked = ", ".join(filter(None, (*said, node.id)))
    return Note(What.NEEDS_INPUT, "notary_again", None, "", node, field=node.classes[0], says=asked)


def _told(value: Term | Grown) -> str:
    if isinstance(value, Grown):
        return shown(value.id)
    return shown(value.value if isinstance(value, Literal) else value)
