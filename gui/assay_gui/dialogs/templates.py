# SPDX-License-Identifier: Apache-2.0
"""Templates: one to begin with is chosen by what it has already; a document is kept as one under a name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assay_gui.dialogs.pick import PickDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import button, in_turn

if TYPE_CHECKING:
    from assay_gui.template_work import Offer


class NewDialog(PickDialog):
    """The templates, found by typing; the user's own can be deleted."""

    remove_wanted = Signal(str)
    """Key of the one that is to go."""

    def __init__(self, look: Look, offers: "Sequence[Offer]", parent: QWidget) -> None:
        say = look.words.say
        entries = [(offer.key, offer.label, offer.help) for offer in offers]
        super().__init__(look, say("templates.title"), entries, parent)
        self._own = {offer.key for offer in offers if offer.is_own}
        self.remove_button = button(say("templates.remove"), look.words.tip("templates.remove"))
        self.act_button.setText(say("templates.begin"))
        self.buttons.insertWidget(0, self.remove_button)
        self.remove_button.setVisible(bool(self._own))
        self.remove_button.clicked.connect(self._remove)
        in_turn(self.list, self.remove_button, self.cancel_button, self.act_button)
        self._allow()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._allow())

    def _allow(self) -> None:
        self.remove_button.setEnabled(self.current_key in self._own)

    def _remove(self) -> None:
        if self.current_key in self._own:
            self.remove_wanted.emit(self.current_key)


class KeepTemplateDialog(TaskDialog):
    """What the template is to be called."""

    wanted = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("templates.keep_title"), words.say("templates.keep"), parent)
        self.name = QLineEdit(name)
        self.explain(words.say("templates.keep_explain"))
        self.ask(self.name, words.say("templates.name"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.name.text().strip()))
        self.name.selectAll()
        self.name.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether it has a name."""
        return bool(self.name.text().strip())

    def first_field(self) -> QWidget:
        """The name."""
        return self.name
