# SPDX-License-Identifier: Apache-2.0
"""Levels and their criteria as a report tells them, those of extensions beside those of the rules."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.judgement import Judgement
from assay.levels import LEVELS, CriterionJudgement, LevelJudgement
from assay.options import Options
from assay.reports.report import CriterionWords, LevelReport
from assay.verdict import Verdict, worst

if TYPE_CHECKING:  # nobody who asks for no extension pays for them
    from assay.extensions import ExtensionJudgement


def reported_levels(judgement: Judgement, verdict: Verdict) -> Mapping[str, LevelReport]:
    """Every level, open where nobody judged its criteria. Rules that name their own levels (Tagus) have no
    others; those are no better than the document, nor than a set that something is still missing from.
    """
    known = judgement.pack.levels if judgement.pack is not None else ()
    if known:
        still_needed = any(outcome.reason == "reason.still_needed" for outcome in judgement.outcomes)
        cap = worst((verdict, Verdict.INCOMPLETE)) if still_needed else verdict
        return {name: _capped(judgement.levels.get(name), cap) for name in known}
    return {name: _reached(judgement.levels.get(name), verdict) for name in LEVELS}


def _reached(level: LevelJudgement | None, verdict: Verdict) -> LevelReport:
    """A level of a document that does not conform is not reached, whatever its criteria show."""
    told = _level(level) if level else LevelReport(Verdict.INCOMPLETE)
    is_too_good = told.verdict is Verdict.CONFORMANT and verdict is Verdict.NON_CONFORMANT
    return replace(told, verdict=Verdict.INCOMPLETE) if is_too_good else told


def levels_asked(judgement: Judgement, levels: Mapping[str, LevelReport], options: Options) -> tuple[Verdict, ...]:
    """Levels asked for count in the verdict (contract); elsewhere than in Tagus the check itself sees to it."""
    known = judgement.pack.levels if judgement.pack is not None else ()
    return tuple(levels[name].verdict for name in options.levels if name in known)


def _capped(level: LevelJudgement | None, cap: Verdict) -> LevelReport:
    """A level without criteria of its own is as the document is."""
    if level is None:
        return LevelReport(Verdict.INCOMPLETE)
    found = worst((level.verdict, cap)) if level.criteria else cap
    return replace(_level(level), verdict=found)


def _level(level: LevelJudgement) -> LevelReport:
    criteria = {name: _criterion(entry) for name, entry in level.criteria.items()}
    return LevelReport(level.verdict, criteria, {name: _level(entry) for name, entry in level.offerings.items()})


def _criterion(entry: CriterionJudgement) -> Mapping[str, str | bool]:
    told: dict[str, str | bool] = {"state": entry.state.value}
    if entry.place is not None:
        told["pointer"] = entry.place.pointer
    if entry.meets_number is not None:
        told["meets_number"] = entry.meets_number
    return told


def levels_of_extension(entry: "ExtensionJudgement", levels: Mapping[str, LevelReport]) -> Mapping[str, LevelReport]:
    """The levels an extension has criteria for: never better than the same level of the rules it builds on."""
    bases = {name: levels[name].verdict if name in levels else Verdict.INCOMPLETE for name in entry.levels}
    return {
        name: replace(_level(level), verdict=worst((level.verdict, bases[name])))
        for name, level in entry.levels.items()
    }


def criteria_named(judgement: Judgement, lang: str) -> Mapping[str, CriterionWords]:
    """Words for the criteria that the levels name, by criterion; empty where no criterion was judged."""
    judged = [(judgement.pack, judgement.levels), *((entry.pack, entry.levels) for entry in judgement.extensions)]
    if not any(levels for _, levels in judged):
        return {}
    from assay.criteria_words import criteria_words

    return {
        name: words for pack, levels in judged if pack for name, words in criteria_words(pack, levels, lang).items()
    }
