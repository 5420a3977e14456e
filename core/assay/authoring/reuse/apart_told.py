# SPDX-License-Identifier: Apache-2.0
"""What two documents say differently, as lines of text and as JSON."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from assay.authoring.reuse.comparing import Apart
from assay.reports.json_report import encoded
from assay.reports.safe_text import visible
from assay.texts import Texts, one_line

VERSION = 1
_LONGEST = 300


def lines(rows: Iterable[Apart], texts: Texts) -> Iterator[str]:
    """The differences line by line, those of one part below its name; one line that says so where there are none."""
    is_same = True
    for subject, of_it in groupby(rows, lambda row: row.subject):
        is_same = False
        yield visible(one_line(subject, _LONGEST))
        for row in of_it:
            yield f"  {_line(row, texts)}"
    if is_same:
        yield texts.say("said_apart.same")


def json_bytes(old: str, new: str, rows: Iterable[Apart]) -> bytes:
    """The same for programs: UTF-8 JSON, keys in a fixed order."""
    return encoded(
        {
            "document_comparison_version": VERSION,
            "old": old,
            "new": new,
            "differences": [
                {
                    "side": row.side.value,
                    "subject": row.subject,
                    "property": row.label,
                    "old": row.old,
                    "new": row.new,
                    "old_pointer": row.pointers[0],
                    "new_pointer": row.pointers[1],
                }
                for row in rows
            ],
        }
    )


def _line(row: Apart, texts: Texts) -> str:
    kind = f"part_{row.side.value}" if not row.label else row.side.value
    told = {"old": row.old, "new": row.new}
    shown = {name: visible(one_line(value, _LONGEST)) for name, value in told.items()}
    return texts.say(f"said_apart.{kind}", property=visible(row.label), **shown)
