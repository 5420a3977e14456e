# SPDX-License-Identifier: Apache-2.0
"""Criteria by levels, as a table that can be looked through: states, what carries each, what would prove it.

Made from the report and the criteria of its rules; nothing is judged anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from assay.claims import is_blank
from assay.levels import CriterionState
from assay.naming import Naming
from assay.reports.report import CriterionWords, LevelReport
from assay.rules.criteria import CarrierCertainty, Criterion, Evidence, rule_of
from assay.texts import local_name
from assay.values import frozen

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay.rules.carriers import Carrier
    from assay.rules.pack import RulePack
    from assay.rules.pack_texts import PackTexts
    from assay.texts import Texts


@frozen
class Cell:
    """One criterion at one level."""

    state: CriterionState
    meets_number: bool | None = None
    evidence: Evidence | None = None
    """How it is to be shown at that level; None where the rules have no table of it."""


@frozen
class CriterionRow:
    """One criterion at every level."""

    id: str
    name: str
    cells: tuple[Cell | None, ...]
    """By level, in the order of the matrix; None where the level does not know it."""
    help: str = ""
    pointer: str | None = None
    """Where its carrier stands; None where there is none."""
    node: str = ""
    """The part that the carrier is, or is in."""
    carried: str = ""
    """The carrier in words: the field, and the part it is in."""
    expected: str = ""
    """Where the rules look for it, in words."""
    clause: str = ""
    certainty: CarrierCertainty | None = None
    """How well it is known that a clearing house looks there."""
    permissible: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    advice: str = ""
    """What to do so that it is met."""


@frozen
class Matrix:
    """All criteria of one offering, or of the worst of all."""

    levels: tuple[str, ...] = ()
    rows: tuple[CriterionRow, ...] = ()


def offerings(examination: "Examination", texts: "Texts") -> Mapping[str, str]:
    """Offerings that the levels tell one by one, by their nodes, with their names; none where there is only one."""
    nodes = dict.fromkeys(node for level in examination.report.levels.values() for node in level.offerings)
    naming = Naming(examination.claims, examination.pack, texts)
    return {node: naming.title(node) or naming.kind(node) or naming.value(node) for node in nodes}


def criteria_matrix(examination: "Examination", texts: "Texts", offering: str = "") -> Matrix:
    """The criteria of one offering; without one, of the document: the worst state of each.

    A document whose levels could not be judged gives no rows.
    """
    report = examination.report
    groups = [(examination.pack, report.levels)]
    packs = {entry.id: entry for entry in (examination.pack.extensions if examination.pack else ())}
    groups += [(packs.get(entry.pack.id), entry.levels) for entry in report.extensions]
    names = tuple(dict.fromkeys(name for _, levels in groups for name in levels))
    maker = _Rows(examination, texts)
    rows = (row for pack, levels in groups for row in maker.of(pack, _only(levels, offering), names))
    return Matrix(names, tuple(rows))


def _only(levels: Mapping[str, LevelReport], offering: str) -> Mapping[str, LevelReport]:
    return {name: level.offerings.get(offering, level) if offering else level for name, level in levels.items()}


class _Rows:
    """Makes the rows of one document in one language."""

    def __init__(self, examination: "Examination", texts: "Texts") -> None:
        self._examination = examination
        self._texts = texts
        self._naming = Naming(examination.claims, examination.pack, texts)
        self._words = examination.report.criteria
        self._nodes = {place: node for node, places in examination.node_places.items() for place in reversed(places)}

    def of(
        self, pack: "RulePack | None", levels: Mapping[str, LevelReport], names: Iterable[str]
    ) -> Iterator[CriterionRow]:
        known = {entry.id: entry for entry in (pack.criteria.criteria if pack else ())}
        told = pack.texts(self._texts.lang) if pack else None
        found = [levels.get(name) for name in names]
        for criterion in dict.fromkeys(key for level in found if level for key in level.criteria):
            states = [level.criteria.get(criterion) if level else None for level in found]
            yield self._row(criterion, known.get(criterion), zip(names, states, strict=True), (pack, told))

    def _row(
        self,
        name: str,
        criterion: Criterion | None,
        states: "Iterable[tuple[str, Mapping[str, str | bool] | None]]",
        of: "tuple[RulePack | None, PackTexts | None]",
    ) -> CriterionRow:
        pack, told = of
        found = [(level, state) for level, state in states]
        pointer = next((str(state["pointer"]) for _, state in found if state and "pointer" in state), None)
        node = self._node_at(pointer) if pointer is not None else ""
        words = self._words.get(name, CriterionWords(""))
        own = told.of_criterion.get(name) if told else None
        return CriterionRow(
            name,
            words.name,
            tuple(_cell(level, state, criterion) for level, state in found),
            help=own.help if own else (told.help(pack.namespace + name) or "") if pack and told else "",
            pointer=pointer,
            node=node,
            carried=self._carried(pointer, node) if pointer is not None else "",
            expected=_expected(criterion, told),
            clause=criterion.clause if criterion else "",
            certainty=criterion.certainty if criterion else None,
            permissible=words.permissible,
            examples=words.examples,
            advice=(told.advice(rule_of(pack.prefix, criterion.id)) or "") if pack and told and criterion else "",
        )

    def _node_at(self, pointer: str) -> str:
        """The part that stands there, or the innermost one around it."""
        while pointer and pointer not in self._nodes:
            pointer = pointer.rpartition("/")[0]
        return self._nodes.get(pointer, "")

    def _carried(self, pointer: str, node: str) -> str:
        """What stands there, by its name: a part of the document, else the field, with the part that has it."""
        title = self._title(node)
        if self._nodes.get(pointer) == node:
            return title
        field = next((token for token in reversed(pointer.split("/")) if token and not token.isdecimal()), "")
        named = next((p for p in self._examination.claims.members(node) if local_name(p) == field), "")
        label = self._naming.label(named) if named else field
        return self._texts.say("report.pair", name=title, told=label) if title else label

    def _title(self, node: str) -> str:
        if not node:
            return ""
        named, kind = self._naming.title(node), self._naming.kind(node)
        return named or kind or ("" if is_blank(node) else self._naming.value(node))


def _cell(level: str, state: "Mapping[str, str | bool] | None", criterion: Criterion | None) -> Cell | None:
    if state is None:
        return None
    met = state.get("meets_number")
    evidence = criterion.levels.get(level) if criterion else None
    return Cell(CriterionState(str(state["state"])), met if isinstance(met, bool) else None, evidence)


def _expected(criterion: Criterion | None, told: "PackTexts | None") -> str:
    """Where the rules look, as labels from the offering on; empty where they look at no word of the vocabulary."""
    if criterion is None or told is None:
        return ""
    carrier = criterion.carrier or criterion.same_issuer or criterion.inferred
    return " → ".join(_steps(carrier, told)) if carrier else ""


def _steps(carrier: "Carrier", told: "PackTexts") -> Iterator[str]:
    inner = (*carrier.every, *carrier.either)
    if inner:
        yield from _steps(inner[0], told)
        return
    for step in carrier.path.steps:
        yield told.label(step.properties[0]) or local_name(step.properties[0])
    if carrier.classes:
        yield told.label(carrier.classes[0]) or local_name(carrier.classes[0])
    if len(carrier.where) == 1:
        yield from _steps(carrier.where[0], told)
