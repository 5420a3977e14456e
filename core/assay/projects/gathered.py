# SPDX-License-Identifier: Apache-2.0
"""The evidence register gathered: each row in words, with what is to be said of it, and which criteria have none yet.

It goes beside a report, as Markdown for people and JSON for programs; a verdict knows nothing of it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from assay.moment import format_moment
from assay.projects.evidence_register import Remark, files_of, remarks
from assay.projects.evidence_row import CLAIM, Evidence
from assay.projects.project import Project
from assay.reports.json_report import JsonObject, encoded
from assay.reports.markdown_text import code, plain
from assay.rules.criteria import Evidence as Shown
from assay.rules.pack import RulePack
from assay.texts import Texts
from assay.values import frozen

VERSION = 1


@frozen
class GatheredRow:
    """One row, with everything a reader wants to know."""

    id: str
    row: Evidence
    standard: str
    """Name of the standard; empty where none is given."""
    criteria: Mapping[str, str]
    """Id of each criterion it backs, to what the rules call it."""
    remarks: tuple[Remark, ...]


@frozen
class Gathered:
    """The register as a whole."""

    project: str
    pack: str
    moment: datetime
    rows: tuple[GatheredRow, ...]
    backed: Mapping[str, tuple[str, ...]]
    """Criteria of the level that was asked for, in the order of the rules, to the rows that back each."""
    loose: tuple[Remark, ...]
    """What is to be said of files that no row names."""


def gathered(
    project: Project,
    pack: RulePack,
    moment: datetime,
    lang: str,
    *,
    level: str = "",
    ids: Collection[str] | None = None,
) -> Gathered:
    """The register of a project. It reads all files of evidence. ProjectError where the folder cannot be read.

    `level`: name of a level whose criteria are listed with what backs them; none where it is empty, or the rules have
    none of that name. `ids`: those of the credentials, where they are known.
    """
    register, table, labels = project.manifest.evidence, pack.criteria, pack.texts(lang).of_criterion
    said = remarks(register, files_of(project), table, moment, ids)

    def label(criterion: str) -> str:
        return labels[criterion].label if criterion in labels else ""

    rows = tuple(
        GatheredRow(
            name,
            row,
            table.standards.get(row.standard, row.standard),
            {criterion: label(criterion) for criterion in row.criteria},
            tuple(remark for remark in said if remark.row == name),
        )
        for name, row in register.items()
    )
    asked = [entry.id for entry in table.criteria if entry.levels.get(level, Shown.NONE) is not Shown.NONE]
    backed = {criterion: tuple(row.id for row in rows if criterion in row.criteria) for criterion in asked}
    loose = tuple(remark for remark in said if not remark.row)
    return Gathered(project.manifest.name, pack.id, moment, rows, backed, loose)


def gathered_json(found: Gathered, texts: Texts) -> bytes:
    """The register for programs: UTF-8 JSON, members in a fixed order, the same bytes for the same values."""
    return encoded(
        {
            "register_version": VERSION,
            "project": found.project,
            "pack": found.pack,
            "moment": format_moment(found.moment),
            "evidence": [_row(entry, texts) for entry in found.rows],
            "criteria": {criterion: list(rows) for criterion, rows in found.backed.items()},
            "remarks": [_remark(remark, texts) for remark in found.loose],
        }
    )


def _row(entry: GatheredRow, texts: Texts) -> JsonObject:
    row = entry.row
    plainly = ("title", "file", "url", "media_type", "size", "sha256", "sha512", "issuer", "number")
    return {
        "id": entry.id,
        **{name: value for name in plainly if (value := getattr(row, name))},
        **({"standard": row.standard, "standard_name": entry.standard} if row.standard else {}),
        **{name: day.isoformat() for name in ("valid_from", "valid_until") if (day := getattr(row, name)) is not None},
        "criteria": list(row.criteria),
        "claims": [{name: getattr(claim, name) for name in CLAIM} for claim in row.claims],
        "remarks": [_remark(remark, texts) for remark in entry.remarks],
    }


def _remark(remark: Remark, texts: Texts) -> JsonObject:
    return {
        "severity": remark.severity.value,
        "text": remark.text,
        **{
            name: texts.part(remark.text, member, remark.params)
            for name, member in (("message", "what"), ("why", "why"), ("fix", "how"))
        },
    }


def gathered_markdown(found: Gathered, texts: Texts) -> bytes:
    """The register for people: UTF-8 Markdown (CommonMark), without HTML."""
    title = texts.say("project.register.title", project=found.project, moment=format_moment(found.moment))
    lines = [f"# {plain(title)}", ""]
    for entry in found.rows:
        lines += _told(entry, texts)
    if found.backed:
        lines += [f"## {plain(texts.say('project.register.criteria'))}", ""]
        none = texts.say("project.register.unbacked")
        titles = {entry.id: entry.row.title for entry in found.rows}
        for criterion, rows in found.backed.items():
            told = ", ".join(titles[row] for row in rows) or none
            lines.append(f"- {plain(criterion)}: {plain(told)}")
        lines.append("")
    lines += [f"- {plain(texts.part(remark.text, 'what', remark.params))}" for remark in found.loose]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _told(entry: GatheredRow, texts: Texts) -> list[str]:
    row = entry.row
    until = row.valid_until.isoformat() if row.valid_until is not None else ""
    since = row.valid_from.isoformat() if row.valid_from is not None else ""
    criteria = "; ".join(" ".join(filter(None, pair)) for pair in entry.criteria.items())
    facts = {
        "issuer": plain(row.issuer),
        "number": plain(row.number),
        "standard": plain(entry.standard),
        "valid_from": since,
        "valid_until": until,
        "file": plain(row.file),
        "url": code(row.url) if row.url else "",
        "sha256": code(row.sha256) if row.sha256 else "",
        "backs": plain(criteria),
        "claims": str(len(row.claims)) if row.claims else "",
    }
    lines = [f"## {plain(row.title)}", ""]
    for remark in entry.remarks:
        lines.append(f"**{plain(texts.part(remark.text, 'what', remark.params))}**")
        lines += [plain(texts.part(remark.text, "how", remark.params)), ""]
    told = (f"- {plain(texts.say(f'project.register.{name}'))}: {value}" for name, value in facts.items() if value)
    return [*lines, *told, ""]
