# SPDX-License-Identifier: Apache-2.0
"""Files of keys, chains and lists that somebody gives: what they are, and whether they can stand beside the others.

Each function runs in a pool thread and imports the core when first called.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.identity.recognised import Recognised

_LARGEST = 16_000_000
"""A larger file is no trust file, and is not read to find that out."""


@frozen
class Sorted:
    """Files, by what is to be done with them."""

    given: "tuple[Recognised, ...]"
    others: tuple[Path, ...]
    """To be opened as documents."""


def recognise_all(paths: Sequence[Path], already: "tuple[Recognised, ...]") -> Sorted:
    """What the files are. TrustFileError for one that is of no use, or says otherwise than what is at hand."""
    from assay.identity.recognised import recognise

    found = tuple(recognise(path) for path in paths)
    _try(found, already)
    return Sorted(found, ())


def sort_out(paths: Sequence[Path], already: "tuple[Recognised, ...]") -> Sorted:
    """Which of the files belong to signatures; TrustFileError where one of those is damaged, or says otherwise."""
    from assay.identity.recognised import recognise

    told = {path: _looks_given(path) for path in paths}
    found = tuple(recognise(path) for path, looks in told.items() if looks)
    _try(found, already)
    return Sorted(found, tuple(path for path, looks in told.items() if not looks))


def keep_for_all(given: "Sequence[Recognised]", document: str, moment: datetime, words: Words) -> None:
    """Let every check use the files. TrustFileError where they cannot be kept."""
    from assay.trust_at_hand import keep_for_all as keep

    keep(given, origin=words.say("giving.origin", document=document), day=moment.date().isoformat())


def write_picture(path: Path, text: str) -> Path:
    """Write a picture; gives its path."""
    from assay.whole_file import write_whole

    write_whole(path, text.encode("utf-8"))
    return path


def _try(found: "tuple[Recognised, ...]", already: "tuple[Recognised, ...]") -> None:
    from assay.identity.recognised import with_given
    from assay_gui.checking import kept_trust

    with_given(kept_trust(), (*already, *found))


def _looks_given(path: Path) -> bool:
    from assay.identity.recognised import kind_of

    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return False
        return kind_of(path.read_bytes()) is not None
    except OSError:
        return False
