# SPDX-License-Identifier: Apache-2.0
"""Migrating in tests: documents of the corpus and the samples, and the account of their values proved."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assay.authoring.migration.migrating import Migration, migrate
from assay.authoring.migration.rows import MISSING, Row, What, leaves, value_at
from assay.credential import Json, Reading
from assay.errors import UsageError
from assay.examination import Examination
from assay.formats import read
from assay.rules.bundled import resource
from checking import MOMENT, document, examined
from shared import shared_path

FIXTURES = ("smartSenseSolutions+Gaia-X-Compliance-Service", "src", "tests", "fixtures")


def reading(value: Any) -> Reading:
    """What was read of bytes, text or a JSON value."""
    return read(document(value))


def migrated(value: Any) -> Migration:
    """The draft that comes of bytes, text or a JSON value, at the tests' moment."""
    return migrate(reading(value), MOMENT)


def judged(migration: Migration) -> Examination:
    """The draft, checked as one."""
    return examined(migration.text)


def fixture(name: str) -> bytes:
    """A document of the official Tagus fixtures."""
    return shared_path("corpus", *FIXTURES, name).read_bytes()


def corpus() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every document of the corpus, then of the samples."""
    root = shared_path("corpus")
    with (root / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["form"] in {"json", "json-from-md", "jwt"}:
                yield row["file"], (root / row["file"]).read_bytes()
    for path in sorted(Path(resource("samples")).rglob("*.json")):
        yield path.name, path.read_bytes()


@cache
def migrated_corpus() -> tuple[tuple[str, Reading, Migration], ...]:
    """All of them that can be migrated, made once."""
    found = []
    for name, data in corpus():
        known = reading(data)
        try:
            found.append((name, known, migrate(known, MOMENT)))
        except UsageError:
            continue
    return tuple(found)


def upwards(pointer: str) -> list[str]:
    """A pointer and those of what is around it."""
    return [pointer[:end] for end in range(len(pointer) + 1) if end == len(pointer) or pointer[end] == "/"]


def not_once(known: Reading, migration: Migration) -> list[tuple[str, int]]:
    """Leaves of the old document that are not accounted for by exactly one row, with the number of rows."""
    told = Counter(row.old for row in migration.rows if row.old is not None)
    counted = ((at, sum(told[around] for around in upwards(at))) for at, _ in leaves(known.decoded, ""))
    return [(at, times) for at, times in counted if times != 1]


def nowhere(migration: Migration) -> list[str]:
    """Places in the draft that rows name and where nothing stands."""
    value = reading(migration.text).decoded
    return [row.new for row in migration.rows if row.new is not None and value_at(value, row.new) is MISSING]


def invented(migration: Migration) -> list[tuple[str, Json]]:
    """Values of the draft that no row tells of; kinds and contexts, which the new form prescribes, aside."""
    told = {row.new for row in migration.rows if row.new is not None}
    value = reading(migration.text).decoded
    return [
        (at, said)
        for at, said in leaves(value, "")
        if not _is_prescribed(at) and not any(around in told for around in upwards(at))
    ]


def gone(migration: Migration) -> list[Row]:
    """Rows that say a value is in the draft, and do not say where, or are of another value."""
    kept = [row for row in migration.rows if row.what in {What.MOVED, What.CHANGED}]
    return [row for row in kept if row.new is None or (row.what is What.MOVED and row.said != row.says)]


def _is_prescribed(at: str) -> bool:
    names = at.split("/")
    return "@context" in names or names[-1] == "type" or (len(names) > 1 and names[-2] == "type")


def unexplained(migration: Migration) -> list[str]:
    """Violations of the draft that no row asks input for, where they stand or in what they are about."""
    asked = {row.new for row in migration.rows if row.what is What.NEEDS_INPUT}
    found = []
    for finding in judged(migration).report.findings:
        at = finding.location.pointer if finding.location else ""
        is_asked = any(around in asked for around in upwards(at)) or any(
            (one or "").startswith(f"{at}/") for one in asked
        )
        if finding.severity == "violation" and not is_asked:
            found.append(f"{finding.message} {at}")
    return found


def becauses(migration: Migration, what: What) -> set[str]:
    """The reasons of all rows that say so."""
    return {row.because for row in migration.rows if row.what is what}
