# SPDX-License-Identifier: Apache-2.0
"""What the Write page has done to projects; each function runs in a pool thread, on a value of its own."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answers
    from assay.authoring.questions.drafting import Draft
    from assay.projects.answered import Clash
    from assay.projects.fault import ProjectError
    from assay.projects.project import Project
    from assay.projects.reconciling import Choice

MOST_KNOWN = 5
"""Projects that are offered to be opened."""


@frozen
class KnownProject:
    """A project that was opened here before."""

    name: str
    folder: Path
    opened: datetime


@frozen
class Kept:
    """What came of saving a project."""

    project: "Project"
    clashes: "tuple[Clash, ...]" = ()
    """Credentials that were not written, because somebody has to decide first."""
    fault: "ProjectError | None" = None
    """Why not everything could be written."""
    answers: "Mapping[str, Answers]" = field(default_factory=dict)
    """What the credentials say now."""
    files: tuple[Path, ...] = ()
    """The files of the credentials that came of the answers."""


def known() -> tuple[KnownProject, ...]:
    """Projects that were opened here and are there now, the latest first."""
    from assay.places import user_projects
    from assay.projects.fault import ProjectError
    from assay.projects.known import known_projects, opened_at
    from assay.projects.manifest import FILE, manifest_of
    from assay.projects.toml_text import MAX_BYTES
    from assay.whole_file import read_regular

    found: list[KnownProject] = []
    root = user_projects()
    for folder in known_projects(root):
        with suppress(OSError, ValueError, ProjectError):
            name = manifest_of(read_regular(folder / FILE, MAX_BYTES).decode()).name
            found.append(KnownProject(name, folder, opened_at(root, folder) or datetime.fromtimestamp(0, UTC)))
        if len(found) == MOST_KNOWN:
            break
    return tuple(found)


def created(folder: Path, answers: "Mapping[str, Answers]", moment: datetime, lang: str) -> Kept:
    """A new project with the answers so far and what comes of them, saved and open.

    ProjectError where it cannot be made, or not hold them; what was made of it by then stays.
    """
    from assay.authoring.questions.reading import BUNDLED, bundled_questionnaire
    from assay.projects.answered import with_page
    from assay.projects.project import close, create_project

    pack = bundled_questionnaire(BUNDLED[0]).pack
    close(create_project(folder, folder.name or BUNDLED[0], pack, moment))
    with ExitStack() as undo:
        project = opened(folder, moment)
        undo.callback(close, project)
        for page, told in answers.items():
            project = with_page(project, page, told)
        found = kept(project, {}, moment, lang)
        undo.pop_all()
    return found


def opened(
    folder: Path, moment: datetime, *, by_force: bool = False, before: Callable[[], object] = lambda: None
) -> "Project":
    """A project; to be looked at only where somebody else has it. `before`: what makes its folder.

    ProjectError as `open_project`.
    """
    from assay.projects.fault import ProjectError
    from assay.projects.project import open_project

    before()
    try:
        return open_project(folder, moment, by_force=by_force, is_driven=True)
    except ProjectError as error:
        if error.text_id != "project_held":
            raise
        return open_project(folder, moment, read_only=True)


def reopened(project: "Project", moment: datetime, *, by_force: bool) -> "Project":
    """A project that was looked at, to be written. ProjectError (`project_held`) where somebody still has it."""
    from assay.projects.project import open_project

    return open_project(project.folder, moment, by_force=by_force, is_driven=True)


def kept(project: "Project", before: "Mapping[str, Answers]", moment: datetime, lang: str) -> Kept:
    """Everything saved, with the credentials that come of the answers; nothing where something is to be decided.

    `before`: the answers that the credentials were last written for. ProjectError as `save`.
    """
    from assay.projects.answered import answers_in, place_of, with_written
    from assay.projects.project import looked
    from assay.projects.saving import save

    project = looked(project)
    now = answers_in(project.manifest)
    found = _drafts(now, moment, lang)
    written = with_written(project, _drafts(before, moment, lang), found)
    if written.clashes:
        return Kept(written.project, written.clashes, answers=now)
    saved = save(written.project)
    places = [saved.project.folder / place for draft in found if (place := place_of(draft)) in saved.project.work.files]
    return Kept(saved.project, written.clashes, saved.fault, now, tuple(places))


def settled(project: "Project", clashes: "Sequence[tuple[Clash, Choice]]") -> "Project":
    """A project with what was decided about its credentials. ProjectError where it may only be read."""
    from assay.projects.answered import settled as decided

    for clash, choice in clashes:
        if project.work.files.get(clash.file) == clash.by_hand:
            project = decided(project, clash, choice)
    return project


def _drafts(answers: "Mapping[str, Answers]", moment: datetime, lang: str) -> "tuple[Draft, ...]":
    from assay.authoring.questions.drafting import Answered, drafts
    from assay.authoring.questions.reading import BUNDLED

    told = [Answered(page, answers[page]) for page in BUNDLED if answers.get(page)]
    return drafts(told, moment, language=lang)
