# SPDX-License-Identifier: Apache-2.0
"""What the criteria of a judgement are called, and what would prove them, for people."""

from collections.abc import Mapping

from assay.levels import LevelJudgement
from assay.reports.report import CriterionWords
from assay.rules.criteria import CriteriaTable
from assay.rules.pack import RulePack


def criteria_words(pack: RulePack, levels: Mapping[str, LevelJudgement], lang: str) -> Mapping[str, CriterionWords]:
    """Criterion id to its words, for the criteria that the judged levels of a pack name."""
    named = dict.fromkeys(name for level in levels.values() for name in level.criteria)
    if not named:
        return {}
    labels, table = pack.texts(lang).of_criterion, pack.criteria
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
