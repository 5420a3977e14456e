# SPDX-License-Identifier: Apache-2.0
"""Another language, with the window open: all that was open goes on, and nothing of the old window stays."""

import threading
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from assay.authoring.edited_text import Change
from assay.places import user_drafts
from assay_gui.app import Program
from assay_gui.dialogs.settings import SettingsDialog
from assay_gui.functions import core_functions
from assay_gui.preferences import AS_THE_SYSTEM, LANGUAGE
from assay_gui.running import Running
from keys_window import PASSPHRASE, Vault, keyring, profile, vault
from window import BROKEN, GOOD, MOMENT, Desk, Window, close, qtbot_application, require_sound_qt

__all__ = ["keyring", "profile", "vault"]


@pytest.fixture
def running(qtbot, tmp_path: Path):
    """A program that may be followed by another."""
    require_sound_qt()
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    desk = Desk()

    def make(words):
        functions = replace(core_functions(words), clock=lambda: MOMENT)
        return Program(qtbot_application(), settings, words, asking=desk.asking(), functions=functions)

    made = Running(make, AS_THE_SYSTEM, "en")
    made.program.begin([])
    wait_for_window(qtbot, made)
    yield made
    close(Window(qtbot, made.program, desk))


def wait_for_window(qtbot, running: Running) -> Window:
    main = running.program.window
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow, timeout=10_000)
    qtbot.waitUntil(lambda: "Loire" in main.rail.foot.text(), timeout=10_000)
    return Window(qtbot, running.program, Desk())


def speak(qtbot, running: Running, lang: str) -> Window:
    """Choose a language in the settings, by keyboard, and close them in the new window."""
    words = running.program.look.words
    running.program.window.actions_table["settings"].trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    choice = dialog.rows["language"].choice
    choice.setFocus()
    for _ in range(choice.count()):
        qtbot.keyClick(choice, Qt.Key.Key_Up if lang == AS_THE_SYSTEM else Qt.Key.Key_Down)
        if choice.currentData() == lang:
            break
    del dialog, choice  # what a test holds cannot go
    qtbot.waitUntil(lambda: running.program.look.words is not words, timeout=10_000)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), SettingsDialog), timeout=10_000)
    anew = QApplication.activeModalWidget()
    assert isinstance(anew, SettingsDialog)
    assert (anew.parent(), anew.group) == (running.program.window, "look")
    qtbot.keyClick(anew, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    return wait_for_window(qtbot, running)


def test_the_project_goes_on_in_the_other_language(running: Running, qtbot, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    wait_for_window(qtbot, running)
    running.program.window.show_page("write")
    running.program.write.project.projects.create(tmp_path / "acme", {}, lambda: None)
    qtbot.waitUntil(lambda: running.program.write.project.projects.may_write, timeout=10_000)
    running.program.write.writing.answer("company", "name", "Acme")
    speak(qtbot, running, "de")
    assert running.program.window.shown_page == "write"
    qtbot.waitUntil(lambda: running.program.write.project.projects.may_write, timeout=10_000)
    assert running.program.write.writing.answers("company") == {"name": "Acme"}
    assert running.program.write.page.project.state.text() == "Alles ist gespeichert."


def test_documents_go_on_in_the_other_language(running: Running, qtbot, sample_file):
    window = wait_for_window(qtbot, running)
    window.open(sample_file(GOOD))
    window.open_sample(BROKEN)
    second = window.session.documents[1].key
    window.session.check_as_of(second, MOMENT.replace(year=2025))
    window.wait_until(window.is_quiet)
    window.page.tabs.show_tab("source")
    window.page.choose_entry(0)
    window.main.resize(760, 640)
    english = window.page.head.banner.headline

    german = speak(qtbot, running, "de")
    german.wait_until(german.is_quiet)
    assert [document.name for document in german.session.documents] == [
        GOOD.partition("/")[2],
        BROKEN.partition("/")[2],
    ]
    assert german.session.current is not None
    assert (german.session.current.key, german.session.current.moment) == (second, MOMENT.replace(year=2025))
    assert german.main.shown_page == "documents"
    assert german.page.tabs.shown == "source"
    german.wait_until(lambda: german.page.cards.current == 0)
    german.page.choose_entry(1)
    german.session.check_again(second)
    german.wait_until(german.is_quiet)
    assert german.page.cards.current == 1  # it was chosen again once, not ever
    assert german.page.head.banner.headline.startswith("Nicht konform")
    assert german.page.head.banner.headline != english
    assert german.main.menuBar().actions()[0].text() == "&Datei"
    assert (german.main.width(), german.main.height()) == (760, 640)
    assert running.program.preferences[LANGUAGE] == "de"


@pytest.mark.usefixtures("profile")
def test_work_that_was_not_saved_goes_on_once(running: Running, qtbot, sample_file):
    window = wait_for_window(qtbot, running)
    path = sample_file(GOOD)
    before = path.read_bytes()
    window.open(path)
    key = window.session.documents[0].key
    window.program.editing.change(key, Change(0, "", "\n"))
    window.session.open_text("pasted", before)
    window.wait_until(lambda: len(window.session.documents) == 2 and window.is_quiet())
    window.program.editing.change(window.session.documents[1].key, Change(0, "", "  "))
    window.wait_until(window.is_quiet)

    german = speak(qtbot, running, "de")
    german.wait_until(german.is_quiet)
    assert [document.key for document in german.session.documents] == [key, key + 1]
    assert [document.is_saved for document in german.session.documents] == [False, False]
    assert german.main.notice.message == ""
    german.program.editing.keep()
    assert len(list(user_drafts().glob("*/*.draft.json"))) == 2
    german.program.editing.undo(key)
    edited = german.session.document(key).edited
    assert edited.data == before
    assert path.read_bytes() == before


def test_nothing_of_the_old_window_stays(running: Running, qtbot):
    window = wait_for_window(qtbot, running)
    window.open_sample(BROKEN)
    threads = threading.active_count()
    gone, program = [], running.program
    parts = {"window": program.window, "session": program.session, "tasks": program.tasks, "theme": program.theme}
    for name, part in {**parts, "program": program, "keys": program.keys}.items():
        part.destroyed.connect(lambda *_, name=name: gone.append(name))
    wrapped = weakref.ref(program.window)
    del window, program, parts, part
    speak(qtbot, running, "fr")
    qtbot.waitUntil(lambda: set(gone) == {"program", "window", "session", "tasks", "theme", "keys"}, timeout=10_000)
    qtbot.waitUntil(lambda: wrapped() is None, timeout=10_000)
    assert threading.active_count() <= threads
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [running.program.window]
    QApplication.styleHints().setColorScheme(Qt.ColorScheme.Dark)  # a colour theme that stayed would answer
    QApplication.styleHints().unsetColorScheme()


def test_back_and_forth_leaves_one_window(running: Running, qtbot):
    wait_for_window(qtbot, running)
    for lang in ("de", "fr", AS_THE_SYSTEM):
        window = speak(qtbot, running, lang)
    assert window.main.menuBar().actions()[0].text() == "&File"
    assert len([one for one in QApplication.topLevelWidgets() if type(one).__name__ == "MainWindow"]) == 1


def test_the_open_vault_stays_open(vault: Vault, running: Running, qtbot):
    from keys_window import unlock

    window = wait_for_window(qtbot, running)
    unlock(window)
    chosen = window.program.keys.chosen
    assert chosen is not None
    after = speak(qtbot, running, "de")
    after.wait_until(lambda: after.program.keys.vault is not None and bool(after.program.keys.holdings.keys))
    assert after.program.keys.chosen is not None
    assert after.program.keys.chosen.record.id == chosen.record.id
    assert after.main.shown_page == "keys"
    assert PASSPHRASE not in repr(after.program.leave())
    assert vault.wrapping_key().hex() not in repr(after.program.leave())
