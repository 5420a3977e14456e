# SPDX-License-Identifier: Apache-2.0
"""Shows what a correction does before it is made; where there are several ways, a person chooses one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay_gui import fix_work
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.difference import DifferenceView
from assay_gui.views.parts import label

if TYPE_CHECKING:
    from assay.authoring.fixes import Fix

WIDTH = 640


class FixDialog(TaskDialog):
    """One correction, or the same one in several places."""

    wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, look: Look, title: str, fixes: "tuple[Fix, ...]", *, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("correct.title"), words.say("correct.do"), parent)
        self.setMinimumWidth(WIDTH)
        self._fixes = fixes
        self._preview: fix_work.Preview | None = None
        first = fixes[0]
        self.explain(title, "strong")
        self.choice = Choice(look)
        for place in range(len(first.options)):
            self.choice.addItem(fix_work.sentence(first, words, place))
        self._told = label("", wrap=True)
        if len(first.options) > 1:
            name = name_above(self.choice, words.say("correct.choose"))
            self.body.addWidget(name)
        else:
            self.explain(self.choice.itemText(0), "")
            self.choice.hide()
        self.body.addWidget(self.choice)  # the hidden one too: what belongs to nobody outlives the window
        self.body.addWidget(self._told)
        if len(fixes) > 1:
            self.explain(words.say("correct.in_places", count=len(fixes)))
        self.difference = DifferenceView(look)
        self.body.addWidget(self.difference, 1)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.act_button.clicked.connect(self.wanted)
        self._tell()
        self.check()

    @property
    def fixes(self) -> "tuple[Fix, ...]":
        """The corrections in the way that is chosen."""
        value = self._fixes[0].options[self.choice.currentIndex()].value
        return tuple(found for fix in self._fixes if (found := fix.chosen(value)) is not None)

    @property
    def preview(self) -> "fix_work.Preview | None":
        """What is shown; None while it is being made."""
        return self._preview

    def show_preview(self, preview: "fix_work.Preview") -> None:
        """Show what it would make of the text."""
        self._preview = preview
        self.difference.show_lines(preview.lines)
        self.end()
        self.fit()
        self.act_button.setFocus()

    def is_ready(self) -> bool:
        """Whether it is shown what would be done, and anything would be."""
        return self._preview is not None and bool(self._preview.lines)

    def _chosen(self, _index: int) -> None:
        self._preview = None
        self._tell()
        self.check()
        self.preview_wanted.emit()

    def _tell(self) -> None:
        told = fix_work.explanation(self._fixes[0], self._look.words, max(0, self.choice.currentIndex()))
        self._told.setText(told)
        self.choice.setAccessibleDescription(told)


class CorrectDialog(TaskDialog):
    """All corrections that need nobody's choice."""

    wanted = Signal()
    is_as_high_as_needed = True

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("correct.all_title"), words.say("correct.do"), parent)
        self.setMinimumWidth(WIDTH)
        self._preview: fix_work.Preview | None = None
        self.explain(words.say("correct.all_explain"), "")
        self._told = label("", "strong", wrap=True)
        self.difference = DifferenceView(look)
        self.body.addWidget(self._told)
        self.body.addWidget(self.difference, 1)
        self.act_button.clicked.connect(self.wanted)
        self.check()

    @property
    def preview(self) -> "fix_work.Preview | None":
        """What is shown; None while it is being made."""
        return self._preview

    def show_preview(self, preview: "fix_work.Preview") -> None:
        """Show what all of them make of the text."""
        self._preview = preview
        words = self._look.words
        count = len(preview.sentences)
        self._told.setText(words.say("correct.all_found", count=count) if count else words.say("correct.all_none"))
        self.difference.show_lines(preview.lines)
        self.difference.setVisible(bool(count))
        self.end()
        self.fit()
        self.act_button.setFocus()

    def is_ready(self) -> bool:
        """Whether there is anything to do."""
        return self._preview is not None and bool(self._preview.lines)
