# SPDX-License-Identifier: Apache-2.0
"""A set of questions as values: pages, what each asks, and the nodes that the answers are written into."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from assay.values import frozen


class AskKind(StrEnum):
    """What sort of answer is wanted."""

    FIELD = "field"
    """A value of a property: the form of the node says which values it takes."""
    CHOICE = "choice"
    """One of a few options in words."""
    CONSENT = "consent"
    """That somebody accepts something: yes, or nothing is written."""
    DOMAIN = "domain"
    """The web domain under which the credentials are published: ids and issuer are made of it."""


@frozen
class Said:
    """A statement that an option or a consent comes to."""

    node: str
    property: str
    """IRI."""
    value: str
    """As text, read as a value of that field; `@terms` stands for the digest of the terms in force."""


@frozen
class Option:
    """One of the answers to choose among."""

    id: str
    classes: Mapping[str, str]
    """Node to the class it has if this is chosen."""
    says: tuple[Said, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    """Node to the node that it says the same as if this is chosen."""


@frozen
class When:
    """A condition: an earlier question has one of some answers."""

    ask: str
    options: tuple[str, ...]


@frozen
class Ask:
    """One thing that is asked."""

    id: str
    kind: AskKind
    node: str = ""
    property: str = ""
    """IRI; empty where no single property is asked for."""
    options: tuple[Option, ...] = ()
    says: tuple[Said, ...] = ()
    when: When | None = None
    is_needed: bool = False
    """Without it nothing can be written at all."""


@frozen
class Page:
    """One thought."""

    id: str
    asks: tuple[Ask, ...]
    criteria: tuple[str, ...] = ()
    """Which criteria it counts for, told beside it."""
    each: str = ""
    """Name of a node that there may be several of: the page is asked once for each."""
    when: When | None = None


@frozen
class NodePlan:
    """A node that answers are written into; it is there as soon as something is said of it."""

    id: str
    cls: str
    """Class IRI; empty where an option says it."""
    of: str = ""
    """The node that has it as a value; empty for one that stands by itself."""
    via: str = ""
    """By which property, an IRI."""
    file: str = ""
    """It is a credential of its own, of this name; else a part described in place."""
    anchor: str = ""
    """Of a part: what its id ends in, where others have to refer to it (a notary attests a registration number)."""
    repeats: bool = False


@dataclass(frozen=True)
class Questionnaire:
    """All of it."""

    id: str
    pack: str
    """Id of the rule pack whose words it uses."""
    nodes: Mapping[str, NodePlan]
    """In the order they are written."""
    pages: tuple[Page, ...]
    links: tuple[Said, ...] = ()
    """Statements that hold in any case; `@<questionnaire>.<node>` stands for a node of another set of questions."""

    def asks(self) -> Iterator[Ask]:
        """All that is asked, page by page."""
        for page in self.pages:
            yield from page.asks

    @cached_property
    def by_id(self) -> Mapping[str, Ask]:
        """What is asked, by its id."""
        return {ask.id: ask for ask in self.asks()}
