# SPDX-License-Identifier: Apache-2.0
"""Asks for two open documents and shows what they say differently; the list can be copied."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assay_gui.dialogs.comparing import ComparingDialog, Comparison
from assay_gui.look import Look

if TYPE_CHECKING:
    from assay_gui.reuse_work import Compared

_ABOUT = Comparison(
    title="reusing.compare_title",
    act="reusing.compare_do",
    explain="reusing.compare_explain",
    sides=("reusing.compare_first", "reusing.compare_second"),
    differences="reusing.differences",
    nothing_yet="reusing.compare_nothing_yet",
)


class CompareDocumentsDialog(ComparingDialog):
    """Two choices, and below them what is said differently."""

    def __init__(
        self, look: Look, names: "Sequence[tuple[int, str]]", chosen: tuple[int, int], parent: QWidget | None = None
    ) -> None:
        """`names`: key and name of each document."""
        super().__init__(look, _ABOUT, names, chosen, parent)

    def show_compared(self, found: "Compared") -> None:
        """Show what is said differently."""
        told = "reusing.compared" if found.count else "reusing.compared_same"
        self.show_lines(self._look.words.say(told, count=found.count), found.lines)
