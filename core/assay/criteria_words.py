# SPDX-License-Identifier: Apache-2.0
"""What the criteria of a judgement are called, and what would prove them, for people."""

from collections.abc import Mapping

from assay.levels import LevelJudgement
from assay.reports.report import CriterionWords, LevelReport
from assay.rules.criteria import CriteriaTable
from assay.rules.pack import RulePack

_known: dict[tuple[str, str], Mapping[str, CriterionWords]] = {}


def criteria_words(
    pack: RulePack, levels: Mapping[str, LevelJudgement] | Mapping[str, LevelReport], lang: str
) -> Mapping[str, CriterionWords]:
    """Criterion id to its words, for the criteria that the judged levels of a pack name."""
    key = (pack.sha256, lang)
    if key not in _known:
        _known[key] = _words(pack, lang)
    named = dict.fromkeys(name for level in levels.values() for name in level.criteria)
    return {name: _known[key].get(name) or _of_property(pack, name, lang) for name in named}


def _words(pack: RulePack, lang: str) -> Mapping[str, CriterionWords]:
    labels, table = pack.texts(lang).of_criterion, pack.criteria
    return {
        entry.id: CriterionWords(
            labels[entry.id].label if entry.id in labels else "",
            _standards(entry.permissible, table),
            _standards(entry.examples, table),
        )
        for entry in table.criteria
    }


def _of_property(pack: RulePack, name: str, lang: str) -> CriterionWords:
    """Of a criterion that documents answer by a property of that name (Tagus): the property's, without the number."""
    label = pack.texts(lang).label(pack.namespace + name) or ""
    return CriterionWords(label.removeprefix(name).lstrip(" \u00a0:"), (), ())


def _standards(clauses: Mapping[str, str], table: CriteriaTable) -> tuple[str, ...]:
    """Each standard by its name, with the clauses."""
    return tuple(f"{table.standards.get(short, short)} ({told})" for short, told in clauses.items())
