# SPDX-License-Identifier: Apache-2.0
"""Whole tasks through the window, as a compliance officer does them."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton

from assay_gui.dialogs.as_of import AsOfDialog
from assay_gui.dialogs.export import FORMS, ExportDialog
from assay_gui.models.entries import Group
from window import BROKEN, GOOD, Window

STARTS = {"html": b"<!doctype html", "pdf": b"%PDF-", "json": b"{", "text": b""}
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MADE_BY_HAND = pytest.mark.filterwarnings("ignore:.*QDragEnterEvent.*is marked as deprecated:DeprecationWarning")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(window: Window, data: QMimeData) -> None:
    copy = Qt.DropAction.CopyAction
    window.main.dragEnterEvent(QDragEnterEvent(QPointF(600, 300).toPoint(), copy, data, LEFT, NONE))
    window.main.dropEvent(QDropEvent(QPointF(600, 300), copy, data, LEFT, NONE))


def test_open_read_the_verdict_find_the_fault_and_file_the_report(window: Window, sample_file, tmp_path: Path):
    path = sample_file(BROKEN)
    window.desk.files = (path,)
    window.main.home.drop_zone.open_button.click()
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    assert window.page.head.banner.headline == "Does not conform: 1 thing to correct."

    card = window.page.cards.cards[0]
    assert card.entry.how == "Write “DE”."
    next(button for button in card.findChildren(QPushButton) if button.text() == "Show in source").click()
    assert window.page.tabs.currentWidget() is window.page.source
    assert window.page.source.editor.marked_text() == '"DE-BY"'
    assert (
        window.page.source.editor.marked_line()
        == path.read_text().splitlines().index('      "countryCode": "DE-BY",') + 1
    )
    assert window.page.contents.tree.currentIndex().data() == "Legal address"

    window.page.head.report_button.click()
    dialog = window.dialog()
    assert isinstance(dialog, ExportDialog)
    target = tmp_path / "report.json"
    dialog.choose_form("json")
    dialog.path.setText(str(target))
    dialog.save_button.click()
    window.wait_until(lambda: "report.json" in window.main.notice.message)
    told = json.loads(target.read_text())
    assert told["verdict"] == "non_conformant"
    assert told["draft"] is True

    window.main.notice.act()
    assert window.desk.shown_folders == [tmp_path]


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_every_report_format_is_written_off_the_main_thread(window: Window, tmp_path: Path, form: str):
    window.open_sample(GOOD)
    window.main.actions_table["report"].trigger()
    dialog = window.dialog()
    assert isinstance(dialog, ExportDialog)
    dialog.path.setText(str(tmp_path / "report"))
    dialog.choose_form(form)
    target = Path(dialog.path.text())
    assert target.suffix == dict(FORMS)[form]
    dialog.save_button.click()
    assert window.program.tasks.is_running("export")
    window.wait_for_dialog_to_close()
    assert target.read_bytes().lower().startswith(STARTS[form].lower())
    assert len(target.read_bytes()) > 200


def test_a_report_that_cannot_be_saved_says_so_and_can_be_tried_again(window: Window, tmp_path: Path):
    window.open_sample(GOOD)
    window.main.actions_table["report"].trigger()
    dialog = window.dialog()
    assert isinstance(dialog, ExportDialog)
    dialog.path.setText(str(tmp_path / "nowhere" / "report.html"))
    dialog.save_button.click()
    window.wait_until(dialog.save_button.isEnabled)
    assert dialog.isVisible()
    assert not window.main.notice.message
    dialog.path.setText(str(tmp_path / "report.html"))
    dialog.save_button.click()
    window.wait_until((tmp_path / "report.html").exists)
    window.wait_for_dialog_to_close()


def test_the_whole_way_with_the_keyboard_alone(window: Window, sample_file):
    window.desk.files = (sample_file("broken/participant-headquarters-missing.json"), sample_file(BROKEN))
    window.press(Qt.Key.Key_O, CONTROL)
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    window.press(Qt.Key.Key_F8)
    assert window.page.cards.current == 0
    window.press(Qt.Key.Key_3, CONTROL)
    assert window.page.tabs.currentWidget() is window.page.source
    assert window.page.source.editor.marked_line() > 0
    window.press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is not None
    window.page.contents.tree.setFocus()
    before = window.page.contents.current_node()
    window.press(Qt.Key.Key_Down)
    assert window.page.contents.current_node() != before
    window.press(Qt.Key.Key_W, CONTROL)
    assert len(window.session.documents) == 1
    window.press(Qt.Key.Key_E, CONTROL)
    assert isinstance(window.dialog(), ExportDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.main.shown_page == "home"


def test_next_and_previous_finding_go_round(window: Window):
    window.open_sample("broken/offering-reference-slip.json")
    window.page.cards.choose_group(Group.UNCHECKED)
    total = window.page.cards.model.count(Group.UNCHECKED)
    assert total > 1
    places = []
    for _ in range(total + 1):
        window.main.actions_table["next"].trigger()
        places.append(window.page.cards.current)
    assert len(set(places)) == total
    assert places[-1] == places[0]
    window.main.actions_table["previous"].trigger()
    assert window.page.cards.current == places[-2]


@MADE_BY_HAND
def test_a_dropped_file_is_opened_wherever_it_falls(window: Window, sample_file):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(sample_file(GOOD)))])
    drop(window, data)
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    assert window.session.current is not None
    assert window.session.current.verdict == "conformant"


@MADE_BY_HAND
def test_an_address_dropped_from_a_browser_is_not_fetched(window: Window):
    data = QMimeData()
    data.setUrls([QUrl("https://a.example/offering.json")])
    drop(window, data)
    assert window.session.documents == ()
    assert "does not fetch anything" in window.main.notice.message


@pytest.mark.parametrize("garbage", ["hello", "{", "\x00\ud83d", "<html>", "[" * 3000, "eyJhbGciOiJub25lIn0.e30."])
def test_pasted_garbage_gets_an_answer_and_no_crash(window: Window, garbage: str):
    window.desk.clipboard = QMimeData()
    window.desk.clipboard.setText(garbage)
    window.press(Qt.Key.Key_V, CONTROL)
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    current = window.session.current
    assert current is not None
    assert (current.name, current.verdict) == ("Pasted text", "non_conformant")
    assert window.page.cards.cards[0].entry.title


def test_an_empty_clipboard_is_explained(window: Window):
    window.desk.clipboard = QMimeData()
    window.main.paste()
    assert "clipboard holds no text" in window.main.notice.message


def test_a_fresh_profile_says_what_belongs_there_and_offers_a_sample(window: Window):
    assert window.main.home.recent.isHidden()
    zone = window.main.home.drop_zone
    window.wait_until(lambda: bool(zone.samples.actions()))
    window.main.show_page("documents")
    assert window.page.is_empty
    assert window.page.empty_button.isVisible()
    zone.samples.actions()[0].trigger()
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    assert window.session.current is not None
    assert window.session.current.verdict == "conformant"


def test_a_recent_file_that_is_gone_is_taken_off_the_list(window: Window, sample_file):
    path = sample_file(GOOD)
    window.open(path)
    window.session.close(1)
    path.unlink()
    window.main.home.recent.chosen.emit(str(path))
    assert "no longer where it was" in window.main.notice.message
    assert window.main.home.recent.model().rowCount() == 0


def test_check_as_of_a_day_in_the_future(window: Window):
    window.open_sample(GOOD)
    window.main.actions_table["as_of"].trigger()
    dialog = window.dialog()
    assert isinstance(dialog, AsOfDialog)
    dialog.field.setDateTime(dialog.field.dateTime().addYears(10))
    dialog.check_button.click()
    window.wait_until(lambda: window.session.documents[0].verdict == "non_conformant")
    assert window.main.status_line.texts[1] == "Moment: 2036-11-22 10:00 UTC"


def test_a_sample_that_is_wrong_tells_its_lesson(window: Window) -> None:
    offered = {entry.text(): entry for entry in window.main.home.drop_zone.samples.actions()}
    offered["A company whose type is misspelt"].trigger()
    window.wait_until(lambda: len(window.session.documents) == 1 and window.is_quiet())
    told = window.main.notice.message
    assert told.startswith("No rule applies to a type that nobody knows:")
    assert told.endswith("Write “gx:LegalPerson”, in both places.")
    offered["A company, as it should be"].trigger()
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    assert window.main.notice.message == "A participant draft that agrees with the rules."
