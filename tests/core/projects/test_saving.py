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
from project_specimens import FULL, NOW, ONE, PACK, TEXT, abandoned, fails, made, opened, outside, text_of, typed

OTHER = TEXT.replace('"Acme"', '"Theirs"')
MINE = TEXT.replace('"size": 1', '"size": 2')
BOTH = OTHER.replace('"size": 1', '"size": 2')


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
        with pytest.raises(ProjectError, match="project_gone"):
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


def test_answers_of_question_pages_come_back_as_they_were_given(tmp_path: Path) -> None:
    answers = {
        "name": "Acme\nCloud",
        "countries": ["DE", "FR"],
        "sites": [{"city": 'Köln "1"', "uses": ["a", "b"]}, {}],
    }
    project = save(with_answers(made(tmp_path), "cloud-service", answers)).project
    close(project)
    again = opened(project)
    assert again.manifest.answers == {"cloud-service": answers}
    assert with_answers(again, "cloud-service", None).manifest.answers == {}
