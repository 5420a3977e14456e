# SPDX-License-Identifier: Apache-2.0
"""Colours by role, light and dark, and how they reach the widgets: Fusion, a palette and one style sheet."""

from dataclasses import fields
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from assay.values import frozen
from assay_gui.style_sheet import style_sheet

STYLE = ("-style", "fusion")
"""What the application is started with. Told later, Qt would give a style back, and five hundred names with it."""
BASE_PIXELS = 14
HEADING_PIXELS = 18
TITLE_PIXELS = 22
_LINEAR_UP_TO = 0.04045
_FULL, _DARKENED = 255, 140
"""Of a channel; by how much Fusion darkens, in per cent."""
_BOXES = ("QCheckBox", "QRadioButton")
MIN_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text on its background, level AA."""


class Mode(StrEnum):
    """What the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@frozen
class Roles:
    """Colours by what they mean. Every state has a strong and a soft tone."""

    background: str
    surface: str
    raised: str
    """Buttons, cards and fields."""
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    chosen_line: str
    """Above and below what is chosen: where tints are the background itself, that alone tells it from the rest."""
    passed: str
    passed_soft: str
    fail: str
    fail_soft: str
    wait: str
    wait_soft: str
    idle: str
    idle_soft: str
    on_state: str
    """Sign and number on a state's colour."""
    primary: str
    on_primary: str
    drop_line: str
    rail: str
    rail_text: str
    rail_on: str
    rail_mark: str
    """Around the page that is shown."""
    on_rail: str
    rail_muted: str

    def color(self, role: str) -> QColor:
        """The colour of a role by its name."""
        return QColor(str(getattr(self, role)))


LIGHT = Roles(
    background="#F6F7F9", surface="#FFFFFF", raised="#FFFFFF", line="#DDE1E7", text="#1B2430", muted="#586474",
    accent="#1F5FA8", accent_soft="#E8F0FA", chosen_line="#E8F0FA", passed="#1B7F4B", passed_soft="#E6F4EC",
    fail="#B3261E", fail_soft="#FBEAE9", wait="#8A5A00", wait_soft="#FFF4DE", idle="#5F6A79", idle_soft="#EEF0F3",
    on_state="#FFFFFF", primary="#1F5FA8", on_primary="#FFFFFF", drop_line="#B9C4D2",
    rail="#202B3A", rail_text="#C9D2DE", rail_on="#33445C", rail_mark="#33445C",
    on_rail="#FFFFFF", rail_muted="#93A1B3",
)  # fmt: skip

DARK = Roles(
    background="#161B22", surface="#1D242E", raised="#232B36", line="#323C49", text="#E6EBF1", muted="#9BA8B7",
    accent="#6CA8F0", accent_soft="#22344C", chosen_line="#22344C", passed="#4CC38A", passed_soft="#16301F",
    fail="#F2877F", fail_soft="#3A1D1C", wait="#E3B341", wait_soft="#352A12", idle="#8896A6", idle_soft="#2A323D",
    on_state="#10151C", primary="#2F6FBF", on_primary="#FFFFFF", drop_line="#4A5868",
    rail="#10151C", rail_text="#C9D2DE", rail_on="#33445C", rail_mark="#33445C",
    on_rail="#FFFFFF", rail_muted="#93A1B3",
)  # fmt: skip

READ_TOGETHER = (
    ("text", ("background", "surface", "raised", "accent_soft", "fail_soft", "wait_soft", "passed_soft", "idle_soft")),
    ("muted", ("background", "surface", "raised", "fail_soft", "wait_soft", "passed_soft", "idle_soft", "accent_soft")),
    ("accent", ("background", "surface", "raised", "accent_soft")),
    ("fail", ("surface", "raised", "fail_soft")),
    ("wait", ("surface", "raised", "wait_soft")),
    ("passed", ("surface", "raised")),
    ("idle", ("surface", "raised")),
    ("on_state", ("passed", "fail", "wait", "idle")),
    ("on_primary", ("primary",)),
    ("rail_text", ("rail", "rail_on")),
    ("on_rail", ("rail", "rail_on")),
    ("rail_muted", ("rail",)),
)
"""Foreground role and the backgrounds it stands on anywhere in the window: each pair reaches `MIN_CONTRAST`."""


def system_roles(of: QPalette) -> Roles:
    """The colours of a desktop that is set to high contrast: text and background alone, and its colour of choice.

    States have no colours of their own there; their signs and words tell them apart (EN 301 549, 11.7).
    """

    def name(role: QPalette.ColorRole) -> str:
        return of.color(role).name().upper()

    back, text = name(QPalette.ColorRole.Window), name(QPalette.ColorRole.WindowText)
    chosen, on_chosen = name(QPalette.ColorRole.Highlight), name(QPalette.ColorRole.HighlightedText)
    told = {"primary": chosen, "chosen_line": chosen, "on_primary": on_chosen, "on_state": back}
    backs = ("background", "surface", "raised", "rail", "rail_on")
    return Roles(
        **{
            role.name: told.get(role.name, back if role.name in backs or role.name.endswith("_soft") else text)
            for role in fields(Roles)
        }
    )


def asks_for_contrast() -> bool:
    """Whether the desktop is set to high contrast, as far as Qt is told."""
    hints = QGuiApplication.styleHints()  # held: with the last reference to it the binding gives up what it gave
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours `#RRGGBB`, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette(roles: Roles) -> QPalette:
    """The palette for what Fusion draws itself."""
    made = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "background"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.Base, "surface"),
        (QPalette.ColorRole.AlternateBase, "background"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.Button, "raised"),
        (QPalette.ColorRole.ButtonText, "text"),
        (QPalette.ColorRole.ToolTipBase, "raised"),
        (QPalette.ColorRole.ToolTipText, "text"),
        (QPalette.ColorRole.PlaceholderText, "muted"),
        (QPalette.ColorRole.Highlight, "primary"),
        (QPalette.ColorRole.HighlightedText, "on_primary"),
        (QPalette.ColorRole.Link, "accent"),
        (QPalette.ColorRole.LinkVisited, "accent"),
        (QPalette.ColorRole.Accent, "accent"),
        (QPalette.ColorRole.Mid, "line"),
    ):
        made.setColor(role, roles.color(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, roles.color("idle"))
    return made


def boxes(of: QPalette, line: QColor) -> QPalette:
    """The palette for boxes to tick and dots to choose, framed in the colour of a line.

    Fusion has no colour for the frame: it darkens that of the window, which in the dark leaves nothing to be seen.
    """
    made = QPalette(of)
    channels = (min(_FULL, channel * _DARKENED // 100) for channel in (line.red(), line.green(), line.blue()))
    made.setColor(QPalette.ColorRole.Window, QColor(*channels))
    return made


def base_font() -> QFont:
    """The system's font, 14 pixels or what the user has set if that is larger."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(max(BASE_PIXELS, QFontInfo(font).pixelSize()))
    return font


def fixed_font() -> QFont:
    """The system's font for source, in the size of the other text less one pixel."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(QFontInfo(QGuiApplication.font()).pixelSize() - 1)
    return font


def scaled(pixels: int) -> int:
    """A length that goes with the text, at the size text has now."""
    return round(pixels * QFontInfo(QGuiApplication.font()).pixelSize() / BASE_PIXELS)


class Theme(QObject):
    """The colours in force; follows the system until told otherwise."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = Mode.SYSTEM, percent: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._mode = mode
        application.setFont(_font_of(percent))
        self.is_still = False
        """Whether nothing moves by itself: bars of what is under way stand still."""
        self._is_high, self._system = False, LIGHT
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._contrast_changed)
        self._apply()

    @property
    def mode(self) -> Mode:
        """What the user asked for."""
        return self._mode

    @property
    def roles(self) -> Roles:
        """The colours now in force: those of the desktop where it is set to high contrast, whatever was chosen here."""
        return self._system if self._is_high else DARK if self.is_dark else LIGHT

    @property
    def rail_roles(self) -> Roles:
        """The colours on the rail, which is dark in light colours too."""
        return self._system if self._is_high else DARK

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force; without a word from the system, light ones are."""
        if self._mode is Mode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def switch(self, mode: Mode) -> None:
        """Use other colours from now on."""
        if mode is not self._mode:
            self._mode = mode
            self._apply()
            self.changed.emit()

    def resize(self, percent: int) -> None:
        """Write everything in so many per cent of the usual size from now on."""
        font = _font_of(percent)
        if font.pixelSize() != self._application.font().pixelSize():
            self._application.setFont(font)
            self._apply()
            self.changed.emit()

    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply()
            self.changed.emit()

    def _contrast_changed(self) -> None:
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._is_high = asks_for_contrast()
        if self._is_high:
            self._application.setPalette(QPalette())  # what the desktop has, whatever was set before
            self._system = system_roles(self._application.palette())
        else:
            self._application.setPalette(palette(self.roles))
        framed = boxes(self._application.palette(), self.roles.color("muted"))
        for kind in _BOXES:
            self._application.setPalette(framed, kind)  # type: ignore[arg-type]  # the stub says bytes; takes text
        scale = QFontInfo(self._application.font()).pixelSize() / BASE_PIXELS
        if self._application.styleSheet():
            # where one follows another, Qt polishes each widget once for each that is around it; from none, once alone
            self._application.setStyleSheet("")
        self._application.setStyleSheet(style_sheet(self.roles, scale, is_high=self._is_high))


def _font_of(percent: int) -> QFont:
    font = base_font()
    font.setPixelSize(round(font.pixelSize() * percent / 100))
    return font
