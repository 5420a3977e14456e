# SPDX-License-Identifier: Apache-2.0
"""What the cards say: findings to correct, what was not checked, advice. Made once from a report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assay.finding import Location, Outcome, Severity, Stage
from assay.reports.accepted_words import sentence
from assay.reports.regroup import accepted, things
from assay.rule_of_finding import RuleBehind, RulesBehind
from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.readable import Section
    from assay.reports.report import Accepted, DocumentReport, ReportedFinding


class Group(StrEnum):
    """The chips."""

    CORRECT = "correct"
    UNCHECKED = "unchecked"
    ADVICE = "advice"
    ACCEPTED = "accepted"


STATE_OF = {Group.CORRECT: "fail", Group.UNCHECKED: "wait", Group.ADVICE: "advice"}
"""The state whose sign and colour a card bears."""


FILES = frozenset(
    f"needs.{name}"
    for name in (
        "did_json", "chain", "anchors", "revocation", "status_list", "status_proof", "list_of_lists", "list_signer",
        "newer_list",
    )
)  # fmt: skip
"""What a check needs that somebody can give as a file for the signatures; other needs are other documents."""
_OWN_WAY = "giving.instead."


@frozen
class Entry:
    """One card."""

    group: Group
    title: str
    why: str = ""
    how: str = ""
    pointer: str | None = None
    """Where it is in the document; None where it has no place."""
    location: Location | None = None
    """The same with lines, where the report knows them."""
    id: str = ""
    """The finding's fingerprint; empty where no finding is behind it."""
    node: str = ""
    """The part it belongs to; empty where it belongs to the document."""
    findings: tuple[str, ...] = ()
    """Fingerprints of all findings that say this of this place."""
    accepted: "Accepted | None" = None
    """That somebody accepts it; where the last day is over it stands where it stood before."""
    accepted_words: str = ""
    """The same in a sentence."""
    rule: RuleBehind | None = None
    """What a pack asks that it comes from; None where no pack asks it."""
    gives: bool = False
    """A file that somebody gives would tell more."""
    otherwise: Group | None = None
    """The chip it would stand under if nobody accepted it; its sign and colour stay."""

    @property
    def state(self) -> str:
        """The state whose sign and colour it bears."""
        return STATE_OF[self.otherwise or self.group]

    @property
    def file(self) -> str:
        """The file of a set it is in; empty where the document is one file."""
        return self.location.file if self.location else ""

    @property
    def words(self) -> "Entry":
        """All of it but the lines, which move with every line above."""
        return replace(self, location=None)

    @property
    def has_place(self) -> bool:
        """Whether there is a place to show."""
        return self.pointer is not None


def entries(
    report: "DocumentReport", sections: Sequence["Section"], words: Words, rules: RulesBehind | None = None
) -> tuple[Entry, ...]:
    """The cards of a document, in the report's order, each group by itself. The same thing told twice is one card.

    `rules`: what leads from a finding to its rule; without it none is led anywhere.
    """
    rules = rules or RulesBehind()
    nodes = _nodes_of_findings(sections)
    same_as = {id(finding): thing for thing in things(report.findings) for finding in thing}
    found = [
        replace(
            _of_finding(finding, nodes.get(index, ""), same_as[id(finding)], words),
            rule=rules.rule(finding.rule, finding.shacl),
        )
        for index, finding in enumerate(report.findings)
    ]
    found += _silent_failures(report, words)
    found += _unchecked(report, sections, words)
    unique: dict[tuple[str, ...], Entry] = {}
    for entry in found:
        place = f"{entry.file} {entry.pointer or ''}" + ("" if entry.id else f" {entry.node}")
        same = (entry.group, entry.title, entry.why, entry.how, place)
        unique.setdefault(same, entry)
    ordered = tuple(unique.values())
    return tuple(entry for group in Group for entry in ordered if entry.group is group)


def _nodes_of_findings(sections: Sequence["Section"]) -> dict[int, str]:
    found: dict[int, str] = {}
    for section in sections:
        for index in section.all_findings:
            found.setdefault(index, section.node)
    return found


def group_of(finding: "ReportedFinding") -> Group:
    """The chip a finding stands under."""
    return Group.CORRECT if finding.severity is Severity.VIOLATION else Group.ADVICE


def how_of(finding: "ReportedFinding", words: Words) -> str:
    """What to do: in the window by the way of the window, where the report names one of the command line."""
    return words.say(_OWN_WAY + finding.text) if words.texts.has(_own_way(finding)) else finding.fix


def _own_way(finding: "ReportedFinding") -> str:
    return f"window.{_OWN_WAY}{finding.text}"


def _of_finding(finding: "ReportedFinding", node: str, same: "tuple[ReportedFinding, ...]", words: Words) -> Entry:
    told = accepted(same)
    counts = told is not None and not told.overdue
    return Entry(
        group=Group.ACCEPTED if counts else group_of(finding),
        title=finding.message,
        why=finding.why,
        how=how_of(finding, words),
        gives=words.texts.has(_own_way(finding)),
        pointer=finding.location.pointer if finding.location else None,
        location=finding.location,
        id=finding.id,
        node=node,
        findings=tuple(dict.fromkeys(one.id for one in same)),
        accepted=told,
        accepted_words=sentence(told, words.of_reports) if told else "",
        otherwise=group_of(finding) if counts else None,
    )


def _silent_failures(report: "DocumentReport", words: Words) -> Iterator[Entry]:
    """Checks that failed though no finding says why: never left out of what is to correct."""
    told = {finding.stage for finding in report.findings if finding.severity is Severity.VIOLATION}
    for made in report.checks:
        explained = made.check.stage in told or (made.check.stage is Stage.PARSE and bool(told))
        if made.check.outcome is Outcome.FAILED and not explained:
            yield Entry(Group.CORRECT, words.say("card.failed", check=made.title))


def _unchecked(report: "DocumentReport", sections: Sequence["Section"], words: Words) -> Iterator[Entry]:
    """What was not checked: checks by their reason, then parts of the document by theirs, then unread words."""
    by_reason: dict[tuple[str, str, bool], list[str]] = {}
    for made in report.checks:
        if made.check.outcome is Outcome.NOT_CHECKED:
            gives = made.check.needs in FILES
            by_reason.setdefault((made.reason, made.needs, gives), []).append(made.title)
    for (reason, needs, gives), titles in by_reason.items():
        why = words.say("card.because", reason=reason) if reason else ""
        how = words.say("card.needs", needs=needs) if needs else ""
        if len(titles) == 1:
            yield Entry(Group.UNCHECKED, words.say("card.not_checked", check=titles[0]), why, how, gives=gives)
        else:
            names = words.say("card.names", names=", ".join(titles))
            title = words.say("card.not_checked_many", count=len(titles))
            yield Entry(Group.UNCHECKED, title, f"{why} {names}".strip(), how, gives=gives)
    titles_of = {section.node: section.title for section in sections}
    for node in report.coverage.unchecked:
        told = report.unchecked_reasons.get(node.reason, "")
        reason = words.say("card.because", reason=told) if told else ""
        name = titles_of.get(node.node, "")
        title = words.say("card.named_unchecked", name=name) if name else words.say("card.part_unchecked")
        yield Entry(Group.UNCHECKED, title, reason, pointer=node.pointer, node=node.node)
    places = {finding.location.pointer for finding in report.findings if finding.location}
    for term in report.coverage.dropped_terms:
        if term.inside_subject and term.pointer not in places:
            title = words.say("card.dropped", term=term.term)
            yield Entry(Group.UNCHECKED, title, words.tip("card.dropped"), pointer=term.pointer)
