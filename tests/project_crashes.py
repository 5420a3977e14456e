# SPDX-License-Identifier: Apache-2.0
"""Processes that work on a project and die in the middle of it, and what must be true of the project afterwards.

A program of its own, since it forks: `python project_crashes.py points|kills FOLDER STEPS` prints how often something
died; what is wrong with a project ends it. What a process had told to be done must be there: a process that dies takes
nothing from the disk, so not even the last second is lost.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from assay.authoring.edited_text import TYPING
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE
from assay.projects.project import Project, close, create_project, looked, open_project
from assay.projects.saving import save
from assay.projects.working import redone, undone, with_credential, with_facts, with_texts, without_credential
from dying import Death, Tell, child, ended, killed

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ONE = "credentials/one.jsonld"
Act = Callable[[Project], Project]


def acts() -> Iterator[Act]:
    """What is done with a project, one after the other, without an end."""
    for number in range(100_000):
        text = f'{{"number": {number}, "text": "{"é" * 40}"}}\n'
        yield lambda project, text=text: with_credential(project, "one", text)[0]
        yield lambda project, text=text: with_texts(project, {ONE: text + " "}, TYPING)
        yield lambda project, text=text: with_texts(project, {ONE: text + "  "}, TYPING)
        yield undone
        yield lambda project: save(project).project
        yield lambda project, text=text: with_texts(project, {ONE: text.replace('"text"', '"mine"')}, "reason")
        yield lambda project, text=text: looked(written_outside(project, text.replace('"number"', '"theirs"')))
        yield lambda project, number=number: with_facts(project, {"number": number})
        yield undone
        yield redone
        yield lambda project, number=number: with_credential(project, f"other-{number}", "{}")[0]
        yield undone
        yield undone
        yield undone
        yield lambda project: save(project).project
        yield lambda project: save(with_texts(project, {ONE: "{}"}, "reason")).project
        yield lambda project: save(without_credential(project, "one.jsonld")).project


def written_outside(project: Project, text: str) -> Project:
    """Somebody else, who writes whole files too, changes other members of the credential."""
    draft = project.folder.parent / "theirs"
    draft.write_text(text)
    draft.replace(project.folder / ONE)
    return project


@dataclass(frozen=True)
class Seen:
    """A project after so many acts."""

    files: Mapping[str, str]
    saved: Mapping[str, str]


def states(folder: Path, most: int) -> list[Seen]:
    """What is to be seen after each act, where nobody dies."""
    project = made(folder)
    found = [Seen(project.work.files, project.work.saved)]
    for act in islice(acts(), most):
        project = act(project)
        found.append(Seen(project.work.files, project.work.saved))
    close(project, forget=True)
    return found


def made(folder: Path) -> Project:
    """A new project, the user's own data beside it."""
    return create_project(folder / "project", "Acme", "p", NOW, root=folder / "own")


def working(folder: Path, most: int) -> Callable[[Tell], None]:
    """As many acts, each told when it is done."""
    folder.mkdir()

    def work(tell: Tell) -> None:
        project = made(folder)
        tell("made")
        for act in islice(acts(), most):
            project = act(project)
            tell("act")

    return work


def die_at(point: int) -> Callable[[], None]:
    """Lets the process end at that call that touches a file; in the middle of it where it writes."""
    death = Death(point)

    def before() -> None:
        write = os.write

        def torn(number: int, data: Any) -> int:
            if death.is_now():
                write(number, bytes(data)[: len(data) // 2])
                os._exit(9)
            return write(number, data)

        death.lurk(("open", "fsync", "replace", "rename", "link", "unlink", "mkdir", "rmdir"))
        os.write = torn

    return before


def judge(folder: Path, done: int, wanted: list[Seen]) -> None:
    """AssertionError where the project is not as it was after what was done, or after the act it was about."""
    place, root = folder / "project", folder / "own"
    if done == 0 and not _is_there(place, root):
        close(made(folder))
        return
    allowed = wanted[max(done - 1, 0) : done + 1]
    disk = {path.relative_to(place).as_posix(): path.read_text() for path in _texts(place)}
    for name in disk.keys() | {name for seen in allowed for name in seen.saved}:
        assert disk.get(name) in {seen.saved.get(name) for seen in allowed}, (name, done)
    project = open_project(place, NOW, root=root)
    assert project.work.files in [seen.files for seen in allowed], (done, project.work, allowed)
    assert (project.conflicts, project.fault, project.read_only) == ((), None, "")
    saved = save(with_facts(project, {"after": done}))
    assert saved.is_done
    close(saved.project)
    again = open_project(place, NOW, root=root)
    assert again.recovered is None
    assert again.work.files == saved.project.work.files
    close(again)
    left = [path.name for path in place.rglob("*") if path.name not in {"credentials", *map(_name, again.work.files)}]
    assert left == [], left
    kept = {path.name for path in root.glob("*/*")}
    assert kept <= {"guard.lock", "place"}, kept


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _is_there(place: Path, root: Path) -> bool:
    """Whether the project was made already; what was left of the making is then no hindrance to making it again."""
    try:
        close(open_project(place, NOW, root=root))
    except ProjectError as error:
        if error.text_id not in {"project_gone", "project_none"}:
            raise
        return False
    return True


def _texts(place: Path) -> Iterator[Path]:
    yield place / FILE
    yield from place.glob("credentials/[!.]*")


def points(folder: Path, most: int) -> int:
    """Dies once at every point of as many acts; gives how many there are."""
    wanted = states(_new(folder / "model"), most)
    for point in range(1, 2000):
        place = folder / str(point)
        status, done = ended(*child(working(place, most), die_at(point)))
        if status == 0:
            assert len(done) == most + 1
            return point - 1
        assert os.waitstatus_to_exitcode(status) == 9, status
        judge(place, len(done), wanted)
    return -1


def kills(folder: Path, most: int) -> int:
    """Kills a process that goes on and on, as often, at moments drawn at random (each time the same draws)."""
    drawn = random.Random(7)
    wanted = states(_new(folder / "model"), 3000)
    for round_ in range(most):
        place = folder / str(round_)
        done = killed(working(place, 3000), drawn.uniform(0, 0.08))
        judge(place, len(done), wanted)
    return most


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def main() -> None:
    """One of the two."""
    way = {"points": points, "kills": kills}[sys.argv[1]]
    print(way(Path(sys.argv[2]), int(sys.argv[3])))  # noqa: T201 - a program


if __name__ == "__main__":
    main()
