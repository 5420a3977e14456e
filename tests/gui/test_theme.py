# SPDX-License-Identifier: Apache-2.0
"""Colours: the agreed values, readable on each other, light and dark, switched and followed."""

import re
from dataclasses import asdict

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

from assay_gui.style_sheet import style_sheet
from assay_gui.theme import DARK, LIGHT, MIN_CONTRAST, READ_TOGETHER, Mode, Roles, Theme, contrast, system_roles

AGREED_LIGHT = {
    "background": "#F6F7F9", "surface": "#FFFFFF", "line": "#DDE1E7", "text": "#1B2430", "muted": "#586474",
    "accent": "#1F5FA8", "passed": "#1B7F4B", "fail": "#B3261E", "wait": "#8A5A00", "idle": "#5F6A79",
}  # fmt: skip
ICON_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: signs."""


def test_contrast_is_the_ratio_of_the_guideline():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), [(front, back) for front, backs in READ_TOGETHER for back in backs])
def test_text_is_readable_on_each_background_it_stands_on(roles: Roles, front: str, back: str):
    assert contrast(getattr(roles, front), getattr(roles, back)) >= MIN_CONTRAST


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("state", ["passed", "fail", "wait", "idle"])
def test_signs_stand_out_from_their_tint(roles: Roles, state: str):
    assert contrast(getattr(roles, state), getattr(roles, f"{state}_soft")) >= ICON_CONTRAST


def test_the_light_colours_are_the_agreed_ones():
    assert {role: getattr(LIGHT, role) for role in AGREED_LIGHT} == AGREED_LIGHT


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_holds_no_colour_but_the_roles(roles: Roles):
    used = set(re.findall(r"#[0-9A-F]{6}\b", style_sheet(roles)))
    assert used
    assert used <= set(asdict(roles).values())


def strongest(kind: type[QAbstractButton], qtbot) -> float:
    """The highest contrast of what stands where one marks, in an empty one, to what is around it."""
    made, page = kind(), QWidget()
    page.setObjectName("page")
    made.setParent(page)
    qtbot.addWidget(page)
    made.resize(made.sizeHint())
    page.resize(made.size())
    page.show()
    picture = page.grab().toImage()
    around = picture.pixelColor(picture.width() - 1, 0).name()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return max(contrast(picture.pixelColor(x, y).name(), around) for x, y in places)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_boxes_and_dots_are_seen_while_they_are_empty(
    qapp: QApplication, qtbot, mode: Mode, kind: type[QAbstractButton]
):
    Theme(qapp, mode)
    assert strongest(kind, qtbot) >= ICON_CONTRAST


def test_switching_changes_palette_and_style_sheet(qapp: QApplication, qtbot):
    theme = Theme(qapp, Mode.LIGHT)
    assert not theme.is_dark
    light = qapp.styleSheet()
    with qtbot.waitSignal(theme.changed):
        theme.switch(Mode.DARK)
    assert theme.roles is DARK
    assert qapp.palette().window().color().name().upper() == DARK.background
    assert qapp.styleSheet() != light


def test_the_system_decides_until_the_user_does(qapp: QApplication, qtbot):
    theme = Theme(qapp, Mode.SYSTEM)
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Dark)
    qtbot.waitUntil(lambda: theme.is_dark or qapp.styleHints().colorScheme() != Qt.ColorScheme.Dark)
    assert theme.is_dark == (qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme.switch(Mode.LIGHT)
    assert not theme.is_dark
    qapp.styleHints().unsetColorScheme()


def high_contrast(monkeypatch: pytest.MonkeyPatch, *, asked: bool) -> None:
    """The desktop says that it is set to high contrast, or no more."""
    monkeypatch.setattr("assay_gui.theme.asks_for_contrast", lambda: asked)
    hints = QGuiApplication.styleHints()
    hints.accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)


def test_a_desktop_set_to_high_contrast_has_its_own_colours(qapp: QApplication, qtbot, monkeypatch):
    theme = Theme(qapp, Mode.DARK)
    with qtbot.waitSignal(theme.changed):
        high_contrast(monkeypatch, asked=True)
    assert qapp.palette().window().color().name().upper() != DARK.background
    assert qapp.palette().window().color().name().upper() == theme.roles.background
    assert theme.roles.text == qapp.palette().windowText().color().name().upper()
    assert not set(asdict(theme.roles).values()) & {DARK.fail, DARK.passed, DARK.muted, LIGHT.fail, LIGHT.muted}
    with qtbot.waitSignal(theme.changed):
        high_contrast(monkeypatch, asked=False)
    assert theme.roles is DARK


@pytest.mark.parametrize(("back", "front"), [("#000000", "#FFFFFF"), ("#FFFFFF", "#000000"), ("#2D3236", "#B6F6F0")])
def test_what_stands_together_is_as_readable_as_the_colours_of_the_desktop(back: str, front: str):
    of = QPalette()
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.HighlightedText):
        of.setColor(role, QColor(back))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Highlight):
        of.setColor(role, QColor(front))
    roles = system_roles(of)
    for name, backs in READ_TOGETHER:
        for other in backs:
            assert contrast(getattr(roles, name), getattr(roles, other)) >= contrast(front, back), (name, other)


class Restyled(QObject):
    """Counts how often a widget is told that it looks otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_other_colours_come_to_a_widget_as_often_however_much_is_around_it(qapp: QApplication, qtbot):
    theme, watch = Theme(qapp, Mode.LIGHT), Restyled()
    inside = around = QWidget()
    qtbot.addWidget(around)
    for _ in range(9):
        inside = QWidget(inside)
    around.show()
    inside.installEventFilter(watch)
    theme.switch(Mode.DARK)
    assert 1 <= watch.count <= 3
