# SPDX-License-Identifier: Apache-2.0
"""A person corrects a file in the window: types, sees the verdict follow, takes it back, saves, and loses nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from assay_gui.dialogs.unsaved import UnsavedDialog
from assay_gui.drafts import Draft, Drafts
from checking import sample_bytes
from jwt_specimens import vc_jwt
from window import BROKEN, Window, make_window

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file whose country is a region."""
    path = tmp_path / "participant.json"
    path.write_bytes(sample_bytes(BROKEN).replace(b"\n", b"\r\n"))
    return path


def choose_text(window: Window, text: str) -> None:
    """Select a text in the source, as with the mouse."""
    editor = window.page.source.editor
    cursor = editor.document().find(text)
    assert not cursor.isNull()
    editor.setTextCursor(cursor)
    editor.setFocus()


def type_text(window: Window, text: str) -> None:
    window.qtbot.keyClicks(window.page.source.editor, text)
    window.wait_until(window.is_quiet)


def correct(window: Window) -> None:
    """Put the country's code where the region stands."""
    window.press(Qt.Key.Key_3, CTRL)
    choose_text(window, "DE-BY")
    type_text(window, "DE")


def test_typing_changes_the_verdict_and_a_step_back_changes_it_again(window: Window, broken: Path):
    window.open(broken)
    before = window.page.head.banner.headline
    findings = window.page.cards.model.entries
    correct(window)
    assert window.page.head.banner.headline != before
    assert len(window.page.cards.model.entries) < len(findings)
    window.press(Qt.Key.Key_Z, CTRL)
    window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert window.page.head.banner.headline == before
    assert window.page.cards.model.entries == findings
    window.press(Qt.Key.Key_Z, CTRL | SHIFT)
    window.press(Qt.Key.Key_Z, CTRL | SHIFT)
    window.wait_until(window.is_quiet)
    assert window.page.head.banner.headline != before


def test_the_document_is_in_words_at_once_and_follows_what_is_typed(window: Window, broken: Path):
    window.open(broken)
    assert "Sendlinger" in window.page.readable.toPlainText()
    window.press(Qt.Key.Key_3, CTRL)
    choose_text(window, "Sendlinger")
    type_text(window, "Bahnhof")
    cursor = window.page.source.editor.textCursor().position()
    window.press(Qt.Key.Key_1, CTRL)
    assert "Bahnhof" in window.page.readable.toPlainText()
    window.press(Qt.Key.Key_3, CTRL)
    assert window.page.source.editor.textCursor().position() == cursor


def test_saving_changes_nothing_but_what_was_typed(window: Window, broken: Path):
    before = broken.read_bytes()
    window.open(broken)
    correct(window)
    assert broken.read_bytes() == before
    assert window.main.windowTitle()
    window.press(Qt.Key.Key_S, CTRL)
    window.wait_until(window.is_quiet)
    assert broken.read_bytes() == before.replace(b"DE-BY", b"DE")
    assert window.session.current is not None
    assert window.session.current.is_saved
    assert len(window.session.documents) == 1


def test_a_signed_document_cannot_be_typed_into(window: Window, tmp_path: Path):
    path = tmp_path / "signed.jwt"
    path.write_text(vc_jwt(json.loads(sample_bytes(BROKEN)), typ="vc+jwt"))
    window.open(path)
    window.press(Qt.Key.Key_3, CTRL)
    shown = window.page.source.editor.toPlainText()
    type_text(window, "x")
    assert window.page.source.editor.toPlainText() == shown
    assert not window.main.actions_table["save"].isEnabled()


def test_closing_asks_and_keeps_what_is_wanted(window: Window, broken: Path):
    window.open(broken)
    correct(window)
    window.press(Qt.Key.Key_W, CTRL)
    dialog = window.dialog()
    assert isinstance(dialog, UnsavedDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert len(window.session.documents) == 1
    window.press(Qt.Key.Key_W, CTRL)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    assert not window.session.documents
    assert b"DE-BY" not in broken.read_bytes()


def test_what_another_program_writes_does_not_overwrite_what_was_typed(window: Window, broken: Path):
    window.open(broken)
    correct(window)
    typed = window.page.source.editor.toPlainText()
    broken.write_bytes(sample_bytes(BROKEN) + b"\n")
    window.wait_until(lambda: bool(window.main.notice.message))
    assert window.page.source.editor.toPlainText() == typed
    window.main.notice.act()
    window.wait_until(window.is_quiet)
    window.wait_until(lambda: window.page.source.editor.toPlainText() != typed)
    assert window.session.current is not None
    assert window.session.current.document.data == broken.read_bytes()


def test_opening_the_file_once_more_keeps_what_was_typed(window: Window, broken: Path):
    window.open(broken)
    correct(window)
    typed = window.page.source.editor.toPlainText()
    window.session.open_paths((broken,))
    window.wait_until(window.is_quiet)
    QApplication.processEvents()
    assert window.page.source.editor.toPlainText() == typed


def test_the_search_goes_round_and_says_what_it_finds(window: Window, broken: Path):
    window.open(broken)
    window.press(Qt.Key.Key_F, CTRL)
    window.qtbot.keyClicks(window.page.source.search.field, "gx:")
    editor = window.page.source.editor
    first = editor.textCursor().selectionStart()
    count = editor.toPlainText().count("gx:")
    assert str(count) in window.page.source.search.told.text()
    for _ in range(count):
        window.press(Qt.Key.Key_Return)
    assert editor.textCursor().selectionStart() == first
    window.press(Qt.Key.Key_Escape)
    assert editor.hasFocus()


def test_typing_quickly_ends_in_the_verdict_of_the_last_text(window: Window, broken: Path):
    """Results of texts in between never stay: the last one is the text's own."""
    window.open(broken)
    window.press(Qt.Key.Key_3, CTRL)
    editor = window.page.source.editor
    editor.moveCursor(QTextCursor.MoveOperation.End)
    for char in '{"a": [1, 2' + " " * 40:
        window.qtbot.keyClicks(editor, char)
    window.wait_until(window.is_quiet)
    current = window.session.current
    assert current is not None
    assert current.checked is not None
    assert current.checked.examination.document.data == current.document.data
    assert current.edited is not None
    assert current.document.data == current.edited.data


def test_work_of_a_program_that_was_killed_is_offered_again(window: Window, qtbot, broken: Path, tmp_path: Path):
    """A real process types into a file and is killed; the next start has the text, and the step back to the file's."""
    script = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from assay_gui.app import Program
from assay_gui.words import Words
application = QApplication([])
program = Program(application, QSettings({str(tmp_path / "killed.ini")!r}, QSettings.Format.IniFormat), Words())
def ended(key):
    document = program.session.document(key)
    if document.edited is not None and not document.edited.done:
        from assay.authoring.edited_text import Change
        program.editing.change(key, Change(0, "", "   "))
    elif document.edited is not None:
        program.editing.keep()
        print("kept", flush=True)
program.session.check_ended.connect(ended)
program.begin([{str(broken)!r}])
application.exec()
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        process.send_signal(signal.SIGKILL)
    before = broken.read_bytes()
    next_start = make_window(qtbot, tmp_path / "next")
    next_start.wait_until(lambda: bool(next_start.session.documents) and next_start.is_quiet())
    current = next_start.session.current
    assert current is not None
    assert current.document.data == b"   " + before
    assert not current.is_saved
    assert next_start.main.notice.message
    next_start.press(Qt.Key.Key_Z, CTRL)
    next_start.wait_until(next_start.is_quiet)
    assert next_start.session.current is not None
    assert next_start.session.current.document.data == before
    assert next_start.session.current.is_saved
    next_start.main.close()


def test_drafts_of_a_running_program_are_its_own(tmp_path: Path):
    mine, other = Drafts(tmp_path), Drafts(tmp_path)
    draft = Draft("a.json", "", "{}", byte_order_mark=False)
    mine.keep({1: draft})
    assert other.left_behind() == ()
    other.forget_left_behind()
    mine.close()
    assert other.left_behind() == (draft,)
    other.forget_left_behind()
    assert other.left_behind() == ()


def test_what_is_saved_is_no_draft_any_more(tmp_path: Path):
    drafts = Drafts(tmp_path)
    drafts.keep({1: Draft("a.json", "", "{}", byte_order_mark=False)})
    drafts.keep({})
    drafts.close()
    assert Drafts(tmp_path).left_behind() == ()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"name": 1}', b'{"text": "\\ud800"}'], ids=str)
def test_a_damaged_draft_holds_up_nothing(tmp_path: Path, data: bytes):
    drafts = Drafts(tmp_path)
    drafts.keep({1: Draft("a.json", "", "{}", byte_order_mark=False), 2: Draft("b", "", "x", byte_order_mark=True)})
    drafts.close()
    path = next(tmp_path.glob("*/1.draft.json"))
    path.write_bytes(data)
    assert [draft.name for draft in Drafts(tmp_path).left_behind()] == ["b"]


@pytest.mark.skipif(os.name != "posix", reason="file rights are POSIX")
def test_drafts_are_for_nobody_else(tmp_path: Path):
    drafts = Drafts(tmp_path / "drafts")
    drafts.keep({1: Draft("a.json", "", "{}", byte_order_mark=False)})
    path = next((tmp_path / "drafts").glob("*/*.draft.json"))
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    drafts.close()
