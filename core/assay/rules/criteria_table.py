# SPDX-License-Identifier: Apache-2.0
"""`criteria.toml` of a pack, checked key by key: its values are told in `assay.rules.criteria`."""

from collections.abc import Mapping

from assay.levels import LEVELS
from assay.rules.carriers import Names, carrier_entry, path_entry
from assay.rules.criteria import CarrierCertainty, ContentEntry, CriteriaDocument, CriterionEntry, Evidence, Worth
from assay.rules.criterion_numbers import number_entry
from assay.rules.fields import Table
from assay.values import frozen


@frozen
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
    _check_whole(table, found)
    return found


def _check_whole(table: Table, found: CriteriaDocument) -> None:
    """Nothing twice, nothing of which there is none."""
    ids, subjects = [entry["id"] for entry in found["criteria"]], [name for name, *_ in found["subjects"]]
    if not set(found["levels"]) <= set(LEVELS):
        table.wrong("levels", ", ".join(LEVELS))
    if not ids or len(set(ids)) != len(ids):
        table.wrong("criteria", "at least one criterion, each id once")
    if len(set(subjects)) != len(subjects):
        table.wrong("subjects", "each name once")


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
    for key in ("unsayable_without", "attested"):
        if table.has(key):
            entry[key] = path_entry(table, key, known.names)  # type: ignore[literal-required]  # one of the two
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
