# SPDX-License-Identifier: Apache-2.0
"""Asks whose version of a file stays, and whether a project is taken over from somebody who may still work on it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import write


class ProjectChoiceDialog(TaskDialog):
    """One file, what happened to it, and what can be decided. Nothing is decided beforehand."""

    chosen = Signal(str)
    """The id of the choice."""

    def __init__(
        self, look: Look, told: Sequence[str], choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`told`: what happened, then what that means; `choices`: ids with their texts."""
        words = look.words
        super().__init__(look, words.say("writing.choice_title"), words.say("writing.choice_act"), parent)
        self.setAccessibleDescription(" ".join(told))
        for number, sentence in enumerate(told):
            self.explain(sentence, "muted" if number else "strong")
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for name, text in choices:
            made = QRadioButton()
            write(made, text)
            self._group.addButton(made)
            self.choices[name] = made
            self.body.addWidget(made)
        self._group.buttonToggled.connect(self.check)
        self.act_button.clicked.connect(self._choose)
        self.check()
        next(iter(self.choices.values())).setFocus()

    def is_ready(self) -> bool:
        """Whether one of them is chosen."""
        return any(made.isChecked() for made in self.choices.values())

    def _choose(self) -> None:
        self.chosen.emit(next(name for name, made in self.choices.items() if made.isChecked()))
        self.accept()


class TakeOverDialog(TaskDialog):
    """Says who has the project, and what taking it over means."""

    take_wanted = Signal()

    def __init__(self, look: Look, told: str, parent: QWidget | None = None) -> None:
        """`told`: who has it, and since when."""
        words = look.words
        super().__init__(look, words.say("writing.take_title"), words.say("writing.take_act"), parent)
        self.explain(told, "strong")
        self.explain(words.say("writing.take_explain"))
        self.act_button.clicked.connect(self.take_wanted)
        self.act_button.clicked.connect(self.accept)
        self.act_button.setDefault(False)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
