# SPDX-License-Identifier: Apache-2.0
"""A person brings older documents to the newest generation, and sees what becomes of each value; by real events."""

import json
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui import migrate_work
from assay_gui.dialogs.migrate import MigrateDialog
from checking import sample_bytes
from keyboard import CTRL, SHIFT, Key, back, choose, focus, out_of_order, press, ring, tab_to, type_text, wait_for
from migrating import fixture
from window import GOOD, MOMENT, Window

LEFT = Qt.MouseButton.LeftButton
ENTRY = "Bring to Loire 25.11"
REAL = ("participant-vp.json", "service-offering-vp.json", "service-offering-and-ressources-vp.json")
TAGUS = "good/tagus-offering.json"


def opened(window: Window, tmp_path: Path, data: bytes, name: str = "old.json") -> Path:
    """A document in a file, open and known for what it is."""
    path = tmp_path / name
    path.write_bytes(data)
    window.open(path)
    settle(window)
    return path


def settle(window: Window) -> None:
    """Wait until what is shown is known for what it is."""
    program = window.program
    window.wait_until(lambda: window.is_quiet() and not program.migrating.is_looking and not program.fixing.is_looking)


def shown(window: Window) -> MigrateDialog:
    """The dialog, when it has something to show."""
    dialog = wait_for(window, MigrateDialog)
    window.wait_until(dialog.act_button.isEnabled)
    return dialog


def headings(dialog: MigrateDialog) -> list[str]:
    model = dialog.tree.migrated
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.mark.parametrize("name", REAL)
def test_a_tagus_document_becomes_a_draft_beside_it(window: Window, tmp_path: Path, name: str):
    path = opened(window, tmp_path, fixture(name), name)
    old = window.session.current
    assert old is not None
    window.qtbot.mouseClick(window.page.head.banner.migrate_button, LEFT)
    dialog = shown(window)
    wanted = migrate_work.migrated(old.document, name, MOMENT, window.program.look.words)
    assert headings(dialog) == [part.heading for part in wanted.parts]
    assert [heading.partition(":")[0] for heading in headings(dialog)] == [
        "Needs your input", "Changed", "Moved", "Dropped",
    ]  # fmt: skip
    assert dialog.counts == "\u00a0· ".join(headings(dialog))
    window.qtbot.mouseClick(dialog.act_button, LEFT)
    window.wait_for_dialog_to_close()
    settle(window)
    draft = window.session.current
    assert draft is not None
    assert draft.key != old.key
    assert draft.edited is not None
    assert draft.edited.text == wanted.text
    assert not draft.is_saved
    assert draft.origin is None
    assert draft.name == f"{path.stem}-loire.json"
    assert window.main.shown_page == "documents"
    assert window.page.cards.to_correct
    assert f"“{name}” stays as it is" in window.main.notice.message
    assert window.session.document(old.key) == old
    assert path.read_bytes() == fixture(name)
    assert not window.page.head.banner.migrate_button.isVisible()


def test_it_is_done_by_keys_alone(window: Window, tmp_path: Path):
    opened(window, tmp_path, sample_bytes(TAGUS))
    press(Key.Key_Shift)
    before = focus()
    choose(window, "Edit", ENTRY)
    dialog = shown(window)
    assert focus() is dialog.tree
    stops = ring()
    assert stops == [dialog.tree, dialog.cancel_button, dialog.act_button, dialog.field]
    assert out_of_order(stops, dialog) == []
    assert ring(Key.Key_Backtab, SHIFT) == [stops[0], *reversed(stops[1:])]
    press(Key.Key_Escape)
    assert back(window) is before
    offered = tab_to(ENTRY)
    press(Key.Key_Space)
    dialog = shown(window)
    press(Key.Key_Escape)
    assert back(window) is offered
    press(Key.Key_Return)
    dialog = shown(window)
    tab_to(dialog.act_button.accessibleName())
    press(Key.Key_Return)
    assert back(window).accessibleName().startswith("old-loire.json")
    assert window.session.current is not None
    assert window.session.current.name == "old-loire.json"


def test_groups_fold_by_the_arrows_and_by_a_click(window: Window, tmp_path: Path):
    opened(window, tmp_path, sample_bytes(TAGUS))
    choose(window, "Edit", ENTRY)
    dialog = shown(window)
    tree, first = dialog.tree, dialog.tree.migrated.index(0, 0)
    assert [tree.isExpanded(tree.migrated.index(row, 0)) for row in range(4)] == [True, True, False, True]
    press(Key.Key_Left)
    assert not tree.isExpanded(first)
    press(Key.Key_Right)
    assert tree.isExpanded(first)
    window.qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(first).center())
    assert not tree.isExpanded(first)


def test_what_is_sought_is_found_and_nothing_of_it_is_folded(window: Window, tmp_path: Path):
    opened(window, tmp_path, sample_bytes(TAGUS))
    choose(window, "Edit", ENTRY)
    dialog = shown(window)
    model, count = dialog.tree.migrated, dialog.migrated.count
    tab_to(dialog.field.accessibleName())
    type_text("Acme SAME new")
    assert 0 < model.found < count
    assert dialog.found == f"{model.found} of {count}"
    assert [heading.partition(":")[0] for heading in headings(dialog)] == ["Moved"]
    group = model.index(0, 0)
    assert dialog.tree.isExpanded(group)
    rows = [model.index(row, 0, group) for row in range(model.rowCount(group))]
    assert sum("acme" in model.tip(row).casefold() for row in rows) == model.found
    press(Key.Key_A, CTRL)
    type_text("nothing says this")
    assert headings(dialog) == []
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    assert dialog.found == ""
    assert len(headings(dialog)) == 4


def test_what_is_under_way_is_given_up_with_esc(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened(window, tmp_path, sample_bytes(TAGUS))
    go_on, migrated = Event(), migrate_work.migrated

    def slow(*asked: object) -> migrate_work.Migrated:
        go_on.wait(10)
        return migrated(*asked)

    monkeypatch.setattr(migrate_work, "migrated", slow)
    choose(window, "Edit", ENTRY)
    dialog = wait_for(window, MigrateDialog)
    window.wait_until(lambda: dialog.waiting == "Making the draft…")
    assert not dialog.act_button.isEnabled()
    press(Key.Key_Escape)
    go_on.set()
    back(window)
    assert not window.program.tasks.is_running("migrate")
    assert len(window.session.documents) == 1


def test_what_cannot_be_migrated_says_why(window: Window, tmp_path: Path):
    data = sample_bytes(TAGUS).replace(b'"gx:name":', b'"gx:name": "Twice", "gx:name":', 1)
    assert data != sample_bytes(TAGUS)
    opened(window, tmp_path, data)
    choose(window, "Edit", ENTRY)
    dialog = wait_for(window, MigrateDialog)
    window.wait_until(lambda: bool(dialog.problem))
    assert dialog.problem.startswith("“old.json” says one field twice in the same place.")
    assert not dialog.act_button.isEnabled()
    assert focus() is dialog.cancel_button
    press(Key.Key_Escape)
    back(window)
    assert len(window.session.documents) == 1


def test_it_is_offered_for_older_documents_alone(window: Window, tmp_path: Path):
    action, offered = window.main.actions_table["migrate"], window.page.head.banner.migrate_button
    assert not action.isEnabled()
    opened(window, tmp_path, sample_bytes(TAGUS))
    assert action.isEnabled()
    assert offered.isVisible()
    opened(window, tmp_path, sample_bytes(GOOD), "new.json")
    assert not action.isEnabled()
    assert not offered.isVisible()
    window.session.show(window.session.documents[0].key)
    settle(window)
    assert action.isEnabled()
    release = json.loads(sample_bytes("good/participant.json"))
    release["@context"] = ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/gaia-x/2511#"]
    opened(window, tmp_path, json.dumps(release).encode(), "release.json")
    assert action.isEnabled()
    window.session.close(window.session.current.key)
    window.session.close(window.session.current.key)
    window.session.close(window.session.current.key)
    settle(window)
    assert not action.isEnabled()


def test_several_documents_that_are_checked_as_one_are_brought_forward_one_by_one(window: Window, tmp_path: Path):
    folder = tmp_path / "both"
    folder.mkdir()
    for name in ("tagus-participant.json", "tagus-offering.json"):
        (folder / name).write_bytes(sample_bytes(f"good/{name}"))
    window.open(folder)
    settle(window)
    assert window.main.actions_table["migrate"].isEnabled()
    window.main.notice.act()
    settle(window)
    assert window.session.current is not None
    assert window.session.current.is_set
    assert not window.main.actions_table["migrate"].isEnabled()


def test_what_was_typed_last_is_what_is_brought_forward(window: Window, tmp_path: Path):
    """The text as it is, not as it was when it was checked last."""
    path = opened(window, tmp_path, sample_bytes(TAGUS))
    press(Key.Key_3, CTRL)
    editor = window.page.source.editor
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index("Acme Storage"))
    editor.setTextCursor(cursor)
    type_text("Better")
    window.main.actions_table["migrate"].trigger()
    dialog = shown(window)
    assert "BetterAcme Storage" in dialog.migrated.text
    press(Key.Key_Escape)
    window.wait_for_dialog_to_close()
    settle(window)
    assert QApplication.activeModalWidget() is None
    assert path.read_bytes() == sample_bytes(TAGUS)
