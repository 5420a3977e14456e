# SPDX-License-Identifier: Apache-2.0
"""Phrases every format uses: how a place, a size, a level and a verdict are told."""

from assay.finding import Location
from assay.reports.counts import CriteriaCounts, Totals, criteria_counts
from assay.reports.interface import Words
from assay.reports.report import DocumentReport, ExtensionReport, LevelReport, PackReference, Report
from assay.reports.safe_text import visible
from assay.verdict import Verdict

ICONS = {Verdict.CONFORMANT: "✓", Verdict.INCOMPLETE: "?", Verdict.NON_CONFORMANT: "✕"}
"""Never colour alone: each verdict has a sign of its own, and its word."""

TONES = {Verdict.CONFORMANT: "pass", Verdict.INCOMPLETE: "wait", Verdict.NON_CONFORMANT: "fail"}
"""Names of the colours that go with them."""

_KILOBYTE = 1024
_TELLING = 10
_CRITERIA_SHOWN = 6
_LEVELS = ("SC", "L1", "L2", "L3")


def verdict_word(verdict: Verdict, words: Words, *, draft: bool = False) -> str:
    """The verdict in a word or two. A conformant draft is called ready to sign, never conformant."""
    if draft and verdict is Verdict.CONFORMANT:
        return words.say("report.verdict.ready_to_sign")
    return words.say(f"report.verdict.{verdict.value}")


def place(location: Location) -> str:
    """Line and column, behind the file's name where the document has several files."""
    spot = f"{location.line}:{location.column}"
    return f"{visible(location.file)} {spot}" if location.file else spot


def pair(name: str, told: str, words: Words) -> str:
    """What something is called and what is said of it, with the colon as the language sets it."""
    return words.say("report.pair", name=name, told=told)


def quotation(told: str, words: Words) -> str:
    """Words of somebody else, in the quotation marks of the language."""
    return words.say("report.quotation", told=told)


def size(count: int, words: Words) -> str:
    """A size for people: bytes up to a kilobyte, then KB or MB with one decimal where it tells something."""
    if count < _KILOBYTE:
        return words.say("report.size.bytes", count=count)
    unit, value = ("kb", count / _KILOBYTE) if count < _KILOBYTE**2 else ("mb", count / _KILOBYTE**2)
    return words.say(f"report.size.{unit}", number=decimal(value, words) if value < _TELLING else f"{value:.0f}")


def decimal(value: float, words: Words) -> str:
    """A number with one decimal, and the mark the language sets before it."""
    whole, _, tenth = f"{value:.1f}".partition(".")
    return words.say("report.decimal", whole=whole, tenth=tenth)


def pack_name(pack: PackReference | None, words: Words) -> str:
    """Name of the rules for people; says so where no rules were used."""
    return visible(pack.name or pack.id) if pack is not None else words.say("report.no_pack")


def levels(document: DocumentReport) -> list[tuple[str, LevelReport]]:
    """The levels from the lowest to the highest; none where no criterion was looked at.

    That the criteria were not judged stands among the checks not made; four times "cannot tell yet" adds nothing.
    """
    found = document.levels.values()
    if not any(level.criteria or level.verdict is not Verdict.INCOMPLETE for level in found):
        return []
    known = [name for name in _LEVELS if name in document.levels and _asks_for_something(document.levels[name])]
    others = sorted(set(document.levels) - set(_LEVELS))
    return [(name, document.levels[name]) for name in (*known, *others)]


def extension_levels(extension: ExtensionReport) -> list[tuple[str, LevelReport]]:
    """The levels an extension has criteria for, from the lowest to the highest."""
    return [(name, extension.levels[name]) for name in _LEVELS if name in extension.levels]


def _asks_for_something(level: LevelReport) -> bool:
    """Not every level has criteria for everybody: a participant has Standard Compliance alone."""
    return not level.criteria or criteria_counts(level).total > 0


def level_name(name: str, words: Words) -> str:
    """The level's name for people."""
    return words.say(f"report.level.{name}") if name in _LEVELS else visible(name)


def level_summary(level: LevelReport, words: Words) -> str:
    """How many criteria are met, and what the others lack; empty where none was looked at."""
    found = criteria_counts(level)
    if not level.criteria:
        return ""
    parts = [words.say("report.criteria.met", count=found.met, total=found.total)]
    parts += [words.say(f"report.criteria.{name}", count=count) for name, count in _lacking(found) if count]
    return ", ".join(parts)


def own_summary(level: LevelReport, words: Words) -> str:
    """The same for a level of an extension, which is no better than that level of the rules it builds on."""
    found = criteria_counts(level)
    is_held_back = found.met == found.total and level.verdict is not Verdict.CONFORMANT
    told = level_summary(level, words)
    return f"{told}, {words.say('report.criteria.of_rules')}" if is_held_back else told


def criterion_name(criterion: str, document: DocumentReport) -> str:
    """The number of a criterion with its short name, where the rules give one."""
    known = document.criteria.get(criterion)
    return visible(f"{criterion} {known.name}" if known and known.name else criterion)


def lacking(name: str, level: LevelReport, document: DocumentReport, words: Words) -> str:
    """The first criteria that are missing for a level of that name, and how many more; empty where none is."""
    missing = [criterion for criterion, entry in level.criteria.items() if entry.get("state") == "missing"]
    shown = [criterion_name(criterion, document) for criterion in missing[:_CRITERIA_SHOWN]]
    more = len(missing) - len(shown)
    names = [", ".join(shown)] + ([words.say("report.more", count=more)] if more > 0 else [])
    return words.say("report.lacking", level=name, names=" ".join(names)) if shown else ""


def _lacking(found: CriteriaCounts) -> tuple[tuple[str, int], ...]:
    return (
        ("missing", found.missing),
        ("needs_certification", found.needs_certification),
        ("not_checked", found.not_checked),
        ("number_missed", found.number_missed),
    )


def overall(report: Report, totals: Totals, words: Words) -> str:
    """One sentence over all documents: how many of which verdict, how many files were passed over."""
    verdicts = (
        ("ready_to_sign" if report.draft else "conformant", totals.conformant),
        ("non_conformant", totals.non_conformant),
        ("incomplete", totals.incomplete),
    )
    if not totals.documents:
        return words.say("report.overall.nothing")
    told = [words.say(f"report.overall.{name}", count=count) for name, count in verdicts if count]
    sentence = words.say("report.overall.files", count=totals.documents, verdicts=", ".join(told))
    passed_over = (("skipped", totals.skipped - len(report.beside)), ("beside", len(report.beside)))
    others = [words.say(f"report.overall.{name}", count=count) for name, count in passed_over if count]
    return " ".join((sentence, *others))
