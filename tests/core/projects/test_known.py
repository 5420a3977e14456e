# SPDX-License-Identifier: Apache-2.0
"""The projects that were opened here, the latest first."""

import os
from datetime import UTC, datetime
from pathlib import Path

from assay.projects.known import known_projects, opened_at, remember
from assay.projects.project import close
from project_specimens import made, opened


def test_projects_are_known_as_long_as_they_are_there(tmp_path: Path) -> None:
    assert known_projects(tmp_path / "own") == ()
    project = made(tmp_path)
    assert known_projects(tmp_path / "own") == (project.folder,)
    opened(project, read_only=True)
    close(project)
    (tmp_path / "b").mkdir()
    own = tmp_path / "own" / "b"
    own.mkdir()
    remember(own, tmp_path / "b")
    assert known_projects(tmp_path / "own") == (project.folder,)
    (tmp_path / "b" / "project.toml").write_text("")
    assert set(known_projects(tmp_path / "own")) == {project.folder, tmp_path / "b"}
    os.utime(own / "place", (1, 1))
    assert known_projects(tmp_path / "own") == (project.folder, tmp_path / "b")
    remember(own, tmp_path / "b")
    assert known_projects(tmp_path / "own") == (tmp_path / "b", project.folder)


def test_when_a_project_was_opened_latest_is_known(tmp_path: Path) -> None:
    project = made(tmp_path)
    place = next((tmp_path / "own").glob("*/place"))
    os.utime(place, (1_000_000_000, 1_000_000_000))
    assert opened_at(tmp_path / "own", project.folder) == datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    assert opened_at(tmp_path / "own", tmp_path) is None
    close(project)


def test_places_that_make_no_sense_are_passed_over(tmp_path: Path) -> None:
    for number, data in enumerate((b"", b"relative", b"/\0", b"\xff", b"/" * 9_000)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "place").write_bytes(data)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "place").mkdir()
    assert known_projects(tmp_path) == ()
    remember(tmp_path / "none", tmp_path)
    remember(tmp_path / "0", Path("/" + "x" * 9_000))
    assert (tmp_path / "0" / "place").read_bytes() == b""
