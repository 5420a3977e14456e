# SPDX-License-Identifier: Apache-2.0
"""The evidence of the projects that checked documents lie in, told in their report. The verdict stands already."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assay.document import Document
from assay.errors import AssayError, PackError
from assay.found import CREDENTIALS
from assay.projects.disk import evidence_names, read_folder
from assay.projects.evidence_claims import credential_ids
from assay.projects.evidence_register import Remark
from assay.projects.evidence_row import Claim, Evidence
from assay.projects.fault import ProjectError
from assay.projects.gathered import Gathered, GatheredRow, gathered
from assay.projects.manifest import FILE, manifest_of
from assay.projects.project import Project
from assay.projects.steps import Work
from assay.reports.evidence import EvidenceClaim, EvidenceRegister, EvidenceRemark, EvidenceRow
from assay.reports.report import Report
from assay.rules.library import load
from assay.rules.pack_texts import PackTexts
from assay.texts import Texts, local_name, one_line

_LONG = 300


def project_folders(documents: Iterable[Document]) -> tuple[Path, ...]:
    """The projects that documents lie in, each once, by where their files are; of a set those of its members."""
    every = (one for document in documents for one in getattr(document, "members", ()) or (document,))
    parents = dict.fromkeys(os.path.split(one.accepted)[0] for one in every if isinstance(one.accepted, str))
    found = (Path(parent).absolute() for parent in parents)
    return tuple(folder.parent for folder in found if folder.name == CREDENTIALS and _is_file(folder.parent / FILE))


def with_evidence(report: Report, documents: Sequence[Document], moment: datetime, texts: Texts) -> Report:
    """The report with the registers of the projects that its documents lie in, as they are saved; the same where those
    hold no evidence. It reads the files that the registers name. What cannot be read is told in the report.
    """
    found = (_register(folder, moment, texts) for folder in project_folders(documents))
    registers = tuple(register for register in found if register is not None)
    return replace(report, registers=registers) if registers else report


def _register(folder: Path, moment: datetime, texts: Texts) -> EvidenceRegister | None:
    try:
        disk = read_folder(folder)
        project = Project(folder, Work(disk.texts, disk.texts))
        manifest = manifest_of(disk.texts[FILE])
        if not manifest.evidence and not evidence_names(folder):
            return None
        pack = load(manifest.pack)
        told = gathered(project, pack, moment, texts.lang, ids=credential_ids(project))
    except (ProjectError, PackError) as error:
        return EvidenceRegister(one_line(folder.name, _LONG), problems=(_sentences(error, texts),))
    return _told(told, pack.texts(texts.lang), texts)


def _sentences(error: AssayError, texts: Texts) -> str:
    if isinstance(error, PackError):
        from assay.pack_words import told_error

        return told_error(error, texts)
    text_id = f"error.{error.text_id}"
    return " ".join(filter(None, (texts.part(text_id, member, error.params) for member in ("what", "how"))))


def _told(found: Gathered, names: PackTexts, texts: Texts) -> EvidenceRegister:
    rows = tuple(_row(entry, names, texts) for entry in found.rows)
    return EvidenceRegister(found.project, found.pack, rows, tuple(_remark(remark, texts) for remark in found.loose))


def _row(entry: GatheredRow, names: PackTexts, texts: Texts) -> EvidenceRow:
    row: Evidence = entry.row
    return EvidenceRow(
        entry.id,
        row.title,
        file=row.file,
        url=row.url,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        sha512=row.sha512,
        issuer=row.issuer,
        standard=row.standard,
        standard_name=entry.standard,
        number=row.number,
        valid_from=row.valid_from.isoformat() if row.valid_from is not None else "",
        valid_until=row.valid_until.isoformat() if row.valid_until is not None else "",
        criteria=entry.criteria,
        claims=tuple(_claim(claim, names) for claim in row.claims),
        remarks=tuple(_remark(remark, texts) for remark in entry.remarks),
    )


def _claim(claim: Claim, names: PackTexts) -> EvidenceClaim:
    label = names.label(claim.property) if claim.property else None
    return EvidenceClaim(
        claim.credential, claim.node, claim.property, label or local_name(claim.property or claim.node)
    )


def _remark(remark: Remark, texts: Texts) -> EvidenceRemark:
    what, why, how = (texts.part(remark.text, part, remark.params) for part in ("what", "why", "how"))
    return EvidenceRemark(remark.severity, remark.text, what, why, how)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
