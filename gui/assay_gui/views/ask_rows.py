# SPDX-License-Identifier: Apache-2.0
"""One thing that is asked: options in words, a yes, or fields that take what the rules take."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from assay.authoring.questions.documents import YES
from assay.authoring.questions.questionnaire import AskKind
from assay.place_names import country_codes
from assay.values import frozen
from assay_gui.look import Look
from assay_gui.views.parts import button, label
from assay_gui.views.steps_elsewhere import StepsElsewhere
from assay_gui.views.value_editors import Needs, ValueEditor, editor_for

if TYPE_CHECKING:
    from assay.authoring.forms.form import Field
    from assay.authoring.forms.policies import Policy
    from assay.authoring.forms.shown import ShownWay
    from assay.authoring.questions.documents import Answer
    from assay.authoring.questions.questionnaire import Ask
    from assay.authoring.questions.words import QuestionWords


_COMES = Qt.FocusReason.TabFocusReason
"""Somebody comes to a question: what stands there is chosen, to be typed over."""


@frozen
class Offered:
    """How a value is given."""

    field: "Field | None"
    """Of the rules; None where it is a value of none."""
    way: "ShownWay"
    choices: "Sequence[tuple[str, str]]" = ()
    """Value and label of each entry of a list."""
    files: tuple[Callable[[], Path | None], Callable[[Path], object]] = (lambda: None, lambda _path: None)
    """What asks for a file that the answer is about, and what takes its digest."""
    policy_chosen: Callable[[], object] = lambda: None
    """Told when a common policy is chosen."""


class AskRow(QWidget):
    """A question with what takes its answer."""

    answered = Signal(object)
    """A text, or a list of texts where there may be several."""

    def __init__(self, look: Look, ask: "Ask", words: "QuestionWords") -> None:
        super().__init__()
        self._look = look
        self.ask = ask
        told = words.ask(ask)
        self.name = told.label
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._hint = told.hint

    def say_name(self) -> None:
        """Its name and what is meant, above what takes the answer."""
        self._layout.addWidget(label(self.name, "strong", wrap=True))
        if self._hint:
            self._layout.addWidget(label(self._hint, "muted", wrap=True))

    def put_focus(self, reason: Qt.FocusReason = _COMES) -> None:
        """Give the keyboard to it."""

    def show_answer(self, answer: "Answer") -> bool:
        """Show another answer than the one that was given here; whether it can be shown in what is there."""
        return not answer


class OptionsRow(AskRow):
    """One of a few answers."""

    def __init__(self, look: Look, ask: "Ask", words: "QuestionWords", answer: str) -> None:
        super().__init__(look, ask, words)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for option in ask.options:
            told = words.option(ask, option)
            card = QFrame()
            card.setProperty("kind", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(12, 8, 12, 8)
            inside.setSpacing(2)
            made = QRadioButton(told.label.replace("&", "&&"))
            made.setAccessibleName(told.label)
            made.setAccessibleDescription(told.hint)
            made.setChecked(option.id == answer)
            made.toggled.connect(lambda on, name=option.id: self.answered.emit(name) if on else None)
            inside.addWidget(made)
            if told.hint:
                hint = label(told.hint, "muted", wrap=True)
                hint.setIndent(30)
                inside.addWidget(hint)
            self._group.addButton(made)
            self.buttons[option.id] = made
            self._layout.addWidget(card)

    def put_focus(self, reason: Qt.FocusReason = _COMES) -> None:
        """The answer that is chosen, else the first."""
        chosen = self._group.checkedButton() or next(iter(self.buttons.values()))
        chosen.setFocus(reason)

    def show_answer(self, answer: "Answer") -> bool:
        """Only the one that is shown: Qt lets nobody choose none."""
        told = self.buttons.get(answer) if isinstance(answer, str) else None
        return told is self._group.checkedButton()


class ConsentRow(AskRow):
    """A yes that somebody has to say."""

    def __init__(self, look: Look, ask: "Ask", words: "QuestionWords", answer: str) -> None:
        super().__init__(look, ask, words)
        self.box = QCheckBox(self.name.replace("&", "&&"))
        self.box.setAccessibleName(self.name)
        self.box.setAccessibleDescription(self._hint)
        self.box.setChecked(answer == YES)
        self.box.toggled.connect(lambda on: self.answered.emit(YES if on else ""))
        self._layout.addWidget(self.box)
        if self._hint:
            self._layout.addWidget(label(self._hint, "muted", wrap=True))

    def put_focus(self, reason: Qt.FocusReason = _COMES) -> None:
        """The box."""
        self.box.setFocus(reason)

    def show_answer(self, answer: "Answer") -> bool:
        """Only the one that is shown."""
        return self.box.isChecked() == (answer == YES)


class FieldRow(AskRow):
    """Values of a field of the rules, one below the other where there may be several."""

    def __init__(
        self,
        look: Look,
        ask: "Ask",
        words: "QuestionWords",
        answer: "Answer",
        offered: "Offered",
    ) -> None:
        super().__init__(look, ask, words)
        self._field, self._choices, self._files = offered.field, offered.choices, offered.files
        self._way = replace(offered.way, example=look.words.lengthened(words.example(ask)))
        self._policy_chosen = offered.policy_chosen
        self.editors: list[ValueEditor] = []
        self._steps: list[StepsElsewhere] = []
        self.say_name()
        self._values = QVBoxLayout()
        self._values.setSpacing(4)
        self._layout.addLayout(self._values)
        told = [answer] if isinstance(answer, str) else [str(entry) for entry in answer]
        for text in told or [""]:
            self._add(text)
        if self._takes_several:
            more = button(look.words.say("write.another", name=self.name), "", "link")
            more.clicked.connect(self._add_empty)
            row = QHBoxLayout()
            row.addWidget(more)
            row.addStretch(1)
            self._layout.addLayout(row)

    def put_focus(self, reason: Qt.FocusReason = _COMES) -> None:
        """The first value."""
        self.editors[0].field.setFocus(reason)

    def show_answer(self, answer: "Answer") -> bool:
        """The texts, where there are lines for all of them: the cursor stays where it is."""
        told = [answer] if isinstance(answer, str) else [str(entry) for entry in answer]
        if len(told or [""]) != len(self.editors):
            return False
        for made, text in zip(self.editors, told or [""], strict=True):
            made.set_text(text)
        return True

    def put(self, text: str) -> None:
        """Show a text that was not typed as its first value."""
        self.editors[0].set_text(text)

    @property
    def _takes_several(self) -> bool:
        return self._field is not None and self._field.takes_several and self.ask.kind is AskKind.FIELD

    def _add_empty(self) -> None:
        self._add("")
        self.editors[-1].field.setFocus()

    def _add(self, text: str) -> None:
        made = editor_for(self._way, self._needs())
        made.field.setAccessibleName(self.name)
        made.field.setAccessibleDescription(self._way.hint)
        made.set_text(text)
        self._steps.append(StepsElsewhere(self, made))
        self.editors.append(made)
        self._values.addWidget(made.widget)

    def _needs(self) -> Needs:
        return Needs(
            look=self._look,
            edited=self._changed,
            entries=lambda: self._choices,
            ask_file=self._files[0],
            take_digest=self._files[1],
            read_certificates=lambda _path, _give: None,
            write_policy=self._policy,
            countries=country_codes(),
        )

    def _policy(self, policy: "Policy") -> str:
        self._policy_chosen()
        return policy.answer

    def _changed(self) -> None:
        told = [made.text().strip() for made in self.editors]
        if not self._takes_several:
            self.answered.emit(told[0])
            return
        said = [text for text in told if text]
        self.answered.emit(said[0] if len(said) == 1 else said)
