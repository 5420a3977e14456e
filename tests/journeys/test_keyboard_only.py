# SPDX-License-Identifier: Apache-2.0
"""What people do with the window, done with the keyboard alone: no click, no call; only file dialogs are answered."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assay_gui.dialogs.fix import FixDialog
from assay_gui.dialogs.import_pack import ImportPackDialog, PackPreviewDialog
from assay_gui.dialogs.keep_file import KeepFileDialog
from assay_gui.views.finding_card import Card
from checking import sample_bytes
from ecosystem.submission import LOIRE, Submission
from keyboard import CTRL, SHIFT, Key, back, choose, focus, press, tab_to, type_text, wait, wait_for
from pack_specimens import version, write_zip
from window import BROKEN, Window

pytestmark = pytest.mark.usefixtures("_a_key_is_pressed")


@pytest.fixture
def _a_key_is_pressed(window: Window) -> None:
    """From here on the window knows that it is used with keys."""
    press(Key.Key_Shift)


def settled(window: Window) -> bool:
    """Whether the check is made, and the corrections are found."""
    return bool(window.session.documents) and window.is_quiet() and not window.program.tasks.is_running("fixes")


def open_file(window: Window, path: Path) -> None:
    """Ctrl+O."""
    window.desk.files = (path,)
    press(Key.Key_O, CTRL)
    wait(window, lambda: settled(window))


def headline(window: Window) -> str:
    return window.page.head.banner.headline


def test_a_broken_file_is_opened_understood_corrected_and_green(window: Window, tmp_path: Path):
    path = tmp_path / "participant.json"
    path.write_bytes(sample_bytes(BROKEN))
    open_file(window, path)
    assert focus().accessibleName() == "participant.json. Does not conform: 1 thing to correct."

    card = tab_to("To correct: Country code: “DE-BY” is a region, where a country is needed.")
    assert isinstance(card, Card)
    assert not card.why.isVisible()
    tab_to("Why?")
    press(Key.Key_Space)
    assert card.why.isVisible()
    tab_to("Use “DE”…")
    press(Key.Key_Space)
    dialog = wait_for(window, FixDialog)
    wait(window, dialog.act_button.isEnabled)
    assert focus() is dialog.act_button
    press(Key.Key_Return)
    back(window)
    wait(window, lambda: settled(window))
    assert headline(window).startswith("Ready to sign")
    assert isinstance(focus(), Card)  # the next one, which is advice

    press(Key.Key_S, CTRL)
    assert path.read_bytes() == sample_bytes(BROKEN).replace(b"DE-BY", b"DE")
    press(Key.Key_Z, CTRL)
    wait(window, lambda: settled(window))
    assert headline(window).startswith("Does not conform")


def test_a_fault_is_corrected_by_hand_and_typing_is_never_interrupted(window: Window, tmp_path: Path):
    path = tmp_path / "participant.json"
    path.write_bytes(sample_bytes(BROKEN))
    open_file(window, path)
    tab_to("Show in source")
    press(Key.Key_Space)
    press(Key.Key_F, CTRL)
    type_text("DE-BY")
    press(Key.Key_Escape)
    editor = window.page.source.editor
    assert focus() is editor
    for letter in "DE-B":
        type_text(letter)
        assert focus() is editor
        wait(window, lambda: settled(window))
        assert focus() is editor
    press(Key.Key_Backspace)
    press(Key.Key_Backspace)
    wait(window, lambda: settled(window))
    assert focus() is editor
    assert headline(window).startswith("Ready to sign")


def test_a_folder_is_opened_and_judged_as_one_submission(window: Window, tmp_path: Path):
    folder = tmp_path / "submission"
    folder.mkdir()
    for number, credential in enumerate(json.loads(sample_bytes("good/storage-offering.json"))["verifiableCredential"]):
        text = json.dumps(credential, indent=2).replace('"countryCode": "DE"', '"countryCode": "DE-BY"', 1)
        (folder / f"{number}.json").write_text(text)
    window.desk.folder = (folder,)
    press(Key.Key_O, CTRL | SHIFT)
    wait(window, lambda: settled(window))
    count = len(window.session.documents)
    assert count == len(list(folder.iterdir()))

    tab_to("Check together")
    press(Key.Key_Space)
    wait(window, lambda: len(window.session.documents) == count + 1 and settled(window))
    assert focus().accessibleName().startswith("submission. Does not conform")

    tab_to("To correct: Country code: “DE-BY”")
    tab_to("Show in source")
    press(Key.Key_Space)
    assert window.page.source.editor.marked_text() == '"DE-BY"'
    press(Key.Key_3, CTRL)
    assert focus() is window.page.source.editor

    tab_to("Open documents")
    press(Key.Key_Up)
    wait(window, lambda: settled(window))
    assert window.session.current is not None
    assert not window.session.current.is_set
    assert focus() is window.main.rail.documents


def test_the_missing_did_json_is_given(window: Window, tmp_path: Path):
    Submission(LOIRE).write_trust(tmp_path)
    path = tmp_path / "submission.jwt"
    path.write_bytes(Submission(LOIRE).file())
    open_file(window, path)
    press(Key.Key_5, CTRL)
    view = window.page.signatures
    assert focus() is view.list
    lines = view.signatures.lines
    while not lines[view.list.currentIndex().row()].title.startswith("Acme Cloud GmbH"):
        before = view.list.currentIndex()
        press(Key.Key_Down)
        assert view.list.currentIndex() != before
    assert signature(window) == "wait"

    window.desk.opened_file = tmp_path / "trust" / "did-0.json"
    press(Key.Key_Tab, SHIFT)
    give = focus()
    assert give is view.give
    press(Key.Key_Space)
    wait_for(window, KeepFileDialog)
    press(Key.Key_Escape)  # used, but not kept
    assert back(window) is give
    assert signature(window) == "passed"
    assert "did-0.json" in view.given.text()


def signature(window: Window) -> str:
    return next(step.state for step in window.page.signatures.page.steps if step.about.value == "signature")


def test_a_rule_pack_is_looked_at_and_imported(window: Window, tmp_path: Path):
    window.desk.files = (write_zip(tmp_path / "shop.zip", version("1")),)
    choose(window, "Check", "Import rules")
    asked = wait_for(window, ImportPackDialog)
    assert focus() is asked.files_button
    press(Key.Key_Space)
    assert asked.chosen == "Chosen: shop.zip"
    assert focus() is asked.act_button
    press(Key.Key_Return)
    preview = wait_for(window, PackPreviewDialog)
    assert preview.headline == "Shop 1 (id shop, version 1)"
    press(Key.Key_Return)
    back(window)
    session = window.program.rules.session
    wait(window, lambda: session.chosen is not None and session.chosen.key == "shop@1" and session.reading is not None)

    tab_to(window.program.rules.page.details.buttons["browse"].accessibleName())
    press(Key.Key_Space)
    assert focus() is not None
    rules = window.program.rules.page.browser.rules
    wait(window, lambda: any(entry.title == "Shop · Country" for entry in rules.shown))
    assert QApplication.activeModalWidget() is None
