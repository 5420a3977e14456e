# SPDX-License-Identifier: Apache-2.0
"""Cards by cause: what is said in the same words of many places is one thing to understand, and one to correct."""

from collections.abc import Iterable

from assay.values import frozen
from assay_gui.models.entries import Entry


@frozen
class Cause:
    """One card: what it says, and of which places. Never empty."""

    entry: Entry
    """The first, whose words stand for all."""
    places: tuple[int, ...]
    """Places of its entries in the list of all entries, in order."""
    files: tuple[str, ...]
    """The file of a set that each of them is in; empty where the document is one file."""

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same cause again after another check."""
        return cause_of(self.entry)


def cause_of(entry: Entry) -> tuple[str, ...]:
    """Chip and words, those of whoever accepts it included."""
    return entry.group.value, entry.title, entry.why, entry.how, entry.accepted_words


def causes(entries: Iterable[tuple[int, Entry]]) -> tuple[Cause, ...]:
    """Entries with their places in the list, gathered by cause, in the order in which each cause is first met."""
    found: dict[tuple[str, ...], tuple[Entry, list[int], list[str]]] = {}
    for place, entry in entries:
        _, places, files = found.setdefault(cause_of(entry), (entry, [], []))
        places.append(place)
        files.append(entry.file)
    return tuple(Cause(entry, tuple(places), tuple(files)) for entry, places, files in found.values())
