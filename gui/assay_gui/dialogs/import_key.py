# SPDX-License-Identifier: Apache-2.0
"""Asks for a file with a key, its name and owner; for the password of the file only where it wants one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assay_gui.certificate_work import ImportWish
from assay_gui.dialogs.columns import Columns
from assay_gui.dialogs.dialog_frame import name_above
from assay_gui.dialogs.key_fields import KeyFields
from assay_gui.dialogs.path_field import PathField
from assay_gui.dialogs.secret_field import SecretField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.views.parts import label


class ImportKeyDialog(TaskDialog):
    """File, name, owner, and perhaps a password."""

    wanted = Signal(object)
    """An `ImportWish`."""

    def __init__(
        self,
        look: Look,
        names: tuple[str, ...],
        did: str,
        ask: Callable[[QWidget], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        words = look.words
        super().__init__(look, words.say("import.title"), words.say("import.do"), parent)
        self.explain(words.say("import.explain"))
        columns = Columns(self)
        self.place = PathField(look, self, words.say("import.file"), lambda _path: ask(self))
        self.password = SecretField()
        self._password_box = self._boxed_password()
        columns.go_right()
        self.fields = KeyFields(look, self, names, did)
        columns.end()
        self.place.field.textChanged.connect(self._other_file)
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish()))
        self.place.choose_button.setFocus()
        self.check()

    @property
    def is_asking_for_password(self) -> bool:
        """Whether the file is known to want one."""
        return not self._password_box.isHidden()

    def wish(self) -> ImportWish:
        """What was asked for; the password is in no field any more then."""
        path = self.place.path or Path()
        password = self.password.take() if self.is_asking_for_password else None
        return ImportWish(path, self.fields.name.text().strip(), self.fields.did.text().strip(), password)

    def ask_password(self) -> None:
        """The file wants a password."""
        self.show_problem("")
        self._password_box.show()
        self.check()
        self.fit()
        self.password.setFocus()

    def is_ready(self) -> bool:
        """Whether everything is there."""
        has_fields = self.fields.is_ready()
        has_password = not self.is_asking_for_password or bool(self.password.text())
        return has_fields and has_password and self.place.path is not None

    def first_field(self) -> QWidget:
        """The password, where it may be wrong; else the file."""
        return self.password if self.is_asking_for_password else self.place.field

    def _other_file(self) -> None:
        """Another file has another password, or none."""
        self.password.forget()
        self._password_box.hide()
        self.check()

    def _boxed_password(self) -> QWidget:
        words = self._look.words
        box = QWidget()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        name = name_above(self.password, words.say("import.password"))
        self.password.setAccessibleDescription(words.tip("import.password"))
        self.password.textChanged.connect(self.check)
        for widget in (name, self.password, label(words.tip("import.password"), "small", wrap=True)):
            inside.addWidget(widget)
        box.hide()
        self.body.addWidget(box)
        return box
