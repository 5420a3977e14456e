# SPDX-License-Identifier: Apache-2.0
"""What a person does with projects on the page of questions, and what somebody else does to their files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from assay.projects.manifest import FILE, manifest_of, manifest_text
from assay_gui.dialogs.project_choice import ProjectChoiceDialog
from assay_gui.views.write_page import WritePage
from window import Window, close, make_window
from write_window import press, write_page


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


def saved(window: Window) -> None:
    """Wait until all of it is in the folder."""
    window.wait_until(lambda: projects(window).is_saved and not projects(window).is_busy)


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
    name = next(one for one in ("Begin: Our company", "Go on: Our company") if is_there(page, name=one))
    press(window, page, name)
    assert page.questions is not None
    page.questions.show_page(page.questions.pages[0])
    here = QApplication.focusWidget()
    assert isinstance(here, QLineEdit)
    here.selectAll()
    QTest.keyClicks(here, text)


def is_there(page: WritePage, name: str) -> bool:
    return any(one.accessibleName() == name and one.isVisible() for one in page.findChildren(QPushButton))


def name_shown(page: WritePage) -> str:
    assert page.questions is not None
    return page.questions.findChildren(QLineEdit)[0].text()


def type_name_on(page: WritePage, text: str) -> None:
    assert page.questions is not None
    here = page.questions.findChildren(QLineEdit)[0]
    here.selectAll()
    QTest.keyClicks(here, text)


def asked(window: Window) -> ProjectChoiceDialog:
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), ProjectChoiceDialog))
    found = QApplication.activeModalWidget()
    assert isinstance(found, ProjectChoiceDialog)
    return found


def changed_outside(folder: Path, answers: dict[str, str]) -> None:
    """As another program on a shared drive does it."""
    manifest = manifest_of((folder / FILE).read_text())
    told = {**manifest.answers.get("company", {}), **answers}
    (folder / FILE).write_text(manifest_text(replace(manifest, answers={"company": told})))
