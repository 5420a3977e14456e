# SPDX-License-Identifier: Apache-2.0
"""Answers to the criteria of a Tagus label: the documents they name become documents of the offering."""

from collections.abc import Iterator, Mapping

from assay.authoring.json_edit import joined
from assay.authoring.migration.growing import Grown, Said
from assay.authoring.migration.nodes import Subject, Walk
from assay.authoring.migration.rows import What
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


def answer(walk: Walk, label: Subject, rule: ClassRule, offerings: Mapping[str, Grown]) -> None:
    """Account for a label's subject; what its answers point to is put into the offering it is about, where that is in
    the draft.
    """
    offering = _offering(walk, label, offerings)
    for name, item in label.value.items():
        at = joined(label.pointer, name)
        if name in ("id", "@id", "type", "@type", "@context"):
            walk.note(What.DROPPED, "label_again", at, item)
        elif walk.name(name) == _ABOUT:
            walk.account(What.DROPPED, "label_again", item, at)
        elif walk.name(name) == _CRITERIA and isinstance(item, Mapping):
            _criteria(walk, item, at, rule, offering)
        else:
            walk.account(What.DROPPED, "no_place", item, at)


def _offering(walk: Walk, label: Subject, offerings: Mapping[str, Grown]) -> Grown | None:
    for name, item in label.value.items():
        if walk.name(name) == _ABOUT:
            named = reference_of(item) or text_of(item) or ""
            return offerings.get(walk.ids.get(named, named))
    return None


def _criteria(walk: Walk, criteria: Mapping[str, Json], at: str, rule: ClassRule, offering: Grown | None) -> None:
    for name, item in criteria.items():
        found = rule.fields.get(walk.name(name))
        place = joined(at, name)
        if name in ("id", "@id", "type", "@type"):
            walk.note(What.DROPPED, "label_again", place, item)
        elif found is None or found.dropped or found.asks or not isinstance(item, Mapping):
            because = (found and (found.dropped or found.asks)) or "criterion_otherwise"
            what = What.DROPPED if found is not None and found.dropped else What.NEEDS_INPUT
            walk.account(what, because, item, place, offering)
        else:
            _one(walk, item, place, found, offering)


def _one(walk: Walk, given: Mapping[str, Json], at: str, rule: FieldRule, offering: Grown | None) -> None:
    """One criterion: where it is confirmed and says where that is to be read, a document of the offering."""
    said = {walk.name(name): item for name, item in given.items()}
    if said.get(_RESPONSE) != _CONFIRMED:
        walk.account(What.DROPPED, "criterion_not_confirmed", given, at)
        return
    predicate = f"{walk.table.pack.namespace}legalDocuments"
    has_document = False
    for place, item in _flat(given, at):
        name = walk.name(place.rpartition("/")[2])
        if name in _PLACES and offering is not None and isinstance(item, str) and is_iri(item):
            document = Grown([rule.document])
            url = Said(f"{walk.table.pack.namespace}url", Literal(item, XSD + "anyURI"))
            document.statements.append(url)
            offering.statements.append(Said(predicate, document))
            walk.note(What.CHANGED, "part_of_its_own", place, item, url, field=rule.document)
            has_document = True
        elif name != _RESPONSE:
            walk.note(What.DROPPED, "label_again", place, item)
    for name, item in given.items():
        if walk.name(name) == _RESPONSE:
            what = What.DROPPED if has_document else What.NEEDS_INPUT
            because = "criterion_by_document" if has_document else "criterion_document"
            walk.note(what, because, joined(at, name), item, None if has_document else offering, field=rule.document)


def _flat(value: Mapping[str, Json], at: str) -> Iterator[tuple[str, Json]]:
    for name, item in value.items():
        place = joined(at, name)
        if isinstance(item, Mapping) and item:
            yield from _flat(item, place)
        else:
            yield place, item
