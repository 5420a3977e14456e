# SPDX-License-Identifier: Apache-2.0
"""A person who knows the company and no ontology corrects and completes a description in its form."""

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from checking import sample_bytes
from form_window import CTRL, GX, LEFT, NAME, choose_in_menu, click, field, line, open_form, page, subject
from window import BROKEN, Window

ADDRESS = GX + "legalAddress"
URL = "https://acme.example/terms.pdf"


def test_from_the_card_to_the_field_to_green_and_back(window: Window) -> None:
    window.session.open_text("participant.json", sample_bytes(BROKEN))
    window.wait_until(lambda: bool(window.session.documents) and window.is_quiet())
    before = window.page.head.banner.headline
    card = window.page.cards.cards[0]
    window.qtbot.mouseClick(card.form_button, LEFT)
    assert window.page.tabs.shown == "form"
    country = line(window, ADDRESS, GX + "countryCode")
    assert window.main.focusWidget() is country
    assert country.property("state") == "fail"
    country.selectAll()
    window.qtbot.keyClicks(country, "germ")
    window.press(Qt.Key.Key_Return)
    window.wait_until(window.is_quiet)
    assert subject(window)["legalAddress"]["countryCode"] == "DE"
    assert window.page.head.banner.headline != before
    assert window.page.cards.to_correct == ()
    assert country.property("state") == ""
    window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert window.page.head.banner.headline == before
    assert window.session.current is not None
    assert window.session.current.edited.data == sample_bytes(BROKEN)


def test_the_address_that_is_missing_is_described_in_the_form(window: Window) -> None:
    open_form(window, sample_bytes("broken/participant-headquarters-missing.json"))
    missing = field(window, GX + "headquartersAddress")
    assert missing.problems.state == "fail"
    click(window, missing.more_button)
    if QApplication.activePopupWidget() is not None:
        choose_in_menu(window, "Address")
    country = line(window, GX + "headquartersAddress", GX + "countryCode")
    country.setFocus()
    window.qtbot.keyClicks(country, "FR")
    window.press(Qt.Key.Key_Return)
    window.wait_until(window.is_quiet)
    assert subject(window)["headquartersAddress"]["countryCode"] == "FR"
    assert window.page.cards.to_correct == ()
    for _ in range(2):
        window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert "headquartersAddress" not in subject(window)


def test_an_optional_thing_is_looked_for_and_filled(window: Window) -> None:
    told = json.loads(sample_bytes("good/participant.json"))
    del told["credentialSubject"]["description"]
    open_form(window, json.dumps(told).encode())
    offered = next(one for one in page(window)._more_buttons if "Description" in one.accessibleName())
    click(window, offered)
    text = window.main.focusWidget()
    window.qtbot.keyClicks(text, "Storage in two cities")
    window.wait_until(window.is_quiet)
    assert subject(window)["description"] == "Storage in two cities"
    window.press(Qt.Key.Key_3, CTRL)
    assert "Storage in two cities" in window.page.source.editor.toPlainText()
    window.press(Qt.Key.Key_1, CTRL)
    assert "Storage in two cities" in window.page.readable.toPlainText()


def test_a_click_on_a_card_marks_the_field_where_the_form_is_in_front(window: Window) -> None:
    open_form(window, sample_bytes(BROKEN))
    window.page.choose_entry(0)
    marked = field(window, ADDRESS, GX + "countryCode")
    assert marked.property("current") == "true"
    top = marked.mapTo(window.page.form.viewport(), marked.rect().topLeft()).y()
    assert 0 <= top <= window.page.form.viewport().height()


def test_the_digest_of_the_terms_is_taken_from_the_file_they_are_in(window: Window, tmp_path: Path) -> None:
    terms = tmp_path / "terms.pdf"
    terms.write_bytes(b"what we promise")
    open_form(window, sample_bytes("good/storage-offering.json"), "storage.json")
    shown = window.page.form.shown
    assert shown is not None
    document = field(window, GX + "serviceOfferingTermsAndConditions", GX + "url")
    window.desk.opened_file = terms
    click(window, document.rows[0].editor.digest_button)  # type: ignore[union-attr]  # the line of a document has one
    wanted = hashlib.sha256(b"what we promise").hexdigest()
    window.wait_until(lambda: wanted in window.session.current.edited.text)  # type: ignore[union-attr]
    window.wait_until(window.is_quiet)
    assert line(window, GX + "serviceOfferingTermsAndConditions", GX + "hash").text() == wanted
    assert "terms.pdf" in window.main.notice.message


def test_the_name_in_the_head_follows_what_is_typed(window: Window) -> None:
    open_form(window, sample_bytes("good/participant.json"))
    name = line(window, NAME)
    name.setFocus()
    name.end(False)
    window.qtbot.keyClicks(name, " SE")
    window.wait_until(window.is_quiet)
    assert window.page.form.shown.title == "Acme Cloud GmbH SE"
    assert name.hasFocus()
    assert name.cursorPosition() == len(name.text())
