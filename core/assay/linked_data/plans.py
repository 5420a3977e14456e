# SPDX-License-Identifier: Apache-2.0
"""What a key or a type means in a context, worked out once and remembered by the context."""

from typing import Final

from assay.linked_data.account import DropReason
from assay.linked_data.definitions import KEYWORDS, Definition
from assay.linked_data.rdf import is_iri
from assay.linked_data.suggest import has_known_scheme
from assay.linked_data.terms import ActiveContext
from assay.linked_data.values import identifier

Node = str | DropReason
"""Id of a node, or why it has none that can be used."""
CREDENTIAL_SUBJECT: Final = "https://www.w3.org/2018/credentials#credentialSubject"
_PLAIN: Final = Definition("")
_SIMPLE: Final = (frozenset[str](), frozenset(("@set",)))
_MOST: Final = 4096
"""Keys remembered by a context; documents with more different keys only cost more."""


class Plan:
    """How to read the members with one key."""

    __slots__ = ("definition", "is_simple", "is_strange", "is_subject", "keyword", "predicate")

    def __init__(self, key: str, definition: Definition | None, active: ActiveContext) -> None:
        self.keyword = _keyword(key, definition)
        """The keyword the key stands for; empty if it is none."""
        self.definition = definition or _PLAIN
        self.predicate: Node = DropReason.KEYWORD_LIKE if self.keyword else _predicate(key, definition, active)
        lost = isinstance(self.predicate, DropReason)
        self.is_simple = self.definition.container in _SIMPLE and not _is_special(self.definition)
        """Values are read one by one, no container or feature needs attention."""
        self.is_strange = not lost and not has_known_scheme(self.predicate)
        """The IRI begins with what looks like a prefix nobody defined."""
        self.is_subject = key == "credentialSubject" or self.predicate == CREDENTIAL_SUBJECT


class TypePlan:
    """How to read one name among the types of a node."""

    __slots__ = ("has_context", "is_strange", "node")

    def __init__(self, name: str, active: ActiveContext) -> None:
        found = active.get(name)
        self.has_context = found is not None and found.has_context
        self.node: Node = identifier(name, active, vocab=True)
        self.is_strange = not isinstance(self.node, DropReason) and not has_known_scheme(self.node)


def plan_of(key: str, active: ActiveContext) -> Plan:
    """The plan for a key. Raises DeclinedError for a definition the fast reading leaves alone."""
    found = active.plans.get(key)
    if isinstance(found, Plan):
        return found
    made = Plan(key, active.get(key), active)
    if len(active.plans) < _MOST:
        active.plans[key] = made
    return made


def keyword_of(key: str, active: ActiveContext) -> str:
    """The keyword a key stands for, empty if none, without working out the rest. Raises DeclinedError as `plan_of`."""
    found = active.plans.get(key)
    return found.keyword if isinstance(found, Plan) else _keyword(key, active.get(key))


def type_plan_of(name: str, active: ActiveContext) -> TypePlan:
    """The plan for a type. Raises DeclinedError where it is relative and there is a base."""
    found = active.type_plans.get(name)
    if isinstance(found, TypePlan):
        return found
    made = TypePlan(name, active)
    if len(active.type_plans) < _MOST:
        active.type_plans[name] = made
    return made


def _keyword(key: str, definition: Definition | None) -> str:
    named = definition.iri if definition is not None else key
    return named if named is not None and named[:1] == "@" and named in KEYWORDS else ""


def _is_special(definition: Definition) -> bool:
    return definition.is_reverse or definition.is_nested or definition.coercion == "@json"


def _predicate(key: str, definition: Definition | None, active: ActiveContext) -> Node:
    iri = definition.iri if definition is not None else active.expand(key, vocab=True)
    if iri is None:
        return DropReason.NULL_TERM if definition is not None else DropReason.KEYWORD_LIKE
    if iri[:2] == "_:":
        return DropReason.BLANK_PREDICATE
    if ":" not in iri:
        return DropReason.UNDEFINED_TERM if next(iter(active.terms()), None) else DropReason.NULL_CONTEXT
    return iri if is_iri(iri) else DropReason.ILLEGAL_ID
