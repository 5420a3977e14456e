# SPDX-License-Identifier: Apache-2.0
"""Files given for signatures, by hand and dropped: used at once, kept if wanted, refused in words."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from assay.identity.trust_folder import keep, read_index
from assay.places import user_trust
from assay.rules.bundled import resource
from assay.texts import LANGUAGES, load_catalogue
from assay_gui.checking import export
from assay_gui.dialogs.keep_file import KeepFileDialog
from assay_gui.models.entries import Group
from assay_gui.models.signatures import StepLine
from assay_gui.views.signatures import SignaturesView
from assay_gui.words import Words
from ecosystem.submission import LOIRE, Submission
from journeys.test_window import MADE_BY_HAND, drop
from signing import ACME, did_document
from window import GOOD, Window


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    yield
    if user_trust().is_dir():
        for path in user_trust().iterdir():
            path.unlink()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Everything that tells of the signatures of the submission."""
    Submission(LOIRE).write_trust(tmp_path)
    return tmp_path


def open_signed(window: Window, folder: Path) -> SignaturesView:
    path = folder / "submission.jwt"
    path.write_bytes(Submission(LOIRE).file())
    window.open(path)
    window.main.actions_table["signatures"].trigger()
    return window.page.signatures


def line(view: SignaturesView, about: str) -> StepLine:
    return next(entry for entry in view.page.steps if entry.about.value == about)


def choose_thing(view: SignaturesView, title: str) -> None:
    at = next(at for at, entry in enumerate(view.signatures.lines) if entry.title.startswith(title))
    view.list.setCurrentIndex(view.signatures.index(at))


def of_files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def answer(window: Window, *, keep_it: bool) -> KeepFileDialog:
    """In the dialog that asks whether to keep a file."""
    window.wait_until(lambda: isinstance(QApplication.activeModalWidget(), KeepFileDialog))
    dialog = window.dialog()
    assert isinstance(dialog, KeepFileDialog)
    (dialog.act_button if keep_it else dialog.cancel_button).click()
    window.wait_for_dialog_to_close()
    window.wait_until(window.is_quiet)
    return dialog


def test_the_missing_did_json_is_given_and_the_signature_holds(window: Window, files: Path):
    view = open_signed(window, files)
    choose_thing(view, "Acme Cloud GmbH")
    assert line(view, "document").gives == "did_document"
    assert line(view, "signature").state == "wait"
    window.desk.opened_file = files / "trust" / "did-0.json"
    view.give.click()
    answer(window, keep_it=False)
    assert line(view, "signature").state == "passed"
    assert "did-0.json" in view.given.text()
    assert read_index(user_trust()) == ()
    assert view.signatures.lines[view.list.currentIndex().row()].title.startswith("Acme Cloud GmbH")


@MADE_BY_HAND
def test_files_are_dropped_anywhere_and_the_document_is_accepted(window: Window, files: Path):
    view = open_signed(window, files)
    drop(window, of_files(*sorted((files / "trust").iterdir()), files / "anchors.pem"))
    answer(window, keep_it=False)
    assert len(window.session.documents) == 1
    assert {entry.state for entry in view.signatures.lines} == {"passed"}
    assert window.page.head.banner.headline.startswith("Conforms")


@MADE_BY_HAND
def test_what_is_kept_serves_every_document_that_is_open(window: Window, files: Path):
    open_signed(window, files)
    second = files / "again.jwt"
    second.write_bytes((files / "submission.jwt").read_bytes())
    window.open(second)
    drop(window, of_files(*sorted((files / "trust").iterdir())))
    answer(window, keep_it=True)
    assert len(read_index(user_trust())) == 4
    assert {entry.origin for entry in read_index(user_trust())} == {"given for again.jwt"}
    window.session.show(window.session.documents[0].key)
    first = window.page.signatures
    choose_thing(first, "Acme Cloud GmbH")
    assert line(first, "signature").state == "passed"
    assert first.given.text() == ""


@MADE_BY_HAND
def test_documents_among_what_is_dropped_are_opened(window: Window, files: Path, sample_file):
    open_signed(window, files)
    drop(window, of_files(files / "trust" / "did-0.json", sample_file(GOOD)))
    answer(window, keep_it=False)
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    assert window.session.documents[0].given[0].name == "did-0.json"


@MADE_BY_HAND
def test_beside_a_draft_a_did_json_is_a_document_like_any_other(window: Window, files: Path):
    window.open_sample(GOOD)
    drop(window, of_files(files / "trust" / "did-0.json"))
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    assert QApplication.activeModalWidget() is None


def test_the_same_file_twice_is_one(window: Window, files: Path):
    view = open_signed(window, files)
    window.desk.opened_file = files / "trust" / "did-0.json"
    for _ in range(2):
        view.give.click()
        answer(window, keep_it=False)
    assert len(window.session.documents[0].given) == 1


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("holiday.png", b"\x89PNG", "This file is nothing that signatures are checked with."),
        ("key.pem", b"-----BEGIN PRIVATE KEY-----", "holds a private key"),
        ("did.json", b'{"verificationMethod": 1}', "did.json: "),
    ],
)
def test_a_file_that_is_no_use_is_refused_in_words(window: Window, files: Path, name: str, data: bytes, told: str):
    view = open_signed(window, files)
    window.desk.opened_file = files / name
    (files / name).write_bytes(data + (b"-----BEGIN CERTIFICATE-----" if name == "key.pem" else b""))
    view.give.click()
    window.wait_until(lambda: told in window.main.notice.message)
    assert window.main.notice.message.startswith(f"{name}: ")
    assert window.session.documents[0].given == ()
    assert QApplication.activeModalWidget() is None


def test_another_did_document_of_the_same_did_is_refused(window: Window, files: Path):
    other = json.dumps(did_document(ACME, alsoKnownAs=["https://else.example"])).encode()
    keep(user_trust(), "old.json", other, origin="", day="2026-11-22")
    view = open_signed(window, files)
    window.desk.opened_file = files / "trust" / "did-0.json"
    view.give.click()
    window.wait_until(lambda: "two different DID documents" in window.main.notice.message)
    assert window.session.documents[0].given == ()


def test_a_broken_file_among_those_kept_is_said_with_its_name(window: Window, files: Path):
    """Signatures used to stay open without a word."""
    user_trust().mkdir(parents=True, exist_ok=True)
    (user_trust() / "broken-did.json").write_text('{"verificationMethod": ')
    view = open_signed(window, files)
    assert "broken-did.json: " in window.main.notice.message
    assert view.fault.isVisible()
    assert "broken-did.json: " in view.fault.text
    window.main.notice.hide()
    window.check_again()
    assert window.main.notice.message == ""
    (user_trust() / "broken-did.json").unlink()
    window.check_again()
    assert not view.fault.isVisible()


def test_the_report_names_the_file_and_how_to_repeat_the_check_with_it(window: Window, files: Path, tmp_path: Path):
    view = open_signed(window, files)
    given = files / "trust" / "did-0.json"
    window.desk.opened_file = given
    view.give.click()
    answer(window, keep_it=False)
    checked = window.page.checked
    assert checked is not None
    text = export(checked, tmp_path / "report.html", "html", words=Words()).read_text("utf-8")
    assert f"--did {given}" in text
    assert "did-0.json" in {Path(entry.name).name for entry in checked.examination.report.inputs}


def test_a_card_names_the_way_of_the_window_and_takes_the_file(window: Window, files: Path):
    """Not one word of the command line where somebody looks at a window."""
    open_signed(window, files)
    entries = window.page.cards.model.entries
    assert not [entry for entry in entries if "assay " in f"{entry.how} {entry.why}".lower()]
    place = next(place for place, entry in enumerate(entries) if entry.title == "The issuer's keys are not at hand.")
    window.page.choose_entry(place)
    card = next(card for card in window.page.cards.cards if place in card.cause.places)
    assert card.entry.how.startswith("Fetch the issuer’s DID document from its address")
    window.desk.opened_file = files / "trust" / "did-0.json"
    card.give_button.setFocus()
    window.press(Qt.Key.Key_Space)
    answer(window, keep_it=False)
    assert [given.name for given in window.session.documents[0].given] == ["did-0.json"]


def test_what_was_not_checked_for_want_of_a_file_takes_it_from_its_card(window: Window, files: Path):
    open_signed(window, files)
    window.page.cards.choose_group(Group.UNCHECKED)
    offering = [card for card in window.page.cards.cards if card.entry.gives]
    assert offering
    assert all("What would decide it" in card.entry.how for card in offering)
    window.desk.opened_file = files / "trust" / "did-0.json"
    window.qtbot.mouseClick(offering[0].give_button, Qt.MouseButton.LeftButton)
    answer(window, keep_it=False)
    assert len(window.session.documents[0].given) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_window_says_instead_is_there_for_every_such_sentence(lang: str):
    """Whatever finding of signatures tells of keeping a file by the command."""
    catalogue = load_catalogue(resource("texts", lang))
    told = {text_id for text_id, entry in catalogue.items() if "trust add" in entry.get("how", "")}
    assert told == {"chain.missing", "proof.document_missing", "proof.document_unpublished"}
    for text_id in told:
        assert "assay" not in Words(lang).say(f"giving.instead.{text_id}")
