# SPDX-License-Identifier: Apache-2.0
"""Checks by name: the literal table that rule packs refer to."""

from collections.abc import Mapping

from assay.checks import content, envelope, extension, hidden, links, open_points, presentation, validity, values
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
    "submission_set": open_points.submission_set,
    "notary": open_points.notary,
    "referenced_documents": open_points.referenced_documents,
    "levels": open_points.levels,
    "sum_of_parts": values.sum_of_parts,
    "same_along": values.same_along,
}
