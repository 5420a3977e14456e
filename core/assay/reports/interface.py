# SPDX-License-Identifier: Apache-2.0
"""What a renderer is: a pure function from a report to bytes. Renderers judge nothing and count nothing anew."""

from collections.abc import Callable
from typing import Protocol, TypeAlias

from assay.reports.report import Report, RunRecord
from assay.values import frozen


class Words(Protocol):
    """Gives the fixed words of a report, by text id, in one language."""

    def say(self, text_id: str, /, **params: str | int) -> str:
        """The sentence or word under `text_id`, its placeholders filled; `count` chooses singular or plural."""


Render: TypeAlias = Callable[[Report, RunRecord | None, Words], bytes]


@frozen
class Renderer:
    """One report format."""

    name: str
    """As in `--format`."""
    suffix: str
    """Ending of a file in this format, with the dot."""
    media_type: str
    render: Render
    """The function; it imports its renderer when called, so that an unused library costs nothing."""
    is_binary: bool = False
    """Made for a file, not for a terminal."""
