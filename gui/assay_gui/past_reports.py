# SPDX-License-Identifier: Apache-2.0
"""Reports of the past in the formats of reports. Each function runs in a pool thread."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.history.entry import Entry


def report_as(entry: "Entry", format_name: str) -> bytes:
    """The report of a check in one of the formats of reports. HistoryError."""
    from assay.history.shown_again import shown_again
    from assay.history.store import user_history

    return shown_again(user_history(), entry, format_name)


def format_of(path: Path) -> str:
    """The format that the end of a name asks for; JSON where it names none, for that is what was recorded."""
    from assay.reports import RENDERERS

    return next((name for name, made in RENDERERS.items() if made.suffix == path.suffix.lower()), "json")
