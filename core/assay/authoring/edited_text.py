# SPDX-License-Identifier: Apache-2.0
"""A text under work: what was done to it, one step after the other, back and forth. A value; each step gives a new one.

Bytes stay what they were wherever nothing was changed: a step replaces one stretch of the text and keeps nothing else.
"""

import codecs
from dataclasses import replace

from assay.document import Document
from assay.values import frozen

TYPING = "typing"
"""The reason of steps that are taken together while somebody types."""
MOST_STEPS = 2000
_LONGEST_WORD = 60
"""So many typed characters are one step back at most."""


@frozen
class Change:
    """One stretch of a text replaced by another."""

    start: int
    """Offset in code points."""
    before: str
    after: str
    reason: str = TYPING
    """Text id of what did it: it is named where the step is offered to be undone."""

    @property
    def undone(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.start, self.after, self.before, self.reason)

    def applied(self, text: str) -> str:
        """The text with the change made.

        Raises:
            ValueError: the text does not hold what the change replaces; it is another text.
        """
        stop = self.start + len(self.before)
        if text[self.start : stop] != self.before:
            raise ValueError(self.start)
        return text[: self.start] + self.after + text[stop:]


def change_between(before: str, after: str, reason: str = TYPING) -> Change | None:
    """The shortest single stretch that makes one text the other; None where they are the same."""
    if before == after:
        return None
    start = _common_start(before, after)
    most = min(len(before), len(after)) - start
    end = _common_start(before[::-1][:most], after[::-1][:most])
    return Change(start, before[start : len(before) - end], after[start : len(after) - end], reason)


@frozen
class EditedText:
    """A text with its steps."""

    text: str
    byte_order_mark: bool = False
    done: tuple[Change, ...] = ()
    undone: tuple[Change, ...] = ()
    """Steps taken back, the next one to be made again last."""
    saved: int = 0
    """How many steps had been made when the text was last saved; -1 where no number of steps leads there again."""

    @property
    def is_saved(self) -> bool:
        """Whether the file has this text."""
        return self.saved == len(self.done)

    @property
    def data(self) -> bytes:
        """The text as a file has it."""
        return (codecs.BOM_UTF8 if self.byte_order_mark else b"") + self.text.encode("utf-8")

    def edit(self, change: Change) -> "EditedText":
        """The text with a step made. Typing goes on with the step before, word by word.

        Raises:
            ValueError: the change belongs to another text.
        """
        text = change.applied(self.text)
        joined = taken_together(self.done[-1], change) if self.done and not self.undone and not self.is_saved else None
        if joined is not None:
            return replace(self, text=text, done=(*self.done[:-1], joined))
        saved = self.saved if self.saved <= len(self.done) else -1
        done = (*self.done, change)
        if len(done) > MOST_STEPS:
            done, saved = done[1:], max(saved - 1, -1)
        return replace(self, text=text, done=done, undone=(), saved=saved)

    def undo(self) -> "EditedText":
        """The text with the last step taken back; itself where there is none."""
        if not self.done:
            return self
        last = self.done[-1]
        return replace(self, text=last.undone.applied(self.text), done=self.done[:-1], undone=(*self.undone, last))

    def redo(self) -> "EditedText":
        """The text with the step made again that was taken back last; itself where there is none."""
        if not self.undone:
            return self
        step = self.undone[-1]
        return replace(self, text=step.applied(self.text), done=(*self.done, step), undone=self.undone[:-1])

    def as_saved(self) -> "EditedText":
        """The same, with its text in the file."""
        return replace(self, saved=len(self.done))


def edited_text(document: Document, text: str) -> EditedText | None:
    """A document's text to work on; None where the text is not the document's own bytes in UTF-8.

    `text`: what was read of it (`Reading.text`): of a JWT that is the decoded view, which nobody may write back.
    """
    marked = document.data.startswith(codecs.BOM_UTF8)
    found = EditedText(text, byte_order_mark=marked)
    try:
        return found if found.data == document.data else None
    except UnicodeEncodeError:  # a lone surrogate: it came from no UTF-8
        return None


def taken_together(last: Change, change: Change, reason: str = TYPING) -> Change | None:
    """Both as one step, where somebody goes on typing or erasing a word; else None.

    `reason`: that of the steps that may be one.
    """
    if last.reason != reason or change.reason != reason or len(last.after) + len(last.before) >= _LONGEST_WORD:
        return None
    if not last.before and not change.before:
        goes_on = change.start == last.start + len(last.after) and not last.after[-1:].isspace()
        both = Change(last.start, "", last.after + change.after, reason)
        return both if goes_on and "\n" not in change.after else None
    if last.after or change.after:
        return None
    if change.start + len(change.before) == last.start:
        return Change(change.start, change.before + last.before, "", reason)
    return Change(last.start, last.before + change.before, "", reason) if change.start == last.start else None


def _common_start(one: str, other: str) -> int:
    """How many characters both begin with: halving, since comparing slices costs next to nothing."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
