# SPDX-License-Identifier: Apache-2.0
"""The account of a reading: what each member of a document says, what is dropped, what was left to the reference."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from assay.claims import Term, Triple
from assay.linked_data.terms import ActiveContext
from assay.values import frozen

Places = dict[Triple, str]
_MOST_NODES: Final = 100_000
"""Objects without id in one credential; ten times what the largest catalogues hold."""
_CLOSE: Final = 40
"""Dropped terms for which similar words are looked up; each costs milliseconds."""


class TooLargeError(Exception):
    """The document is beyond a limit: its name (`too_deep`, `too_large`, `too_many_contexts`) and the place."""


class LabelTakenError(Exception):
    """The author uses labels like ours; the walk begins again with another prefix."""


class DropReason(StrEnum):
    """Why JSON-LD reads a member, or one of its values, as nothing."""

    UNDEFINED_TERM = "undefined_term"
    NULL_TERM = "null_term"
    NULL_CONTEXT = "null_context"
    KEYWORD_LIKE = "keyword_like"
    ILLEGAL_ID = "illegal_id"
    RELATIVE_ID = "relative_id"
    ILLEGAL_BLANK_LABEL = "illegal_blank_label"
    BLANK_PREDICATE = "blank_predicate"
    ILLEGAL_LANGUAGE = "illegal_language"
    TYPE_WITHOUT_IRI = "type_without_iri"
    FREE_FLOATING = "free_floating"
    UNREAD = "unread"


@frozen
class Drop:
    """A member or value of the source that gives no statement."""

    term: str
    """The key, or the value where the value is at fault."""
    pointer: str
    reason: DropReason
    suggestion: str = ""
    """The term that was probably meant; empty where none is near."""
    inside_subject: bool = True
    of_key: bool = False
    """The key is at fault, not its value."""
    of_node: bool = False
    """It is the id of a node: nothing the node says is read."""
    consequence: bool = False
    """Dropped only because the node that says it has an illegal id, which is a drop of its own."""


class Remark(StrEnum):
    """What the walk noticed beside drops; each is a text of its own."""

    FEATURE = "feature"
    UNDEFINED_PREFIX = "undefined_prefix"
    REDEFINED = "redefined"
    OVERRIDDEN = "overridden"
    NULL_CONTEXT = "null_context"
    PROTECTED = "protected"
    UNKNOWN_CONTEXT = "unknown_context"
    EMPTY = "empty"
    FLATTENED = "flattened"


@frozen
class Noticed:
    """One remark about one place."""

    remark: Remark
    pointer: str
    term: str
    suggestion: str = ""
    of_key: bool = True


@dataclass(slots=True)
class Account:
    """Filled by one walk over one credential."""

    prefix: str
    """Begins every label of this credential."""
    inside: bool = False
    """The walk is inside a credential subject."""
    said: Places = field(default_factory=dict)
    """Statement to the place of its value, in the graph the walk is in."""
    graphs: list[tuple[str, Places]] = field(default_factory=list)
    """Named graphs: a name standing in for the one the parser will give, and its statements."""
    members: list[tuple[str, str, str]] = field(default_factory=list)
    """Node, predicate and place of each member."""
    nodes: list[tuple[str, str, bool]] = field(default_factory=list)
    """Node and place of each object, and whether it is a mere mention (`{"id": …}`)."""
    drops: list[Drop] = field(default_factory=list)
    noticed: list[Noticed] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    """Pointers of members left to the reference implementation."""
    scoped: set[str] = field(default_factory=set)
    """Terms whose scoped context applies somewhere."""
    count: int = 0
    has_user_labels: bool = False
    in_graph: bool = False

    def label(self) -> str:
        """A new label for a node without id."""
        self.count += 1
        if self.count > _MOST_NODES:
            raise TooLargeError("too_large", "")
        return f"_:{self.prefix}n{self.count}"

    def own(self, node: str) -> str:
        """An IRI as it is; the author's own label kept apart from ours and from those of other credentials."""
        if node[:2] != "_:":
            return node
        if node.startswith(f"_:{self.prefix}n"):
            raise LabelTakenError
        self.has_user_labels = True
        return f"_:{self.prefix}u{node[2:]}"

    def say(self, subject: str, predicate: str, value: Term, pointer: str) -> None:
        """One statement; said twice, it keeps its first place."""
        self.said.setdefault((subject, predicate, value), pointer)

    def drop(
        self,
        term: str,
        pointer: str,
        reason: DropReason,
        active: ActiveContext | None = None,
        *,
        of_key: bool = False,
        of_node: bool = False,
    ) -> None:
        """A member or value that gives no statement."""
        near = ""
        if active is not None and len(self.drops) < _CLOSE:
            from assay.linked_data.suggest import similar_term

            near = similar_term(term, active)
        self.drops.append(Drop(term, pointer, reason, near, self.inside, of_key, of_node))

    def consequence(self, term: str, pointer: str, reason: DropReason) -> None:
        """A value that gives no statement because the node that says it has no legal id."""
        self.drops.append(Drop(term, pointer, reason, "", self.inside, consequence=True))

    def notice(self, remark: Remark, pointer: str, term: str, *, suggestion: str = "", of_key: bool = True) -> None:
        """Something a finding should tell."""
        self.noticed.append(Noticed(remark, pointer, term, suggestion, of_key))

    def strange_prefix(self, written: str, active: ActiveContext, pointer: str, *, of_key: bool = False) -> None:
        """A name whose prefix nobody defined, and which therefore is an IRI of its own."""
        meant = ""
        if len(self.noticed) < _CLOSE:
            from assay.linked_data.suggest import similar_prefix

            meant = similar_prefix(written, active)
        self.notice(Remark.UNDEFINED_PREFIX, pointer, written, suggestion=meant, of_key=of_key)

    def mark(self) -> tuple[int, ...]:
        """How far the account has come, for `back_to`."""
        return tuple(map(len, (self.said, self.graphs, self.members, self.nodes, self.drops, self.noticed)))

    def back_to(self, mark: tuple[int, ...]) -> None:
        """Forgets what was written since the mark, because the member it belongs to is left to the reference."""
        said, *others = mark
        while len(self.said) > said:
            self.said.popitem()
        logs: tuple[list[Any], ...] = (self.graphs, self.members, self.nodes, self.drops, self.noticed)
        for log, length in zip(logs, others, strict=True):
            del log[length:]
