# SPDX-License-Identifier: Apache-2.0
"""A short report in Markdown, for tickets and mails: the answer, what to do, what was not checked, what was used."""

from assay.finding import Severity
from assay.reports.accepted_words import AcceptedLine, accepted_lines, files, other_lines
from assay.reports.counts import counts, totals
from assay.reports.evidence_renderings import evidence_markdown
from assay.reports.interface import Words
from assay.reports.markdown_beside import beside
from assay.reports.markdown_text import code, plain
from assay.reports.phrases import ICONS, overall, pack_name, pair, place
from assay.reports.regroup import SEVERITIES, Group, open_checks, regroup
from assay.reports.report import DocumentReport, Report, RunRecord

_PLACES_SHOWN = 5


def render(report: Report, run: RunRecord | None, words: Words) -> bytes:
    """The report as UTF-8 Markdown (CommonMark), without HTML."""
    lines: list[str] = []
    if len(report.documents) != 1:
        lines += [f"**{plain(overall(report, totals(report), words))}**", ""]
    for document in report.documents:
        lines += _document(document, words)
    lines += evidence_markdown(report.registers, words)
    used = [words.say("report.meta.moment", moment=report.moment), f"{report.tool_name} {report.tool_version}"]
    if run is not None:
        used.append(words.say("report.meta.number", number=run.report_number))
    lines += [plain(" · ".join(used)), "", plain(words.say("report.pre_check"))]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _document(document: DocumentReport, words: Words) -> list[str]:
    lines = [f"### {ICONS[document.verdict]} {plain(document.name)}", "", f"**{plain(document.headline)}**"]
    lines += [plain(document.summary), ""] if document.summary else [""]
    groups = regroup(document.findings)
    for severity in SEVERITIES:
        lines += _findings(severity, [group for group in groups if group.first.severity is severity], words)
    lines += _not_checked(document, words)
    lines += _acceptances(document, words)
    lines += beside(document, words)
    found = counts(document)._asdict()
    rules = pack_name(document.pack, words)
    basis = document.pack.criteria_basis if document.pack is not None else words.say("report.none")
    facts = (
        (words.say("report.fact.rules"), plain(rules)),
        (words.say("report.fact.criteria_basis"), plain(basis)),
        (words.say("report.fact.findings"), plain(words.say("report.findings_told", **found))),
        (words.say("report.fact.checks"), plain(words.say("report.checks_told", **found))),
        (words.say("report.fact.parts"), plain(words.say("report.nodes_told", **found))),
        (words.say("report.fact.sha256"), code(document.sha256)),
    )
    used = [(words.say("report.fact.acceptances"), code(f"{entry.name} {entry.sha256}")) for entry in files(document)]
    return [*lines, *(f"- {pair(plain(label), told, words)}" for label, told in (*facts, *used)), ""]


def _findings(severity: Severity, groups: list[Group], words: Words) -> list[str]:
    if not groups:
        return []
    number = sum(len(group.told) for group in groups)
    lines = [f"**{plain(words.say(f'report.severity.{severity.value}', count=number))}**", ""]
    for group in groups:
        finding = group.first
        lines.append(f"- {plain(finding.message + _places(group, words))}")
        if finding.fix:
            lines.append(f"  {plain(words.say('report.fix'))} {plain(finding.fix)}")
        lines += [f"  - {plain(_marked(line))}" for line in accepted_lines(group, words)]
    return [*lines, ""]


def _marked(line: AcceptedLine) -> str:
    return f"! {line.text}" if line.overdue else line.text


def _acceptances(document: DocumentReport, words: Words) -> list[str]:
    lines = [f"- {plain(line)}" for line in other_lines(document, words)]
    return [f"**{plain(words.say('accepted.title'))}**", "", *lines, ""] if lines else []


def _places(group: Group, words: Words) -> str:
    shown = [place(location) for location in group.places[:_PLACES_SHOWN]]
    more = len(group.places) - len(shown)
    if more:
        shown.append(words.say("report.more_places", count=more))
    return f" ({words.say('report.at')} {', '.join(shown)})" if shown else ""


def _not_checked(document: DocumentReport, words: Words) -> list[str]:
    lines: list[str] = []
    for entry in open_checks(document.checks):
        told = ": ".join(part for part in (entry.named(words), entry.reason) if part)
        needs = f" ({words.say('report.needs')} {entry.needs})" if entry.needs else ""
        lines.append(f"- {plain(told + needs)}")
    if document.coverage.unchecked:
        lines.append(f"- {plain(words.say('report.parts_unchecked', count=counts(document).unchecked))}")
    if document.coverage.dropped_terms:
        terms = ", ".join(code(term.term) for term in document.coverage.dropped_terms)
        lines.append(f"- {plain(words.say('report.terms_dropped', count=counts(document).dropped))} {terms}")
    return [f"**{plain(words.say('report.not_checked'))}**", "", *lines, ""] if lines else []
