# SPDX-License-Identifier: Apache-2.0
"""Checks by name: the literal table that rule packs refer to."""

from collections.abc import Mapping

from assay.checks import (
    content,
    envelope,
    hidden,
    links,
    open_points,
    presentation,
    tagus_advice,
    tagus_label,
    tagus_offering,
    tagus_participant,
    tagus_proof,
    tagus_terms,
    tagus_types,
    validity,
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
    "references": links.references,
    "submission_set": open_points.submission_set,
    "notary": open_points.notary,
    "referenced_documents": open_points.referenced_documents,
    "levels": open_points.levels,
    "tagus_types": tagus_types.known_types,
    "tagus_proof": tagus_proof.proof_of_each,
    "tagus_terms": tagus_terms.accepted_terms,
    "tagus_terms_text": tagus_terms.terms_text,
    "tagus_legal_address": tagus_participant.legal_address,
    "tagus_subdivision": tagus_participant.subdivision,
    "tagus_dids": tagus_participant.dids,
    "tagus_registration_number": tagus_participant.registration_number,
    "tagus_notary": tagus_participant.notary,
    "tagus_own_issuer": tagus_offering.own_issuer,
    "tagus_legitimate_interest": tagus_offering.legitimate_interest,
    "tagus_label": tagus_label.label_level,
    "tagus_apostrophe": tagus_advice.apostrophes,
    "tagus_context_host": tagus_advice.context_host,
}
