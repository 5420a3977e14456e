# SPDX-License-Identifier: Apache-2.0
"""Regrouped views: one cause, many places; one reason, many checks. Made from the lists, never instead of them."""

from collections.abc import Iterable

from assay.finding import Location, Outcome, Severity
from assay.reports.interface import Words
from assay.reports.report import Accepted, ReportedCheck, ReportedFinding
from assay.values import frozen

NAMED = 8
"""Checks with one reason are named up to this many, then counted."""
SEVERITIES = (Severity.VIOLATION, Severity.WARNING, Severity.INFO)
"""Heaviest first: the order in which reports show groups."""


@frozen
class Group:
    """Findings that say the same thing about different places. Never empty."""

    findings: tuple[ReportedFinding, ...]
    """In the order of the list."""

    @property
    def first(self) -> ReportedFinding:
        """The finding whose words stand for all."""
        return self.findings[0]

    @property
    def told(self) -> tuple[ReportedFinding, ...]:
        """Those of the findings that a person counts: one for each place."""
        return different(self.findings)

    @property
    def places(self) -> tuple[Location, ...]:
        """The distinct places, in order: two shapes may find the same fault in the same place."""
        located = (finding.location for finding in self.findings)
        return tuple(dict.fromkeys(location for location in located if location is not None))


def regroup(findings: Iterable[ReportedFinding]) -> tuple[Group, ...]:
    """Findings of one severity and wording together; heaviest severity first, else in list order.

    Wording, not rule: a reference to nothing is told by the shapes and by the check of references in the same words.
    """
    grouped: dict[tuple[str, ...], list[ReportedFinding]] = {}
    for finding in findings:
        grouped.setdefault(_cause(finding), []).append(finding)
    groups = [Group(tuple(members)) for members in grouped.values()]
    return tuple(sorted(groups, key=lambda group: SEVERITIES.index(group.first.severity)))


@frozen
class OpenChecks:
    """Checks that were not made for one and the same reason, so that a reader meets the reason once."""

    titles: tuple[str, ...]
    reason: str
    needs: str

    def named(self, words: Words) -> str:
        """The checks by name, or only their number where that would be a long list of the same thing."""
        if len(self.titles) > NAMED:
            return words.say("report.many_checks", count=len(self.titles))
        return ", ".join(self.titles)


def open_checks(checks: Iterable[ReportedCheck]) -> tuple[OpenChecks, ...]:
    """Checks not made, those with the same reason and need together, in list order."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for reported in checks:
        if reported.check.outcome is Outcome.NOT_CHECKED:
            grouped.setdefault((reported.reason, reported.needs), []).append(reported.title)
    return tuple(OpenChecks(tuple(titles), reason, needs) for (reason, needs), titles in grouped.items())


def different(findings: Iterable[ReportedFinding]) -> tuple[ReportedFinding, ...]:
    """Findings that say different things or speak of different places: what a person counts as one thing, once.

    A class and the class above it find the same fault by a shape each; the list has both, a count has one.
    """
    return tuple(same[0] for same in things(findings))


def things(findings: Iterable[ReportedFinding]) -> tuple[tuple[ReportedFinding, ...], ...]:
    """The same, each with all findings that say it of that place."""
    found: dict[tuple[str, ...], list[ReportedFinding]] = {}
    for finding in findings:
        place = (finding.location.file, finding.location.pointer) if finding.location else ("", "")
        found.setdefault((*_cause(finding), *place), []).append(finding)
    return tuple(map(tuple, found.values()))


def accepted(thing: Iterable[ReportedFinding]) -> Accepted | None:
    """That somebody accepts what a person counts as one thing: all its findings; the overdue one where one is."""
    told = [finding.accepted for finding in thing]
    known = [entry for entry in told if entry is not None]
    if not known or len(known) < len(told):
        return None
    return next((entry for entry in known if entry.overdue), known[0])


def _cause(finding: ReportedFinding) -> tuple[str, ...]:
    return (finding.severity.value, finding.message, finding.why, finding.fix)
