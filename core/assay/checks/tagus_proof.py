# SPDX-License-Identifier: Apache-2.0
"""Signatures of Tagus: each credential carries its own (engine step T1a)."""

from assay.checks.case import Case, Setting
from assay.checks.interface import Statement, finding, judged
from assay.checks.proofs import signature
from assay.rules.pack import Rule


def proof_of_each(case: Case, rule: Rule) -> Statement:
    """Where anything is signed, every credential is, and the signatures hold."""
    unsigned = [
        entry for entry in case.credentials if not (entry.credential.is_signed or entry.credential.is_bare_claims)
    ]
    if not case.is_signed or case.setting is Setting.DRAFT or not unsigned:
        return signature(case, rule)
    found = [
        finding(rule, "tagus.no_proof", place=entry.place, subject=entry.credential.id, path="proof")
        for entry in unsigned
    ]
    return judged(rule, found)
