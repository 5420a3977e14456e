# SPDX-License-Identifier: Apache-2.0
"""A person opens a broken file, sees what would be corrected, corrects it, and has it green; all by real events."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from assay_gui.dialogs.fix import CorrectDialog, FixDialog
from checking import sample_bytes
from jwt_specimens import vc_jwt, vp_jwt
from window import BROKEN, Window

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def write(tmp_path: Path, data: bytes, name: str = "participant.json") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def settle(window: Window) -> None:
    """Wait for the check, and for the corrections that are looked for after it."""
    window.wait_until(lambda: window.is_quiet() and not window.program.fixing.is_looking)


def previewed(window: Window, kind: type) -> FixDialog | CorrectDialog:
    """The dialog, when it shows what would change."""
    dialog = window.dialog()
    assert isinstance(dialog, kind)
    window.wait_until(dialog.act_button.isEnabled)
    return dialog


def test_a_broken_file_becomes_green_by_a_correction_that_is_seen_first(window: Window, tmp_path: Path):
    path = write(tmp_path, sample_bytes(BROKEN).replace(b"\n", b"\r\n"))
    window.open(path)
    settle(window)
    card = window.page.cards.cards[0]
    assert "DE" in card.fix_button.text()
    window.qtbot.mouseClick(card.fix_button, LEFT)
    dialog = previewed(window, FixDialog)
    assert [line.text.strip() for line in dialog.preview.lines if line.kind.value == "added"] == [
        '"countryCode": "DE",'
    ]
    assert window.page.source.editor.toPlainText().count("DE-BY") == 1
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    settle(window)
    assert not window.page.cards.to_correct
    assert path.read_bytes().count(b"DE-BY") == 1
    window.press(Qt.Key.Key_S, CTRL)
    assert path.read_bytes() == sample_bytes(BROKEN).replace(b"\n", b"\r\n").replace(b"DE-BY", b"DE")


def test_one_step_takes_a_correction_back(window: Window, tmp_path: Path):
    window.open(write(tmp_path, sample_bytes(BROKEN)))
    settle(window)
    window.qtbot.mouseClick(window.page.cards.cards[0].fix_button, LEFT)
    previewed(window, FixDialog)
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    settle(window)
    window.press(Qt.Key.Key_Z, CTRL)
    settle(window)
    assert window.session.current is not None
    assert window.session.current.document.data == sample_bytes(BROKEN)
    assert window.session.current.is_saved


def test_the_banner_corrects_all_that_is_certain(window: Window, tmp_path: Path):
    told = json.loads(sample_bytes(BROKEN))
    told["credentialSubject"]["headquartersAddress"]["countryCode"] = "DE-BE"
    told["credentialSubject"]["registrationNumber"]["countryCode"] = "de"
    window.open(write(tmp_path, json.dumps(told, indent=2).encode()))
    settle(window)
    button = window.page.head.banner.correct_button
    assert button.isVisible()
    window.qtbot.mouseClick(button, LEFT)
    dialog = previewed(window, CorrectDialog)
    assert len(dialog.preview.sentences) == 3
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    settle(window)
    assert not window.page.cards.to_correct
    assert not button.isVisible()


def test_the_same_slip_in_many_places_is_corrected_at_once(window: Window, tmp_path: Path):
    told = json.loads(sample_bytes(BROKEN))
    told["credentialSubject"]["headquartersAddress"]["countryCode"] = "DE-BY"
    window.open(write(tmp_path, json.dumps(told, indent=2).encode()))
    settle(window)
    card = next(card for card in window.page.cards.cards if len(card.cause.places) == 2)
    window.qtbot.mouseClick(card.fix_all_button, LEFT)
    dialog = previewed(window, FixDialog)
    assert sum(line.kind.value == "added" for line in dialog.preview.lines) == 2
    window.press(Qt.Key.Key_Return)
    window.wait_for_dialog_to_close()
    settle(window)
    assert not window.page.cards.to_correct


def test_giving_up_changes_nothing(window: Window, tmp_path: Path):
    window.open(write(tmp_path, sample_bytes(BROKEN)))
    settle(window)
    window.qtbot.mouseClick(window.page.cards.cards[0].fix_button, LEFT)
    previewed(window, FixDialog)
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
    assert window.session.current is not None
    assert window.session.current.is_saved


def test_a_text_that_changed_meanwhile_is_left_alone(window: Window, tmp_path: Path):
    path = write(tmp_path, sample_bytes(BROKEN))
    window.open(path)
    settle(window)
    window.qtbot.mouseClick(window.page.cards.cards[0].fix_button, LEFT)
    dialog = previewed(window, FixDialog)
    other = sample_bytes(BROKEN).replace(b"Acme", b"Acne")
    path.write_bytes(other)
    window.wait_until(lambda: window.session.current.document.data == other)
    dialog.act_button.click()
    window.wait_for_dialog_to_close()
    settle(window)
    assert window.session.current.document.data == other


def test_where_several_are_possible_a_person_chooses(window: Window, tmp_path: Path):
    told = json.loads(sample_bytes(BROKEN).replace(b"DE-BY", b"DE"))
    told["validFrom"] = "2026-01-15T09:00:00"
    window.open(write(tmp_path, json.dumps(told, indent=2).encode()))
    settle(window)
    card = next(card for card in window.page.cards.cards if card.fix_button.isVisible())
    assert not window.page.head.banner.correct_button.isVisible()
    window.qtbot.mouseClick(card.fix_button, LEFT)
    dialog = previewed(window, FixDialog)
    assert dialog.preview.after.count("Z") == dialog.preview.before.count("Z") + 1


def test_a_signed_document_is_corrected_as_an_unsigned_copy(window: Window, tmp_path: Path):
    told = json.loads(sample_bytes(BROKEN))
    path = tmp_path / "participant.jwt"
    path.write_text(vc_jwt(told))
    window.open(path)
    settle(window)
    assert not window.page.head.banner.correct_button.isVisible()
    window.qtbot.mouseClick(window.page.head.banner.draft_button, LEFT)
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    settle(window)
    assert window.main.notice.message
    assert window.session.current is not None
    assert window.session.current.edited is not None
    assert not window.session.current.is_saved
    assert json.loads(window.session.current.document.data) == told
    assert window.page.cards.cards[0].fix_button.isVisible()
    assert path.read_text() == vc_jwt(told)


def test_what_others_signed_stays_as_it_is(window: Window, tmp_path: Path):
    """A presentation of one's own and somebody else's: the copy holds the other's word for word."""
    mine = json.loads(sample_bytes(BROKEN))
    theirs = {**mine, "id": "https://other.example/c.json", "issuer": "did:web:other.example"}
    theirs["credentialSubject"] = {**mine["credentialSubject"], "id": "https://other.example/c.json#cs"}
    signed = vc_jwt(theirs)
    path = tmp_path / "set.jwt"
    path.write_text(vp_jwt(mine, theirs))
    window.open(path)
    settle(window)
    window.press(Qt.Key.Key_3, CTRL)
    window.qtbot.mouseClick(window.page.source.draft_button, LEFT)
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    QApplication.processEvents()
    assert window.session.current is not None
    text = window.session.current.document.data.decode()
    assert signed in text
    assert vc_jwt(mine) not in text
