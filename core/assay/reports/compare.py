# SPDX-License-Identifier: Apache-2.0
"""Two reports compared: which findings are new, fixed or unchanged, and which nobody can tell of.

A finding that is gone is fixed only where its check was made this time too: what was not looked at is not fixed. Where
the rules are others, the findings are still listed, and that they cannot be compared is said.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import PurePosixPath

from assay.finding import Outcome
from assay.reports.told_report import ToldDocument, ToldFinding, ToldReport, ToldRules
from assay.values import frozen
from assay.verdict import Verdict

_MADE = frozenset({Outcome.PASSED, Outcome.FAILED})


class Difference(StrEnum):
    """Why findings of two reports cannot be compared one by one."""

    RULES = "rules"
    """Judged by other rules."""
    EXTENSIONS = "extensions"
    """Judged by other extensions beside them."""
    DRAFT = "draft"
    """Judged as a draft once, as a submission the other time."""


@frozen
class Change:
    """What something was before, and is now; None where it was not there."""

    name: str
    before: Verdict | None
    after: Verdict | None


@frozen
class ComparedDocument:
    """One document in both reports."""

    old: ToldDocument
    new: ToldDocument
    differences: tuple[Difference, ...]
    """Why its findings cannot be compared one by one; empty where they can."""
    is_same_file: bool
    """Byte for byte."""
    levels: tuple[Change, ...]
    """Levels whose verdict is another one now."""
    added: tuple[ToldFinding, ...]
    """New findings."""
    fixed: tuple[ToldFinding, ...]
    open: tuple[ToldFinding, ...]
    """Findings that are gone, of checks that were not made this time."""
    unchanged: tuple[ToldFinding, ...]
    """As the new report tells them."""

    @property
    def is_comparable(self) -> bool:
        """Whether a finding that came or went says something about the document, and not about the rules."""
        return not self.differences

    @property
    def verdict(self) -> Change:
        """The verdict then and now."""
        return Change("", self.old.verdict, self.new.verdict)


@frozen
class Comparison:
    """Two reports side by side."""

    old: ToldReport
    new: ToldReport
    documents: tuple[ComparedDocument, ...]
    """Those that are in both, in the order of the new one."""
    only_old: tuple[ToldDocument, ...]
    only_new: tuple[ToldDocument, ...]

    @property
    def has_new(self) -> bool:
        """Whether anything has a finding that it had not, documents that were not there before included."""
        return any(entry.added for entry in self.documents) or any(entry.findings for entry in self.only_new)


def compare(old: ToldReport, new: ToldReport) -> Comparison:
    """The comparison of an older report with a newer one."""
    pairs = list(_pairs(old.documents, new.documents))
    paired_old, paired_new = ({id(pair[side]) for pair in pairs} for side in (0, 1))
    pairs.sort(key=lambda pair: next(at for at, entry in enumerate(new.documents) if entry is pair[1]))
    return Comparison(
        old,
        new,
        tuple(_compared(before, after, is_draft_alike=old.draft == new.draft) for before, after in pairs),
        tuple(entry for entry in old.documents if id(entry) not in paired_old),
        tuple(entry for entry in new.documents if id(entry) not in paired_new),
    )


def _pairs(old: Sequence[ToldDocument], new: Sequence[ToldDocument]) -> Iterator[tuple[ToldDocument, ToldDocument]]:
    """Documents that are the same one: the only ones; else by name, its last part, or digest, where that is clear."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    left, right = list(old), list(new)
    for name in (_name, _base_name, _digest):
        before, after = _unique(left, name), _unique(right, name)
        for key in [key for key in after if key in before]:
            yield before[key], after[key]
            left = [entry for entry in left if entry is not before[key]]
            right = [entry for entry in right if entry is not after[key]]


def _unique(documents: Iterable[ToldDocument], name: Callable[[ToldDocument], str]) -> dict[str, ToldDocument]:
    found = [(name(entry), entry) for entry in documents]
    times = Counter(key for key, _ in found)
    return {key: entry for key, entry in found if times[key] == 1}


def _name(document: ToldDocument) -> str:
    return document.name


def _base_name(document: ToldDocument) -> str:
    return PurePosixPath(document.name.replace("\\", "/")).name


def _digest(document: ToldDocument) -> str:
    return document.sha256


def _compared(old: ToldDocument, new: ToldDocument, *, is_draft_alike: bool) -> ComparedDocument:
    added, unchanged = _apart(new.findings, old.findings)
    gone, _ = _apart(old.findings, new.findings)
    looked_at = _LookedAt(old, new, is_draft_alike=is_draft_alike)
    return ComparedDocument(
        old,
        new,
        tuple(_differences(old, new, is_draft_alike=is_draft_alike)),
        old.sha256 == new.sha256,
        tuple(_levels(old, new)),
        added,
        tuple(found for found in gone if looked_at.again(found)),
        tuple(found for found in gone if not looked_at.again(found)),
        unchanged,
    )


def _apart(
    these: Iterable[ToldFinding], others: Iterable[ToldFinding]
) -> tuple[tuple[ToldFinding, ...], tuple[ToldFinding, ...]]:
    """Of these, those the others have not, and those they have: as often as they have them."""
    left = Counter(found.id for found in others)
    only: list[ToldFinding] = []
    both: list[ToldFinding] = []
    for found in these:
        (both if left[found.id] else only).append(found)
        left[found.id] -= left[found.id] > 0
    return tuple(only), tuple(both)


class _LookedAt:
    """Whether what was found before was looked for again.

    A check that does not apply any more was made in its way: what it was about is gone. Not where a draft is compared
    with a submission: there it does not apply because less is asked.
    """

    def __init__(self, old: ToldDocument, new: ToldDocument, *, is_draft_alike: bool) -> None:
        made = _MADE | {Outcome.NOT_APPLICABLE} if is_draft_alike else _MADE
        self._made = {check.id: check.outcome in made for check in new.checks}
        was_made = {check.id for check in old.checks if check.outcome in _MADE}
        self._open_stages = {
            check.stage for check in old.checks if check.id in was_made and not self._made.get(check.id)
        }

    def again(self, found: ToldFinding) -> bool:
        """By the check of the finding's own name, else by all checks of its stage."""
        if found.rule in self._made:
            return self._made[found.rule]
        return found.stage not in self._open_stages


def _differences(old: ToldDocument, new: ToldDocument, *, is_draft_alike: bool) -> Iterator[Difference]:
    if old.rules != new.rules:
        yield Difference.RULES
    if _by_id(old.extensions) != _by_id(new.extensions):
        yield Difference.EXTENSIONS
    if not is_draft_alike:
        yield Difference.DRAFT


def _by_id(rules: Iterable[ToldRules]) -> list[ToldRules]:
    return sorted(rules, key=lambda entry: (entry.id, entry.version, entry.sha256))


def _levels(old: ToldDocument, new: ToldDocument) -> Iterator[Change]:
    for name in dict.fromkeys((*old.levels, *new.levels)):
        before, after = old.levels.get(name), new.levels.get(name)
        if before is not after:
            yield Change(name, before, after)
