# SPDX-License-Identifier: Apache-2.0
"""What a fix is: edits of the document's own text that answer findings, and what they do in one sentence."""

import hashlib
from collections.abc import Mapping
from dataclasses import field

from assay.authoring.json_edit import Edit
from assay.values import frozen


@frozen
class Option:
    """One way to make a fix."""

    value: str
    """What it is chosen by: the value that will stand there."""
    edits: tuple[Edit, ...]
    params: Mapping[str, str | int] = field(default_factory=dict)
    """What fills the fix's text in this way, beside the fix's own values."""


@frozen
class Fix:
    """One correction that follows from what the document says and what the rules say, and from nothing else."""

    text: str
    """Text id: `what` is the button's sentence, `tip` the explanation."""
    options: tuple[Option, ...]
    """At least one. Of several, only a person knows which is right."""
    findings: tuple[str, ...]
    """Ids of the findings it answers."""
    is_safe: bool = False
    """One option, and nobody could mean anything else: made by "correct all"."""
    pointer: str = ""
    """Where in the document it is (JSON Pointer), for a list in document order."""
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What the fix is named by: the same as long as its place, its findings and its options are."""
        told = "\x1f".join((self.text, self.pointer, *self.findings, *(option.value for option in self.options)))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits, where there is one way only. ValueError where somebody has to choose first (`chosen`)."""
        (only,) = self.options
        return only.edits

    def chosen(self, value: str) -> "Fix | None":
        """The fix in the way that a value names; None where it names none."""
        found = next((option for option in self.options if option.value == value), None)
        if found is None:
            return None
        return Fix(self.text, (found,), self.findings, self.is_safe, self.pointer, self.params)

    def told(self, option: Option) -> dict[str, str | int]:
        """The values that fill the text for one way."""
        return {**self.params, **option.params}
