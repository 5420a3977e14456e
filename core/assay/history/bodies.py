# SPDX-License-Identifier: Apache-2.0
"""Reports taken apart into what they say of each document, and put together again to the very same bytes."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence

from assay.history.store import HistoryError
from assay.reports.json_report import JsonObject, encoded
from assay.verdict import Verdict, worst

MAX_BODY_BYTES = 200_000_000
"""Of what one report says of one document, unpacked."""
_LEVEL = 3
"""Three times as quick as zlib's own choice for a tenth of the size instead of a twelfth: there may be 100 000."""
_NONE, _END = b'  "documents": []\n}\n', b"\n}\n"
AFTER = ("evidence",)
"""Members that a report has after its documents; they are kept with its head."""


def packed(body: bytes) -> bytes:
    """Compressed: a report has a tenth of its size then."""
    return zlib.compress(body, _LEVEL)


def unpacked(data: bytes, run: int) -> bytes:
    """What was compressed. HistoryError where it is damaged, or would have no end."""
    opened = zlib.decompressobj()
    try:
        found = opened.decompress(data, MAX_BODY_BYTES)
    except zlib.error as error:
        raise HistoryError("record_file.entry_damaged", id=run) from error
    if not opened.eof:
        raise HistoryError("record_file.entry_damaged", id=run)
    return found


def joined(head: JsonObject, bodies: Sequence[bytes]) -> bytes:
    """The report with this head and what it says of its documents, each as `encoded` gives it.

    A line break in it is always one between values: inside of a text JSON writes it as an escape (RFC 8259 §7).
    """
    after = {name: head[name] for name in AFTER if name in head}
    begun = encoded({**{name: told for name, told in head.items() if name not in after}, "documents": []})
    if bodies:
        inner = b",\n".join(b"    " + body.removesuffix(b"\n").replace(b"\n", b"\n    ") for body in bodies)
        begun = begun.removesuffix(_NONE) + b'  "documents": [\n' + inner + b"\n  ]\n}\n"
    return begun.removesuffix(_END) + b",\n" + encoded(after).removeprefix(b"{\n") if after else begun


def report_of(connection: sqlite3.Connection, run: int, position: int | None = None) -> bytes:
    """The JSON report of a run as it was, or of what is left of it, or of one document of it.

    Raises HistoryError where there is no such run or document, or what is kept of it is damaged.
    """
    kept = connection.execute("SELECT * FROM run WHERE id = ?", (run,)).fetchone()
    rows = connection.execute(
        "SELECT position, counted_verdict, body FROM checked JOIN result ON result.id = result"
        " WHERE run = ? AND (? IS NULL OR position = ?) ORDER BY position",
        (run, position, position),
    ).fetchall()
    if kept is None or (position is not None and not rows):
        raise HistoryError("record_file.no_entry", id=run if position is None else f"{run}.{position + 1}")
    bodies = [unpacked(row["body"], run) for row in rows]
    head: JsonObject = json.loads(kept["head"])
    if len(rows) == kept["size"]:
        whole = joined(head, bodies)
        if hashlib.sha256(whole).hexdigest() != kept["sha256"]:
            raise HistoryError("record_file.entry_damaged", id=run)
        return whole
    return joined({**head, "verdict": worst(Verdict(row["counted_verdict"]) for row in rows).value}, bodies)
