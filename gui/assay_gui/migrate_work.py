# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for migration. Each function runs off the main thread."""

from datetime import datetime
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.migration.rows import Row, What
    from assay.authoring.migration.wording import Group
    from assay.credential import Reading
    from assay.document import Document

MOST_SAID = 200
"""Characters of a value that a line shows; its tip has more."""


@frozen
class Line:
    """One value of the old document, or one that the draft lacks, as the list shows it."""

    name: str
    was: str
    now: str
    because: str
    tip: str
    """All of it, in lines."""
    sought: str
    """All of it in small letters, to search in."""


@frozen
class Because:
    """A reason, and the values that became what they became for it."""

    text: str
    lines: tuple[Line, ...]


@frozen
class Part:
    """All values of which the same became."""

    what: "What"
    heading: str
    reasons: tuple[Because, ...]


@frozen
class Migrated:
    """A draft, and what became of every value of the old document, in words."""

    text: str
    """The draft."""
    old: str
    """What the old document's generation is called."""
    new: str
    parts: tuple[Part, ...]
    needed: int
    """How many values need somebody's input."""

    @property
    def count(self) -> int:
        """The number of all values."""
        return sum(len(reason.lines) for part in self.parts for reason in part.reasons)


def can_migrate(reading: "Reading") -> bool:
    """Whether a document is older than what drafts are written in."""
    from assay.authoring.migration import migrating

    return migrating.can_migrate(reading)


def migrated(document: "Document", name: str, moment: datetime, words: Words) -> Migrated:
    """The draft that comes of a document; `name`: what the document is called where it is refused.

    Raises UsageError where there is nothing to migrate.
    """
    from assay.authoring.migration.migrating import migrate
    from assay.authoring.migration.rows import What
    from assay.authoring.migration.wording import groups, new_name, old_name
    from assay.errors import UsageError
    from assay.formats import read

    try:
        made = migrate(read(document), moment)
    except UsageError as error:
        raise UsageError(error.text_id, name=name) from None
    order = (What.NEEDS_INPUT, What.CHANGED, What.MOVED, What.DROPPED)
    parts = sorted(groups(made, words.texts), key=lambda group: order.index(group.what))
    return Migrated(
        made.text,
        old_name(made, words.texts),
        new_name(),
        tuple(_part(group, words) for group in parts),
        made.count(What.NEEDS_INPUT),
    )


def _part(group: "Group", words: Words) -> Part:
    reasons = tuple(
        Because(
            words.lengthened(reason.because),
            tuple(_line(entry.row, entry.name, words.lengthened(reason.because), words) for entry in reason.entries),
        )
        for reason in group.reasons
    )
    return Part(group.what, words.lengthened(group.heading), reasons)


def _line(row: "Row", name: str, because: str, words: Words) -> Line:
    from assay.authoring.migration.rows import What
    from assay.reports.safe_text import visible
    from assay.texts import one_line

    name, was, now = visible(name), visible(row.said), visible(row.says)
    if row.what is What.NEEDS_INPUT and not now:
        now = words.say("bring.to_decide" if was else "bring.to_enter")
    told = [name]
    told += [words.pair(words.say("bring.head.was"), was)] if was else []
    told += [words.pair(words.say("bring.head.now"), now)] if now else []
    tip = "\n".join((*told, because))
    return Line(name, one_line(was, MOST_SAID), one_line(now, MOST_SAID), because, tip, tip.casefold())
