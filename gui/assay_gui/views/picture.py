# SPDX-License-Identifier: Apache-2.0
"""The picture of a set, with its nodes as a list beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assay.picture import Part, Picture
from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.models.picture import PictureModel, Role
from assay_gui.views.flow import FlowLayout
from assay_gui.views.least_height import LeastHeight
from assay_gui.views.parts import button, label
from assay_gui.views.picture_scene import PictureScene
from assay_gui.views.state_lines import StateLines

if TYPE_CHECKING:
    from assay_gui.checking import Checked

_BESIDE_FROM = 620
"""From this width on the list stands beside the drawing, else below it."""

_DRAWN, _LISTED = 300, 140


class PictureView(QWidget):
    """Who provides what, on which resources, issued by whom."""

    node_chosen = Signal(str)
    node_opened = Signal(str)
    """The reader wants to read the part."""
    save_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        words = look.words
        self.picture = Picture()
        self._followed = ""
        self.scene = PictureScene(look)
        self.nodes = PictureModel(words, self)
        self.list = QListView()
        self.list.setModel(self.nodes)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(StateLines(look, Role.STATE, self.list))
        self.list.setObjectName("stateLines")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(words.say("picture.list"))
        self.left_out = label("", "muted", wrap=True)
        self.smaller = button(words.say("picture.smaller"), words.tip("picture.smaller"), "small")
        self.larger = button(words.say("picture.larger"), words.tip("picture.larger"), "small")
        self.fit = button(words.say("picture.fit"), words.tip("picture.fit"), "small")
        self.save = button(words.say("picture.save"), words.tip("picture.save"), "small")
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_checked(None)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab halts, in order."""
        return (self.smaller, self.larger, self.fit, self.save, self.scene, self.list)

    @property
    def says_nothing(self) -> bool:
        """Whether it says that there is nothing to draw."""
        return self._pages.currentIndex() == 0

    def show_checked(self, checked: "Checked | None") -> None:
        """Draw a document; None: nothing."""
        from assay.picture import picture

        texts = self._look.words.texts
        if checked is None:
            found = Picture()
        else:
            found = checked.picture or picture(checked.examination, checked.sections, texts)
        if found == self.picture and found.nodes:
            return  # most changes of a document change nothing of it, and zoom and place stay
        self.picture = found
        self.nodes.show(self.picture)
        self._pages.setCurrentIndex(1 if self.picture.nodes else 0)
        left_out = self.picture.left_out
        self.left_out.setText(self._look.words.say("picture.left_out", count=left_out, drawn=len(self.picture.nodes)))
        self.left_out.setVisible(bool(left_out))
        self.scene.show_picture(self.picture)
        kept, self._followed = self._followed, ""
        self.show_node(kept)

    def show_node(self, node: str) -> None:
        """Mark a part, where it is drawn; one that is marked still is left where it is."""
        if node == self._followed:
            return
        self._followed = node
        self.scene.choose(node)
        row = self.nodes.row_of(node)
        if row >= 0 and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.nodes.index(row))

    def show_entry(self, entry: Entry) -> None:
        """Mark the part that a card is about."""
        if entry.node:
            self.show_node(entry.node)

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.scene.dress()
        self.list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list stands beside the drawing where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _BESIDE_FROM
        self._halves.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.scene.keep_aim()

    def _chosen(self, node: str) -> None:
        self.show_node(node)
        if any(found.id == node and found.part is not Part.MISSING for found in self.picture.nodes):
            self.node_chosen.emit(node)

    def _row_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self._chosen(index.data(Role.NODE).id)

    def _row_opened(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(Role.NODE).part is not Part.MISSING:
            self.node_opened.emit(index.data(Role.NODE).id)

    def _connect(self) -> None:
        self.scene.node_chosen.connect(self._chosen)
        self.list.clicked.connect(self._row_chosen)
        self.list.activated.connect(self._row_opened)
        self.list.selectionModel().currentRowChanged.connect(lambda index, _: self._moved(index))
        self.smaller.clicked.connect(self.scene.zoom_out)
        self.larger.clicked.connect(self.scene.zoom_in)
        self.fit.clicked.connect(self.scene.fit)
        self.save.clicked.connect(self.save_wanted)
        for keys, call in (("+", self.scene.zoom_in), ("-", self.scene.zoom_out), ("0", self.scene.fit)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def _moved(self, index: QModelIndex) -> None:
        """The arrows go from node to node; Enter goes to the part."""
        if index.isValid():
            self._followed = index.data(Role.NODE).id
            self.scene.choose(self._followed)

    def _lay_out(self) -> None:
        above = QWidget()
        buttons = FlowLayout(8)
        buttons.setContentsMargins(16, 12, 16, 8)
        for each in (self.smaller, self.larger, self.fit, self.save):
            buttons.addWidget(each)
        above.setLayout(buttons)
        self.left_out.setContentsMargins(16, 0, 16, 8)
        self._halves.setChildrenCollapsible(False)
        self._halves.setHandleWidth(1)
        self._halves.addWidget(self.scene)
        self._halves.addWidget(self.list)
        self._halves.setSizes([_DRAWN, _LISTED])
        self._halves.setStretchFactor(0, 3)
        self._halves.setStretchFactor(1, 1)
        drawn = QWidget()
        inside = QVBoxLayout(drawn)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(above)
        inside.addWidget(self.left_out)
        inside.addWidget(self._halves, 1)
        nothing = label(self._look.words.say("picture.nothing"), "muted", wrap=True)
        nothing.setContentsMargins(20, 20, 20, 20)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(nothing)
        self._pages.addWidget(LeastHeight(drawn))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
