# SPDX-License-Identifier: Apache-2.0
"""Saving: what changed alone, whole or not at all, and never over what somebody else did."""

import errno
import os
from pathlib import Path

import pytest

from assay.projects import disk, saving
from assay.projects.fault import ProjectError
from assay.projects.manifest import FILE
from assay.projects.project import close, create_project, looked
from assay.projects.reconciling import Choice
from assay.projects.saving import decide, save
from assay.projects.working import (
    redone,
    renamed_credential,
    undone,
    with_answers,
    with_credential,
    with_facts,
    without_credential,
)
from project_specimens import FULL, NOW, ONE, PACK, TEXT, abandoned, fails, made, opened, text_of, typed

OTHER = TEXT.replace('"Acme"', '"Theirs"')
MINE = TEXT.replace('"size": 1', '"size": 2')
BOTH = OTHER.replace('"size": 1', '"size": 2')


def outside(project, text: str | None, file: str = ONE) -> None:
    """Somebody else writes a file of the project, or removes it."""
    place = project.folder / file
    place.unlink() if text is None else place.write_bytes(text.encode())


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    project, name = with_credential(made(tmp_path), "two", "{}")
    project = save(project).project
    before = {path: path.stat().st_mtime_ns for path in project.folder.rglob("*.*")}
    saved = save(typed(project, MINE))
    assert (saved.written, saved.is_done, name) == ((ONE,), True, "two.jsonld")
    after = {path: path.stat().st_mtime_ns for path in project.folder.rglob("*.*")}
    assert [path.name for path in after if after[path] != before.get(path)] == ["one.jsonld"]
    assert save(saved.project).written == ()


def test_bytes_stay_as_they_are(tmp_path: Path) -> None:
    project = made(tmp_path)
    odd = '\ufeff{\r\n\t"name":  1}\r\n\r\n'
    outside(project, odd)
    project = looked(project)
    assert project.work.files[ONE] == odd
    project = save(typed(project, odd.replace("1", "2"))).project
    assert (project.folder / ONE).read_bytes() == odd.replace("1", "2").encode()
    assert project.document("one.jsonld").data == (project.folder / ONE).read_bytes()


def test_what_was_done_is_taken_back_after_it_was_saved(tmp_path: Path) -> None:
    project = made(tmp_path)
    project, _ = with_credential(project, "two", "{}")
    project = save(typed(with_facts(project, {"vat": "DE1"}), MINE)).project
    for _ in range(3):
        project = undone(project)
    assert (project.credentials, project.manifest.facts, project.work.files[ONE]) == (("one.jsonld",), {}, TEXT)
    saved = save(project)
    assert saved.written == ("credentials/one.jsonld", "credentials/two.jsonld", FILE)
    assert not (project.folder / "credentials/two.jsonld").exists()
    project = saved.project
    for _ in range(3):
        project = redone(project)
    assert save(project).is_done
    assert text_of(project) == MINE
    assert undone(undone(redone(project))).credentials == ("one.jsonld", "two.jsonld")


def test_credentials_come_go_and_are_renamed_in_order(tmp_path: Path) -> None:
    project, two = with_credential(made(tmp_path), "ONE.jsonld", "{}")
    assert two == "ONE-2.jsonld"
    project, renamed = renamed_credential(project, "one.jsonld", "First")
    assert (renamed, project.credentials) == ("First.jsonld", ("First.jsonld", "ONE-2.jsonld"))
    assert renamed_credential(project, renamed, "First") == (project, renamed)
    project, again = renamed_credential(save(project).project, renamed, "one")
    assert again == "one.jsonld"
    assert sorted(path.name for path in (project.folder / "credentials").iterdir()) == ["First.jsonld", "ONE-2.jsonld"]
    project = without_credential(project, two)
    assert project.credentials == ("one.jsonld",)
    assert save(project).is_done
    assert [path.name for path in (project.folder / "credentials").iterdir()] == ["one.jsonld"]
    with pytest.raises(KeyError):
        without_credential(project, two)


def test_a_name_that_differs_in_capitals_alone_is_no_new_one_until_the_old_one_is_gone(tmp_path: Path) -> None:
    """On Windows the file of the old name would be removed after that of the new one was written: both are one."""
    project, name = renamed_credential(made(tmp_path), "one.jsonld", "ONE")
    assert name == "ONE-2.jsonld"
    project, _ = renamed_credential(project, name, "two")
    _, name = renamed_credential(save(project).project, "two.jsonld", "one")
    assert name == "one.jsonld"


def test_of_two_names_that_are_one_somewhere_the_old_file_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = save(without_credential(made(tmp_path), "one.jsonld")).project
    project, name = with_credential(project, "ONE", "{}")
    project, other = with_credential(save(project).project, "other", "{}")
    project = without_credential(undone(undone(undone(save(project).project))), "one.jsonld")
    project = undone(project)
    write, order = disk.write_text, []

    def told(folder: Path, file: str, text: str | None) -> None:
        order.append((Path(file).name, text is None))
        write(folder, file, text)

    monkeypatch.setattr(saving, "write_text", told)
    assert save(project).is_done
    assert (name, other) == ("ONE.jsonld", "other.jsonld")
    assert order == [("ONE.jsonld", True), ("one.jsonld", False), ("other.jsonld", True), (FILE, False)]


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


@pytest.mark.parametrize("calls", [("fsync",), ("replace",), ("open",)])
def test_a_full_disk_leaves_every_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: tuple[str, ...]
) -> None:
    project = with_facts(typed(made(tmp_path), MINE), {"x": 1})
    if calls == ("fsync",):
        on = [1]
        sync = os.fsync

        def full(number: int) -> None:
            if on:
                raise OSError(FULL, os.strerror(FULL))
            sync(number)

        monkeypatch.setattr(os, "fsync", full)
    else:
        on = fails(monkeypatch, project.folder, FULL, *calls)
    saved = save(project)
    assert (saved.written, saved.is_done, saved.fault.text_id) == ((), False, "project_unsaved")
    assert text_of(project) == TEXT
    assert not list(project.folder.rglob(".*.part"))
    on.clear()
    assert save(saved.project).is_done
    assert text_of(project) == MINE


def test_what_was_written_before_the_disk_was_full_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = with_facts(typed(made(tmp_path), MINE), {"x": 1})
    write = disk.write_text

    def full(folder: Path, file: str, text: str | None) -> None:
        if file == FILE:
            raise OSError(errno.ENOSPC, "full")
        write(folder, file, text)

    monkeypatch.setattr(saving, "write_text", full)
    saved = save(project)
    assert (saved.written, saved.project.work.unsaved) == ((ONE,), (FILE,))
    abandoned(saved.project)
    again = opened(saved.project)
    assert again.recovered.files == (FILE,)
    assert again.manifest.facts == {"x": 1}


def test_a_folder_that_is_away_keeps_the_work(tmp_path: Path) -> None:
    project = typed(made(tmp_path), MINE)
    project.folder.rename(tmp_path / "away")
    for act in (looked, save):
        with pytest.raises(ProjectError, match=r"project_(gone|lost)"):
            act(project)
    project = typed(project, MINE + "\n")
    (tmp_path / "away").rename(project.folder)
    assert save(project).is_done


def test_links_are_left_alone(tmp_path: Path) -> None:
    project = made(tmp_path)
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    (project.folder / ONE).unlink()
    (project.folder / ONE).symlink_to(secret)
    project = looked(typed(project, MINE))
    assert [(entry.file, entry.text) for entry in project.unread] == [(ONE, "project.unread.link")]
    with pytest.raises(ProjectError, match="project_unsaved"):
        decide(project, ONE, Choice.MINE)
    assert secret.read_text() == "{}"


def test_what_is_no_credential_is_told_and_left_alone(tmp_path: Path) -> None:
    project = made(tmp_path)
    folder = project.folder / "credentials"
    (folder / "notes.txt").write_text("x")
    (folder / "ONE.jsonld").write_text("{}")
    (folder / ".hidden").write_text("x")
    (folder / "folder").mkdir()
    project = looked(project)
    assert {(entry.file, entry.text) for entry in project.unread} == {
        ("credentials/notes.txt", "project.unread.name"),
        (ONE, "project.unread.twin"),
    }
    assert "credentials/ONE.jsonld" in project.work.files
    assert save(typed(project, MINE)).is_done


@pytest.mark.parametrize(
    "file", ["../x.json", "credentials/../x.json", "evidence/x.json", "x.json", "credentials/x.txt"]
)
def test_nothing_is_written_elsewhere(tmp_path: Path, file: str) -> None:
    """As from a journal that somebody changed."""
    project = typed(made(tmp_path), "{}", file)
    assert save(project).fault.text_id == "project_unsaved"
    assert not list(tmp_path.rglob("x.*"))


def test_a_project_is_made_in_an_empty_folder_alone(tmp_path: Path) -> None:
    root = tmp_path / "own"
    folder = tmp_path / "project"
    folder.mkdir()
    close(create_project(folder, "Acme", PACK, NOW, root=root))
    for place in (folder, folder / FILE):
        with pytest.raises(ProjectError, match="project_not_empty"):
            create_project(place, "Acme", PACK, NOW, root=root)
    with pytest.raises(ProjectError, match="project_unwritable"):
        create_project(tmp_path / "a" / "b", "Acme", PACK, NOW, root=root)
    assert not (tmp_path / "a").exists()


def test_what_is_no_project_is_not_opened(tmp_path: Path) -> None:
    from assay.projects.project import open_project

    (tmp_path / "x").mkdir()
    for place, error in ((tmp_path / "x", "none"), (tmp_path / "y", "gone")):
        with pytest.raises(ProjectError, match=f"project_{error}"):
            open_project(place, NOW, root=tmp_path / "own")
    (tmp_path / "x" / FILE).mkdir()
    with pytest.raises(ProjectError, match="project_unreadable"):
        open_project(tmp_path / "x", NOW, root=tmp_path / "own")
    assert [path.name for path in (tmp_path / "x").iterdir()] == [FILE]


def test_texts_that_no_file_can_hold_are_refused(tmp_path: Path) -> None:
    project = made(tmp_path)
    for text, error in (("\ud800", "characters"), ("x" * 21_000_000, "full")):
        with pytest.raises(ProjectError, match=f"project_{error}"):
            typed(project, text)
