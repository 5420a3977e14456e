# SPDX-License-Identifier: Apache-2.0
"""A run about proofs only (contract: `assay verify`): what of the other checks decides whether proofs hold.

The content is not judged. But a proof is worth what its issuer and its dates are worth, and these are read from members
that other stages look after: times of a token, dates of a presentation, an issuer or an end under another name.
"""

from assay.checks.interface import Statement, judged
from assay.finding import CheckOutcome, Finding, Outcome, Severity, Stage
from assay.rules.pack import Rule

_STAGES = frozenset({Stage.IDENTITY, Stage.SIGNATURE, Stage.CHAIN, Stage.VALIDITY})
_CHECKS = frozenset({"credential_members", "presentation_members", "nothing_hidden", "everything_read"})
_TEXTS = frozenset({
    "envelope.claim_exp", "envelope.claim_nbf", "envelope.presentation_exp", "envelope.presentation_nbf",
    "envelope.claim_differs", "envelope.missing_issuer", "envelope.issuer_form", "envelope.member_disguised",
    "validity.not_an_instant", "validity.ends_before_start", "validity.not_yet", "validity.expired",
    "header.missing", "header.unknown", "header.is_credential", "header.is_presentation",
    "tagus.ends_before_start", "tagus.not_yet", "tagus.expired", "ld.invalid", "content.engine_fault",
})  # fmt: skip


def is_about_proofs(rule: Rule) -> bool:
    """Whether the rule is asked in such a run, in whole or in part."""
    return rule.stage in _STAGES or rule.check in _CHECKS


def about_proofs(statement: Statement, rule: Rule) -> Statement:
    """What the statement of such a rule says of proofs; the rest was not asked for."""
    if rule.stage in _STAGES:
        return statement
    found = tuple(entry for entry in statement.findings if entry.text in _TEXTS)
    if _is_fault(found):
        return Statement(statement.outcome, found)
    if any(entry.severity is Severity.VIOLATION for entry in found):
        return judged(rule, found)
    return not_asked(rule)


def not_asked(rule: Rule) -> Statement:
    """A rule that such a run is not about."""
    return Statement(CheckOutcome(rule.id, rule.stage, Outcome.NOT_CHECKED, "reason.not_asked"))


def _is_fault(found: tuple[Finding, ...]) -> bool:
    return any(entry.text == "content.engine_fault" for entry in found)
