# SPDX-License-Identifier: Apache-2.0
"""What is to be said of the evidence of a project: missing, changed, ended, chosen from the wrong list, not used.

The standards that prove a criterion come from the criteria of the rule pack. Nothing here changes a verdict.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from assay.finding import Severity
from assay.projects.evidence_files import Digests
from assay.projects.evidence_row import Evidence
from assay.projects.names import folded
from assay.rules.criteria import CriteriaTable
from assay.values import frozen

LEAD = timedelta(days=30)
"""How long before its end evidence is told of: an auditor does not come tomorrow."""


@frozen
class Standard:
    """A standard that is accepted as proof of a criterion."""

    short: str
    """As the criteria abbreviate it; what a row keeps."""
    name: str
    clauses: str
    """The clauses that count; `*` where none are named."""


@frozen
class Remark:
    """Something to be said of the register."""

    text: str
    """Text id under which *what, why, how* stand."""
    params: Mapping[str, str | int]
    severity: Severity
    row: str = ""
    """Id of the row; empty where it is about a file that no row names."""


def standards_of(criterion: str, table: CriteriaTable) -> tuple[Standard, ...]:
    """What a certificate for a criterion may be by; empty where the rules name none, or no such criterion."""
    entry = next((entry for entry in table.criteria if entry.id == criterion), None)
    found = entry.permissible if entry is not None else {}
    return tuple(Standard(short, table.standards.get(short, short), told) for short, told in found.items())


def remarks(
    register: Mapping[str, Evidence],
    files: Mapping[str, Digests | None],
    table: CriteriaTable,
    moment: datetime,
    ids: Collection[str] | None = None,
) -> tuple[Remark, ...]:
    """What is to be said at a moment, row by row. `ids`: those of the project's credentials, where they are known."""
    found = [remark for name, row in register.items() for remark in _of_row(name, row, (files, table, moment, ids))]
    named = {folded(row.file) for row in register.values() if row.file}
    loose = (file for file in sorted(files) if folded(file) not in named)
    return (*found, *(_remark("unused", Severity.INFO, "", file=file) for file in loose))


_Around = tuple[Mapping[str, "Digests | None"], CriteriaTable, datetime, "Collection[str] | None"]


def _of_row(name: str, row: Evidence, around: _Around) -> Iterator[Remark]:
    files, table, moment, ids = around
    yield from _of_file(name, row, files)
    yield from _of_dates(name, row, moment)
    yield from _of_criteria(name, row, table)
    if not (row.criteria or row.claims):
        yield _remark("backs_nothing", Severity.INFO, name, title=row.title)
    for claim in row.claims:
        if ids is not None and claim.credential not in ids:
            yield _remark("claim_gone", Severity.WARNING, name, title=row.title)
            break


def _of_file(name: str, row: Evidence, files: Mapping[str, Digests | None]) -> Iterator[Remark]:
    if not row.file:
        if not row.url:
            yield _remark("nowhere", Severity.VIOLATION, name, title=row.title)
        elif not row.sha256 and not row.sha512:
            yield _remark("no_digest", Severity.WARNING, name, title=row.title)
        return
    found = files.get(row.file)
    if row.file not in files:
        yield _remark("missing", Severity.VIOLATION, name, title=row.title, file=row.file)
    elif found is None:
        yield _remark("unreadable", Severity.VIOLATION, name, title=row.title, file=row.file)
    elif not row.sha256 and not row.sha512:
        yield _remark("no_digest", Severity.WARNING, name, title=row.title)
    elif row.sha256 not in {"", found.sha256} or row.sha512 not in {"", found.sha512}:
        yield _remark("changed", Severity.VIOLATION, name, title=row.title, file=row.file)


def _of_dates(name: str, row: Evidence, moment: datetime) -> Iterator[Remark]:
    begins, ends = row.valid_from, row.valid_until
    if begins is not None and ends is not None and ends < begins:
        yield _remark("dates", Severity.VIOLATION, name, title=row.title)
        return
    if begins is not None and datetime.combine(begins, time(), UTC) > moment:
        yield _remark("not_yet", Severity.WARNING, name, title=row.title, day=begins.isoformat())
    ended = ends_at(row)
    if ended is not None and ended <= moment:
        yield _remark("over", Severity.VIOLATION, name, title=row.title, day=str(ends))
    elif ended is not None and ended - moment <= LEAD:
        yield _remark("soon", Severity.WARNING, name, title=row.title, day=str(ends))


def _of_criteria(name: str, row: Evidence, table: CriteriaTable) -> Iterator[Remark]:
    known = {entry.id: entry for entry in table.criteria}
    for criterion in row.criteria:
        entry = known.get(criterion)
        if entry is None:
            yield _remark("criterion", Severity.WARNING, name, title=row.title, criterion=criterion)
        elif row.standard and row.standard not in entry.permissible:
            standard = table.standards.get(row.standard, row.standard)
            yield _remark("standard", Severity.WARNING, name, standard=standard, criterion=criterion)


def ends_at(row: Evidence) -> datetime | None:
    """When evidence ends: with its last day, in UTC."""
    return datetime.combine(row.valid_until, time(23, 59, 59), UTC) if row.valid_until is not None else None


def _remark(kind: str, severity: Severity, row: str, **params: str) -> Remark:
    from assay.texts import quoted

    return Remark(f"project.evidence.{kind}", {name: quoted(told) for name, told in params.items()}, severity, row)
