# SPDX-License-Identifier: Apache-2.0
"""Criteria of the levels as data: at which level each applies, how it is to be shown, and what in the claims shows it.

`criteria.toml`: `levels`, the names of the levels in order; `[prefixes]`; `[lists]`, value lists by name;
`[[standards]]`, the abbreviations of permissible standards; `[[subjects]]`, what is judged; then one table a criterion,
in the order of the rules. Its carriers are written in the language of `assay.rules.carriers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NotRequired, TypedDict, cast

from assay.rules.carriers import (
    Carrier,
    CarrierEntry,
    Names,
    Path,
    StepEntry,
    carrier_entry,
    carrier_of,
    path_entry,
    path_of,
)
from assay.rules.fields import Table
from assay.rules.criterion_numbers import Number, NumberEntry, number_entry, number_of


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


@dataclass(frozen=True, slots=True)
class Content:
    """The shapes have to hold for a part of the claims, and to have looked at all of it."""

    path: Path
    """From the judged node to where the part begins; empty: the node itself."""
    parts: bool
    """With everything it leads to."""
    without: tuple[str, ...] = ()
    """Classes at which following stops: nodes that are judged by another criterion."""


@dataclass(frozen=True, slots=True)
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
    elsewhere: Carrier | None = None
    """Looks like the carrier and does not count; people who wrote it are told so."""
    numbers: tuple[Number, ...] = ()
    permissible: Mapping[str, str] = field(default_factory=dict)
    """Standard to the clauses that are accepted as proof where a certificate is needed."""
    examples: Mapping[str, str] = field(default_factory=dict)
    """Standard to related clauses that do not suffice."""
    engine_filter: str = ""
    """The clearing house's own name for its test, where it is known."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing that criteria are about."""

    name: str
    cls: str
    credentials_only: bool
    """Only nodes that a credential is about; else every node of the class."""


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """All criteria of a pack, in the order of the rules."""

    levels: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    subjects: tuple[Subject, ...] = ()
    """What is judged: the first kind that a document has."""
    standards: Mapping[str, str] = field(default_factory=dict)
    """Abbreviation to the name of the standard."""


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


@dataclass(frozen=True, slots=True)
class _Known:
    """What the entries of one file may refer to."""

    levels: list[str]
    names: Names
    subjects: tuple[str, ...]
    standards: Mapping[str, str]


def criteria_table(table: Table) -> CriteriaDocument:
    """`criteria.toml`, checked key by key; PackError for what is missing, unknown or wrong."""
    levels = list(table.texts("levels"))
    prefixes = _texts(table.table("prefixes"))
    named = table.table("lists")
    names = Names(prefixes, {name: list(named.texts(name)) for name in named})
    subjects = [_subject(entry, names) for entry in table.tables("subjects")]
    standards = _texts(table.table("standards"))
    known = _Known(levels, names, tuple(name for name, *_ in subjects), standards)
    found = CriteriaDocument(
        levels=levels,
        lists={name: list(values) for name, values in names.lists.items()},
        subjects=subjects,
        standards=standards,
        criteria=[_entry(entry, known) for entry in table.tables("criteria")],
    )
    table.done()
    ids = [entry["id"] for entry in found["criteria"]]
    if len(set(ids)) != len(ids):
        table.wrong("criteria", "each id once")
    return found


def _subject(table: Table, names: Names) -> tuple[str, str, bool]:
    found = table.text("name"), names.full(table, "class", table.text("class")), table.flag("credentials_only")
    table.done()
    return found


def _texts(table: Table) -> dict[str, str]:
    return {key: table.text(key) for key in table}


_CARRIERS = ("carrier", "inferred", "same_issuer", "elsewhere")


def _entry(table: Table, known: _Known) -> CriterionEntry:
    entry = CriterionEntry(
        id=table.text("id"),
        levels={level: _one_of(table, level, tuple(Evidence)) for level in known.levels},
        certainty=_one_of(table, "certainty", tuple(CarrierCertainty)),
        clause=table.text("clause"),
        subject=_one_of(table, "subject", known.subjects),
        gives=_one_of(table, "gives", tuple(Worth)) if table.has("gives") else Worth.DECLARED,
    )
    for key in _CARRIERS:
        if table.has(key):
            entry[key] = carrier_entry(table.table(key), known.names)  # type: ignore[literal-required]  # see _CARRIERS
    if table.has("content"):
        entry["content"] = _content(table.table("content"), known.names)
    if table.has("unsayable_without"):
        entry["unsayable_without"] = path_entry(table, "unsayable_without", known.names)
    if numbers := [number_entry(found, known.names) for found in table.tables("numbers")]:
        entry["numbers"] = numbers
    for key in ("permissible", "examples"):
        if told := _clauses(table.table(key), known.standards):
            entry[key] = told  # type: ignore[literal-required]  # one of the two names above
    if table.has("filter"):
        entry["engine_filter"] = table.text("filter")
    table.done()
    _check_sense(table, entry)
    return entry


def _one_of(table: Table, key: str, allowed: tuple[str, ...]) -> str:
    found = table.text(key)
    if found not in allowed:
        table.wrong(key, ", ".join(allowed))
    return found


def _content(table: Table, names: Names) -> ContentEntry:
    entry = ContentEntry(
        path=path_entry(table, "path", names) if table.has("path") else [],
        parts=table.flag("parts"),
        without=[names.full(table, "without", name) for name in table.texts("without")] if table.has("without") else [],
    )
    table.done()
    return entry


def _clauses(table: Table, standards: Mapping[str, str]) -> dict[str, str]:
    found = _texts(table)
    for name in found:
        if name not in standards:
            table.unknown(name)
    return found


def _check_sense(table: Table, entry: CriterionEntry) -> None:
    """What is to be declared needs something that shows it; what nothing shows has no certainty."""
    has_carrier = bool({"carrier", "same_issuer", "content"} & set(entry))
    if Evidence.DECLARATION in entry["levels"].values() and not has_carrier:
        table.wrong("carrier", "a carrier, for a criterion that can be declared")
    if has_carrier == (entry["certainty"] == CarrierCertainty.NONE):
        table.wrong("certainty", "none, and only without a carrier")
    if "inferred" in entry and "carrier" not in entry:
        table.wrong("inferred", "a carrier that it stands in for")


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
        levels={level: Evidence(evidence) for level, evidence in entry["levels"].items()},
        certainty=CarrierCertainty(entry["certainty"]),
        clause=entry["clause"],
        subject=entry["subject"],
        gives=Worth(entry["gives"]),
        carrier=carrier(entry.get("carrier")),
        inferred=carrier(entry.get("inferred")),
        same_issuer=carrier(entry.get("same_issuer")),
        content=Content(path_of(content["path"]), content["parts"], tuple(content["without"])) if content else None,
        unsayable_without=path_of(unsayable) if unsayable else None,
        elsewhere=carrier(entry.get("elsewhere")),
        numbers=tuple(number_of(found, lists) for found in entry.get("numbers", ())),
        permissible=entry.get("permissible", {}),
        examples=entry.get("examples", {}),
        engine_filter=entry.get("engine_filter", ""),
    )
