# SPDX-License-Identifier: Apache-2.0
"""All that can be corrected without asking anybody, checked again after every step.

A fix stays only if what it answers is gone, nothing new is found (but for what a draft still needs), nothing more is
left unchecked, and the verdict is no worse. So no fix can hide one fault behind another, whatever is wrong with the
rules it was made by.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assay.authoring.fixes.applying import apply
from assay.authoring.fixes.fix import Fix
from assay.authoring.fixes.table import fixes_of
from assay.authoring.source import text_of
from assay.document import Document
from assay.finding import Finding, Outcome, Severity
from assay.verdict import Verdict

if TYPE_CHECKING:
    from assay.examination import Examination

MOST_ROUNDS = 12
"""Rounds in which one correction may make room for another."""
MOST_CHECKS = 64
"""Checks of one correction; what is not tried by then stays as it is."""
_RANKS = {Verdict.CONFORMANT: 0, Verdict.INCOMPLETE: 1, Verdict.NON_CONFORMANT: 2}

_STILL_NEEDED = frozenset({"links.needed_participant", "links.needed_number", "links.needed_terms"})
"""What a draft is told it needs before it is a submission, once it can be read at all: nothing is wrong with it."""

Examine = Callable[[Document], "Examination"]


@dataclass(frozen=True)
class Corrected:
    """A document with its corrections."""

    text: str
    applied: tuple[Fix, ...]
    left: tuple[Finding, ...]
    """What is found in it still."""
    examination: "Examination"
    """Of the text as it is now."""
    refused: tuple[Fix, ...] = ()
    """Fixes that were tried and taken back: something else would have been wrong after them."""


def correct(
    document: Document, examine: Examine, *, known: "Examination | None" = None, chosen: Collection[Fix] = ()
) -> Corrected | None:
    """The document with every safe fix, and with those that somebody chose; None where it cannot be edited.

    `known` is the examination of the document, where there is one already. Chosen fixes come first and are kept
    whatever they lead to: a person has decided.
    """
    before = known or examine(document)
    text = text_of(before)
    if text is None:
        return None
    correction = _Correction(examine, before, text)
    correction.choose(tuple(chosen))
    correction.run()
    return correction.result()


class _Correction:
    """One document on its way."""

    def __init__(self, examine: Examine, before: "Examination", text: str) -> None:
        self._examine = examine
        self._now = before
        self._text = text
        self._applied: list[Fix] = []
        self._refused: dict[str, Fix] = {}
        self._checks = 0

    def choose(self, chosen: Sequence[Fix]) -> None:
        """The fixes that somebody chose, all of them; those that do not go together with others are told as refused."""
        if not chosen:
            return
        made = apply(self._text, chosen)
        self._refused |= {fix.id: fix for fix in made.dropped}
        self._take(made.text, self._check(made.text), made.applied)

    def run(self) -> None:
        """Rounds until nothing changes."""
        for _ in range(MOST_ROUNDS):
            open_fixes = [fix for fix in fixes_of(self._now) if fix.is_safe and fix.id not in self._refused]
            if not open_fixes or not self._round(open_fixes):
                return

    def result(self) -> Corrected:
        """What came of it."""
        left, refused = self._now.judgement.findings, tuple(self._refused.values())
        return Corrected(self._text, tuple(self._applied), left, self._now, refused)

    def _round(self, fixes: Sequence[Fix]) -> bool:
        """As many of the fixes as go together; whether any did. All are edits of the text as it is now."""
        kept: list[Fix] = []
        best: tuple[str, Examination] | None = None
        waiting = [list(fixes)]
        while waiting and self._checks < MOST_CHECKS:
            group = waiting.pop()
            made = apply(self._text, [*kept, *group])
            added = [fix for fix in made.applied if fix not in kept]
            if not added:
                continue
            after = self._check(made.text)
            if self._is_better(after, [*kept, *added]):
                kept, best = [*kept, *added], (made.text, after)
            elif len(group) == 1:
                self._refused[group[0].id] = group[0]
            else:
                half = len(group) // 2
                waiting += [group[half:], group[:half]]
        if best is not None:
            self._take(*best, kept)
        return best is not None

    def _check(self, text: str) -> "Examination":
        self._checks += 1
        return self._examine(replace(self._now.document, data=text.encode("utf-8", "surrogatepass")))

    def _take(self, text: str, after: "Examination", fixes: Sequence[Fix]) -> None:
        self._text, self._now = text, after
        self._applied += fixes

    def _is_better(self, after: "Examination", fixes: Sequence[Fix]) -> bool:
        before = self._now
        known, found = _ids(before), _ids(after)
        answered = all(any(found[finding] < known[finding] for finding in fix.findings) for fix in fixes)
        return answered and not is_worse(before, after)


def is_worse(before: "Examination", after: "Examination") -> bool:
    """Whether anything is found that was not found before, the verdict is worse, or more of the document is left
    unchecked or unread.
    """
    if not _ids(after) <= _ids(before) + _needed(after):
        return True
    if _RANKS[after.report.verdict] > _RANKS[before.report.verdict]:
        return True
    if not _open(after) <= _open(before):
        return True
    old, new = before.judgement.coverage, after.judgement.coverage
    more_open = len(new.unchecked) > len(old.unchecked) or len(new.dropped_terms) > len(old.dropped_terms)
    return more_open or new.checked < old.checked


def _open(examination: "Examination") -> set[str]:
    """Checks that are not made and keep the document from being conformant."""
    outcomes = examination.judgement.outcomes
    return {entry.id for entry in outcomes if entry.outcome is Outcome.NOT_CHECKED and entry.blocks}


def _needed(examination: "Examination") -> Counter[str]:
    found = examination.judgement.findings
    return Counter(entry.id for entry in found if entry.severity is Severity.INFO and entry.text in _STILL_NEEDED)


def _ids(examination: "Examination") -> Counter[str]:
    """How often each thing is found: the same fault in two places has one id."""
    extensions = (found for entry in examination.judgement.extensions for found in entry.findings)
    return Counter(found.id for found in (*examination.judgement.findings, *extensions))
