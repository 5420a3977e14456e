# SPDX-License-Identifier: Apache-2.0
"""Wrapping: nothing lost, nothing too wide, whatever the characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.reports.terminal import Pen, Style, columns, wrap


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab 漢é\u0301-", max_size=120), st.integers(min_value=2, max_value=30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, width):
    lines = wrap(text, width)
    assert lines
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(columns(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 3, ["one", "two", "thr", "ee"]),
        ("abcdef", 3, ["abc", "def"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
    ],
)
def test_wrap(text, width, lines):
    assert wrap(text, width) == lines


def test_wide_characters_take_two_columns_and_marks_none():
    assert (columns("abc"), columns("漢字"), columns("e\u0301")) == (3, 4, 1)


def test_block_hangs_behind_its_mark():
    assert Pen(width=40).block("x" * 45, first="✕ ") == ["✕ " + "x" * 38, "  " + "x" * 7]


def test_colour_only_if_asked():
    assert Pen().paint("a", Style.BOLD) == "a"
    assert Pen(colour=True).paint("a", Style.BOLD, Style.RED) == "\x1b[1;31ma\x1b[0m"
    assert not Pen(colour=True).paint("", Style.BOLD)
