# SPDX-License-Identifier: Apache-2.0
"""Checks as a report tells them: titles and reasons in words, those of extensions after those of the rules."""

from dataclasses import replace

from assay.finding import CheckOutcome
from assay.judgement import Judgement
from assay.reports.report import ReportedCheck
from assay.rules.pack import RulePack
from assay.texts import Texts


def reported_checks(judgement: Judgement, texts: Texts) -> tuple[ReportedCheck, ...]:
    """Every check with its outcome, in the order they were made."""
    told = [_reported_check(outcome, texts) for outcome in judgement.outcomes]
    for entry in judgement.extensions:
        told += [_extension_check(entry.pack, outcome, texts) for outcome in entry.outcomes]
    return tuple(told)


def _reported_check(outcome: CheckOutcome, texts: Texts) -> ReportedCheck:
    title = outcome.id if outcome.id == "PARSE" else outcome.id.partition("-")[2]
    return ReportedCheck(
        outcome,
        texts.say(f"check.title.{title}"),
        texts.say(outcome.reason) if outcome.reason else "",
        texts.say(outcome.needs) if outcome.needs else "",
    )


def _extension_check(pack: RulePack, outcome: CheckOutcome, texts: Texts) -> ReportedCheck:
    """As the base's, named after the extension; a rule of its own by the extension's words for it."""
    told = _reported_check(outcome, texts)
    is_own = not texts.has(f"check.title.{outcome.id.partition('-')[2]}")
    words = pack.texts(texts.lang).of_rule.get(outcome.id) if is_own else None
    return replace(told, title=f"{pack.name}: {words.what.rstrip('.') if words else told.title}")
