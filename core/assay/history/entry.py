# SPDX-License-Identifier: Apache-2.0
"""What the history tells: one entry a document and run, and how to ask for them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from assay.values import frozen
from assay.verdict import Verdict


@frozen
class Origin:
    """What is known of a document beyond its report."""

    path: str = ""
    """Where its file lies; empty for what was in no file. It also says which checks are of one document."""
    valid_until: str = ""
    """When the first of its credentials ends, as `assay.moment.format_moment` writes it; empty where none does."""


@frozen
class Recorded:
    """What became of a report that was to be recorded."""

    run: int
    is_new: bool
    """Not the same as the last one of these documents, which would only have been counted."""
    set_aside: str = ""
    """Name that a damaged history has now; empty where it was sound."""


@frozen
class Entry:
    """One document in one run."""

    run: int
    """Number of the run; it is never given again."""
    position: int
    """Place of the document in its run, from 0."""
    documents: int
    """How many documents of the run are still kept."""
    name: str
    path: str
    document: str
    """What makes checks those of one document: its path, else its name."""
    sha256: str
    pack_id: str
    pack_version: str
    pack_sha256: str
    verdict: Verdict
    levels: Mapping[str, Verdict]
    violations: int
    warnings: int
    infos: int
    not_checked: int
    moment: str
    """The moment it was judged as of."""
    first_made: str
    last_made: str
    """When it was checked first and last with this result."""
    times: int
    valid_until: str
    is_live: bool
    """Made while somebody worked on the document, and not because somebody asked for it."""

    @property
    def id(self) -> str:
        """How a person names it: the run, and the place in it where it has several documents."""
        return str(self.run) if self.documents == 1 and not self.position else f"{self.run}.{self.position + 1}"


@frozen
class RecordedFinding:
    """A finding as the history keeps it beside the report, to count and to search by."""

    id: str
    rule: str
    text: str
    severity: str


@frozen
class Wanted:
    """Which entries to list, newest first."""

    text: str = ""
    """Part of a name or path, in capitals or not."""
    verdict: Verdict | None = None
    pack: str = ""
    """Id of the rules."""
    since: datetime | None = None
    until: datetime | None = None
    """Made in this time, both ends included."""
    newest_only: bool = False
    """Of each document its newest entry alone; what else is wanted is asked of that one."""
    document: str = ""
    """Of this document alone (`Entry.document`)."""
    skip: int = 0
    most: int = 100


@frozen
class Page:
    """Part of a list, and how long the whole is."""

    entries: tuple[Entry, ...]
    total: int


class Per(StrEnum):
    """What one point of a trend stands for."""

    RUN = "run"
    DAY = "day"


@frozen
class Point:
    """One point of a trend."""

    when: str
    """Instant of the run, or day (UTC)."""
    verdict: Verdict
    """The worst of them."""
    violations: int
    not_checked: int
    documents: int
