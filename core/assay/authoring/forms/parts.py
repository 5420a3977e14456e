# SPDX-License-Identifier: Apache-2.0
"""Nodes that are to be written: what they are and say, and the JSON that says it."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from assay.authoring.forms.spelling import Spelling
from assay.claims import Term
from assay.credential import Json
from assay.values import frozen


@frozen
class Part:
    """A node with its classes and statements, in the order they are to be written."""

    classes: tuple[str, ...] = ()
    id: str = ""
    """Empty for a part that nobody else refers to."""
    statements: "tuple[tuple[str, Statement], ...]" = ()


Statement: TypeAlias = Term | Part
"""What a property is said to be: a literal, the id of a node, or a node described in place."""


def written(part: Part, spelling: Spelling) -> dict[str, Json]:
    """The part as JSON. UnwritableError where the contexts give no way to write one of its statements."""
    made: dict[str, Json] = {}
    if part.id:
        made[spelling.keyword("@id")] = part.id
    if part.classes:
        names = [spelling.type_name(cls) for cls in part.classes]
        made[spelling.keyword("@type")] = names[0] if len(names) == 1 else names
    for key, values in _by_key(part.statements, spelling).items():
        made[key] = values[0] if len(values) == 1 else values
    return made


def statement_written(key: str, statement: Statement, spelling: Spelling) -> Json:
    """One value of a member."""
    return written(statement, spelling) if isinstance(statement, Part) else spelling.value(key, statement)


def _by_key(statements: Iterable[tuple[str, Statement]], spelling: Spelling) -> Mapping[str, list[Json]]:
    found: dict[str, list[Json]] = {}
    for predicate, statement in statements:
        key = spelling.key(predicate, None if isinstance(statement, Part) else statement)
        found.setdefault(key, []).append(statement_written(key, statement, spelling))
    return found
