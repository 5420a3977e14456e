# SPDX-License-Identifier: Apache-2.0
"""A company's name and logo on reports: in the one file, never fetched; what does more than show is refused."""

import base64
import io
import re
import struct
import zlib
from dataclasses import replace

import pypdf
import pytest

import report_specimens as specimens
from assay.reports import html_report, json_report, pdf_report, render
from assay.reports.letterhead import MAX_BYTES, MAX_PIXELS, Letterhead, Logo, LogoError, LogoForm, logo_of
from assay.texts import load_texts

WORDS = load_texts("en")
COMPANY = 'Müller & Söhne <b>"GmbH"</b>'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#1F5FA8"/></svg>'


def png(width: int, height: int, told: tuple[int, int] | None = None) -> bytes:
    """A red picture; `told`: the size it pretends to have."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = zlib.compress((b"\0" + b"\xff\0\0" * width) * height)
    head = struct.pack(">IIBBBBB", *(told or (width, height)), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgy"
    "PC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEG"
    "E1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJ"
    "ipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APf6KKK//9k="
)


def run(company: str = "", logo: Logo | None = None):
    return replace(specimens.RUN, letterhead=Letterhead(company, logo))


@pytest.mark.parametrize(("data", "form"), [(png(40, 20), "png"), (JPEG, "jpg"), (SVG, "svg")])
def test_each_kind_is_taken_and_stands_in_both_reports(data: bytes, form: str):
    logo = logo_of(data)
    assert logo.suffix == f".{form}"
    assert pdf_report.can_draw(logo)
    page = html_report.render(specimens.report(), run(COMPANY, logo), WORDS).decode()
    assert f"data:{logo.form.value};base64,{base64.b64encode(data).decode()}" in page
    assert "Müller &amp; Söhne &lt;b&gt;" in page
    told = pdf_report.render(specimens.report(), run(COMPANY, logo), WORDS)
    assert len(told) != len(pdf_report.render(specimens.report(), run(COMPANY), WORDS))
    assert COMPANY in " ".join(pypdf.PdfReader(io.BytesIO(told)).pages[0].extract_text().split())


def test_the_page_stays_one_file_that_loads_nothing():
    page = html_report.render(specimens.report(), run(COMPANY, logo_of(SVG)), WORDS).decode()
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page) == []
    assert "img-src data:;" in page
    assert "default-src 'none'" in page
    plain = html_report.render(specimens.report(), specimens.RUN, WORDS).decode()
    assert "img-src" not in plain
    assert "letterhead" not in plain.partition("</style>")[2]


def test_a_company_alone_needs_no_picture():
    page = html_report.render(specimens.report(), run("Acme"), WORDS).decode()
    assert "<img" not in page
    assert page.count("Acme</bdi>") >= 2


def test_pdf_with_a_logo_is_the_same_each_time_and_says_the_name_to_those_who_hear_it():
    once, again = (pdf_report.render(specimens.report(), run("Acme", logo_of(png(8, 8))), WORDS) for _ in range(2))
    assert once == again
    assert "/Alt" in str(_structure(once))


def _structure(made: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(made))
    found, todo = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            found += ["/Alt"] if node.get("/Alt") == "Acme" else []
            todo += [node["/K"]] if "/K" in node else []
    return found


def test_json_and_text_do_not_change():
    report = specimens.report()
    assert render(report, "json", run=run(COMPANY, logo_of(SVG)), words=WORDS) == json_report.render(report)


def test_a_picture_that_cannot_be_drawn_keeps_nobody_from_the_report():
    broken = Logo(png(40, 20)[:60], LogoForm.PNG)
    assert not pdf_report.can_draw(broken)
    told = pdf_report.render(specimens.report(), run("Acme", broken), WORDS)
    assert "Acme" in pypdf.PdfReader(io.BytesIO(told)).pages[0].extract_text()


REFUSED = [
    (b"", "kind"), (b"GIF89a", "kind"), (b"%PDF-1.7", "kind"), (b"<html><body>", "kind"), (b"\0" * 100, "kind"),
    (SVG + b" " * MAX_BYTES, "too_large"), (png(4, 4, (MAX_PIXELS + 1, 4)), "too_many_pixels"),
    (png(4, 4, (4, 2**31)), "too_many_pixels"), (png(4, 4, (0, 4)), "damaged"), (b"\x89PNG\r\n\x1a\n", "damaged"),
    (b"\xff\xd8\xff", "damaged"), (b"\xff\xd8" + b"\xff" * 1000, "damaged"), (b"\xff\xd8\xff\xe0\0\0" * 100, "damaged"),
    (b"<svg", "damaged"), (SVG[:-8], "damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "why"), REFUSED)
def test_what_is_no_picture_is_refused(data: bytes, why: str):
    with pytest.raises(LogoError) as refused:
        logo_of(data)
    assert refused.value.text_id == f"logo.{why}"


def svg(inside: str, *, before: str = "", on: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {names} {on}>{inside}</svg>".encode()


DOES_MORE = [
    svg("<script>1</script>"), svg("", on='onload="x()"'), svg('<g ONCLICK="x()"/>'), svg("<foreignObject/>"),
    svg('<image href="https://a.example/x.png"/>'), svg('<image href="data:image/png;base64,AAAA"/>'),
    svg('<use href="https://a.example/x.svg#a"/>'), svg('<use xlink:href="other.svg#a"/>'), svg('<a href="#x"/>'),
    svg('<rect fill="url(https://a.example/#x)"/>'), svg('<rect style="fill:url( \'//a.example\' )"/>'),
    svg("<style>@import 'x.css';</style>"), svg("<style>rect{fill:u\\72l(x)}</style>"),
    svg("<style>@font-face{src:url(x)}</style>"), svg("<style>rect{fill:url(x)}</style>"),
    svg("<style>rect{fill:ur<!-- -->l(x)}</style>"), svg('<animate attributeName="href" to="x"/>'), svg("<set/>"),
    svg("<rect/>", before='<!DOCTYPE svg [<!ENTITY a "aaaa">]>'), svg("<rect/>", before="<!DOCTYPE svg>"),
    svg("", before='<?xml-stylesheet href="x.css"?>'), svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    svg("<g>" * 100 + "</g>" * 100), svg("<g/>" * 30_000), svg("", on='xml:base="https://a.example/"'),
    b"<svg><rect/></svg>", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
]  # fmt: skip


@pytest.mark.parametrize("data", DOES_MORE)
def test_an_svg_that_does_more_than_show_is_refused(data: bytes):
    with pytest.raises(LogoError) as refused:
        logo_of(data)
    assert refused.value.text_id == "logo.does_more"


@pytest.mark.parametrize(
    "data",
    [
        svg('<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
            '<rect fill="url(#a)" width="9" height="9"/><use href="#a"/><use xlink:href="#a"/>'),
        svg("<style>.a{fill:#123}</style><title>Acme</title><text>Acme on the road</text>"),
        svg('<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>'),
        b"\xef\xbb\xbf" + svg("<path d='M0 0'/>", before='<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->'),
    ],
)  # fmt: skip
def test_an_svg_of_a_drawing_program_is_taken(data: bytes):
    assert logo_of(data).form is LogoForm.SVG
