# SPDX-License-Identifier: Apache-2.0
"""Signatures: every credential with its checklist, and a way to give the files that are missing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.models.entries import Entry
from assay_gui.models.signatures import Role, SignaturesModel, ThingLine, kept_fault, step_line, thing_lines
from assay_gui.views.checklist_page import ChecklistPage
from assay_gui.views.flow import FlowLayout
from assay_gui.views.least_height import LeastHeight
from assay_gui.views.parts import button, label
from assay_gui.views.state_lines import StateLines
from assay_gui.views.warning_row import WarningRow
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay_gui.checking import Checked

_MARGIN = 16


class SignaturesView(QWidget):
    """The signatures of one document."""

    give_wanted = Signal()
    """The reader has a file that would tell more."""
    node_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._checked: Checked | None = None
        self._followed = ""
        words = look.words
        self.signatures = SignaturesModel(words, self)
        self.list = QListView()
        self.list.setModel(self.signatures)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(StateLines(look, Role.STATE, self.list, below=Role.BELOW))
        self.list.setObjectName("stateLines")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(words.say("signatures.list"))
        self.page = ChecklistPage(look)
        self.fault = WarningRow(look)
        self.given = label("", "muted", wrap=True)
        self.give = button(words.say("signatures.give_file"), words.tip("signatures.give_file"))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_checked(None)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab halts, in order."""
        return (self.give, self.list, self.page)

    @property
    def says_nothing(self) -> bool:
        """Whether it says that there is nothing signed, nor anything to sign."""
        return self._pages.currentIndex() == 0

    def show_checked(self, checked: "Checked | None") -> None:
        """Show the signatures of a document; None: none."""
        kept = self._chosen()
        self._checked = checked
        lines = _lines(checked, self._look.words) if checked else ()
        self.signatures.show(lines)
        self._pages.setCurrentIndex(1 if lines else 0)
        fault = checked.trust_fault if checked else None
        self.fault.tell("wait", kept_fault(fault, self._look.words) if fault else "")
        self.fault.setVisible(fault is not None)
        names = ", ".join(entry.name for entry in checked.given) if checked else ""
        self.given.setText(self._look.words.say("signatures.given", names=names) if names else "")
        self.given.setVisible(bool(names))
        at = next((at for at, line in enumerate(lines) if kept and line.thing.pointer == kept.thing.pointer), 0)
        if lines:
            self.list.setCurrentIndex(self.signatures.index(at))
        self._show_chosen()

    def show_node(self, node: str) -> None:
        """Choose the credential about a part; nothing happens where none is, or the part is chosen still."""
        if node == self._followed:
            return
        self._followed = node
        self._choose(next((at for at, line in enumerate(self.signatures.lines) if line.thing.node == node), -1))

    def show_entry(self, entry: Entry) -> None:
        """Choose the credential that a card is about: the innermost one around its place."""
        if entry.pointer is None:
            return
        around = [
            (len(line.thing.pointer), at)
            for at, line in enumerate(self.signatures.lines)
            if entry.pointer == line.thing.pointer or entry.pointer.startswith(f"{line.thing.pointer}/")
        ]
        self._choose(max(around, default=(0, -1))[1])

    def dress(self) -> None:
        """Draw again in the colours of the moment."""
        self.page.dress()
        self.list.viewport().update()

    def _choose(self, at: int) -> None:
        if at >= 0:
            self.list.setCurrentIndex(self.signatures.index(at))

    def _chosen(self) -> ThingLine | None:
        index = self.list.currentIndex()
        return self.signatures.lines[index.row()] if index.isValid() else None

    def _show_chosen(self) -> None:
        line = self._chosen()
        if line is None or self._checked is None:
            self.page.show_thing(None, ())
            return
        findings = self._checked.examination.report.findings
        self.page.show_thing(line, [step_line(step, findings, self._look.words) for step in line.thing.steps])

    def _go(self) -> None:
        line = self._chosen()
        if line is not None and line.thing.node:
            self.node_chosen.emit(line.thing.node)

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.list.activated.connect(lambda _: self._go())
        self.page.place_chosen.connect(self._go)
        self.page.give_wanted.connect(self.give_wanted)
        self.give.clicked.connect(self.give_wanted)

    def _head(self) -> QWidget:
        """How to give a file, which were given, and what keeps the others from being used."""
        row = FlowLayout(8)
        row.addWidget(self.give)
        drop = label(self._look.words.say("signatures.drop"), "muted")
        drop.setMinimumHeight(self.give.sizeHint().height())
        row.addWidget(drop)
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(_MARGIN, 12, _MARGIN, 8)
        above.setSpacing(8)
        above.addLayout(row)
        above.addWidget(self.given)
        above.addWidget(self.fault)
        return top

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self.list)
        halves.addWidget(self.page)
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 3)
        whole = QWidget()
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._head())
        inside.addWidget(halves, 1)
        nothing = label(self._look.words.say("signatures.nothing"), "muted", wrap=True)
        nothing.setContentsMargins(20, 20, 20, 20)
        nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(nothing)
        self._pages.addWidget(LeastHeight(whole))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)


def _lines(checked: "Checked", words: Words) -> tuple[ThingLine, ...]:
    from assay.signature_steps import signed_things  # an empty view needs nothing of the checks

    if checked.signature_lines is not None:
        return checked.signature_lines
    return thing_lines(signed_things(checked.examination), checked, words)
