# SPDX-License-Identifier: Apache-2.0
"""The measures of layout see what they are there for, and leave alone what is right."""

from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QVBoxLayout, QWidget

from assay_gui.dialogs.dialog_frame import button_row, framed, name_above
from assay_gui.views.empty_text import EmptyText
from assay_gui.views.parts import ElidedLabel, button, label
from layout_faults import cut_by_dots, far_from_fields, framed_otherwise, pulled_apart, silent


class Dialog(QDialog):
    """A name over a field, and buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(400, 160)
        self.field = QLineEdit()
        self.name = name_above(self.field, "Name")
        self.lines = framed(self)
        self.lines.addWidget(self.name)
        self.lines.addWidget(self.field)
        self.lines.addStretch()
        self.end = button("Save", kind="primary")
        self.lines.addLayout(button_row((button("Copy"),), (button("Cancel"), self.end)))


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_what_is_right_is_left_alone(qtbot) -> None:
    dialog = shown(qtbot, Dialog())
    for measure in (silent, pulled_apart, far_from_fields, framed_otherwise, cut_by_dots):
        assert measure(dialog) == []


def test_a_list_without_a_row_has_to_say_why(qtbot) -> None:
    rows = QListWidget()
    rows.resize(300, 200)
    page = QWidget()
    QVBoxLayout(page).addWidget(rows)
    shown(qtbot, page)
    assert len(silent(page)) == 1
    told = EmptyText(rows, "Nothing is here.")
    assert told.told.isVisible()
    assert silent(page) == []
    rows.addItem("one")
    told.check()
    assert not told.told.isVisible()
    assert silent(page) == []
    rows.item(0).setHidden(True)
    assert len(silent(page)) == 1
    told.check()
    assert silent(page) == []


def test_an_empty_list_is_not_said_to_be_empty_before_its_rows_came(qtbot) -> None:
    rows, known = QListWidget(), []
    told = EmptyText(rows, "Nothing is here.", lambda: bool(known))
    shown(qtbot, rows)
    assert not told.told.isVisible()
    assert rows.accessibleDescription() == ""
    known.append(True)
    told.check()
    assert told.told.isVisible()
    assert rows.accessibleDescription() == "Nothing is here."


def test_a_text_with_more_room_than_lines_is_seen(qtbot) -> None:
    dialog = Dialog()
    dialog.lines.setStretch(0, 5)
    shown(qtbot, dialog)
    assert len(pulled_apart(dialog)) == 1


def test_a_name_far_from_its_field_is_seen(qtbot) -> None:
    dialog = Dialog()
    dialog.lines.insertSpacing(1, 40)
    assert len(far_from_fields(shown(qtbot, dialog))) == 1


def test_another_frame_is_seen(qtbot) -> None:
    narrow = Dialog()
    narrow.lines.setContentsMargins(8, 8, 8, 8)
    assert framed_otherwise(shown(qtbot, narrow))[0] == "room around (8, 8, 8, 8)"
    turned = Dialog()
    turned.lines.insertWidget(0, turned.end)
    assert "Save ends it" in framed_otherwise(shown(qtbot, turned))[0]


def test_a_sentence_that_is_cut_is_seen_and_a_path_is_not(qtbot) -> None:
    page = QWidget()
    page.resize(80, 60)
    lines = QVBoxLayout(page)
    for text in ("It may stop earlier than that", "/home/anna/a-long-name"):
        told = ElidedLabel()
        told._mode = told._mode.ElideRight
        told.tell(text)
        lines.addWidget(told)
    lines.addWidget(label("short"))
    shown(qtbot, page)
    assert len(cut_by_dots(page)) == 1
