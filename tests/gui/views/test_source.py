# SPDX-License-Identifier: Apache-2.0
"""Source: the marked place is the finding's, signs stand at its line, huge lines do not hold up the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QPaintEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assay.finding import Location
from assay_gui.look import Icons, Look
from assay_gui.models.entries import Entry, Group
from assay_gui.models.source_text import LONGEST_LINE
from assay_gui.theme import Mode, Theme
from assay_gui.views.gutter import Gutter
from assay_gui.views.source import SourceView
from assay_gui.views.source_editor import SourceEditor
from assay_gui.words import Words

TEXT = '{\n  "a": "😀",\n  "b": ["x", 12]\n}\n'


@pytest.fixture
def view(qapp, qtbot) -> Iterator[SourceView]:
    theme = Theme(qapp, Mode.LIGHT)
    made = SourceView(Look(Words(), theme, Icons(theme)))
    around = QWidget()
    qtbot.addWidget(around)
    made.setParent(around)
    around.resize(700, 500)
    around.show()
    made.resize(500, 400)
    made.show()
    yield made
    around.close()


def card(line: int, column: int, end: int, group: Group = Group.CORRECT) -> Entry:
    return Entry(group, "t", pointer="/x", location=Location("/x", line, column, line, end))


def test_the_marked_text_is_the_place(view: SourceView):
    entries = (card(2, 8, 11), card(3, 14, 16))
    view.show_text(TEXT, entries, why_not="")
    view.editor.mark(entries[0].location, "fail")
    assert (view.editor.marked_text(), view.editor.marked_line()) == ('"😀"', 2)
    view.editor.mark(entries[1].location, "wait")
    assert view.editor.marked_text() == "12"
    assert view.editor.textCursor().blockNumber() == 2


def test_a_line_bears_the_sign_of_its_worst_card_and_a_click_chooses_it(view: SourceView, qtbot):
    view.show_text(TEXT, (card(3, 3, 6, Group.ADVICE), card(3, 8, 11), card(2, 3, 6, Group.UNCHECKED)), why_not="")
    assert dict(view.editor.signs) == {2: ("fail", 1), 1: ("wait", 2)}
    qtbot.waitExposed(view)
    with qtbot.waitSignal(view.entry_chosen) as chosen:
        view.editor.press_gutter(QPointF(10, view.editor.cursorRect().top() + view.editor.fontMetrics().height() * 1.5))
    assert chosen.args == [2]


def test_it_says_when_the_text_is_not_the_files_own(view: SourceView):
    view.show_text(TEXT, (), why_not="source.decoded")
    assert view.says_decoded
    view.show_text(TEXT, (), why_not="")
    assert not view.says_decoded


def test_nothing_can_be_typed(view: SourceView, qtbot):
    view.show_text(TEXT, (), why_not="")
    qtbot.keyClicks(view.editor, "x")
    assert view.editor.toPlainText() == TEXT.rstrip("\n") + "\n"


def test_a_megabyte_on_one_line_is_laid_out_in_short_lines(view: SourceView, qtbot):
    """Qt lays a line out as a whole: one of a megabyte would stop the window for as long as that takes."""
    text = '{"a": [' + ",".join(f'"value {number}"' for number in range(80_000)) + "]}"
    view.show_text(text, (), why_not="")
    view.repaint()
    assert len(text) > 1_000_000
    document = view.editor.document()
    lengths = [document.findBlockByNumber(number).length() for number in range(document.blockCount())]
    assert max(lengths) <= LONGEST_LINE + 1
    assert sum(lengths) - len(lengths) == len(text)


FOLDABLE = '{\n  "a": {\n    "b": 1,\n    "c": 2\n  },\n  "d": [\n    3\n  ]\n}\n'


def visible_lines(view: SourceView) -> list[str]:
    document = view.editor.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    return [block.text() for block in blocks if block.isVisible()]


def settled(view: SourceView, qtbot) -> None:
    qtbot.waitUntil(lambda: view.editor.folding.can_fold(0), timeout=5000)


def click_fold(view: SourceView, qtbot, line: int) -> None:
    """On the fold's sign in the margin, as with the mouse."""
    editor = view.editor
    block = editor.document().findBlockByNumber(line)
    top = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).top()
    gutter = next(child for child in editor.children() if type(child).__name__ == "Gutter")
    qtbot.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=QPoint(gutter.width() - 6, int(top) + 6))


def test_a_part_is_folded_and_unfolded_by_its_sign_in_the_margin(view: SourceView, qtbot):
    view.show_text(FOLDABLE, (), why_not=None)
    view.parentWidget().show()
    settled(view, qtbot)
    click_fold(view, qtbot, 1)
    assert visible_lines(view) == ["{", '  "a": {', "  },", '  "d": [', "    3", "  ]", "}", ""]
    click_fold(view, qtbot, 1)
    assert "\n".join(visible_lines(view)) == FOLDABLE


def test_folding_all_leaves_the_outermost_level_and_a_place_that_is_wanted_comes_back(view: SourceView, qtbot):
    view.show_text(FOLDABLE, (), why_not=None)
    settled(view, qtbot)
    view.editor.folding.fold_parts()
    assert visible_lines(view) == ["{", '  "a": {', "  },", '  "d": [', "  ]", "}", ""]
    view.editor.mark(Location("/a/c", 4, 10, 4, 11), "fail")
    assert '    "c": 2' in visible_lines(view)
    assert "    3" not in visible_lines(view)


def test_what_is_folded_is_edited_with_the_rest_and_stays_in_the_text(view: SourceView, qtbot):
    view.show_text(FOLDABLE, (), why_not=None)
    settled(view, qtbot)
    view.editor.folding.toggle(1)
    changes = []
    view.editor.edited.connect(changes.append)
    view.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(view.editor, " ")
    assert changes[0].applied(FOLDABLE) == FOLDABLE + " "
    assert len(visible_lines(view)) == 8


def test_nothing_stays_hidden_when_its_bracket_goes(view: SourceView, qtbot):
    view.show_text(FOLDABLE, (), why_not=None)
    settled(view, qtbot)
    view.editor.folding.toggle(1)
    cursor = view.editor.document().find("{", 3)
    view.editor.setTextCursor(cursor)
    qtbot.keyClick(view.editor, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "    3" in visible_lines(view) and '    "b": 1,' in visible_lines(view), timeout=5000)


class Painted(QObject):
    """How often a widget is painted, whole."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count."""
        whole = isinstance(event, QPaintEvent) and event.rect().height() == watched.height()
        self.times += whole
        return False


LONG = '{\n  "a": "' + "word " * 60 + '",\n  "b": 2\n}\n'
NEEDS_PAINT = {
    "a line more": lambda editor: QTest.keyClick(editor, Qt.Key.Key_Return),
    "narrower, so that lines are broken elsewhere": lambda editor: editor.parentWidget().resize(260, 400),
    "a sign": lambda editor: editor.show_text(LONG, [Entry(Group.CORRECT, "x", location=Location("/b", 3, 8, 3, 9))]),
    "a part folded": lambda editor: editor.folding.toggle(0),
    "other colours": lambda editor: editor.dress(),
}


@pytest.fixture
def shown(view: SourceView, qtbot) -> SourceEditor:
    """An editor at rest, which takes what is typed."""
    view.show_text(LONG, (), why_not=None)
    settled(view, qtbot)
    QApplication.processEvents()
    return view.editor


@pytest.mark.parametrize("what", NEEDS_PAINT)
def test_the_margin_is_painted_where_it_shows_something_else(shown: SourceEditor, qtbot, what: str):
    gutter = shown.findChild(Gutter)
    painted = Painted(gutter)
    NEEDS_PAINT[what](shown)
    qtbot.waitUntil(lambda: painted.times > 0, timeout=2000)


def test_a_key_stroke_that_moves_no_line_paints_no_margin(shown: SourceEditor):
    shown.setTextCursor(QTextCursor(shown.document().findBlockByNumber(2)))
    for _ in range(2):  # the signs of what can be folded are gone by then, until somebody pauses
        QTest.keyClick(shown, Qt.Key.Key_Space)
        QApplication.processEvents()
    painted = Painted(shown.findChild(Gutter))
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert shown.toPlainText() == LONG.replace('  "b"', '     "b"')
    QApplication.processEvents()
    assert painted.times == 0


def test_a_key_stroke_where_the_text_was_scrolled_to_paints_the_margin_no_second_time(view: SourceView, qtbot):
    view.show_text("[\n" + "  1,\n" * 400 + "  1\n]\n", (), why_not=None)
    settled(view, qtbot)
    editor, painted = view.editor, Painted(view.editor.findChild(Gutter))
    QTest.keyClick(editor, Qt.Key.Key_Space)  # what can be folded is behind from here on
    for _ in range(3):
        QApplication.processEvents()
    before = painted.times
    editor.setTextCursor(QTextCursor(editor.document().findBlockByNumber(300)))
    QApplication.processEvents()
    times = painted.times
    assert times > before
    QTest.keyClick(editor, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert painted.times == times
    view.editor.show_text(editor.toPlainText(), (card(301, 1, 2),))
    qtbot.waitUntil(lambda: painted.times > times)
