# SPDX-License-Identifier: Apache-2.0
"""Criteria of the levels as data: at which level each applies, how it is to be shown, and what in the claims shows it.

`criteria.toml`: `levels`, the names of the levels in order; `[prefixes]`; `[lists]`, value lists by name;
`[[standards]]`, the abbreviations of permissible standards; `[[subjects]]`, what is judged; then one table a criterion,
in the order of the rules. Its carriers are written in the language of `assay.rules.carriers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NotRequired, TypedDict, cast

from assay.rules.carriers import (
    Carrier,
    CarrierEntry,
    Path,
    StepEntry,
    carrier_of,
    path_of,
)
from assay.rules.criterion_numbers import Number, NumberEntry, number_of
from assay.values import frozen

ANY_CLAUSE = "*"
"""Stands for clauses where the rules name a standard and no clause of it."""


class Evidence(StrEnum):
    """How a criterion is to be shown at a level (CD 24.11 §3)."""

    DECLARATION = "declaration"
    CERTIFICATION = "certification"
    NONE = "none"
    """The criterion does not apply."""


class CarrierCertainty(StrEnum):
    """How well it is known that the carrier is what a clearing house looks for."""

    CODE = "code"
    """Named in code that runs against the service."""
    INFERRED = "onto"
    """The vocabulary has a word whose definition fits."""
    NONE = "none"
    """No word of the vocabulary carries it."""


class Worth(StrEnum):
    """What a carrier that is there shows."""

    DECLARED = "declared"
    """A document is named whose content nobody assessed."""
    EVIDENCED = "evidenced"
    """The claims themselves say what the criterion asks for."""


@frozen
class Content:
    """The shapes have to hold for a part of the claims, and to have looked at all of it."""

    path: Path
    """From the judged node to where the part begins; empty: the node itself."""
    parts: bool
    """With everything it leads to."""
    without: tuple[str, ...] = ()
    """Classes at which following stops: nodes that are judged by another criterion."""


@frozen
class Criterion:
    """One criterion."""

    id: str
    levels: Mapping[str, Evidence]
    """Level name to how the criterion is to be shown there."""
    certainty: CarrierCertainty
    clause: str
    subject: str
    """Name of what it is about, one of the table's subjects."""
    gives: Worth = Worth.DECLARED
    carrier: Carrier | None = None
    inferred: Carrier | None = None
    """A weaker carrier, known by inference only, where the first is not there."""
    same_issuer: Carrier | None = None
    """Must hold of a subject in a credential whose issuer also issued the judged node's credential."""
    content: Content | None = None
    unsayable_without: Path | None = None
    """Nothing at its end may mean that there is nothing to tell, which the vocabulary cannot say: no certain miss."""
    attested: Path | None = None
    """What a notary of the pack's list has to have attested; until then a draft declares it, and else it is open."""
    elsewhere: Carrier | None = None
    """Looks like the carrier and does not count; people who wrote it are told so."""
    numbers: tuple[Number, ...] = ()
    permissible: Mapping[str, str] = field(default_factory=dict)
    """Standard to the clauses that are accepted as proof where a certificate is needed."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Standard to related clauses that do not suffice."""
    engine_filter: str = ""
    """The clearing house's own name for its test, where it is known."""


def rule_of(prefix: str, criterion: str) -> str:
    """The rule a criterion goes by: `LOIRE-CRITERION-P1.1.1`, or `AERO-CRITERION-1` for `AERO-1` of the pack AERO."""
    return f"{prefix}-CRITERION-{criterion.removeprefix(f'{prefix}-')}"


@frozen
class Subject:
    """A kind of thing that criteria are about."""

    name: str
    cls: str
    credentials_only: bool
    """Only nodes that a credential is about; else every node of the class."""


@frozen
class LevelPlan:
    """What one level asks for: criterion ids by how they are to be shown, in the order of the rules."""

    every: tuple[str, ...]
    """Those that do not apply included."""
    declared: tuple[str, ...]
    certified: tuple[str, ...]


@dataclass(frozen=True)
class CriteriaTable:
    """All criteria of a pack, in the order of the rules."""

    levels: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    subjects: tuple[Subject, ...] = ()
    """What is judged: the first kind that a document has."""
    standards: Mapping[str, str] = field(default_factory=dict)
    """Abbreviation to the name of the standard."""

    def of(self, subject: str) -> tuple[Criterion, ...]:
        """The criteria about one kind of subject."""
        return tuple(entry for entry in self.criteria if entry.subject == subject)

    @cached_property
    def plans(self) -> Mapping[str, Mapping[str, LevelPlan]]:
        """By subject and level."""
        return {
            subject.name: {level: _plan(self.of(subject.name), level) for level in self.levels}
            for subject in self.subjects
        }


def _plan(criteria: tuple[Criterion, ...], level: str) -> LevelPlan:
    def ids(evidence: Evidence) -> tuple[str, ...]:
        return tuple(entry.id for entry in criteria if entry.levels[level] is evidence)

    return LevelPlan(tuple(entry.id for entry in criteria), ids(Evidence.DECLARATION), ids(Evidence.CERTIFICATION))


class ContentEntry(TypedDict):
    """See `Content`."""

    path: list[StepEntry]
    parts: bool
    without: list[str]


class CriterionEntry(TypedDict):
    """See `Criterion`; what may be left out is left out."""

    id: str
    levels: dict[str, str]
    certainty: str
    clause: str
    subject: str
    gives: str
    carrier: NotRequired[CarrierEntry]
    inferred: NotRequired[CarrierEntry]
    same_issuer: NotRequired[CarrierEntry]
    content: NotRequired[ContentEntry]
    unsayable_without: NotRequired[list[StepEntry]]
    attested: NotRequired[list[StepEntry]]
    elsewhere: NotRequired[CarrierEntry]
    numbers: NotRequired[list[NumberEntry]]
    permissible: NotRequired[dict[str, str]]
    examples: NotRequired[dict[str, str]]
    engine_filter: NotRequired[str]


class CriteriaDocument(TypedDict):
    """`criteria.json`."""

    levels: list[str]
    lists: dict[str, list[str]]
    subjects: list[tuple[str, str, bool]]
    standards: dict[str, str]
    criteria: list[CriterionEntry]


_EVIDENCE = {evidence.value: evidence for evidence in Evidence}


def criteria_of(document: Mapping[str, object]) -> CriteriaTable:
    """The values of a prebuilt document; an empty table of an empty one."""
    if not document:
        return CriteriaTable()
    told = cast("CriteriaDocument", document)
    lists = {name: frozenset(values) for name, values in told["lists"].items()}
    return CriteriaTable(
        tuple(told["levels"]),
        tuple(_criterion(entry, lists) for entry in told["criteria"]),
        tuple(Subject(*entry) for entry in told["subjects"]),
        told["standards"],
    )


def _criterion(entry: CriterionEntry, lists: Mapping[str, frozenset[str]]) -> Criterion:
    def carrier(found: CarrierEntry | None) -> Carrier | None:
        return None if found is None else carrier_of(found, lists)

    content = entry.get("content")
    unsayable = entry.get("unsayable_without")
    return Criterion(
        id=entry["id"],
        levels={level: _EVIDENCE[evidence] for level, evidence in entry["levels"].items()},
        certainty=CarrierCertainty(entry["certainty"]),
        clause=entry["clause"],
        subject=entry["subject"],
        gives=Worth(entry["gives"]),
        carrier=carrier(entry.get("carrier")),
        inferred=carrier(entry.get("inferred")),
        same_issuer=carrier(entry.get("same_issuer")),
        content=Content(path_of(content["path"]), content["parts"], tuple(content["without"])) if content else None,
        unsayable_without=path_of(unsayable) if unsayable else None,
        attested=path_of(entry["attested"]) if "attested" in entry else None,
        elsewhere=carrier(entry.get("elsewhere")),
        numbers=tuple(number_of(found, lists) for found in entry.get("numbers", ())),
        permissible=entry.get("permissible", {}),
        examples=entry.get("examples", {}),
        engine_filter=entry.get("engine_filter", ""),
    )
