# SPDX-License-Identifier: Apache-2.0
"""What is accepted of a document, in the words every format uses."""

import re
from collections.abc import Iterator
from itertools import islice

from assay.reports.interface import Words
from assay.reports.regroup import Group, accepted, things
from assay.reports.report import Accepted, DocumentReport, TrustInput
from assay.values import frozen

_GAP = re.compile(r"\{(owner|reason|sentence|told)\}")
_SHOWN = 50
"""A file may hold thousands; the JSON report has all."""
DAY = 10
"""Characters of an instant that are its day."""


@frozen
class AcceptedLine:
    """One sentence about an acceptance, and whether its last day is over."""

    text: str
    overdue: bool


def sentence(told: Accepted, words: Words) -> str:
    """Who accepts it since when, until when, and why; that the last day is over is said first."""
    text_id = "accepted.overdue" if told.overdue else "accepted.until" if told.due else "accepted.told"
    shown = words.say(text_id, owner="{owner}", since=told.since[:DAY], due=told.due, reason="{reason}")
    return _filled(shown, owner=told.owner, reason=told.reason)


def _filled(shown: str, **said: str) -> str:
    """With the words of whoever wrote the file, as they stand: none of them can have another text shown for it."""
    return _GAP.sub(lambda gap: said[gap[1]], shown)


def accepted_lines(group: Group, words: Words) -> tuple[AcceptedLine, ...]:
    """What is accepted of findings that say the same, each acceptance once; with a count where not all places are."""
    counted: dict[Accepted, int] = {}
    every = things(group.findings)
    for thing in every:
        told = accepted(thing)
        if told is not None:
            counted[told] = counted.get(told, 0) + 1
    lines = [
        AcceptedLine(_in_places(sentence(told, words), count, len(every), words), told.overdue)
        for told, count in islice(counted.items(), _SHOWN)
    ]
    more = [AcceptedLine(words.say("report.more", count=len(counted) - _SHOWN), overdue=False)]
    return (*lines, *(more if len(counted) > _SHOWN else ()))


def _in_places(told: str, count: int, every: int, words: Words) -> str:
    if count == every:
        return told
    return _filled(words.say("accepted.in_places", told="{told}", count=count, total=every), told=told)


def other_lines(document: DocumentReport, words: Words) -> tuple[str, ...]:
    """What else the files of acceptances come to: why one cannot be used, what of them was not found any more."""
    return tuple(_others(document, words))


def _others(document: DocumentReport, words: Words) -> Iterator[str]:
    found = document.acceptances
    if found is None:
        return
    yield from found.problems
    for lost in found.lost[:_SHOWN]:
        shown = words.say("accepted.lost", sentence="{sentence}", told="{told}")
        yield _filled(shown, sentence=lost.sentence, told=sentence(lost.accepted, words))
    if len(found.lost) > _SHOWN:
        yield words.say("report.more", count=len(found.lost) - _SHOWN)


def files(document: DocumentReport) -> tuple[TrustInput, ...]:
    """The files of acceptances that a document was checked with."""
    return tuple(entry for entry in document.inputs if not entry.is_trust)
