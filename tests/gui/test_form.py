# SPDX-License-Identifier: Apache-2.0
"""The form of a document: what is typed is in the text at once and in its place, however fast."""

import json
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from checking import sample_bytes
from form_window import (
    CTRL,
    GX,
    NAME,
    click,
    field,
    line,
    open_form,
    page,
    participant,
    subject,
    type_into,
)
from jwt_specimens import vc_jwt
from window import Window, nameless

SHIFT = Qt.KeyboardModifier.ShiftModifier
ADDRESS = GX + "legalAddress"


def test_each_key_is_in_the_text_at_once_and_nothing_else_changes(window: Window) -> None:
    data = participant()
    open_form(window, data)
    name = line(window, NAME)
    name.setFocus()
    name.setCursorPosition(len("Acme"))
    window.qtbot.keyClicks(name, " Sud")
    assert window.session.current.edited.text == data.decode().replace("Acme Cloud", "Acme Sud Cloud")
    window.wait_until(window.is_quiet)
    assert name.hasFocus()
    assert name.cursorPosition() == len("Acme Sud")
    assert window.page.form.shown.title == "Acme Sud Cloud GmbH"


def test_a_step_back_is_a_word_as_in_the_source(window: Window) -> None:
    data = participant(name="Acme")
    open_form(window, data)
    name = line(window, NAME)
    name.setFocus()
    name.end(False)
    window.qtbot.keyClicks(name, " Cloud")
    window.qtbot.keyClicks(name, " GmbH")
    window.wait_until(window.is_quiet)
    window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert subject(window)["name"] == name.text() == "Acme Cloud "
    for _ in range(2):
        window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert window.session.current.edited.text == data.decode()
    assert name.text() == "Acme"
    for _ in range(3):
        window.press(Qt.Key.Key_Z, CTRL | SHIFT)
    window.wait_until(window.is_quiet)
    assert subject(window)["name"] == name.text() == "Acme Cloud GmbH"


def test_an_emptied_value_keeps_its_place_until_it_is_left(window: Window) -> None:
    open_form(window, participant())
    before = list(subject(window))
    name = line(window, NAME)
    name.setFocus()
    name.selectAll()
    window.press(Qt.Key.Key_Delete)
    assert subject(window)["name"] == ""
    window.qtbot.keyClicks(name, "Berg")
    assert subject(window)["name"] == "Berg"
    assert list(subject(window)) == before
    name.selectAll()
    window.press(Qt.Key.Key_Delete)
    window.press(Qt.Key.Key_Tab)
    window.wait_until(window.is_quiet)
    assert "name" not in subject(window)
    assert name.text() == ""
    type_into(window, line(window, NAME), "Neu")
    assert subject(window)["name"] == "Neu"


def test_values_of_a_list_are_added_moved_and_taken_away(window: Window) -> None:
    open_form(window, participant(name=["A", "B"]))
    names = field(window, NAME)
    click(window, names.more_button)
    assert names.rows[2].editor.field.hasFocus()
    window.qtbot.keyClicks(names.rows[2].editor.field, "Caesar")
    assert subject(window)["name"] == ["A", "B", "Caesar"]
    window.wait_until(window.is_quiet)
    names.move_up(names.rows[2])
    assert subject(window)["name"] == ["A", "Caesar", "B"]
    type_into(window, names.rows[1].editor.field, "!")
    assert subject(window)["name"] == ["A", "Caesar!", "B"]
    names.remove(names.rows[0])
    window.qtbot.keyClicks(names.rows[0].editor.field, "?")
    assert subject(window)["name"] == ["Caesar!?", "B"]


def test_values_that_become_the_same_while_they_are_typed_stay_two(window: Window) -> None:
    open_form(window, participant(name=["DE", "x"]))
    second = line(window, NAME, row=1)
    second.setFocus()
    second.selectAll()
    for key in "DE1":
        window.qtbot.keyClicks(second, key)
        window.wait_until(window.is_quiet)
    assert subject(window)["name"] == ["DE", "DE1"]
    assert len(field(window, NAME).rows) == 2


def test_an_answer_after_a_change_from_elsewhere_goes_to_the_text_as_it_is(window: Window) -> None:
    open_form(window, participant(name=["A", "B"]))
    names = field(window, NAME)
    names.remove(names.rows[0])
    window.press(Qt.Key.Key_Z, CTRL)
    edit = names.rows[0].editor.field
    edit.setFocus()
    edit.end(False)
    window.qtbot.keyClicks(edit, "1")
    assert sorted(subject(window)["name"]) in (["A", "B1"], ["A1", "B"])
    window.wait_until(window.is_quiet)
    assert [row.text() for row in field(window, NAME).rows] == subject(window)["name"]


def test_unknown_content_is_shown_and_leads_to_the_source(window: Window) -> None:
    open_form(window, participant(**{"https://acme.example/colour": "blue"}))
    shown = next(one for one in page(window)._more_buttons if "colour" in one.text())
    assert "blue" in shown.text()
    click(window, shown)
    assert window.page.tabs.shown == "source"


def test_what_is_wrong_stands_at_its_field_with_its_correction(window: Window) -> None:
    open_form(window, sample_bytes("broken/participant-region-as-country.json"))
    window.wait_until(lambda: any(row.problems.buttons for row in _rows(window)))
    row = next(row for row in _rows(window) if row.problems.buttons)
    assert row.problems.state == "fail"
    assert row.editor.field.property("state") == "fail"
    assert row.problems.words in row.editor.field.accessibleDescription()
    click(window, row.problems.buttons[0])
    window.wait_until(lambda: QApplication.activeModalWidget() is not None)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def _rows(window: Window) -> list[Any]:
    found, sections = [], [page(window)]
    while sections:
        section = sections.pop()
        for one in section.fields.values():
            found += one.rows
            sections += [row.part.section for row in one.rows if row.part is not None]
    return found


def test_a_signed_document_is_read_only_with_the_way_to_a_draft(window: Window, tmp_path: Any) -> None:
    path = tmp_path / "signed.jwt"
    path.write_text(vc_jwt(json.loads(sample_bytes("good/participant.json"))))
    window.open(path)
    window.press(Qt.Key.Key_2, CTRL)
    form = window.page.form
    window.wait_until(lambda: bool(form.widget().buttons))
    name = line(window, NAME)
    assert name.text() == "Acme Cloud GmbH"
    assert name.isReadOnly()
    type_into(window, name, "x")
    assert window.session.current.document.data == path.read_bytes()
    assert not any(row.editor is not None and one.isVisible() for row in _rows(window) for one in row._buttons)
    assert nameless(form) == []
    click(window, form.widget().buttons[0])
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    assert not line(window, NAME).isReadOnly()


def test_every_control_has_a_name_and_the_keyboard_goes_through_all_of_them(window: Window) -> None:
    open_form(window, participant())
    form = window.page.form
    assert nameless(form) == []
    chain = [widget for widget in form.widget().chain() if widget.isVisible() and widget.isEnabled()]
    chain[0].setFocus()
    seen = []
    for _ in range(len(chain)):
        seen.append(window.main.focusWidget())
        window.press(Qt.Key.Key_Tab)
    assert seen == chain


def test_the_form_follows_the_source_and_the_source_the_form(window: Window) -> None:
    open_form(window, participant())
    type_into(window, line(window, NAME), "X")
    assert "X" in window.page.source.editor.toPlainText()
    window.wait_until(window.is_quiet)
    window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert line(window, NAME).text() == "Acme Cloud GmbH"


def test_a_list_of_a_form_is_told_in_both_directions(window: Window) -> None:
    open_form(window, participant())
    country = line(window, ADDRESS, GX + "countryCode")
    assert country.text() == "Germany · DE"
    country.setFocus()
    country.selectAll()
    window.qtbot.keyClicks(country, "fr")
    window.press(Qt.Key.Key_Return)
    assert subject(window)["legalAddress"]["countryCode"] == "FR"
    assert country.text() == "France · FR"
