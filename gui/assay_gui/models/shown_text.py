# SPDX-License-Identifier: Apache-2.0
"""The text of a result as the source view shows it: a document's own, or those of a set one below the other."""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from assay.finding import Location
from assay.positions import positions
from assay.values import frozen
from assay_gui.models.entries import Entry

if TYPE_CHECKING:
    from assay.examination import Examination

LONG = 200_000
"""Characters; the lines of a shorter text are counted in a moment, when somebody goes to one."""
_HEAD = "\u2501\u2501 "
"""Before the name of each file of a set: a line that no file has."""


@frozen
class ShownText:
    """A text, and where the report's places are in it."""

    text: str
    locate: Callable[[str], Location | None]
    """From a JSON Pointer; None where it may be in any of several files."""
    lines_before: Mapping[str, int] = field(default_factory=dict)
    """Of each file of a set, the lines above it."""

    def placed(self, entry: Entry) -> Entry:
        """A card's entry with its lines in this text."""
        if entry.pointer is None:
            return entry
        return replace(entry, location=self.place(entry.location) or self.locate(entry.pointer))

    def place(self, location: Location | None) -> Location | None:
        """A place of the report, by the lines of the text that is shown."""
        if location is None or not location.file:
            return location
        before = self.lines_before.get(location.file, 0)
        return replace(location, line=location.line + before, end_line=location.end_line + before)


def shown_text(examination: "Examination") -> ShownText:
    """The text of one result."""
    reading = examination.reading
    if not reading.parts:
        found = positions(reading.text, reading.media_type)
        if len(reading.text) > LONG:
            found.locate("")  # the lines are counted here, off the window's thread
        return ShownText(reading.text, lambda pointer: Location(pointer, *found.locate(pointer)))
    pieces: list[str] = []
    before: dict[str, int] = {}
    lines = 0
    for name, part in reading.parts:
        text = f"{_HEAD}{name}\n{part.text}" + ("" if part.text.endswith("\n") else "\n")
        before[name] = lines + 1
        lines += text.count("\n")
        pieces.append(text)
    return ShownText("".join(pieces), lambda _pointer: None, before)
