# SPDX-License-Identifier: Apache-2.0
"""Beside the verdict, in Markdown: levels, extensions and predicted answers as lists, the criteria as a table."""

from collections.abc import Mapping, Sequence

from assay.reports.answers import difference_lines, same_answers
from assay.reports.beside_sheet import criteria_sheet
from assay.reports.interface import Words
from assay.reports.markdown_text import plain
from assay.reports.phrases import (
    ICONS,
    extension_levels,
    level_name,
    level_summary,
    levels,
    own_summary,
    pair,
    quotation,
    verdict_word,
)
from assay.reports.report import DocumentReport


def beside(document: DocumentReport, words: Words) -> list[str]:
    """Levels, extensions, predictions and the table of criteria, each only where there is something to say."""
    return [
        *_levels(document, words),
        *_extensions(document, words),
        *_predictions(document, words),
        *_criteria(document, words),
    ]


def _titled(title: str, lines: Sequence[str]) -> list[str]:
    return [f"**{plain(title)}**", "", *lines, ""] if lines else []


def _levels(document: DocumentReport, words: Words) -> list[str]:
    lines: list[str] = []
    for name, level in levels(document):
        word = verdict_word(level.verdict, words, draft=document.is_draft)
        told = filter(None, (level_name(name, words), word, level_summary(level, words)))
        lines.append(f"- {ICONS[level.verdict]} {plain(' · '.join(told))}")
        for offering, own in level.offerings.items():
            word = verdict_word(own.verdict, words, draft=document.is_draft)
            told = filter(None, (offering, word, level_summary(own, words)))
            lines.append(f"  - {ICONS[own.verdict]} {plain(' · '.join(told))}")
    return _titled(words.say("report.levels"), lines)


def _extensions(document: DocumentReport, words: Words) -> list[str]:
    lines: list[str] = []
    for entry in document.extensions:
        word = verdict_word(entry.verdict, words, draft=document.is_draft)
        lines.append(f"- {ICONS[entry.verdict]} {plain(entry.pack.name or entry.pack.id)} · {plain(word)}")
        for name, level in extension_levels(entry):
            word = verdict_word(level.verdict, words, draft=document.is_draft)
            told = filter(None, (level_name(name, words), word, own_summary(level, words)))
            lines.append(f"  - {ICONS[level.verdict]} {plain(' · '.join(told))}")
    return _titled(words.say("report.extensions"), lines)


def _predictions(document: DocumentReport, words: Words) -> list[str]:
    lines: list[str] = []
    for answer in same_answers(document):
        known = answer.first.known_from
        told = pair(", ".join(answer.engines), answer.sentences, words)
        lines.append(f"- {answer.icon} {plain(told)} ({plain(known)})")
        if answer.first.prediction.message:
            said = quotation(answer.first.prediction.message, words)
            lines.append(f"  {plain(pair(words.say('prediction.message'), said, words))}")
    if not lines:
        return []
    apart = [f"- {plain(line)}" for line in difference_lines(document, words)]
    calibration = [plain(words.say("prediction.calibration")), ""]
    title = words.say("prediction.title")
    return [*_titled(title, lines), *_titled(words.say("prediction.differences"), apart), *calibration]


def _criteria(document: DocumentReport, words: Words) -> list[str]:
    """A table (GitHub Flavored Markdown §4.10)."""
    sheet = criteria_sheet(document, words)
    rows, heads = sheet["rows"], sheet["columns"]
    if not isinstance(rows, list) or not isinstance(heads, list) or not rows:
        return []
    lines = [_row([words.say("report.column.criterion"), *heads]), "|" + " --- |" * (len(heads) + 1)]
    return _titled(words.say("report.criteria"), [*lines, *(_row(_cells(row)) for row in rows)])


def _cells(row: Mapping[str, object]) -> list[str]:
    standards, cells = row["standards"], row["cells"]
    if not isinstance(standards, list) or not isinstance(cells, list):
        return []
    name = " ".join(filter(None, (str(row["name"]), str(row["title"]))))
    return ["; ".join((name, *standards)), *(f"{cell['icon']} {cell['word']}".strip() for cell in cells)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(plain(cell) for cell in cells)} |"
