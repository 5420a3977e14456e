# SPDX-License-Identifier: Apache-2.0
"""Every control has a name for those who hear the window; every control can be reached with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

import report_specimens as specimens
from assay_gui.dialogs.about import AboutDialog
from assay_gui.dialogs.as_of import AsOfDialog
from assay_gui.dialogs.clearing_houses import ClearingHousesDialog
from assay_gui.dialogs.export import ExportDialog
from assay_gui.dialogs.failure import FailureDialog
from assay_gui.dialogs.keep_file import KeepFileDialog
from assay_gui.views.finding_card import Card
from window import BROKEN, MOMENT, Window, controls, given_file, nameless


def test_every_control_of_the_window_has_a_name(window: Window):
    assert len(controls(window.main)) > 10
    assert nameless(window.main) == []
    window.open_sample(BROKEN)
    assert any(isinstance(control, Card) for control in controls(window.main))
    assert nameless(window.main) == []
    for name in window.page.tabs.names:
        window.page.tabs.show_tab(name)
        assert nameless(window.main) == []


def test_every_control_of_the_dialogs_has_a_name(window: Window, tmp_path, qtbot):
    look = window.program.look
    dialogs: list[QDialog] = [
        AsOfDialog(look, MOMENT, window.main),
        ExportDialog(look, tmp_path / "r", lambda _parent, _path: None, window.main),
        AboutDialog(look, "1", window.main),
        ClearingHousesDialog(look, specimens.document(), window.main),
        FailureDialog(look, "details", window.main),
        KeepFileDialog(look, (given_file(tmp_path),), window.main),
    ]
    for dialog in dialogs:
        assert controls(dialog)
        assert nameless(dialog) == []
        dialog.deleteLater()


def test_the_page_tells_the_verdict_to_those_who_hear_it(window: Window):
    window.open_sample(BROKEN)
    assert window.page.accessibleName() == ("participant-region-as-country.json. Does not conform: 1 thing to correct.")
    assert window.page.head.banner.accessibleName().startswith("Does not conform. ")


@pytest.mark.parametrize("tab", ["readable", "source", "criteria", "signatures", "picture"])
def test_tab_reaches_every_control(window: Window, tab: str):
    window.open_sample(BROKEN)
    window.page.tabs.show_tab(tab)
    window.page.setFocus()
    seen = set()
    for _ in range(60):
        window.press(Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    wanted = {
        control
        for control in controls(window.main)
        if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert {control.accessibleName() for control in wanted - seen} == set()


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("tab", ["readable", "criteria", "signatures", "picture"])
def test_f6_goes_round_the_panes_and_comes_back(window: Window, tab: str, by: int):
    window.open_sample(BROKEN)
    window.page.tabs.show_tab(tab)
    window.main.move_focus(by)
    first, seen = window.main.focusWidget(), []
    for _ in range(4):
        window.main.move_focus(by)
        seen.append(window.main.focusWidget())
    assert seen[-1] is first
    assert len(set(seen)) == 4
