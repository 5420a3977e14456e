# SPDX-License-Identifier: Apache-2.0
"""A draft of the newer generation from an older self-description, which stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assay.authoring.forms.spelling import UnwritableError
from assay.authoring.json_edit import Editor, joined, tokens_of
from assay.authoring.migration.chain import composed
from assay.authoring.migration.moving import moved_between_releases
from assay.authoring.migration.releases import other_releases
from assay.authoring.migration.rows import MISSING, Row, What, shown, value_at
from assay.authoring.migration.step import Stepped, step
from assay.authoring.migration.table import FIRST, SECOND, load_table
from assay.credential import Credential, Generation, Json, Reading
from assay.document import Document
from assay.errors import UsageError
from assay.formats import read
from assay.formats.generation import generation_of
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V1, contexts_of, subjects_of
from assay.values import frozen

_SAID_TWICE = "parse.duplicate_name"
"""Of a member that stands twice only one value is read; the other one would be lost."""
_PREFIXES_OF_2206 = frozenset(("gx-participant", "gx-service-offering", "gx-resource", "gx-service"))


@frozen
class Migration:
    """The draft, and what became of every value of the old document."""

    text: str
    """The draft as one document: a credential, or an unsigned presentation of several."""
    pointers: tuple[str, ...]
    """Where in it each credential stands."""
    rows: tuple[Row, ...]
    """In the order of the old document; what it does not say at all comes last."""
    old: Generation
    """The generation of the old document, which is Loire where it speaks another release of it."""

    @property
    def credentials(self) -> tuple[str, ...]:
        """Each credential as a text of its own."""
        editor = Editor(self.text)
        return tuple(f"{_outdented(editor.text_at(pointer))}\n" for pointer in self.pointers)

    def count(self, what: What) -> int:
        """How many rows say so."""
        return sum(row.what is what for row in self.rows)


def migrate(reading: Reading, moment: datetime) -> Migration:
    """A Loire draft from a document that was read; `moment`: by which dates have passed.

    Raises UsageError where there is nothing to migrate: no credential that can be read, of no known generation, of
    the newest one already, or only what others issue; and where a member stands twice.
    """
    if reading.triples:
        raise UsageError("migrate_turtle")
    if not reading.credentials:
        raise UsageError("migrate_unreadable")
    if any(found.text == _SAID_TWICE for found in reading.findings):
        raise UsageError("migrate_twice")
    try:
        made, old = _made(reading, moment)
    except UnwritableError:
        raise UsageError("migrate_unwritable") from None
    if not made.pointers:
        raise UsageError("migrate_nothing_left")
    places = _places(reading.decoded)
    rows = sorted(made.rows, key=lambda row: (row.old is None, places.get(row.old or "", 0)))
    return Migration(
        print_json(made.value), made.pointers, tuple(_told(row, reading.decoded, made.value) for row in rows), old
    )


def can_migrate(reading: Reading) -> bool:
    """Whether a document, or a part of it, is of an older generation or release. It is found out at once; `migrate` may
    still refuse it, and says why.
    """
    if reading.triples or not reading.credentials:
        return False
    speaks = ((one, _generation(one)) for one in reading.credentials)
    is_older = any(found is Generation.TAGUS or _is_2206(one, found) for one, found in speaks)
    return is_older or (reading.generation is Generation.LOIRE and bool(other_releases(reading)))


def _told(row: Row, old: Json, new: Json) -> Row:
    """The row with what stands in the draft, and by the name it has there."""
    is_settled = row.because == "kept" or row.what not in (What.MOVED, What.CHANGED)
    if row.old is None or row.new is None or is_settled:
        return row
    found = value_at(new, row.new)
    what, because = row.what, row.because
    if because == "class" and shown(found) == shown(value_at(old, row.old)):
        what, because = What.MOVED, "same"
    if because == "same" and _name(row.new) != _name(row.old):
        because = "renamed"
    return replace(row, what=what, because=because, says=row.says if found is MISSING else shown(found))


def _name(pointer: str) -> str:
    """The member a place is of, without its prefix."""
    names = [token for token in tokens_of(pointer) if not token.isdigit()]
    return names[-1].rpartition(":")[2].removeprefix("@") if names else ""


def _made(reading: Reading, moment: datetime) -> tuple[Stepped, Generation]:
    speaks = [_generation(one) for one in reading.credentials]
    first = [number for number, one in enumerate(reading.credentials) if _is_2206(one, speaks[number])]
    if not first and Generation.TAGUS not in speaks:
        if reading.generation is Generation.LOIRE and other_releases(reading):
            return moved_between_releases(reading, moment), Generation.LOIRE
        raise UsageError("migrate_newest" if reading.generation is Generation.LOIRE else "migrate_unknown")
    if not first:
        kept = [number for number, one in enumerate(speaks) if one is Generation.LOIRE]
        return step(reading, load_table(SECOND), moment, kept), Generation.TAGUS
    kept = [number for number, one in enumerate(speaks) if number not in first and one in _LATER]
    between = step(reading, load_table(FIRST), moment, kept)
    if not between.pointers:
        return between, Generation.PRE_TAGUS
    again = read(Document("between.json", print_json(between.value).encode("utf-8", "surrogatepass")))
    kept = [number for number, one in enumerate(again.credentials) if _generation(one) is Generation.LOIRE]
    after = step(again, load_table(SECOND), moment, kept)
    return replace(after, rows=composed(between.rows, after.rows)), Generation.PRE_TAGUS


_LATER = (Generation.TAGUS, Generation.LOIRE)


def _generation(one: Credential) -> Generation:
    """The generation of one credential; one in the format of VCDM 1.1 is none of Loire, whatever words it uses."""
    found = generation_of((one,), None)[0]
    is_old_format = CREDENTIALS_V1 in (*contexts_of(one.content), *one.inherited_contexts)
    return Generation.TAGUS if found is Generation.LOIRE and is_old_format else found


def _is_2206(one: Credential, speaks: Generation) -> bool:
    if speaks is Generation.PRE_TAGUS:
        return True
    holders = (one.content, *subjects_of(one.content))
    return any(name.partition(":")[0] in _PREFIXES_OF_2206 for holder in holders for name in holder)


def _places(value: Json) -> dict[str, int]:
    """How far into a document each of its values stands."""
    return {pointer: number for number, pointer in enumerate(_pointers(value, ""))}


def _pointers(value: Json, pointer: str) -> Iterator[str]:
    yield pointer
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _pointers(item, joined(pointer, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _pointers(item, joined(pointer, index))


def _outdented(text: str) -> str:
    """A text cut out of a larger one, with its lines moved to the left."""
    lines = text.split("\n")
    spare = len(lines[-1]) - len(lines[-1].lstrip(" "))
    return "\n".join([lines[0], *(line[spare:] for line in lines[1:])])


def rows_of(rows: Sequence[Row], what: What) -> tuple[Row, ...]:
    """The rows that say so."""
    return tuple(row for row in rows if row.what is what)
