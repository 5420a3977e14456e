# SPDX-License-Identifier: Apache-2.0
"""Progress and cancellation, as passive objects the core asks between steps."""

from typing import Protocol


class Progress(Protocol):
    """What a long run tells, and asks."""

    def advance(self, done: int, total: int, name: str) -> None:
        """`done` of `total` documents are finished; `name` is next."""

    def cancelled(self) -> bool:
        """Whether the user wants to stop."""


class Silent:
    """Tells nobody, never cancelled."""

    def advance(self, done: int, total: int, name: str) -> None:
        """Do nothing."""

    def cancelled(self) -> bool:
        """Never."""
        return False
