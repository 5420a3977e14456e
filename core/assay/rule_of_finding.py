# SPDX-License-Identifier: Apache-2.0
"""From a finding to the entry of the book of rules that it comes from, and back."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assay.finding import ShaclResult
from assay.values import frozen

if TYPE_CHECKING:
    from assay.examination import Examination
    from assay.rule_book import RuleEntry


@frozen
class RuleBehind:
    """What a finding comes from: a rule of a pack, and of shapes which one, about which property."""

    pack: str
    """The very version that was used: `id@version`."""
    rule: str
    shape: str = ""
    path: str = ""

    def is_told_by(self, entry: "RuleEntry") -> bool:
        """Whether an entry is about that rule, and where both are about a shape, about the same one and property.

        What a description as a whole asks names no property: it tells of all of them.
        """
        if self.rule not in (entry.id, *entry.rules):
            return False
        return not self.shape or not entry.shape or (self.shape == entry.shape and entry.path in ("", self.path))


class RulesBehind:
    """The packs that one document was judged by: its rules and those of extensions."""

    def __init__(self, examination: "Examination | None" = None) -> None:
        judgement = examination.judgement if examination is not None else None
        packs = (judgement.pack, *(one.pack for one in judgement.extensions)) if judgement is not None else ()
        self._packs = {pack.prefix: f"{pack.id}@{pack.version}" for pack in reversed(packs) if pack is not None}

    def rule(self, rule_id: str, result: ShaclResult | None = None) -> RuleBehind | None:
        """What a finding of that rule comes from; None for what no pack asks: that a file can be read at all."""
        prefix = max((one for one in self._packs if rule_id.startswith(f"{one}-")), key=len, default="")
        if not prefix:
            return None
        shape, path = (result.source_shape, result.path) if result is not None else ("", "")
        return RuleBehind(self._packs[prefix], rule_id, shape, path)


def entry_of(book: "Sequence[RuleEntry]", wanted: RuleBehind) -> "RuleEntry | None":
    """The entry that tells most exactly what a finding comes from; None where the book has none about its rule."""
    told = [entry for entry in book if wanted.is_told_by(entry)]
    return min(told, key=lambda entry: _distance(entry, wanted), default=None)


def counted(entry: "RuleEntry", book: "Sequence[RuleEntry]", findings: Iterable[RuleBehind | None]) -> tuple[int, ...]:
    """Which of these findings an entry stands for: their places. A finding is told by one entry alone."""
    return tuple(
        place
        for place, one in enumerate(findings)
        if one is not None and one.is_told_by(entry) and entry_of(book, one) is entry
    )


def _distance(entry: "RuleEntry", wanted: RuleBehind) -> tuple[bool, bool, bool]:
    """Property by property: the one that is meant before what is about all, an entry of that very id before others."""
    is_meant = bool(wanted.shape) and entry.shape == wanted.shape
    return not (is_meant and entry.path == wanted.path), not is_meant, entry.id != wanted.rule
