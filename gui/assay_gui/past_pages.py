# SPDX-License-Identifier: Apache-2.0
"""A report of the past, and two of them side by side, as pages to read: HTML of our own with signs and words.

Every text in it is escaped: what reports say comes from documents, and those hold anything.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from assay.finding import Outcome, Severity
from assay.reports.compare import Change, ComparedDocument
from assay.reports.safe_text import visible
from assay.reports.told_report import ToldCheck, ToldDocument, ToldFinding
from assay.verdict import Verdict
from assay_gui.look import Look
from assay_gui.models.past import minute_of
from assay_gui.past_work import Compared, PastDetails
from assay_gui.views.recent import STATE_OF_VERDICT
from assay_gui.words import Words

STATE_OF_SEVERITY = {Severity.VIOLATION: "fail", Severity.WARNING: "advice", Severity.INFO: "advice"}
"""Severity to the state whose sign and colour it bears, as on the cards of a document."""
_ORDER = tuple(STATE_OF_SEVERITY)
_SIGN = 14
_HEADINGS = {
    "added": "past.added",
    "fixed": "past.fixed",
    "open": "past.open_still",
    "unchanged": "past.unchanged",
}
"""The lists of a comparison, and what stands above each."""
_STATE_OF_LIST = {"fixed": "passed", "open": "wait"}
_MOST = 500
"""Findings of one list that are written out; a page of more is none that a person reads."""


def report_page(details: PastDetails, look: Look) -> str:
    """What the report of a check said of its document."""
    return "".join(_report(details, look))


def findings_page(details: PastDetails, look: Look) -> str:
    """What a check found and what it left open, in short."""
    words, told = look.words, details.told
    left_open = (_line("wait", unchecked_line(reason, count, words), "") for reason, count in unchecked_of(told))
    found = "".join((*_findings(told.findings, look), *left_open))
    return found or _line("passed", words.say("past.no_findings"), "")


def comparison_page(compared: Compared, look: Look) -> str:
    """What is new, fixed, open, unchanged."""
    return "".join(_comparison(compared, look))


def standing(compared: Compared) -> tuple[str, int, int]:
    """The state that a comparison bears, how many findings are new, how many are fixed.

    What cannot be compared bears the sign of what cannot be told, whatever came or went.
    """
    documents = compared.comparison.documents
    added, fixed = (sum(len(getattr(entry, name)) for entry in documents) for name in ("added", "fixed"))
    is_worse = any(found.severity is Severity.VIOLATION for entry in documents for found in entry.added)
    if not all(entry.is_comparable for entry in documents):
        return "wait", added, fixed
    return "fail" if is_worse else "passed" if fixed and not added else "idle", added, fixed


def change_of(change: Change, words: Words) -> str:
    """A verdict then and now, in words."""
    if change.before is change.after:
        return words.say("past.same_verdict", verdict=_verdict(change.after, words))
    return words.say("past.other_verdict", before=_verdict(change.before, words), after=_verdict(change.after, words))


def unchecked_of(document: ToldDocument) -> list[tuple[str, int]]:
    """Why checks were not made, and how many of them for that reason."""
    open_checks = [check for check in document.checks if check.outcome is Outcome.NOT_CHECKED]
    ordered = sorted(open_checks, key=_reason)
    return [(reason, len(list(checks))) for reason, checks in groupby(ordered, _reason)]


def unchecked_line(reason: str, count: int, words: Words) -> str:
    """The same as one sentence or two."""
    why = words.say("card.because", reason=visible(reason)) if reason else ""
    return f"{words.say('past.not_made', count=count)} {why}".strip()


def _reason(check: ToldCheck) -> str:
    return check.reason


def _report(details: PastDetails, look: Look) -> Iterator[str]:
    words, told = look.words, details.told
    rules = f"{told.rules.id} {told.rules.version}" if told.rules else words.say("past.no_rules")
    yield _muted(words.say("past.report_line", moment=minute_of(details.moment), rules=visible(rules)), look)
    if told.levels:
        yield _heading(words.say("past.levels"))
        for name, verdict in told.levels.items():
            state = STATE_OF_VERDICT[verdict.value]
            level = _level(name, words)
            yield _line(state, words.pair(level, words.say(f"verdict.{state}")), "")
    yield _heading(words.say("past.findings", count=len(told.findings)))
    if not told.findings:
        yield _muted(words.say("past.no_findings"), look)
    yield from _findings(told.findings, look, with_reasons=True)
    left_open = unchecked_of(told)
    if left_open:
        yield _heading(words.say("past.unchecked"))
        yield from (_line("wait", unchecked_line(reason, count, words), "") for reason, count in left_open)


def _comparison(compared: Compared, look: Look) -> Iterator[str]:
    words = look.words
    for document in compared.comparison.documents:
        yield from _document(document, look)
    for name in ("only_old", "only_new"):
        for entry in getattr(compared.comparison, name):
            yield _line("idle", words.of_reports.say(f"compare.{name}", **_alone(entry, words)), "")


def _alone(entry: ToldDocument, words: Words) -> dict[str, str]:
    return {"name": visible(entry.name), "verdict": _verdict(entry.verdict, words)}


def _document(document: ComparedDocument, look: Look) -> Iterator[str]:
    words = look.words
    if document.is_same_file:
        yield _muted(words.of_reports.say("compare.same_file"), look)
    rules = {"old": document.old.rules, "new": document.new.rules}
    none = words.of_reports.say("compare.no_rules")
    named = {side: visible(f"{found.id} {found.version}") if found else none for side, found in rules.items()}
    for difference in document.differences:
        yield _line("wait", words.of_reports.say(f"compare.not_comparable.{difference}", **named), "")
    for level in document.levels:
        name = _level(level.name, words)
        state = STATE_OF_VERDICT[level.after.value] if level.after else "idle"
        yield _line(state, words.pair(name, change_of(level, words)), "")
    for name, heading in _HEADINGS.items():
        found: tuple[ToldFinding, ...] = getattr(document, name)
        if name == "open" and not found:
            continue
        yield _heading(words.say(heading, count=len(found)))
        if not found:
            yield _muted(words.say("past.none"), look)
        yield from _findings(found, look, state=_STATE_OF_LIST.get(name, ""))


def _findings(
    findings: Iterable[ToldFinding], look: Look, *, state: str = "", with_reasons: bool = False
) -> Iterator[str]:
    words, all_ = look.words, sorted(findings, key=lambda found: _ORDER.index(found.severity))
    for found in all_[:_MOST]:
        severity = words.of_reports.say(f"report.severity_word.{found.severity}")
        at = f" ({words.of_reports.say('compare.line', line=found.line)})" if found.line > 0 else ""
        reasons = " ".join(part for part in (found.why, found.fix) if part) if with_reasons else ""
        title = f"{words.pair(severity, visible(found.message))}{at}"
        yield _line(state or STATE_OF_SEVERITY[found.severity], title, visible(reasons), look)
    if len(all_) > _MOST:
        yield _muted(words.say("past.further", count=len(all_) - _MOST), look)


def _verdict(verdict: Verdict | None, words: Words) -> str:
    state = STATE_OF_VERDICT[verdict.value] if verdict else "idle"
    return words.say("past.quoted", word=words.say(f"verdict.{state}"))


def _level(name: str, words: Words) -> str:
    known = f"report.level.{name}"
    return words.of_reports.say(known) if words.texts.has(known) else visible(name)


def _heading(text: str) -> str:
    return f'<p style="margin-top:16px;margin-bottom:4px"><b>{escape(text)}</b></p>'


def _muted(text: str, look: Look) -> str:
    return f'<p style="margin-top:0;margin-bottom:4px;color:{look.theme.roles.muted}">{escape(text)}</p>'


def _line(state: str, title: str, more: str, look: Look | None = None) -> str:
    """Sign and sentence; what else there is to say of it below."""
    below = f'<br/><span style="color:{look.theme.roles.muted}">{escape(more)}</span>' if more and look else ""
    sign = f'<img src="state:{state}" width="{_SIGN}" height="{_SIGN}"/>'
    return f'<table cellpadding="2"><tr><td>{sign}</td><td>{escape(title)}{below}</td></tr></table>'
