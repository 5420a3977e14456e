# SPDX-License-Identifier: Apache-2.0
"""From the first page straight to the questions of what is to be written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay.authoring.questions.reading import BUNDLED
from assay_gui.views.begin_card import SETS
from window import close, make_window


def test_every_bundled_set_is_offered() -> None:
    assert SETS == BUNDLED


@pytest.mark.parametrize("name", SETS)
def test_a_button_leads_to_the_first_question_of_its_set(qtbot, tmp_path: Path, name: str) -> None:
    window = make_window(qtbot, tmp_path)
    chosen = window.main.home.begin.buttons[name]
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    page = window.program.write.page
    assert page.isVisible()
    assert page.questions is not None
    assert page.questions.isVisible()
    assert page._title.text() == chosen.text()
    close(window)
