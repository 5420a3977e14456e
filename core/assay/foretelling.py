# SPDX-License-Identifier: Apache-2.0
"""Predictions in words."""

from assay.prediction import Prediction
from assay.reports.report import ReportedPrediction
from assay.texts import Texts


def told(prediction: Prediction, texts: Texts) -> ReportedPrediction:
    """What an engine would answer, as a person reads it: the engine by its name, its step by what it looks at."""
    name = f"prediction.engine.{prediction.engine}"
    step = texts.say(prediction.title) if prediction.title else ""
    return ReportedPrediction(
        prediction,
        engine_name=texts.say(name) if texts.has(name) else prediction.name,
        headline=texts.say(f"prediction.answer.{prediction.answer.value}", step=step),
        reason=texts.say(prediction.reason, **prediction.params) if prediction.reason else "",
        differences=tuple(texts.say(entry) for entry in prediction.differences),
        known_from=texts.say(f"prediction.certainty.{prediction.certainty.value}"),
    )
