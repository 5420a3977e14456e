# SPDX-License-Identifier: Apache-2.0
"""The dialogs of renewing and of two machines: named, reached by the keyboard, nothing clipped, digests shown whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from assay.document import Document
from assay.keys.key_record import KeyRecord
from assay.signing_request import unknown_key
from assay_gui.dialogs.renew_key import RenewKeyDialog
from assay_gui.dialogs.sign_elsewhere import AcceptDialog, AnswerDialog, AskDialog, OwnerDialog
from assay_gui.keeping import KeyFacts, Standing
from assay_gui.signing_work import Task, preview
from assay_gui.views.parts import ElidedLabel
from assay_gui.words import PSEUDO_LANGUAGE
from authority import ENDS
from keys_window import DID, broken_company, profile, vault
from window import MOMENT, Window, clipped, close, controls, make_window, nameless

__all__ = ["profile", "vault"]


@pytest.fixture(params=["en", "de", "fr", PSEUDO_LANGUAGE])
def spoken(request: pytest.FixtureRequest, qtbot, tmp_path: Path) -> Iterator[Window]:
    """The window in each language, and in one whose texts are longer."""
    window = make_window(qtbot, tmp_path, request.param)
    yield window
    close(window)


def dialogs(window: Window, record: KeyRecord) -> Iterator[QDialog]:
    look, main = window.program.look, window.main
    for standing, ends in ((Standing.ENDING, ENDS), (Standing.OVER, ENDS), (Standing.BARE, None)):
        renew = RenewKeyDialog(look, KeyFacts(record, ends, standing), ("seal",), "seal 2026", main)
        renew.details.unfold_button.click()
        yield renew
    yield OwnerDialog(look, "did:web:", main)
    facts = {"digest": "0" * 64, "owner": DID, "asked": "2026-11-22", "kid": f"{DID}#key", "thumbprint": "0" * 43}
    yield AcceptDialog(look, facts, main)
    yield from compared(window)


def compared(window: Window) -> Iterator[AskDialog | AnswerDialog]:
    look, key = window.program.look, unknown_key(DID)
    task = Task((Document("company.json", broken_company()),))
    for kind in (AskDialog, AnswerDialog):
        shown = kind(look, "company.json", (key,), "", window.main)
        shown.resize(shown.minimumSize())
        shown.show()
        window.qtbot.waitExposed(shown)
        shown.show_preview(preview(task, key, "", MOMENT, look.words))
        yield shown


def test_nothing_is_clipped_and_everything_has_a_name(spoken: Window, vault, qtbot):
    for dialog in dialogs(spoken, vault.records()[0]):
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.wait(50)
        assert clipped(dialog) == [], type(dialog).__name__
        assert controls(dialog)
        assert nameless(dialog) == []
        dialog.close()
        dialog.deleteLater()


def test_a_digest_to_be_compared_is_shown_whole(spoken: Window, qtbot):
    for shown in compared(spoken):
        shown.resize(1, 1)
        qtbot.wait(50)
        told = [label for label in shown.findChildren(ElidedLabel) if len(label.accessibleName()) == 64]
        assert [label.text() for label in told] == [shown.fact("sign.digest")], type(shown).__name__
        shown.close()
        shown.deleteLater()


def test_the_keyboard_reaches_all_of_renewing_and_escape_leaves(window: Window, vault, qtbot):
    facts = KeyFacts(vault.records()[0], ENDS, Standing.ENDING)
    dialog = RenewKeyDialog(window.program.look, facts, ("seal",), "seal 2026", window.main)
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.name.field)
    seen = []
    for _ in range(4):
        window.press(Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [dialog.retires, dialog.details.unfold_button, dialog.cancel_button, dialog.act_button]
    window.press(Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()
