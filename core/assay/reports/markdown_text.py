# SPDX-License-Identifier: Apache-2.0
"""Text of documents in Markdown: none of it is markup."""

import re

from assay.reports.safe_text import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(?:[-+=]|[0-9]+(?=[.)]))")
"""What would begin a list or underline a heading."""
_TICK_RUN = re.compile("`+")


def plain(text: str) -> str:
    """The text with everything escaped that Markdown could take for markup, a link or a mention."""
    escaped = _SPECIAL.sub(lambda found: f"\\{found[0]}", visible(text).strip())
    return _AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", escaped)


def code(text: str) -> str:
    """The text as a code span, fenced by more backticks than stand in it (CommonMark §6.1)."""
    told = visible(text)
    longest = max((len(run) for run in _TICK_RUN.findall(told)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {told} {fence}" if longest else f"{fence}{told}{fence}"
