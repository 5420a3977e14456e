# SPDX-License-Identifier: Apache-2.0
"""Command lines that people paste into a window: one for the shells of macOS and Linux, one for those of Windows.

Windows has two shells that quote in different ways (cmd, PowerShell), and both expand what stands in double quotes. So
whatever comes from a document is written into addresses alone, with everything escaped that any shell could act upon.
`curl.exe` is named in full: in PowerShell, `curl` is something else.
"""

import re
import shlex
from collections.abc import Sequence
from urllib.parse import quote

from assay.values import frozen

_PLAIN = re.compile(r"[A-Za-z0-9 ._~:/?=&%@+,;-]*")
"""What both shells of Windows leave alone inside of double quotes. A percent sign is part of an escape only."""
_ESCAPED = "/:?=&%"


@frozen
class CommandLine:
    """The same command for both."""

    posix: str
    windows: str


def escaped(address: str) -> str:
    """An address with all escaped that is more than a letter to a shell; what is escaped already stays so."""
    loose = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address)
    return quote(loose, safe=_ESCAPED, errors="replace")


def as_parameter(value: str) -> str:
    """A value inside of an address."""
    return quote(value, safe="", errors="replace")


def curl(*arguments: str) -> CommandLine:
    """A call of curl. ValueError for an argument that no quotes make safe everywhere: a fault of the caller."""
    if not all(_PLAIN.fullmatch(entry) for entry in arguments):
        raise ValueError("argument")
    return CommandLine(shlex.join(("curl", *arguments)), " ".join(("curl.exe", *_quoted(arguments))))


def _quoted(arguments: Sequence[str]) -> Sequence[str]:
    return [entry if re.fullmatch(r"[A-Za-z0-9-]+", entry) else f'"{entry}"' for entry in arguments]
