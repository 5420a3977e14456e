# SPDX-License-Identifier: Apache-2.0
"""One value of a field on the screen: an editor, a part with its own fields, or a link to what is elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assay_gui.views.flow import FlowLayout
from assay_gui.views.form_offers import change_reference, offer_ways
from assay_gui.views.form_problem import FormProblems
from assay_gui.views.link_button import LinkButton
from assay_gui.views.parts import button, label, restyle
from assay_gui.views.steps_elsewhere import StepsElsewhere
from assay_gui.views.value_editors import Needs, ValueEditor, editor_for, stops_of

if TYPE_CHECKING:
    from assay.authoring.forms.shown import ShownValue
    from assay_gui.views.form_field import FormField
    from assay_gui.views.form_part import FormPart
    from assay_gui.views.language_choice import LanguageChoice

_STILL_THERE = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""The keyboard goes, and comes back: nobody has left the value."""


class FormRow(QWidget):
    """One value. It knows what the document says of it; what an editor holds is said at once."""

    def __init__(self, field: "FormField", way: int, value: "ShownValue | None") -> None:
        super().__init__()
        self.way = way
        self.value: ShownValue | None = None
        """What the document says, as far as this row was told; None before it was told anything."""
        self.is_said = False
        """Whether the document has it."""
        self.editor: ValueEditor | None = None
        self.part: FormPart | None = None
        self.address: QLineEdit | None = None
        self.language: LanguageChoice | None = None
        self._field = field
        self._known = ""
        """The text that the document has of it, as far as this row was told."""
        self._buttons: list[QPushButton] = []
        self._link: QPushButton | None = None
        self._links: FlowLayout | None = None
        """Where what can be done with a link stands: below it."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._across = QHBoxLayout()
        self._across.setSpacing(6)
        self._layout.addLayout(self._across)
        self.problems = FormProblems(field.asks)
        if value is not None and value.part is not None:
            self._make_part(value)
        elif value is not None and is_link(field, value):
            self._make_link(value)
        else:
            self._make_editor(value)
        self._layout.addWidget(self.problems)
        if value is not None:
            self.show_value(value)

    def text(self) -> str:
        """What its editor holds."""
        return self.editor.text() if self.editor is not None else ""

    def fits(self, value: "ShownValue") -> bool:
        """Whether the value can be shown in this row as it is."""
        from assay.authoring.forms.filled import takes

        if value.part is not None:
            return self.part is not None
        if is_link(self._field, value):
            return self.editor is None and self.part is None and self.value is not None and is_alike(self.value, value)
        ways = self._field.shown.ways
        same = self.way == value.way or takes(ways[self.way].way, value.value.term)
        return self.editor is not None and same

    def show_value(self, value: "ShownValue") -> None:
        """Show what the document says now. What somebody is typing stays as long as the document says what it did."""
        self.value, self.is_said = value, True
        if self.part is not None and value.part is not None:
            self.part.show_form(value.part)
        if self.editor is not None:
            if value.text != self._known:
                self.editor.set_text(value.text)
            self._known = value.text
            self.editor.allow(is_open=self._field.is_open and value.value.is_editable)
            if self.language is not None:
                self.language.show_tag(value.language or self._field.asks.look.words.texts.lang)
        self.problems.show_findings(value.findings)
        self._mark()
        for made in self._buttons:
            made.setVisible(self._field.is_open and value.value.is_editable)

    def knows(self, value: "ShownValue") -> bool:
        """Whether it is this value, or one like it, that the row shows."""
        if not self.is_said or self.value is None or not self.fits(value):
            return False
        return value.text == self._known if self.editor is not None else value.value.term == self.value.value.term

    def was_said(self, text: str) -> None:
        """The document has this text of it now."""
        self._known, self.is_said = text, True

    def forget(self) -> None:
        """The document does not have it any more; what is left is a line to be filled."""
        self.value, self.is_said = None, False
        self._known = ""
        self.problems.show_findings(())
        self._mark()

    def focus(self) -> None:
        """Give it the keyboard."""
        if self.editor is not None:
            self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.part is not None:
            self.part.focus()
        elif self.chain():
            self.chain()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def chain(self) -> list[QWidget]:
        """What has the keyboard, in order."""
        if self.part is not None:
            return [*self.part.chain(), *self.problems.buttons]
        found: list[QWidget] = []
        if self.editor is not None:
            found += stops_of(self.editor)
        found += [self._link] if self._link is not None else []
        found += [self.language] if self.language is not None else []
        found += [*self._buttons, *([self.address] if self.address is not None else [])]
        return [*found, *self.problems.buttons]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A value left empty is none any more."""
        if event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._left(event.reason())
        return super().eventFilter(watched, event)

    def _left(self, reason: Qt.FocusReason) -> None:
        here = QApplication.focusWidget()
        if self.editor is None or (here is not None and self.editor.widget.isAncestorOf(here)):
            return
        if reason not in _STILL_THERE and self.is_said and not self.text():
            self._field.leave(self)

    def _make_editor(self, value: "ShownValue | None") -> None:
        field = self._field
        way = field.shown.ways[self.way]
        needs = Needs(
            look=field.asks.look,
            edited=lambda: field.edited(self),
            entries=lambda: field.asks.choices(way, field.form().filled),
            ask_file=field.asks.desk.ask_file,
            take_digest=field.take_digest,
            read_certificates=field.asks.desk.read_certificates,
            write_policy=field.policy_text,
            countries=field.asks.countries(),
        )
        self.editor = editor_for(way, needs)
        self.editor.field.setAccessibleName(field.shown.label)
        self.editor.field.setAccessibleDescription(way.hint)
        self._steps = StepsElsewhere(self, self.editor)
        for one in stops_of(self.editor):
            one.installEventFilter(self)
        self.editor.allow(is_open=field.is_open)
        self._across.addWidget(self.editor.widget, 1)
        if way.way.takes_language or (value is not None and value.language):
            self._add_language()
        if len(field.shown.ways) > 1:
            self._add_button("form.other_way", lambda made: offer_ways(field, self, made))
        if field.shown.field.takes_several:
            self._add_button("form.earlier", lambda _made: field.move_up(self)).setText("↑")
            self._add_button("form.remove", lambda _made: field.remove(self)).setText("✕")

    def _add_language(self) -> None:
        from assay_gui.views.language_choice import LanguageChoice

        made = LanguageChoice(self._field.asks.look, lambda language: self._field.translate(self, language))
        self.language = made
        self._across.addWidget(made)

    def _make_part(self, value: "ShownValue") -> None:
        from assay_gui.views.form_part import FormPart

        assert value.part is not None  # noqa: S101 - who calls asked for that
        self.part = FormPart(self._field, value.part, lambda: self._field.remove(self))
        self._across.addWidget(self.part, 1)

    def _make_link(self, value: "ShownValue") -> None:
        words = self._field.asks.look.words
        name = words.say("form.elsewhere") if value.address else value.text
        if value.address:
            self._across.addWidget(label(name, wrap=True), 1)
        else:
            self._link = LinkButton(words.say("form.open_part", name=name), words.tip("form.open_part"))
            self._link.setAccessibleName(name)
            self._link.clicked.connect(self._open)
            self._across.addWidget(self._link)
            if value.below:
                self._across.addWidget(label(words.say("form.below", count=value.below), "said-fail"))
        self._across.addStretch(1)
        self._links = FlowLayout(0)
        self._layout.addLayout(self._links)
        way = self._field.shown.ways[value.way].way
        if way.takes_reference and not value.value.is_part:
            self._add_button("form.change", lambda _made: change_reference(self._field, self))
            self._add_button("form.details", lambda _made: self._unfold())
        self._add_button("form.remove", lambda _made: self._field.remove(self))

    def _open(self) -> None:
        if self.value is not None and isinstance(self.value.value.term, str):
            self._field.asks.open_form(self.value.value.term)

    def _unfold(self) -> None:
        """The id itself, for those who want to see or change it."""
        if self.address is not None:
            self.address.setVisible(not self.address.isVisible())
            return
        if self.value is None or not isinstance(self.value.value.term, str):
            return
        self.address = QLineEdit(self.value.value.term)
        name = self._field.asks.look.words.say("form.address_of", name=self._field.shown.label)
        self.address.setAccessibleName(name)
        self.address.editingFinished.connect(self._point)
        self._layout.addWidget(self.address)
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.asks.building.rearranged()

    def _point(self) -> None:
        told = self.address.text().strip() if self.address is not None else ""
        if self.value is not None and told and told != self.value.value.term:
            self._field.point(self, told)

    def _add_button(self, text_id: str, call: "Callable[[QPushButton], object]") -> QPushButton:
        words = self._field.asks.look.words
        made = button(words.say(text_id), words.tip(text_id), "link")
        made.setAccessibleName(words.say(f"{text_id}_name", name=self._field.shown.label))
        made.clicked.connect(lambda: call(made))
        self._buttons.append(made)
        if self._links is not None:
            self._links.addWidget(made)
        else:
            self._across.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        made.setVisible(self._field.is_open)
        return made

    def _mark(self) -> None:
        if self.editor is not None:
            state = self.problems.state or self._field.problems.state
            restyle(self.editor.field, "state", state)
            way, said = self._field.shown.ways[self.way].label, self.problems.words or self._field.problems.words
            self.editor.field.setAccessibleDescription(f"{way}. {said}" if said else way)


def is_link(field: "FormField", value: "ShownValue") -> bool:
    """Whether a value is shown as a link to a form of its own."""
    from assay.authoring.forms.editors import Editor

    is_node = isinstance(value.value.term, str)
    return is_node and field.shown.ways[value.way].editor not in (Editor.CHOICE, Editor.COUNTRY, Editor.REGION)


def is_alike(one: "ShownValue", other: "ShownValue") -> bool:
    """Whether two values are the same link, with the same words."""
    here, there = ((same.text, same.address, same.below, same.value.term) for same in (one, other))
    return here == there
