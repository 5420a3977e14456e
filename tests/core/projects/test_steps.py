# SPDX-License-Identifier: Apache-2.0
"""Steps over several files: back and forth in the order they were made, whatever was saved in between."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.authoring.edited_text import MOST_STEPS, TYPING, Change
from assay.projects.steps import Deed, FileChange, Step, Work, edited

START = Work({"a": "one", "b": "two"}, {"a": "one", "b": "two"})
texts = st.dictionaries(st.sampled_from("abc"), st.none() | st.text("xyz\n", max_size=4), min_size=1, max_size=3)


def made(work: Work, reason: str = "reason", **files: str | None) -> Work:
    step = edited(work, files, reason)
    return work if step is None else work.edit(step)


def test_steps_go_back_in_the_order_they_were_made_whichever_file() -> None:
    work = made(made(made(START, a="one!"), b=None), c="new")
    assert work.files == {"a": "one!", "c": "new"}
    assert work.unsaved == ("a", "b", "c")
    assert work.undo().files == {"a": "one!"}
    assert work.undo().undo().files == {"a": "one!", "b": "two"}
    back = work.undo().undo().undo()
    assert (back.files, back.unsaved) == (START.files, ())
    assert back.undo() is back
    assert back.redo().redo().redo().files == work.files
    assert work.redo() is work


def test_what_is_done_at_once_is_taken_back_at_once() -> None:
    work = made(START, a=None, b="2", c="3")
    assert work.undo().files == START.files
    assert len(work.done) == 1
    assert work.done[0].reason == "reason"


def test_steps_go_back_past_the_last_save() -> None:
    work = made(START, a="1")
    saved = work.as_saved({"a": "1"})
    assert saved.unsaved == ()
    assert saved.undo().unsaved == ("a",)
    assert saved.undo().redo().unsaved == ()


def test_a_word_is_one_step_within_one_file_and_one_save() -> None:
    work = START
    for at, letter in enumerate("abc"):
        work = work.edit(Step((FileChange("a", Change(3 + at, "", letter)),)))
    assert (work.files["a"], len(work.done)) == ("oneabc", 1)
    other = work.edit(Step((FileChange("b", Change(3, "", "d")),)))
    assert len(other.done) == 2
    saved = work.as_saved({"a": "oneabc"}).edit(Step((FileChange("a", Change(6, "", "d", TYPING)),)))
    assert (saved.undo().files["a"], saved.undo().unsaved) == ("oneabc", ())


def test_a_new_step_ends_what_could_be_made_again() -> None:
    assert made(made(START, a="1").undo(), b="1").undone == ()


@pytest.mark.parametrize(
    "change",
    [
        FileChange("a", Change(0, "x", "y")),
        FileChange("none", Change(0, "", "y")),
        FileChange("a", Change(0, "", "y"), Deed.ADD),
        FileChange("a", Change(0, "on", ""), Deed.REMOVE),
        FileChange("none", Change(0, "", ""), Deed.REMOVE),
    ],
)
def test_a_step_of_another_text_is_refused(change: FileChange) -> None:
    with pytest.raises(ValueError):
        START.edit(Step((FileChange("b", Change(0, "t", "T")), change)))
    assert START.files == {"a": "one", "b": "two"}


def test_nothing_done_is_no_step() -> None:
    assert edited(START, {"a": "one", "z": None}, "reason") is None


def test_there_is_an_end_to_steps() -> None:
    step = Step((FileChange("a", Change(0, "", " ", "reason")),))
    work = replace(START, done=(step,) * MOST_STEPS).edit(step)
    assert len(work.done) == MOST_STEPS


@given(st.lists(texts, max_size=8), st.lists(st.booleans(), max_size=20))
@settings(deadline=None, max_examples=100)
def test_back_and_forth_ends_where_it_was(changes, ways) -> None:
    states, work = [START], START
    for files in changes:
        step = edited(work, files, "reason")
        if step is not None:
            work = work.edit(step)
            states.append(work)
    at = len(states) - 1
    for is_back in ways:
        at = max(at - 1, 0) if is_back else min(at + 1, len(states) - 1)
        work = work.undo() if is_back else work.redo()
        assert work.files == states[at].files
