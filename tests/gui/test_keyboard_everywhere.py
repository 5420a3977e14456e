# SPDX-License-Identifier: Apache-2.0
"""Every row of the gallery by keys alone: round and back, in the order of reading, out again, help where one is; and
the focus is seen wherever it comes to.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QDialog, QWidget

import keyboard
from assay_gui.dialogs.help import HelpDialog
from gallery import SCENES
from keyboard import SHIFT, Key, focus, press
from stage import Scene, Stage, staged
from widget_faults import described, unreached, without_visible_focus

UNFOLDED = {"dialog-sign": "How the signature is written"}
"""What a button in the last row unfolds above that row: Tab comes to it right after the button, as it is asked for."""
HELP_OF_ROW = {
    "home": "first-steps",
    "documents": "verdict",
    "keys": "keys",
    "rules": "rules",
    "history": "reports",
    "document": "verdict",
    "folder": "verdict",
    "submission": "verdict",
    "form": "writing",
    "write": "writing",
}
"""First word of the name of a row to the page of the help; rows of tabs and dialogs are below."""
HELP_OF_TAB = {"source": "correcting", "search": "correcting", "criteria": "levels", "signatures": "files"}
HELP_OF_DIALOG = {
    "correcting": "fix fix-all migrate migrate-searched migrate-not-found unsaved accept-finding",
    "files": "keep-file settings-trust-remove",
    "keys": "unlock lock make-key import-key card card-none pin retire-key remove-key backup try-backup restore "
    "key-log renew-ending renew-over request attach",
    "privacy": "about failure history-delete history-keep",
    "reports": "export history-report history-compare",
    "rules": "rules-import rules-compare",
    "settings": "settings-look settings-checks settings-trust settings-trust-kept settings-keys "
    "settings-reports settings-start settings-limits",
    "signing": "sign sign-all ask ask-all answer answer-all owner accept publish published hand-in handed-in "
    "read-answer registration-number terms page-text",
    "verdict": "as-of clearing-houses",
    "writing": "form-pick form-pick-not-found project-choice project-take-over table table-begun evidence "
    "evidence-empty evidence-row evidence-renew derive compare-documents compare-documents-none new new-own "
    "keep-template table-workbook",
}
"""Page of the help to the rows of the dialogs it is about."""


def wanted_help(name: str) -> str:
    """The page of the help that belongs to a row."""
    kind, _, rest = name.partition("-")
    if kind == "dialog":
        return next(page for page, rows in HELP_OF_DIALOG.items() if rest in rows.split())
    return HELP_OF_TAB.get(name.rpartition("-")[2], HELP_OF_ROW[kind])


def begin(stage: Stage, shown: QWidget) -> None:
    """As a person comes to it: the window has the keyboard, and keys are what it is used with."""
    shown.activateWindow()
    stage.window.wait_until(lambda: QApplication.activeWindow() is shown)
    press(Key.Key_Shift)


def goes_round(name: str, shown: QWidget) -> list[str]:
    """Tab goes round and comes back, Shift+Tab the other way round, in the order of reading."""
    there = keyboard.ring()
    back = keyboard.ring(Key.Key_Backtab, SHIFT)
    found = [] if back == [there[0], *reversed(there[1:])] else [f"another way back: {told(back)} / {told(there)}"]
    left_out = UNFOLDED.get(name)
    return found + keyboard.out_of_order([one for one in there if one.accessibleName() != left_out], shown)


def goes_round_panes() -> list[str]:
    """F6 goes round the panes and comes back, Shift+F6 the other way round."""
    press(Key.Key_F6)
    there, back = keyboard.ring(Key.Key_F6), keyboard.ring(Key.Key_F6, SHIFT)
    is_round = len(there) > 1 and back == [there[0], *reversed(there[1:])]
    return [] if is_round else [f"panes: {told(there)} / {told(back)}"]


def told(stops: Sequence[QWidget]) -> list[str]:
    return [described(one) for one in stops]


def helps(stage: Stage, name: str, shown: QWidget) -> list[str]:
    """F1 shows the page that belongs there; Esc goes back to where one was."""
    before = focus()
    press(Key.Key_F1)
    stage.window.wait_until(lambda: isinstance(QApplication.activeWindow(), HelpDialog))
    help_dialog = QApplication.activeWindow()
    assert isinstance(help_dialog, HelpDialog)
    page, wanted = help_dialog.shown, wanted_help(name)
    focus()
    press(Key.Key_Escape)
    stage.window.wait_until(lambda: QApplication.activeWindow() is shown)
    found = [] if page == wanted else [f"F1 shows {page}, not {wanted}"]
    return found if focus() is before else [*found, f"from the help it goes to {described(focus())}"]


def closes(stage: Stage, shown: QWidget, before: QWidget | None) -> list[str]:
    """Esc closes a dialog, and the keyboard is where it was before."""
    press(Key.Key_Escape)
    stage.settle()
    if shiboken6.isValid(shown) and shown.isVisible():
        return ["Esc does not close it"]
    stage.main.activateWindow()
    stage.window.wait_until(stage.main.isActiveWindow)
    here = QApplication.focusWidget()
    return [] if here is before else [f"after it the keyboard is at {here and described(here)}"]


def is_seen(qtbot: Any, shown: QWidget) -> list[str]:
    """All that can be used is come to, and looks otherwise while it has the keyboard; then it is where it was."""
    here = focus()
    press = lambda key: qtbot.keyClick(shown.focusWidget() or shown, key)  # noqa: E731 - a name for one call
    found = [
        *(f"not reached: {one}" for one in unreached(shown, press)),
        *(f"focus not seen: {one}" for one in without_visible_focus(shown)),
    ]
    here.setFocus(Qt.FocusReason.TabFocusReason)
    return found


def faults(qtbot: Any, stage: Stage, scene: Scene) -> list[str]:
    """What is wrong in a row, which is gone afterwards."""
    shown = scene.show(stage)
    before = stage.main.focusWidget()
    begin(stage, shown)
    found = goes_round(scene.name, shown)
    if shown is stage.main:
        found += goes_round_panes()
    if not isinstance(shown, HelpDialog) and type(shown) is not QDialog:  # such a one holds a lone editor
        found += helps(stage, scene.name, shown)
    found += is_seen(qtbot, shown)
    if shown is not stage.main:
        found += closes(stage, shown, before)
    if shiboken6.isValid(shown):
        stage.clear(shown)
    return [f"{scene.name}: {one}" for one in found]


def test_keys_go_round_everywhere_the_focus_is_seen_and_nothing_stays_when_the_window_is_closed(qtbot, tmp_path: Path):
    """In one walk through all rows: setting them is most of the work."""
    before, threads = set(QApplication.topLevelWidgets()), set(threading.enumerate())
    with staged(qtbot, tmp_path, "en") as stage:
        pool = stage.window.program.tasks._pool
        found = [one for scene in SCENES for one in faults(qtbot, stage, scene)]
        assert not found, "\n".join(found)
        stage.main.close()
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
        qtbot.waitUntil(lambda: pool.activeThreadCount() == 0, timeout=5_000)
    qtbot.wait(50)
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    assert [repr(one) for one in QApplication.topLevelWidgets() if one not in before] == []
    own = {one for one in threading.enumerate() if not isinstance(one, threading._DummyThread)}
    assert own - threads == set()  # Qt was asked for its own above; Python never forgets one of them that it has named
