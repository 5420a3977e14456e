# SPDX-License-Identifier: Apache-2.0
"""Fixes put into the text, and what that changes, line by line."""

import difflib
from collections.abc import Iterator, Sequence
from enum import StrEnum

from assay.authoring.fixes.fix import Fix
from assay.authoring.json_edit import Edit, EditError, Editor
from assay.values import frozen

CONTEXT = 3
"""Lines shown around what changes."""


@frozen
class Applied:
    """A text with fixes in it."""

    text: str
    applied: tuple[Fix, ...]
    dropped: tuple[Fix, ...] = ()
    """Fixes about the same stretch of text as one before them, or that need a choice first: for the next round."""


class LineKind(StrEnum):
    """What a line of a difference is."""

    HUNK = "hunk"
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@frozen
class DiffLine:
    """One line of a difference. Line numbers begin at 1; 0 where the line is not in that text."""

    kind: LineKind
    text: str
    """Without its line end."""
    before: int = 0
    after: int = 0


def apply(text: str, fixes: Sequence[Fix]) -> Applied:
    """The text with the fixes made, those that do not go together with earlier ones left out and told.

    EditError where the text is no JSON.
    """
    editor = Editor(text)
    edits = tuple(edit for fix in fixes for edit in fix.options[0].edits)
    if all(len(fix.options) == 1 for fix in fixes) and (whole := _tried(editor, edits)) is not None:
        return Applied(whole, tuple(fixes))
    kept: list[Fix] = []
    dropped: list[Fix] = []
    told = text
    taken: tuple[Edit, ...] = ()
    for fix in fixes:
        made = _tried(editor, (*taken, *fix.edits)) if len(fix.options) == 1 else None
        if made is None:
            dropped.append(fix)
        else:
            told, taken = made, (*taken, *fix.edits)
            kept.append(fix)
    return Applied(told, tuple(kept), tuple(dropped))


def _tried(editor: Editor, edits: Sequence[Edit]) -> str | None:
    try:
        return editor.edited(edits)
    except EditError:
        return None


def preview(before: str, after: str, *, context: int = CONTEXT) -> tuple[DiffLine, ...]:
    """What differs, as unified lines with line numbers; nothing where both are the same."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, old, new)
    found: list[DiffLine] = []
    for group in matcher.get_grouped_opcodes(context):
        found.append(DiffLine(LineKind.HUNK, _head(group)))
        for tag, *span in group:
            found.extend(_lines(tag, (span[0], span[1], span[2], span[3]), old, new))
    return tuple(found)


def _lines(tag: str, span: tuple[int, int, int, int], old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    start, stop, first, last = span
    if tag == "equal":
        for offset, line in enumerate(old[start:stop]):
            yield DiffLine(LineKind.SAME, _bare(line), start + offset + 1, first + offset + 1)
        return
    for number, line in enumerate(old[start:stop], start + 1):
        yield DiffLine(LineKind.REMOVED, _bare(line), before=number)
    for number, line in enumerate(new[first:last], first + 1):
        yield DiffLine(LineKind.ADDED, _bare(line), after=number)


def _head(group: Sequence[tuple[str, int, int, int, int]]) -> str:
    """The head of a hunk, as `diff -u` writes it."""
    first, last = group[0], group[-1]
    return f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"


def _range(start: int, stop: int) -> str:
    count = stop - start
    begin = start + 1 if count else start
    return str(begin) if count == 1 else f"{begin},{count}"


def _bare(line: str) -> str:
    return line.rstrip("\r\n")


_SIGNS = {LineKind.HUNK: "", LineKind.SAME: " ", LineKind.REMOVED: "-", LineKind.ADDED: "+"}


def unified(lines: Sequence[DiffLine]) -> Iterator[str]:
    """The lines as `diff -u` writes them, without the two that name the files."""
    return (_SIGNS[line.kind] + line.text for line in lines)
