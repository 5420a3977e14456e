# SPDX-License-Identifier: Apache-2.0
"""One of a long list, found by typing any part of it. What is not in the list stays as it was typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from assay_gui.look import Look

MOST_SHOWN = 12


class _Field(QLineEdit):
    """A line that gets its list when somebody comes to it, and chooses all of it: typing starts a new search."""

    def __init__(self, prepare: Callable[[], object]) -> None:
        super().__init__()
        self._prepare = prepare

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Get the list ready."""
        self._prepare()
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and not self.isReadOnly():
            self.selectAll()


class SearchedLine:
    """A line with a list of what fits below it."""

    is_typed = False

    def __init__(
        self,
        look: Look,
        edited: Callable[[], object],
        entries: "Callable[[], Sequence[tuple[str, str]]]",
        count: int,
    ) -> None:
        """`entries` gives value and label of each entry, and is asked each time somebody comes to the line."""
        self._edited = edited
        self._entries = entries
        self._by_label: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._known: Sequence[tuple[str, str]] | None = None
        """The entries that were read last; a list that is asked for again is mostly the very same one."""
        self._shown: dict[str, str] | None = None
        """Those that the list holds."""
        self._told = ""
        self.widget = self.field = _Field(self.prepare)
        hint = look.words.say("form.search_list", count=count) if count else look.words.say("form.search")
        self.field.setPlaceholderText(hint)
        self._model = QStringListModel(self.field)
        self._completer = QCompleter(self._model, self.field)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(MOST_SHOWN)
        popup = QListView()
        popup.setUniformItemSizes(True)
        popup.setAccessibleName(hint)
        self._completer.setPopup(popup)
        self.field.setCompleter(self._completer)
        self._completer.activated.connect(self._choose)
        self.field.textEdited.connect(self._typed)
        self.field.editingFinished.connect(self._done)

    @property
    def has_letters(self) -> bool:
        """Whether something is searched for that nobody has chosen yet."""
        return self.field.isModified() and self.field.isUndoAvailable() and self.text() != self._told

    @property
    def matches(self) -> list[str]:
        """What fits what is typed, as the list shows it."""
        model = self._completer.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def text(self) -> str:
        """The value of the entry that is named by label, value or a part that no other has; else what was typed."""
        told = self.field.text().strip()
        return self._by_label.get(told) or self._by_folded(told) or self._only(told) or told

    def set_text(self, text: str) -> None:
        """Hold another value."""
        if not self._labels:
            self._read()
        self._told = text
        shown = self._labels.get(text, text)
        if shown != self.field.text():
            self.field.setText(shown)
            self.field.setCursorPosition(0)

    def allow(self, *, is_open: bool) -> None:
        """Whether it may be changed."""
        self.field.setReadOnly(not is_open)

    def _by_folded(self, told: str) -> str:
        """The entry with that value or label, in small letters or capitals."""
        folded = told.casefold()
        return next((v for v, label in self._labels.items() if folded in (v.casefold(), label.casefold())), "")

    def _only(self, told: str) -> str:
        """The one entry that what was typed is a part of; empty where there are more, or none."""
        folded = told.casefold()
        found = [value for label, value in self._by_label.items() if told and folded in label.casefold()]
        return found[0] if len(found) == 1 else ""

    def prepare(self) -> None:
        """Have the list ready to be searched."""
        self._read()
        if self._shown is not self._by_label:
            self._shown = self._by_label
            self._model.setStringList(list(self._by_label))

    def _read(self) -> None:
        entries = self._entries()
        if entries is not self._known:
            self._known = entries
            self._labels = dict(entries)
            self._by_label = {label: value for value, label in entries}

    def _typed(self, text: str) -> None:
        """What is an entry as it stands is taken at once: nobody need leave the field to see what comes of it."""
        told = text.strip()
        found = self._by_label.get(told) or (told if told in self._labels else "")
        if found and found != self._told:
            self._told = found
            self._edited()

    def _choose(self, label: str) -> None:
        self.field.setText(label)
        self.field.setModified(True)
        self._done()

    def _done(self) -> None:
        if self.field.isReadOnly() or not self.field.isModified():
            return  # somebody has only passed by
        if not self._labels:
            self._read()
        found = self.text()
        if found != self._told:
            self._told = found
            self._edited()
        shown = self._labels.get(found, found)
        if shown != self.field.text():
            self.field.setText(shown)
