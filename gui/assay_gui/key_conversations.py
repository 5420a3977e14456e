# SPDX-License-Identifier: Apache-2.0
"""The dialogs about keys, from their opening to what comes of them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from assay.errors import AssayError
from assay_gui import keeping, key_files
from assay_gui.asking import Asking
from assay_gui.dialogs.backup import BackupDialog, RestoreDialog, TryBackupDialog
from assay_gui.dialogs.key_log import KeyLogDialog
from assay_gui.dialogs.make_key import MakeKeyDialog
from assay_gui.dialogs.passphrase import LockDialog, UnlockDialog
from assay_gui.dialogs.remove_key import RemoveKeyDialog, RetireKeyDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.keeping import Lock, Wish
from assay_gui.key_session import KeySession
from assay_gui.look import Look
from assay_gui.tasks import Stop

if TYPE_CHECKING:
    from assay.keys.backup import Opened, Restored
    from assay.keys.key_log import LogReading
    from assay.keys.key_record import KeyRecord
    from assay.keys.vault import Vault

Result = TypeVar("Result")
Asked = TypeVar("Asked", bound=TaskDialog)
_BACKUP_NAME = "assay-keys-backup.json"
_LOG_NAME = "assay-key-log.json"


class KeyConversations(QObject):
    """Opens dialogs over a window; none of them holds up the program."""

    told = Signal(str)
    """Something was done: say so."""

    def __init__(self, window: QWidget, look: Look, session: KeySession, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._asking = asking
        self._waiting: Callable[[], object] | None = None
        session.changed.connect(self._go_on)

    def open(self, action: str) -> None:
        """Begin what a button of the page stands for."""
        talks: dict[str, Callable[[], object]] = {
            "make": self.make_key,
            "lock": self.lock,
            "unlock": self.unlock,
            "retire": self.retire,
            "remove": self.remove,
            "back_up": self.back_up,
            "restore": self.restore,
            "log": self.read_log,
        }
        if action in ("lock", "unlock"):
            talks[action]()
        elif action in talks:
            self.when_open(talks[action])

    def when_open(self, call: Callable[[], object]) -> None:
        """Call it once it is known how the vault stands, and what a passphrase locks has been opened."""
        lock = self._session.holdings.lock
        if lock is Lock.UNSEEN:
            self._waiting = lambda: self.when_open(call)
            self._session.look()
        elif lock is Lock.LOCKED:
            self.unlock(call)
        else:
            call()

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self._session.holdings.lock is not Lock.UNSEEN:
            waiting()

    def unlock(self, then: Callable[[], object] | None = None) -> UnlockDialog:
        """Ask for the passphrase of the keys."""
        dialog = UnlockDialog(self._look, self._window)
        folder = self._session.folder

        def done(vault: "Vault") -> None:
            self._waiting = then
            self._session.opened(vault)
            dialog.accept()

        dialog.wanted.connect(
            lambda told: self.work(dialog, lambda _stop: keeping.unlock(folder, told), done, "opening")
        )
        return self.show(dialog)

    def lock(self, then: Callable[[], object] | None = None) -> LockDialog:
        """Ask for a passphrase to lock keys with; the key to make comes next, unless something else does."""
        dialog = LockDialog(self._look, self._window)
        folder = self._session.folder

        def done(vault: "Vault") -> None:
            self._session.opened(vault)
            dialog.accept()
            (then or self.make_key)()

        dialog.wanted.connect(
            lambda told: self.work(dialog, lambda _stop: keeping.lock_with(folder, told), done, "locking")
        )
        return self.show(dialog)

    def make_key(self, owner: str = "", then: Callable[[], object] | None = None) -> TaskDialog:
        """Ask for name and owner of a new key; where nothing would lock it, for a passphrase first.

        `owner`: whose it is, where that is known; `then`: what goes on with the key.
        """
        holdings = self._session.holdings
        if holdings.lock is Lock.NO_KEYRING:
            return self.lock(lambda: self.make_key(owner, then))
        names = tuple(key.record.name for key in holdings.keys)
        did = holdings.keys[0].record.did if holdings.keys else ""
        dialog = MakeKeyDialog(self._look, names, owner or did, self._window)
        dialog.wanted.connect(lambda wish: self._make(dialog, wish, then))
        return self.show(dialog)

    def retire(self) -> RetireKeyDialog | None:
        """Ask whether the chosen key is to sign no more."""
        key, vault = self._session.chosen, self._session.vault
        if key is None or vault is None:
            return None
        dialog = RetireKeyDialog(self._look, key.record.name, self._window)
        done = partial(self._done, dialog, "keys.retired", key.record.name)
        dialog.wanted.connect(
            lambda: self.work(dialog, lambda _stop: keeping.retire(vault, key.record), lambda _none: done(), "writing")
        )
        return self.show(dialog)

    def remove(self) -> None:
        """Count what the chosen key signed, and ask whether it is to be gone for good."""
        key, vault = self._session.chosen, self._session.vault
        if key is not None and vault is not None:
            self._session.run(
                lambda _stop: keeping.signed_with(vault, key.record),
                lambda signed: self._ask_to_remove(vault, key.record, signed),
                self._tell_error,
                slow=lambda: None,
            )

    def _ask_to_remove(self, vault: "Vault", record: "KeyRecord", signed: int) -> None:
        dialog = RemoveKeyDialog(self._look, record.name, signed, self._window)
        done = partial(self._done, dialog, "keys.removed", record.name)
        dialog.wanted.connect(
            lambda: self.work(dialog, lambda _stop: vault.remove(record), lambda _none: done(), "writing")
        )
        self.show(dialog)

    def back_up(self) -> BackupDialog | None:
        """Ask where to and with which passphrase; a trial follows."""
        vault, words, moment = self._session.vault, self._look.words, self._session.now()
        if vault is None:
            return None

        def ask(parent: QWidget, path: Path) -> Path | None:
            return self._asking.save_file(parent, path, words.say("keys.backup_title"))

        dialog = BackupDialog(self._look, Path.home() / _BACKUP_NAME, ask, self._window)

        def done(path: Path) -> None:
            dialog.accept()
            self._session.look()
            self.try_backup(path)

        def write(path: Path, told: str) -> None:
            def call(_stop: Stop) -> None:
                key_files.back_up(vault, path, told, moment)

            self.work(dialog, call, lambda _none: done(path), "backing_up")

        dialog.wanted.connect(write)
        return self.show(dialog)

    def try_backup(self, path: Path) -> TryBackupDialog:
        """Have the passphrase typed once more, and open what lies on the disk."""
        dialog = TryBackupDialog(self._look, path, self._window)
        words, vault = self._look.words, self._session.vault

        def done(found: "Opened") -> None:
            dialog.accept()
            self._session.look()
            self.told.emit(words.say("keys.backed_up", name=path.name, count=len(found.keys)))

        dialog.wanted.connect(
            lambda told: self.work(dialog, lambda _stop: key_files.try_own(vault, path, told), done, "trying")
        )
        dialog.rejected.connect(lambda: self.told.emit(words.say("keys.not_tried", name=path.name)))
        return self.show(dialog)

    def restore(self) -> TaskDialog:
        """Ask for a backup and its passphrase."""
        holdings, folder, words = self._session.holdings, self._session.folder, self._look.words

        def ask(parent: QWidget) -> Path | None:
            return self._asking.open_file(parent, words.say("keys.restore_title"))

        dialog = RestoreDialog(self._look, ask, locks=holdings.lock is Lock.NO_KEYRING, parent=self._window)

        def done(found: "Restored") -> None:
            self._session.opened(found.vault)
            dialog.accept()
            added = words.say("keys.restored", count=len(found.added))
            there = words.say("keys.were_there", count=len(found.there)) if found.there else ""
            self.told.emit(f"{added} {there}".strip())

        def bring(path: Path, told: str, lock: str | None) -> None:
            vault = holdings.vault

            def call(_stop: Stop) -> "Restored":
                return key_files.restore(path, told, folder, vault=vault, passphrase=lock)

            self.work(dialog, call, done, "restoring")

        dialog.wanted.connect(bring)
        return self.show(dialog)

    def read_log(self) -> None:
        """Show what keys were used for."""
        vault = self._session.vault
        if vault is not None:
            self._session.run(
                lambda _stop: keeping.read_log(vault), self._show_log, self._tell_error, slow=lambda: None
            )

    def work(
        self, dialog: TaskDialog, call: Callable[[Stop], Result], done: Callable[[Result], None], waits_for: str
    ) -> None:
        """Have something done for a dialog; `waits_for`: the text `keys.wait.<id>` that says what it waits for."""
        dialog.begin()
        waiting = self._look.words.say(f"keys.wait.{waits_for}")
        self._session.run(call, done, lambda error: self._failed(dialog, error), slow=lambda: dialog.show_busy(waiting))

    def show(self, dialog: Asked) -> Asked:
        """Open a dialog; whatever it has begun ends with it."""
        dialog.stop_wanted.connect(self._session.stop)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _make(self, dialog: MakeKeyDialog, wish: Wish, then: Callable[[], object] | None) -> None:
        vault, folder = self._session.vault, self._session.folder

        def done(made: "tuple[Vault, object] | None") -> None:
            if made is not None:
                self._waiting = then
                self._session.opened(made[0], chosen=getattr(made[1], "id", ""))
                dialog.accept()
                self.told.emit(self._look.words.say("keys.made", name=wish.name))

        self.work(dialog, lambda stop: keeping.make_key(vault, folder, wish, stop), done, "making")

    def _done(self, dialog: TaskDialog, text: str, name: str) -> None:
        dialog.accept()
        self._session.look()
        self.told.emit(self._look.words.say(text, name=name))

    def _failed(self, dialog: TaskDialog, error: AssayError) -> None:
        dialog.show_problem(self._look.words.error(error))

    def _tell_error(self, error: AssayError) -> None:
        self.told.emit(self._look.words.error(error))

    def _show_log(self, log: "LogReading") -> None:
        dialog = KeyLogDialog(self._look, log, self._window)
        dialog.export_wanted.connect(lambda: self._export_log(dialog, log))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export_log(self, dialog: KeyLogDialog, log: "LogReading") -> None:
        words = self._look.words
        path = self._asking.save_file(dialog, Path.home() / _LOG_NAME, words.say("keys.log_export"))
        if path is None:
            return
        fault = words.of_reports.say(f"key_log.{log.fault}", number=log.number) if log.fault else ""
        self._session.run(
            lambda _stop: key_files.export_log(log, fault, path),
            lambda where: dialog.tell(words.say("keys.log_exported", name=where.name)),
            lambda error: dialog.tell(words.error(error)),
            slow=lambda: None,
        )
