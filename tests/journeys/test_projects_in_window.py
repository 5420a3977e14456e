# SPDX-License-Identifier: Apache-2.0
"""Answers in a project folder: kept as files that are ready to be signed, saved, taken back, looked at by another."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from projects_window import (
    answers_of,
    front,
    is_there,
    kept_in,
    name_shown,
    opened,
    other,
    projects,
    saved,
    type_name,
    type_name_on,
)
from window import Window, close, make_window
from write_window import describe_company, press, write_page

__all__ = ["other"]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_company_from_nothing_is_files_that_are_ready_to_sign(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    describe_company(window, page)
    saved(window)
    assert page.project.state.text() == "Everything is saved."
    assert answers_of(folder)["name"] == "Acme Cloud GmbH"
    files = sorted((folder / "credentials").iterdir())
    assert len(files) == 2
    press(window, page, "Open as documents")
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    assert sorted(document.home for document in window.session.documents if document.home) == files
    window.main.notice.act()
    window.wait_until(lambda: len(window.session.documents) == 3 and window.is_quiet())
    assert window.page.head.banner.headline.startswith("Ready to sign")


def test_answers_so_far_move_into_the_project(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    describe_company(window, page)
    kept_in(window, page, folder)
    assert answers_of(folder)["name"] == "Acme Cloud GmbH"
    assert len(list((folder / "credentials").iterdir())) == 2
    press(window, page, "Close the project")
    window.wait_until(lambda: projects(window).project is None)
    assert is_there(page, "Begin: Our company")
    window.wait_until(lambda: bool(page.project.known_buttons))
    window.qtbot.mouseClick(page.project.known_buttons[0], Qt.MouseButton.LeftButton)
    window.wait_until(lambda: projects(window).project is not None)
    assert is_there(page, "Go on: Our company")


def test_a_folder_with_something_in_it_becomes_no_project(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "full"
    folder.mkdir()
    (folder / "letter.txt").write_text("x")
    window.desk.folder = (folder,)
    press(window, page, "Keep in a project folder…")
    window.wait_until(lambda: bool(window.main.notice.message))
    assert "There is something in this folder already" in window.main.notice.message
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_it_is_saved_by_its_shortcut_and_when_the_window_closes(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    type_name(window, page, "Acme")
    assert not projects(window).is_saved
    window.press(Qt.Key.Key_S, CTRL)
    window.wait_until(lambda: projects(window).is_saved)
    assert answers_of(folder)["name"] == "Acme"
    type_name_on(page, "Acme & Sons")
    window.main.close()
    assert answers_of(folder)["name"] == "Acme & Sons"
    assert not (folder / ".assay-lock").exists()


def test_an_answer_is_taken_back_and_given_again(window: Window, tmp_path: Path) -> None:
    page = write_page(window)
    kept_in(window, page, tmp_path / "acme")
    type_name(window, page, "Acme")
    assert page.questions is not None
    page.questions.next_button.setFocus()
    for _ in range(4):  # a word may be one step or several
        window.press(Qt.Key.Key_Z, CTRL)
    assert name_shown(page) == ""
    page.questions.next_button.setFocus()
    for _ in range(4):
        window.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert name_shown(page) == "Acme"


def test_a_second_window_looks_and_sees_what_the_first_saves(window: Window, other: Window, tmp_path: Path) -> None:
    front(window)
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    type_name(window, page, "Acme")
    theirs = opened(other, folder)
    assert theirs.project.state.text().startswith("Read-only: ")
    press(other, theirs, "Look: Our company")
    assert theirs.questions is not None
    assert not any(row.isEnabled() for row in theirs.questions.rows)
    press(window, page, "Save and close")
    other.wait_until(lambda: other.program.write.writing.answers("company").get("name") == "Acme")
    assert name_shown(theirs) == "Acme"
    press(other, theirs, "To the overview")
    press(other, theirs, "Open for writing…")
    other.wait_until(lambda: "has this project open" in other.main.notice.message)
    press(window, page, "Close the project")
    window.wait_until(lambda: projects(window).project is None)
    press(other, theirs, "Open for writing…")
    other.wait_until(lambda: projects(other).may_write)
    assert theirs.project.state.text() == "Everything is saved."


def test_the_next_start_goes_on_with_the_project(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = make_window(qtbot, tmp_path)
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    type_name(window, page, "Acme")
    close(window)
    second = make_window(qtbot, tmp_path)
    page = write_page(second)
    second.wait_until(lambda: projects(second).may_write)
    assert second.program.write.writing.answers("company") == {"name": "Acme"}
    press(second, page, "Close the project")
    second.wait_until(lambda: projects(second).project is None)
    close(second)
    third = make_window(qtbot, tmp_path)
    page = write_page(third)
    third.wait_until(lambda: bool(page.project.known_buttons))
    assert projects(third).project is None
    close(third)


def test_what_is_answered_while_it_is_saved_is_not_lost(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    writing = window.program.write.writing
    writing.answer("company", "name", "Acme")
    projects(window).save()
    assert projects(window).is_busy
    writing.answer("company", "name", "Acme Cloud")
    writing.answer("company", "description", "Storage")
    assert not projects(window).is_saved
    window.wait_until(lambda: not projects(window).is_busy)
    assert answers_of(folder) == {"name": "Acme"}
    assert not projects(window).is_saved
    window.main.close()
    assert answers_of(folder) == {"name": "Acme Cloud", "description": "Storage"}
