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
    told = [_reported_check(judgement.pack, outcome, texts) for outcome in judgement.outcomes]
    for entry in judgement.extensions:
        checks = (_reported_check(entry.pack, outcome, texts) for outcome in entry.outcomes)
        told += [
            replace(check, title=texts.say("report.pair", name=entry.pack.name, told=check.title)) for check in checks
        ]
    return tuple(told)


def _reported_check(pack: RulePack | None, outcome: CheckOutcome, texts: Texts) -> ReportedCheck:
    return ReportedCheck(
        outcome,
        _title(pack, outcome, texts),
        texts.say(outcome.reason) if outcome.reason else "",
        texts.say(outcome.needs) if outcome.needs else "",
    )


def _title(pack: RulePack | None, outcome: CheckOutcome, texts: Texts) -> str:
    """The program's name for a check; of a pack's own rule the pack's words for it, or else its id."""
    known = f"check.title.{outcome.id if outcome.id == 'PARSE' else outcome.id.partition('-')[2]}"
    if texts.has(known):
        return texts.say(known)
    words = pack.texts(texts.lang).of_rule.get(outcome.id) if pack else None
    return words.what.rstrip(".") if words else outcome.id
