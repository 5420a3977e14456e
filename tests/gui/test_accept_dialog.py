# SPDX-License-Identifier: Apache-2.0
"""The dialog that asks who accepts a finding, and its card: named, reached by the keyboard, nothing of it clipped."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from accept_window import accepted_card, answer, asked, opened, path, settle
from assay_gui.words import PSEUDO_LANGUAGE
from window import clipped, close, controls, make_window, nameless

__all__ = ["path"]


@pytest.mark.parametrize("lang", ["en", "de", "fr", PSEUDO_LANGUAGE])
def test_it_is_named_and_nothing_is_clipped(qtbot, tmp_path: Path, path: Path, lang: str, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = make_window(qtbot, tmp_path, lang)
    try:
        dialog = asked(window, opened(window, path))
        dialog.ends.setChecked(True)
        window.wait_until(lambda: dialog.height() > 300)
        QApplication.processEvents()
        assert nameless(dialog) == []
        assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in controls(dialog) if widget.isVisible())
        assert clipped(dialog) == []
        assert dialog.height() <= 600
        answer(window, dialog)
        dialog.act_button.click()
        window.wait_for_dialog_to_close()
        settle(window)
        for size in ((1280, 800), (960, 540)):
            window.main.resize(*size)
            accepted_card(window)
            QApplication.processEvents()
            assert clipped(window.main) == []
            assert nameless(window.main) == []
    finally:
        close(window)
