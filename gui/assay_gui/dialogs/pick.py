# SPDX-License-Identifier: Apache-2.0
"""One of many, found by typing: what is described already, kinds of parts, what can be added to a form."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QWidget

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.look import Look
from assay_gui.views.empty_text import EmptyText
from assay_gui.views.parts import button, keep_width, label, open_at

_KEY = Qt.ItemDataRole.UserRole
_WIDTH = 440
_HEIGHT = 420


class PickDialog(QDialog):
    """A list with a search line above it. Its result is the key of an entry."""

    def __init__(self, look: Look, title: str, entries: Sequence[tuple[str, str, str]], parent: QWidget) -> None:
        """`entries`: key, label, and what is said of it."""
        super().__init__(parent)
        say = look.words.say
        self.key = ""
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep_width(self, _WIDTH)
        open_at(self, (_WIDTH, _HEIGHT))
        self._filter = self._filtered(entries)
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("form.search"))
        self.search.setAccessibleName(say("form.search"))
        self.search.textChanged.connect(self._look_for)
        self.search.installEventFilter(self)
        self.list = QListView()
        self.list.setObjectName("stateLines")
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(3)
        self.list.setAccessibleName(title)
        self.list.setModel(self._filter)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.activated.connect(lambda _index: self._choose())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.nothing = EmptyText(self.list, say("cards.none_found"))
        self._help = label("", "muted", wrap=True)
        self.act_button, self.cancel_button = button(say("form.take"), kind="primary"), button(say("form.cancel"))
        self.act_button.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out(title)
        self._look_for("")

    def _lay_out(self, title: str) -> None:
        inside = framed(self)
        for widget in (label(title, "heading", wrap=True), self.search, self.list, self._help):
            inside.addWidget(widget, 1 if widget is self.list else 0)
        inside.addSpacing(8)
        self.buttons = button_row((), (self.cancel_button, self.act_button))
        inside.addLayout(self.buttons)
        self.setTabOrder(self.search, self.list)

    def _filtered(self, entries: Sequence[tuple[str, str, str]]) -> QSortFilterProxyModel:
        model = QStandardItemModel(self)
        for key, text, tip in entries:
            item = QStandardItem(text)
            item.setEditable(False)
            item.setData(key, _KEY)
            item.setData(tip, Qt.ItemDataRole.AccessibleDescriptionRole)
            model.appendRow(item)
        found = QSortFilterProxyModel(self)
        found.setSourceModel(model)
        found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        return found

    @property
    def current_key(self) -> str:
        """Key of the entry that is marked; empty for none."""
        index = self.list.currentIndex()
        return str(index.data(_KEY)) if index.isValid() else ""

    @property
    def labels(self) -> list[str]:
        """What is in the list at the moment."""
        return [str(self._filter.index(row, 0).data()) for row in range(self._filter.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go through the list from the search line."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if by:
                row = self.list.currentIndex().row() + by
                self.list.setCurrentIndex(self._filter.index(max(0, min(self._filter.rowCount() - 1, row)), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
        return super().eventFilter(watched, event)

    def _look_for(self, text: str) -> None:
        self._filter.setFilterFixedString(text.strip())
        self.list.setCurrentIndex(self._filter.index(0, 0))
        self._tell()

    def _tell(self) -> None:
        index = self.list.currentIndex()
        self.act_button.setEnabled(index.isValid())
        said = index.data(Qt.ItemDataRole.AccessibleDescriptionRole) if index.isValid() else ""
        self._help.setText(str(said or ""))

    def _choose(self) -> None:
        if self.list.currentIndex().isValid():
            self.key = self.current_key
            self.accept()
