# SPDX-License-Identifier: Apache-2.0
"""The cards of a document as a list, and the filter behind the chips. Plain: thousands pass while somebody waits."""

from collections.abc import Sequence

from assay_gui.models.entries import Entry, Group


class FindingsModel:
    """All cards of one document, in order."""

    def __init__(self) -> None:
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The cards."""
        return self._entries

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other cards, or the same at other places of the text."""
        self._entries = tuple(entries)

    def count(self, group: Group) -> int:
        """How many cards a chip stands for."""
        return sum(entry.group is group for entry in self._entries)


class FindingsFilter:
    """The cards of one chip that say what is looked for."""

    def __init__(self) -> None:
        self._group = Group.CORRECT
        self._wanted = ""

    @property
    def group(self) -> Group:
        """The chip in force."""
        return self._group

    @property
    def wanted(self) -> str:
        """What is looked for, in small letters."""
        return self._wanted

    def choose(self, group: Group) -> None:
        """Let only this group pass."""
        self._group = group

    def search(self, text: str) -> None:
        """Let only cards pass that say this, in whatever case."""
        self._wanted = text.casefold()

    def shown(self, entries: Sequence[Entry]) -> tuple[tuple[int, Entry], ...]:
        """The cards that pass, in order, each with its place among all."""
        return tuple((place, entry) for place, entry in enumerate(entries) if self._lets_pass(entry))

    def _lets_pass(self, entry: Entry) -> bool:
        if entry.group is not self._group:
            return False
        told = (entry.title, entry.why, entry.how, entry.accepted_words)
        return not self._wanted or self._wanted in "\n".join(told).casefold()
