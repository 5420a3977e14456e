# SPDX-License-Identifier: Apache-2.0
"""A row that goes on in the next line: as high as it needs to be, whatever is hidden, shown or written otherwise."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from assay_gui.views.flow import FlowLayout


@pytest.fixture
def row(qtbot) -> Iterator[FlowLayout]:
    around = QWidget()
    qtbot.addWidget(around)
    made = FlowLayout(4)
    around.setLayout(made)
    for text in ("One of them", "Another one"):
        made.addWidget(QPushButton(text))
    around.show()
    yield made
    around.close()


def test_its_height_follows_what_is_in_it(row: FlowLayout):
    first, second = (row.itemAt(number).widget() for number in range(2))
    narrow = max(first.sizeHint().width(), second.sizeHint().width()) + 8
    wide = 4 * narrow
    two, one = row.heightForWidth(narrow), row.heightForWidth(wide)
    assert two > one
    second.hide()
    assert row.heightForWidth(narrow) == one
    second.show()
    assert row.heightForWidth(narrow) == two
    second.setText("Another one that takes far more room than there is in a narrow row " * 3)
    assert row.heightForWidth(wide) == two
    third = QPushButton("Third")
    row.addWidget(third)
    third.show()
    assert row.heightForWidth(narrow) > two
