# SPDX-License-Identifier: Apache-2.0
"""Evidence that is attached to a criterion, as the tab of criteria shows it, and what can be done about it there."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assay.values import frozen

if TYPE_CHECKING:
    from assay_gui.checking import Checked


@frozen
class Attached:
    """One piece of evidence."""

    row: str
    """Its id in the register."""
    title: str
    state: str
    """The state whose sign it bears."""
    word: str
    """How it stands."""


class EvidenceDesk(Protocol):
    """The register of the project that is open, as far as documents are concerned."""

    @property
    def may_attach(self) -> bool:
        """Whether the register can be changed."""

    def attached(self, checked: "Checked", criterion: str) -> tuple[Attached, ...] | None:
        """The evidence of a criterion; None where the document is none of the project's."""

    def attach(self, criterion: str) -> None:
        """Ask for a file, and attach it."""

    def take(self, criterion: str, paths: Sequence[Path]) -> None:
        """Attach files that were dropped."""

    def show(self, row: str) -> None:
        """Show a row of the register."""
