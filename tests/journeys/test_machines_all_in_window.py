# SPDX-License-Identifier: Apache-2.0
"""Several drafts signed on another machine through the window: one file there, one file back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay.formats import read
from assay.keys.key_log import Action
from assay.signing_request import read_request
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.sign import SignAllDialog
from assay_gui.dialogs.sign_elsewhere import AcceptDialog, AnswerAllDialog, AskAllDialog, OwnerDialog
from keys_window import DID, act, company, dialog, opened_again, profile, type_into, vault
from machines_window import REASON, asking, drop, machine_with_key, owned, unlocked
from window import Window, close, make_window

__all__ = ["asking", "profile", "vault"]


def two_drafts(folder: Path) -> tuple[Path, Path]:
    first, second = folder / "one.json", folder / "two.json"
    first.write_bytes(owned(company(id="https://acme.example/one.json")))
    second.write_bytes(owned(company(id="https://acme.example/two.json")))
    return first, second


def open_together(window: Window, drafts: Path) -> None:
    """Both, as one submission."""
    drafts.mkdir()
    two_drafts(drafts)
    window.open(drafts)
    window.main.actions_table["together"].trigger()
    window.wait_until(lambda: window.session.current is not None and window.session.current.is_set)
    window.wait_until(window.is_quiet)


@pytest.mark.usefixtures("vault")
def test_drafts_that_are_open_together_go_there_and_back_in_one_file(
    asking: Window, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    open_together(asking, tmp_path / "drafts")
    asking.main.actions_table["ask_signature"].trigger()
    owner = dialog(asking, OwnerDialog)
    asking.press(Qt.Key.Key_Return)
    ask = dialog(asking, AskAllDialog)
    asking.wait_until(lambda: ask.preview is not None)
    assert not ask.elsewhere_button.isVisible()
    assert owner is not ask
    type_into(asking, ask.reason, REASON)
    digest = ask.fact("sign.digest")
    asking.desk.save_path = tmp_path / "request.json"
    act(asking, ask)
    dialog(asking, OutcomeDialog).close_button.click()
    asking.wait_for_dialog_to_close()
    assert read_request(asking.desk.save_path.read_bytes()).sha256 == digest

    machine_with_key(monkeypatch, tmp_path)
    other = make_window(qtbot, tmp_path / "other")
    drop(other, tmp_path / "request.json")
    unlocked(other)
    answer = dialog(other, AnswerAllDialog)
    other.wait_until(lambda: answer.preview is not None)
    assert answer.fact("sign.digest") == digest
    assert answer.reason.text() == REASON
    other.desk.save_path = tmp_path / "response.json"
    act(other, answer)
    dialog(other, OutcomeDialog).close_button.click()
    other.wait_for_dialog_to_close()
    signed = [entry for entry in opened_again().read_log().entries if entry.action == Action.SIGN]
    assert len(signed) == 3
    close(other)

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "asking"))
    asking.main.activateWindow()
    drop(asking, tmp_path / "response.json")
    taken = dialog(asking, AcceptDialog)
    assert taken.fact("digest") == digest
    asking.desk.save_path = tmp_path / "presentation.jwt"
    act(asking, taken)
    asking.wait_until(lambda: asking.session.current is not None and asking.session.current.name == "presentation.jwt")
    asking.wait_until(asking.is_quiet)
    held = read(asking.session.current.document)
    assert held.presentation is not None
    assert [one.id.rpartition("/")[2] for one in held.credentials] == ["one.json", "two.json"]


@pytest.mark.usefixtures("vault")
def test_the_dialog_for_all_leads_to_another_computer(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    machine_with_key(monkeypatch, tmp_path)
    window = make_window(qtbot, tmp_path / "here")
    open_together(window, tmp_path / "drafts")
    window.main.actions_table["sign"].trigger()
    unlocked(window)
    every = dialog(window, SignAllDialog)
    window.wait_until(lambda: every.preview is not None)
    window.qtbot.mouseClick(every.elsewhere_button, Qt.MouseButton.LeftButton)
    owner = dialog(window, OwnerDialog)
    assert owner.owner.text == DID
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    close(window)
