# SPDX-License-Identifier: Apache-2.0
"""Several files that are one submission: judged together on request, and again whenever one of them changes."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from assay.options import Options
from assay.pipeline import check
from assay_gui.checking import export
from assay_gui.words import Words
from checking import sample_bytes
from window import BROKEN, MOMENT, Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PRESENTATION = "good/storage-offering.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The credentials of a presentation, each in a file of its own; one of them with a slip."""
    made = tmp_path / "submission"
    made.mkdir()
    told = json.loads(sample_bytes(PRESENTATION))
    for number, credential in enumerate(told["verifiableCredential"]):
        text = json.dumps(credential, indent=2)
        (made / f"{number}.json").write_text(text.replace('"countryCode": "DE"', '"countryCode": "DE-BY"', 1))
    return made


def together(window: Window) -> None:
    """Say that they belong together, and wait."""
    window.press(Qt.Key.Key_T, CTRL | SHIFT)
    window.wait_until(window.is_quiet)


def test_a_folder_is_one_submission_where_somebody_says_so(window: Window, folder: Path):
    window.open(folder)
    count = len(list(folder.iterdir()))
    assert len(window.session.documents) == count
    assert window.main.notice.message
    window.main.notice.act()
    window.wait_until(lambda: len(window.session.documents) == count + 1 and window.is_quiet())
    current = window.session.current
    assert current is not None
    assert current.is_set
    assert current.name == "submission"
    documents = [document.document for document in window.session.documents if not document.is_set]
    expected = check(documents, Options(draft=None, moment=MOMENT, together=True))
    assert current.verdict == expected.verdict.value
    assert [f.id for f in current.checked.examination.report.findings] == [f.id for f in expected.documents[0].findings]


def test_a_finding_of_a_set_names_its_file_and_is_found_in_it(window: Window, folder: Path):
    window.open(folder)
    together(window)
    place, entry = next(
        (place, entry) for place, entry in enumerate(window.page.cards.model.entries) if "DE-BY" in entry.title
    )
    card = window.page.cards.cards[0]
    assert entry.file
    window.page.show_entry_in_source(place)
    assert window.page.source.editor.marked_text() == '"DE-BY"'
    above = window.page.source.editor.toPlainText().split('"DE-BY"')[0]
    assert above.rpartition("\u2501 ")[2].startswith(entry.file)
    assert any(entry.file in card.accessibleDescription() for card in window.page.cards.cards) or card is None


def test_the_set_follows_a_change_of_its_member(window: Window, folder: Path):
    window.open(folder)
    together(window)
    whole = window.session.current
    assert whole is not None
    before = len(window.page.cards.to_correct)
    bad = next(one for one in window.session.documents if not one.is_set and b"DE-BY" in one.document.data)
    window.session.show(bad.key)
    window.wait_until(window.is_quiet)
    window.press(Qt.Key.Key_3, CTRL)
    editor = window.page.source.editor
    editor.setTextCursor(editor.document().find("DE-BY"))
    window.qtbot.keyClicks(editor, "DE")
    window.wait_until(window.is_quiet)
    window.session.show(whole.key)
    window.wait_until(window.is_quiet)
    assert len(window.page.cards.to_correct) < before


def test_the_text_of_a_set_is_read_only(window: Window, folder: Path):
    window.open(folder)
    together(window)
    assert window.session.current.edited is None
    assert not window.main.actions_table["save"].isEnabled()


def test_a_set_that_lost_a_member_stays_as_it_was(window: Window, folder: Path):
    window.open(folder)
    together(window)
    whole = window.session.current
    first = window.session.documents[0]
    window.session.close(first.key)
    window.session.show(whole.key)
    assert window.session.document(whole.key).document == whole.document


def test_one_document_alone_cannot_be_checked_together(window: Window):
    window.open_sample(BROKEN)
    assert not window.main.actions_table["together"].isEnabled()


def test_the_report_of_a_set_is_that_of_the_command(window: Window, folder: Path, tmp_path: Path):
    window.open(folder)
    together(window)
    checked = window.session.current.checked
    export(checked, tmp_path / "set.json", "json", words=Words())
    documents = [document.document for document in window.session.documents if not document.is_set]
    from assay.reports import render
    from assay.texts import load_texts

    asked = Options(draft=True, moment=MOMENT, together=True)
    assert json.loads((tmp_path / "set.json").read_bytes()) == json.loads(
        render(check(documents, asked), "json", run=None, words=load_texts("en"))
    )
