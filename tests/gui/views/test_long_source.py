# SPDX-License-Identifier: Apache-2.0
"""A source of megabytes: a stretch of it is shown and said to be one; colours come in steps."""

from collections.abc import Iterator

import pytest

from assay.finding import Location
from assay_gui.look import Icons, Look
from assay_gui.models.entries import Entry, Group
from assay_gui.models.stretch import MOST_LINES
from assay_gui.theme import Mode, Theme
from assay_gui.views.highlighter import AT_ONCE
from assay_gui.views.source import SourceView
from assay_gui.words import Words

LINES = 3 * MOST_LINES
LONG = "".join(f'"line {number}": 1,\n' for number in range(1, LINES + 1))


@pytest.fixture
def view(qapp, qtbot) -> Iterator[SourceView]:
    theme = Theme(qapp, Mode.LIGHT)
    made = SourceView(Look(Words(), theme, Icons(theme)))
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    yield made
    made.close()


def card(line: int) -> Entry:
    return Entry(Group.CORRECT, "t", pointer="/x", location=Location("/x", line, 2, line, 8))


def colours(view: SourceView, block: int) -> int:
    return len(view.editor.document().findBlockByNumber(block).layout().formats())


def test_of_a_long_text_a_stretch_is_shown_and_the_view_says_which(view: SourceView, qtbot):
    view.show_text(LONG, (card(5), card(10_000)), why_not=None)
    assert view.editor.part == (1, MOST_LINES)
    assert f"lines 1 to {MOST_LINES}" in view.told
    assert list(view.editor.signs) == [4]
    qtbot.keyClicks(view.editor, "x")
    assert view.editor.toPlainText().startswith('"line 1": 1,\n')
    view.show_text(LONG[:100], (), why_not=None)
    assert (view.editor.part, view.told) == (None, "")
    qtbot.keyClicks(view.editor, "x")
    assert view.editor.toPlainText().startswith("x")


def test_a_place_beyond_is_shown_with_the_lines_around_it_and_their_signs(view: SourceView):
    entries = (card(5), card(10_000))
    view.show_text(LONG, entries, why_not=None)
    view.show_entry(entries[1])
    assert view.editor.part is not None
    assert view.editor.part[0] < 10_000 < view.editor.part[1]
    assert f"lines {view.editor.part[0]} to" in view.told
    assert (view.editor.marked_text(), view.editor.textCursor().block().text()) == ("line 1", '"line 10000": 1,')
    assert list(view.editor.signs) == [10_000 - view.editor.part[0]]
    view.show_text(LONG, entries, why_not=None)
    assert f"lines {view.editor.part[0]} to" in view.told


def test_colours_come_in_steps_between_which_the_window_lives(view: SourceView, qtbot):
    lines = 4 * AT_ONCE
    view.show_text(LONG[: LONG.index(f'"line {lines + 1}"')], (), why_not="")
    assert colours(view, AT_ONCE // 2)
    assert not colours(view, AT_ONCE + 5)
    qtbot.waitUntil(lambda: colours(view, lines - 1) == colours(view, 0))
    view.dress()
    qtbot.waitUntil(lambda: colours(view, lines - 1) == colours(view, 0))


def test_a_string_that_goes_on_is_coloured_as_one_where_the_step_ends_within_it(view: SourceView, qtbot):
    view.show_text("1\n" * (AT_ONCE - 1) + '"' + "a: 1, " * 1000 + '": 2\n', (), why_not="")
    last = view.editor.document().blockCount() - 2
    qtbot.waitUntil(lambda: colours(view, last) > 0)
    assert not colours(view, last - 1)


def test_lines_of_very_many_marks_take_the_turns_of_several(view: SourceView, qtbot):
    view.show_text("\n".join(["1, " * 300] * AT_ONCE), (), why_not="")
    assert colours(view, 0)
    assert not colours(view, 2)
    qtbot.waitUntil(lambda: colours(view, AT_ONCE - 1) == colours(view, 0))


def test_what_can_be_folded_is_looked_for_in_steps_and_anew_after_a_change(view: SourceView, qtbot, monkeypatch):
    monkeypatch.setattr("assay_gui.views.folding.AT_ONCE", 2)
    view.show_text("[\n[\n1,\n2\n],\n3\n]\n", (), why_not=None)
    folding = view.editor.folding
    qtbot.waitUntil(lambda: folding.can_fold(0) and folding.can_fold(1))
    qtbot.keyClicks(view.editor, "[")
    assert not folding.can_fold(0)
    qtbot.waitUntil(lambda: folding.can_fold(1))


def test_what_is_put_in_later_is_coloured_to_its_end(view: SourceView, qtbot):
    before = 2 * AT_ONCE - 5
    view.show_text('"a": 1,\n' * before, (), why_not=None)
    qtbot.waitUntil(lambda: colours(view, before - 1) > 0)
    view.editor.textCursor().insertText('"b": 2,\n' * (2 * AT_ONCE))
    qtbot.waitUntil(lambda: all(colours(view, line) for line in range(before + 2 * AT_ONCE)))
