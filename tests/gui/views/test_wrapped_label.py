# SPDX-License-Identifier: Apache-2.0
"""A text of several lines takes the room it needs, and gives it back."""

import pytest

from assay_gui.views.parts import WrappedLabel


@pytest.mark.parametrize("words", [1, 12, 60])
def test_a_shorter_text_gives_the_room_of_the_longer_one_back(qtbot, words: int) -> None:
    fresh, used = WrappedLabel("word " * words), WrappedLabel("word " * 100)
    for label in (fresh, used):
        qtbot.addWidget(label)
        label.resize(200, 400)
        label.show()
    tall = used.minimumHeight()
    used.setText("word " * words)
    fresh.setText("word " * words)
    assert used.minimumHeight() == fresh.minimumHeight() < tall
