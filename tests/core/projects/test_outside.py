# SPDX-License-Identifier: Apache-2.0
"""What somebody else did to the files meanwhile: taken over, merged, or asked about; nothing of either side lost."""

from pathlib import Path

import pytest

from assay.projects import disk, saving
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE
from assay.projects.project import close, looked
from assay.projects.reconciling import Choice
from assay.projects.saving import decide, save
from assay.projects.working import (
    undone,
    with_answers,
    with_facts,
    without_credential,
)
from project_specimens import ONE, TEXT, abandoned, made, opened, outside, text_of, typed

OTHER = TEXT.replace('"Acme"', '"Theirs"')
MINE = TEXT.replace('"size": 1', '"size": 2')
BOTH = OTHER.replace('"size": 1', '"size": 2')


def test_what_changed_outside_alone_is_taken_over(tmp_path: Path) -> None:
    project = made(tmp_path)
    outside(project, OTHER)
    outside(project, "{}", "credentials/new.jsonld")
    project = looked(project)
    assert (project.work.files[ONE], project.credentials) == (OTHER, ("one.jsonld", "new.jsonld"))
    assert (project.is_saved, project.conflicts) == (True, ())
    outside(project, None)
    project = looked(project)
    assert project.credentials == ("new.jsonld",)
    assert undone(project).credentials == ("one.jsonld", "new.jsonld")


@pytest.mark.parametrize("way", ["look", "save", "open"])
def test_both_sides_come_together_by_members(tmp_path: Path, way: str) -> None:
    project = typed(made(tmp_path), MINE)
    outside(project, OTHER)
    if way == "open":
        abandoned(project)
        project = opened(project)
    elif way == "look":
        project = looked(project)
    saved = save(project)
    assert saved.is_done
    assert text_of(project) == BOTH
    assert saved.project.work.files[ONE] == BOTH


def test_two_windows_on_one_project(tmp_path: Path) -> None:
    """One writes, the other looks; then the other takes it over, and what both did comes together."""
    first = made(tmp_path)
    looking = opened(first, read_only=True)
    first = typed(first, MINE)
    assert looked(looking).work.files[ONE] == TEXT
    first = save(first).project
    assert looked(looking).work.files[ONE] == MINE
    first = typed(first, MINE.replace("urn:x:1", "urn:x:9"))
    second = opened(first, by_force=True)
    second = save(typed(second, MINE.replace("Acme", "Theirs"))).project
    with pytest.raises(ProjectError, match="project_lost"):
        save(first)
    close(first)
    close(second)
    third = opened(first)
    assert third.recovered.files == (ONE,)
    assert save(third).is_done
    assert text_of(third) == BOTH.replace("urn:x:1", "urn:x:9")


def test_facts_and_answers_of_two_sides_come_together(tmp_path: Path) -> None:
    project = with_facts(made(tmp_path), {"vat": "DE1"})
    (tmp_path / "x").mkdir()
    theirs = with_answers(made(tmp_path / "x"), "company", {"people": 3}).work.files[FILE]
    outside(project, theirs, FILE)
    saved = save(project)
    assert saved.is_done
    assert saved.project.manifest.facts == {"vat": "DE1"}
    assert saved.project.manifest.answers == {"company": {"people": 3}}


CLASH = TEXT.replace('"size": 1', '"size": 7')


@pytest.mark.parametrize(
    ("choice", "texts"),
    [
        (Choice.MINE, {"one.jsonld": MINE}),
        (Choice.THEIRS, {"one.jsonld": CLASH}),
        (Choice.BOTH, {"one.jsonld": CLASH, "one-2.jsonld": MINE}),
    ],
)
def test_what_cannot_be_merged_is_asked_and_nothing_is_written(
    tmp_path: Path, choice: Choice, texts: dict[str, str]
) -> None:
    project = with_facts(typed(made(tmp_path), MINE), {"vat": "DE1"})
    outside(project, CLASH)
    saved = save(project)
    (conflict,) = saved.project.conflicts
    assert (conflict.file, conflict.base, conflict.mine, conflict.theirs) == (ONE, TEXT, MINE, CLASH)
    assert (conflict.text, saved.written, saved.is_done) == ("project.conflict.both", (FILE,), False)
    assert text_of(project) == CLASH
    abandoned(saved.project)
    project = opened(saved.project)
    assert [entry.file for entry in project.conflicts] == [ONE]
    project = decide(project, ONE, choice)
    assert project.conflicts == ()
    saved = save(project)
    assert saved.is_done
    assert {path.name: path.read_text() for path in (project.folder / "credentials").iterdir()} == texts
    with pytest.raises(KeyError):
        decide(saved.project, ONE, choice)


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_removed_on_one_side_and_changed_on_the_other_is_asked(tmp_path: Path, choice: Choice) -> None:
    project = typed(made(tmp_path), MINE)
    outside(project, None)
    project = save(project).project
    assert [entry.text for entry in project.conflicts] == ["project.conflict.removed_there"]
    with pytest.raises(ValueError, match="both"):
        decide(project, ONE, Choice.BOTH)
    project = save(decide(project, ONE, choice)).project
    assert project.is_saved
    assert (project.folder / ONE).exists() == (choice is Choice.MINE)
    if choice is Choice.MINE:
        project = without_credential(project, "one.jsonld")
        outside(project, CLASH)
        assert [entry.text for entry in looked(project).conflicts] == ["project.conflict.removed_here"]


def test_a_file_that_can_no_longer_be_read_is_asked_about(tmp_path: Path) -> None:
    project = made(tmp_path)
    (project.folder / ONE).write_bytes(b"\xff\xfe")
    saved = save(typed(project, MINE))
    (conflict,) = saved.project.conflicts
    assert (conflict.text, conflict.choices) == ("project.conflict.unreadable", (Choice.MINE,))
    assert (project.folder / ONE).read_bytes() == b"\xff\xfe"
    assert [entry.text for entry in saved.project.unread] == ["project.unread.bytes"]
    project = decide(saved.project, ONE, Choice.MINE)
    assert text_of(project) == MINE
    assert save(project).is_done
    assert looked(project).unread == ()


def test_a_projects_own_file_that_was_broken_outside_is_not_taken_over(tmp_path: Path) -> None:
    project = made(tmp_path)
    outside(project, "format = [", FILE)
    project = looked(project)
    assert [(entry.file, entry.text) for entry in project.conflicts] == [(FILE, "project.conflict.unreadable")]
    assert project.manifest.name == "Acme"
    assert save(decide(project, FILE, Choice.MINE)).is_done
    assert opened_name(project) == "Acme"


def opened_name(project) -> str:
    close(project)
    return opened(project).manifest.name


def test_a_newer_version_is_refused_and_never_written_over(tmp_path: Path) -> None:
    project = with_facts(typed(made(tmp_path), MINE), {"x": 1})
    newer = text_of(project, FILE).replace("version = 1", "version = 2")
    outside(project, newer, FILE)
    for act in (looked, save):
        with pytest.raises(ProjectError, match="project_newer"):
            act(project)
    assert (text_of(project), text_of(project, FILE)) == (TEXT, newer)
    close(project)
    for how in ({}, {"read_only": True}, {"by_force": True}):
        with pytest.raises(ProjectError, match="project_newer"):
            opened(project, **how)
    assert not (project.folder / ".assay-lock").exists()


def test_a_file_that_changes_while_it_is_saved_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = typed(made(tmp_path), MINE)
    look = saving.looked

    def late(found):
        found = look(found)
        if text_of(project) == TEXT:
            outside(project, OTHER)
        return found

    monkeypatch.setattr(saving, "looked", late)
    assert save(project).is_done
    assert text_of(project) == BOTH


@pytest.mark.parametrize("choice", [None, Choice.MINE, Choice.THEIRS, Choice.BOTH])
def test_what_was_decided_is_not_asked_again_after_a_crash(tmp_path: Path, choice: Choice | None) -> None:
    """With no choice: what came from outside was merged, and taken back here."""
    project = typed(made(tmp_path), MINE)
    outside(project, CLASH if choice else OTHER)
    project = looked(project)
    project = decide(project, ONE, choice) if choice else undone(project)
    wanted = project.work.files
    abandoned(project)
    again = opened(project)
    assert (again.conflicts, again.work.files) == ((), wanted)
    assert save(again).is_done


def test_line_ends_that_another_program_left_stay(tmp_path: Path) -> None:
    project = made(tmp_path)
    outside(project, "\ufeff" + text_of(project, FILE).replace("\n", "\r\n"), FILE)
    project = save(with_facts(looked(project), {"vat": "DE1"})).project
    theirs = text_of(project, FILE).replace('"Acme"', '"Theirs"')
    outside(project, theirs, FILE)
    assert save(with_facts(project, {"vat": "DE2"})).is_done
    assert text_of(project, FILE) == theirs.replace("DE1", "DE2")
    assert theirs.startswith("\ufeffformat")
    assert theirs.count("\r\n") == theirs.count("\n") > 5


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 1), ("MAX_TOTAL", 100)])
def test_a_folder_that_is_too_full_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    project = made(tmp_path)
    outside(project, "[]" + " " * 80, "credentials/two.json")
    monkeypatch.setattr(disk, limit, value)
    with pytest.raises(ProjectError, match="project_full"):
        looked(project)
