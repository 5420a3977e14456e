# SPDX-License-Identifier: Apache-2.0
"""Answers to the criteria of a Tagus label: the documents they name become documents of the offering."""

from collections.abc import Iterator, Mapping, Sequence

from assay.authoring.json_edit import joined, tokens_of
from assay.authoring.migration.growing import Grown, Said
from assay.authoring.migration.nodes import Subject, Walk
from assay.authoring.migration.rows import What, shown
from assay.authoring.migration.table import ClassRule, FieldRule
from assay.authoring.migration.values import reference_of, text_of
from assay.claims import XSD, Literal
from assay.credential import Json
from assay.linked_data.rdf import is_iri

_CONFIRMED = "Confirm"

_RESPONSE = "gx:response"
_PLACES = ("gx:website", "gx:pdf")
_ABOUT = "gx:assignedTo"
_CRITERIA = "gx:criteria"
_AROUND = ("id", "@id", "type", "@type", "@context")
_OTHERWISE = FieldRule(asks="criterion_otherwise")


def answer(walk: Walk, label: Subject, rule: ClassRule, offerings: Mapping[str, Grown]) -> None:
    """Account for a label's subject; what its answers point to is put into the offering it is about, where that is in
    the draft.
    """
    offering = _offering(walk, label, offerings)
    for name, item in label.value.items():
        at = joined(label.pointer, name)
        if name in _AROUND:
            walk.note(What.DROPPED, "label_again", at, item)
        elif walk.name(name) == _ABOUT:
            walk.account((What.DROPPED, "label_again"), item, at)
        elif walk.name(name) == _CRITERIA and isinstance(item, Mapping):
            _criteria(walk, item, at, rule, offering)
        else:
            walk.account((What.DROPPED, "no_place"), item, at)


def _offering(walk: Walk, label: Subject, offerings: Mapping[str, Grown]) -> Grown | None:
    for name, item in label.value.items():
        if walk.name(name) == _ABOUT:
            named = reference_of(item) or text_of(item) or ""
            return offerings.get(walk.ids.get(named, named))
    return None


def _criteria(walk: Walk, criteria: Mapping[str, Json], at: str, rule: ClassRule, offering: Grown | None) -> None:
    for name, item in criteria.items():
        place = joined(at, name)
        if name in _AROUND:
            walk.note(What.DROPPED, "label_again", place, item)
        elif isinstance(item, Mapping):
            _criterion(walk, item, place, rule.fields.get(walk.name(name), _OTHERWISE), offering)
        else:
            walk.account((What.NEEDS_INPUT, "criterion_otherwise"), item, place, offering)


def _criterion(walk: Walk, given: Mapping[str, Json], at: str, rule: FieldRule, offering: Grown | None) -> None:
    """One criterion: where it is confirmed and says where that is to be read, a document of the offering."""
    said = {walk.name(name): item for name, item in given.items()}
    told = text_of(said.get(_RESPONSE)) or shown(dict(given))
    if rule.dropped or said.get(_RESPONSE) != _CONFIRMED:
        walk.note(What.DROPPED, rule.dropped or "criterion_not_confirmed", at, told)
        return
    documents = [(place, item) for place, item in _flat(given, at) if _is_document(walk, place, item)]
    if rule.asks or not documents or offering is None:
        because = rule.asks or "criterion_document"
        walk.note(What.NEEDS_INPUT, because, at, _with(told, documents), offering, field=rule.document)
        return
    for place, item in _flat(given, at):
        if (place, item) in documents:
            url = Said(f"{walk.table.pack.namespace}url", Literal(str(item), XSD + "anyURI"))
            document = Grown([rule.document], statements=[url])
            offering.statements.append(Said(f"{walk.table.pack.namespace}legalDocuments", document))
            walk.note(What.CHANGED, "criterion_by_document", place, item, url, field=rule.document)
        else:
            walk.note(What.DROPPED, "criterion_answered", place, item)


def _with(told: str, documents: Sequence[tuple[str, Json]]) -> str:
    """The answer with the addresses that it names."""
    return ", ".join((told, *(str(item) for _, item in documents)))


def _is_document(walk: Walk, place: str, item: Json) -> bool:
    return walk.name(tokens_of(place)[-1]) in _PLACES and isinstance(item, str) and is_iri(item)


def _flat(value: Mapping[str, Json], at: str) -> Iterator[tuple[str, Json]]:
    for name, item in value.items():
        place = joined(at, name)
        if isinstance(item, Mapping) and item:
            yield from _flat(item, place)
        else:
            yield place, item
