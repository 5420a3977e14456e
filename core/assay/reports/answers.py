# SPDX-License-Identifier: Apache-2.0
"""Predicted answers of clearing houses as every format shows them: engines that say the same stand together."""

from assay.prediction import Answer
from assay.reports.interface import Words
from assay.reports.report import DocumentReport, ReportedPrediction
from assay.values import frozen

ANSWER_ICONS = {Answer.ACCEPTED: "✓", Answer.REFUSED: "✕", Answer.UNDECIDED: "?"}
ANSWER_TONES = {Answer.ACCEPTED: "pass", Answer.REFUSED: "fail", Answer.UNDECIDED: "wait"}


@frozen
class SameAnswer:
    """One answer, and the engines that would give it."""

    engines: tuple[str, ...]
    first: ReportedPrediction

    @property
    def icon(self) -> str:
        """Its sign: never colour alone."""
        return ANSWER_ICONS[self.first.prediction.answer]

    @property
    def sentences(self) -> str:
        """The answer and its reason."""
        return " ".join(filter(None, (self.first.headline, self.first.reason)))


def same_answers(document: DocumentReport) -> tuple[SameAnswer, ...]:
    """The predictions of a document, those that read alike as one, in the order of the rules."""
    found: dict[tuple[str, ...], list[ReportedPrediction]] = {}
    for entry in document.predictions:
        key = (entry.headline, entry.reason, entry.prediction.message, entry.known_from)
        found.setdefault(key, []).append(entry)
    return tuple(SameAnswer(tuple(entry.engine_name for entry in group), group[0]) for group in found.values())


def differences(document: DocumentReport) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why verdict and predictions differ: each sentence once, with the engines it is true of; none where all are."""
    engines: dict[str, list[str]] = {}
    for entry in document.predictions:
        for sentence in entry.differences:
            engines.setdefault(sentence, []).append(entry.engine_name)
    everywhere = len(document.predictions)
    return tuple((told, tuple(names) if len(names) < everywhere else ()) for told, names in engines.items())


def difference_lines(document: DocumentReport, words: Words) -> tuple[str, ...]:
    """The same as lines: the engines in front where not all do so."""
    return tuple(
        words.say("prediction.of", engines=", ".join(engines), told=sentence) if engines else sentence
        for sentence, engines in differences(document)
    )
