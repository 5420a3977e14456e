# SPDX-License-Identifier: Apache-2.0
"""The page of keys and its dialogs: named for those who hear them, reached by the keyboard, nothing of it clipped."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from assay.keys.key_log import read_log
from assay.keys.signer import KeyStoreError
from assay_gui import keeping
from assay_gui.dialogs.backup import BackupDialog, RestoreDialog, TryBackupDialog
from assay_gui.dialogs.key_log import KeyLogDialog
from assay_gui.dialogs.make_key import MakeKeyDialog
from assay_gui.dialogs.passphrase import LockDialog, UnlockDialog
from assay_gui.dialogs.remove_key import RemoveKeyDialog, RetireKeyDialog
from assay_gui.dialogs.secret_field import SecretField
from assay_gui.dialogs.sign import SignDialog
from assay_gui.signing_work import Task, preview
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import button
from assay_gui.words import PSEUDO_LANGUAGE, Words
from authority import ENDS
from keys_window import add_key, broken_company, open_page, profile, unlock, vault
from window import MOMENT, SIZES, Window, clipped, close, controls, make_window, nameless

__all__ = ["profile", "vault"]


@pytest.fixture
def padded(qtbot, tmp_path: Path) -> Iterator[Window]:
    window = make_window(qtbot, tmp_path, PSEUDO_LANGUAGE)
    yield window
    close(window)


def dialogs(window: Window, vault, tmp_path: Path) -> Iterator[QDialog]:
    """All of them, with something in them."""
    from assay.document import Document

    look, main = window.program.look, window.main
    yield UnlockDialog(look, main)
    yield LockDialog(look, main)
    make = MakeKeyDialog(look, ("seal",), "did:web:acme.example", main)
    make.name.setText("seal")
    make.details.unfold_button.click()
    yield make
    yield RetireKeyDialog(look, "seal", main)
    yield RemoveKeyDialog(look, "seal", 14, main)
    yield BackupDialog(look, tmp_path / "b.json", lambda _parent, _path: None, main)
    yield TryBackupDialog(look, tmp_path / "b.json", main)
    yield RestoreDialog(look, lambda _parent: None, locks=True, parent=main)
    yield KeyLogDialog(look, read_log(vault.folder, None), main)
    yield KeyLogDialog(look, replace(read_log(vault.folder, None), fault="cut", number=1), main)
    records = vault.records()
    sign = SignDialog(look, "company.json", records, records[0].id, main)
    task = Task((Document("company.json", broken_company()),))
    sign.show_preview(preview(task, records[0], "", MOMENT, look.words))
    sign.details.unfold_button.click()
    yield sign


def test_every_control_of_the_dialogs_has_a_name(window: Window, vault, tmp_path: Path):
    for dialog in dialogs(window, vault, tmp_path):
        assert controls(dialog)
        assert nameless(dialog) == []
        dialog.deleteLater()


def test_nothing_is_clipped_in_a_dialog(padded: Window, vault, tmp_path: Path, qtbot):
    for dialog in dialogs(padded, vault, tmp_path):
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.wait(50)
        assert clipped(dialog) == [], type(dialog).__name__
        dialog.close()
        dialog.deleteLater()


@pytest.mark.parametrize("lang", ["de", "fr"])
def test_nothing_is_clipped_in_other_languages(qtbot, tmp_path: Path, vault, lang: str):
    window = make_window(qtbot, tmp_path, lang)
    try:
        for dialog in dialogs(window, vault, tmp_path):
            dialog.show()
            qtbot.waitExposed(dialog)
            qtbot.wait(50)
            assert clipped(dialog) == [], type(dialog).__name__
            dialog.close()
            dialog.deleteLater()
    finally:
        close(window)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_clipped_on_the_page(padded: Window, vault, size: tuple[int, int], qtbot):
    add_key(vault, "a longer name for a key with a certificate", policies=(), ends=ENDS)
    padded.main.resize(*size)
    open_page(padded)
    qtbot.wait(50)
    assert clipped(padded.main) == []
    unlock(padded)
    padded.wait_until(lambda: bool(padded.program.keys.details and padded.program.keys.details.fits))
    qtbot.wait(50)
    assert clipped(padded.main) == []


@pytest.mark.usefixtures("profile")
def test_nothing_is_clipped_where_there_is_no_key(padded: Window, qtbot):
    padded.main.resize(*SIZES[-1])
    open_page(padded)
    qtbot.wait(50)
    assert padded.program.keys_page.offers["lock"].isVisible()
    assert clipped(padded.main) == []


def test_every_control_of_the_page_has_a_name_and_is_reached(window: Window, vault):
    add_key(vault, "other", hosts=("acme.example",))
    open_page(window)
    assert nameless(window.main) == []
    assert window.program.keys_page.accessibleName() == "Keys. Your keys are locked"
    unlock(window)
    assert nameless(window.main) == []
    assert window.program.keys_page.accessibleName() == "Keys"
    window.program.keys_page.setFocus()
    seen = set()
    for _ in range(40):
        window.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    wanted = {
        control
        for control in controls(window.main)
        if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert {control.accessibleName() for control in wanted - seen} == set()


@pytest.mark.usefixtures("vault")
def test_f6_goes_round_the_page(window: Window):
    unlock(window)
    page = window.program.keys_page
    page.table.setFocus()
    seen = []
    for _ in range(4):
        window.main.move_focus(1)
        seen.append(window.main.focusWidget())
    assert seen == [
        page.details.buttons["log"],
        page.head_buttons["make"],
        window.main.rail.page_button("keys"),
        page.table,
    ]


def test_arrows_choose_a_key(window: Window, vault):
    add_key(vault, "a first one")
    unlock(window)
    page = window.program.keys_page
    page.table.selectRow(0)
    page.table.setFocus()
    window.press(Qt.Key.Key_Down)
    window.wait_until(
        lambda: window.program.keys.chosen is not None and window.program.keys.chosen.record.name == "seal"
    )
    assert any(label.text() == "seal" for label in page.details.findChildren(QLabel))


def test_a_passphrase_goes_to_no_clipboard_and_comes_back_by_no_undo(qtbot):
    field = SecretField()
    qtbot.addWidget(field)
    field.show()
    QApplication.clipboard().setText("before")
    qtbot.keyClicks(field, "a secret passphrase")
    field.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    field.copy()
    assert QApplication.clipboard().text() == "before"
    assert field.take() == "a secret passphrase"
    field.undo()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    qtbot.keyClicks(field, "another")
    field.hide()
    assert field.text() == ""


def test_a_name_that_is_taken_and_one_that_cannot_be_are_told(window: Window):
    made = MakeKeyDialog(window.program.look, ("Seal",), "did:web:acme.example", window.main)
    for name, told in (("seal", "There is a key of the name “seal” already."), ("x\u202ey", "A key needs a name")):
        made.name.setText(name)
        assert made.hints[0].startswith(told)
        assert not made.act_button.isEnabled()
    made.name.setText("seal 2")
    assert made.hints[0] == ""
    assert made.act_button.isEnabled()
    for did in ("did:web:acme.example#key", "did:key:z6Mk", "did:web:acme example", "did:web:"):
        made.did.setText(did)
        assert not made.act_button.isEnabled()
    made.deleteLater()


def test_no_error_of_keys_sends_anybody_to_the_command_line(monkeypatch):
    """What the window can meet has words of its own where the usual ones name options."""
    words = Words("en")
    met = [
        text.removeprefix("error.")
        for text in words.texts._catalogue
        if text.startswith(("error.vault.", "error.keyring.", "error.backup.", "error.issue.", "error.key_record."))
    ]
    assert len(met) > 30
    never = {"vault.passphrase_file", "vault.passphrase_bytes", "vault.passphrase_lines", "backup.passphrase_needed"}
    told = {text: words.error(KeyStoreError(text, **_params(words, text))) for text in met if text not in never}
    assert {text for text, sentence in told.items() if "--" in sentence or "assay " in sentence} == set()


def _params(words: Words, text: str) -> dict[str, str]:
    import string

    entry = {**(words.texts.entry(f"error.{text}") or {}), **(words.texts.entry(f"window.error.{text}") or {})}
    return {name: "x" for told in entry.values() for _, name, _, _ in string.Formatter().parse(told) if name}


def test_a_log_that_was_changed_shows_beside_the_key(window: Window, vault):
    log = vault.folder / "log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"seal", b"SEAL"))
    unlock(window)
    page = window.program.keys_page
    window.wait_until(lambda: any(one.text() == "Somebody changed the key log." for one in shown_labels(page.details)))


def shown_labels(root: QWidget) -> list[QLabel]:
    return [label for label in root.findChildren(QLabel) if label.isVisible()]


def test_what_is_hidden_takes_no_gap(qtbot):
    root = QWidget()
    row = FlowLayout(8)
    root.setLayout(row)
    first, second = button("one"), button("two")
    row.addWidget(first)
    row.addWidget(second)
    qtbot.addWidget(root)
    root.show()
    first.hide()
    row.setGeometry(root.rect())
    assert second.x() == row.contentsMargins().left()


def test_every_text_the_window_asks_for_is_there():
    """`Words.say` puts `window.` before what it is given, so that the test of the texts does not see it."""
    import re

    gui = Path(keeping.__file__).parent
    asked = {
        text
        for path in gui.rglob("*.py")
        for text in re.findall(r'(?:say|tip|_fact)\(\s*"([a-z_.]+\.[a-z_.]+)"', path.read_text(encoding="utf-8"))
    }
    texts = Words("en").texts
    known = {text for text in asked if texts.has(f"window.{text}") or texts.has(text)}
    assert len(asked) > 100
    assert asked - known == set()
