# SPDX-License-Identifier: Apache-2.0
"""Reports written to the history. One that says what the last one of the same documents said is only counted.

A live check would fill it with every key that is pressed: its record stands for half an hour of work on a document, and
the newer one takes the place of the older.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from assay.history.bodies import AFTER, joined, packed
from assay.history.entry import Origin, Recorded
from assay.history.store import DamagedHistoryError, History, writing
from assay.moment import format_moment
from assay.reports.counts import Counts, counts
from assay.reports.json_report import JsonObject, body, document_body, encoded, head
from assay.reports.report import DocumentReport, ExtensionReport, PackReference, Report
from assay.verdict import worst

A_SITTING = timedelta(minutes=30)
"""How long a live check's record is replaced by the next one, from the first of them on."""
_NO_PACK = PackReference("", "", "", "", "")


def record(
    history: History, report: Report, *, made: datetime, origins: Sequence[Origin] = (), is_live: bool = False
) -> Recorded:
    """Keeps a report: when it was made, and where its documents came from, one `Origin` each in their order.

    `is_live`: made while somebody works on the document. A damaged history is set aside, and a new one begun.
    Raises HistoryError where it cannot be written; nothing is kept then, and the report itself is not touched.
    """
    origins = (*origins, *(Origin(),) * (len(report.documents) - len(origins)))
    try:
        return _recorded(history, report, origins, made=made, is_live=is_live)
    except DamagedHistoryError as error:
        found = _recorded(history, report, origins, made=made, is_live=is_live)
        return Recorded(found.run, found.is_new, str(error.params["kept"]))


def _recorded(
    history: History, report: Report, origins: Sequence[Origin], *, made: datetime, is_live: bool
) -> Recorded:
    both = zip(origins, report.documents, strict=True)
    documents = [_storable(origin.path or entry.name) for origin, entry in both]
    documents_key, same_key = _digest(documents), _digest(_what_counts(report))
    bodies = [encoded(document_body(entry)) for entry in report.documents]
    told, now = {**head(report), **_after(report)}, format_moment(made)
    with writing(history) as connection:
        last = _last(connection, documents_key)
        if last is not None and last["same_key"] == same_key:
            connection.execute(
                "UPDATE run SET times = times + 1, last_made = max(last_made, ?) WHERE id = ?", (now, last["id"])
            )
            return Recorded(last["id"], is_new=False)
        since = _sitting(last, made) if is_live else None
        replaced = _taken_out(connection, last["id"]) if since and last is not None else []
        digest = hashlib.sha256(joined(told, bodies)).hexdigest()
        keys = (documents_key, same_key, json.dumps(told), digest, len(bodies))
        run = _new_run(connection, keys, report.moment, since or (now, 1), now=now, is_live=is_live)
        for position, (entry, origin) in enumerate(zip(report.documents, origins, strict=True)):
            result = _result(connection, entry, bodies[position])
            connection.execute(
                "INSERT INTO checked VALUES (?, ?, ?, ?, ?, ?)",
                (run, position, documents[position], _storable(origin.path), origin.valid_until, result),
            )
        connection.executemany(
            "DELETE FROM result WHERE id = ? AND NOT EXISTS (SELECT 1 FROM checked WHERE result = result.id)", replaced
        )
    return Recorded(run, is_new=True)


def _last(connection: sqlite3.Connection, documents_key: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM run WHERE documents_key = ? ORDER BY last_made DESC, id DESC LIMIT 1", (documents_key,)
    ).fetchone()
    return found


def _sitting(last: sqlite3.Row | None, made: datetime) -> tuple[str, int] | None:
    """When the sitting began, and how many checks it has had with this one; None where this one begins it."""
    if last is None or not last["is_live"] or last["first_made"] < format_moment(made - A_SITTING):
        return None
    return last["first_made"], last["times"] + 1


def _taken_out(connection: sqlite3.Connection, run: int) -> list[tuple[int]]:
    """Deletes a run; the numbers of the results it had, which no other run may have."""
    results = connection.execute("SELECT DISTINCT result FROM checked WHERE run = ?", (run,)).fetchall()
    connection.execute("DELETE FROM run WHERE id = ?", (run,))
    return [tuple(row) for row in results]


def _new_run(
    connection: sqlite3.Connection,
    keys: tuple[str, str, str, str, int],
    moment: str,
    since: tuple[str, int],
    *,
    now: str,
    is_live: bool,
) -> int:
    cursor = connection.execute(
        "INSERT INTO run"
        " (documents_key, same_key, head, sha256, size, documents, moment, first_made, last_made, times, is_live)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*keys, keys[-1], moment, since[0], now, since[1], is_live),
    )
    return int(cursor.lastrowid or 0)


def _result(connection: sqlite3.Connection, document: DocumentReport, told: bytes) -> int:
    """The number of what is said of a document; kept once, whoever said it before."""
    digest = hashlib.sha256(told).hexdigest()
    known = connection.execute("SELECT id FROM result WHERE sha256 = ?", (digest,)).fetchone()
    if known is not None:
        return int(known["id"])
    pack, numbers = document.pack or _NO_PACK, counts(document)
    cursor = connection.execute(
        "INSERT INTO result VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(digest, _storable(document.name), document.sha256),
            *map(_storable, (pack.id, pack.version, pack.sha256)),
            *(document.verdict.value, _counted(document), json.dumps(_levels(document))),
            *_numbers(numbers),
            packed(told),
        ),
    )
    result = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?)",
        (
            (result, position, found.id, _storable(found.rule), _storable(found.text), found.severity.value)
            for position, found in enumerate(document.findings)
        ),
    )
    return result


def _numbers(found: Counts) -> tuple[int, int, int, int]:
    return found.violations, found.warnings, found.infos, found.not_checked


def _storable(text: str) -> str:
    """Half a surrogate pair, as a file name may have it, is nothing that SQLite can keep as text."""
    return text.encode("utf-8", "backslashreplace").decode()


def _counted(document: DocumentReport) -> str:
    """What the document gives to the verdict of its run: the worst of the rules' and the extensions'."""
    return worst((document.verdict, *(extension.verdict for extension in document.extensions))).value


def _levels(document: DocumentReport) -> Mapping[str, str]:
    return {name: level.verdict.value for name, level in document.levels.items()}


def _what_counts(report: Report) -> JsonObject:
    """What makes two checks the same: all but their moment, and words that change with it."""
    kept = {name: value for name, value in head(report).items() if name != "moment"}
    return {**kept, "documents": [_told(entry) for entry in report.documents], **_after(report)}


def _after(report: Report) -> JsonObject:
    """What the report says after its documents."""
    whole = body(replace(report, documents=()))
    return {name: whole[name] for name in AFTER if name in whole}


def _told(document: DocumentReport) -> list[object]:
    return [
        *(document.name, document.sha256, document.verdict.value),
        _rules(document.pack),
        [[*_rules(entry.pack), entry.verdict.value, _of_levels(entry)] for entry in document.extensions],
        _of_levels(document),
        sorted((entry.role, entry.name, entry.sha256) for entry in document.inputs),
        sorted((found.id, found.severity.value) for found in document.findings),
        [(made.check.id, made.check.outcome.value) for made in document.checks],
    ]


def _rules(pack: PackReference | None) -> list[str]:
    return [pack.id, pack.version, pack.sha256] if pack else []


def _of_levels(judged: DocumentReport | ExtensionReport) -> list[object]:
    return [
        (
            name,
            level.verdict.value,
            sorted((criterion, state.get("state")) for criterion, state in level.criteria.items()),
        )
        for name, level in sorted(judged.levels.items())
    ]


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
