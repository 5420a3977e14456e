# SPDX-License-Identifier: Apache-2.0
"""Asks which report to save, and where."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from assay_gui.dialogs.dialog_frame import FittedDialog, button_row, framed, name_above
from assay_gui.look import Look
from assay_gui.views.parts import BusyBar, button, label, plain_tip

FORMS = (("html", ".html"), ("pdf", ".pdf"), ("json", ".json"), ("text", ".txt"))
"""Report format and the ending of its files."""
_WIDTH = 560


class ExportDialog(FittedDialog):
    """Format and path; says when it works and what went wrong, and stays until it is done."""

    save_wanted = Signal(str, Path)
    """Format, path."""
    stop_wanted = Signal()

    def __init__(
        self,
        look: Look,
        suggested: Path,
        ask_path: Callable[[QWidget, Path], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = look.words
        self._ask_path = ask_path
        self.setWindowTitle(look.words.say("export.title"))
        self.setMinimumWidth(_WIDTH)
        self.forms = QButtonGroup(self)
        self.path = QLineEdit(str(suggested))
        self.save_button = button(look.words.say("export.save"), kind="primary")
        self.save_button.setDefault(True)
        self._cancel = button(look.words.say("dialog.cancel"))
        self._problem = label("", wrap=True)
        self._problem.hide()
        self._progress = BusyBar(look)
        self._progress.setAccessibleName(look.words.say("export.saving"))
        self._progress.hide()
        self._lay_out()
        self.forms.buttons()[0].setChecked(True)
        self.forms.idClicked.connect(self._fit_ending)
        self._fit_ending(0)
        self.save_button.clicked.connect(self._save)
        self._cancel.clicked.connect(self.reject)
        self.rejected.connect(self.stop_wanted)

    @property
    def form(self) -> str:
        """The chosen format."""
        return FORMS[self.forms.checkedId()][0]

    def choose_form(self, form: str) -> None:
        """Choose a format."""
        number = next(number for number, (name, _) in enumerate(FORMS) if name == form)
        self.forms.button(number).setChecked(True)
        self._fit_ending(number)

    def show_busy(self) -> None:
        """Saving takes long enough to say so."""
        self._progress.show()

    def show_problem(self, message: str) -> None:
        """Saving did not work; another path may."""
        self._progress.hide()
        self._problem.setText(message)
        self._problem.show()
        self.save_button.setEnabled(True)
        self.path.setFocus()

    def _save(self) -> None:
        if self.path.text().strip():
            self.save_button.setEnabled(False)
            self._problem.hide()
            self.save_wanted.emit(self.form, Path(self.path.text().strip()))

    def _fit_ending(self, number: int) -> None:
        path = Path(self.path.text())
        if path.name:
            self.path.setText(str(path.with_suffix(FORMS[number][1])))

    def _choose_path(self) -> None:
        found = self._ask_path(self, Path(self.path.text()))
        if found is not None:
            self.path.setText(str(found))

    def _lay_out(self) -> None:
        words = self._words
        layout = framed(self)
        layout.addWidget(label(words.say("export.explain"), "muted", wrap=True))
        forms = QGridLayout()
        forms.setSpacing(8)
        forms.setColumnStretch(1, 1)
        layout.addLayout(forms)
        for number, (form, _) in enumerate(FORMS):
            choice = QRadioButton(words.say(f"export.{form}"))
            choice.setToolTip(plain_tip(words.tip(f"export.{form}")))
            choice.setAccessibleName(choice.text())
            choice.setAccessibleDescription(words.tip(f"export.{form}"))
            self.forms.addButton(choice, number)
            forms.addWidget(choice, number, 0)
            told = label(words.tip(f"export.{form}"), "muted", wrap=True)
            forms.addWidget(told, number, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(name_above(self.path, words.say("export.path")))
        place = QHBoxLayout()
        place.addWidget(self.path, 1)
        choose = button(words.say("export.choose"), words.tip("export.choose"))
        choose.clicked.connect(self._choose_path)
        place.addWidget(choose)
        layout.addLayout(place)
        layout.addWidget(self._problem)
        layout.addWidget(self._progress)
        layout.addSpacing(8)
        layout.addLayout(button_row((), (self._cancel, self.save_button)))
