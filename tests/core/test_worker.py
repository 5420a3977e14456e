# SPDX-License-Identifier: Apache-2.0
"""A function in a process of its own: it answers, or it is gone."""

import multiprocessing
import os
import threading
import time

import pytest

from assay.errors import PackError
from assay.pack_trial import tried
from assay.progress import Silent
from assay.worker import StoppedError, call, call_until
from pack_specimens import sound_files
from slow_trials import LONG, never_done

SOON = 5.0


class Asked(Silent):
    """Somebody wants it stopped, from a moment on."""

    def __init__(self) -> None:
        self.event = threading.Event()

    def cancelled(self) -> bool:
        return self.event.is_set()


def test_it_answers():
    assert call(abs, 30.0, -2) == 2
    assert call(os.getpid, 30.0) != os.getpid()


def test_it_is_gone_after_its_time():
    with pytest.raises(StoppedError) as caught:
        call(never_done, 0.2, {})
    assert caught.value.text_id == "worker.timeout"
    assert multiprocessing.active_children() == []


def test_it_is_gone_as_soon_as_nobody_wants_it():
    asked, begun = Asked(), time.monotonic()
    threading.Timer(0.3, asked.event.set).start()
    with pytest.raises(StoppedError) as caught:
        call_until(asked, never_done, LONG, {})
    assert caught.value.text_id == "worker.stopped"
    assert time.monotonic() - begun < SOON
    assert multiprocessing.active_children() == []


def test_a_trial_ends_at_once_and_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assay.pack_trial.try_here", never_done)
    asked, begun = Asked(), time.monotonic()
    asked.event.set()
    with pytest.raises(PackError) as caught:
        tried(sound_files(), progress=asked)
    assert caught.value.text_id == "pack.stopped"
    assert time.monotonic() - begun < SOON
    assert multiprocessing.active_children() == []
