# SPDX-License-Identifier: Apache-2.0
"""The evidence of the projects that checked documents lie in, told in their report. The verdict stands already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assay.document import Document
from assay.errors import AssayError, PackError
from assay.projects.evidence_claims import credential_ids
from assay.projects.evidence_register import Remark, remarks
from assay.projects.evidence_row import Claim, Evidence
from assay.projects.fault import ProjectError
from assay.projects.manifest import Manifest
from assay.projects.place import Place, places_of
from assay.projects.project import Project
from assay.projects.steps import Work
from assay.reports.evidence import EvidenceClaim, EvidenceRegister, EvidenceRemark, EvidenceRow
from assay.reports.report import Report
from assay.rules.library import load
from assay.rules.pack import RulePack
from assay.rules.pack_texts import PackTexts
from assay.texts import Texts, local_name, one_line

_LONG = 300


def with_evidence(report: Report, documents: Sequence[Document], moment: datetime, texts: Texts) -> Report:
    """The report with the registers of the projects that its documents lie in, as they are saved; the same where those
    hold no evidence. It reads the files that the registers name. What cannot be read is told in the report.
    """
    found = (_register(place, moment, texts) for place in places_of(documents))
    registers = tuple(register for register in found if register is not None)
    return replace(report, registers=registers) if registers else report


def _register(place: Place, moment: datetime, texts: Texts) -> EvidenceRegister | None:
    try:
        written = place.texts()
        project = Project(Path(), Work(written, written))
        named = {row.file for row in project.manifest.evidence.values()}
        files = place.evidence(named)
        if not project.manifest.evidence and not files:
            return None
        pack = load(project.manifest.pack)
        said = remarks(project.manifest.evidence, files, pack.criteria, moment, credential_ids(project))
    except (ProjectError, PackError) as error:
        return EvidenceRegister(one_line(place.name, _LONG), problems=(_sentences(error, texts),))
    return _told(project.manifest, pack, said, texts)


def _sentences(error: AssayError, texts: Texts) -> str:
    if isinstance(error, PackError):
        from assay.pack_words import told_error

        return told_error(error, texts)
    text_id = f"error.{error.text_id}"
    return " ".join(filter(None, (texts.part(text_id, member, error.params) for member in ("what", "how"))))


def _told(manifest: Manifest, pack: RulePack, said: Sequence[Remark], texts: Texts) -> EvidenceRegister:
    told: dict[str, list[EvidenceRemark]] = {}
    for remark in said:
        told.setdefault(remark.row, []).append(_remark(remark, texts))
    rows = tuple(_row(name, row, pack, texts) for name, row in manifest.evidence.items())
    with_remarks = tuple(replace(row, remarks=tuple(told.get(row.id, ()))) for row in rows)
    return EvidenceRegister(manifest.name, pack.id, with_remarks, tuple(told.get("", ())))


def _row(name: str, row: Evidence, pack: RulePack, texts: Texts) -> EvidenceRow:
    words = pack.texts(texts.lang)
    labels = words.of_criterion
    return EvidenceRow(
        name,
        row.title,
        file=row.file,
        url=row.url,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        sha512=row.sha512,
        issuer=row.issuer,
        standard=row.standard,
        standard_name=pack.criteria.standards.get(row.standard, row.standard),
        number=row.number,
        valid_from=row.valid_from.isoformat() if row.valid_from is not None else "",
        valid_until=row.valid_until.isoformat() if row.valid_until is not None else "",
        criteria={criterion: labels[criterion].label if criterion in labels else "" for criterion in row.criteria},
        claims=tuple(_claim(claim, words) for claim in row.claims),
    )


def _claim(claim: Claim, names: PackTexts) -> EvidenceClaim:
    label = names.label(claim.property) if claim.property else None
    return EvidenceClaim(
        claim.credential, claim.node, claim.property, label or local_name(claim.property or claim.node)
    )


def _remark(remark: Remark, texts: Texts) -> EvidenceRemark:
    what, why, how = (texts.part(remark.text, part, remark.params) for part in ("what", "why", "how"))
    return EvidenceRemark(remark.severity, remark.text, what, why, how)
