# SPDX-License-Identifier: Apache-2.0
"""Everything the history holds as one JSON file: what a person is to be given who asks (GDPR art. 15, 20)."""

import json
import sqlite3
from collections.abc import Iterator

from assay.history.bodies import report_of
from assay.history.entry import Entry
from assay.history.looking import entry_of, rows_of
from assay.history.store import History, HistoryError, reading
from assay.reports.json_report import JsonObject, encoded

EXPORT_VERSION = 1


def export(history: History, made: str) -> Iterator[bytes]:
    """The file in pieces, one a run: a large history is never in memory as a whole.

    `made`: the instant it is made. What is damaged is left out and said so, the rest is given. Raises HistoryError.
    """
    head: JsonObject = {"format": "assay-history", "version": EXPORT_VERSION, "made": made}
    with reading(history) as connection:
        settings = dict(connection.execute("SELECT name, value FROM setting ORDER BY name").fetchall())
        yield encoded({**head, "settings": settings, "runs": []}).removesuffix(b"[]\n}\n") + b"[\n"
        between = b""
        for row in connection.execute("SELECT * FROM run ORDER BY id").fetchall():
            yield between + encoded(_told(connection, row))
            between = b",\n"
        yield b"]\n}\n"


def _told(connection: sqlite3.Connection, run: sqlite3.Row) -> JsonObject:
    told: JsonObject = {
        **{name: run[name] for name in ("id", "moment", "first_made", "last_made", "times")},
        "while_editing": bool(run["is_live"]),
        "documents": [_document(entry_of(row)) for row in rows_of(connection, run["id"])],
    }
    try:
        told["report"] = json.loads(report_of(connection, run["id"]))
    except HistoryError:
        told["report"], told["is_damaged"] = None, True
    return told


def _document(entry: Entry) -> JsonObject:
    """What is kept of a document beside the report."""
    return {"name": entry.name, "path": entry.path, "valid_until": entry.valid_until}
