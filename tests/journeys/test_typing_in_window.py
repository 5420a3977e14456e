# SPDX-License-Identifier: Apache-2.0
"""A person types and goes on typing: nothing old passes for new, nothing moves under the hand, nothing else is done."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui import fix_work
from assay_gui.edit_wiring import EditWiring
from checking import sample_bytes
from window import BROKEN, Window

MOST_STROKES = 200


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file whose country is a region."""
    path = tmp_path / "participant.json"
    path.write_bytes(sample_bytes(BROKEN))
    return path


@pytest.fixture
def held(window: Window) -> Iterator[Event]:
    """Checks wait for it, until it is set; it is set at first."""
    go_on = Event()
    go_on.set()
    functions = window.session._functions

    def check(*asked: Any) -> Any:
        go_on.wait(30)
        return functions.check(*asked)

    window.session._functions = replace(functions, check=check)
    yield go_on
    go_on.set()


def show_source(window: Window, text: str) -> None:
    """The source, with the cursor behind a text."""
    window.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    editor = window.page.source.editor
    cursor = editor.document().find(text)
    cursor.setPosition(cursor.selectionEnd())
    editor.setTextCursor(cursor)
    editor.setFocus()


def stroke(window: Window, letter: str = "x") -> None:
    window.qtbot.keyClicks(window.page.source.editor, letter)


def rechecking(window: Window) -> bool:
    return window.page.head.banner.headline == window.program.look.words.say("banner.rechecking")


def test_what_is_old_is_told_so_though_somebody_goes_on_typing(window: Window, broken: Path, held: Event):
    """And nothing below moves for it, and what turns out to be true still comes back."""
    window.open(broken)
    window.wait_until(lambda: bool(window.program.fixing.found.by_place))
    QApplication.processEvents()
    before = window.page.head.banner.headline, window.page.cards.cards, window.page.head.banner.height()
    below = window.page.head.rungs.y()
    show_source(window, "Sendlinger")
    held.clear()
    wiring = window.main.findChild(EditWiring)
    wiring._stale.setInterval(1000)
    for _ in range(MOST_STROKES):
        stroke(window)
        window.qtbot.wait(10)  # far shorter than it takes until it is told
        if rechecking(window):
            break
    assert rechecking(window)
    assert not window.page.cards.cards
    QApplication.processEvents()
    assert (window.page.head.banner.height(), window.page.head.rungs.y()) == (before[2], below)
    held.set()
    window.wait_until(window.is_quiet)
    assert (window.page.head.banner.headline, window.page.cards.cards) == before[:2]
    assert "Sendlingerx" in window.page.checked.text


def test_corrections_are_looked_for_in_a_pause(window: Window, broken: Path, monkeypatch: pytest.MonkeyPatch):
    looked: list[object] = []
    real = fix_work.fixes
    monkeypatch.setattr(fix_work, "fixes", lambda checked: (looked.append(checked), real(checked))[1])
    fixing = window.program.fixing
    fixing._pause.setInterval(600_000)
    window.open(broken)
    window.wait_until(lambda: bool(fixing.found.by_place))
    count, offered = len(looked), fixing.found
    show_source(window, "Sendlinger")
    for _ in range(3):
        stroke(window)
        window.wait_until(window.is_quiet)
    assert len(looked) == count
    assert fixing.is_looking
    assert fixing.found is offered
    fixing.ask(tuple(offered.by_place))
    assert QApplication.activeModalWidget() is None
    show_source(window, "DE-BY")
    for _ in range(3):
        window.press(Qt.Key.Key_Backspace)
    window.wait_until(window.is_quiet)
    assert fixing.found == fix_work.NO_FIXES
    fixing._pause.start(0)
    window.wait_until(lambda: not fixing.is_looking)
    assert len(looked) == count + 1
