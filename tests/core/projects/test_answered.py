# SPDX-License-Identifier: Apache-2.0
"""Answers in a project and the credentials that come of them: hand-made changes stay, what clashes is asked."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from answering import answered
from assay.authoring.questions.asked import is_answered, pages_now
from assay.authoring.questions.drafting import Answered, Draft, drafts
from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire
from assay.projects.answered import (
    WRITTEN,
    Written,
    answers_in,
    may_redo,
    may_undo,
    place_of,
    settled,
    with_page,
    with_written,
)
from assay.projects.manifest import FILE, Manifest
from assay.projects.project import Project, create_project
from assay.projects.reconciling import Choice
from assay.projects.saving import save
from assay.projects.working import undone, with_answers, with_texts
from project_specimens import NOW, PACK

ANSWERS = answered("company", {"number_kind": "vat", "managed_at": "same"})
STREET = next(name for name in ANSWERS if "street" in name)
COMPANY = {**ANSWERS, STREET: "Old Street 8"}
LATER = NOW + timedelta(days=9)


def of(answers: dict[str, Any], moment: Any = NOW) -> tuple[Draft, ...]:
    return drafts([Answered("company", answers)], moment, language="en")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = create_project(tmp_path / "project", "Acme", PACK, NOW, root=tmp_path / "own")
    return with_written(with_page(made, "company", COMPANY), (), of(COMPANY)).project


def moved(street: str = "New Street 1") -> dict[str, Any]:
    return {**COMPANY, STREET: street}


def rewritten(project: Project, answers: dict[str, Any] | None = None) -> Written:
    """A later day, with other answers."""
    return with_written(project, of(COMPANY, LATER), of(answers or moved(), LATER))


def company_file(project: Project) -> str:
    street = COMPANY[STREET]
    return next(place for place, text in project.work.files.items() if street in text and place != FILE)


def test_each_credential_is_a_file_in_the_order_of_the_answers(project: Project):
    assert [f"credentials/{name}" for name in project.credentials] == [place_of(draft) for draft in of(COMPANY)]
    assert save(project).is_done
    assert json.loads((project.folder / company_file(project)).read_text())["validFrom"]


def test_answers_that_say_the_same_write_nothing_on_a_later_day(project: Project):
    assert rewritten(project, COMPANY).project is project


def test_an_answer_changes_its_place_and_nothing_of_what_was_typed(project: Project):
    place = company_file(project)
    typed = project.work.files[place].replace("{", '{\n\n   "note":   [ 1,2 ],', 1)
    found = rewritten(with_texts(project, {place: typed}, "typing"))
    assert not found.clashes
    assert found.project.work.files[place] == typed.replace(COMPANY[STREET], "New Street 1")


def test_where_both_changed_the_same_a_person_decides(project: Project):
    place = company_file(project)
    typed = project.work.files[place].replace(COMPANY[STREET], "By Hand 2")
    found = rewritten(with_texts(project, {place: typed}, "typing"))
    (clash,) = found.clashes
    assert (clash.file, clash.by_hand) == (place, typed)
    assert found.project.work.files[place] == typed
    assert settled(found.project, clash, Choice.MINE).work.files[place] == typed
    assert "New Street 1" in settled(found.project, clash, Choice.THEIRS).work.files[place]
    both = settled(found.project, clash, Choice.BOTH)
    assert "New Street 1" in both.work.files[place]
    (beside,) = both.work.files.keys() - project.work.files.keys()
    assert both.work.files[beside] == typed
    assert both.credentials[-1] == beside.rpartition("/")[2]


@pytest.mark.parametrize("text", ["{", "[]", "eyJhbGciOi.e30.c2ln", '{"id": 1, "id": 2}'], ids=str)
def test_what_became_of_a_file_otherwise_is_never_written_over(project: Project, text: str):
    place = company_file(project)
    found = rewritten(with_texts(project, {place: text}, "typing"))
    assert [clash.file for clash in found.clashes] == [place]
    assert found.project.work.files[place] == text


def test_a_file_of_that_name_that_was_there_before_is_asked_about(tmp_path: Path):
    made = create_project(tmp_path / "project", "Acme", PACK, NOW, root=tmp_path / "own")
    place = place_of(of(COMPANY)[0])
    found = with_written(with_texts(made, {place: '{"id": "urn:x"}'}, "typing"), (), of(COMPANY))
    assert [clash.file for clash in found.clashes] == [place]
    assert found.project.work.files[place] == '{"id": "urn:x"}'


def test_what_no_answer_stands_behind_goes_unless_it_was_changed(project: Project):
    assert not with_written(project, of(COMPANY, LATER), ()).project.credentials
    place = company_file(project)
    typed = with_texts(project, {place: project.work.files[place].replace(COMPANY[STREET], "By Hand 2")}, "typing")
    assert [f"credentials/{name}" for name in with_written(typed, of(COMPANY), ()).project.credentials] == [place]


def test_what_is_no_answer_stays_and_is_no_answer(project: Project):
    strange = {"a": 1, "b": {"c": "d"}, "e": [{"f": 2}], "g": ["h"], "i": [{"j": "k"}]}
    held = with_answers(with_answers(project, "company", strange), "other", strange)
    assert answers_in(held.manifest) == {"company": {"g": ["h"]}, "other": {"g": ["h"], "i": [{"j": "k"}]}}
    assert with_page(held, "company", {"x": "y"}).manifest.answers["company"] == {
        "a": 1, "b": {"c": "d"}, "e": [{"f": 2}], "i": [{"j": "k"}], "x": "y",
    }  # fmt: skip


STRANGE = (1, "\u2028", [], [1], ["x"], [{"a": "b"}], [{}], [{"a": ["x"]}], {"a": "b"}, [{"a": {"b": "c"}}])


@pytest.mark.parametrize("page", BUNDLED)
def test_whatever_stands_for_answers_in_the_file_breaks_nothing(page: str):
    names = [ask.id for ask in bundled_questionnaire(page).asks()]
    names += [entry.each for entry in bundled_questionnaire(page).pages if entry.each]
    for told in STRANGE:
        manifest = Manifest("Acme", PACK, answers={page: dict.fromkeys(names, told)})
        answers = answers_in(manifest)[page]
        drafts([Answered(page, answers)], NOW, language="en")
        for entry in pages_now(bundled_questionnaire(page), answers):
            is_answered(entry, answers)


def test_answers_alone_are_taken_back_here(project: Project):
    assert may_undo(project)
    assert project.work.done[-1].reason == WRITTEN
    assert may_redo(undone(undone(project)))
    place = company_file(project)
    assert not may_undo(with_texts(project, {place: "{}"}, "typing"))
    assert not may_redo(project)
