# SPDX-License-Identifier: Apache-2.0
"""A node of a document as its form shows it: each field with the values it has, and everything else that is said.

Made from the claims and their places, so whatever way a document found to say something, it is shown where it belongs;
what no field is for is kept and shown as it stands.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assay.authoring.edits import EditError, EditFault, joined
from assay.authoring.forms.form import Field, Form, Way, WayKind
from assay.authoring.forms.shape_fields import form_of, form_of_shapes
from assay.authoring.forms.spelling import Spelling, UnwritableError, spelling_of
from assay.authoring.json_edit import BYTE_ORDER_MARK
from assay.authoring.source import MISSING, Source, text_of
from assay.claims import Term, is_blank
from assay.errors import AssayError
from assay.linked_data.contexts import ContextSource
from assay.linked_data.definitions import DeclinedError, InvalidError
from assay.linked_data.scope import StoppedError
from assay.positions import Positions
from assay.values import frozen

if TYPE_CHECKING:
    from assay.checks.case import Case
    from assay.credential import Json
    from assay.examination import Examination

_AROUND = frozenset(("id", "@id", "type", "@type", "@context"))


@frozen
class FilledValue:
    """One value of a field, and where it stands."""

    term: Term
    pointer: str
    """Of the value itself, be it alone or an item of a list."""
    is_part: bool = False
    """It is a node described right there."""
    is_editable: bool = True
    """Nobody signed what it stands in, and it is written in one place only."""


@frozen
class FilledField:
    """A field with what the document says."""

    field: Field
    values: tuple[FilledValue, ...] = ()
    members: tuple[str, ...] = ()
    """Pointers of the members that say it; the last is where more of it is written."""


@frozen
class Other:
    """A member that no field is for: kept as it is, and shown."""

    name: str
    pointer: str


@frozen
class FilledForm:
    """The form of one node."""

    node: str
    pointer: str
    """Of the object that describes it; where several do, of the one that says the most."""
    form: Form
    fields: tuple[FilledField, ...]
    others: tuple[Other, ...]
    is_editable: bool

    def field(self, predicate: str) -> FilledField | None:
        """The field of a property; None where it has none."""
        return next((entry for entry in self.fields if entry.field.predicate == predicate), None)


class FormDocument:
    """One examined document, and the forms of its nodes."""

    def __init__(self, examination: "Examination") -> None:
        self.examination = examination
        self.source = Source(examination)

    @cached_property
    def case(self) -> "Case | None":
        """What was judged; None where nothing could be read."""
        return self.examination.judgement.case

    @cached_property
    def is_usable(self) -> bool:
        """Whether it can be shown as forms: one document as JSON, and rules that were compiled. Whether anything in it
        may be changed is another matter.
        """
        is_json = not self.examination.judgement.members and not self.examination.reading.triples
        return is_json and self.case is not None and self.case.pack.program is not None

    def spelling(self, pointer: str) -> Spelling:
        """How statements are written at a place. UnwritableError where its contexts cannot be read."""
        return self._spelling(self.source.credential_around(pointer) or "")

    def text_at(self, pointer: str) -> str:
        """The text of a value, as the file has it; of what is inside of a JWT as it reads decoded. EditError where the
        file has none.
        """
        if not self.source.is_editable:
            return json.dumps(self.source.value(pointer), ensure_ascii=False, default=str)
        told = self._positions.text_at(pointer)
        if told is None:
            raise EditError(EditFault.NOTHING_THERE)
        return told

    @cached_property
    def _positions(self) -> Positions:
        return Positions((text_of(self.examination) or "").removeprefix(BYTE_ORDER_MARK))

    def nodes(self) -> tuple[str, ...]:
        """Subjects of credentials in document order."""
        return self.examination.subjects if self.case else ()

    def form(self, node: str) -> Form | None:
        """What the shapes ask of a node: by its classes, or by the property that leads to it where it has none."""
        if self.case is None or self.case.pack.program is None:
            return None
        classes = self._classes(node)
        handed = () if self._is_targeted(classes) else self._handed.get(node, ())
        if handed:
            return form_of_shapes(self.case.pack.program, handed, classes)
        return form_of(self.case.pack.program, self.case.pack.superclasses, classes)

    def filled(self, node: str) -> FilledForm | None:
        """A node's form with its values; None where the document cannot be shown as forms or has no such node."""
        form = self.form(node) if self.is_usable else None
        if form is None or self.case is None or node not in self.case.node_places:
            return None
        pointer = self.pointer_of(node)
        fields = tuple(self._filled(node, entry) for entry in form)
        known = {member for entry in fields for member in entry.members}
        spots = dict.fromkeys((pointer, *(place.pointer for place in self.case.node_places[node])))
        others = tuple(other for spot in spots for other in self._others(spot, known))
        return FilledForm(node, pointer, form, fields, others, self._is_open(pointer))

    def _filled(self, node: str, entry: Field) -> FilledField:
        case = self._case
        members = tuple(place.pointer for place in case.member_places.get((node, entry.predicate), ()))
        places = case.value_places
        terms = case.claims.objects(node, entry.predicate)
        found = {at.pointer: term for term in terms if (at := places.get((node, entry.predicate, term))) is not None}
        spots = [spot for member in members for spot in self._spots(member)]
        said = self._said(spots, found)
        hidden = [term for term in terms if (node, entry.predicate, term) not in places]
        told = [FilledValue(term, "", is_editable=False) for term in hidden]
        told += [self._value(term, spot) for spot, term in found.items() if spot not in said]
        told += [self._value(term, spot) for spot, term in said.items()]
        return FilledField(entry, tuple(told), members)

    def _spots(self, pointer: str) -> Iterator[str]:
        """The pointers of the values of a member, in the order they are written."""
        written = self.source.value(pointer)
        if isinstance(written, list):
            for index in range(len(written)):
                yield from self._spots(joined(pointer, index))
        elif isinstance(written, Mapping) and set(written) == {"@set"}:
            yield from self._spots(joined(pointer, "@set"))
        else:
            yield pointer

    def _said(self, spots: Sequence[str], found: Mapping[str, Term]) -> Mapping[str, Term]:
        """What is said at each place. The same thing said twice is one statement, and stands at two places."""
        if all(spot in found for spot in spots):
            return {spot: found[spot] for spot in spots}
        by_text = {_alike(self.source.value(spot)): term for spot, term in found.items()}
        pairs = ((spot, found.get(spot, by_text.get(_alike(self.source.value(spot))))) for spot in spots)
        return {spot: term for spot, term in pairs if term is not None}

    def _value(self, term: Term, pointer: str) -> FilledValue:
        written = self.source.value(pointer)
        is_part = isinstance(term, str) and isinstance(written, Mapping) and bool(set(written) - {"id", "@id"})
        return FilledValue(term, pointer, is_part, self._is_open(pointer))

    def _others(self, pointer: str, known: set[str]) -> Iterator[Other]:
        holder = self.source.value(pointer)
        for name in holder if isinstance(holder, Mapping) else ():
            at = joined(pointer, name)
            if name not in _AROUND and at not in known:
                yield Other(name, at)

    def pointer_of(self, node: str) -> str:
        """Where a node is described; where several places do, the one that says the most. Empty for none."""
        places = self._case.node_places.get(node, ())
        return max((place.pointer for place in places), key=self._said_at, default="")

    def _said_at(self, pointer: str) -> int:
        written = self.source.value(pointer)
        return len(written) if isinstance(written, Mapping) else 0

    def _is_open(self, pointer: str) -> bool:
        return (
            self.source.is_editable
            and self.source.may_change(pointer)
            and self.source.value(pointer) is not MISSING
            and (self.source.is_as_written(pointer))
        )

    def _spelling(self, credential: str) -> Spelling:
        if credential not in self._spellings:
            found = next((one for one in self.examination.reading.credentials if one.pointer == credential), None)
            contexts = found.content.get("@context") if found else self._top_context
            inherited = found.inherited_contexts if found else ()
            source = ContextSource(self._case.pack.contexts)
            try:
                made = spelling_of(contexts, source, inherited=inherited, renamed=self._renamed)
            except (StoppedError, DeclinedError, InvalidError, AssayError):
                raise UnwritableError(credential) from None
            self._spellings[credential] = made
        return self._spellings[credential]

    @cached_property
    def _spellings(self) -> dict[str, Spelling]:
        return {}

    @cached_property
    def _top_context(self) -> "Json":
        decoded = self.examination.reading.decoded
        return decoded.get("@context") if isinstance(decoded, Mapping) else None

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """Where the document speaks another release of the pack's vocabulary throughout, its namespace."""
        met = tuple(self._case.namespaces.aliases)
        return {self._case.pack.namespace: met[0]} if len(met) == 1 else {}

    def _classes(self, node: str) -> tuple[str, ...]:
        return tuple(cls for cls in self._case.claims.types(node) if isinstance(cls, str))

    def _is_targeted(self, classes: tuple[str, ...]) -> bool:
        pack = self._case.pack
        known = pack.program.targets["classes"] if pack.program else {}
        return any(name in known for cls in classes for name in (cls, *pack.superclasses.get(cls, ())))

    @cached_property
    def _handed(self) -> Mapping[str, tuple[int, ...]]:
        """Nodes whose classes no shape targets, and the node shapes that other nodes' properties ask of them."""
        case, program = self._case, self._case.pack.program
        if program is None:
            return {}
        found: dict[str, dict[int, None]] = {}
        starts = [node for node in case.claims.subjects() if self._is_targeted(self._classes(node))]
        waiting = [(node, form_of(program, case.pack.superclasses, self._classes(node))) for node in starts]
        while waiting:
            node, form = waiting.pop()
            for target, shapes in self._led_to(node, form):
                known = found.setdefault(target, {})
                if not known.keys() >= set(shapes):
                    known.update(dict.fromkeys(shapes))
                    waiting.append((target, form_of_shapes(program, tuple(known))))
        return {node: tuple(shapes) for node, shapes in found.items()}

    def _led_to(self, node: str, form: Form) -> Iterator[tuple[str, tuple[int, ...]]]:
        claims = self._case.claims
        for entry in form:
            shapes = tuple(dict.fromkeys(number for way in entry.ways for number in way.shapes))
            for target in claims.objects(node, entry.predicate) if shapes else ():
                if isinstance(target, str) and target in claims and not self._is_targeted(self._classes(target)):
                    yield target, shapes

    @property
    def _case(self) -> "Case":
        """Only where `is_usable`."""
        return self.case  # type: ignore[return-value]  # is_usable says that there is one


def _alike(value: object) -> str:
    """The same for values that say the same; true and 1 are not."""
    return json.dumps(value, sort_keys=True, default=str)


def way_of(entry: Field, value: FilledValue) -> Way:
    """The way in which a value is given: the first that takes its sort of term, else the first of all."""
    wanted = WayKind.NODE if isinstance(value.term, str) and (value.is_part or is_blank(value.term)) else None
    fitting = [way for way in entry.ways if takes(way, value.term) and wanted in (None, way.kind)]
    return next(iter(fitting), entry.ways[0])


def takes(way: Way, term: Term) -> bool:
    """Whether a way takes that sort of term."""
    if way.values is not None:
        return term in way.values
    if isinstance(term, str):
        return not way.datatypes and (way.kinds is None or bool(way.kinds & {"iri", "blank"}))
    return way.kind is WayKind.TEXT and way.datatype in ("", term.datatype)
