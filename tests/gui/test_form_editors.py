# SPDX-License-Identifier: Apache-2.0
"""The editors of single values: what is typed, chosen, dropped, and what is left alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from assay.authoring.forms.editors import Editor
from assay_gui.dialogs.pick import PickDialog
from assay_gui.look import Icons, Look
from assay_gui.theme import Theme
from assay_gui.views.checked_line import CheckedLine
from assay_gui.views.day_line import DayLine
from assay_gui.views.document_line import DocumentLine
from assay_gui.views.language_choice import LanguageChoice
from assay_gui.views.link_button import LinkButton
from assay_gui.views.searched_line import SearchedLine
from assay_gui.words import Words

COUNTRIES = frozenset(("DE", "FR"))


@pytest.fixture
def look(qapp: QApplication) -> Look:
    theme = Theme(qapp)
    return Look(Words("en"), theme, Icons(theme))


def test_a_number_says_at_once_whether_it_can_be_right_and_is_left_without_blanks(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    line = CheckedLine(look, Editor.VAT, lambda: said.append(line.text()), "a VAT number", COUNTRIES)
    qtbot.addWidget(line.widget)
    line.widget.show()
    qtbot.keyClicks(line.field, "DE 129 273 399")
    assert "digits" in line.said
    assert line.said in line.field.accessibleDescription()
    qtbot.keyClick(line.field, Qt.Key.Key_Backspace)
    qtbot.keyClicks(line.field, "8")
    assert "fit" in line.said
    line.field.editingFinished.emit()
    assert line.text() == said[-1] == "DE129273398"


def test_what_is_read_only_is_never_rewritten(qtbot: Any, look: Look) -> None:
    line = CheckedLine(look, Editor.VAT, lambda: pytest.fail("nobody changed it"), "", COUNTRIES)
    qtbot.addWidget(line.widget)
    line.set_text("DE 129 273 398")
    line.allow(is_open=False)
    line.field.editingFinished.emit()
    assert line.text() == "DE 129 273 398"


@pytest.mark.parametrize(
    ("editor", "before", "after"),
    [
        (Editor.DAY, "", "2026-03-31"),
        (Editor.DAY, "2025-01-01", "2026-03-31"),
        (Editor.MOMENT, "", "2026-03-31T00:00:00Z"),
        (Editor.MOMENT, "2025-01-01T09:30:00+01:00", "2026-03-31T09:30:00+01:00"),
        (Editor.DAY, "soon", "2026-03-31"),
    ],
)
def test_a_day_of_the_calendar_keeps_the_time(qtbot: Any, look: Look, editor: Editor, before: str, after: str) -> None:
    said: list[str] = []
    line = DayLine(look, editor, lambda: said.append(line.text()), "a date")
    qtbot.addWidget(line.widget)
    line.set_text(before)
    line.choose(QDate(2026, 3, 31))
    assert line.text() == said[-1] == after


def test_a_file_that_is_dropped_on_an_address_is_its_document(qtbot: Any, look: Look, tmp_path: Path) -> None:
    taken: list[Path] = []
    line = DocumentLine(look, Editor.DOCUMENT, lambda: None, "a web address", (lambda: tmp_path / "b", taken.append))
    qtbot.addWidget(line.widget)
    line.set_text("https://acme.example/a.pdf")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a"))])
    drop = QDropEvent(
        QPoint(3, 3), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    drops = next(one for one in line.widget.findChildren(QObject) if type(one).__module__.endswith("document_line"))
    assert drops.eventFilter(line.field, drop)
    assert taken == [tmp_path / "a"]
    assert line.text() == "https://acme.example/a.pdf"
    line.digest_button.click()
    assert taken == [tmp_path / "a", tmp_path / "b"]
    line.allow(is_open=False)
    assert not drops.eventFilter(line.field, drop)
    assert len(taken) == 2


def searched(look: Look, said: list[str]) -> SearchedLine:
    entries: Sequence[tuple[str, str]] = (("DE", "Germany · DE"), ("NE", "Niger · NE"), ("NG", "Nigeria · NG"))
    line = SearchedLine(look, lambda: said.append(line.text()), lambda: entries, len(entries))
    return line


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("de", "DE"),
        ("Germany · DE", "DE"),
        ("germ", "DE"),
        ("niger", "niger"),
        ("nigeria", "NG"),
        ("Mars", "Mars"),
    ],
)
def test_what_is_typed_finds_its_entry_or_stays_as_it_is(qtbot: Any, look: Look, typed: str, value: str) -> None:
    said: list[str] = []
    line = searched(look, said)
    qtbot.addWidget(line.widget)
    line.widget.setText(typed)
    line.widget.setModified(True)
    line.widget.editingFinished.emit()
    assert said == [value]
    assert line.text() == value


def test_an_entry_that_is_typed_whole_is_taken_at_once(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    line = searched(look, said)
    qtbot.addWidget(line.widget)
    line.prepare()
    qtbot.keyClicks(line.widget, "DE")
    assert said == ["DE"]
    assert line.widget.text() == "DE"
    line.widget.editingFinished.emit()
    assert said == ["DE"]
    assert line.widget.text() == "Germany · DE"


def test_who_only_passes_by_changes_nothing(qtbot: Any, look: Look) -> None:
    said: list[str] = []
    line = searched(look, said)
    qtbot.addWidget(line.widget)
    for value in ("germ", "de", "DE", ""):
        line.set_text(value)
        line.widget.editingFinished.emit()
    assert said == []


def test_a_language_that_is_not_offered_is_shown_all_the_same(qtbot: Any, look: Look) -> None:
    chosen: list[str] = []
    choice = LanguageChoice(look, chosen.append)
    qtbot.addWidget(choice)
    choice.show_tag("de")
    assert (choice.tag, choice.currentText()) == ("de", "Deutsch")
    choice.show_tag("ja")
    assert choice.tag == "ja"
    choice.show_tag("DE")
    assert choice.tag == "de"
    assert chosen == []


def test_a_long_name_gives_way_and_is_told_in_full(qtbot: Any) -> None:
    made = LinkButton("Acme & Sons " * 12)
    qtbot.addWidget(made)
    made.resize(200, 30)
    made.show()
    assert made.text().endswith("…")
    assert made.accessibleName() == made.words == ("Acme & Sons " * 12).strip()
    assert "Sons" in made.toolTip()
    made.resize(made.sizeHint().width(), 30)
    assert not made.text().endswith("…")
    assert "&&" in made.text()


def test_one_of_many_is_picked_by_typing(qtbot: Any, look: Look) -> None:
    parent = QPushButton()
    qtbot.addWidget(parent)
    entries = [(str(number), f"Thing {number}", f"About {number}") for number in range(40)]
    dialog = PickDialog(look, "Pick", entries, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.show()
    qtbot.keyClicks(dialog.search, "thing 1")
    assert dialog.labels[0] == "Thing 1"
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.key == "10"
    dialog.search.setText("nothing like it")
    assert not dialog.act_button.isEnabled()
