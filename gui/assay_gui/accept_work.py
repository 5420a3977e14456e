# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for accepting findings. What writes runs off the main thread."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assay.acceptances import Acceptance, change_beside
from assay.accepting import Wish, is_reason
from assay.accepting import accept as entries_of

if TYPE_CHECKING:
    from datetime import datetime

    from assay_gui.checking import Checked

Changes = Mapping[str, Acceptance | None]
"""Entries by fingerprint; None where there is none."""
__all__ = ["Changes", "Wish", "accept", "is_reason", "put_back", "withdraw"]


def accept(checked: "Checked", home: Path, findings: Collection[str], wish: Wish, moment: "datetime") -> Changes:
    """Accept findings of a result beside the document's file; gives what there was before."""
    chosen = (finding for finding in checked.examination.report.findings if finding.id in findings)
    return change_beside(home, entries_of(chosen, wish, moment))


def withdraw(home: Path, findings: Collection[str]) -> Changes:
    """Accept them no longer; gives what there was before."""
    return change_beside(home, dict.fromkeys(findings))


def put_back(home: Path, before: Changes) -> Changes:
    """Have it as it was before."""
    return change_beside(home, before)
