# SPDX-License-Identifier: Apache-2.0
"""What the page of rules asks of the core: packs, their rules in words, import, removal, differences.

Plain functions over plain values; all of them run off the main thread. What fails does so as an error with words.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import PackError
from assay.values import frozen

if TYPE_CHECKING:
    from assay.pack_import import Candidate, Imported
    from assay.pack_verify import Verified
    from assay.packs_at_hand import PackAtHand
    from assay.progress import Progress
    from assay.rule_book import RuleEntry
    from assay.rules.pack import Rule, RulePack
    from assay.texts import Texts

_LICENCES = ("LICENSE", "LICENCE")
_LONGEST_PAGE = 40_000


@frozen
class Reading:
    """One pack, read: itself, its rules in words, what of it cannot be checked here."""

    key: str
    pack: "RulePack | None" = None
    book: "tuple[RuleEntry, ...]" = ()
    never: "tuple[Rule, ...]" = ()
    """Rules that nobody can check without the Internet."""
    with_files: "tuple[Rule, ...]" = ()
    """Rules that are checked where somebody gives a file."""
    licence: str = ""
    """What the pack says of its origin and licence; empty where it has no such page."""
    error: PackError | None = None
    """Why it cannot be read."""


@frozen
class ImportWish:
    """What is to be imported, and how."""

    paths: tuple[Path, ...]
    replaces: bool = False
    like: str = ""
    """For official files: id of the pack that gives what they lack."""


@frozen
class Difference:
    """What changes from one pack to another, in words."""

    old: str
    new: str
    lines: tuple[str, ...]
    """Headings as they are, changes with two spaces before them."""


def look(moment: datetime) -> "tuple[PackAtHand, ...]":
    """All packs."""
    from assay.packs_at_hand import packs_at_hand

    return packs_at_hand(moment)


def read(pack: "PackAtHand", texts: "Texts") -> Reading:
    """A pack with its rules; a damaged one says what is wrong with it."""
    from assay.packs_at_hand import offline_limits, opened
    from assay.rule_book import rule_book

    if pack.error is not None:
        return Reading(pack.key, error=pack.error)
    try:
        found = opened(pack)
        never, with_files = offline_limits(found)
        return Reading(pack.key, found, rule_book(found, texts), never, with_files, _licence(found))
    except PackError as error:
        return Reading(pack.key, error=error)


def _licence(pack: "RulePack") -> str:
    """The page about the licence, as far as anybody would read it."""
    from assay.rules.library import files_of

    pages = (data for name, data in files_of(pack).items() if name.upper().startswith(_LICENCES))
    return next(pages, b"")[:_LONGEST_PAGE].decode("utf-8", "replace")


def look_at(wish: ImportWish, moment: datetime, progress: "Progress | None" = None) -> "Candidate":
    """What would be imported, tried out; nothing is changed. PackError where it is refused.

    `progress`: where nobody wants it any more, it ends at once, and no process of it stays.
    """
    from assay.pack_import import look_at as looked_at
    from assay.rules.release import Wishes
    from assay.rules.signature import trusted_keys

    wishes = Wishes(like=wish.like)
    return looked_at(
        wish.paths, wishes, moment=moment, trusted=trusted_keys(), replaces=wish.replaces, progress=progress
    )


def keep(candidate: "Candidate") -> "Imported":
    """Import what was looked at. PackError where it cannot be written."""
    from assay.pack_import import keep as kept

    return kept(candidate)


def remove(pack: "PackAtHand") -> None:
    """Remove an imported pack. PackError where it cannot be removed."""
    from assay.rules.installed import uninstall

    uninstall(pack.id, pack.version)


def verified(pack: "PackAtHand", progress: "Progress | None" = None) -> "Verified":
    """Whether a pack is sound, everything read anew; `progress` as for `look_at`."""
    from assay.pack_verify import Soundness, Verified, verify
    from assay.rules.signature import trusted_keys

    if pack.error is not None:  # its record may be what is damaged, so that nothing of that name is known
        return Verified(Soundness.BROKEN, pack.id, pack.version, pack.name, error=pack.error)
    return verify(pack.key, trusted_keys(), progress)


def difference(old: "PackAtHand", new: "PackAtHand", texts: "Texts") -> Difference:
    """What changes from one to the other. PackError where one of them is damaged."""
    from assay.pack_words import told_changes
    from assay.packs_at_hand import opened
    from assay.rules.difference import differences

    packs = opened(old), opened(new)
    lines = tuple(told_changes(differences(*packs), packs, texts))
    return Difference(f"{old.name} ({old.version})", f"{new.name} ({new.version})", lines)


def write_text(path: Path, lines: Sequence[str]) -> Path:
    """Lines into a file. OSError where it cannot be written."""
    from assay.whole_file import write_whole

    write_whole(path, ("\n".join(lines) + "\n").encode())
    return path
