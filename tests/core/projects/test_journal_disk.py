# SPDX-License-Identifier: Apache-2.0
"""The journal on its disk: forced there once a second, written anew where it could not be, and kept short."""

import os
from pathlib import Path

import pytest
from hypothesis import strategies as st

from assay.projects import journal
from assay.projects.journal import Journal, Way, replayed
from assay.projects.project import close, kept
from assay.projects.steps import Work, edited
from project_specimens import FULL, ONE, TEXT, abandoned, fails, journals, lettered, made, opened, typed

START = {"a": "one\n", "b": "two\n"}
texts = st.dictionaries(st.sampled_from("abc"), st.none() | st.text("xé\n😀", max_size=4), min_size=1, max_size=2)
ways = st.one_of(texts, st.sampled_from([Way.UNDO, Way.REDO, "saved"]))


def _recorded(own: Journal, clock: list[float]) -> Work:
    """Fifty steps in five seconds."""
    work = Work(START, START)
    for number in range(50):
        clock[0] += 0.1
        step = edited(work, {"a": "x" * number}, "reason")
        after = work.edit(step)
        own.record(Way.STEP, step, work, after)
        work = after
    return work


def test_it_is_forced_to_the_disk_once_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    clock = [100.0]
    own = Journal(tmp_path, "t", lambda: clock[0])
    work = _recorded(own, clock)
    assert 4 <= len(synced) <= 5
    clock[0] += 0.1
    own.sync()
    before = len(synced)
    own.sync()
    assert len(synced) == before <= 6
    assert replayed(own.path, START).work.files == work.files


def test_where_somebody_sees_to_that_no_step_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    clock = [100.0]
    driven = Journal(tmp_path, "t", lambda: clock[0], is_driven=True)
    _recorded(driven, clock)
    assert synced == []
    driven.sync()
    driven.sync()
    assert len(synced) == 1


def test_what_cannot_be_forced_to_the_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = lettered(made(tmp_path), "a")

    def full(number: int) -> None:
        raise OSError(FULL, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert kept(project).text_id == "project_journal"
        assert kept(project).text_id == "project_journal"
    assert kept(project) is None
    close(project)
    assert kept(opened(project, read_only=True)) is None


def test_where_it_cannot_be_written_it_is_said_and_written_anew_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lettered(made(tmp_path), "a")
    project.desk.journal.keep()
    on = fails(monkeypatch, tmp_path / "own", FULL, "open")
    project = lettered(project, "abc")
    assert project.fault.text_id == "project_journal"
    on.clear()
    project = typed(project, "abcd" + TEXT)
    assert project.fault is None
    abandoned(project)
    assert opened(project).work.files == project.work.files


def test_a_line_that_was_torn_by_a_full_disk_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = lettered(made(tmp_path), "a")
    write = os.write

    def torn(number: int, data: bytes) -> int:
        write(number, bytes(data)[:5])
        raise OSError(FULL, "full")

    monkeypatch.setattr(os, "write", torn)
    project = lettered(project, "ab")
    assert project.fault is not None
    monkeypatch.setattr(os, "write", write)
    project = lettered(project, "abc")
    abandoned(project)
    assert opened(project).work.files[ONE] == "abc" + TEXT


def test_going_on_from_an_older_value_is_no_gap(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "ab")
    lettered(project, "thrown away")
    later = typed(project, "abc" + TEXT)
    abandoned(typed(later, "abcd" + TEXT))
    assert opened(project).work.files[ONE] == "abcd" + TEXT


def test_a_long_journal_is_made_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_COMPACT_AT", 2_000)
    project = made(tmp_path)
    for number in range(200):
        project = typed(project, f"{number}" + TEXT)
        assert journals(project)[0].stat().st_size < 3_000
    abandoned(project)
    assert opened(project).work.files == project.work.files
