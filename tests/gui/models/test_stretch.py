# SPDX-License-Identifier: Apache-2.0
"""Of a very long text a stretch is shown, around the place somebody goes to."""

import re

import pytest

from assay.finding import Location
from assay_gui.models.stretch import MOST_CHARACTERS, MOST_LINES, Stretch, stretch

LINES = 3 * MOST_LINES


def at(line: int, column: int = 1) -> Location:
    return Location("", line, column, line, column + 1)


@pytest.mark.parametrize("text", ["", "{}", "a\n" * (MOST_LINES - 1), "x" * MOST_CHARACTERS])
def test_what_is_short_enough_is_whole(text: str):
    assert stretch(text) == Stretch(text)
    assert stretch(text, at(1)) == Stretch(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("line", [1, 2, 4_999, 7_500, 14_000, LINES, LINES + 1])
def test_the_lines_around_a_place_are_shown_and_known_by_their_numbers(line: int, end: str):
    text = "".join(f"line {number}{end}" for number in range(1, LINES + 1))
    part = stretch(text, at(line))
    lines = re.split(r"\r\n|\n|\r", part.text)
    assert not part.is_whole
    assert part.column == 0
    assert len(lines) <= MOST_LINES
    assert lines[line - part.line] == (f"line {line}" if line <= LINES else "")
    assert lines[0] == f"line {part.line}"


@pytest.mark.parametrize("column", [1, MOST_CHARACTERS // 2, 4 * MOST_CHARACTERS])
def test_a_line_of_any_length_is_shown_around_a_column(column: int):
    text = "ab\n" + "x" * (column - 1) + "!" + "y" * (5 * MOST_CHARACTERS)
    part = stretch(text, at(2, column))
    assert len(part.text) <= MOST_CHARACTERS
    shown_from = 1 if part.line == 2 else 4
    assert part.text[column - part.column - 2 + shown_from] == "!"


def test_line_ends_alone_are_lines():
    part = stretch("\n" * 3_000_000, at(2_000_000))
    assert (part.line, part.text) == (2_000_000 - MOST_LINES // 2, "\n" * (MOST_LINES - 1))


def test_the_first_lines_are_shown_where_nobody_goes_anywhere():
    text = "line\n" * LINES
    assert stretch(text).text == text[: 5 * MOST_LINES - 1]
