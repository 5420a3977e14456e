# SPDX-License-Identifier: Apache-2.0
"""Accepting findings in the window, as a person does it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay_gui.dialogs.accept_finding import AcceptFindingDialog
from assay_gui.models.entries import Group
from assay_gui.views.finding_card import Card
from checking import sample_bytes
from window import BROKEN, Window

LEFT = Qt.MouseButton.LeftButton
WHY = "The supplier corrects it"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two places with one and the same fault."""
    told = json.loads(sample_bytes(BROKEN))
    told["credentialSubject"]["headquartersAddress"]["countryCode"] = "DE-BY"
    made = tmp_path / "participant.json"
    made.write_text(json.dumps(told, indent=2))
    return made


def settle(window: Window) -> None:
    tasks, fixing = window.program.tasks, window.program.fixing
    window.wait_until(lambda: window.is_quiet() and not tasks.is_running("accept") and not fixing.is_looking)


def again(window: Window) -> None:
    """Have the file read and checked anew."""
    window.press(Qt.Key.Key_F5)
    window.wait_until(lambda: not window.program.tasks.is_running(f"read {window.session.current.key}"))
    settle(window)


def opened(window: Window, path: Path) -> Card:
    """The document is open; the card of what is to correct."""
    window.open(path)
    settle(window)
    return window.page.cards.cards[0]


def asked(window: Window, card: Card) -> AcceptFindingDialog:
    window.qtbot.mouseClick(card.accept_button, LEFT)
    dialog = window.dialog()
    assert isinstance(dialog, AcceptFindingDialog)
    return dialog


def answer(window: Window, dialog: AcceptFindingDialog) -> None:
    """Reason and owner by the keyboard alone."""
    window.wait_until(dialog.reason.hasFocus)
    window.qtbot.keyClicks(dialog.reason, WHY)
    window.press(Qt.Key.Key_Tab)
    assert dialog.owner.hasFocus()
    window.qtbot.keyClicks(dialog.owner, "Zoe Huber")


def accept(window: Window, card: Card, change: Callable[[AcceptFindingDialog], object] = lambda _dialog: None) -> None:
    dialog = asked(window, card)
    answer(window, dialog)
    change(dialog)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    settle(window)


def count(window: Window, group: Group) -> int:
    return window.page.cards.model.count(group)


def accepted_card(window: Window) -> Card:
    window.qtbot.mouseClick(window.page.cards.chips[Group.ACCEPTED], LEFT)
    return window.page.cards.cards[0]
