# SPDX-License-Identifier: Apache-2.0
"""Rows in words: what a value is called, and why it became what it became."""

from collections.abc import Iterable, Iterator

from assay.authoring.json_edit import tokens_of
from assay.authoring.migration.migrating import Migration
from assay.authoring.migration.rows import Row, What
from assay.claims import ClaimsGraph
from assay.credential import Generation
from assay.naming import Naming
from assay.rules.bundled import load_bundled
from assay.texts import Texts
from assay.values import frozen

_FROM = {
    Generation.PRE_TAGUS: "migrate.from.pre_tagus",
    Generation.TAGUS: "migrate.from.tagus",
    Generation.LOIRE: "migrate.from.loire",
}
ORDER = (What.NEEDS_INPUT, What.CHANGED, What.DROPPED, What.MOVED)
"""What a person reads first: what she has to do, then what is not as it was."""


@frozen
class Told:
    """A row in words."""

    row: Row
    name: str
    """What the value is called: by the rule pack where it has a name there, else as the document writes it."""
    because: str
    """Why, as a sentence."""


@frozen
class Reason:
    """Values that became what they became for one reason."""

    because: str
    entries: tuple[Told, ...]


@frozen
class Group:
    """All values of which the same became, under a heading with their number."""

    what: What
    heading: str
    reasons: tuple[Reason, ...]


def groups(migration: Migration, texts: Texts) -> Iterator[Group]:
    """All rows as a person reads them: what needs input first; each reason once, with its values below it."""
    found = tuple(told(migration.rows, texts))
    for what in ORDER:
        by_reason: dict[str, list[Told]] = {}
        for entry in found:
            if entry.row.what is what:
                by_reason.setdefault(entry.because, []).append(entry)
        if by_reason:
            heading = texts.say(f"migrate.what.{what.value}", count=migration.count(what))
            yield Group(what, heading, tuple(Reason(because, tuple(mine)) for because, mine in by_reason.items()))


def told(rows: Iterable[Row], texts: Texts) -> Iterator[Told]:
    """The rows in words, in the order given."""
    naming = Naming(ClaimsGraph(), load_bundled(), texts)
    for row in rows:
        yield Told(row, _name(row, naming), texts.say(f"migrate.because.{row.because}"))


def old_name(migration: Migration, texts: Texts) -> str:
    """What the old document's generation is called."""
    return texts.say(_FROM[migration.old])


def new_name() -> str:
    """What the generation of drafts is called."""
    return load_bundled().name


def _name(row: Row, naming: Naming) -> str:
    if row.field:
        return naming.label(row.field)
    names = [token for token in tokens_of(row.old or row.new or "") if not token.isdigit()]
    return names[-1] if names else ""
