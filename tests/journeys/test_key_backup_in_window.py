# SPDX-License-Identifier: Apache-2.0
"""Backups of keys and the key log through the window; what a passphrase leaves behind."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from assay_gui.dialogs.backup import BackupDialog, RestoreDialog, TryBackupDialog
from assay_gui.dialogs.key_log import KeyLogDialog
from keys_window import (
    PASSPHRASE,
    act,
    add_key,
    dialog,
    names,
    open_page,
    opened_again,
    profile,
    type_into,
    unlock,
    vault,
    wait_for_keys,
)
from window import Window, close, make_window

__all__ = ["profile", "vault"]


def test_a_backup_is_tried_before_it_counts_and_comes_back_elsewhere(
    window: Window, vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
):
    unlock(window)
    page, target = window.program.keys_page, tmp_path / "backup.json"
    page.head_buttons["back_up"].click()
    asked = dialog(window, BackupDialog)
    window.desk.save_path = target
    asked.place.choose_button.click()
    assert asked.place.path == target
    for field in (asked.fields.first, asked.fields.second):
        type_into(window, field, "words for the backup")
    act(window, asked)
    trial = dialog(window, TryBackupDialog)
    assert target.is_file()
    assert not window.main.notice.message
    type_into(window, trial.passphrase, "other words for it")
    act(window, trial)
    assert trial.problem.startswith("The passphrase is not that of this backup")
    type_into(window, trial.passphrase, "words for the backup")
    act(window, trial)
    window.wait_until(lambda: "its one key was tried" in window.main.notice.message)

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    other = make_window(qtbot, tmp_path / "other")
    try:
        open_page(other)
        other.program.keys_page.offers["restore"].click()
        back = dialog(other, RestoreDialog)
        other.desk.opened_file = target
        back.place.choose_button.click()
        type_into(other, back.passphrase, "words for the backup")
        assert back.fields is not None
        for field in (back.fields.first, back.fields.second):
            type_into(other, field, PASSPHRASE)
        act(other, back)
        wait_for_keys(other, 1)
        assert names(other) == ["seal"]
        assert "One key is back." in other.main.notice.message
        assert opened_again().private_key(opened_again().records()[0]).sign(b"x")
    finally:
        close(other)


@pytest.mark.usefixtures("vault")
def test_a_backup_that_was_not_tried_is_told_as_that(window: Window, tmp_path: Path):
    unlock(window)
    window.program.keys_page.head_buttons["back_up"].click()
    asked = dialog(window, BackupDialog)
    type_into(window, asked.place.field, str(tmp_path / "nowhere" / "b.json"))
    for field in (asked.fields.first, asked.fields.second):
        type_into(window, field, "words for the backup")
    act(window, asked)
    assert "cannot be used" in asked.problem
    assert "b.json" in asked.problem
    type_into(window, asked.place.field, str(tmp_path / "b.json"))
    for field in (asked.fields.first, asked.fields.second):
        type_into(window, field, "words for the backup")
    act(window, asked)
    trial = dialog(window, TryBackupDialog)
    trial.cancel_button.click()
    window.wait_until(lambda: "was not tried" in window.main.notice.message)


def test_restoring_into_open_keys_leaves_what_is_there(window: Window, vault, tmp_path: Path):
    from assay.keys.backup import back_up
    from assay.moment import now

    target = tmp_path / "b.json"
    extra = add_key(vault, "extra")
    target.write_bytes(back_up(vault, "words for the backup", now()))
    vault.remove(extra)
    unlock(window)
    window.program.keys_page.head_buttons["restore"].click()
    back = dialog(window, RestoreDialog)
    assert back.fields is None
    type_into(window, back.place.field, str(target))
    type_into(window, back.passphrase, "words for the backup")
    act(window, back)
    wait_for_keys(window, 2)
    assert "One key is back. One was here already, and is as it was." in window.main.notice.message


def test_the_key_log_shows_whether_somebody_changed_it_and_is_exported(window: Window, vault, tmp_path: Path):
    unlock(window)
    buttons, log = window.program.keys_page.details.buttons, vault.folder / "log.jsonl"
    buttons["log"].click()
    shown = dialog(window, KeyLogDialog)
    assert shown.banner.headline == "2 entries, none changed."
    assert [str(shown.table.model().index(0, column).data()) for column in (0, 2, 3)] == ["2", "key made", "seal"]
    window.desk.save_path = tmp_path / "log.json"
    shown.export_button.click()
    window.wait_until(lambda: shown.message.text() == "Saved as “log.json”.")
    exported = json.loads((tmp_path / "log.json").read_text())
    assert [entry["action"] for entry in exported["entries"]] == ["vault", "make"]
    window.desk.save_path = tmp_path / "nowhere" / "log.json"
    shown.export_button.click()
    window.wait_until(lambda: shown.message.text().startswith("The file “"))
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()

    log.write_bytes(log.read_bytes().replace(b"seal", b"SEAL"))
    buttons["log"].click()
    changed = dialog(window, KeyLogDialog)
    assert changed.banner.headline == "Somebody changed the key log."
    assert changed.table.model().rowCount() == 1
    changed.close_button.click()


def test_no_widget_and_no_setting_holds_the_passphrase(window: Window, vault, tmp_path: Path):
    unlock(window)
    window.program.keys_page.head_buttons["back_up"].click()
    asked = dialog(window, BackupDialog)
    type_into(window, asked.place.field, str(tmp_path / "b.json"))
    for field in (asked.fields.first, asked.fields.second):
        type_into(window, field, PASSPHRASE)
    assert holders() == ["asked", "asked"]
    asked.act_button.click()
    assert holders() == []
    trial = dialog(window, TryBackupDialog)
    type_into(window, trial.passphrase, PASSPHRASE)
    trial.reject()
    assert trial.passphrase.text() == ""
    window.wait_for_dialog_to_close()
    assert holders() == []
    window.main.close()
    window.program.preferences.write()
    assert PASSPHRASE.encode() not in (tmp_path / "settings.ini").read_bytes()
    assert PASSPHRASE not in repr(window.program.keys.holdings)
    assert vault.wrapping_key().hex() not in repr(window.program.keys.holdings)
    assert QApplication.clipboard().text() != PASSPHRASE


def holders() -> list[str]:
    """Where the passphrase stands in any text of a widget."""
    return [
        "asked" if isinstance(widget, QLineEdit) else part
        for widget in QApplication.allWidgets()
        for part in (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), _text(widget))
        if PASSPHRASE in part
    ]


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel | QLineEdit) else ""
