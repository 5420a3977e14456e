# SPDX-License-Identifier: Apache-2.0
"""Keys in the window with the real keyring of a Linux desktop, on a bus of its own."""

from pathlib import Path

import pytest

from assay_gui.dialogs.make_key import MakeKeyDialog
from keys_window import DID, act, dialog, names, open_page, profile, type_into, wait_for_keys
from secret_service import SecretService, needs_secret_service, secret_service, used_secret_service
from window import Window, close, make_window

__all__ = ["profile", "secret_service", "used_secret_service"]
pytestmark = needs_secret_service


@pytest.mark.usefixtures("profile")
def test_a_key_is_made_and_opens_by_itself_in_the_next_window(
    window: Window, used_secret_service: SecretService, qtbot, tmp_path: Path
):
    open_page(window)
    assert "the keyring of your desktop (Secret Service)" in window.program.keys_page.message
    window.program.keys_page.offers["make"].click()
    ask = dialog(window, MakeKeyDialog)
    type_into(window, ask.name, "seal")
    type_into(window, ask.did, DID)
    act(window, ask)
    wait_for_keys(window, 1)
    assert names(window) == ["seal"]
    assert len(used_secret_service.labels()) == 1

    other = make_window(qtbot, tmp_path / "other")
    open_page(other)
    wait_for_keys(other, 1)
    assert names(other) == ["seal"]
    close(other)
