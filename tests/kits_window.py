# SPDX-License-Identifier: Apache-2.0
"""What a person does in the dialogs about kits: clicks, files that the desktop is asked for, buttons by their text."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.read_answer import ReadAnswerDialog
from keys_window import act, dialog
from window import Window


def click(window: Window, button: QPushButton) -> None:
    """Click what can be clicked."""
    assert button.isEnabled()
    window.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(window: Window, path: Path, button: QPushButton) -> None:
    """Click a button that asks the desktop for a file or folder; it answers with that one."""
    window.desk.opened_file, window.desk.folder = path, (path,)
    click(window, button)


def named(root: QWidget, text: str) -> QPushButton:
    """The button of that text."""
    (found,) = [button for button in root.findChildren(QPushButton) if button.text() == text]
    return found


def read_answer(window: Window, path: Path) -> OutcomeDialog:
    """Read an answer; what is said of it."""
    window.main.actions_table["read_answer"].trigger()
    asked = dialog(window, ReadAnswerDialog)
    choose(window, path, asked.place.choose_button)
    act(window, asked)
    return dialog(window, OutcomeDialog)


def leave(window: Window, key: Qt.Key = Qt.Key.Key_Escape) -> None:
    """Close what is open by a key."""
    window.press(key)
    window.wait_for_dialog_to_close()
