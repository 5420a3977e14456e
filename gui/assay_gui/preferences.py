# SPDX-License-Identifier: Apache-2.0
"""What the window keeps between two starts: one literal table of settings, and the only access to them.

A value that is wrong or damaged is taken for the default: nobody is told, and nothing stops.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from assay.texts import LANGUAGES
from assay.values import frozen

Value = TypeVar("Value")

AS_THE_SYSTEM = "system"
LEAST_SIZE, USUAL_SIZE, LARGEST_SIZE, SIZE_STEP = 80, 100, 200, 10
LONGEST_NAME = 120
_LONGEST_LIST, _LONGEST_PATH = 200_000, 4_096
_ENGINE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SWITCHES = {"true": True, "false": False, "1": True, "0": False}


class Kind(Enum):
    """What a setting holds, and how it is changed."""

    CHOICE = auto()
    NUMBER = auto()
    SWITCH = auto()
    LINE = auto()
    PATH = auto()
    ENGINE = auto()
    """The id of a profile in one of the rule packs; which there are is known when the packs are loaded."""
    PICTURE = auto()
    """The name of a picture in the user's data folder."""
    BYTES = auto()
    """Of Qt itself."""
    LIST = auto()
    """JSON, read by whoever keeps it."""


class Group(Enum):
    """Settings that stand together. Some groups only tell something; those of the window itself are shown to nobody."""

    LOOK = "look"
    CHECKS = "checks"
    TRUST = "trust"
    KEYS = "keys"
    REPORTS = "reports"
    START = "start"
    LIMITS = "limits"
    OWN = "own"


@frozen
class Setting(Generic[Value]):
    """One setting. Its label and explanation are the text `window.settings.<key>`, those of its values below it."""

    key: str
    kind: Kind
    default: Value
    group: Group = Group.OWN
    values: tuple[str, ...] = ()
    """Of a choice: all that it may be."""
    low: int = 0
    high: int = 0
    step: int = 1


LANGUAGE = Setting("language", Kind.CHOICE, AS_THE_SYSTEM, Group.LOOK, (AS_THE_SYSTEM, *LANGUAGES))
THEME = Setting("theme", Kind.CHOICE, AS_THE_SYSTEM, Group.LOOK, (AS_THE_SYSTEM, "light", "dark"))
TEXT_SIZE = Setting("text_size", Kind.NUMBER, USUAL_SIZE, Group.LOOK, low=LEAST_SIZE, high=LARGEST_SIZE, step=SIZE_STEP)
STILL = Setting("still", Kind.SWITCH, False, Group.LOOK)  # noqa: FBT003 - the default of the row
CLEARING_HOUSE = Setting("clearing_house", Kind.ENGINE, "", Group.CHECKS)
COMPANY = Setting("company", Kind.LINE, "", Group.REPORTS)
LOGO = Setting("logo", Kind.PICTURE, "", Group.REPORTS)
RESTORE = Setting("restore", Kind.SWITCH, True, Group.START)  # noqa: FBT003 - the default of the row
TOUR_CLOSED = Setting("tour_closed", Kind.SWITCH, False)  # noqa: FBT003 - the default of the row
CARD_DRIVER = Setting("card_driver", Kind.PATH, "")
ACCEPTANCE_OWNER = Setting("acceptance_owner", Kind.LINE, "")
GEOMETRY = Setting("geometry", Kind.BYTES, QByteArray())
RECENT = Setting("recent", Kind.LIST, "[]")
LEFT_OPEN = Setting("left_open", Kind.LIST, "[]")
PROJECT = Setting("project", Kind.PATH, "")

SETTINGS: tuple[Setting[str] | Setting[int] | Setting[bool] | Setting[QByteArray], ...] = (
    LANGUAGE, THEME, TEXT_SIZE, STILL, CLEARING_HOUSE, COMPANY, LOGO, RESTORE, TOUR_CLOSED, CARD_DRIVER,
    ACCEPTANCE_OWNER, GEOMETRY, RECENT, LEFT_OPEN, PROJECT,
)  # fmt: skip
"""All that is kept, in the order it is shown."""


class Preferences(QObject):
    """The settings as they are now."""

    changed = Signal(str)
    """The key of a setting that has another value."""

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def __getitem__(self, setting: Setting[Value]) -> Value:
        """What a setting is; its default where nothing is kept, or nothing that may be."""
        kept = self._settings.value(setting.key)
        found = None if kept is None else _READ[setting.kind](setting, kept)
        return setting.default if found is None else cast("Value", found)

    def keep(self, setting: Setting[Value], value: Value) -> None:
        """Change a setting; the default is not written down. ValueError for what it may not be."""
        if _READ[setting.kind](setting, value) is None:
            raise ValueError(setting.key)
        kept = self._settings.value(setting.key)
        found = None if kept is None else _READ[setting.kind](setting, kept)
        if value == setting.default:
            if kept is not None:
                self._settings.remove(setting.key)
        elif value != found:  # the same once more would be written to the disk at every key stroke
            self._settings.setValue(setting.key, value)
        if value != (setting.default if found is None else found):
            self.changed.emit(setting.key)

    def write(self) -> None:
        """Have everything written down now, and not when there is time for it."""
        self._settings.sync()

    def reset(self) -> None:
        """Give back every setting that is shown its default."""
        for setting in SETTINGS:
            if setting.group is not Group.OWN:
                self.keep(cast("Setting[object]", setting), setting.default)


def _choice(setting: "Setting[Value]", kept: object) -> str | None:
    return kept if isinstance(kept, str) and kept in setting.values else None


def _number(setting: "Setting[Value]", kept: object) -> int | None:
    """Files of settings give numbers back as texts."""
    if isinstance(kept, bool) or not isinstance(kept, int | str):
        return None
    try:
        found = int(kept)
    except ValueError:
        return None
    return found if setting.low <= found <= setting.high else None


def _switch(_setting: "Setting[Value]", kept: object) -> bool | None:
    return kept if isinstance(kept, bool) else _SWITCHES.get(str(kept).lower())


def _line(_setting: "Setting[Value]", kept: object) -> str | None:
    fits = isinstance(kept, str) and len(kept) <= LONGEST_NAME and kept.isprintable()
    return cast("str", kept) if fits else None


def _path(_setting: "Setting[Value]", kept: object) -> str | None:
    return kept if isinstance(kept, str) and len(kept) <= _LONGEST_PATH and "\0" not in kept else None


def _engine(_setting: "Setting[Value]", kept: object) -> str | None:
    return kept if isinstance(kept, str) and (not kept or _ENGINE.fullmatch(kept)) else None


def _picture(_setting: "Setting[Value]", kept: object) -> str | None:
    """The name alone: it is looked for in one folder and nowhere else."""
    plain = isinstance(kept, str) and (not kept or _ENGINE.fullmatch(kept) is not None) and ".." not in str(kept)
    return cast("str", kept) if plain else None


def _bytes(_setting: "Setting[Value]", kept: object) -> QByteArray | None:
    return kept if isinstance(kept, QByteArray) else None


def _list(_setting: "Setting[Value]", kept: object) -> str | None:
    return kept if isinstance(kept, str) and len(kept) <= _LONGEST_LIST else None


_READ: Mapping[Kind, Callable[..., object]] = {
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.SWITCH: _switch,
    Kind.LINE: _line,
    Kind.PATH: _path,
    Kind.ENGINE: _engine,
    Kind.PICTURE: _picture,
    Kind.BYTES: _bytes,
    Kind.LIST: _list,
}
