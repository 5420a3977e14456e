# SPDX-License-Identifier: Apache-2.0
"""The report for a terminal: the answer first, then what to do, then what was not checked, then the facts."""

from collections import Counter
from collections.abc import Iterable

from assay.credential import Kind
from assay.finding import Severity
from assay.reports.accepted_words import accepted_lines, other_lines
from assay.reports.counts import counts, totals
from assay.reports.interface import Words
from assay.reports.phrases import (
    ICONS,
    overall,
    pack_name,
    pair,
    place,
    size,
)
from assay.reports.regroup import SEVERITIES, Group, open_checks, regroup
from assay.reports.report import DocumentReport, Report, RunRecord, TrustInput
from assay.reports.safe_text import shorten, visible
from assay.reports.terminal import PLAIN, Pen, Style
from assay.reports.text_beside import VERDICT_STYLE, beside
from assay.verdict import Verdict

_SIGN = {Severity.VIOLATION: "✕", Severity.WARNING: "!", Severity.INFO: "i"}
_SEVERITY_STYLE = {Severity.VIOLATION: Style.RED, Severity.WARNING: Style.YELLOW, Severity.INFO: Style.CYAN}
_PLACES_SHOWN = 3
_NODES_SHOWN = 5


def render(report: Report, run: RunRecord | None, words: Words, *, pen: Pen = PLAIN, quiet: bool = False) -> bytes:
    """The report as UTF-8 text; with `quiet` the one-sentence answer for each document and nothing else."""
    lines = _quiet(report, words, pen) if quiet else _full(report, run, words, pen)
    return ("\n".join(lines) + "\n" if lines else "").encode("utf-8")


def _quiet(report: Report, words: Words, pen: Pen) -> list[str]:
    """One line a document, never wrapped: for logs and `grep`."""
    lines: list[str] = []
    for document in report.documents:
        told = visible(document.headline)
        told = pair(visible(document.name), told, words) if len(report.documents) > 1 else told
        lines.append(f"{pen.paint(ICONS[document.verdict], VERDICT_STYLE[document.verdict])} {told}")
    return lines


def _full(report: Report, run: RunRecord | None, words: Words, pen: Pen) -> list[str]:
    lines: list[str] = []
    if len(report.documents) != 1:
        lines += _summary_table(report, words, pen)
    elif report.skipped:
        lines += [*pen.block(overall(report, totals(report), words)), ""]
    for document in report.documents:
        if len(report.documents) == 1:
            lines += _document(document, words, pen)
        elif _has_something_to_say(document):
            lines += [pen.paint(f"── {visible(document.name)} ──", Style.BOLD), "", *_document(document, words, pen)]
            lines += [*_rows(_facts(document, words), words, pen), ""]
    if report.registers:
        from assay.reports.evidence_renderings import evidence_text

        lines += evidence_text(report.registers, words, pen)
    facts = _facts(report.documents[0], words) if len(report.documents) == 1 else []
    lines += _rows([*facts, *_run_facts(report, run)], words, pen)
    return lines if len(report.documents) == 1 else [*lines, *pen.block(words.say("report.pre_check"), Style.DIM)]


def _summary_table(report: Report, words: Words, pen: Pen) -> list[str]:
    lines = [*pen.block(overall(report, totals(report), words), Style.BOLD), ""]
    for document in report.documents:
        icon, style = ICONS[document.verdict], VERDICT_STYLE[document.verdict]
        lines += pen.block(visible(document.name), first=f"{icon} ", mark=style)
        lines += pen.block(visible(document.headline), Style.DIM, first="    ")
    return [*lines, ""]


def _has_something_to_say(document: DocumentReport) -> bool:
    """Whether the summary line does not say it all."""
    return bool(document.verdict is not Verdict.CONFORMANT or document.findings or counts(document).not_checked)


def _document(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    icon, style = ICONS[document.verdict], VERDICT_STYLE[document.verdict]
    lines = pen.block(visible(document.headline), Style.BOLD, style, first=f"{icon} ", mark=style)
    if document.summary:
        lines += pen.block(visible(document.summary), first="  ")
    lines.append("")
    groups = regroup(document.findings)
    for severity in SEVERITIES:
        lines += _findings(severity, [group for group in groups if group.first.severity is severity], words, pen)
    lines += _not_checked(document, words, pen)
    lines += _acceptances(document, words, pen)
    return lines + beside(document, words, pen)


def _acceptances(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    told = other_lines(document, words)
    if not told:
        return []
    lines = [line for one in told for line in pen.block(visible(one), first="! ", mark=Style.YELLOW)]
    return [pen.paint(words.say("accepted.title"), Style.BOLD), *lines, ""]


def _findings(severity: Severity, groups: list[Group], words: Words, pen: Pen) -> list[str]:
    if not groups:
        return []
    number = sum(len(group.told) for group in groups)
    title = words.say(f"report.severity.{severity.value}", count=number)
    if len(groups) < number:
        title += f" ({words.say('report.causes', count=len(groups))})"
    lines = [pen.paint(title, Style.BOLD)]
    for group in groups:
        lines += _group(group, words, pen)
    return [*lines, ""]


def _group(group: Group, words: Words, pen: Pen) -> list[str]:
    finding = group.first
    told = visible(finding.message) + _places(group, words)
    lines = pen.block(told, first=f"{_SIGN[finding.severity]} ", mark=_SEVERITY_STYLE[finding.severity])
    if finding.fix:
        lines += pen.block(visible(finding.fix), first=f"    {words.say('report.fix')} ")
    if finding.why:
        lines += pen.block(visible(finding.why), Style.DIM, first="    ")
    for line in accepted_lines(group, words):
        first, style = ("    ! ", Style.YELLOW) if line.overdue else ("    ", Style.DIM)
        lines += pen.block(visible(line.text), first=first, mark=style)
    return lines


def _places(group: Group, words: Words) -> str:
    shown = [place(location) for location in group.places[:_PLACES_SHOWN]]
    more = len(group.places) - len(shown)
    if more:
        shown.append(words.say("report.more_places", count=more))
    return f" ({words.say('report.at')} {', '.join(shown)})" if shown else ""


def _not_checked(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    lines: list[str] = []
    for entry in open_checks(document.checks):
        name, reason = visible(entry.named(words)), visible(entry.reason)
        told = pair(name, reason, words) if name and reason else name or reason
        lines += pen.block(told, first="? ", mark=Style.YELLOW)
        if entry.needs:
            lines += pen.block(visible(entry.needs), first=f"    {words.say('report.needs')} ")
    lines += _unchecked_nodes(document, words, pen) + _dropped_terms(document, words, pen)
    return [pen.paint(words.say("report.not_checked"), Style.BOLD), *lines, ""] if lines else []


def _unchecked_nodes(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    lines: list[str] = []
    for reason, number in Counter(node.reason for node in document.coverage.unchecked).items():
        told = words.say("report.parts_unchecked", count=number)
        why = visible(document.unchecked_reasons.get(reason, reason))
        lines += pen.block(pair(told, why, words), first="? ", mark=Style.YELLOW)
        pointers = [node.pointer or "/" for node in document.coverage.unchecked if node.reason == reason]
        lines += _examples(pointers, words, pen)
    return lines


def _dropped_terms(document: DocumentReport, words: Words, pen: Pen) -> list[str]:
    dropped = document.coverage.dropped_terms
    if not dropped:
        return []
    told = words.say("report.terms_dropped", count=len(dropped))
    lines = pen.block(told, first="? ", mark=Style.YELLOW)
    return lines + _examples([f"{term.term} ({term.pointer})" for term in dropped], words, pen)


def _examples(found: Iterable[str], words: Words, pen: Pen) -> list[str]:
    all_found = list(found)
    lines: list[str] = []
    for one in all_found[:_NODES_SHOWN]:
        lines += pen.block(visible(one), Style.DIM, first="    ")
    more = len(all_found) - _NODES_SHOWN
    return lines + (pen.block(words.say("report.more", count=more), Style.DIM, first="    ") if more > 0 else [])


def _facts(document: DocumentReport, words: Words) -> list[tuple[str, str]]:
    found = counts(document)
    rows = [("file", f"{visible(document.name)} · {size(document.size, words)} · {visible(document.media_type)}")]
    rows.append(("sha256", shorten(document.sha256, 17)))
    if document.recognised:
        rows.append(("recognised", visible(document.recognised)))
    pack = document.pack
    rules = pack_name(pack, words)
    if pack is not None:
        rules += " · " + words.say("report.current_as_of", date=visible(pack.current_as_of))
        rules += " · " + shorten(pack.sha256, 17)
    rows.append(("rules", rules))
    if pack is not None:
        rows.append(("criteria_basis", visible(pack.criteria_basis)))
    rows += [("trust_files" if entry.is_trust else "acceptances", _trust_file(entry)) for entry in document.inputs]
    rows.append(("checks", words.say("report.checks_told", **found._asdict())))
    if document.kind is not Kind.CERTIFICATE_CHAIN:
        rows.append(("parts", words.say("report.parts_told", **found._asdict())))
    if (cross := document.cross_check) is not None:
        agreed = "agreed" if cross.agreed else "disagreed"
        engine = visible(cross.engine)
        rows.append(("cross_check", words.say(f"report.cross_check.{agreed}", engine=engine)))
    return rows


def _trust_file(entry: TrustInput) -> str:
    digest = shorten(entry.sha256, 17)
    return " · ".join(filter(None, (visible(entry.name), visible(entry.dated), digest, visible(entry.origin))))


def _run_facts(report: Report, run: RunRecord | None) -> list[tuple[str, str]]:
    rows = [("moment", report.moment), ("tool", f"{report.tool_name} {report.tool_version}")]
    return rows if run is None else [*rows, ("report_number", visible(run.report_number))]


def _rows(rows: list[tuple[str, str]], words: Words, pen: Pen) -> list[str]:
    labels = {name: words.say(f"report.fact.{name}") for name, _ in rows}
    wide = max(len(label) for label in labels.values())
    lines: list[str] = []
    for name, told in rows:
        lines += pen.block(told, Style.DIM, first=f"{labels[name]:{wide}}  ")
    return lines
