# SPDX-License-Identifier: Apache-2.0
"""What is accepted of a document, beside what the check found of it. The verdict is made before, and stays."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assay import __version__
from assay.acceptances import (
    LONGEST_OWNER,
    LONGEST_REASON,
    LONGEST_SENTENCE,
    TOGETHER,
    Acceptance,
    AcceptanceError,
    Acceptances,
    is_day,
    parse,
    unreadable,
)
from assay.document import MAX_ACCEPTED_BYTES, Document
from assay.found import ACCEPTED, shown
from assay.moment import format_moment
from assay.reports.regroup import accepted, things
from assay.reports.report import (
    ACCEPTANCES,
    AcceptanceReport,
    Accepted,
    DocumentReport,
    LostAcceptance,
    ReportedFinding,
    TrustInput,
)
from assay.texts import Texts
from assay.values import frozen
from assay.whole_file import read_regular

LEAST_WORDS = 2


@frozen
class Wish:
    """Who accepts something, why, and until when."""

    reason: str
    owner: str
    due: str = ""
    """The last day on which it counts, YYYY-MM-DD; empty for no end."""


def is_reason(text: str) -> bool:
    """Whether it can be a reason: one word is none."""
    return len(text.split()) >= LEAST_WORDS


def accept(findings: Iterable[ReportedFinding], wish: Wish, moment: datetime) -> Mapping[str, Acceptance]:
    """Entries for these findings, by fingerprint. AcceptanceError where reason, owner or day will not do."""
    reason, owner = " ".join(wish.reason.split()), " ".join(wish.owner.split())
    if not is_reason(reason):
        raise AcceptanceError("acceptance_reason")
    if not owner:
        raise AcceptanceError("acceptance_owner")
    for told, most in ((reason, LONGEST_REASON), (owner, LONGEST_OWNER)):
        if len(told) > most:
            raise AcceptanceError("acceptance_long", count=most)
        if not told.isprintable():
            raise AcceptanceError("acceptance_characters")
    if wish.due and (not is_day(wish.due) or wish.due < format_moment(moment)[:10]):
        raise AcceptanceError("acceptance_due", given=wish.due)
    return {
        finding.id: Acceptance(
            finding=finding.id,
            rule=finding.rule,
            text=finding.text,
            sentence=finding.message[:LONGEST_SENTENCE],
            reason=reason,
            owner=owner,
            since=format_moment(moment),
            by=f"Assay {__version__}",
            due=wish.due,
        )
        for finding in findings
    }


@frozen
class _File:
    """One file of acceptances, as far as it can be used."""

    told: TrustInput | None = None
    acceptances: Acceptances | None = None
    problem: AcceptanceError | None = None


def with_accepted(
    report: DocumentReport, documents: Sequence[Document], moment: datetime, texts: Texts, *, is_whole: bool = True
) -> DocumentReport:
    """The report with what is accepted of it; the same where no file can say so.

    `documents`: the report's own, or the members of a set. `is_whole`: everything was judged, so that what was not
    found is not there any more.
    """
    files = [file for document in documents if (file := _file(document)) is not None]
    if not files:
        return report
    entries = [entry for file in files if file.acceptances for entry in file.acceptances.entries]
    findings = _findings(report.findings, entries, moment)
    known = {(finding.id, finding.rule, finding.text) for finding in findings}
    looked_for = [entry for entry in entries if report.members or entry.scope != TOGETHER]
    lost = [entry for entry in looked_for if (entry.finding, entry.rule, entry.text) not in known]
    states = [state for thing in things(findings) if (state := accepted(thing)) is not None]
    made = AcceptanceReport(
        accepted=sum(not state.overdue for state in states),
        overdue=sum(state.overdue for state in states),
        lost=tuple(_lost(entry, moment) for entry in lost) if is_whole else (),
        problems=tuple(_sentences(file.problem, texts) for file in files if file.problem),
    )
    return replace(
        report,
        findings=findings,
        summary=" ".join((report.summary, *_summary(made, texts))),
        inputs=(*report.inputs, *(file.told for file in files if file.told)),
        acceptances=made,
    )


def _findings(
    findings: Iterable[ReportedFinding], entries: Iterable[Acceptance], moment: datetime
) -> tuple[ReportedFinding, ...]:
    by_id: dict[tuple[str, str, str], Accepted] = {}
    for entry in entries:
        by_id.setdefault((entry.finding, entry.rule, entry.text), _accepted(entry, moment))
    return tuple(replace(finding, accepted=by_id.get((finding.id, finding.rule, finding.text))) for finding in findings)


def _accepted(entry: Acceptance, moment: datetime) -> Accepted:
    return Accepted(entry.reason, entry.owner, entry.since, entry.due, entry.is_overdue(moment))


def _lost(entry: Acceptance, moment: datetime) -> LostAcceptance:
    return LostAcceptance(entry.finding, entry.rule, entry.sentence, _accepted(entry, moment))


def _summary(made: AcceptanceReport, texts: Texts) -> Iterator[str]:
    told = (
        ("accepted.summary", made.accepted),
        ("accepted.summary_overdue", made.overdue),
        ("accepted.summary_lost", len(made.lost)),
    )
    yield from (texts.say(text_id, count=count) for text_id, count in told if count)
    if made.problems:
        yield texts.say("accepted.summary_unusable")


def _sentences(error: AcceptanceError, texts: Texts) -> str:
    text_id = f"error.{error.text_id}"
    return " ".join(filter(None, (texts.part(text_id, member, error.params) for member in ("what", "how"))))


def _file(document: Document) -> _File | None:
    """The file that lies beside a document; None where none does."""
    name = f"{document.name}{ACCEPTED}"
    try:
        data = document.accepted if isinstance(document.accepted, bytes) else _read(document.accepted)
    except (OSError, ValueError) as error:
        return _File(problem=unreadable(name, error))
    if data is None:
        return None
    told = TrustInput(ACCEPTANCES, name, hashlib.sha256(data).hexdigest(), "")
    try:
        found = parse(data, shown(name))
    except AcceptanceError as error:
        return _File(told, problem=error)
    return _File(replace(told, dated=found.dated), found)


def _read(path: str | None) -> bytes | None:
    if path is None or not os.path.lexists(path):
        return None
    return read_regular(Path(path), MAX_ACCEPTED_BYTES + 1)
