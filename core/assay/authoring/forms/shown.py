# SPDX-License-Identifier: Apache-2.0
"""A form in words, as values: what each field is called, how its values are put in, and what is wrong with them."""

from collections.abc import Iterator

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FilledForm, FilledValue
from assay.authoring.forms.form import Field, Way
from assay.claims import Term
from assay.rules.form_table import Group
from assay.values import frozen


@frozen
class Choice:
    """One entry of a list."""

    term: Term
    label: str


@frozen
class ShownFinding:
    """What is wrong at a place."""

    id: str
    """The finding's fingerprint."""
    text: str
    how: str = ""
    is_violation: bool = True


@frozen
class ShownWay:
    """One way to give a value, in words."""

    way: Way
    editor: Editor
    label: str
    """What is wanted, to stand alone: `a web address`."""
    classes: tuple[tuple[str, str], ...] = ()
    """Of a node what it may be: class IRI and name."""
    example: str = ""
    """A value, to stand alone: `for example 10115`; empty where there is none."""

    @property
    def hint(self) -> str:
        """What an empty field shows: an example tells more than the name of a datatype."""
        return self.example or self.label


@frozen
class ShownValue:
    """One value of a field."""

    value: FilledValue
    way: int
    """Which of the field's ways it is given in."""
    text: str
    """What an editor holds; of a node its name."""
    findings: tuple[ShownFinding, ...] = ()
    language: str = ""
    """Of a text in a language its tag."""
    part: "ShownForm | None" = None
    """Of a part that is described in place its own form, where that is shown right there."""
    below: int = 0
    """How many things are to correct in a part that has a form of its own."""
    can_rise: bool = False
    """Whether it can change places with the value before it."""
    address: str = ""
    """Of something that is described in another document its id; empty for what is described in this one."""


@frozen
class ShownField:
    """One field in words."""

    field: Field
    label: str
    help: str
    ways: tuple[ShownWay, ...]
    group: Group = Group.OTHER
    values: tuple[ShownValue, ...] = ()
    findings: tuple[ShownFinding, ...] = ()
    """What is wrong with the field as a whole: a value is missing, there are too many."""
    digest: str = ""
    """The property that has the digest of the document named here; empty where none has."""
    language: str = ""
    """The property that says in which language the policy is written; empty where none does."""

    @property
    def is_in_use(self) -> bool:
        """Whether it must be answered, or is, or something is wrong with it."""
        return bool(self.field.is_required or self.values or self.findings)


@frozen
class ShownOther:
    """What the document says besides, as it stands there."""

    name: str
    text: str
    pointer: str


@frozen
class ShownForm:
    """A node's form in words."""

    filled: FilledForm
    title: str
    kind: str
    help: str
    fields: tuple[ShownField, ...]
    others: tuple[ShownOther, ...]
    findings: tuple[ShownFinding, ...] = ()
    """About the node itself, and none of its fields."""

    @property
    def node(self) -> str:
        """The node."""
        return self.filled.node

    def field(self, predicate: str) -> ShownField | None:
        """The field of a property; None where it has none."""
        return next((entry for entry in self.fields if entry.field.predicate == predicate), None)

    def parts(self) -> "Iterator[ShownForm]":
        """The form itself, and those that are shown inside of it, outermost first."""
        yield self
        for entry in self.fields:
            for value in entry.values:
                if value.part is not None:
                    yield from value.part.parts()
