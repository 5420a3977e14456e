# SPDX-License-Identifier: Apache-2.0
"""Asks for two rule packs and shows what changes from one to the other; the list can be copied and saved."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay.reports.safe_text import visible
from assay_gui.dialogs.comparing import ComparingDialog, Comparison
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.packs_at_hand import PackAtHand
    from assay_gui.pack_work import Difference

_ABOUT = Comparison(
    title="rules.compare_title",
    act="rules.compare_do",
    explain="rules.compare_explain",
    sides=("rules.compare_old", "rules.compare_new"),
    differences="rules.changes",
    nothing_yet="rules.compare_nothing_yet",
)


class ComparePacksDialog(ComparingDialog):
    """Two choices, and below them what changes."""

    save_wanted = Signal()

    def __init__(
        self, look: Look, packs: "Sequence[PackAtHand]", chosen: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        names = [(pack.key, f"{pack.name or pack.id} ({pack.version})") for pack in packs]
        super().__init__(look, _ABOUT, names, chosen, parent)
        self.difference: Difference | None = None
        self.save_button = button(look.words.say("rules.save_changes"), look.words.tip("rules.save_changes"))
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self.save_wanted)
        self.buttons.insertWidget(1, self.save_button)

    def show_difference(self, found: "Difference") -> None:
        """Show what changes."""
        self.difference = found
        text = "rules.compared" if found.lines else "rules.compared_same"
        changes = sum(line.startswith("  ") for line in found.lines)
        told = self._look.words.say(text, old=visible(found.old), new=visible(found.new), count=changes)
        self.show_lines(told, [visible(line) for line in found.lines])
        self.save_button.setEnabled(bool(found.lines))


class RemovePackDialog(TaskDialog):
    """Asks whether an imported pack is really to go."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, *, judges: bool, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("rules.remove_title"), words.say("rules.remove_do"), parent)
        self.explain(words.say("rules.remove_ask", name=visible(name)), "strong")
        self.explain(words.say("rules.remove_explain"), "")
        if judges:
            self.explain(words.say("rules.remove_judges"), "")
        self.act_button.setDefault(False)  # Enter alone is too quick for what cannot be undone
        self.cancel_button.setDefault(True)
        self.act_button.clicked.connect(self.wanted)
        self.cancel_button.setFocus()
