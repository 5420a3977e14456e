# SPDX-License-Identifier: Apache-2.0
"""Where the folder to publish is to be written, and which credentials go into it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QWidget

from assay.values import frozen
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.path_field import PathField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.dialogs.ticks import Tick, TickList
from assay_gui.kit_work import PublishWish
from assay_gui.look import Look
from assay_gui.views.parts import button, label

if TYPE_CHECKING:
    from assay.document import Document

_ROWS = 4
_WIDTH = 680
"""So that it fits on a small screen in every language."""


@frozen
class Questions:
    """How the desktop is asked; each gives nothing where the user wants none of it."""

    folder: Callable[[QWidget], Path | None]
    files: Callable[[QWidget], tuple[Path, ...]]
    file: Callable[[QWidget], Path | None]


class PublishDialog(TaskDialog):
    """Folder, credentials, and the did.json that is there already."""

    wanted = Signal(object)
    """A `PublishWish`."""

    def __init__(
        self, look: Look, did: str, documents: "Sequence[Document]", ask: Questions, parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("publishing.title"), words.say("publishing.do"), parent)
        self.setMinimumWidth(_WIDTH)
        self._did, self._ask = did, ask
        self._documents = tuple(documents)
        self._files: list[Path] = []
        self.explain(words.say("publishing.explain", did=did))
        self.place = PathField(look, self, words.say("publishing.folder"), lambda _path: ask.folder(self))
        self.replace = Tick(words.say("publishing.replace"))
        self.body.addWidget(self.replace)
        self.credentials = TickList(look)
        self.add_button = button(words.say("publishing.add"), words.tip("publishing.add"), "small")
        self._lay_out_credentials()
        self.existing = PathField(look, self, words.say("publishing.existing"), lambda _path: ask.file(self))
        self.body.addWidget(label(words.tip("publishing.existing"), "small", wrap=True))
        self.existing.field.setAccessibleDescription(words.tip("publishing.existing"))
        for document in self._documents:
            self._list(document.name.replace("\\", "/").rpartition("/")[2])
        self.add_button.clicked.connect(self._add)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish()))
        self.place.choose_button.setFocus()
        self.check()

    def wish(self) -> PublishWish:
        """What was asked for."""
        ticked = [self._is_ticked(row) for row in range(self.credentials.count())]
        count = len(self._documents)
        return PublishWish(
            self._did,
            self.place.path or Path(),
            tuple(one for one, is_in in zip(self._documents, ticked[:count], strict=True) if is_in),
            tuple(one for one, is_in in zip(self._files, ticked[count:], strict=True) if is_in),
            self.existing.path,
            self.replace.isChecked(),
        )

    def is_ready(self) -> bool:
        """Whether there is a folder."""
        return self.place.path is not None

    def first_field(self) -> QWidget:
        """The folder: most problems are its."""
        return self.place.field

    def _is_ticked(self, row: int) -> bool:
        return self.credentials.item(row).checkState() is Qt.CheckState.Checked

    def _add(self) -> None:
        for path in self._ask.files(self):
            if path not in self._files:
                self._files.append(path)
                self._list(path.name)

    def _list(self, name: str) -> None:
        item = QListWidgetItem(name)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked)
        self.credentials.addItem(item)
        if self.credentials.currentRow() < 0:
            self.credentials.setCurrentRow(0)

    def _lay_out_credentials(self) -> None:
        words = self._look.words
        name = name_above(self.credentials, words.say("publishing.credentials"))
        self.credentials.setAccessibleDescription(words.tip("publishing.credentials"))
        self.credentials.setFixedHeight(_ROWS * (self.fontMetrics().height() + 6))
        row = QHBoxLayout()
        row.addWidget(label(words.tip("publishing.credentials"), "small", wrap=True), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(name)
        self.body.addWidget(self.credentials)
        self.body.addLayout(row)
