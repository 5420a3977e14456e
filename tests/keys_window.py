# SPDX-License-Identifier: Apache-2.0
"""Keys in the window, for tests: a vault in a fresh profile, quick passphrases, keyrings that misbehave."""

import json
import secrets
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord
from assay.keys.key_type import KEY_TYPES
from assay.keys.private_key import make
from assay.keys.registration import record_of
from assay.keys.sealing import Stretching
from assay.keys.vault import Vault, make_vault, open_vault
from assay.places import user_keys
from assay.rules.bundled import resource
from assay_gui.dialogs.passphrase import UnlockDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from authority import EV, MIDDLE, ROOT, Holder, certificate, pem
from window import Window

PASSPHRASE = "correct horse battery staple"
DID = "did:web:acme.example"
Dialog = TypeVar("Dialog", bound=QWidget)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile of one's own; what stretches passphrases costs next to nothing. Gives the folder of the keys."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for module in ("vault", "backup"):
        monkeypatch.setattr(f"assay.keys.{module}.new_stretching", lambda: Stretching(secrets.token_bytes(16), n=1024))
    return user_keys()


@pytest.fixture
def vault(profile: Path) -> Vault:
    """A vault behind a passphrase, with one key."""
    made = make_vault(profile, PASSPHRASE)
    add_key(made, "seal")
    return made


def add_key(vault: Vault, name: str, *, did: str = DID, kind: str = "p256", **told: Any) -> KeyRecord:
    """A key in the vault; `told` goes to its certificate, which it has where anything is told."""
    key = make(KEY_TYPES[kind])
    record = record_of(key, name, did, origin="made", others=vault.records())
    if told:
        own = certificate(Holder("Acme Cloud GmbH", key.handle), MIDDLE, **{"policies": (EV,), **told})
        others = (certificate(MIDDLE, ROOT, ca=True, below=0), certificate(ROOT, ROOT, ca=True))
        record = replace(record, chain=pem([own, *others]).decode())
    vault.add(record, key, Action.MAKE)
    return record


def company(**changes: Any) -> bytes:
    """An unsigned credential about a company that wants nothing but an issuer and an end."""
    whole = json.loads(resource("samples", "good", "storage-offering.json").read_bytes())
    found = {**whole["verifiableCredential"][-1], **changes}
    return json.dumps({name: told for name, told in found.items() if name not in ("issuer", "validUntil")}).encode()


def broken_company() -> bytes:
    """The same, with country codes that are none."""
    return company().replace(b'"DE"', b'"Germany"')


class Keyring:
    """A keyring of a known kind that answers when it is told to; None stands for one that fails."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.error: Exception | None = None
        self.asked = 0

    def get_password(self, _service: str, entry: str) -> str | None:
        self._wait()
        return self.kept.get(entry)

    def set_password(self, _service: str, entry: str, secret: str) -> None:
        self._wait()
        self.kept[entry] = secret

    def delete_password(self, _service: str, entry: str) -> None:
        self.kept.pop(entry, None)

    def _wait(self) -> None:
        self.asked += 1
        self.may_answer.wait(20)
        if self.error is not None:
            raise self.error


Keyring.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    """A keyring for the program, of the kind of a Linux desktop."""
    made = Keyring()
    monkeypatch.setattr("keyring.get_keyring", lambda: made)
    return made


def open_page(window: Window) -> None:
    """Go to the keys, and wait until it is known how they stand."""
    window.main.show_page("keys")
    window.wait_until(lambda: window.program.keys.holdings.lock.value != "unseen")


def dialog(window: Window, kind: type[Dialog]) -> Dialog:
    """The dialog that opens, of that kind."""
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    window.wait_until(lambda: found.isVisible() and not getattr(found, "is_busy", False))
    return found


def type_into(window: Window, field: QLineEdit, text: str) -> None:
    """Type a text where something else may stand."""
    field.setFocus()
    field.selectAll()
    window.qtbot.keyClick(field, Qt.Key.Key_Delete)
    window.qtbot.keyClicks(field, text)


def act(window: Window, on: TaskDialog) -> None:
    """Click what the dialog is for, and wait until it is done or did not work."""
    assert on.act_button.isEnabled()
    window.qtbot.mouseClick(on.act_button, Qt.MouseButton.LeftButton)
    window.wait_until(lambda: not isValid(on) or not on.is_busy or not on.isVisible())


def unlock(window: Window) -> None:
    """Go to the keys and open them."""
    open_page(window)
    window.program.keys_page.offers["unlock"].click()
    asked = dialog(window, UnlockDialog)
    type_into(window, asked.passphrase, PASSPHRASE)
    act(window, asked)
    window.wait_for_dialog_to_close()
    wait_for_keys(window)


def wait_for_keys(window: Window, count: int | None = None) -> None:
    """Wait until the keys are shown, as many as that."""
    keys = window.program.keys
    window.wait_until(lambda: keys.vault is not None and not keys.is_looking)
    window.wait_until(lambda: count in (None, len(keys.holdings.keys)) and not keys.is_looking)
    window.wait_until(lambda: not keys.holdings.keys or keys.details is not None)


def names(window: Window) -> list[str]:
    """The names in the table."""
    model = window.program.keys_page.table.keys
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def opened_again() -> Vault:
    """The vault as another program would open it."""
    return open_vault(user_keys(), PASSPHRASE)
