# SPDX-License-Identifier: Apache-2.0
"""Asks for a registration number and makes the line of it that a notary answers; tried while it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assay.errors import AssayError
from assay.identifiers import LONGEST
from assay.kits.notary import KINDS, NotaryRequest, notary_request
from assay.kits.service import NOTARY_PLACEHOLDER
from assay_gui.dialogs.choice import Choice
from assay_gui.dialogs.columns import Columns
from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.kit_work import pasted
from assay_gui.look import Look
from assay_gui.views.parts import label

_LONGEST_ADDRESS = 1_500
_WIDTH, _SHARES = 920, (3, 2)
"""Room for the longest name of a kind in any language."""


class RegistrationNumberDialog(TaskDialog):
    """Kind, number, notary, address; then the line."""

    asked = Signal(object)
    """A `NotaryRequest` whose line was copied."""

    def __init__(self, look: Look, address: str, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("numbering.title"), words.say("numbering.do"), parent)
        self.request: NotaryRequest | None = None
        self.explain(words.say("numbering.explain"))
        self.kind, self.number, self.notary = Choice(look), QLineEdit(), QLineEdit()
        self.address = QLineEdit(address)
        columns = Columns(self, _WIDTH, _SHARES)
        self.address.setCursorPosition(0)
        self._ask_kind()
        self._hint, self._refer = label("", "small", wrap=True), label("", "small", wrap=True)
        self.line = CopyBox(look, words.say("numbering.line"), lines=9)
        self.number.setMaxLength(LONGEST)
        self.notary.setPlaceholderText(NOTARY_PLACEHOLDER)
        self.ask(self.number, words.say("numbering.number"))
        self.body.addWidget(self._hint)
        for field in (self.notary, self.address):
            field.setMaxLength(_LONGEST_ADDRESS)
        self.ask(self.notary, words.say("numbering.notary"))
        self.ask(self.address, words.say("numbering.address"), words.tip("numbering.address"))
        columns.go_right()
        self.body.addWidget(self.line)
        self.body.addWidget(self._refer)
        columns.end()
        self.cancel_button.setText(words.say("dialog.close"))
        self.cancel_button.setAccessibleName(words.say("dialog.close"))
        self.line.copy_button.hide()
        self.act_button.clicked.connect(self._act)
        self.kind.setFocus()
        self.check()

    @property
    def hint(self) -> str:
        """What is said of the number."""
        return self._hint.text()

    def is_ready(self) -> bool:
        """Whether there is a line to be copied; a number that looks wrong is told, and the notary has the last word."""
        words, number = self._look.words, self.number.text().strip()
        self.request, told = None, words.say("numbering.hint")
        if number:
            try:
                self.request = self._made(number)
                told = self._doubt(self.request)
            except AssayError as error:
                told = words.error(error)
        self._hint.setText(told)
        self.number.setAccessibleDescription(told)
        self.line.show_text(pasted(self.request.ask) if self.request else "")
        self._refer.setText(words.say("numbering.refer", subject=self.request.subject_id) if self.request else "")
        return self.request is not None

    def first_field(self) -> QWidget:
        """The number."""
        return self.number

    def _made(self, number: str) -> NotaryRequest:
        notary = self.notary.text().strip() or NOTARY_PLACEHOLDER
        return notary_request(str(self.kind.currentData()), number, notary, self.address.text().strip())

    def _doubt(self, request: NotaryRequest) -> str:
        words = self._look.words
        if request.doubt:
            what = words.of_reports.say(request.doubt, **request.doubt_params)
            how = words.texts.part(request.doubt, "how", request.doubt_params)
            return " ".join(filter(None, (what, words.lengthened(how))))
        return words.say("numbering.looks_right" if request.is_tried else "numbering.not_tried")

    def _ask_kind(self) -> None:
        words = self._look.words
        name = name_above(self.kind, words.say("numbering.kind"))
        for kind in KINDS.values():
            self.kind.addItem(words.of_reports.say(kind.title), kind.name)
        self.kind.currentIndexChanged.connect(lambda _row: self.check())
        self.body.addWidget(name)
        self.body.addWidget(self.kind)

    def _act(self) -> None:
        self.line.copy()
        self.asked.emit(self.request)
