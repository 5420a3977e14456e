# SPDX-License-Identifier: Apache-2.0
"""Checks by name: the literal table that rule packs refer to."""

from collections.abc import Mapping

from assay.checks import (
    content,
    criteria,
    envelope,
    extension,
    graph,
    hidden,
    links,
    open_points,
    presentation,
    registration_numbers,
    submission,
    terms,
    validity,
    values,
)
from assay.checks.interface import Check

CHECKS: Mapping[str, Check] = {
    "contexts": envelope.contexts,
    "namespaces": envelope.namespaces,
    "credential_members": envelope.credential_members,
    "presentation_members": presentation.presentation_members,
    "nothing_hidden": hidden.nothing_hidden,
    "ids": envelope.ids,
    "needs_proof": open_points.needs_proof,
    "needs_world": open_points.needs_world,
    "dates": validity.dates,
    "status": open_points.status,
    "everything_read": open_points.everything_read,
    "shapes": content.shapes,
    "coverage": content.coverage,
    "extension_coverage": extension.coverage,
    "references": links.references,
    "provider_issuer": graph.provider_issuer,
    "registration_number": graph.registration_number,
    "merged_ids": graph.merged_ids,
    "terms": terms.terms,
    "terms_hash": terms.terms_hash,
    "numbers": registration_numbers.numbers,
    "submission_set": submission.submission_set,
    "notary": submission.notary,
    "referenced_documents": open_points.referenced_documents,
    "levels": criteria.levels,
    "sum_of_parts": values.sum_of_parts,
    "same_along": values.same_along,
}
