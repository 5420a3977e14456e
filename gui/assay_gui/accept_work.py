# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for accepting findings. What writes runs off the main thread."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from assay.accepting import Wish, is_reason
from assay.accepting import accept as entries_of
from assay.accepting_together import Changes, change_all, home_of, placed, without

if TYPE_CHECKING:
    from datetime import datetime

    from assay_gui.checking import Checked

__all__ = ["Changes", "Wish", "accept", "has_place", "home_of", "is_reason", "put_back", "withdraw"]


def has_place(checked: "Checked") -> bool:
    """Whether any document of a set lies in a file, beside which something can be kept."""
    return any(home_of(member) is not None for member in checked.examination.judgement.members)


def accept(checked: "Checked", home: Path | None, findings: Collection[str], wish: Wish, moment: "datetime") -> Changes:
    """Accept findings of a result beside the document's file; gives what there was before.

    `home`: the document's file; None for a set, of which each finding is kept beside the file it is about.
    """
    chosen = [finding for finding in checked.examination.report.findings if finding.id in findings]
    entries = entries_of(chosen, wish, moment)
    if home is not None:
        return change_all({home: entries})
    return change_all(placed(chosen, entries, checked.examination.judgement.members, checked.options))


def withdraw(checked: "Checked", home: Path | None, findings: Collection[str]) -> Changes:
    """Accept them no longer; gives what there was before."""
    if home is not None:
        return change_all({home: dict.fromkeys(findings)})
    return change_all(without(findings, checked.examination.judgement.members))


def put_back(before: Changes) -> Changes:
    """Have it as it was before."""
    return change_all(before)
