# SPDX-License-Identifier: Apache-2.0
"""Settings: each has its words, what is damaged is the default, nothing is kept that may not be."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from assay.texts import LANGUAGES, load_texts
from assay_gui import preferences as p
from assay_gui.preferences import SETTINGS, Group, Kind, Preferences
from assay_gui.theme import Mode


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def again(kept: QSettings) -> Preferences:
    """The settings as the next start reads them from the file."""
    kept.sync()
    return Preferences(QSettings(kept.fileName(), QSettings.Format.IniFormat))


def test_a_fresh_profile_has_the_defaults(kept: QSettings):
    assert [Preferences(kept)[setting] for setting in SETTINGS] == [setting.default for setting in SETTINGS]
    assert kept.allKeys() == []


GOOD = [
    (p.LANGUAGE, "fr"), (p.THEME, "dark"), (p.TEXT_SIZE, 150), (p.CLEARING_HOUSE, "tagus-2.1.0-lab"),
    (p.COMPANY, "Müller & Söhne GmbH"), (p.LOGO, "report-logo.png"), (p.RESTORE, False), (p.TOUR_CLOSED, True),
    (p.CARD_DRIVER, "/usr/lib/cards.so"), (p.ACCEPTANCE_OWNER, "Zoë Müller"), (p.STILL, True),
    (p.GEOMETRY, QByteArray(b"\x01\x02")), (p.RECENT, "[1]"), (p.LEFT_OPEN, "[2]"),
    (p.PROJECT, "/home/anna/acme"),
]  # fmt: skip


def test_what_is_kept_comes_back_from_the_file(kept: QSettings):
    assert {setting.key for setting, _ in GOOD} == {setting.key for setting in SETTINGS}
    before = Preferences(kept)
    for setting, value in GOOD:
        before.keep(setting, value)
    after = again(kept)
    assert [after[setting] for setting, _ in GOOD] == [value for _, value in GOOD]


WRONG = [
    (p.LANGUAGE, "tlh"), (p.LANGUAGE, 7), (p.THEME, "purple"), (p.TEXT_SIZE, 10_000), (p.TEXT_SIZE, "large"),
    (p.TEXT_SIZE, "-1"), (p.TEXT_SIZE, 79), (p.TEXT_SIZE, 201), (p.CLEARING_HOUSE, "../x"),
    (p.CLEARING_HOUSE, "x" * 99), (p.COMPANY, "a\nb"), (p.COMPANY, "x" * 500), (p.COMPANY, ["a"]),
    (p.LOGO, "../../secret.png"), (p.LOGO, "/etc/passwd"), (p.LOGO, "a..png"),
    (p.RESTORE, "perhaps"), (p.GEOMETRY, "wide"), (p.RECENT, "x" * 300_000), (p.RECENT, 3),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "value"), WRONG)
def test_what_is_damaged_is_the_default(kept: QSettings, setting, value):
    kept.setValue(setting.key, value)
    assert again(kept)[setting] == setting.default
    with pytest.raises(ValueError, match=setting.key):
        Preferences(kept).keep(setting, value)


def test_a_change_is_told_once_and_no_change_is_not(kept: QSettings):
    told = []
    preferences = Preferences(kept)
    preferences.changed.connect(told.append)
    preferences.keep(p.TEXT_SIZE, 150)
    preferences.keep(p.TEXT_SIZE, 150)
    assert told == ["text_size"]


def test_a_reset_leaves_the_window_and_its_files_alone(kept: QSettings):
    preferences = Preferences(kept)
    for setting, value in GOOD:
        preferences.keep(setting, value)
    preferences.reset()
    own = {setting.key for setting in SETTINGS if setting.group is Group.OWN}
    assert set(kept.allKeys()) == own
    assert own == {"tour_closed", "card_driver", "acceptance_owner", "geometry", "recent", "left_open", "project"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_and_value_has_its_words(lang: str):
    texts = load_texts(lang)
    shown = [setting for setting in SETTINGS if setting.group is not Group.OWN]
    for setting in shown:
        entry = texts.entry(f"window.settings.{setting.key}")
        assert entry is not None, setting.key
        assert entry["what"], setting.key
        assert entry["tip"], setting.key
        for value in setting.values:
            assert texts.has(f"window.settings.{setting.key}.{value}"), value
    for group in Group:
        assert group is Group.OWN or texts.has(f"window.settings.group.{group.value}")


def test_the_table_is_sound():
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert (setting.kind is Kind.CHOICE) == bool(setting.values)
        if setting.kind is Kind.NUMBER:
            assert setting.low <= setting.default <= setting.high
            assert (setting.high - setting.low) % setting.step == 0
    assert set(p.THEME.values) == {mode.value for mode in Mode}


def test_what_is_kept_as_it_is_is_not_written_once_more(kept: QSettings, monkeypatch: pytest.MonkeyPatch):
    """The open files are kept at every check, and so at every key stroke."""
    written: list[str] = []
    preferences = Preferences(kept)
    preferences.keep(p.LEFT_OPEN, "[2]")
    monkeypatch.setattr(kept, "setValue", lambda key, _value: written.append(key))
    monkeypatch.setattr(kept, "remove", written.append)
    preferences.keep(p.LEFT_OPEN, "[2]")
    preferences.keep(p.RECENT, p.RECENT.default)
    assert written == []
    preferences.keep(p.LEFT_OPEN, "[3]")
    preferences.keep(p.LEFT_OPEN, p.LEFT_OPEN.default)
    assert written == [p.LEFT_OPEN.key] * 2
