# SPDX-License-Identifier: Apache-2.0
"""Accepting what is found only when several files are judged as one submission: kept beside the file it is about.

What is about no file of them is kept beside the first that lies in a file of its own. An entry that the file by itself
would not show says so (`scope`), and is not missed where the file is checked alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from assay.acceptances import TOGETHER, Acceptance, AcceptanceError, change_beside, read_beside
from assay.document import Document
from assay.found import ACCEPTED
from assay.options import Options
from assay.pipeline import examine
from assay.reports.report import ReportedFinding

Changes: TypeAlias = Mapping[Path, Mapping[str, Acceptance | None]]
"""Of each document's file the entries by fingerprint; None where there is none."""


def home_of(document: Document) -> Path | None:
    """The file of a document, beside which what is accepted of it is kept; None where it is in none of its own."""
    return Path(document.accepted.removesuffix(ACCEPTED)) if isinstance(document.accepted, str) else None


def placed(
    findings: Iterable[ReportedFinding],
    entries: Mapping[str, Acceptance],
    members: Sequence[Document],
    options: Options,
) -> Changes:
    """Where each of these entries is kept, of findings of a set. AcceptanceError where no member lies in a file.

    `options`: those of the check; by them it is found out what each file shows by itself.
    """
    with_home = {member.name: (member, home) for member in members if (home := home_of(member)) is not None}
    if not with_home:
        raise AcceptanceError("acceptance_no_place")
    first = next(iter(with_home.values()))
    alone: dict[Path, frozenset[str]] = {}
    made: dict[Path, dict[str, Acceptance | None]] = {}
    for finding in findings:
        member, home = with_home.get(finding.location.file if finding.location else "", first)
        if home not in alone:
            alone[home] = _found_alone(member, options)
        entry = entries[finding.id]
        kept = entry if finding.id in alone[home] else replace(entry, scope=TOGETHER)
        made.setdefault(home, {}).setdefault(finding.id, kept)
    return made


def without(findings: Collection[str], members: Iterable[Document]) -> Changes:
    """What takes these findings out of every file of the members that accepts one of them.

    AcceptanceError where one of those files cannot be read, or where it is in no file of its own what is accepted.
    """
    homes = (home for member in members if (home := home_of(member)) is not None)
    kept = {home: read_beside(home).entries for home in homes}
    made = {
        home: dict.fromkeys(entry.finding for entry in entries if entry.finding in findings)
        for home, entries in kept.items()
        if any(entry.finding in findings for entry in entries)
    }
    if not made:
        raise AcceptanceError("acceptance_no_place")
    return made


def change_all(changes: Changes) -> Changes:
    """Makes all of these changes, or none; gives what there was before, to take them back. AcceptanceError."""
    before: dict[Path, Mapping[str, Acceptance | None]] = {}
    try:
        for home, entries in changes.items():
            before[home] = change_beside(home, entries)
    except AcceptanceError:
        for home, entries in before.items():
            change_beside(home, entries)
        raise
    return before


def _found_alone(member: Document, options: Options) -> frozenset[str]:
    """Fingerprints of what the file shows by itself."""
    return frozenset(finding.id for finding in examine(member, options).report.findings)
