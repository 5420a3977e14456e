# SPDX-License-Identifier: Apache-2.0
"""The terminal, or the pipe, or the file the output goes to. The only module that writes to standard streams."""

import os
import sys
from typing import TextIO

from assay.errors import AssayError
from assay.reports.safe_text import visible
from assay.reports.terminal import DEFAULT_WIDTH, Pen


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream, as far as can be known."""
    return stream is not None and not stream.closed and stream.isatty()


def pen() -> Pen:
    """How to write to standard output: in colour on a terminal that has it and did not ask for none."""
    return Pen(colour=_wants_colour(), width=columns(sys.stdout)) if is_terminal(sys.stdout) else Pen()


def columns(stream: TextIO | None) -> int:
    """How many characters a line of the terminal holds; the usual number where that cannot be known."""
    try:
        found = os.get_terminal_size(stream.fileno()).columns if stream is not None else 0
    except (OSError, ValueError):
        found = 0
    return found or DEFAULT_WIDTH


def _wants_colour() -> bool:
    """As https://no-color.org asks; on Windows only where the terminal says that it knows colour codes."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ


def write(data: bytes) -> None:
    """The bytes to standard output as they are: reports are UTF-8 whatever the terminal's encoding.

    A reader who has seen enough (`assay check … | head`) is no fault. Raises AssayError where they cannot be written.
    """
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget_standard_output()
    except OSError as error:
        _forget_standard_output()
        raise AssayError("output_failed", reason=error.strerror or type(error).__name__) from error


def _forget_standard_output() -> None:
    """Let the interpreter's own flush at the end go nowhere, instead of failing once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """One message to standard error, on a line of its own, safe to look at."""
    if sys.stderr is not None:
        sys.stderr.write(f"assay: {_encodable(visible(text), sys.stderr)}\n")


def status(text: str) -> None:
    """The status line on standard error, over the one before; empty to wipe it."""
    if sys.stderr is not None:
        sys.stderr.write(f"\r\x1b[K{_encodable(visible(text), sys.stderr)}")
        sys.stderr.flush()


def _encodable(text: str, stream: TextIO) -> str:
    """The text with what the stream cannot write as escapes (an old Windows console has 256 characters)."""
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
