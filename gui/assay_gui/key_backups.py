# SPDX-License-Identifier: Apache-2.0
"""When all keys were last backed up, as the key log has it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.values import frozen

if TYPE_CHECKING:
    from assay.keys.key_log import Entry


@frozen
class BackedUp:
    """The last backup."""

    at: str
    """When (ISO 8601, UTC)."""
    is_tried: bool
    """It was opened again as it lay on the disk, and every key in it was tried."""
    missing: int
    """How many keys that are there came after it."""


def last_backup(entries: "Sequence[Entry]") -> BackedUp | None:
    """The last one that the entries tell of; None where they tell of none."""
    from assay.keys.key_log import Action

    places = [place for place, entry in enumerate(entries) if entry.action == Action.BACKUP]
    if not places:
        return None
    made, later = entries[places[-1]], entries[places[-1] + 1 :]
    come = (Action.MAKE, Action.IMPORT, Action.RESTORE)
    new = {entry.key for entry in later if entry.action in come and entry.key}
    gone = {entry.key for entry in later if entry.action == Action.REMOVE}
    return BackedUp(made.at, any(entry.action == Action.TRIED for entry in later), len(new - gone))
