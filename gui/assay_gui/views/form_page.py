# SPDX-License-Identifier: Apache-2.0
"""The page of one form: the way back, what it is about, whether it can be changed, its fields."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from assay_gui.views.form_asks import FormAsks
from assay_gui.views.form_section import FormSection
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import button, label

if TYPE_CHECKING:
    from assay.authoring.forms.shown import ShownForm


class FormPage(QWidget):
    """Head and fields; what is typed into a field may be the very name in the head."""

    def __init__(
        self, asks: FormAsks, shown: "ShownForm", whole: tuple[str, str] | None, make_draft: Callable[[], object] | None
    ) -> None:
        """`whole`: the node it is a part of, and its name; `make_draft`: where a copy to be changed can be made."""
        super().__init__()
        words = asks.look.words
        self.setObjectName("surface")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(12)
        self.buttons: list[QPushButton] = []
        if whole is not None:
            back = LinkButton(words.say("form.back", name=whole[1]), words.tip("form.back"), "link")
            back.clicked.connect(lambda: asks.open_node(whole[0]))
            inside.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(back)
        self._title = label(shown.title, "heading", wrap=True)
        self._kind = label(shown.kind, "muted", wrap=True)
        inside.addWidget(self._title)
        inside.addWidget(self._kind)
        if not shown.filled.is_editable:
            inside.addWidget(label(words.say("form.read_only"), "muted", wrap=True))
            if make_draft is not None:
                made = button(words.say("form.make_draft"), words.tip("form.make_draft"))
                made.clicked.connect(lambda _checked: make_draft())
                inside.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
                self.buttons.append(made)
        self.section = FormSection(asks, shown, is_page=True)
        inside.addWidget(self.section)
        inside.addStretch(1)
        self.show_form(shown)

    def show_form(self, shown: "ShownForm") -> None:
        """Show the node as the document has it now."""
        for line, text in ((self._title, shown.title), (self._kind, shown.kind)):
            if line.text() != text:
                line.setText(text)
        self._kind.setVisible(bool(shown.kind) and shown.kind != shown.title)
        self.section.show_form(shown)

    def chain(self) -> list[QWidget]:
        """What has the keyboard, in order."""
        return [*self.buttons, *self.section.chain()]
