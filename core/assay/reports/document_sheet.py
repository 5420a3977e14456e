# SPDX-License-Identifier: Apache-2.0
"""One document of the sheet: its answer, its numbers, findings grouped by cause, and what was not checked."""

import json
from collections.abc import Iterator, Mapping

from assay.credential import Kind
from assay.finding import Outcome, Severity
from assay.reports.accepted_words import accepted_lines, other_lines
from assay.reports.beside_sheet import Sheet, criteria_sheet, extension_sheets, level_sheets, prediction_sheet
from assay.reports.counts import counts
from assay.reports.interface import Words
from assay.reports.phrases import ICONS, TONES, pack_name, place, size, verdict_word
from assay.reports.regroup import SEVERITIES, Group, open_checks, regroup
from assay.reports.report import DocumentReport, Report, ReportedFinding
from assay.verdict import Verdict

_SEVERITIES = {Severity.VIOLATION: ("fail", "✕"), Severity.WARNING: ("wait", "!"), Severity.INFO: ("idle", "i")}
_OUTCOMES = {
    Outcome.PASSED: ("pass", "✓"),
    Outcome.FAILED: ("fail", "✕"),
    Outcome.NOT_CHECKED: ("wait", "?"),
    Outcome.NOT_APPLICABLE: ("idle", "\u2013"),
}


def verdict_sheet(verdict: Verdict, words: Words, *, draft: bool = False) -> Sheet:
    """A verdict as sign, word and tone: never colour alone."""
    return {"icon": ICONS[verdict], "word": verdict_word(verdict, words, draft=draft), "tone": TONES[verdict]}


def document_sheet(number: int, document: DocumentReport, report: Report, words: Words) -> Sheet:
    """The document as rows and words; `number` counts from one and is part of every anchor."""
    anchor = f"d{number}"
    return {
        "anchor": anchor,
        "name": document.name,
        "title": words.say("report.document", number=number, count=len(report.documents)),
        "verdict": verdict_sheet(document.verdict, words, draft=report.draft),
        "headline": document.headline,
        "summary": document.summary,
        "facts": _facts(document, words),
        "levels": level_sheets(document, words),
        "extensions": extension_sheets(document, words),
        "predictions": prediction_sheet(document, words),
        "sections": list(_sections(anchor, document, words)),
        "not_checked": _not_checked(document, words),
        "acceptances": list(other_lines(document, words)),
        "unchecked": _unchecked(document, words),
        "dropped": _dropped(document, words),
        "checks": _checks(document, words),
        "criteria": criteria_sheet(document, words),
        "differences": list(document.cross_check.differences) if document.cross_check is not None else [],
    }


def _facts(document: DocumentReport, words: Words) -> list[Sheet]:
    found = counts(document)._asdict()
    rows = [
        ("file", f"{size(document.size, words)} · {document.media_type}"),
        ("sha256", document.sha256),
        ("recognised", document.recognised),
        ("rules", pack_name(document.pack, words)),
        ("findings", words.say("report.findings_told", **found)),
        ("checks", words.say("report.checks_told", **found)),
    ]
    if document.kind is not Kind.CERTIFICATE_CHAIN:
        rows.append(("parts", words.say("report.nodes_told", **found)))
    if (cross := document.cross_check) is not None:
        agreed = "agreed" if cross.agreed else "disagreed"
        rows.append(("cross_check", words.say(f"report.cross_check.{agreed}", engine=cross.engine)))
    return [
        {"label": words.say(f"report.fact.{name}"), "value": told, "mono": name == "sha256"}
        for name, told in rows
        if told
    ]


def _sections(anchor: str, document: DocumentReport, words: Words) -> Iterator[Sheet]:
    groups = regroup(document.findings)
    anchors = _anchors(anchor, groups)
    for severity in SEVERITIES:
        chosen = [group for group in groups if group.first.severity is severity]
        if not chosen:
            continue
        tone, icon = _SEVERITIES[severity]
        number = sum(len(group.told) for group in chosen)
        yield {
            "title": words.say(f"report.severity.{severity.value}", count=number),
            "causes": words.say("report.causes", count=len(chosen)) if len(chosen) < number else "",
            "word": words.say(f"report.severity_word.{severity.value}"),
            "tone": tone,
            "icon": icon,
            "groups": [_group(group, anchors, words) for group in chosen],
        }


def _anchors(prefix: str, groups: tuple[Group, ...]) -> dict[int, str]:
    """An anchor for each finding, by its identity in memory; two findings may share a fingerprint."""
    used: dict[str, int] = {}
    anchors: dict[int, str] = {}
    for finding in (finding for group in groups for finding in group.findings):
        used[finding.id] = used.get(finding.id, 0) + 1
        again = f"-{used[finding.id]}" if used[finding.id] > 1 else ""
        anchors[id(finding)] = f"{prefix}-{finding.id}{again}"
    return anchors


def _group(group: Group, anchors: Mapping[int, str], words: Words) -> Sheet:
    first = group.first
    return {
        "message": first.message,
        "fix": first.fix,
        "why": first.why,
        "rule": first.rule,
        "count": words.say("report.places", count=len(group.places)) if len(group.places) > 1 else "",
        "places": _places(group, anchors, words),
        "causes": _causes(first),
        "accepted": [{"text": line.text, "overdue": line.overdue} for line in accepted_lines(group, words)],
    }


def _places(group: Group, anchors: Mapping[int, str], words: Words) -> list[Sheet]:
    """One row a distinct place, with the anchors of all findings there; a row without a label where there is none."""
    rows: dict[object, Sheet] = {}
    for finding in group.findings:
        location = finding.location
        known = rows.setdefault(location, {"anchors": [], "label": "", "short": "", "pointer": "", "seen": ""})
        told = known["anchors"]
        if isinstance(told, list):
            told.append(anchors[id(finding)])
        known["seen"] = known["seen"] or _seen(finding)
        if location is not None:
            line = words.say("report.line", line=location.line, column=location.column)
            known["label"] = f"{location.file}, {line}" if location.file else line
            known["short"] = place(location)
            known["pointer"] = location.pointer
    return list(rows.values())


def _seen(finding: ReportedFinding) -> str:
    seen = finding.evidence.get("seen")
    return "" if seen is None else _plain(seen)


def _causes(finding: ReportedFinding) -> list[str]:
    """The causes that are told in words; those of shapes are data, which the JSON report has."""
    causes = finding.evidence.get("causes")
    return [cause for cause in causes if isinstance(cause, str)] if isinstance(causes, list | tuple) else []


def _plain(value: object) -> str:
    """Evidence in words: text as it is, anything else as JSON on one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=dict)


def _not_checked(document: DocumentReport, words: Words) -> list[Sheet]:
    return [
        {"title": entry.named(words), "reason": entry.reason, "needs": entry.needs}
        for entry in open_checks(document.checks)
    ]


def _unchecked(document: DocumentReport, words: Words) -> Sheet:
    rows = [
        {
            "name": node.node,
            "pointer": node.pointer,
            "reason": document.unchecked_reasons.get(node.reason, node.reason),
        }
        for node in document.coverage.unchecked
    ]
    return {"title": words.say("report.parts_unchecked", count=counts(document).unchecked), "rows": rows}


def _dropped(document: DocumentReport, words: Words) -> Sheet:
    rows = [{"name": term.term, "pointer": term.pointer} for term in document.coverage.dropped_terms]
    return {"title": words.say("report.terms_dropped", count=len(rows)), "rows": rows}


def _checks(document: DocumentReport, words: Words) -> list[Sheet]:
    rows: list[Sheet] = []
    for reported in document.checks:
        tone, icon = _OUTCOMES[reported.check.outcome]
        rows.append(
            {
                "title": reported.title,
                "id": reported.check.id,
                "stage": words.say(f"report.stage.{reported.check.stage.value}"),
                "outcome": words.say(f"report.outcome.{reported.check.outcome.value}"),
                "tone": tone,
                "icon": icon,
                "reason": reported.reason,
                "needs": reported.needs,
            }
        )
    return rows
