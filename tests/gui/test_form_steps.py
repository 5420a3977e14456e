# SPDX-License-Identifier: Apache-2.0
"""Steps back in the form: letters that are no answer yet first, then the document's own steps."""

import json

from PySide6.QtCore import Qt

from form_window import CTRL, GX, NAME, field, line, open_form, participant, subject, type_into
from window import Window

ADDRESS, COUNTRY = GX + "legalAddress", GX + "countryCode"


def test_letters_of_a_search_go_first_and_then_the_answer_before(window: Window) -> None:
    open_form(window, participant(name="Acme"))
    type_into(window, line(window, NAME), "X")
    window.wait_until(window.is_quiet)
    country = line(window, ADDRESS, COUNTRY)
    before = country.text()
    country.setFocus()
    window.qtbot.keyClicks(country, "fra")
    window.press(Qt.Key.Key_Z, CTRL)
    assert country.text() == before
    assert subject(window)["name"] == "AcmeX"
    window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert subject(window)["name"] == line(window, NAME).text() == "Acme"
    assert country.text() == before


def test_a_policy_is_chosen_about_its_service_and_taken_back(window: Window) -> None:
    subject_ = {
        "id": "https://acme.example/image.json#cs", "type": "gx:VMImage", "license": "Apache-2.0",
        "resourcePolicy": "Own words\nin two lines", "copyrightOwnedBy": "Acme",
    }  # fmt: skip
    told = json.loads(participant()) | {"type": ["VerifiableCredential", "gx:VMImage"], "credentialSubject": subject_}
    open_form(window, json.dumps(told, indent=2).encode(), "image.json")
    policy = field(window, GX + "resourcePolicy").rows[0].editor
    assert policy is not None
    assert policy.text() == "Own words\nin two lines"
    policy.own.selectAll()  # type: ignore[attr-defined]  # an own text is typed in a field of its own
    window.qtbot.keyClick(policy.own, Qt.Key.Key_Delete)  # type: ignore[attr-defined]
    at = policy.field.findText("Anyone may use it")  # type: ignore[attr-defined]
    policy.field.setCurrentIndex(at)  # type: ignore[attr-defined]
    policy.field.activated.emit(at)  # type: ignore[attr-defined]
    window.wait_until(window.is_quiet)
    written = json.loads(subject(window)["resourcePolicy"])
    assert written["permission"] == [{"target": "https://acme.example/image.json#cs", "action": "use"}]
    policy.field.setFocus()
    for _ in range(2):
        window.press(Qt.Key.Key_Z, CTRL)
    window.wait_until(window.is_quiet)
    assert subject(window)["resourcePolicy"] == policy.text() == "Own words\nin two lines"


def test_a_policy_that_is_chosen_says_its_language_where_nothing_says_it(window: Window) -> None:
    offering = {
        "id": "https://acme.example/service.json#cs", "type": "gx:ServiceOffering", "name": "Acme",
        "servicePolicy": {"type": "gx:AccessUsagePolicy"},
    }  # fmt: skip
    told = json.loads(participant()) | {"type": ["VerifiableCredential", "gx:ServiceOffering"]}
    open_form(window, json.dumps(told | {"credentialSubject": offering}, indent=2).encode(), "offering.json")
    row = field(window, GX + "servicePolicy", GX + "policyDocument").rows[0]
    assert row.editor is not None
    at = row.editor.field.findText("Anyone may use it")  # type: ignore[attr-defined]  # a policy is chosen
    row.editor.field.setCurrentIndex(at)  # type: ignore[attr-defined]
    row.editor.field.activated.emit(at)  # type: ignore[attr-defined]
    window.wait_until(window.is_quiet)
    policy = subject(window)["servicePolicy"]
    assert policy["policyLanguage"] == "ODRL"
    assert json.loads(policy["policyDocument"])["permission"][0]["target"] == offering["id"]
    assert field(window, GX + "servicePolicy", GX + "policyDocument").rows[0].text() == policy["policyDocument"]
