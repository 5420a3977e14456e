# SPDX-License-Identifier: Apache-2.0
"""Answers in a project folder: kept as files, shared by two windows, taken up after a crash, ready to be signed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from assay.projects.manifest import FILE, manifest_of
from assay_gui.views.write_page import WritePage
from window import Window, close, make_window
from write_window import describe_company, press, write_page

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def other(window: Window, qtbot: Any, tmp_path: Path) -> Iterator[Window]:
    """A second window of the same user."""
    (tmp_path / "other").mkdir()
    made = make_window(qtbot, tmp_path / "other")
    yield made
    close(made)


def front(window: Window) -> None:
    """Bring a window to the front, as with the mouse."""
    window.main.activateWindow()
    window.wait_until(window.main.isActiveWindow)


def projects(window: Window) -> Any:
    found = window.program.write.project
    assert found is not None
    return found.projects


def quiet(window: Window) -> None:
    window.wait_until(lambda: not projects(window).is_busy)


def kept_in(window: Window, page: WritePage, folder: Path) -> None:
    """Keep the answers in a project there."""
    front(window)
    window.desk.folder = (folder,)
    press(window, page, "Keep in a project folder…")
    window.wait_until(lambda: projects(window).project is not None)


def opened(window: Window, folder: Path) -> WritePage:
    """Open the project of a folder."""
    front(window)
    page = write_page(window)
    window.desk.folder = (folder,)
    press(window, page, "Open a project…")
    window.wait_until(lambda: projects(window).project is not None)
    return page


def answers_of(folder: Path) -> Any:
    return manifest_of((folder / FILE).read_text()).answers.get("company", {})


def type_name(window: Window, page: WritePage, text: str) -> None:
    """Answer the first question, and stay on its page."""
    name = next(one for one in ("Begin: Our company", "Go on: Our company") if _is_there(page, name=one))
    press(window, page, name)
    assert page.questions is not None
    page.questions.show_page(page.questions.pages[0])
    here = QApplication.focusWidget()
    assert isinstance(here, QLineEdit)
    here.selectAll()
    QTest.keyClicks(here, text)


def _is_there(page: WritePage, name: str) -> bool:
    from PySide6.QtWidgets import QPushButton

    return any(one.accessibleName() == name and one.isVisible() for one in page.findChildren(QPushButton))


def name_shown(page: WritePage) -> str:
    assert page.questions is not None
    return page.questions.findChildren(QLineEdit)[0].text()


def test_a_company_from_nothing_is_files_that_are_ready_to_sign(window: Window, tmp_path: Path) -> None:
    page, folder = write_page(window), tmp_path / "acme"
    kept_in(window, page, folder)
    describe_company(window, page)
    window.wait_until(lambda: projects(window).is_saved and not projects(window).is_busy)
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
    assert _is_there(page, "Begin: Our company")
    window.wait_until(lambda: bool(page.project.known_buttons))
    window.qtbot.mouseClick(page.project.known_buttons[0], Qt.MouseButton.LeftButton)
    window.wait_until(lambda: projects(window).project is not None)
    assert _is_there(page, "Go on: Our company")


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


def type_name_on(page: WritePage, text: str) -> None:
    assert page.questions is not None
    here = page.questions.findChildren(QLineEdit)[0]
    here.selectAll()
    QTest.keyClicks(here, text)


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
    assert theirs.project.state.text().startswith("Only to be looked at: ")
    press(other, theirs, "Look: Our company")
    assert theirs.questions is not None
    assert not any(row.isEnabled() for row in theirs.questions.rows)
    press(window, page, "Save and close")
    other.wait_until(lambda: other.program.write.writing.answers("company").get("name") == "Acme")
    assert name_shown(theirs) == "Acme"
    press(other, theirs, "Save and close")
    press(other, theirs, "Open for writing…")
    other.wait_until(lambda: "has this project open" in other.main.notice.message)
    press(window, page, "Close the project")
    window.wait_until(lambda: projects(window).project is None)
    press(other, theirs, "Open for writing…")
    other.wait_until(lambda: projects(other).may_write)
    assert theirs.project.state.text() == "Everything is saved."
