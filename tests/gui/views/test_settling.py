# SPDX-License-Identifier: Apache-2.0
"""Texts of several lines never stand over each other, not even for the moment in which a page is filled anew."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from assay.rules.bundled import resource
from rules_window import open_rules, profile
from widget_faults import overlapping
from window import BROKEN, GOOD, Window

__all__ = ["profile"]
PARTS = "verifiableCredential"


class Painted(QObject):
    """What stands over what whenever a widget is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.paints = 0
        self.found: list[str] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at each paint."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.paints += 1
            self.found += overlapping(watched)
        return False


@pytest.mark.usefixtures("profile")
def test_the_details_of_a_pack_are_laid_out_when_they_are_painted(window: Window) -> None:
    page = open_rules(window)
    painted = Painted(page.details.widget())
    for row in (1, 0):
        page.table.choose_row(row)
        window.wait_until(lambda: window.program.rules.session.reading is not None)
        window.qtbot.wait(50)
    assert painted.paints > 0
    assert not painted.found


def test_cards_are_laid_out_when_they_are_painted(window: Window, tmp_path: Path) -> None:
    for number, credential in enumerate(json.loads(resource("samples", *GOOD.split("/")).read_bytes())[PARTS]):
        (tmp_path / f"{number}.json").write_text(json.dumps(credential))
    window.open_sample(BROKEN)
    painted = Painted(window.page.cards.list.widget())
    window.open(*sorted(tmp_path.glob("*.json")))
    window.qtbot.wait(50)
    assert painted.paints > 0
    assert not painted.found
