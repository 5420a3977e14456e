# SPDX-License-Identifier: Apache-2.0
"""One row of the settings: label, control, a line of explanation. What is changed is kept at once."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from assay_gui.dialogs.choice import Choice
from assay_gui.look import Look
from assay_gui.preferences import LONGEST_NAME, Kind, Preferences, Setting
from assay_gui.theme import scaled
from assay_gui.views.parts import button, label, plain_tip

_PICTURE_HEIGHT = 56


class Row(QWidget):
    """A setting."""

    def __init__(self, look: Look, preferences: Preferences, setting: Setting[object]) -> None:
        super().__init__()
        self._look = look
        self._preferences = preferences
        self.setting = setting
        words, text_id = look.words, f"settings.{setting.key}"
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.name = label(words.say(text_id), "strong", wrap=True)
        self._layout.addWidget(self.name)
        self._tip = words.tip(text_id)

    def show_value(self) -> None:
        """Show what is kept now."""

    def _take(self, control: QWidget, *, alone: bool = False) -> None:
        """Put the control below its name; `alone`: it bears the name itself."""
        control.setAccessibleName(self.name.text())
        control.setAccessibleDescription(self._tip)
        control.setToolTip(plain_tip(self._tip))
        self.name.setBuddy(control)
        self.name.setVisible(not alone)
        self.setFocusProxy(control)
        self._layout.addWidget(control)
        if self._tip:
            self._layout.addWidget(label(self._tip, "small", wrap=True))


class _Still(Choice):
    """A choice that does not change when a page is turned over it with the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class ChoiceRow(Row):
    """One of some values."""

    def __init__(self, look: Look, preferences: Preferences, setting: Setting[object]) -> None:
        super().__init__(look, preferences, setting)
        self.choice = _Still(look)
        self.offer(self._offered())
        self.choice.activated.connect(self._keep)
        self._take(self.choice)

    def offer(self, offered: tuple[tuple[object, str], ...]) -> None:
        """Let one of these be chosen: value and word."""
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for value, word in offered:
                self.choice.addItem(word, value)
        self.show_value()

    def show_value(self) -> None:
        """Show what is kept now; what is not on offer is shown as it is."""
        kept = self._preferences[self.setting]
        if self.choice.findData(kept) < 0:
            self.choice.addItem(str(kept), kept)
        self.choice.setCurrentIndex(self.choice.findData(kept))

    def _keep(self) -> None:
        self._preferences.keep(self.setting, self.choice.currentData())

    def _offered(self) -> tuple[tuple[object, str], ...]:
        say, setting = self._look.words.say, self.setting
        if setting.kind is Kind.NUMBER:
            sizes = range(setting.low, setting.high + 1, setting.step)
            return tuple((size, say(f"settings.{setting.key}.value", percent=size)) for size in sizes)
        if setting.kind is Kind.ENGINE:
            return (("", say("settings.clearing_house.all")),)
        return tuple((value, say(f"settings.{setting.key}.{value}")) for value in setting.values)


class SwitchRow(Row):
    """On or off."""

    def __init__(self, look: Look, preferences: Preferences, setting: Setting[object]) -> None:
        super().__init__(look, preferences, setting)
        self.switch = QCheckBox(self.name.text())
        self._take(self.switch, alone=True)
        self.show_value()
        self.switch.toggled.connect(lambda on: self._preferences.keep(self.setting, on))

    def show_value(self) -> None:
        """Show what is kept now."""
        with QSignalBlocker(self.switch):
            self.switch.setChecked(bool(self._preferences[self.setting]))


class LineRow(Row):
    """A line of text."""

    def __init__(self, look: Look, preferences: Preferences, setting: Setting[object]) -> None:
        super().__init__(look, preferences, setting)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST_NAME)
        self._take(self.line)
        self.show_value()
        self.line.textEdited.connect(self._keep)

    def show_value(self) -> None:
        """Show what is kept now."""
        self.line.setText(str(self._preferences[self.setting]))

    def _keep(self, text: str) -> None:
        """Pasted text may hold what no line shows."""
        self._preferences.keep(self.setting, "".join(char for char in text if char.isprintable()).strip())


class PictureRow(Row):
    """A picture: shown, chosen, taken away."""

    picture_wanted = Signal()

    def __init__(self, look: Look, preferences: Preferences, setting: Setting[object]) -> None:
        super().__init__(look, preferences, setting)
        say = look.words.say
        self.picture = label()
        self.problem = label("", wrap=True)
        self.problem.hide()
        self.choose_button = button(say("settings.logo.choose"), look.words.tip("settings.logo.choose"))
        self.remove_button = button(say("settings.logo.remove"), look.words.tip("settings.logo.remove"))
        self.choose_button.clicked.connect(self.picture_wanted)
        self.remove_button.clicked.connect(lambda: self._preferences.keep(self.setting, ""))
        both = QWidget()
        buttons = QHBoxLayout(both)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch()
        self._layout.addWidget(self.picture)
        self._take(both)
        self.name.setBuddy(self.choose_button)
        self.setFocusProxy(self.choose_button)
        self._layout.addWidget(self.problem)
        self.show_value()

    def show_value(self) -> None:
        """Whether there is a picture."""
        has_one = bool(self._preferences[self.setting])
        self.remove_button.setEnabled(has_one)
        self.picture.setVisible(has_one)

    def show_picture(self, data: bytes) -> None:
        """Show the picture that is kept."""
        found = QPixmap()
        self.problem.hide()
        if found.loadFromData(data):
            ratio = self.devicePixelRatioF()
            height = min(found.height(), round(scaled(_PICTURE_HEIGHT) * ratio))
            shown = found.scaledToHeight(height)
            shown.setDevicePixelRatio(ratio)
            self.picture.setPixmap(shown)
            self.picture.setAccessibleName(self.name.text())
        self.show_value()

    def show_problem(self, message: str) -> None:
        """The picture that was chosen is no use."""
        self.problem.setText(message)
        self.problem.show()
        self.problem.setAccessibleName(message)
        self.choose_button.setFocus()


_ROWS: Mapping[Kind, Callable[[Look, Preferences, Setting[object]], Row]] = {
    Kind.CHOICE: ChoiceRow,
    Kind.NUMBER: ChoiceRow,
    Kind.ENGINE: ChoiceRow,
    Kind.SWITCH: SwitchRow,
    Kind.LINE: LineRow,
    Kind.PICTURE: PictureRow,
}


def row_of(look: Look, preferences: Preferences, setting: object) -> Row:
    """The row of a setting; KeyError for one that is shown to nobody."""
    known = cast("Setting[object]", setting)
    return _ROWS[known.kind](look, preferences, known)
