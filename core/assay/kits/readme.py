# SPDX-License-Identifier: Apache-2.0
"""Plain text for people: paragraphs of the user's language, and lines to paste, which are never broken."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from assay.kits.shell import CommandLine
from assay.reports.safe_text import visible
from assay.texts import Texts

_WIDTH = 92
_LONGEST = 600
"""Characters of something that a document says. What is longer is no name of a file or address."""
Point: TypeAlias = tuple[str, str, Mapping[str, str | int]]


class Page:
    """A text that grows. What comes from a document is shown with everything invisible written out."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._blocks: list[str] = []

    def title(self, text_id: str, **params: str | int) -> None:
        """The first line."""
        told = self._said(text_id, params)
        self._blocks.append(f"{told}\n{'=' * min(len(told), _WIDTH)}")

    def heading(self, text_id: str, **params: str | int) -> None:
        """A line over a part."""
        told = self._said(text_id, params)
        self._blocks.append(f"{told}\n{'-' * min(len(told), _WIDTH)}")

    def say(self, text_id: str, **params: str | int) -> None:
        """A paragraph."""
        self._blocks.append(_wrapped(self._said(text_id, params)))

    def points(self, entries: Iterable[Point]) -> None:
        """A list: the mark before each, text ids, and what fills them."""
        told = [_wrapped(self._said(text_id, params), f"{mark} ") for mark, text_id, params in entries]
        if told:
            self._blocks.append("\n".join(told))

    def lines(self, entries: Iterable[str]) -> None:
        """Lines that stay whole, indented."""
        told = [f"    {visible(entry)}" for entry in entries]
        if told:
            self._blocks.append("\n".join(told))

    def commands(self, entries: Iterable[CommandLine]) -> None:
        """Lines to paste, for both kinds of shells."""
        told = tuple(entries)
        if told:
            self.say("kit_page.posix")
            self.lines(entry.posix for entry in told)
            self.say("kit_page.windows")
            self.lines(entry.windows for entry in told)

    def done(self) -> bytes:
        """The file."""
        return "\n\n".join((*self._blocks, "")).encode("utf-8", "replace")

    def _said(self, text_id: str, params: Mapping[str, str | int]) -> str:
        shown = {name: visible(told)[:_LONGEST] if isinstance(told, str) else told for name, told in params.items()}
        return self._texts.say(text_id, **shown)


def _wrapped(told: str, mark: str = "") -> str:
    return textwrap.fill(
        told,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def folders_of(paths: Iterable[str]) -> Iterator[str]:
    """The topmost folders, each once, in order."""
    yield from dict.fromkeys(path.partition("/")[0] for path in paths if "/" in path)
