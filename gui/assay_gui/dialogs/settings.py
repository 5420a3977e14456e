# SPDX-License-Identifier: Apache-2.0
"""The settings, generated from their table: groups at the left, rows at the right. Every change holds at once."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assay_gui.dialogs.dialog_frame import button_row, framed
from assay_gui.dialogs.setting_rows import ChoiceRow, PictureRow, Row, row_of
from assay_gui.dialogs.trust_list import TrustList
from assay_gui.look import Look
from assay_gui.preferences import CLEARING_HOUSE, LOGO, SETTINGS, Group, Preferences
from assay_gui.settings_work import Limit, TrustFact
from assay_gui.views.help_button import HelpButton
from assay_gui.views.parts import ElidedLabel, button, label, open_at

_SIZE = (760, 560)
SHOWN: tuple[Group, ...] = tuple(group for group in Group if group is not Group.OWN)


class SettingsDialog(QDialog):
    """Everything that can be set, and what is only told."""

    trust_folder_wanted = Signal()
    keyring_test_wanted = Signal()
    picture_wanted = Signal()

    def __init__(self, look: Look, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = look.words
        self._look = look
        self._preferences = preferences
        self._before: dict[str, object] = {}
        self.setWindowTitle(words.say("settings.title"))
        self.groups = QListWidget()
        self.groups.setObjectName("sections")
        self.groups.setAccessibleName(words.say("settings.title"))
        self.groups.addItems([words.say(f"settings.group.{group.value}") for group in SHOWN])
        self.rows = {setting.key: row_of(look, preferences, setting) for setting in SETTINGS if setting.group in SHOWN}
        self._pages = QStackedWidget()
        self._bodies: dict[Group, QVBoxLayout] = {group: self._page(group) for group in SHOWN}
        self.trust_place, self.keys_place = ElidedLabel("muted"), ElidedLabel("muted")
        self.trust, self._limits = TrustList(look), QVBoxLayout()
        self.kept, self.tried = label("", wrap=True), label("", wrap=True)
        self.try_button = button(words.say("settings.keyring_test"), words.tip("settings.keyring_test"))
        self.folder_button = button(words.say("settings.trust_folder"), words.tip("settings.trust_folder"))
        self.reset_button = button(words.say("settings.reset"), words.tip("settings.reset"))
        self.close_button = button(words.say("dialog.close"), kind="primary")
        self._fill_facts()
        self._lay_out()
        self._connect()
        self.groups.setCurrentRow(0)

    @property
    def group(self) -> str:
        """The group that is shown."""
        return str(SHOWN[self.groups.currentRow()].value)

    def show_group(self, group: str) -> None:
        """Show a group, with its first control ready for the keyboard."""
        place = next((number for number, one in enumerate(SHOWN) if one.value == group), 0)
        self.groups.setCurrentRow(place)
        first = next((row for row in self.rows.values() if row.setting.group is SHOWN[place]), None)
        (first or self.groups).setFocus()

    def show_engines(self, engines: Sequence[tuple[str, str]]) -> None:
        """Let one of these clearing houses be chosen: id and name."""
        row, say = self.rows[CLEARING_HOUSE.key], self._look.words.say
        if isinstance(row, ChoiceRow):
            row.offer((("", say("settings.clearing_house.all")), *engines))

    def show_trust(self, folder: Path, files: Sequence[TrustFact], problem: str = "") -> None:
        """The folder of trust files, and what is in it."""
        self.trust_place.tell(str(folder))
        self.trust.show_files(files, problem)

    def show_keys(self, folder: Path, kept: str) -> None:
        """Where private keys are, and how they are locked: the end of a text `settings.kept`."""
        self.keys_place.tell(str(folder))
        self.kept.setText(self._look.words.say(f"settings.kept.{kept}"))

    def show_keyring(self, told: str) -> None:
        """What came of trying the keyring."""
        self.tried.setText(told)
        self.tried.show()
        self.tried.setAccessibleName(told)
        QAccessible.updateAccessibility(QAccessibleEvent(self.tried, QAccessible.Event.Alert))

    def show_limits(self, limits: Sequence[Limit]) -> None:
        """What a check takes at most."""
        for limit in limits:
            told = f"{limit.number:,}".replace(",", "\u202f")
            self._limits.addWidget(label(self._look.words.say(f"settings.limit.{limit.id}", number=told), wrap=True))

    @property
    def logo(self) -> PictureRow:
        """The row of the logo."""
        row = self.rows[LOGO.key]
        assert isinstance(row, PictureRow)  # noqa: S101 - the table says so
        return row

    def _reset(self) -> None:
        """To the defaults; a second time: back to what it was."""
        words, before = self._look.words, self._before
        if before:
            self._before = {}
            for row in self.rows.values():
                self._preferences.keep(row.setting, before[row.setting.key])
        else:
            self._before = {row.setting.key: self._preferences[row.setting] for row in self.rows.values()}
            self._preferences.reset()
        text_id = "settings.undo_reset" if self._before else "settings.reset"
        self.reset_button.setText(words.say(text_id))
        self.reset_button.setAccessibleName(words.say(text_id))
        self.reset_button.setAccessibleDescription(words.tip(text_id))

    def _changed(self, key: str) -> None:
        if key in self.rows:
            self.rows[key].show_value()

    def _connect(self) -> None:
        self.groups.currentRowChanged.connect(self._pages.setCurrentIndex)
        self.folder_button.clicked.connect(self.trust_folder_wanted)
        self.try_button.clicked.connect(self.keyring_test_wanted)
        self.logo.picture_wanted.connect(self.picture_wanted)
        self.reset_button.clicked.connect(self._reset)
        self.close_button.clicked.connect(self.accept)
        self._preferences.changed.connect(self._changed)

    def _fill_facts(self) -> None:
        """What is told beside the settings of a group."""
        say = self._look.words.say
        self.tried.hide()
        parts: tuple[tuple[Group, str, tuple[QWidget | QVBoxLayout, ...]], ...] = (
            (Group.TRUST, "trust", (self.trust_place, _left(self.folder_button), self.trust)),
            (Group.KEYS, "keys", (self.kept, self.keys_place, _left(self.try_button), self.tried)),
            (Group.LIMITS, "limits", (self._limits,)),
        )
        for group, text_id, widgets in parts:
            body = self._bodies[group]
            body.addWidget(label(say(f"settings.explain.{text_id}"), "muted", wrap=True))
            for widget in widgets:
                if isinstance(widget, QVBoxLayout):
                    widget.setSpacing(4)
                    body.addLayout(widget)
                else:
                    body.addWidget(widget)
        for body in self._bodies.values():
            body.addStretch()

    def _page(self, group: Group) -> QVBoxLayout:
        inside = QWidget()
        inside.setObjectName("page")
        body = QVBoxLayout(inside)
        body.setContentsMargins(16, 4, 16, 4)
        body.setSpacing(16)
        own: list[Row] = [row for row in self.rows.values() if row.setting.group is group]
        for row in own:
            body.addWidget(row)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty("kind", "" if own else "read")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus if own else Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self._look.words.say(f"settings.group.{group.value}"))
        area.setWidget(inside)
        self._pages.addWidget(area)
        return body

    def _lay_out(self) -> None:
        open_at(self, _SIZE)
        self.groups.setFixedWidth(self.groups.sizeHintForColumn(0) + 24)
        self.groups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.close_button.setDefault(True)
        columns = QHBoxLayout()
        columns.setSpacing(8)
        columns.addWidget(self.groups)
        columns.addWidget(self._pages, 1)
        layout = framed(self, 16)
        layout.addLayout(columns, 1)
        others = (self.reset_button, HelpButton(self._look, "settings", self.windowTitle()))
        layout.addLayout(button_row(others, (self.close_button,)))


def _left(widget: QWidget) -> QWidget:
    """A button as wide as its text, at the left."""
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(widget)
    inside.addStretch()
    return row
