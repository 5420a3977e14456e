# SPDX-License-Identifier: Apache-2.0
"""The journal: every step is in it, forced to the disk once a second, and taken up again however it was cut."""

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.projects.journal import Journal, Way, replayed
from assay.projects.manifest import FILE
from assay.projects.project import close
from assay.projects.saving import save
from assay.projects.steps import Step, Work, edited
from assay.projects.working import redone, undone, with_credential, with_facts, with_texts, without_unsaved
from project_specimens import ONE, TEXT, abandoned, journals, lettered, made, opened

START = {"a": "one\n", "b": "two\n"}
texts = st.dictionaries(st.sampled_from("abc"), st.none() | st.text("xé\n😀", max_size=4), min_size=1, max_size=2)
ways = st.one_of(texts, st.sampled_from([Way.UNDO, Way.REDO, "saved"]))


CHANGE = b'{"new": true, "changes": [{"file": "q", "after": "", "reason": "", %s}], "do": "%s"}'


def test_there_is_a_journal_only_while_something_is_unsaved(tmp_path: Path) -> None:
    project = made(tmp_path)
    assert journals(project) == []
    project = lettered(project, "abc")
    (path,) = journals(project)
    assert path.stat().st_mode & 0o077 == 0
    project = save(project).project
    assert journals(project) == []
    close(lettered(project, "xyz"), forget=True)
    assert journals(project) == []
    assert opened(project).recovered is None


def test_work_is_taken_up_with_its_steps(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "a word")
    project, _ = with_credential(project, "two", "{}")
    project = undone(with_facts(project, {"x": 1}))
    abandoned(project)
    again = opened(project)
    assert (again.work.files, again.work.saved) == (project.work.files, project.work.saved)
    assert (again.work.done, again.work.undone) == (project.work.done[1:], project.work.undone)  # the first was saved
    assert (again.recovered.text, again.recovered.files) == ("project.recovered.whole", project.work.unsaved)
    again = redone(again)
    assert again.manifest.facts == {"x": 1}
    again = undone(again)
    abandoned(again)
    third = opened(again)
    assert third.work.files == project.work.files
    assert undone(third).work.unsaved == ()
    assert save(third).project.recovered is None


def test_taking_back_past_a_save_is_taken_up(tmp_path: Path) -> None:
    project = save(lettered(made(tmp_path), "abc def")).project
    project = undone(project)
    abandoned(project)
    again = opened(project)
    assert again.work.files == project.work.files
    assert redone(again).work.files[ONE] == "abc def" + TEXT


def test_what_was_taken_up_can_be_given_up_and_had_again(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "abc")
    abandoned(project)
    again = without_unsaved(opened(project))
    assert (again.is_saved, again.work.files[ONE]) == (True, TEXT)
    close(again)
    assert journals(again) == []
    assert undone(again).work.files[ONE] == "abc" + TEXT


@pytest.mark.parametrize("text", [None, "x", ""])
def test_a_journal_that_spoils_the_projects_own_file_is_passed_over(tmp_path: Path, text: str | None) -> None:
    project = made(tmp_path)
    step = edited(project.work, {FILE: text}, "reason")
    project.desk.journal.record(Way.STEP, step, project.work, project.work.edit(step))
    abandoned(project)
    again = opened(project)
    assert (again.recovered, again.manifest.name) == (None, "Acme")
    if text is None:
        with pytest.raises(ValueError, match=FILE):
            with_texts(again, {FILE: None}, "reason")


def test_work_that_is_in_the_folder_already_needs_no_taking_up(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "abc")
    abandoned(project)
    (project.folder / ONE).write_text("abc" + TEXT)
    again = opened(project)
    assert (again.recovered, again.is_saved, journals(again)) == (None, True, [])


def test_what_was_saved_on_the_way_is_known(tmp_path: Path) -> None:
    """Stopped in the middle of saving, after more was typed: the file has one of the texts it had on the way."""
    project = lettered(made(tmp_path), "abc")
    (project.folder / ONE).write_text("ab" + TEXT)
    abandoned(project)
    again = opened(project)
    assert (again.conflicts, again.work.saved[ONE]) == ((), "ab" + TEXT)
    assert save(again).is_done


def test_a_journal_cut_anywhere_gives_what_is_whole_of_it(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "ab")
    project = undone(with_credential(project, "two", "{}")[0])
    abandoned(project)
    (path,) = journals(project)
    data = path.read_bytes()
    seen = set()
    for length in range(len(data) + 1):
        path.write_bytes(data[:length])
        found = replayed(path, project.work.saved)
        assert found.is_whole == data[:length].endswith(b"\n")
        seen.add(json.dumps(found.work.files, sort_keys=True))
    assert json.dumps(project.work.files, sort_keys=True) in seen
    assert len(seen) == 4  # as saved, two letters, a file more; taken back is two letters again
    assert (project.folder / ONE).read_text() == TEXT


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b"null",
        b'{"do": "other"}',
        b'{"do": "base"}',
        b'{"do": "step", "new": true, "changes": [{}]}',
        CHANGE % (b'"deed": "edit", "start": -1, "before": ""', b"step"),
        CHANGE % (b'"deed": "edit", "start": 0, "before": "x"', b"undo"),
        CHANGE % (b'"deed": "other", "start": 0, "before": ""', b"redo"),
        b"[" * 50_000,
        b"\xff\x00",
    ],
)
def test_a_damaged_line_ends_it_and_nothing_else(tmp_path: Path, line: bytes) -> None:
    project = lettered(made(tmp_path), "ab")
    abandoned(project)
    (path,) = journals(project)
    path.write_bytes(path.read_bytes() + line + b"\n" + line)
    again = opened(project)
    assert again.work.files[ONE] == "ab" + TEXT
    assert (again.recovered.is_whole, again.recovered.text) == (False, "project.recovered.torn")


def test_a_journal_of_another_version_is_left_alone(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "ab")
    abandoned(project)
    (path,) = journals(project)
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":2'))
    again = opened(project)
    assert (again.recovered, journals(again)) == (None, [path])


def test_the_latest_of_several_comes_first_and_the_others_after(tmp_path: Path) -> None:
    project = lettered(made(tmp_path), "ab")
    abandoned(project)
    (path,) = journals(project)
    older = path.with_name("0" * 32 + ".journal")
    shutil.copy(path, older)
    older.write_bytes(older.read_bytes().replace(b'"after":"b"', b'"after":"c"'))
    os.utime(older, (1, 1))
    again = opened(project)
    assert again.work.files[ONE] == "ab" + TEXT
    assert older in journals(again)


@given(st.lists(ways, max_size=14))
@settings(deadline=None, max_examples=60)
def test_whatever_was_done_is_taken_up(acts) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        own, work = Journal(Path(name), "t"), Work(START, START)
        for act in acts:
            before = work
            if act == "saved":
                work = work.as_saved({name: work.files.get(name) for name in work.unsaved})
                own.restart(work)
                continue
            way, step, work = _done(work, act)
            if step is not None:
                own.record(way, step, before, work)
        own.keep()
        if not work.unsaved:
            return
        found = replayed(own.path, work.saved)
        assert found.is_whole
        assert (found.work.files, found.work.saved) == (work.files, work.saved)
        back, wanted = found.work, work
        for _ in found.work.done:
            back, wanted = back.undo(), wanted.undo()
            assert back.files == wanted.files


def _done(work: Work, act: object) -> tuple[Way, Step | None, Work]:
    if act is Way.UNDO:
        return Way.UNDO, work.done[-1].undone if work.done else None, work.undo()
    if act is Way.REDO:
        return Way.REDO, work.undone[-1] if work.undone else None, work.redo()
    step = edited(work, act, "reason")
    return Way.STEP, step, work if step is None else work.edit(step)
