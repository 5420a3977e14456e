# SPDX-License-Identifier: Apache-2.0
"""Who has a project: told to everybody on the drive, taken over where nobody is there any more, never guessed."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from assay.projects import lock
from assay.projects.fault import ProjectError
from assay.projects.lock import FILE, State
from assay.projects.project import close, open_project, who_has
from assay.projects.saving import save
from project_specimens import NOW, READ_ONLY, abandoned, fails, held_elsewhere, made, opened, typed


def test_a_second_window_is_told_and_may_look(tmp_path: Path) -> None:
    first = made(tmp_path)
    with pytest.raises(ProjectError, match="project_held") as told:
        opened(first)
    assert set(told.value.params) == {"user", "host", "since"}
    assert told.value.params["since"] == "2026-11-26T12:00:00Z"
    assert who_has(first.folder, root=tmp_path / "own").state is State.OURS
    second = opened(first, read_only=True)
    assert (second.read_only, second.holder) == ("project.read_only.asked", first.desk.lock.holder)
    assert second.work.files == first.work.files
    with pytest.raises(ProjectError, match="project_read_only"):
        typed(second, "x")
    with pytest.raises(ProjectError, match="project_read_only"):
        save(second)
    close(second)
    close(first)
    assert who_has(first.folder, root=tmp_path / "own").state is State.FREE
    assert opened(first).read_only == ""


def test_what_a_program_left_behind_is_taken_over(tmp_path: Path) -> None:
    first = made(tmp_path)
    abandoned(first)
    assert who_has(first.folder, root=tmp_path / "own").state is State.LEFT
    second = opened(first)
    assert second.desk.lock.is_ours
    assert not first.desk.lock.is_ours
    assert [path.stem for path in (tmp_path / "own").rglob("*.alive")] == [second.desk.lock.holder.token]


@pytest.mark.parametrize(
    "told", [{}, {"machine": ""}, {"token": ""}, {"user": "text:project.choice.mine", "host": "\x1b[31m"}]
)
def test_somebody_elsewhere_is_never_taken_for_gone(tmp_path: Path, told: dict[str, str]) -> None:
    first = made(tmp_path)
    close(first)
    held_elsewhere(first.folder, **told)
    with pytest.raises(ProjectError, match="project_held") as error:
        opened(first)
    assert "\x1b" not in str(error.value)
    assert not str(error.value.params["user"]).startswith("text:")
    assert who_has(first.folder, root=tmp_path / "own").state is State.OTHERS
    assert opened(first, by_force=True).desk.lock.is_ours


def test_a_machine_of_the_same_name_is_another_one(tmp_path: Path) -> None:
    """A copied system, or two laptops called “laptop”: only the user's own data tell them apart."""
    first = made(tmp_path)
    abandoned(first)
    with pytest.raises(ProjectError, match="project_held"):
        open_project(first.folder, NOW, root=tmp_path / "other")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": "other"}', b"[" * 9_000, b"\xff"])
def test_a_file_that_says_nothing_is_somebodys(tmp_path: Path, data: bytes) -> None:
    first = made(tmp_path)
    close(first)
    (first.folder / FILE).write_bytes(data)
    with pytest.raises(ProjectError, match="project_held") as told:
        opened(first)
    assert told.value.params["user"] == "?"
    assert opened(first, by_force=True).desk.lock.is_ours


def test_who_was_taken_over_from_saves_nothing_and_loses_nothing(tmp_path: Path) -> None:
    first = typed(made(tmp_path), '{"name": "first"}')
    second = opened(first, by_force=True)
    with pytest.raises(ProjectError, match="project_lost"):
        save(first)
    close(first)
    assert second.desk.lock.is_ours
    close(second)
    again = opened(first)
    assert again.work.files["credentials/one.jsonld"] == '{"name": "first"}'
    assert again.recovered is not None


def test_a_drive_that_cannot_be_written_to_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path)
    close(first)
    fails(monkeypatch, first.folder, READ_ONLY, "open", "link", "replace", "mkdir", "unlink")
    second = opened(first)
    assert (second.read_only, second.desk) == ("project.read_only.drive", None)
    assert second.credentials == ("one.jsonld",)


def test_without_a_place_for_the_journal_a_project_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(tmp_path)
    close(first)
    on = fails(monkeypatch, tmp_path / "own", READ_ONLY, "open", "mkdir")
    assert opened(first).read_only == "project.read_only.data"
    on.clear()
    assert opened(first).read_only == ""


def test_a_drive_without_links_has_locks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path)
    close(first)
    fails(monkeypatch, first.folder, 95, "link")
    second = opened(first)
    assert second.desk.lock.is_ours
    with pytest.raises(ProjectError, match="project_held"):
        opened(first)
    assert not list(first.folder.glob("*.part")) + list(first.folder.glob(".*.part"))


def test_two_that_come_at_once_do_not_both_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one, on another machine, comes between the look and the making of the file."""
    first = made(tmp_path)
    close(first)
    make = lock._make

    def late(file: Path, data: bytes, token: str) -> None:
        if file.name == FILE:
            held_elsewhere(first.folder)
        make(file, data, token)

    monkeypatch.setattr(lock, "_make", late)
    with pytest.raises(ProjectError, match="project_held") as told:
        opened(first)
    assert told.value.params["user"] == "Erika"


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path) -> None:
    first = made(tmp_path)
    abandoned(first)
    root = tmp_path / "own"
    back = open_project(first.folder, NOW - timedelta(days=9000), root=root)
    abandoned(back)
    assert open_project(first.folder, NOW + timedelta(days=9000), root=root).desk.lock.is_ours


def test_a_lock_that_was_cleared_away_is_made_anew(tmp_path: Path) -> None:
    first = typed(made(tmp_path), "{}")
    (first.folder / FILE).unlink()
    assert save(first).is_done
    assert who_has(first.folder, root=tmp_path / "own").holder == first.desk.lock.holder
    (first.folder / FILE).unlink()
    held_elsewhere(first.folder)
    with pytest.raises(ProjectError, match="project_lost"):
        save(typed(first, "[]"))


OTHER_WINDOW = """
import sys, time
from pathlib import Path
from datetime import UTC, datetime
from assay.projects.project import open_project
from assay.projects.working import with_texts
project = open_project(Path(sys.argv[1]), datetime.now(UTC), root=Path(sys.argv[2]))
with_texts(project, {"credentials/one.jsonld": "{}"}, "typing")
print("open", flush=True)
time.sleep(60)
"""


def test_a_window_in_another_process_is_seen_and_its_end_too(tmp_path: Path) -> None:
    project = made(tmp_path)
    close(project)
    words = [sys.executable, "-c", OTHER_WINDOW, str(project.folder), str(tmp_path / "own")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout.readline() == "open\n"
        assert who_has(project.folder, root=tmp_path / "own").state is State.OURS
        with pytest.raises(ProjectError, match="project_held"):
            opened(project)
        other.kill()
    assert who_has(project.folder, root=tmp_path / "own").state is State.LEFT
    again = opened(project)
    assert (again.work.files["credentials/one.jsonld"], again.recovered.is_whole) == ("{}", True)


def test_a_lock_that_cannot_be_read_now_is_not_taken_for_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that is away for a moment: what cannot be written then says so by itself."""
    first = made(tmp_path)
    file = first.folder / FILE
    data = file.read_bytes()
    file.unlink()
    assert not first.desk.lock.is_ours
    file.mkdir()
    assert first.desk.lock.is_ours
    file.rmdir()
    file.write_bytes(data)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_lock_that_is_a_link_to_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    first = made(tmp_path)
    close(first)
    os.mkfifo(tmp_path / "pipe")
    (first.folder / FILE).symlink_to(tmp_path / "pipe")
    with pytest.raises(ProjectError, match="project_unreadable"):
        opened(first)
    assert opened(first, read_only=True).holder is None
