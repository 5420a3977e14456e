# SPDX-License-Identifier: Apache-2.0
"""The first steps: two clicks to a verdict on a fresh profile, and never again once they were closed."""

from pathlib import Path

from PySide6.QtCore import Qt

from assay_gui.views.tour import Tour
from window import GOOD, close, make_window, nameless


def test_the_first_steps_lead_to_a_verdict_and_never_come_again(qtbot, tmp_path: Path):
    first = make_window(qtbot, tmp_path)
    tour = first.main.findChild(Tour)
    assert tour is not None
    first.wait_until(tour.isVisible)  # what joins a layout is shown by its next event
    assert nameless(tour) == []
    qtbot.mouseClick(tour.sample_button, Qt.MouseButton.LeftButton)
    first.wait_until(lambda: first.session.current is not None and first.is_quiet())
    assert first.page.head.banner.headline == "Does not conform: 1 thing to correct."
    first.main.show_page("home")
    tour.close_button.setFocus()
    qtbot.keyClick(tour.close_button, Qt.Key.Key_Space)
    assert not tour.isVisible()
    close(first)
    second = make_window(qtbot, tmp_path)
    assert second.main.findChild(Tour) is None
    close(second)


def test_whoever_has_checked_something_sees_no_first_steps(qtbot, tmp_path: Path, sample_file):
    first = make_window(qtbot, tmp_path)
    first.open(sample_file(GOOD))
    close(first)
    second = make_window(qtbot, tmp_path)
    assert second.main.findChild(Tour) is None
    close(second)
