# SPDX-License-Identifier: Apache-2.0
"""A part that is described in place: its own fields, right there, in a frame with its kind as head."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from assay_gui.views.form_section import FormSection
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import ElidedLabel, button

if TYPE_CHECKING:
    from assay.authoring.forms.shown import ShownForm
    from assay_gui.views.form_field import FormField

_TOLD = 4
"""Values that a folded part says."""


class FormPart(QFrame):
    """The frame; its head folds the fields away."""

    def __init__(self, field: "FormField", shown: "ShownForm", remove: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "part")
        words = field.asks.look.words
        self._look = field.asks.look
        self.fold_button = LinkButton("", words.tip("form.fold"), "link")
        self.fold_button.setCheckable(True)
        self.fold_button.clicked.connect(self._fold)
        self._told = ElidedLabel("muted", Qt.TextElideMode.ElideRight)
        self._told.hide()
        self.remove_button = button(words.say("form.remove"), words.tip("form.remove"), "link")
        self.remove_button.setAccessibleName(words.say("form.remove_name", name=field.shown.label))
        self.remove_button.clicked.connect(lambda _checked: remove())
        head = QHBoxLayout()
        head.addWidget(self.fold_button)
        head.addWidget(self._told, 1)
        head.addStretch(1)
        head.addWidget(self.remove_button)
        self.section = FormSection(field.asks, shown, is_page=False)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 4, 12, 10)
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addWidget(self.section)
        self.setAccessibleName(shown.kind or field.shown.label)
        self._name = shown.kind or field.shown.label
        self._fold(folded=False)
        self.show_form(shown)

    @property
    def is_folded(self) -> bool:
        """Whether its fields are hidden."""
        return self.section.isHidden()

    @property
    def told(self) -> str:
        """What it says while its fields are hidden."""
        return self._told.accessibleName() if self.is_folded else ""

    def show_form(self, shown: "ShownForm") -> None:
        """Show the part as the document has it now."""
        self.section.show_form(shown)
        self.remove_button.setVisible(shown.filled.is_editable)
        self._tell()

    def focus(self) -> None:
        """Give the keyboard to its first field."""
        self._fold(folded=False)
        if not self.section.focus_first():
            self.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> list[QWidget]:
        """What has the keyboard, in order."""
        return [self.fold_button, self.remove_button, *self.section.chain()]

    def _fold(self, folded: bool) -> None:  # noqa: FBT001 - a slot of a button that is pressed or not
        self.section.setVisible(not folded)
        self.fold_button.setChecked(folded)
        self.fold_button.say(f"{'▸' if folded else '▾'} {self._name}")
        say = self._look.words.say
        self.fold_button.setAccessibleName(say("form.folded" if folded else "form.unfolded", name=self._name))
        self._tell()

    def _tell(self) -> None:
        """What it says in a line, while its fields are hidden."""
        texts = [value.text for field in self.section.shown.fields for value in field.values if value.part is None]
        self._told.tell(" · ".join(texts[:_TOLD]))
        self._told.setVisible(self.is_folded and bool(texts))
