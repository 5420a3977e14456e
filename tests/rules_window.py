# SPDX-License-Identifier: Apache-2.0
"""Rules in the window, for tests: a fresh profile, a pack imported in it, the page when all of it is known."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from assay.pack_import import import_pack
from assay.rules.release import Wishes
from assay_gui.dialogs.import_pack import ImportPackDialog
from assay_gui.views.rules_page import RulesPage
from pack_specimens import version, write_pack
from window import Window

LOIRE = "gaia-x-loire-25.11@25.11+fix.1"
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
Dialog = TypeVar("Dialog", bound=QWidget)


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile of one's own. Gives the folder of the imported packs."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "data" / "assay" / "rule_packs"


def import_shop(folder: Path, number: str = "1") -> Path:
    """The sound pack, imported from a folder."""
    written = write_pack(folder / f"shop {number}", version(number))
    import_pack([written], Wishes(), moment=NOW, trusted={})
    return written


def open_rules(window: Window) -> RulesPage:
    """Go to the rules, and wait until the chosen pack is read."""
    window.main.show_page("rules")
    settle(window)
    return window.program.rules.page


def settle(window: Window) -> None:
    """Wait until the packs are known and the chosen one is read."""
    session = window.program.rules.session
    window.wait_until(lambda: bool(session.packs) and not session.is_looking and session.reading is not None)


def choose(window: Window, key: str) -> None:
    """Choose a pack in the table, and wait until it is read."""
    page = window.program.rules.page
    page.table.selectRow(page.packs.row_of(key))
    settle(window)
    chosen = window.program.rules.session.chosen
    assert chosen is not None
    assert chosen.key == key


def dialog(window: Window, kind: type[Dialog]) -> Dialog:
    """The dialog that opens, of that kind."""
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    window.wait_until(found.isVisible)
    return found


def keys(window: Window) -> list[str]:
    """The keys of the packs in the table, the bundled ones left out."""
    return [pack.key for pack in window.program.rules.page.packs.packs if pack.origin == "imported"]


def click(window: Window, widget: QWidget) -> None:
    """Click a widget."""
    window.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def looked_at(window: Window, asked: ImportPackDialog) -> None:
    """Click “Look at it”, and wait until it is told what came of it."""
    assert asked.act_button.isEnabled()
    click(window, asked.act_button)
    window.wait_until(lambda: QApplication.activeModalWidget() is not asked or not asked.is_busy)
