# SPDX-License-Identifier: Apache-2.0
"""Tables written: every text comes back, and no spreadsheet program takes one for a formula."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from assay.authoring.tables.csv_text import read_csv, written_csv
from assay.authoring.tables.table import TableError
from assay.authoring.tables.workbook import read_workbook, written_workbook

DANGERS = (
    "=1+1",
    "+49 30",
    "-1",
    "@SUM(A1)",
    "\t=x",
    "\r=x",
    "'=x",
    "''@x",
    "a;=HYPERLINK(1)",
    "a,-2+3|cmd",
    "＝1",
    "x\n=1",
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
HARMFUL = st.lists(st.sampled_from((*"=+-@;,|\t\r\n'\"", "_x0041_", "a", "é", "\x0b", "\ufffe")), max_size=8).map(
    "".join
)


@pytest.mark.parametrize("text", DANGERS)
@pytest.mark.parametrize("delimiter", [";", ","])
def test_no_cell_of_a_csv_begins_like_a_formula_in_any_program(text, delimiter):
    data = written_csv([["h", text]], delimiter)
    for other in ";,\t|\r\n":
        for cell in data.decode("utf-8-sig").split(other):
            assert not cell.lstrip('"').startswith(("=", "+", "-", "@", "＝")), (text, other)
    assert next(read_csv(data))[1] == ("h", text)


@pytest.mark.parametrize("text", DANGERS)
def test_no_cell_of_a_workbook_is_a_formula(text):
    cell = load_workbook(io.BytesIO(written_workbook([("x", [["h"], [text]])]))).active["A2"]
    assert cell.data_type in {"s", "inlineStr"}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TEXTS | HARMFUL, min_size=2, max_size=3), min_size=1, max_size=3), st.sampled_from(";,"))
def test_every_text_comes_back_from_csv(rows, delimiter):
    rows = [["first", "second", "third"][: len(rows[0])], *rows]
    found = [list(record) for _, record in read_csv(written_csv(rows, delimiter))]
    assert found == rows


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(TEXTS | HARMFUL, min_size=2, max_size=3), min_size=1, max_size=3))
def test_every_text_comes_back_from_a_workbook(rows):
    found = read_workbook(written_workbook([("x", [["a", "b", "c"], *rows])])).records
    assert [[*record, *[""] * (3 - len(record))] for _, record in found[1:]] == [
        [*row, *[""] * (3 - len(row))] for row in rows
    ]


def test_sheets_have_names_that_programs_take():
    names = read_workbook(written_workbook([(name, [["h"]]) for name in ("a/b:c", "a b c", "x" * 40, "")])).names
    assert names == ("a b c", "a b c 2", "x" * 31, "1")


def test_half_a_character_is_told():
    for write in (lambda: written_csv([["\ud800"]], ";"), lambda: written_workbook([("x", [["\ud800"]])])):
        with pytest.raises(TableError, match="table_characters"):
            write()
