# SPDX-License-Identifier: Apache-2.0
"""What is done to an open project: texts changed, credentials added and taken out, facts and answers, back and forth.

Each gives the project with the step made, and the journal told. ProjectError (`project_read_only`) where it may only be
read, (`project_characters`) where a text cannot be written as a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assay.document import MAX_DOCUMENT_BYTES
from assay.found import CREDENTIALS
from assay.projects.evidence_row import Evidence, row_id
from assay.projects.fault import ProjectError
from assay.projects.journal import Way
from assay.projects.manifest import FILE, MOST_FILES, Manifest, as_written, manifest_text
from assay.projects.names import SUFFIX, credential_path, folded, free_name
from assay.projects.project import Project, recorded
from assay.projects.steps import ANSWERS, Deed, Step, Work, edited
from assay.projects.toml_text import Toml

ADDED, REMOVED, RENAMED = "project.step.added", "project.step.removed", "project.step.renamed"
GIVEN_UP = "project.step.given_up"
FACTS, EVIDENCE = "project.step.facts", "project.step.evidence"


def with_texts(project: Project, texts: Mapping[str, str | None], reason: str) -> Project:
    """With these texts by place inside of the project (None: taken out of it); itself where nothing changes.

    `reason`: text id of what does it, as it is named where it can be undone.
    """
    step = edited(project.work, texts, reason)
    return project if step is None else with_step(project, step)


def with_step(project: Project, step: Step) -> Project:
    """With a step made, as it is typed. ValueError where it belongs to another text, or takes the project's own file
    out.
    """
    for entry in step.changes:
        _refuse_unwritable(entry.change.after)
        if entry.file == FILE and entry.deed is not Deed.EDIT:
            raise ValueError(FILE)
    return _with(project, Way.STEP, step, project.work.edit(step))


def without_unsaved(project: Project) -> Project:
    """With everything as it is saved: one step, which can be taken back. What was recovered is given up so."""
    texts = {name: project.work.saved.get(name) for name in project.work.unsaved}
    return with_texts(project, texts, GIVEN_UP)


def undone(project: Project) -> Project:
    """With the last step taken back, whichever file it was made to; itself where there is none."""
    if not project.work.done:
        return project
    return _with(project, Way.UNDO, project.work.done[-1].undone, project.work.undo())


def redone(project: Project) -> Project:
    """With the step made again that was taken back last; itself where there is none."""
    if not project.work.undone:
        return project
    return _with(project, Way.REDO, project.work.undone[-1], project.work.redo())


def with_manifest(project: Project, manifest: Manifest, reason: str) -> Project:
    """With other facts, answers, evidence, or another name. ProjectError (`project_full`) where it is too much."""
    return with_texts(project, {FILE: _told(project, manifest)}, reason)


def with_facts(project: Project, facts: Mapping[str, Toml]) -> Project:
    """With other facts about the company."""
    return with_manifest(project, replace(project.manifest, facts=facts), FACTS)


def with_answers(project: Project, page: str, answers: Mapping[str, Toml] | None) -> Project:
    """With other answers on one page of questions; None: without any."""
    others = {name: told for name, told in project.manifest.answers.items() if name != page}
    mine = {} if answers is None else {page: answers}
    return with_manifest(project, replace(project.manifest, answers=others | mine), ANSWERS)


def with_evidence(project: Project, row: Evidence, name: str = "") -> tuple[Project, str]:
    """With a row of the register put in place of the one of that id, or added where none is given; and its id."""
    known = project.manifest.evidence
    name = name or row_id(row.title, known)
    made = with_manifest(project, replace(project.manifest, evidence={**known, name: row}), EVIDENCE)
    return made, name


def without_evidence(project: Project, name: str) -> Project:
    """Without a row; its file stays, since other versions of the project may name it. KeyError where there is none."""
    known = dict(project.manifest.evidence)
    del known[name]
    return with_manifest(project, replace(project.manifest, evidence=known), EVIDENCE)


def with_credential(project: Project, wanted: str, text: str) -> tuple[Project, str]:
    """With a credential more, at the end of the order; and its file name, which is like the wanted one."""
    made, names = with_credentials(project, [(wanted, text)])
    return made, names[0]


def with_credentials(project: Project, wanted: Sequence[tuple[str, str]]) -> tuple[Project, tuple[str, ...]]:
    """With several, wanted file names and texts, as one step; and their file names."""
    if len(project.work.files) + len(wanted) > MOST_FILES + 1:
        raise ProjectError("project_full")
    taken, names = _taken(project), []
    texts: dict[str, str | None] = {}
    for like, text in wanted:
        name = free_name(like, taken, SUFFIX)
        taken.append(name)
        names.append(name)
        texts[credential_path(name)] = text
    order = (*(entry for entry in project.credentials if entry not in names), *names)
    texts[FILE] = _told(project, replace(project.manifest, order=order))
    return with_texts(project, texts, ADDED), tuple(names)


def without_credential(project: Project, name: str) -> Project:
    """Without a credential; its evidence stays in the register. KeyError where there is none of that file name."""
    if credential_path(name) not in project.work.files:
        raise KeyError(name)
    order = tuple(entry for entry in project.credentials if entry != name)
    texts = {credential_path(name): None, FILE: _told(project, replace(project.manifest, order=order))}
    return with_texts(project, texts, REMOVED)


def renamed_credential(project: Project, name: str, wanted: str) -> tuple[Project, str]:
    """With a credential under another file name, like the wanted one; and that. KeyError as `without_credential`."""
    text = project.work.files[credential_path(name)]
    taken = _taken(project)
    made = free_name(wanted, [entry for entry in taken if entry != name], SUFFIX)
    if made == name:
        return project, name
    if folded(made) == folded(name):  # on some systems both are one file, of which removing the old one takes both
        made = free_name(wanted, taken, SUFFIX)
    order = tuple(made if entry == name else entry for entry in project.credentials)
    texts = {
        credential_path(name): None,
        credential_path(made): text,
        FILE: _told(project, replace(project.manifest, order=order)),
    }
    return with_texts(project, texts, RENAMED), made


def _told(project: Project, manifest: Manifest) -> str:
    """The text of the project's own file, in the manner it is written in."""
    return as_written(manifest_text(manifest), project.work.files[FILE])


def _taken(project: Project) -> list[str]:
    """File names in the folder, those of files that cannot be worked on, and of files that are not gone yet."""
    places = [*project.work.files, *project.work.saved, *(entry.file for entry in project.unread)]
    return [place.removeprefix(f"{CREDENTIALS}/") for place in places]


def _with(project: Project, way: Way, step: Step, work: Work) -> Project:
    if project.desk is None:
        raise ProjectError("project_read_only")
    return replace(project, work=work, fault=recorded(project, way, step, work))


def _refuse_unwritable(text: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise ProjectError("project_characters") from None
    if size > MAX_DOCUMENT_BYTES:
        raise ProjectError("project_full")
