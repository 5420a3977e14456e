# SPDX-License-Identifier: Apache-2.0
"""Which finding has which fix: the literal table, and all fixes of an examination."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assay.authoring.fixes import contexts, ids, names, references, values
from assay.authoring.fixes.fix import Fix
from assay.authoring.fixes.proposal import Maker, Proposal
from assay.authoring.source import Source
from assay.finding import Finding

if TYPE_CHECKING:
    from assay.examination import Examination

FIXES: Final[Mapping[str, Maker]] = {
    "shape.in_region": values.region,
    "shape.in_case": values.spelling,
    "shape.in_typed": values.plain,
    "shape.in_close": values.closest,
    "shape.in_few": values.listed,
    "shape.datatype": values.typed,
    "shape.datatype_number": values.typed,
    "shape.datatype_prefix": values.coerced,
    "shape.datatype_language": values.plain,
    "shape.datatype_malformed": values.date,
    "shape.closed_prefix": names.unprefixed,
    "shape.closed_meant": names.member,
    "shape.minCount": references.copied_address,
    "content.unknown_property_meant": names.property_name,
    "content.unknown_class_meant": names.class_name,
    "envelope.member_meant": names.member,
    "tagus.member_meant": names.member,
    "envelope.presentation_member_meant": names.member,
    "ld.dropped_term_suggestion": names.member,
    "ld.undefined_prefix_suggestion": names.prefixed,
    "ld.type_without_iri_suggestion": names.value_name,
    "ld.unknown_context_suggestion": contexts.similar,
    "ld.missing_context": contexts.missing,
    "ld.illegal_id": values.trimmed,
    "ld.illegal_id_node": values.trimmed,
    "ld.flattened_list": values.flattened,
    "envelope.context_first": contexts.first,
    "tagus.context_first": contexts.first,
    "envelope.context_v1": contexts.replaced,
    "tagus.context_v2": contexts.replaced,
    "envelope.context_gaiax": contexts.vocabulary,
    "tagus.context_gaiax": contexts.vocabulary,
    "envelope.namespace_alias": contexts.namespace,
    "envelope.namespace_release": contexts.namespace,
    "tagus.namespace_release": contexts.namespace,
    "envelope.namespace_meant": contexts.namespace_meant,
    "envelope.type_missing_vc": contexts.type_added,
    "envelope.type_order": contexts.type_first,
    "envelope.subject_without_id": ids.subject_id,
    "envelope.id_reused": ids.apart,
    "envelope.id_not_absolute": values.trimmed,
    "envelope.issuer_form": values.trimmed,
    "envelope.issuer_scheme": values.trimmed,
    "validity.not_an_instant": values.instant,
    "links.dangling_slip": references.slip,
    "links.slip_unread": references.slip,
    "links.dangling_credential": references.subject,
    "links.number_of_credential": references.subject,
    "links.number_unattested": references.attested,
    "links.number_none": references.attested_added,
    "links.issuer_slip": references.issuer,
    "links.hash_written": values.terms_spelling,
    "links.hash_unknown": values.terms_current,
    "links.hash_over": values.terms_current,
    "number.written": values.compacted,
    "number.vat_greece": values.compacted,
    "tagus.type_meant": names.value_name,
    "tagus.type_in_full": names.value_name,
    "tagus.subdivision_meant": values.spelling,
}
"""Text id of a finding to what makes its fix. What is missing here has none: only a person knows what is right."""


MOST_FIXES = 500
"""Of one document; so many have one cause, and the rest comes after the first are made."""


def fixes_of(examination: "Examination") -> tuple[Fix, ...]:
    """Every fix the findings of a document have, in document order; none for one that is signed or no JSON file.

    Findings with the same fix share it. Nothing that somebody signed is touched by any.
    """
    source = Source(examination)
    if not source.is_editable:
        return ()
    made: dict[tuple[str, str], Fix] = {}
    for finding in examination.judgement.findings:
        found = _of(source, finding) if len(made) < MOST_FIXES else None
        if found is not None:
            key = (found.text, repr([choice.edits for choice in found.options]))
            known = made.get(key)
            made[key] = found if known is None else replace(known, findings=_joined(known.findings, finding.id))
    return tuple(sorted(made.values(), key=lambda fix: source.order(fix.pointer)))


def can_edit(examination: "Examination") -> bool:
    """Whether the document itself can be corrected: one JSON file that nobody signed as a whole."""
    return Source(examination).is_editable


def fix_of(examination: "Examination", finding: Finding) -> Fix | None:
    """The fix of one finding; None where it has none."""
    source = Source(examination)
    return _of(source, finding) if source.is_editable else None


def _of(source: Source, finding: Finding) -> Fix | None:
    maker = FIXES.get(finding.text)
    if maker is None or finding.place is None or finding.place.file or finding.place.offset >= 0:
        return None
    found = maker(source, finding)
    if found is None or not _is_allowed(source, found):
        return None
    pointer = finding.place.pointer
    return Fix(found.text, found.options, (finding.id,), found.is_safe, pointer, found.params)


def _is_allowed(source: Source, found: Proposal) -> bool:
    """Whether all of it is about what stands in the file itself, and nobody signed."""
    pointers = {edit.pointer for option in found.options for edit in option.edits}
    return all(source.may_change(pointer) and source.is_as_written(pointer) for pointer in pointers)


def _joined(known: tuple[str, ...], finding: str) -> tuple[str, ...]:
    return known if finding in known else (*known, finding)
