# SPDX-License-Identifier: Apache-2.0
"""Files that are kept for all checks are seen in the settings, and taken out again there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay.identity.trust_folder import keep, read_index
from assay.places import user_trust
from assay_gui.dialogs.settings import SettingsDialog
from assay_gui.dialogs.trust_list import RemoveTrustDialog
from ecosystem.submission import LOIRE, Submission
from journeys.test_giving_files import answer, choose_thing, line, open_signed
from keys_window import dialog, profile
from window import Window

__all__ = ["profile"]
pytestmark = pytest.mark.usefixtures("profile")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Everything that tells of the signatures of the submission."""
    Submission(LOIRE).write_trust(tmp_path)
    return tmp_path


def settings(window: Window) -> SettingsDialog:
    window.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    shown = dialog(window, SettingsDialog)
    shown.show_group("trust")
    window.wait_until(lambda: bool(shown.trust_place.accessibleName()))
    return shown


def test_what_was_kept_for_all_checks_is_removed_and_the_signature_is_open_again(window: Window, files: Path):
    view = open_signed(window, files)
    choose_thing(view, "Acme Cloud GmbH")
    window.desk.opened_file = files / "trust" / "did-0.json"
    view.give.click()
    answer(window, keep_it=True)
    second = files / "again.jwt"
    second.write_bytes((files / "submission.jwt").read_bytes())
    window.open(second)
    view = window.page.signatures
    choose_thing(view, "Acme Cloud GmbH")
    assert line(view, "signature").state == "passed"

    shown = settings(window)
    remove = shown.trust.buttons["did-0.json"]
    assert remove.accessibleName() == "Remove “did-0.json”…"
    remove.setFocus()
    window.press(Qt.Key.Key_Space)
    asked = dialog(window, RemoveTrustDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_until(lambda: not asked.isVisible())
    assert len(read_index(user_trust())) == 1

    window.qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    asked = dialog(window, RemoveTrustDialog)
    asked.act_button.setFocus()
    window.press(Qt.Key.Key_Space)
    window.wait_until(lambda: not shown.trust.buttons)
    window.wait_until(lambda: shown.focusWidget() is shown.folder_button)
    assert read_index(user_trust()) == ()
    assert (files / "trust" / "did-0.json").exists()
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.wait_until(window.is_quiet)
    assert line(view, "signature").state == "wait"


def test_a_file_that_is_bad_hides_no_other_and_can_be_removed(window: Window, files: Path):
    """None is used while one of them is bad: here is where the person gets rid of it."""
    for name in ("did-0.json", "did-1.json"):
        keep(user_trust(), name, (files / "trust" / name).read_bytes(), origin="x", day="2026-11-02")
    (user_trust() / "did-0.json").write_text("{}")
    view = open_signed(window, files)
    choose_thing(view, "Acme Cloud GmbH")
    shown = settings(window)
    assert list(shown.trust.buttons) == ["did-0.json", "did-1.json"]
    window.qtbot.mouseClick(shown.trust.buttons["did-0.json"], Qt.MouseButton.LeftButton)
    dialog(window, RemoveTrustDialog).act_button.click()
    window.wait_until(lambda: list(shown.trust.buttons) == ["did-1.json"])
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    window.wait_until(window.is_quiet)
    assert window.session.current.checked.trust_fault is None


def test_a_file_that_went_meanwhile_is_told(window: Window, files: Path):
    keep(user_trust(), "did-0.json", (files / "trust" / "did-0.json").read_bytes(), origin="x", day="2026-11-02")
    shown = settings(window)
    window.qtbot.mouseClick(shown.trust.buttons["did-0.json"], Qt.MouseButton.LeftButton)
    asked = dialog(window, RemoveTrustDialog)
    (user_trust() / "index.toml").unlink()
    asked.act_button.click()
    window.wait_until(lambda: bool(asked.problem))
    assert "assay" not in asked.problem
    window.press(Qt.Key.Key_Escape)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
