# SPDX-License-Identifier: Apache-2.0
"""A comparison of two reports as lines of text and as JSON."""

from collections.abc import Iterable, Iterator

from assay.reports.compare import Change, ComparedDocument, Comparison
from assay.reports.interface import Words
from assay.reports.json_report import JsonObject, encoded
from assay.reports.safe_text import visible
from assay.reports.told_report import ToldDocument, ToldFinding, ToldReport
from assay.verdict import Verdict

COMPARISON_VERSION = 1
_LISTS = ("added", "fixed", "open", "unchanged")


def text(comparison: Comparison, words: Words) -> Iterator[str]:
    """The comparison line by line, safe to look at; lines that begin with blanks belong to the one before."""
    old, new = comparison.old, comparison.new
    yield words.say("compare.reports", old=visible(old.moment), new=visible(new.moment))
    for document in comparison.documents:
        yield ""
        yield from _document(document, words)
    for name, documents in (("only_old", comparison.only_old), ("only_new", comparison.only_new)):
        for entry in documents:
            yield ""
            yield words.say(f"compare.{name}", name=visible(entry.name), verdict=_verdict(entry.verdict, words))
            yield from (_line(found, words) for found in entry.findings if name == "only_new")
    yield ""
    counts = {name: sum(len(getattr(entry, name)) for entry in comparison.documents) for name in _LISTS}
    yield words.say("compare.totals", **counts)


def json_bytes(comparison: Comparison) -> bytes:
    """The comparison as UTF-8 JSON; keys in a fixed order, the same bytes for the same two reports."""
    return encoded(
        {
            "comparison_version": COMPARISON_VERSION,
            "old": _report(comparison.old),
            "new": _report(comparison.new),
            "documents": [_compared(entry) for entry in comparison.documents],
            "only_old": [_alone(entry) for entry in comparison.only_old],
            "only_new": [_alone(entry) for entry in comparison.only_new],
        }
    )


def _document(document: ComparedDocument, words: Words) -> Iterator[str]:
    yield visible(document.new.name)
    yield f"  {_changed(document.verdict, words)}"
    for level in document.levels:
        yield f"  {words.say('compare.level', name=visible(level.name), change=_changed(level, words))}"
    if document.is_same_file:
        yield f"  {words.say('compare.same_file')}"
    for difference in document.differences:
        yield f"  {words.say(f'compare.not_comparable.{difference}', **_rules(document, words))}"
    for name in _LISTS:
        found: tuple[ToldFinding, ...] = getattr(document, name)
        if found:
            yield f"  {words.say(f'compare.{name}', count=len(found))}"
            yield from (f"  {_line(entry, words)}" for entry in found if name != "unchanged")


def _rules(document: ComparedDocument, words: Words) -> dict[str, str]:
    """What the two were judged by, in words' values."""
    told = {"old": document.old.rules, "new": document.new.rules}
    none = words.say("compare.no_rules")
    return {name: visible(f"{rules.id} {rules.version}") if rules else none for name, rules in told.items()}


def _line(found: ToldFinding, words: Words) -> str:
    severity = words.say(f"report.severity_word.{found.severity}")
    at = f" ({words.say('compare.line', line=found.line)})" if found.line > 0 else ""
    return f"  - {severity}: {visible(found.message)}{at}"


def _changed(change: Change, words: Words) -> str:
    if change.before is change.after:
        return words.say("compare.verdict_same", verdict=_verdict(change.after, words))
    return words.say("compare.verdict", before=_verdict(change.before, words), after=_verdict(change.after, words))


def _verdict(verdict: Verdict | None, words: Words) -> str:
    return words.say(f"compare.is.{verdict}") if verdict else words.say("compare.is.absent")


def _report(report: ToldReport) -> JsonObject:
    return {
        "moment": report.moment,
        "tool_version": report.tool_version,
        "draft": report.draft,
        "verdict": report.verdict.value,
    }


def _compared(document: ComparedDocument) -> JsonObject:
    return {
        "name": document.new.name,
        "old_name": document.old.name,
        "same_file": document.is_same_file,
        "comparable": document.is_comparable,
        "differences": [difference.value for difference in document.differences],
        "verdict": _change(document.verdict),
        "levels": {level.name: _change(level) for level in document.levels},
        "new": _findings(document.added),
        "fixed": _findings(document.fixed),
        "not_checked": _findings(document.open),
        "unchanged": _findings(document.unchanged),
    }


def _change(change: Change) -> JsonObject:
    return {"before": change.before and change.before.value, "after": change.after and change.after.value}


def _alone(document: ToldDocument) -> JsonObject:
    return {"name": document.name, "verdict": document.verdict.value, "findings": _findings(document.findings)}


def _findings(findings: Iterable[ToldFinding]) -> list[JsonObject]:
    return [
        {
            "id": found.id,
            "rule": found.rule,
            "stage": found.stage,
            "severity": found.severity.value,
            "text": found.text,
            "message": found.message,
            "pointer": found.pointer,
            "line": found.line,
        }
        for found in findings
    ]
