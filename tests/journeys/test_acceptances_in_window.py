# SPDX-License-Identifier: Apache-2.0
"""A person accepts what cannot be corrected yet, with a reason, and takes it back; all by real events."""

import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from accept_window import LEFT, WHY, accept, accepted_card, again, answer, asked, count, opened, path, settle
from assay import acceptances
from assay.__main__ import main
from assay.acceptances import path_beside, read_beside
from assay_gui.dialogs.accept_finding import AcceptFindingDialog
from assay_gui.models.entries import Group
from checking import sample_bytes
from window import Window

__all__ = ["path"]
CTRL = Qt.KeyboardModifier.ControlModifier


def test_what_is_accepted_has_a_chip_of_its_own_and_the_verdict_stays(window: Window, path: Path):
    card = opened(window, path)
    headline = window.page.head.banner.headline
    assert not window.page.cards.chips[Group.ACCEPTED].isVisible()
    accept(window, card)
    assert window.page.head.banner.headline == headline
    assert "2 findings are accepted; the verdict does not change." in window.page.head.banner.accessibleDescription()
    assert (count(window, Group.CORRECT), count(window, Group.ACCEPTED)) == (0, 2)
    chip = window.page.cards.chips[Group.ACCEPTED]
    assert chip.isVisible()
    assert chip.text() == "Accepted 2"
    shown = accepted_card(window)
    assert shown.cause.entry.state == "fail"
    assert "Accepted by Zoe Huber on 2026-11-22: The supplier corrects it" in shown.accessibleDescription()
    assert {(entry.owner, entry.reason) for entry in read_beside(path).entries} == {("Zoe Huber", WHY)}


def test_the_keyboard_stays_among_the_cards(window: Window, path: Path):
    card = opened(window, path)
    window.page.cards.choose_group(Group.ADVICE)
    card = window.page.cards.cards[0]
    card.accept_button.setFocus()
    window.press(Qt.Key.Key_Space)
    dialog = window.dialog()
    assert isinstance(dialog, AcceptFindingDialog)
    answer(window, dialog)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    settle(window)
    cards = window.page.cards
    assert window.main.focusWidget() in (*cards.cards, *cards.chips.values())


def test_one_place_alone_can_be_accepted(window: Window, path: Path):
    card = opened(window, path)
    window.qtbot.mouseClick(card.next_button, LEFT)

    def here(dialog: AcceptFindingDialog) -> None:
        assert dialog.places.isVisible()
        dialog.places.setFocus()
        window.qtbot.keyClick(dialog.places, Qt.Key.Key_Down)
        assert "2 of 2" in dialog.places.currentText()

    accept(window, card, here)
    assert (count(window, Group.CORRECT), count(window, Group.ACCEPTED)) == (1, 1)
    entry = accepted_card(window).cause.entry
    assert entry.pointer is not None
    assert "headquartersAddress" in entry.pointer


def test_one_step_takes_it_back(window: Window, path: Path):
    accept(window, opened(window, path))
    window.main.notice.act()
    settle(window)
    assert (count(window, Group.CORRECT), count(window, Group.ACCEPTED)) == (2, 0)
    assert not path_beside(path).exists()
    assert not window.page.cards.chips[Group.ACCEPTED].isVisible()


def test_it_is_withdrawn_and_that_too_is_taken_back(window: Window, path: Path):
    accept(window, opened(window, path))
    before = path_beside(path).read_bytes()
    window.qtbot.mouseClick(accepted_card(window).withdraw_button, LEFT)
    settle(window)
    assert not path_beside(path).exists()
    assert count(window, Group.ACCEPTED) == 0
    window.main.notice.act()
    settle(window)
    assert path_beside(path).read_bytes() == before
    assert count(window, Group.ACCEPTED) == 2


def test_it_is_changed_and_the_owner_is_remembered(window: Window, path: Path):
    accept(window, opened(window, path))
    dialog = asked(window, accepted_card(window))
    assert (dialog.reason.toPlainText(), dialog.owner.text()) == (WHY, "Zoe Huber")
    dialog.ends.setFocus()
    window.press(Qt.Key.Key_Space)
    assert dialog.day.isEnabled()
    dialog.act_button.click()
    window.wait_for_dialog_to_close()
    settle(window)
    assert {entry.due for entry in read_beside(path).entries} == {"2027-02-20"}
    window.page.cards.choose_group(Group.ADVICE)
    assert asked(window, window.page.cards.cards[0]).owner.text() == "Zoe Huber"
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_what_is_overdue_stands_where_it_stood(window: Window, path: Path):
    accept(window, opened(window, path), lambda dialog: dialog.ends.setChecked(True))
    beside = path_beside(path)
    beside.write_bytes(beside.read_bytes().replace(b"2027-02-20", b"2026-11-21"))
    again(window)
    assert (count(window, Group.CORRECT), count(window, Group.ACCEPTED)) == (2, 0)
    card = window.page.cards.cards[0]
    assert "Overdue since 2026-11-21" in card.accessibleDescription()
    assert card.withdraw_button.isVisible()
    assert "2 acceptances are overdue" in window.page.head.banner.accessibleDescription()


def test_a_reason_of_one_word_is_none(window: Window, path: Path):
    dialog = asked(window, opened(window, path))
    window.qtbot.keyClicks(dialog.owner, "Zoe")
    window.qtbot.keyClicks(dialog.reason, "because")
    assert not dialog.act_button.isEnabled()
    window.qtbot.keyClicks(dialog.reason, " so")
    assert dialog.act_button.isEnabled()
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert not path_beside(path).exists()


def test_pasted_text_has_to_be_saved_first(window: Window, path: Path):
    window.session.open_text("pasted.json", path.read_bytes())
    window.wait_until(lambda: bool(window.session.documents) and window.is_quiet())
    settle(window)
    window.qtbot.mouseClick(window.page.cards.cards[0].accept_button, LEFT)
    assert "Save the document first" in window.main.notice.message
    window.desk.save_path = path.with_name("saved.json")
    window.main.notice.act()
    settle(window)
    accept(window, window.page.cards.cards[0])
    assert len(read_beside(window.desk.save_path).entries) == 2
    assert count(window, Group.ACCEPTED) == 2


def test_it_stays_while_the_text_is_worked_on(window: Window, path: Path):
    accept(window, opened(window, path))
    window.press(Qt.Key.Key_3, CTRL)
    window.qtbot.keyClicks(window.page.source.editor, " ")
    settle(window)
    assert not window.session.current.is_saved
    assert count(window, Group.ACCEPTED) == 2


def test_what_the_command_accepted_is_there_at_the_next_check(window: Window, path: Path):
    card = opened(window, path)
    finding = card.cause.entry.id
    arguments = ["accept", str(path), finding, "--reason", WHY, "--owner", "Ann", "--at", "2026-11-22T10:00:00Z"]
    assert main(arguments) == 0
    again(window)
    assert count(window, Group.ACCEPTED) == 1
    accept(window, window.page.cards.cards[0])
    assert {entry.owner for entry in read_beside(path).entries} == {"Ann", "Zoe Huber"}


def test_a_folder_that_is_not_to_be_written_to_is_said_in_the_dialog(window: Window, path: Path, monkeypatch):
    def refuse(_path: Path, _data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    dialog = asked(window, opened(window, path))
    answer(window, dialog)
    monkeypatch.setattr(acceptances, "write_whole", refuse)
    window.press(Qt.Key.Key_Return)
    window.wait_until(lambda: bool(dialog.problem))
    assert "Copy the document to a folder you may write to" in dialog.problem
    assert dialog.reason.toPlainText() == WHY
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_a_damaged_file_is_told_and_left_alone(window: Window, path: Path):
    path_beside(path).write_bytes(b"{")
    card = opened(window, path)
    assert "A file of acceptances cannot be used." in window.page.head.banner.accessibleDescription()
    dialog = asked(window, card)
    answer(window, dialog)
    window.press(Qt.Key.Key_Return)
    window.wait_until(lambda: bool(dialog.problem))
    assert "is damaged" in dialog.problem
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert path_beside(path).read_bytes() == b"{"


def test_what_came_in_a_zip_is_shown_and_not_changed(window: Window, path: Path, tmp_path: Path):
    accept(window, opened(window, path))
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "participant.json")
        archive.write(path_beside(path), "participant.json.accepted")
    before = packed.read_bytes()
    window.open(packed)
    settle(window)
    assert count(window, Group.ACCEPTED) == 2
    window.qtbot.mouseClick(accepted_card(window).withdraw_button, LEFT)
    settle(window)
    assert window.main.notice.message
    assert packed.read_bytes() == before
    assert count(window, Group.ACCEPTED) == 2


def test_who_accepts_it_is_found_and_copied(window: Window, path: Path):
    accept(window, opened(window, path))
    card = accepted_card(window)
    window.page.cards.search.setText("zoe")
    assert len(window.page.cards.cards) == 1
    window.page.cards.search.setText("ann")
    assert not window.page.cards.cards
    window.page.cards.search.setText("")
    card = window.page.cards.cards[0]
    window.qtbot.mouseClick(card.copy_button, LEFT)
    assert QGuiApplication.clipboard().text().endswith("Accepted by Zoe Huber on 2026-11-22: The supplier corrects it")


def test_in_a_set_each_file_keeps_its_own(window: Window, path: Path):
    folder = path.parent / "submission"
    folder.mkdir()
    moved = path.rename(folder / path.name)
    (folder / "other.json").write_bytes(sample_bytes("good/participant.json"))
    window.open(folder)
    settle(window)
    key = next(one.key for one in window.session.documents if one.home == moved)
    window.session.show(key)
    settle(window)
    accept(window, window.page.cards.cards[0])
    assert len(read_beside(moved).entries) == 2
    window.press(Qt.Key.Key_T, CTRL | Qt.KeyboardModifier.ShiftModifier)
    window.wait_until(lambda: window.session.current.is_set and window.session.current.checked is not None)
    settle(window)
    window.qtbot.mouseClick(accepted_card(window).withdraw_button, LEFT)
    settle(window)
    assert read_beside(moved).entries == ()
    window.main.notice.act()
    settle(window)
    assert {entry.scope for entry in read_beside(moved).entries} == {""}
    assert len(read_beside(moved).entries) == 2
    assert [item.name for item in folder.parent.iterdir() if item.name.endswith(".accepted")] == []
