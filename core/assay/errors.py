# SPDX-License-Identifier: Apache-2.0
"""Errors a caller may have to show: each says what is wrong, where, and what to do.

Everything a check can discover about a document is a `Finding`, not an exception. These are for what
stops the program from checking at all.
"""


class AssayError(Exception):
    """Root of all errors raised on purpose.

    `text_id` names the sentence in the texts (`error.<text_id>`), `params` fill its placeholders; neither holds
    secrets or document content beyond names and short quotes.
    """

    def __init__(self, text_id: str, /, **params: str | int) -> None:
        super().__init__(text_id, params)
        self.text_id = text_id
        self.params: dict[str, str | int] = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.text_id} ({told})" if told else self.text_id


class DocumentError(AssayError):
    """A path cannot be read as given: it does not exist, may not be opened, or holds nothing to check."""


class ContextError(AssayError):
    """A JSON-LD context is not available offline or cannot be used."""


class PackError(AssayError):
    """A rule pack is unknown, incomplete or damaged."""


class UsageError(AssayError):
    """A combination of options that makes no sense."""
