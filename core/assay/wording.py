# SPDX-License-Identifier: Apache-2.0
"""The verdict in one sentence, and the sentence after it."""

from collections.abc import Iterator

from assay.checks.case import Setting
from assay.finding import CheckOutcome, Outcome
from assay.judgement import Judgement
from assay.texts import Texts
from assay.verdict import Scope, Verdict

_WEIGHT = (
    "reason.engine_fault",
    "reason.time_out",
    "reason.too_large",
    "reason.too_many",
    "reason.no_rules_2206",
    "reason.unknown_shapes",
    "reason.unknown_check",
    "reason.engines_disagree",
    "open.nothing_checked",
    "reason.nothing_in_focus",
    "open.unchecked_node",
    "open.dropped_term",
    "open.unknown_word",
    "reason.dangling_reference",
    "reason.provider_missing",
    "reason.not_signed_yet",
    "reason.did_document_missing",
    "reason.other_proof",
    "reason.no_key_to_verify",
    "reason.no_chain",
    "reason.no_anchor",
    "reason.other_host",
    "reason.status_list_missing",
    "reason.status_unproven",
    "reason.status_unclear",
    "reason.no_trust_list",
    "reason.no_terms",
    "reason.terms_unclear",
    "reason.notary_unlisted",
    "reason.level_not_evidenced",
    "reason.level_not_checked",
    "reason.too_many_offerings",
    "reason.level_number_open",
    "reason.level_needs_certification",
    "reason.level_without_criteria",
    "reason.nothing_for_levels",
    "reason.no_criteria",
    "reason.follows_proof",
)
"""Reasons for "cannot tell", the one to name first at the front; what follows from another comes last."""


def open_checks(judgement: Judgement) -> tuple[CheckOutcome, ...]:
    """Checks that were not made and keep the document from being conformant."""
    return tuple(entry for entry in judgement.outcomes if entry.outcome is Outcome.NOT_CHECKED and entry.blocks)


def headline(judgement: Judgement, verdict: Verdict, texts: Texts, *, to_correct: int) -> str:
    """The verdict as a person reads it; a draft is ready to sign, it never conforms.

    Nobody may read a good answer off it where an extension that was asked for has a worse one.
    """
    return " ".join((_answer(judgement, verdict, texts, to_correct), *_worse_extensions(judgement, verdict, texts)))


def _worse_extensions(judgement: Judgement, verdict: Verdict, texts: Texts) -> Iterator[str]:
    for entry in judgement.extensions:
        own = entry.verdict(verdict)
        if own is not verdict:
            yield texts.say(f"verdict.extension_{own.value}", extension=entry.pack.name)


def _answer(judgement: Judgement, verdict: Verdict, texts: Texts, to_correct: int) -> str:
    pack = judgement.pack.name if judgement.pack else ""
    if judgement.scope is not Scope.SUBMISSION and verdict is not Verdict.INCOMPLETE:
        return texts.say(f"verdict.{judgement.scope.value}_{verdict.value}", count=max(1, to_correct))
    if verdict is Verdict.CONFORMANT:
        text = "verdict.ready_to_sign" if judgement.setting is Setting.DRAFT else "verdict.conformant"
        return texts.say(text, pack=pack, count=judgement.coverage.checked)
    if verdict is Verdict.NON_CONFORMANT:
        return texts.say("verdict.non_conformant", count=max(1, to_correct))
    return texts.say("verdict.incomplete", reason=texts.say(_weightiest_reason(judgement)))


def _weightiest_reason(judgement: Judgement) -> str:
    """The one reason for not knowing that a person hears first; the summary names what else is open."""
    found = {entry.reason for entry in open_checks(judgement)}
    known = [reason for reason in _WEIGHT if reason in found]
    return next(iter(known or sorted(found)), "open.nothing_checked")


def summary(judgement: Judgement, texts: Texts) -> str:
    """What was checked and what was not, and that this is no label."""
    coverage = judgement.coverage
    if judgement.scope is Scope.CHAIN:
        return texts.say("summary.chain")
    if judgement.outcomes[0].outcome is Outcome.FAILED:
        return texts.say("summary.unread")
    if judgement.scope is Scope.PROOFS:
        return " ".join([texts.say("summary.proofs"), *_still_open(judgement, texts)])
    said = [
        texts.say("summary.checked", checked=coverage.checked, nodes=coverage.nodes, count=coverage.nodes)
        if coverage.nodes
        else texts.say("summary.nothing")
    ]
    said += _still_open(judgement, texts)
    said.append(texts.say("summary.precheck"))
    return " ".join(said)


def _still_open(judgement: Judgement, texts: Texts) -> list[str]:
    titles = dict.fromkeys(texts.say(f"check.title.{entry.id.partition('-')[2]}") for entry in open_checks(judgement))
    return [texts.say("summary.open", names=", ".join(titles))] if titles else []
