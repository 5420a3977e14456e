# SPDX-License-Identifier: Apache-2.0
"""What the criteria of a judgement are called, and what would prove them, for people."""

from collections.abc import Mapping

from assay.judgement import Judgement
from assay.reports.report import CriterionWords
from assay.rules.criteria import CriteriaTable


def criteria_words(judgement: Judgement, lang: str) -> Mapping[str, CriterionWords]:
    """Criterion id to its words, for the criteria that the judged levels name."""
    named = dict.fromkeys(name for level in judgement.levels.values() for name in level.criteria)
    if judgement.pack is None or not named:
        return {}
    labels, table = judgement.pack.texts(lang).of_criterion, judgement.pack.criteria
    known = {entry.id: entry for entry in table.criteria}
    return {
        name: CriterionWords(
            labels[name].label if name in labels else "",
            _standards(known[name].permissible, table) if name in known else (),
            _standards(known[name].examples, table) if name in known else (),
        )
        for name in named
    }


def _standards(clauses: Mapping[str, str], table: CriteriaTable) -> tuple[str, ...]:
    """Each standard by its name, with the clauses."""
    return tuple(f"{table.standards.get(short, short)} ({told})" for short, told in clauses.items())
