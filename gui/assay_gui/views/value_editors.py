# SPDX-License-Identifier: Apache-2.0
"""What a value is put into: one widget for each way of putting in, all of them with the same few manners."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QPlainTextEdit, QWidget

from assay.authoring.forms.shown import Editor
from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look

if TYPE_CHECKING:
    from assay.authoring.forms import shown

_LINES = 3
LONG_LIST = 15
"""Lists from this length on are searched by typing."""


class ValueEditor(Protocol):
    """What holds one value as text."""

    @property
    def widget(self) -> QWidget:
        """The widget itself."""

    def text(self) -> str:
        """What it holds; empty for nothing."""

    def set_text(self, text: str) -> None:
        """Hold another text, without saying that somebody changed it."""


class _Line:
    def __init__(self, edited: Callable[[], object], hint: str) -> None:
        self.widget = QLineEdit()
        self.widget.setPlaceholderText(hint)
        self.widget.textEdited.connect(lambda _text: edited())

    def text(self) -> str:
        return self.widget.text()

    def set_text(self, text: str) -> None:
        if text != self.widget.text():
            self.widget.setText(text)
            self.widget.setCursorPosition(0)


class _Text:
    def __init__(self, edited: Callable[[], object], hint: str) -> None:
        self.widget = QPlainTextEdit()
        self.widget.setObjectName("copied")
        self.widget.setPlaceholderText(hint)
        self.widget.setTabChangesFocus(True)
        self.widget.setFixedHeight(self.widget.fontMetrics().lineSpacing() * _LINES + 16)
        self._is_set = False
        self.widget.textChanged.connect(lambda: None if self._is_set else edited())

    def text(self) -> str:
        return self.widget.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.widget.toPlainText():
            self._is_set = True
            self.widget.setPlainText(text)
            self._is_set = False


class _Listed:
    """One of a list; what is written there and not in the list stays, as a further entry."""

    def __init__(self, look: Look, edited: Callable[[], object], choices: Sequence[tuple[str, str]]) -> None:
        self._edited = edited
        self._values = ["", *(value for value, _ in choices)]
        self.widget = Choice(look)
        self.widget.addItem(look.words.say("form.choose"))
        self.widget.addItems([label for _, label in choices])
        self.widget.activated.connect(lambda _index: edited())

    def text(self) -> str:
        return self._values[max(0, self.widget.currentIndex())]

    def set_text(self, text: str) -> None:
        if text not in self._values:
            self._values.append(text)
            self.widget.addItem(text)
        self.widget.setCurrentIndex(self._values.index(text))


class _Searched:
    """One of a long list, found by typing any part of it."""

    def __init__(self, look: Look, edited: Callable[[], object], choices: Sequence[tuple[str, str]]) -> None:
        self._by_label = {label: value for value, label in choices}
        self._labels = dict(choices)
        self._edited = edited
        self.widget = QLineEdit()
        self.widget.setPlaceholderText(look.words.say("form.search_list", count=len(choices)))
        self._completer = QCompleter(QStringListModel(list(self._by_label), self.widget), self.widget)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = QListView()
        popup.setUniformItemSizes(True)
        self._completer.setPopup(popup)
        self.widget.setCompleter(self._completer)
        self._completer.activated.connect(lambda _text: self._done())
        self.widget.editingFinished.connect(self._done)
        self.widget.textEdited.connect(self._typed)
        self._told = ""

    def text(self) -> str:
        told = self.widget.text().strip()
        return self._by_label.get(told, told)

    def set_text(self, text: str) -> None:
        self._told = text
        self.widget.setText(self._labels.get(text, text))
        self.widget.setCursorPosition(0)

    def _typed(self, text: str) -> None:
        """What is an entry as it stands is taken at once: nobody need leave the field to see what comes of it."""
        if text in self._by_label or text in self._labels:
            self._done()

    def _done(self) -> None:
        if self.text() != self._told:
            self._told = self.text()
            self._edited()


_YES_NO = (("true", "form.yes"), ("false", "form.no"))


def editor_for(
    way: "shown.ShownWay", look: Look, edited: Callable[[], object], choices: Sequence[tuple[str, str]]
) -> ValueEditor:
    """An editor for one way of giving a value. `choices`: value and label of each entry of its list."""
    if way.editor is Editor.YES_NO:
        return _Listed(look, edited, [(value, look.words.say(text)) for value, text in _YES_NO])
    if way.editor is Editor.CHOICE:
        return (_Listed if len(choices) < LONG_LIST else _Searched)(look, edited, choices)
    if way.editor is Editor.TEXT:
        return _Text(edited, way.label)
    return _Line(edited, way.label)
