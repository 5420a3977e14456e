# SPDX-License-Identifier: Apache-2.0
"""Tasks: results come on the main thread, once, and only from the newest call that nobody cancelled."""

import sys
import threading
import time

import pytest
from PySide6.QtCore import QTimer

from assay_gui.tasks import HAND_OVER_AFTER, PLACES, SLOW_AFTER_MS, Tasks


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot, tasks: Tasks):
    seen = []

    def succeed(thread: int) -> None:
        seen.append((thread, threading.get_ident()))

    tasks.start("x", lambda _stop: threading.get_ident(), succeed, on_failure=pytest.fail)
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert receiver == threading.get_ident() != worker


def test_work_that_waits_for_a_person_takes_no_place_of_others(qtbot, tasks: Tasks):
    answer, seen = threading.Event(), []
    for number in range(5):
        tasks.start(f"keyring {number}", lambda _stop: answer.wait(20), seen.append, on_failure=pytest.fail, waits=True)
    tasks.start("x", lambda _stop: "done", seen.append, on_failure=pytest.fail)
    qtbot.waitUntil(lambda: seen == ["done"])
    answer.set()
    qtbot.waitUntil(lambda: seen == ["done", True, True, True, True, True])


def test_what_a_result_sets_in_motion_begins_when_it_is_shown(qtbot, tasks: Tasks):
    begun, seen = threading.Event(), []

    def show(_result: object) -> None:
        tasks.start("y", lambda _stop: begun.set(), seen.append, on_failure=pytest.fail)
        seen.append(begun.wait(0.1))

    tasks.start("x", lambda _stop: None, show, on_failure=pytest.fail)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [False, None]


def test_never_more_is_made_than_the_window_takes_and_it_lives_between_results(qtbot, tasks: Tasks):
    told: list[str] = []
    turns = QTimer()
    turns.timeout.connect(lambda: told.append("turn"))
    turns.start(0)
    for number in range(9):
        tasks.start(
            str(number), lambda _stop: told.append("made"), lambda _: told.append("taken"), on_failure=pytest.fail
        )
    qtbot.waitUntil(lambda: told.count("taken") == 9)
    turns.stop()
    ahead = [told[:at].count("made") - told[:at].count("taken") for at in range(len(told))]
    assert 0 < max(ahead) <= PLACES
    between_turns = " ".join(one for one in told if one != "made").split("turn")
    assert max(stretch.count("taken") for stretch in between_turns) <= PLACES


def test_what_is_cancelled_before_its_turn_is_never_begun_and_holds_up_nobody(qtbot, tasks: Tasks):
    answer, made, seen = threading.Event(), [], []
    for number in range(PLACES):
        tasks.start(str(number), lambda _stop: answer.wait(20), seen.append, on_failure=pytest.fail)
    tasks.start("x", lambda _stop: made.append("x"), pytest.fail, on_failure=pytest.fail)
    tasks.start("y", lambda _stop: made.append("y"), seen.append, on_failure=pytest.fail)
    assert tasks.cancel("x")
    answer.set()
    qtbot.waitUntil(lambda: len(seen) == PLACES + 1)
    assert made == ["y"]


def test_closing_waits_for_what_is_quick_and_not_for_a_person(qtbot, monkeypatch):
    monkeypatch.setattr("assay_gui.tasks.LEAVE_AFTER", 0.3)
    tasks, answer, ended = Tasks(), threading.Event(), threading.Event()

    def work(_stop: object) -> None:
        answer.wait(20)
        ended.set()

    tasks.start("keyring", work, pytest.fail, on_failure=pytest.fail, waits=True)
    tasks.start("quick", lambda _stop: time.sleep(0.1), pytest.fail, on_failure=pytest.fail, waits=True)
    started = time.monotonic()
    tasks.close()
    assert 0.3 <= time.monotonic() - started < 5
    tasks.deleteLater()
    qtbot.wait(50)
    answer.set()
    assert ended.wait(5)


def test_what_is_to_be_done_at_the_end_comes_last_and_holds_up_nobody(monkeypatch):
    monkeypatch.setattr("assay_gui.tasks.LEAVE_AFTER", 0.3)
    tasks, answer, seen = Tasks(), threading.Event(), []
    tasks.start("quick", lambda _stop: seen.append("work"), pytest.fail, on_failure=pytest.fail)
    tasks.at_the_end(lambda: seen.append("end"))
    tasks.at_the_end(lambda: answer.wait(20))
    started = time.monotonic()
    tasks.close()
    assert 0.3 <= time.monotonic() - started < 5
    assert seen[-1] == "end"
    tasks.close()
    assert seen.count("end") == 1
    answer.set()


def test_an_exception_arrives_as_it_is(qtbot, tasks: Tasks):
    seen = []
    tasks.start("x", lambda _stop: 1 // 0, pytest.fail, on_failure=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


def test_a_cancelled_task_stays_silent_and_is_asked_to_stop(qtbot, tasks: Tasks):
    started, stopped = threading.Event(), threading.Event()

    def work(stop) -> int:
        started.set()
        while not stop.cancelled():
            time.sleep(0.002)
        stopped.set()
        return 1

    tasks.start("x", work, pytest.fail, on_failure=pytest.fail)
    assert started.wait(2)
    assert tasks.is_running("x")
    assert tasks.cancel("x")
    assert not tasks.is_running("x")
    assert not tasks.cancel("x")
    assert stopped.wait(2)
    qtbot.wait(50)


def test_only_the_newest_of_a_key_delivers(qtbot, tasks: Tasks):
    seen = []
    hold = threading.Event()
    tasks.start("x", lambda _stop: hold.wait(2) and "old", seen.append, on_failure=pytest.fail)
    tasks.start("x", lambda _stop: "new", seen.append, on_failure=pytest.fail)
    qtbot.waitUntil(lambda: bool(seen))
    hold.set()
    qtbot.wait(50)
    assert seen == ["new"]


def test_slow_work_is_told_and_quick_work_is_not(qtbot, tasks: Tasks):
    seen, done = [], []
    tasks.start("quick", lambda _stop: 1, done.append, on_failure=pytest.fail, on_slow=lambda: seen.append("quick"))
    slow_for = (SLOW_AFTER_MS + 150) / 1000
    tasks.start(
        "slow",
        lambda _stop: time.sleep(slow_for),
        done.append,
        on_failure=pytest.fail,
        on_slow=lambda: seen.append("slow"),
    )
    qtbot.waitUntil(lambda: len(done) == 2)
    assert seen == ["slow"]


def test_closing_waits_for_threads_and_delivers_nothing(qtbot):
    tasks = Tasks()
    ended = []
    tasks.start("x", lambda _stop: (time.sleep(0.05), ended.append(1)), pytest.fail, on_failure=pytest.fail)
    time.sleep(0.02)
    tasks.close()
    assert ended == [1]
    qtbot.wait(20)


def test_nothing_begins_once_all_is_closed(qtbot):
    tasks, begun = Tasks(), []
    tasks.close()
    tasks.start("x", lambda _stop: begun.append("x"), pytest.fail, on_failure=pytest.fail)
    assert not tasks.is_running("x")
    qtbot.wait(50)
    assert not begun


def test_work_gives_the_interpreter_back_soon(tasks: Tasks):
    assert sys.getswitchinterval() == pytest.approx(HAND_OVER_AFTER, rel=0.01)
    assert HAND_OVER_AFTER < 0.005, "Python's own"
