# SPDX-License-Identifier: Apache-2.0
"""Histories in tests: reports of documents that differ in one thing, recorded at moments of our own."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from assay.document import Document
from assay.history.entry import Origin, Recorded
from assay.history.recording import record
from assay.history.store import History
from assay.options import Options
from assay.pipeline import check
from assay.reports.report import Report
from checking import MOMENT, sample_bytes

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
BROKEN = "broken/participant-region-as-country.json"
GOOD = "good/participant.json"


def later(**of: float) -> datetime:
    """A moment after the start."""
    return START + timedelta(**of)


@cache
def report(*names: str, draft: bool | None = True, lang: str = "en", moment: datetime = MOMENT) -> Report:
    """The report on samples."""
    documents = [Document(Path(name).name, sample_bytes(name)) for name in names]
    return check(documents, Options(draft=draft, moment=moment, lang=lang))


def named(found: Report, *names: str) -> Report:
    """The same report on documents of other names."""
    documents = tuple(replace(entry, name=name) for entry, name in zip(found.documents, names, strict=True))
    return replace(found, documents=documents)


def kept(history: History, found: Report, made: datetime = START, *paths: str, is_live: bool = False) -> Recorded:
    """Recorded, with paths where some are given."""
    return record(history, found, made=made, origins=[Origin(path) for path in paths], is_live=is_live)


def changed(found: Report, text: str) -> Report:
    """The same report on another state of its documents."""
    return replace(found, documents=tuple(replace(entry, sha256=text * 64) for entry in found.documents))


def body(data: bytes) -> dict[str, object]:
    """A JSON report as values."""
    told: dict[str, object] = json.loads(data)
    return told
