# SPDX-License-Identifier: Apache-2.0
"""Dialogs of import, certificates, publishing, handing in, answers: named, reached by keys, nothing of them clipped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from assay.document import Document
from assay.keys.vault import Vault
from assay.place_names import sorted_by_name
from assay_gui import certificate_work, kit_work
from assay_gui.certificate_work import ImportWish, Line
from assay_gui.dialogs.attach_certificate import AttachDialog
from assay_gui.dialogs.copy_box import CopyBox
from assay_gui.dialogs.hand_in import HandInDialog
from assay_gui.dialogs.import_key import ImportKeyDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.page_text import PageTextDialog
from assay_gui.dialogs.publish import PublishDialog, Questions
from assay_gui.dialogs.read_answer import ReadAnswerDialog
from assay_gui.dialogs.registration_number import RegistrationNumberDialog
from assay_gui.dialogs.request_certificate import RequestDialog
from assay_gui.dialogs.terms import TermsDialog
from assay_gui.kit_work import PublishWish
from assay_gui.words import PSEUDO_LANGUAGE
from authority import HOST
from keys_window import DID, add_key, profile, vault
from window import MOMENT, Window, clipped, close, controls, make_window, nameless

__all__ = ["profile", "vault"]
ADDRESS = "https://acme.example/credentials/number.json"
NOBODY = Questions(lambda _parent: None, lambda _parent: (), lambda _parent: None)
SMALL = (940, 500)
"""What a screen of 960 by 540 leaves for a dialog."""
CURL = "curl -sS --max-time 180 -X POST --data-binary @presentation.jwt https://clearing-house.example/v2/api"


def dialogs(window: Window, vault: Vault, folder: Path) -> Iterator[QDialog]:
    """All of them, with something in them."""
    look, main = window.program.look, window.main
    asked = ImportKeyDialog(look, ("seal",), DID, lambda _parent: None, main)
    asked.fields.name.setText("seal")
    asked.fields.did.setText("did:key:z6Mk")
    asked.ask_password()
    yield asked
    yield RequestDialog(look, "seal", HOST, certificate_work.offers(MOMENT), country="DE", parent=main)
    attach = AttachDialog(look, "seal", lambda _parent: (Path("/a/a-long-name-of-a-file.pem"), Path("/b.p7b")), main)
    attach.choose_button.click()
    yield attach
    yield PublishDialog(look, DID, [Document("participant.jwt", b"")], NOBODY, main)
    yield HandInDialog(look, Document("all.jwt", b""), lambda _parent: None, main)
    number = RegistrationNumberDialog(look, ADDRESS, main)
    number.number.setText("DE129273399")
    yield number
    yield TermsDialog(look, [DID], DID, main)
    yield ReadAnswerDialog(look, (), 0, lambda _parent: None, main)
    yield PageTextDialog(look, str(folder / "README.txt"), "What goes where\n" * 60, main)
    yield from outcomes(window, vault, folder)


def outcomes(window: Window, vault: Vault, folder: Path) -> Iterator[QDialog]:
    look, main, words = window.program.look, window.main, window.program.look.words
    record = add_key(vault, "certified", hosts=(HOST,))
    (folder / "delivered.pem").write_text(record.chain)
    found = certificate_work.attach(vault, record, [folder / "delivered.pem"], MOMENT, words)
    told = OutcomeDialog(look, words.say("attach.title"), "passed", words.say("attach.done", key="certified"), main)
    told.tell(found.lines)
    told.tell_fits(found.fits)
    yield told
    tried = kit_work.publish(vault, PublishWish(DID, folder / "kit"), MOMENT, words)
    headline = words.say(f"publishing.result.{tried.result}", count=tried.count, name="kit")
    told = OutcomeDialog(look, words.say("publishing.title"), "wait", headline, main)
    told.tell(tried.lines)
    for name in ("publishing.page", "notice.open_folder", "publishing.use"):
        told.offer(words.say(name), words.tip(name))
    yield told
    told = OutcomeDialog(look, words.say("handing_in.title"), "passed", words.say("handing_in.done", name="x"), main)
    told.tell([Line("", words.say("handing_in.first")), Line("", words.say("handing_in.then"))])
    box = CopyBox(look, words.say("handing_in.line"))
    box.show_text(CURL)
    told.add(box)
    yield told
    told = OutcomeDialog(look, words.say("reply.title"), "fail", words.say("reply.title"), main)
    told.tell(Line("fail", f"message {number} " * 9, ("why " * 40, "how")) for number in range(40))
    yield told


def test_every_control_of_the_dialogs_has_a_name(window: Window, vault: Vault, tmp_path: Path) -> None:
    for dialog in dialogs(window, vault, tmp_path):
        assert controls(dialog)
        assert nameless(dialog) == [], type(dialog).__name__
        dialog.deleteLater()


def cut_choices(root: QWidget) -> list[str]:
    """What is chosen and cannot be read to its end, for the arrow stands there."""
    boxes = root.findChildren(QComboBox)
    return [
        box.currentText() for box in boxes if box.fontMetrics().horizontalAdvance(box.currentText()) > box.width() - 44
    ]


@pytest.mark.parametrize("lang", [PSEUDO_LANGUAGE, "de", "fr"])
def test_nothing_is_clipped(qtbot, tmp_path: Path, vault: Vault, lang: str) -> None:
    window = make_window(qtbot, tmp_path, lang)
    try:
        for dialog in dialogs(window, vault, tmp_path):
            dialog.show()
            qtbot.waitExposed(dialog)
            qtbot.wait(80)
            assert clipped(dialog) == [], type(dialog).__name__
            assert lang == PSEUDO_LANGUAGE or cut_choices(dialog) == [], type(dialog).__name__
            is_read = lang != PSEUDO_LANGUAGE and not isinstance(dialog, OutcomeDialog | PageTextDialog)
            assert not is_read or (dialog.width() <= SMALL[0] and dialog.height() <= SMALL[1]), type(dialog).__name__
            dialog.close()
            dialog.deleteLater()
    finally:
        close(window)


def test_tab_reaches_every_control_of_each_dialog(window: Window, vault: Vault, tmp_path: Path) -> None:
    for dialog in dialogs(window, vault, tmp_path):
        dialog.open()
        window.qtbot.waitExposed(dialog)
        window.wait_until(dialog.isActiveWindow)
        seen = set()
        for _ in range(30):
            window.press(Qt.Key.Key_Tab)
            seen.add(QApplication.focusWidget())
        wanted = {
            control
            for control in controls(dialog)
            if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        missing = {control.accessibleName() for control in wanted - seen}
        assert missing == set(), type(dialog).__name__
        window.press(Qt.Key.Key_Escape)
        window.wait_until(lambda dialog=dialog: not dialog.isVisible())
        dialog.deleteLater()


def test_a_password_is_in_no_field_and_no_words_once_it_is_taken(window: Window) -> None:
    asked = ImportKeyDialog(window.program.look, (), DID, lambda _parent: None, window.main)
    asked.ask_password()
    asked.password.setText("a secret of mine")
    wish = asked.wish()
    assert wish.password == "a secret of mine"
    assert asked.password.text() == ""
    assert "secret" not in repr(wish)
    asked.password.setText("a secret of mine")
    asked.place.field.setText("/another.p12")
    assert asked.password.text() == ""
    assert not asked.is_asking_for_password
    assert asked.wish() == ImportWish(Path("/another.p12"), "", DID, None)
    asked.deleteLater()


def test_countries_are_those_of_the_standard(window: Window) -> None:
    asked = RequestDialog(window.program.look, "seal", HOST, certificate_work.offers(MOMENT), parent=window.main)
    codes = [asked.country.itemData(row) for row in range(asked.country.count())]
    assert len(codes) >= 249
    names = [asked.country.itemText(row) for row in range(len(codes))]
    assert names == sorted(names, key=sorted_by_name)
    assert {"Germany · DE", "France · FR", "Austria · AT", "Åland Islands · AX"} <= set(names)
    assert asked.country.currentIndex() == -1
    asked.organisation.setText("Acme")
    assert not asked.act_button.isEnabled()
    asked.country.setCurrentIndex(asked.country.findData("FR"))
    assert asked.act_button.isEnabled()
    assert (asked.subject().organisation, asked.subject().country) == ("Acme", "FR")
    asked.deleteLater()


def test_a_number_that_no_notary_attests_makes_no_line(window: Window) -> None:
    asked = RegistrationNumberDialog(window.program.look, "", window.main)
    asked.number.setText("DE129273398")
    assert asked.line.text == ""
    assert not asked.act_button.isEnabled()
    asked.address.setText(ADDRESS)
    assert "DE129273398" in asked.line.text
    asked.notary.setText("http://notary.example")
    assert asked.line.text == ""
    assert "notary" in asked.hint
    asked.deleteLater()
