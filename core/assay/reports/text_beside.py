# SPDX-License-Identifier: Apache-2.0
"""Beside the verdict, for a terminal: levels in one block, extensions, predicted answers in one block."""

from assay.prediction import Answer
from assay.reports.answers import difference_lines, same_answers
from assay.reports.interface import Words
from assay.reports.phrases import (
    ICONS,
    extension_levels,
    lacking,
    level_name,
    level_summary,
    levels,
    own_summary,
    pair,
    quotation,
    verdict_word,
)
from assay.reports.report import DocumentReport, LevelReport
from assay.reports.safe_text import visible
from assay.reports.terminal import Pen, Style, columns
from assay.verdict import Verdict

VERDICT_STYLE = {
    Verdict.CONFORMANT: Style.GREEN,
    Verdict.INCOMPLETE: Style.YELLOW,
    Verdict.NON_CONFORMANT: Style.RED,
}
_ANSWER_STYLE = {Answer.ACCEPTED: Style.GREEN, Answer.UNDECIDED: Style.YELLOW, Answer.REFUSED: Style.RED}


def beside(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    """Levels, extensions and predictions, each block only where there is something to say."""
    return _levels(document, words, pen) + _extensions(document, words, pen) + _predictions(document, words, pen)


def _levels(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    rows = levels(document)
    if not rows:
        return []
    wide = max(columns(level_name(name, words)) for name, _ in rows)
    lines = [pen.paint(words.say("report.levels"), Style.BOLD)]
    for name, level in rows:
        told = [verdict_word(level.verdict, words, draft=document.is_draft), level_summary(level, words)]
        first = f"{ICONS[level.verdict]} {level_name(name, words):{wide}}  "
        lines += pen.block(" · ".join(filter(None, told)), first=first, mark=VERDICT_STYLE[level.verdict])
        for offering, own in level.offerings.items():
            told = [
                visible(offering),
                verdict_word(own.verdict, words, draft=document.is_draft),
                level_summary(own, words),
            ]
            lines += pen.block(" · ".join(filter(None, told)), Style.DIM, first=f"    {ICONS[own.verdict]} ")
    return [*lines, *_missing(rows, document, words, pen), ""]


def _missing(rows: list[tuple[str, LevelReport]], document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    """What the lowest level lacks: those above lack it as well, and the whole table stands in the other formats."""
    for name, level in rows:
        if told := lacking(level_name(name, words), level, document, words):
            return pen.block(told, Style.DIM, first="    ")
    return []


def _extensions(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    lines: list[str] = []
    for entry in document.extensions:
        word = verdict_word(entry.verdict, words, draft=document.is_draft)
        told = f"{visible(entry.pack.name or entry.pack.id)} · {word}"
        lines += pen.block(told, first=f"{ICONS[entry.verdict]} ", mark=VERDICT_STYLE[entry.verdict])
        rows = extension_levels(entry)
        for name, level in rows:
            word = verdict_word(level.verdict, words, draft=document.is_draft)
            told = " · ".join(filter(None, (level_name(name, words), word, own_summary(level, words))))
            lines += pen.block(told, first=f"    {ICONS[level.verdict]} ", mark=VERDICT_STYLE[level.verdict])
        lines += _missing(rows, document, words, pen)
    return [pen.paint(words.say("report.extensions"), Style.BOLD), *lines, ""] if lines else []


def _predictions(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    lines: list[str] = []
    for answer in same_answers(document):
        told = pair(visible(", ".join(answer.engines)), visible(answer.sentences), words)
        lines += pen.block(told, first=f"{answer.icon} ", mark=_ANSWER_STYLE[answer.first.prediction.answer])
        if answer.first.prediction.message:
            said = quotation(visible(answer.first.prediction.message), words)
            lines += pen.block(pair(words.say("prediction.message"), said, words), Style.DIM, first="    ")
    if not lines:
        return []
    if told_apart := difference_lines(document, words):
        lines += pen.block(words.say("report.heading", name=words.say("prediction.differences")), first="  ")
        for line in told_apart:
            lines += pen.block(visible(line), Style.DIM, first="    ")
    title = pen.paint(words.say("prediction.title"), Style.BOLD)
    return [title, *lines, *pen.block(words.say("prediction.calibration"), Style.DIM, first="  "), ""]
