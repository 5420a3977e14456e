# SPDX-License-Identifier: Apache-2.0
"""What is found only in a submission of several files is accepted like anything else, and told in every report."""

import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from accept_window import WHY, accept, accepted_card, count, settle
from assay.acceptances import TOGETHER, path_beside, read_beside
from assay_gui.models.entries import Group
from assay_gui.views.finding_card import Card
from checking import sample
from window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files that describe one company, by different names: neither is wrong by itself."""
    made = tmp_path / "submission"
    made.mkdir()
    told = sample("good/participant.json")
    for name in ("Acme Cloud GmbH", "Acme GmbH"):
        told["credentialSubject"]["name"] = name
        (made / f"{name.split()[1]}.json").write_text(json.dumps(told, indent=2))
    return made


def together(window: Window, path: Path) -> None:
    window.open(path)
    settle(window)
    window.press(Qt.Key.Key_T, CTRL | SHIFT)
    window.wait_until(lambda: window.session.current.is_set and window.session.current.checked is not None)
    settle(window)


def only_in_set(window: Window) -> Card:
    """A card of the set that none of its files shows by itself."""
    shown = {
        entry.id
        for document in window.session.documents
        if not document.is_set and document.checked is not None
        for entry in document.checked.entries
    }
    for place, entry in enumerate(window.page.cards.model.entries):
        if entry.id and entry.id not in shown:
            window.page.choose_entry(place)
            return next(card for card in window.page.cards.cards if place in card.cause.places)
    raise AssertionError("every finding is shown by a file alone")


def test_a_finding_of_the_set_alone_is_accepted_beside_a_file_and_taken_back(window: Window, folder: Path):
    together(window, folder)
    verdict = window.session.current.verdict
    card = only_in_set(window)
    told = card.entry.title
    before = count(window, Group.ACCEPTED)
    accept(window, card)
    assert window.main.notice.message.startswith("Accepted, and kept beside the document it is about.")
    assert count(window, Group.ACCEPTED) > before
    assert window.session.current.verdict == verdict
    files = [path for path in sorted(folder.glob("*.json")) if path_beside(path).exists()]
    assert len(files) == 1
    assert {entry.scope for entry in read_beside(files[0]).entries} == {TOGETHER}
    assert accepted_card(window).entry.title == told

    alone = next(one for one in window.session.documents if one.home == files[0])
    report = alone.checked.examination.report
    assert report.acceptances is not None
    assert report.acceptances.lost == ()
    assert "not found any more" not in report.summary

    window.main.notice.act()
    settle(window)
    assert count(window, Group.ACCEPTED) == before
    assert not path_beside(files[0]).exists()


def test_it_is_told_in_the_report_and_withdrawn(window: Window, folder: Path):
    together(window, folder)
    accept(window, only_in_set(window))
    report = window.session.current.checked.examination.report
    assert report.acceptances is not None
    assert report.acceptances.accepted == 1
    assert any(finding.accepted and finding.accepted.reason == WHY for finding in report.findings)
    window.qtbot.mouseClick(accepted_card(window).withdraw_button, LEFT)
    settle(window)
    assert count(window, Group.ACCEPTED) == 0
    assert not list(folder.glob("*.accepted"))


def test_the_dialog_says_where_it_is_kept(window: Window, folder: Path):
    together(window, folder)
    window.qtbot.mouseClick(only_in_set(window).accept_button, LEFT)
    dialog = window.dialog()
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("in a file beside the document it is about" in text for text in said)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_in_an_archive_there_is_no_place_for_it(window: Window, folder: Path, tmp_path: Path):
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in folder.glob("*.json"):
            archive.write(path, path.name)
    together(window, packed)
    window.qtbot.mouseClick(only_in_set(window).accept_button, LEFT)
    assert window.main.notice.message.startswith("None of these documents lies in a file of its own")
