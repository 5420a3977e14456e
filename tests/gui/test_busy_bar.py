# SPDX-License-Identifier: Apache-2.0
"""The only thing that moves by itself: it stands still for those who want that."""

import pytest

from assay_gui.preferences import STILL
from assay_gui.views.parts import BusyBar
from window import Window


@pytest.mark.parametrize("still", [True, False])
def test_the_bar_stands_still_where_that_is_wanted(window: Window, qtbot, still: bool):
    window.program.preferences.keep(STILL, value=still)
    bar = BusyBar(window.program.look)
    qtbot.addWidget(bar)
    bar.show()
    assert (bar.maximum() > bar.minimum()) is still  # without a range, Qt lets it run to and fro
    assert bar.value() == bar.maximum()


def test_all_bars_are_of_that_kind():
    from pathlib import Path

    import assay_gui

    home = Path(assay_gui.__file__).parent
    own = [path.name for path in home.rglob("*.py") if "QProgressBar(" in path.read_text("utf-8")]
    assert own == []
