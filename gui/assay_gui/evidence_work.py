# SPDX-License-Identifier: Apache-2.0
"""What the window has done to the evidence of a project. What reads files runs in a pool thread."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.finding import Severity
from assay.values import frozen

if TYPE_CHECKING:
    from assay.errors import AssayError
    from assay.projects.evidence_claims import ClaimOffer
    from assay.projects.evidence_files import TakenIn
    from assay.projects.evidence_register import Remark
    from assay.projects.evidence_row import Claim, Evidence
    from assay.projects.project import Project
    from assay.rules.criteria import CriteriaTable
    from assay.texts import Texts

STATES = {Severity.VIOLATION: "fail", Severity.WARNING: "wait", Severity.INFO: "advice"}
"""How grave a remark is, to the state whose sign it bears."""
GOOD = "passed"


@frozen
class Looked:
    """The register of a project, looked at with its files."""

    folder: Path
    rows: "Mapping[str, Evidence]"
    remarks: "tuple[Remark, ...]"
    table: "CriteriaTable"
    names: Mapping[str, str] = field(default_factory=dict)
    """What the criteria are called, by their ids."""
    claims: "Mapping[Claim, ClaimOffer]" = field(default_factory=dict)
    """What the credentials say, to be picked."""

    def remarks_on(self, row: str) -> "tuple[Remark, ...]":
        """What is to be said of a row, the gravest first; of files that no row names where it is empty."""
        order = tuple(STATES)
        found = (remark for remark in self.remarks if remark.row == row)
        return tuple(sorted(found, key=lambda remark: order.index(remark.severity)))

    def state_of(self, row: str) -> str:
        """The state whose sign a row bears."""
        found = self.remarks_on(row)
        return STATES[found[0].severity] if found else GOOD


def looked(project: "Project", moment: datetime, texts: "Texts") -> Looked:
    """The register as it stands with the files. PackError where its rules are not at hand; ProjectError."""
    from assay.projects.evidence_claims import claims_offered, credential_ids
    from assay.projects.evidence_register import remarks
    from assay.projects.place import InFolder
    from assay.rules.library import load

    pack, register = load(project.manifest.pack), project.manifest.evidence
    files = InFolder(project.folder).evidence({row.file for row in register.values()})
    said = remarks(register, files, pack.criteria, moment, credential_ids(project))
    names = {name: words.label for name, words in pack.texts(texts.lang).of_criterion.items()}
    claims = {offer.claim: offer for offer in claims_offered(project, texts, moment)}
    return Looked(project.folder, register, said, pack.criteria, names, claims)


@frozen
class Taken:
    """Files that were copied into a project."""

    files: "tuple[tuple[str, TakenIn], ...]"
    """Of each what to call it, and what came of it."""
    fault: "AssayError | None" = None
    """Why the next one could not be."""


def taken(project: "Project", paths: Sequence[Path]) -> Taken:
    """Copies files into the folder of evidence, up to the first that cannot be."""
    from assay.projects.evidence_files import taken_in
    from assay.projects.fault import ProjectError

    found: list[tuple[str, TakenIn]] = []
    for path in paths:
        try:
            found.append((path.stem.strip() or path.name, taken_in(project, path)))
        except ProjectError as error:
            return Taken(tuple(found), error)
    return Taken(tuple(found))


def as_it_is(project: "Project", file: str) -> "TakenIn":
    """A file of evidence as it lies there now. ProjectError where it cannot be read."""
    from assay.projects.evidence_files import TakenIn, digests_of, evidence_file, media_type_of
    from assay.projects.fault import ProjectError
    from assay.texts import quoted

    place = evidence_file(project.folder, file)
    if place is None:
        raise ProjectError("evidence_unreadable", name=quoted(file), reason="-")
    return TakenIn(file, media_type_of(file), digests_of(place))


def with_file(row: "Evidence", found: "TakenIn") -> "Evidence":
    """A row with a file as its evidence."""
    told = found.digests
    return replace(
        row,
        file=found.file,
        media_type=found.media_type,
        size=told.size,
        sha256=told.sha256,
        sha512=told.sha512,
    )


def with_files(project: "Project", files: "Sequence[tuple[str, TakenIn]]", criteria: tuple[str, ...] = ()) -> "Project":
    """With a row more for each file that no row names yet; those that one names back the criteria as well.

    ProjectError where it may only be read, or is full.
    """
    from assay.projects.evidence_row import LONGEST, Evidence
    from assay.projects.names import folded
    from assay.projects.working import with_evidence

    for title, found in files:
        known = project.manifest.evidence.items()
        name, row = next(((n, r) for n, r in known if folded(r.file) == folded(found.file)), ("", None))
        if row is None:
            row = with_file(Evidence(_title(title)[:LONGEST], criteria=criteria), found)
        else:
            row = replace(row, criteria=tuple(dict.fromkeys((*row.criteria, *criteria))))
        project, _ = with_evidence(project, row, name)
    return project


def _title(told: str) -> str:
    """A name of a file as a title: it may hold what no text file can."""
    shown = "".join(char if char.isprintable() else " " for char in told.encode("utf-8", "replace").decode())
    return shown.strip() or "?"
