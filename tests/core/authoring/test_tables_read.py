# SPDX-License-Identifier: Apache-2.0
"""Tables read: encodings, delimiters, quotes, workbooks; and files made to harm."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from openpyxl import Workbook

from assay.authoring.tables.files import read_source
from assay.authoring.tables.table import MAX_COLUMNS, MAX_ROWS, Table, TableError, column_letters

UMLAUTS = "Name;Ort\r\nMüller;Köln\r\n"


def csv(data: bytes) -> Table:
    return read_source(data, "table.csv").table


def refused(data: bytes, sheet: str = "") -> str:
    with pytest.raises(TableError) as caught:
        read_source(data, "table", sheet)
    return caught.value.text_id


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part.filename, change(text) if part.filename == name else text)
    return out.getvalue()


def simple(book: Workbook) -> None:
    book.active.append(["Name", "Count"])
    book.active.append(["Acme", 3])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding):
    assert csv(UMLAUTS.encode(encoding)).rows[0].cells == ("Müller", "Köln")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(delimiter):
    text = (
        f'Name{delimiter}Price\nA;b,c{delimiter}"1,5"\n'
        if delimiter in "\t|"
        else f'Name{delimiter}Price\nA{delimiter}"1,5;2"\n'
    )
    assert csv(text.encode()).rows[0].cells[1].startswith("1,5")


def test_a_delimiter_that_the_file_names_and_decimal_commas():
    assert csv(b"sep=;\r\na,x;b\r\n1,5;2,5\r\n").headers == ("a,x", "b")
    assert csv(b"Name;Price\nA;1,5\nB;2,5\n").rows[1].cells == ("B", "2,5")


def test_quoted_line_breaks_and_empty_rows_keep_the_numbers():
    table = csv(b'\n"Na\nme";B\n\n"two\nlines";x\n;\n')
    assert table.headers == ("Na me", "B")
    assert [row.cells for row in table.rows] == [("two\nlines", "x")]
    assert [row.number for row in table.rows] == [4]


def test_one_column_is_a_table():
    assert csv(b"Name\nA\nB\n").column(0) == ("A", "B")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "table_empty"),
        (b"Name\n", "table_empty"),
        (b'a;b\n"x;y\n', "table_quotes"),
        (b'a;b\n"x"y;z\n', "table_quotes"),
        (b"\x00\x01\x02\xff\xfe\x81", "table_encoding"),
        (b"a;b\n\x81\xff;1\n", "table_encoding"),
        (b"\xff\xfea", "table_encoding"),
        (b"a\n" + b"x\n" * (MAX_ROWS + 1), "table_rows"),
        (b"a\n" + b"x;" * MAX_COLUMNS + b"x\n", "table_columns"),
        (b"a\n" + b"x" * 32_768 + b"\n", "table_cell"),
        (b"a;b\n" + b"x" * 20_000_000, "table_size"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "table_sealed"),
        (b"PK\x03\x04 and nothing", "table_workbook"),
    ],
)
def test_what_is_no_table(data, fault):
    assert refused(data) == fault


def test_values_of_a_workbook_as_people_read_them():
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["text", "whole", "part", "yes", "day", "moment", "percent", "code", "time"])
        sheet.append(
            [
                "ü",
                3,
                0.5,
                True,
                date(2026, 1, 31),
                datetime.fromisoformat("2026-01-31T09:30"),
                0.995,
                1067,
                timedelta(hours=1),
            ]
        )
        sheet["E2"].number_format = "dd.mm.yyyy"
        sheet["G2"].number_format = "0.0%"
        sheet["H2"].number_format = "00000"

    cells = read_source(workbook(fill), "x.xlsx").table.rows[0].cells
    assert cells == ("ü", "3", "0.5", "true", "2026-01-31", "2026-01-31T09:30:00", "99.5%", "01067", "PT1H")


def test_sheets_by_name_and_hidden_ones_last():
    def fill(book: Workbook) -> None:
        book.active.title = "Hidden"
        book.active.sheet_state = "hidden"
        book.active.append(["a"])
        shown = book.create_sheet("Shown")
        for row in (["b"], ["1"]):
            shown.append(row)
        book["Hidden"].append(["2"])

    data = workbook(fill)
    assert read_source(data, "x").table.headers == ("b",)
    assert read_source(data, "x").table.sheets == ("Hidden", "Shown")
    assert read_source(data, "x", "Hidden").table.headers == ("a",)
    assert refused(data, "Other") == "table_sheet"
    assert refused(b"a\n1\n", "Other") == "table_no_sheets"


def test_formulas_without_a_result_and_errors_are_told():
    """A program that works nothing out writes formulas alone: their cells must not pass for empty ones."""

    def fill(book: Workbook) -> None:
        book.active.append(["a", "b", "c"])
        book.active.append(["=1+1", "#REF!", "x"])

    table = read_source(workbook(fill), "x").table
    assert table.rows[0].cells == ("", "", "x")
    assert [(entry.row, entry.column) for entry in table.unread] == [(2, 1), (2, 0)]


def test_a_formula_whose_result_is_an_empty_text_is_no_fault():
    def fill(book: Workbook) -> None:
        book.active.append(["a", "b"])
        book.active.append(["=A1", "x"])

    empty = b'<c r="A2" t="str"><f>A1</f><v></v></c>'
    data = with_part(
        workbook(fill),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b'<c r="A2"><f>A1</f><v /></c>', empty).replace(
            b'<c r="A2"><f>A1</f><v></v></c>', empty
        ),
    )
    assert b't="str"' in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert read_source(data, "x").table.unread == ()


def test_a_workbook_whose_xml_declares_entities_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    data = with_part(workbook(simple), "xl/worksheets/sheet1.xml", lambda text: bomb + text)
    assert refused(data) == "table_workbook"


@pytest.mark.parametrize("encoding", ["utf-16", "cp037"])
def test_a_declaration_hidden_by_another_encoding_is_refused(encoding):
    def hidden(text: bytes) -> bytes:
        told = text.decode().replace("<worksheet", "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet", 1)
        return b'<?xml version="1.0" encoding="%s"?>' % encoding.encode() + told.encode(encoding)

    assert refused(with_part(workbook(simple), "xl/worksheets/sheet1.xml", hidden)) == "table_workbook"


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_unpacked():
    data = with_part(workbook(simple), "xl/styles.xml", lambda text: text + b" " * 41_000_000)
    assert len(data) < 100_000
    assert refused(data) == "table_unpacked"


@pytest.mark.parametrize(
    ("part", "before", "tags"),
    [
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 60_000),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row/>" * 1_000_001),
    ],
)
def test_more_elements_than_a_table_needs_are_refused_before_any_is_parsed(part, before, tags):
    data = with_part(workbook(simple), part, lambda text: text.replace(before, tags + before))
    assert refused(data) == "table_unpacked"


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is():
    lie = lambda text: text.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')  # noqa: E731
    assert read_source(with_part(workbook(simple), "xl/worksheets/sheet1.xml", lie), "x").table.rows[0].cells == (
        "Acme",
        "3",
    )


def test_a_row_far_below_is_refused_in_time():
    far = lambda text: text.replace(b'<row r="2"', b'<row r="900000000"')  # noqa: E731
    far_cells = lambda text: far(text).replace(b'r="A2"', b'r="A900000000"').replace(b'r="B2"', b'r="B900000000"')  # noqa: E731
    assert refused(with_part(workbook(simple), "xl/worksheets/sheet1.xml", far_cells)) == "table_rows"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize("text", [b"", b"<a", b"<a/>", b"\x00\x01"])
def test_damaged_parts_are_told(part, text):
    found = with_part(workbook(simple), part, lambda _: text)
    if (part, text) == ("xl/styles.xml", b"<a/>"):  # says nothing of styles, and that is allowed
        assert read_source(found, "x").table.rows[0].cells == ("Acme", "3")
    else:
        assert refused(found) in {"table_workbook", "table_empty", "table_sheet"}


def test_columns_have_letters():
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
