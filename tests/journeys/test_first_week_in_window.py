# SPDX-License-Identifier: Apache-2.0
"""From an empty profile to a submission that conforms, through the window: what an officer does in her first week."""

import json
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

import loire_set
from assay.identity.trust_folder import keep
from assay.keys.key_log import Action
from assay.places import user_trust
from assay_gui.dialogs.attach_certificate import AttachDialog
from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.hand_in import HandInDialog
from assay_gui.dialogs.make_key import MakeKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.page_text import PageTextDialog
from assay_gui.dialogs.passphrase import LockDialog
from assay_gui.dialogs.publish import PublishDialog
from assay_gui.dialogs.registration_number import RegistrationNumberDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.dialogs.sign import SignDialog
from assay_gui.dialogs.terms import TermsDialog
from journeys.test_keys_to_label import HOST, NUMBER, answered, issued, notary, roots
from keys_window import PASSPHRASE, act, dialog, open_page, opened_again, profile, type_into, wait_for_keys
from kits_window import click, leave, named, read_answer
from signing import ACME
from window import Window, close, make_window

__all__ = ["profile"]
CONFORMANT = "Conforms to the rules of Loire 25.11, all 5 parts checked."
TODAY = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def today(qtbot: Any, tmp_path: Path) -> Iterator[Window]:
    """The window, with a clock of today: certificates are issued for it."""
    made = make_window(qtbot, tmp_path, clock=lambda: TODAY)
    yield made
    close(made)


def trust(folder: Path) -> None:
    """What an officer keeps of others: roots, and the notary's keys."""
    _, did, _, chain = notary(folder)
    for path in (roots(folder), Path(did), Path(chain)):
        keep(user_trust(), path.name, path.read_bytes(), origin="given", day=TODAY.date().isoformat())


def save_signed(window: Window, path: Path) -> SignDialog:
    """In the dialog for signing that opens: sign, and wait until what is signed is shown."""
    sign = dialog(window, SignDialog)
    window.wait_until(lambda: sign.preview is not None)
    window.desk.save_path = path
    act(window, sign)
    window.wait_for_dialog_to_close()
    window.wait_until(lambda: path.is_file() and window.is_quiet())
    window.wait_until(lambda: window.session.current is not None and window.session.current.name == path.name)
    return sign


def outcome(window: Window, state: str) -> OutcomeDialog:
    """What came of it, and that it is all of one state."""
    found = dialog(window, OutcomeDialog)
    assert all(line.startswith(state) for line in found.told if ":" in line[:9]), found.told
    return found


@pytest.mark.usefixtures("profile")
def test_from_nothing_to_a_submission_that_conforms(today: Window, tmp_path: Path) -> None:
    window, actions = today, today.main.actions_table
    trust(tmp_path)
    make_the_key(window)
    get_the_certificate(window, tmp_path)

    actions["terms"].trigger()
    asked = dialog(window, TermsDialog)
    assert asked.address.text() == f"https://{HOST}/credentials/terms.json"
    act(window, asked)
    window.wait_until(lambda: window.session.current is not None and window.is_quiet())
    click(window, window.page.head.sign_button)
    save_signed(window, tmp_path / "terms.jwt")

    get_the_number(window, tmp_path)

    participant = loire_set.participant()
    for name in ("validFrom", "validUntil", "issuer"):
        participant.pop(name, None)
    participant["credentialSubject"]["registrationNumber"] = {"id": f"{NUMBER}#cs"}
    (tmp_path / "participant.json").write_text(json.dumps(participant))
    window.open(tmp_path / "participant.json")
    click(window, window.page.head.sign_button)
    save_signed(window, tmp_path / "participant.jwt")

    window.desk.files = tuple(tmp_path / f"{name}.jwt" for name in ("participant", "terms", "number"))
    actions["put_together"].trigger()
    save_signed(window, tmp_path / "all.jwt")
    assert window.page.head.banner.headline != CONFORMANT

    publish(window, tmp_path)
    window.wait_until(window.is_quiet)
    window.main.show_page("documents")
    assert window.session.current is not None
    assert window.session.current.name == "all.jwt"
    assert window.session.current.verdict == "conformant", window.page.head.banner.accessibleName()
    assert window.page.head.banner.headline == CONFORMANT

    hand_in(window, tmp_path)
    actions_told = [entry.action for entry in opened_again().read_log().entries]
    assert actions_told == [
        *(Action.VAULT, Action.MAKE, Action.REQUEST, Action.CERTIFICATE),
        *[Action.SIGN] * 3,
        Action.EXPORT,
    ]


def make_the_key(window: Window) -> None:
    open_page(window)
    window.program.keys_page.offers["lock"].click()
    lock = dialog(window, LockDialog)
    type_into(window, lock.fields.first, PASSPHRASE)
    type_into(window, lock.fields.second, PASSPHRASE)
    act(window, lock)
    ask = dialog(window, MakeKeyDialog)
    type_into(window, ask.name, "company")
    type_into(window, ask.did, ACME)
    ask.details.unfold_button.click()
    ask.kinds.setCurrentIndex(ask.kinds.findData("p256"))
    act(window, ask)
    window.wait_for_dialog_to_close()
    wait_for_keys(window, 1)


def get_the_certificate(window: Window, folder: Path) -> None:
    details = window.program.keys_page.details
    click(window, details.buttons["request"])
    asked = dialog(window, RequestDialog)
    assert "one with extended validation (EV), Loire production: takes it." in asked.table.accessibleDescription()
    assert "one with checked domain only (DV), Loire production: refuses it." in asked.table.accessibleDescription()
    assert not asked.act_button.isEnabled()
    type_into(window, asked.organisation, "Acme Cloud GmbH")
    asked.country.setFocus()
    window.qtbot.keyClicks(asked.country, "Ger")
    assert asked.country.currentText() == "Germany · DE"
    window.desk.save_path = folder / "company.csr"
    act(window, asked)
    window.wait_for_dialog_to_close()
    assert "“company.csr” is saved." in window.main.notice.message

    (folder / "delivered.pem").write_bytes(issued((folder / "company.csr").read_bytes()))
    window.desk.files = (folder / "delivered.pem",)
    click(window, details.buttons["attach"])
    attach = dialog(window, AttachDialog)
    click(window, attach.choose_button)
    act(window, attach)
    told = dialog(window, OutcomeDialog)
    assert told.headline == "The key “company” has its certificate."
    assert "Good: 3 certificates came along, the first made out to: Acme Cloud GmbH" in told.told[0]
    assert any("Note: A certificate that was not delivered was added." in line for line in told.told)
    assert any(line.startswith("Good: Loire production") for line in told.told), told.told
    leave(window, Qt.Key.Key_Return)
    wait_for_keys(window, 1)


def get_the_number(window: Window, folder: Path) -> None:
    window.main.actions_table["number"].trigger()
    asked = dialog(window, RegistrationNumberDialog)
    type_into(window, asked.number, "DE129273399")
    assert "check digits do not fit" in asked.hint
    type_into(window, asked.number, "DE129273398")
    assert asked.hint == "The number is well formed."
    type_into(window, asked.notary, "notary.example")
    type_into(window, asked.address, NUMBER)
    click(window, asked.act_button)
    line = shlex.split(QGuiApplication.clipboard().text())
    assert line[0] == "curl"
    assert line[-1].startswith("https://notary.example/v2/registration-numbers/vat-id/DE129273398?vcId=")
    leave(window)

    (folder / "answer.jwt").write_text(answered(f"{NUMBER}#cs"))
    told = read_answer(window, folder / "answer.jwt")
    assert told.headline == "This is a credential, and its signature holds."
    assert "Good: It is what the notary was asked for." in told.told
    window.desk.save_path = folder / "number.jwt"
    click(window, named(told, "Keep…"))
    window.wait_for_dialog_to_close()
    assert (folder / "number.jwt").read_text() == (folder / "answer.jwt").read_text()


def publish(window: Window, folder: Path) -> None:
    open_page(window)
    click(window, window.program.keys_page.details.buttons["publish"])
    asked = dialog(window, PublishDialog)
    window.desk.folder = (folder / "kit",)
    click(window, asked.place.choose_button)
    window.desk.files = (folder / "number.jwt",)
    click(window, asked.add_button)
    listed = [asked.credentials.item(row).text() for row in range(asked.credentials.count())]
    assert listed == ["terms.jwt", "participant.jwt", "number.jwt"]
    act(window, asked)
    told = outcome(window, "Good")
    assert told.headline == "Everything fits together: “kit” may be uploaded (6 files)."
    assert len(told.told) == 7
    click(window, named(told, "What goes where…"))
    page = dialog(window, PageTextDialog)
    assert page.text.toPlainText() == (folder / "kit" / "README.txt").read_text()
    window.press(Qt.Key.Key_Escape)
    window.wait_until(told.isActiveWindow)
    click(window, named(told, "Open folder"))
    assert window.desk.shown_folders == [folder / "kit"]
    click(window, named(told, "Use for checks here"))
    window.wait_for_dialog_to_close()


def hand_in(window: Window, folder: Path) -> None:
    assert window.page.head.sign_button.text() == "Hand in…"
    click(window, window.page.head.sign_button)
    asked = dialog(window, HandInDialog)
    type_into(window, asked.house, "compliance.example.org")
    window.desk.folder = (folder / "sent",)
    click(window, asked.place.choose_button)
    act(window, asked)
    told = dialog(window, OutcomeDialog)
    (box,) = told.findChildren(CopyBox)
    click(window, box.copy_button)
    line = shlex.split(QGuiApplication.clipboard().text())
    assert line[-1] == "https://compliance.example.org/v2/api/credential-offers/standard-compliance"
    leave(window)  # Enter would copy once more: that button has the keyboard
    assert (folder / "sent" / "presentation.jwt").read_bytes() == (folder / "all.jwt").read_bytes()

    click(window, window.page.head.sign_button)
    asked = dialog(window, HandInDialog)
    click(window, asked.place.choose_button)
    (folder / "sent" / "presentation.jwt").write_text("another one")
    act(window, asked)
    assert asked.problem.startswith("The folder has another file of the name “presentation.jwt” already.")
    asked.replace.setFocus()
    window.press(Qt.Key.Key_Space)
    act(window, asked)
    dialog(window, OutcomeDialog)
    leave(window)
    assert (folder / "sent" / "presentation.jwt").read_bytes() == (folder / "all.jwt").read_bytes()

    (folder / "reply.txt").write_text(json.dumps({"statusCode": 409, "message": "Conflict", "errors": ["Unknown"]}))
    refused = read_answer(window, folder / "reply.txt")
    assert refused.headline == "It was refused."
    assert refused.told == ("Wrong: Unknown", "Note: This refusal had not been foretold.")
    leave(window, Qt.Key.Key_Return)
