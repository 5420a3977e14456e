# SPDX-License-Identifier: Apache-2.0
"""A language 40 % longer than English clips nothing, and no text of the window stands outside the catalogue."""

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

import assay_gui
import report_specimens as specimens
from assay_gui.dialogs.about import AboutDialog
from assay_gui.dialogs.as_of import AsOfDialog
from assay_gui.dialogs.clearing_houses import ClearingHousesDialog
from assay_gui.dialogs.export import ExportDialog
from assay_gui.dialogs.failure import FailureDialog
from assay_gui.dialogs.keep_file import KeepFileDialog
from assay_gui.words import PSEUDO_LANGUAGE, Words
from window import BROKEN, INCOMPLETE, MOMENT, SIZES, Window, clipped, close, given_file, make_window


@pytest.fixture
def padded(qtbot, tmp_path: Path):
    window = make_window(qtbot, tmp_path, PSEUDO_LANGUAGE)
    yield window
    close(window)


def colons(path: Path) -> list[int]:
    """Lines where code itself puts a colon between two texts; French has a space before it."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for before, here, after in zip(parts, parts[1:], parts[2:], strict=False):
            is_colon = isinstance(here, ast.Constant) and here.value == ": "
            if is_colon and isinstance(before, ast.FormattedValue) and isinstance(after, ast.FormattedValue):
                found.append(node.lineno)
    return found


def test_colons_between_texts_come_with_the_language():
    home = Path(assay_gui.__file__).parent
    assert {path.name: lines for path in sorted(home.rglob("*.py")) if (lines := colons(path))} == {}
    assert Words("fr").pair("a", "b") == "a\N{NO-BREAK SPACE}: b"


def test_padding_is_real():
    words = Words(PSEUDO_LANGUAGE)
    plain = Words().say("home.title")
    assert words.say("home.title").startswith(plain)
    assert len(words.say("home.title")) >= 1.4 * len(plain) - 1


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_clipped_on_any_page(padded: Window, size: tuple[int, int], qtbot):
    padded.main.resize(*size)
    qtbot.wait(30)
    assert clipped(padded.main) == []
    for sample in (BROKEN, INCOMPLETE):
        padded.open_sample(sample)
        for tab in range(padded.page.tabs.count()):
            padded.page.tabs.setCurrentIndex(tab)
            for chip in padded.page.cards.chips.values():
                chip.click()
                qtbot.wait(30)
                assert clipped(padded.main) == []
    padded.main.paste()
    qtbot.wait(30)
    assert padded.main.notice.message
    assert clipped(padded.main) == []


def test_nothing_is_clipped_in_a_dialog(padded: Window, tmp_path: Path, qtbot):
    look = padded.program.look
    for dialog in (
        AsOfDialog(look, MOMENT, padded.main),
        ExportDialog(look, tmp_path / "r", lambda _parent, _path: None, padded.main),
        AboutDialog(look, "1", padded.main),
        ClearingHousesDialog(look, specimens.document(), padded.main),
        FailureDialog(look, "details", padded.main),
        KeepFileDialog(look, (given_file(tmp_path),), padded.main),
    ):
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.wait(30)
        assert clipped(dialog) == []
        dialog.close()
        dialog.deleteLater()


def test_every_label_of_the_window_is_in_the_catalogue(padded: Window):
    padding = Words(PSEUDO_LANGUAGE).say("home.recent").removeprefix(Words().say("home.recent"))[:1]
    bare = [
        button.text()
        for button in padded.main.findChildren(QAbstractButton)
        if button.text() and padding not in button.text() and not button.objectName().startswith("qt_")
    ]
    assert bare == []
