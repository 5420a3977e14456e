# SPDX-License-Identifier: Apache-2.0
"""Source text: lines keep their numbers when long ones are broken; columns become Qt's units."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assay.finding import Location
from assay_gui.models.source_text import LONGEST_LINE, SourceText


def test_short_lines_are_shown_as_they_are():
    source = SourceText("{\n  1\r\n}\r")
    assert source.shown == "{\n  1\n}\n"
    assert [source.line_at(block) for block in range(source.blocks)] == [1, 2, 3, 4]


def test_a_long_line_is_broken_and_numbered_once():
    source = SourceText("a\n" + "x" * (2 * LONGEST_LINE + 5) + "\nb")
    assert source.last_line == 3
    assert [source.line_at(block) for block in range(source.blocks)] == [1, 2, 0, 0, 3]
    assert source.block_of(2, 2 * LONGEST_LINE + 3) == 3
    assert source.block_of(3) == 4


def test_a_place_in_a_broken_line_is_found():
    line = "x" * LONGEST_LINE + "HERE" + "y" * 20
    span = SourceText(line).span(Location("/a", 1, LONGEST_LINE + 1, 1, LONGEST_LINE + 5))
    assert (span.block, span.offset, span.end_block, span.end_offset) == (1, 0, 1, 4)


def test_columns_count_characters_and_qt_counts_units():
    span = SourceText('"😀😀" x').span(Location("/a", 1, 6, 1, 7))
    assert (span.offset, span.end_offset) == (7, 8)


def test_an_empty_place_means_the_rest_of_its_line():
    span = SourceText("abc\ndef").span(Location("/a", 2, 2, 2, 2))
    assert (span.block, span.offset, span.end_block, span.end_offset) == (1, 1, 1, 3)


@given(st.text(alphabet=st.sampled_from("ab\n\r😀"), max_size=60), st.integers(-2, 80), st.integers(-2, 80))
def test_any_place_lands_in_the_text(text: str, line: int, column: int):
    source = SourceText(text)
    span = source.span(Location("", line, column, line, column + 1))
    assert 0 <= span.block < source.blocks
    assert (span.end_block, span.end_offset) >= (span.block, span.offset)
    assert source.shown.count("\n") + 1 == source.blocks


LINES = st.lists(
    st.text(alphabet="ab😀", max_size=8) | st.integers(1, 3).map(lambda n: "x" * (LONGEST_LINE * n + 7)), max_size=5
)


@settings(max_examples=300)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_what_is_typed_into_the_shown_text_changes_the_same_place_of_the_text(lines, line_end, data):
    text = line_end.join(lines)
    source = SourceText(text)
    at = data.draw(st.integers(0, len(source.shown)))
    stop = min(len(source.shown), at + data.draw(st.integers(0, 3)))
    typed = data.draw(st.text(alphabet="yz\n", max_size=3))
    change = source.change(source.shown[:at] + typed + source.shown[stop:])
    after = change.applied(text) if change else text

    def without_breaks(shown: str) -> str:
        """As it would be without line ends, broken lines joined."""
        return shown.replace("\r\n", "").replace("\n", "").replace("\r", "")

    assert without_breaks(after) == without_breaks(source.shown[:at] + typed + source.shown[stop:])
    ends = text.count(line_end)
    kept = line_end if ends else "\n"
    if "\n" not in source.shown[at:stop]:
        assert after.count(kept) == ends + typed.count("\n")
    assert not set(after.replace(kept, "")) & {"\r", "\n"}


def test_joining_a_line_that_was_only_shown_broken_changes_nothing():
    source = SourceText("x" * (LONGEST_LINE + 5))
    assert source.change("x" * (LONGEST_LINE + 5)) is None


def test_joining_two_lines_takes_the_whole_line_end_away():
    change = SourceText("a\r\nb").change("ab")
    assert change is not None
    assert (change.start, change.before, change.after) == (1, "\r\n", "")
