# SPDX-License-Identifier: Apache-2.0
"""What the criteria of a judgement are called, for people."""

from collections.abc import Mapping

from assay.judgement import Judgement
from assay.reports.report import CriterionWords


def criteria_words(judgement: Judgement, lang: str) -> Mapping[str, CriterionWords]:
    """Criterion id to its words, for the criteria that the judged levels name."""
    named = dict.fromkeys(name for level in judgement.levels.values() for name in level.criteria)
    if judgement.pack is None or not named:
        return {}
    labels = judgement.pack.texts(lang).of_criterion
    return {name: CriterionWords(labels[name].label if name in labels else "") for name in named}
