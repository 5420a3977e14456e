# SPDX-License-Identifier: Apache-2.0
"""A text under work: every step can be taken back and made again, and nothing else changes."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.authoring.edited_text import MOST_STEPS, Change, EditedText, change_between, edited_text
from assay.document import Document
from assay.formats import read

TEXTS = st.text(alphabet="ab \n😀\r{", max_size=30)


@given(before=TEXTS, after=TEXTS)
def test_the_change_between_two_texts_makes_one_the_other_and_is_the_shortest(before, after):
    change = change_between(before, after)
    if change is None:
        assert before == after
        return
    assert change.applied(before) == after
    assert change.undone.applied(after) == before
    assert change.before[:1] != change.after[:1] or not (change.before and change.after)
    assert change.before[-1:] != change.after[-1:] or not (change.before and change.after)


@given(start=TEXTS, texts=st.lists(TEXTS, max_size=8), save_at=st.integers(0, 8))
def test_all_steps_back_give_the_first_text_and_all_steps_again_the_last(start, texts, save_at):
    edited = EditedText(start)
    saved = start
    for number, text in enumerate(texts):
        change = change_between(edited.text, text)
        edited = edited.edit(change) if change else edited
        if number == save_at:
            edited, saved = edited.as_saved(), text
    assert edited.text == (texts[-1] if texts else start)
    assert edited.text == saved or not edited.is_saved
    last = edited
    while edited.done:
        edited = edited.undo()
        assert edited.text == saved or not edited.is_saved
    assert edited.text == start
    while edited.undone:
        edited = edited.redo()
    assert edited == last


def typed(edited: EditedText, text: str, at: int) -> EditedText:
    for place, char in enumerate(text):
        edited = edited.edit(Change(at + place, "", char))
    return edited


def test_typing_is_taken_back_word_by_word():
    edited = typed(EditedText(""), "one two", 0)
    assert edited.undo().text == "one "
    assert edited.undo().undo().text == ""


def test_erasing_is_taken_back_at_once():
    edited = EditedText("abcd")
    for at in (3, 2, 1):
        edited = edited.edit(Change(at, edited.text[at], ""))
    assert edited.text == "a"
    assert edited.undo().text == "abcd"


def test_a_fix_is_a_step_of_its_own():
    edited = typed(EditedText("x"), "yz", 1).edit(Change(0, "x", "X", "fix.case"))
    edited = typed(edited, "!", 3)
    assert [step.reason for step in edited.done] == ["typing", "fix.case", "typing"]
    assert edited.undo().text == "Xyz"


def test_what_was_saved_is_known_again_after_steps_back_and_lost_by_another_way():
    edited = EditedText("a").edit(Change(1, "", "b", "one")).as_saved()
    assert edited.is_saved
    assert not edited.undo().is_saved
    assert edited.undo().redo().is_saved
    other = edited.undo().edit(Change(1, "", "c", "other"))
    assert not other.is_saved
    assert not other.undo().is_saved
    assert not other.edit(Change(2, "", "d", "more")).is_saved


def test_typing_after_saving_is_a_step_of_its_own():
    edited = typed(EditedText(""), "ab", 0).as_saved()
    edited = typed(edited, "c", 2)
    assert not edited.is_saved
    assert edited.undo().is_saved


def test_old_steps_are_forgotten_in_time():
    edited = EditedText("")
    for number in range(MOST_STEPS + 10):
        edited = edited.edit(Change(0, "", str(number % 10), f"step.{number}"))
    assert len(edited.done) == MOST_STEPS
    while edited.done:
        edited = edited.undo()
    assert len(edited.text) == 10
    assert not edited.is_saved


def test_a_change_of_another_text_is_refused():
    with pytest.raises(ValueError, match="1"):
        EditedText("abc").edit(Change(1, "x", "y"))


@pytest.mark.parametrize(
    "data",
    [b'{"a": 1}\r\n', codecs.BOM_UTF8 + b'{"a": "\xc3\xbc"}', b'{"a": ', b"no json", b"\t\xe2\x80\xa8"],
    ids=["crlf", "bom", "broken", "no json", "line separator"],
)
def test_the_bytes_of_a_text_are_those_of_its_file(data):
    document = Document("x.json", data)
    edited = edited_text(document, read(document).text)
    assert edited is not None
    assert edited.data == data
    assert edited.edit(Change(len(edited.text), "", " ")).data == data + b" "


@pytest.mark.parametrize(
    "data", [b"\xff\xfe{\x00}\x00", b"\xff\xfe\xff", b"a\xffb"], ids=["utf-16", "no text", "no utf-8"]
)
def test_what_is_no_utf_8_is_not_worked_on(data):
    document = Document("x.json", data)
    assert edited_text(document, read(document).text) is None
