# SPDX-License-Identifier: Apache-2.0
"""Backup of all keys, the trial that makes it one, and the way back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assay_gui.dialogs.passphrase import TwoFields
from assay_gui.dialogs.path_field import PathField
from assay_gui.dialogs.secret_field import SecretField
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look

AskPath = Callable[[QWidget, Path], Path | None]


class BackupDialog(TaskDialog):
    """Where to, and with which passphrase."""

    wanted = Signal(Path, str)
    """Path, passphrase."""

    def __init__(self, look: Look, suggested: Path, ask: AskPath, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.backup_title"), words.say("keys.backup_do"), parent)
        self.explain(words.say("keys.backup_explain"))
        self.place = PathField(look, self, words.say("keys.backup_path"), lambda path: ask(self, path))
        self.fields = TwoFields(
            look, self, words.say("keys.backup_passphrase"), words.say("keys.backup_passphrase_again")
        )
        self.place.field.setText(str(suggested))
        self.act_button.clicked.connect(self._act)
        self.fields.first.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether there is a path, and the passphrase twice."""
        return self.place.path is not None and self.fields.is_ready

    def first_field(self) -> QWidget:
        """The path: most problems are its."""
        return self.place.field

    def _act(self) -> None:
        if self.place.path is not None:
            self.wanted.emit(self.place.path, self.fields.take())


class TryBackupDialog(TaskDialog):
    """The passphrase once more: a backup that was never opened is none."""

    wanted = Signal(str)
    """The passphrase."""

    def __init__(self, look: Look, path: Path, parent: QWidget | None = None) -> None:
        words = look.words
        super().__init__(look, words.say("keys.try_title"), words.say("keys.try_do"), parent)
        self.passphrase = SecretField()
        self.explain(words.say("keys.try_ask", name=path.name), "strong")
        self.explain(words.say("keys.try_explain"))
        self.ask(self.passphrase, words.say("keys.backup_passphrase"))
        self.cancel_button.setText(words.say("keys.try_not"))
        self.cancel_button.setAccessibleName(words.say("keys.try_not"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.passphrase.take()))
        self.passphrase.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether something was typed."""
        return bool(self.passphrase.text())

    def first_field(self) -> QWidget:
        """The passphrase."""
        return self.passphrase


class RestoreDialog(TaskDialog):
    """Which backup, its passphrase; where nothing else would lock the keys, a passphrase for them."""

    wanted = Signal(Path, str, object)
    """Path, passphrase of the backup, passphrase of the keys or None."""

    def __init__(
        self, look: Look, ask: Callable[[QWidget], Path | None], *, locks: bool, parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("keys.restore_title"), words.say("keys.restore_do"), parent)
        self.explain(words.say("keys.restore_explain"))
        self.place = PathField(look, self, words.say("keys.restore_path"), lambda _path: ask(self))
        self.passphrase = SecretField()
        self.ask(self.passphrase, words.say("keys.backup_passphrase"))
        self.fields: TwoFields | None = None
        if locks:
            self.explain(words.say("keys.restore_lock"))
            self.fields = TwoFields(look, self, words.say("keys.passphrase_new"), words.say("keys.passphrase_again"))
        self.act_button.clicked.connect(self._act)
        self.place.choose_button.setFocus()
        self.check()

    def is_ready(self) -> bool:
        """Whether everything was typed."""
        is_locked = self.fields is None or self.fields.is_ready
        return self.place.path is not None and bool(self.passphrase.text()) and is_locked

    def first_field(self) -> QWidget:
        """The passphrase of the backup."""
        return self.passphrase

    def _act(self) -> None:
        if self.place.path is not None:
            lock = self.fields.take() if self.fields else None
            self.wanted.emit(self.place.path, self.passphrase.take(), lock)
