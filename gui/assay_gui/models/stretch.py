# SPDX-License-Identifier: Apache-2.0
"""Of a very long text the stretch that is shown: an editor with megabytes in it would stop the window for seconds."""

import re
from itertools import islice

from assay.finding import Location
from assay.values import frozen

MOST_LINES = 5_000
MOST_CHARACTERS = 2_000_000
_LINE_END = re.compile(r"\r\n|\n|\r")
_STEP = 65_536


@frozen
class Stretch:
    """A part of a text, or all of it."""

    text: str
    line: int = 1
    """The line of the whole text in which it begins, from 1."""
    column: int = 0
    """So many characters of that line stand before it."""
    is_whole: bool = True


def stretch(text: str, around: Location | None = None) -> Stretch:
    """What is shown of a text: all of it where it is short enough, else the lines around a place, or the first."""
    if len(text) <= MOST_CHARACTERS and _line_ends(text, 0, len(text)) < MOST_LINES:
        return Stretch(text)
    if around is None:
        return Stretch(text[: _stop(text, 0)], is_whole=False)
    start = _begin(text, around.line - MOST_LINES // 2)
    start = max(start, _begin(text, around.line) + around.column - MOST_CHARACTERS // 2)
    line = 1 + _line_ends(text, 0, start)
    return Stretch(text[start : _stop(text, start)], line, start - _begin(text, line), is_whole=False)


def _stop(text: str, start: int) -> int:
    """Where a stretch that begins there has to end."""
    stop = min(len(text), start + MOST_CHARACTERS)
    if _line_ends(text, start, stop) < MOST_LINES:
        return stop
    ends = _LINE_END.finditer(text, start, stop)
    return next((end.start() for end in islice(ends, MOST_LINES - 1, None)), stop)


def _begin(text: str, line: int) -> int:
    """Where a line begins, from 1; the last one's where there are fewer. Counted in steps: looking at every line end of
    ten million would take seconds.
    """
    if line <= 1:
        return 0
    before = 1
    for start in range(0, len(text), _STEP):
        ends = _line_ends(text, start, start + _STEP)
        if before + ends >= line:
            return next(islice(_LINE_END.finditer(text, start), line - before - 1, None)).end()
        before += ends
    return max(text.rfind("\n"), text.rfind("\r")) + 1


def _line_ends(text: str, start: int, stop: int) -> int:
    r"""How many line ends a stretch has: `\r\n`, `\n` or `\r`; the first belongs to where its second half is."""
    ends, returns = text.count("\n", start, stop), text.count("\r", start, stop)
    return ends + returns - text.count("\r\n", start, stop + 1) if returns else ends
