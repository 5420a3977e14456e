# SPDX-License-Identifier: Apache-2.0
"""Answers to questions in a project, and the credentials that come of them: what was changed by hand in a file stays.

A file is not written anew where an answer changes: what the answers came to before is compared with what they come to
now, and the difference alone goes into the file, as the changes of two people do. Where both are in the same place a
person decides.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeGuard

from assay.authoring.questions.documents import Answer, Answers
from assay.authoring.questions.drafting import Draft
from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire
from assay.found import CREDENTIALS
from assay.projects.manifest import FILE, Manifest, as_written, manifest_text
from assay.projects.merging import merged, same
from assay.projects.names import SUFFIX, credential_path, free_name
from assay.projects.project import Project
from assay.projects.reconciling import Choice
from assay.projects.steps import ANSWERS, Step
from assay.projects.toml_text import Toml
from assay.projects.working import EVIDENCE, redone, undone, with_answers, with_texts
from assay.values import frozen

WRITTEN = "project.step.written"
"""The reason of a step that the answers made to the credentials."""
_BY_HAND = (ANSWERS, EVIDENCE)
"""Reasons of steps that somebody made on the Write page."""
_MOMENTS = ("validFrom", "issuanceDate")
"""When a credential was first written: no answer."""


@frozen
class Clash:
    """A credential that was changed by hand in the very place that an answer changes."""

    file: str
    """Its place in the project."""
    by_hand: str
    by_answers: str

    @property
    def text(self) -> str:
        """Text id of what happened; the file is named beside it."""
        return "project.clash"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided: `MINE` is the file as it is, `THEIRS` what the answers say."""
        return (Choice.MINE, Choice.THEIRS, Choice.BOTH)

    @staticmethod
    def text_of(choice: Choice) -> str:
        """Text id of a choice."""
        return f"project.clash_choice.{choice.value}"


@frozen
class Written:
    """A project with the credentials of its answers."""

    project: Project
    clashes: tuple[Clash, ...] = ()
    """What was not written, because somebody has to decide first."""


def answers_in(manifest: Manifest) -> dict[str, Answers]:
    """The answers of a project by page; what is no answer to any question is left out."""
    return {
        page: {name: answer for name, answer in told.items() if _is_answer(answer, page, name)}
        for page, told in manifest.answers.items()
    }


def with_page(project: Project, page: str, answers: Answers) -> Project:
    """With other answers on a page. What stands there and is no answer stays. ProjectError as `with_answers`."""
    before = project.manifest.answers.get(page, {})
    others: dict[str, Toml] = {name: told for name, told in before.items() if not _is_answer(told, page, name)}
    told = others | {name: _told(answer) for name, answer in answers.items()}
    return with_answers(project, page, told or None)


def with_written(project: Project, before: Sequence[Draft], now: Sequence[Draft]) -> Written:
    """With the credentials of the answers in its files, as one step.

    `before`: what the answers came to when the files were last written; `now`: what they come to. A file that no answer
    stands behind any more is taken out where nobody changed it. ProjectError as `with_texts`.
    """
    known = {draft.name: draft for draft in before}
    texts: dict[str, str | None] = {}
    clashes: list[Clash] = []
    for draft in now:
        place, text = place_of(draft), draft.text
        mine = project.work.files.get(place)
        made = text if mine is None else _joint(place, mine, known.get(draft.name), draft)
        if made is None and mine is not None:
            clashes.append(Clash(place, mine, text))
        elif made != mine:
            texts[place] = made
    for name in known.keys() - {draft.name for draft in now}:
        mine = project.work.files.get(place_of(known[name]))
        if mine is not None and _says(mine, known[name]):
            texts[place_of(known[name])] = None
    return Written(_with_texts(project, texts), tuple(clashes))


def settled(project: Project, clash: Clash, choice: Choice) -> Project:
    """With a clash decided. ProjectError as `with_texts`."""
    if choice is Choice.MINE:
        return project
    texts: dict[str, str | None] = {clash.file: clash.by_answers}
    if choice is Choice.BOTH:
        taken = [place.rpartition("/")[2] for place in (*project.work.files, *project.work.saved)]
        texts[credential_path(free_name(clash.file.rpartition("/")[2], taken))] = clash.by_hand
    return _with_texts(project, texts)


def place_of(draft: Draft) -> str:
    """The file of a draft, by its place in a project."""
    return credential_path(f"{draft.name.rpartition('.')[0]}{SUFFIX}")


def may_undo(project: Project) -> bool:
    """Whether the last thing that was done is an answer, whatever came of it in the credentials, or to the evidence."""
    return _last(reversed(project.work.done)) in _BY_HAND


def may_redo(project: Project) -> bool:
    """Whether such a thing was the last that was taken back."""
    return _last(reversed(project.work.undone)) in _BY_HAND


def taken_back(project: Project) -> Project:
    """With the last answer, or step of the evidence, taken back, and what came of it. Only where `may_undo`."""
    while project.work.done[-1].reason == WRITTEN:
        project = undone(project)
    return undone(project)


def made_again(project: Project) -> Project:
    """With the one made again that was taken back last. Only where `may_redo`."""
    while project.work.undone[-1].reason == WRITTEN:
        project = redone(project)
    return redone(project)


def _last(steps: Iterable[Step]) -> str:
    """The reason of the first that was no writing of the program's own."""
    return next((step.reason for step in steps if step.reason != WRITTEN), "")


def _with_texts(project: Project, texts: Mapping[str, str | None]) -> Project:
    """With these texts, and new files at the end of the order."""
    names = [place.rpartition("/")[2] for place, text in texts.items() if text is not None]
    gone = {place.rpartition("/")[2] for place, text in texts.items() if text is None}
    fresh = [name for name in names if f"{CREDENTIALS}/{name}" not in project.work.files]
    if not (fresh or gone):
        return with_texts(project, texts, WRITTEN)
    kept = [name for name in project.credentials if name not in gone and name not in fresh]
    manifest = replace(project.manifest, order=(*kept, *fresh))
    own = as_written(manifest_text(manifest), project.work.files[FILE])
    return with_texts(project, {**texts, FILE: own}, WRITTEN)


def _joint(place: str, mine: str, before: Draft | None, now: Draft) -> str | None:
    """The file with what the answers changed; None where a person has to decide."""
    if _says(mine, now):
        return mine
    if before is None:
        return None
    if same(before.content, now.content):
        return mine
    return merged(place, before.text, mine, now.text)


def _says(text: str, draft: Draft) -> bool:
    """Whether a file says what a draft does, whenever it was first written."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict):
        return False
    told = json.loads(draft.text)
    return all(found.get(name) == told.get(name) for name in (found.keys() | told.keys()) - set(_MOMENTS))


def _is_answer(told: object, page: str, name: str) -> TypeGuard[Answer]:
    """A text or several; rows of them where that set of questions asks for several of something."""
    if _is_text_or_texts(told):
        return True
    if page in BUNDLED and all(entry.each != name for entry in bundled_questionnaire(page).pages):
        return False
    return isinstance(told, list) and all(
        isinstance(row, dict) and all(_is_text_or_texts(value) for value in row.values()) for row in told
    )


def _is_text_or_texts(told: object) -> bool:
    return isinstance(told, str) or (isinstance(told, list) and all(isinstance(item, str) for item in told))


def _told(answer: Answer) -> Toml:
    if isinstance(answer, str):
        return answer
    return [item if isinstance(item, str) else dict(item) for item in answer]
