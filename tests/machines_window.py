# SPDX-License-Identifier: Apache-2.0
"""Two machines for tests: the one that asks for signatures, and the one that has the key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.passphrase import UnlockDialog
from keys_window import DID, PASSPHRASE, act, dialog, type_into
from window import Window, close, make_window

REASON = "The register was renamed last week"


@pytest.fixture
def asking(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The machine without the key: a profile of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "asking"))
    made = make_window(qtbot, tmp_path)
    yield made
    close(made)


def owned(data: bytes) -> bytes:
    return data.replace(b'"credentialSubject"', f'"issuer": "{DID}", "credentialSubject"'.encode(), 1)


def drop(window: Window, *paths: Path) -> None:
    """As the desktop drops files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, action = QPointF(400, 300), Qt.DropAction.CopyAction
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.main.dropEvent(QDropEvent(where, action, data, button, key))


def boxes(shown: OutcomeDialog):
    from assay_gui.dialogs.copy_box import CopyBox

    return shown.findChildren(CopyBox)


def unlocked(window: Window) -> None:
    asked = dialog(window, UnlockDialog)
    type_into(window, asked.passphrase, PASSPHRASE)
    act(window, asked)


def machine_with_key(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From here on, the machine with the key; `XDG_DATA_HOME` is read whenever it is asked for."""
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
