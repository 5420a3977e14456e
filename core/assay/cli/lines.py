# SPDX-License-Identifier: Apache-2.0
"""Lines and tables on standard output."""

from collections.abc import Iterable, Sequence

from assay.cli.console import pen, write
from assay.reports.terminal import columns


def write_lines(lines: Iterable[str]) -> None:
    """The lines, wrapped to the terminal; what a line begins with in blanks it keeps. They have to be safe to see."""
    told: list[str] = []
    for line in lines:
        text = line.lstrip(" ")
        told += pen().block(text, first=" " * (len(line) - len(text))) if text else [""]
    write(("\n".join(told) + "\n").encode("utf-8", "backslashreplace"))


def write_table(rows: Sequence[Sequence[str]]) -> None:
    """The rows with their columns below each other. They have to be safe to see."""
    wide = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, wide, strict=True))
        write(f"{'  '.join(cells).rstrip()}\n".encode("utf-8", "backslashreplace"))
