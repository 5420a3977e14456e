# SPDX-License-Identifier: Apache-2.0
"""What stands beside the verdict, as rows and words: levels and their criteria, extensions, predicted answers."""

from collections.abc import Mapping
from typing import TypeAlias

from assay.reports.answers import ANSWER_TONES, difference_lines, same_answers
from assay.reports.counts import criteria_counts
from assay.reports.interface import Words
from assay.reports.phrases import (
    ICONS,
    TONES,
    extension_levels,
    level_name,
    level_summary,
    levels,
    own_summary,
    verdict_word,
)
from assay.reports.report import DocumentReport, LevelReport
from assay.verdict import Verdict

Sheet: TypeAlias = dict[str, object]
"""JSON-ready: text, numbers, lists and further sheets."""

_STATES = {
    "evidenced": ("pass", "✓"),
    "declared": ("pass", "✓"),
    "missing": ("fail", "✕"),
    "needs_certification": ("idle", "\u2013"),
    "not_applicable": ("idle", "\u2013"),
    "not_checked": ("wait", "?"),
}


def level_sheets(document: DocumentReport, words: Words) -> list[Sheet]:
    """The levels as rungs: verdict, numbers, and each offering's own where the document has several."""
    return [
        {
            **_rung(level_name(name, words), level, document, words),
            "offerings": [_rung(offering, own, document, words) for offering, own in level.offerings.items()],
        }
        for name, level in levels(document)
    ]


def _rung(name: str, level: LevelReport, document: DocumentReport, words: Words) -> Sheet:
    found = criteria_counts(level)
    return {
        "name": name,
        "verdict": _verdict(level.verdict, document, words),
        "summary": level_summary(level, words),
        "met": found.met,
        "total": found.total,
    }


def _verdict(verdict: Verdict, document: DocumentReport, words: Words) -> Sheet:
    word = verdict_word(verdict, words, draft=document.is_draft)
    return {"icon": ICONS[verdict], "word": word, "tone": TONES[verdict]}


def extension_sheets(document: DocumentReport, words: Words) -> list[Sheet]:
    """Each extension with its own verdict: the base's stands beside, never replaced."""
    return [
        {
            "name": entry.pack.name or entry.pack.id,
            "verdict": _verdict(entry.verdict, document, words),
            "levels": [
                {**_rung(level_name(name, words), level, document, words), "summary": own_summary(level, words)}
                for name, level in extension_levels(entry)
            ],
        }
        for entry in document.extensions
    ]


def prediction_sheet(document: DocumentReport, words: Words) -> Sheet:
    """The predicted answers, and why they differ from the verdict."""
    rows: list[Sheet] = [
        {
            "engines": list(answer.engines),
            "icon": answer.icon,
            "tone": ANSWER_TONES[answer.first.prediction.answer],
            "word": answer.first.headline,
            "reason": answer.first.reason,
            "message": answer.first.prediction.message,
            "step": answer.first.prediction.step,
            "known_from": answer.first.known_from,
        }
        for answer in same_answers(document)
    ]
    asked = document.level_asked
    return {
        "rows": rows,
        "differences": list(difference_lines(document, words)),
        "asked": words.say("prediction.asked_for", level=level_name(asked, words)) if asked else "",
    }


def criteria_sheet(document: DocumentReport, words: Words) -> Sheet:
    """A table: a row for each criterion, those of extensions last, and a column for each level that judges it."""
    known = levels(document)
    rows: list[Sheet] = []
    for judged in (document.levels, *(entry.levels for entry in document.extensions)):
        found = [judged.get(name, LevelReport(Verdict.INCOMPLETE)) for name, _ in known]
        criteria = dict.fromkeys(criterion for level in found for criterion in level.criteria)
        rows += [_criterion(name, found, document, words) for name in criteria]
    return {"columns": [level_name(name, words) for name, _ in known], "rows": rows}


def _criterion(name: str, found: list[LevelReport], document: DocumentReport, words: Words) -> Sheet:
    told = document.criteria.get(name)
    states = [level.criteria.get(name) for level in found]
    certified = told is not None and any(entry and entry["state"] == "needs_certification" for entry in states)
    standards: list[str] = []
    if told is not None and certified:
        standards += [words.say("report.standards", names=", ".join(told.permissible))] if told.permissible else []
        standards += [words.say("report.standards_related", names=", ".join(told.examples))] if told.examples else []
    return {
        "name": name,
        "title": told.name if told is not None else "",
        "standards": standards,
        "cells": [_state(entry, words) for entry in states],
    }


def _state(state: Mapping[str, str | bool] | None, words: Words) -> Sheet:
    if state is None:
        return {"word": "", "tone": "idle", "icon": ""}
    name = str(state.get("state", "not_checked"))
    word = words.say(f"report.state.{name}") if name in _STATES else name
    tone, icon = _STATES.get(name, ("wait", "?"))
    if state.get("meets_number") is False:
        return {"word": f"{word} ({words.say('report.number_not_met')})", "tone": "wait", "icon": "!"}
    return {"word": word, "tone": tone, "icon": icon}
