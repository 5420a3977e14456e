# SPDX-License-Identifier: Apache-2.0
"""What the line below the keys says: how many there are, how many need attention, when they were last backed up."""

from contextlib import suppress
from datetime import UTC, datetime

from assay_gui.keeping import KeyDetails, Lock, Standing
from assay_gui.key_session import KeySession
from assay_gui.words import Words

NEEDS_ATTENTION = frozenset({Standing.ENDING, Standing.OVER, Standing.UNREADABLE})
"""How a key stands where somebody has to do something about it."""


def line_of(session: KeySession, words: Words) -> tuple[str, str]:
    """Keys, and their last backup; empty where that is not known."""
    holdings = session.holdings
    if holdings.lock is not Lock.OPEN or not holdings.keys:
        return words.say("status.ready"), ""
    wanting = sum(key.standing in NEEDS_ATTENTION for key in holdings.keys)
    told = words.say("key_line.keys", count=len(holdings.keys))
    if wanting:
        told = f"{told} · {words.say('key_line.attention', count=wanting)}"
    return told, _backup(session.details, session.now(), words)


def _backup(details: KeyDetails | None, today: datetime, words: Words) -> str:
    if details is None or details.fault is not None:
        return ""
    backup = details.backup
    if backup is None:
        return words.say("key_line.no_backup")
    day = backup.at[:10]
    with suppress(ValueError):  # what the record says of the time is text
        day = words.day(datetime.fromisoformat(backup.at).replace(tzinfo=UTC), today)
    told = words.say("key_line.backup_tried" if backup.is_tried else "key_line.backup", day=day)
    return f"{told} {words.say('key_line.missing', count=backup.missing)}" if backup.missing else told
