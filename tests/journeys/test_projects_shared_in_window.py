# SPDX-License-Identifier: Apache-2.0
"""A project whose files somebody else changes or takes over, whose window is killed: nothing is lost, all is said."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui.dialogs.project_choice import TakeOverDialog
from assay_gui.views.write_page import WritePage
from projects_window import (
    answers_of,
    asked,
    changed_outside,
    front,
    kept_in,
    name_shown,
    opened,
    other,
    projects,
    saved,
    type_name,
)
from window import Window
from write_window import describe_company, press, write_page

__all__ = ["other"]


def test_what_somebody_else_answers_is_taken_over_and_joined(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    type_name(window, page, "Acme")
    press(window, page, "Save and close")
    saved(window)
    type_name(window, page, "Acme Cloud")
    changed_outside(folder, {"description": "Storage"})
    window.wait_until(lambda: window.program.write.writing.answers("company").get("description") == "Storage")
    assert name_shown(page) == "Acme Cloud"
    press(window, page, "Save and close")
    saved(window)
    assert answers_of(folder) == {"name": "Acme Cloud", "description": "Storage"}


@pytest.mark.parametrize(("choice", "name"), [("mine", "Acme Cloud"), ("theirs", "Other")])
def test_where_both_changed_the_same_answer_it_is_asked(window: Window, tmp_path: Path, choice: str, name: str) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    type_name(window, page, "Acme")
    press(window, page, "Save and close")
    saved(window)
    type_name(window, page, "Acme Cloud")
    changed_outside(folder, {"name": "Other"})
    dialog = asked(window)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    press(window, page, "Save and close")
    dialog = asked(window)
    assert not dialog.act_button.isEnabled()
    assert set(dialog.choices) == {"mine", "theirs"}
    window.qtbot.mouseClick(
        dialog.choices[choice], Qt.MouseButton.LeftButton, pos=dialog.choices[choice].rect().center() / 4
    )
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    saved(window)
    assert answers_of(folder)["name"] == name
    assert window.program.write.writing.answers("company")["name"] == name


def changed_by_hand(window: Window, page: WritePage, folder: Path) -> tuple[Path, str]:
    """A project, a file of it changed in its name, another name answered, and saving; the file with its text."""
    describe_company(window, page)
    kept_in(window, page, folder)
    (file,) = [path for path in (folder / "credentials").iterdir() if "Acme Cloud GmbH" in path.read_text()]
    typed = file.read_text().replace("Acme Cloud GmbH", "Typed by Hand").replace("{", '{\n "note": [1,  2],', 1)
    file.write_text(typed)
    type_name(window, page, "Acme SE")
    press(window, page, "Save and close")
    asked(window)
    assert file.read_text() == typed
    return file, typed


def test_what_was_changed_by_hand_is_asked_about_and_kept_beside(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    file, typed = changed_by_hand(window, page, folder)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert not projects(window).is_saved
    assert answers_of(folder)["name"] == "Acme Cloud GmbH"
    press(window, page, "Save")
    dialog = asked(window)
    dialog.choices["both"].setFocus()
    window.press(Qt.Key.Key_Space)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    saved(window)
    assert "Acme SE" in file.read_text()
    assert [path.name for path in (folder / "credentials").iterdir() if path.read_text() == typed]


def test_keeping_what_was_changed_by_hand_is_not_asked_again(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    file, typed = changed_by_hand(window, page, folder)
    window.press(Qt.Key.Key_Space)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    saved(window)
    assert file.read_text() == typed
    assert answers_of(folder)["name"] == "Acme SE"
    window.program.write.writing.answer("company", "description", "Storage")
    press(window, page, "Save")
    saved(window)
    assert "Typed by Hand" in file.read_text()
    assert "Storage" in file.read_text()


def test_what_is_not_decided_when_the_window_closes_is_asked_at_the_next_start(
    window: Window, other: Window, tmp_path: Path
) -> None:
    front(window)
    page, folder = write_page(window), tmp_path / "acme"
    file, typed = changed_by_hand(window, page, folder)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.main.close()
    assert file.read_text() == typed
    page = opened(other, folder)
    assert other.program.write.writing.answers("company")["name"] == "Acme SE"
    press(other, page, "Save")
    asked(other)
    other.press(Qt.Key.Key_Escape)
    other.wait_for_dialog_to_close()


def test_a_project_of_another_machine_is_taken_over_after_asking(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    press(window, page, "Close the project")
    window.wait_until(lambda: projects(window).project is None)
    held = {"host": "desk-7", "user": "anna", "since": "2026-11-20T08:00:00Z", "machine": "b", "token": "a"}
    (folder / ".assay-lock").write_text(json.dumps({"format": "assay-project-lock", **held}))
    opened(window, folder)
    assert "anna has it open on desk-7" in page.project.state.text()
    press(window, page, "Open for writing…")
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), TakeOverDialog))
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert not projects(window).may_write
    press(window, page, "Open for writing…")
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), TakeOverDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TakeOverDialog)
    dialog.act_button.setFocus()
    window.press(Qt.Key.Key_Return)
    window.wait_until(lambda: projects(window).may_write)


def test_whoever_lost_the_project_is_told_and_loses_nothing(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    type_name(window, page, "Acme")
    lock = json.loads((folder / ".assay-lock").read_text())
    (folder / ".assay-lock").write_text(json.dumps({**lock, "host": "desk-7", "machine": "b", "token": "a"}))
    press(window, page, "Save and close")
    window.wait_until(lambda: "taken this project over" in window.main.notice.message)
    assert answers_of(folder) == {}
    assert not projects(window).is_saved


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from assay_gui.app import Program
from assay_gui.words import Words
folder = Path(sys.argv[1])
application = QApplication([])
program = Program(application, QSettings(sys.argv[2], QSettings.Format.IniFormat), Words())
def begin():
    program.window.show_page("write")
    projects = program.write.project.projects
    projects.opened.connect(lambda: QTimer.singleShot(0, ask))
    projects.create(folder, {}, lambda: None)
def ask():
    page = program.write.page
    page.show_questions("company")
    field = page.questions.findChildren(QLineEdit)[0]
    field.setFocus()
    timer.timeout.connect(lambda: (QTest.keyClicks(field, "x"), print(len(field.text()), flush=True)))
    timer.start(20)
timer = QTimer()
program.completed.connect(begin)
program.begin([])
application.exec()
"""


def test_who_is_killed_while_answering_has_it_all_at_the_next_start(window: Window, tmp_path: Path) -> None:
    """A real process, really killed; what it had typed a second before is there, and that is said."""
    folder = tmp_path / "acme"
    command = [sys.executable, "-c", KILLED, str(folder), str(tmp_path / "killed.ini")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        typed = 0
        while typed < 60:
            line = process.stdout.readline()
            assert line
            typed = int(line)
        process.send_signal(signal.SIGKILL)
    page = opened(window, folder)
    assert "restored" in window.main.notice.message
    assert "restored" in page.project.recovered.text()
    assert len(window.program.write.writing.answers("company")["name"]) >= typed
    assert answers_of(folder) == {}
    press(window, page, "Save")
    saved(window)
    assert len(answers_of(folder)["name"]) >= typed
    assert page.project.recovered.isHidden()


def test_documents_of_a_project_belong_together_and_can_be_signed_on_their_own(window: Window, tmp_path: Path) -> None:
    """A document that is corrected in its tab is a change from outside, which the project takes over."""
    page, folder = write_page(window), tmp_path / "acme"
    describe_company(window, page)
    kept_in(window, page, folder)
    press(window, page, "Open as documents")
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    document = next(one for one in window.session.documents if b"Acme Cloud GmbH" in one.document.data)
    assert document.home is not None
    document.home.write_bytes(document.document.data.replace(b"Sendlinger Str. 8", b"Hauptstr. 1"))
    place = f"credentials/{document.home.name}"
    window.wait_until(lambda: "Hauptstr. 1" in projects(window).project.work.files[place])
    assert projects(window).is_saved
