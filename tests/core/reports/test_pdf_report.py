# SPDX-License-Identifier: Apache-2.0
"""The PDF report: tagged, archivable, the same bytes each time, whatever a document holds."""

import io
import time

import pypdf
import pytest

import report_specimens as specimens
from assay.reports import pdf_report
from assay.reports.printable import printable
from assay.texts import load_texts

WORDS = load_texts("en")


def _pdf(report=None) -> bytes:
    return pdf_report.render(report or specimens.report(), specimens.RUN, WORDS)


def _text(made: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(scope="module")
def ordinary() -> bytes:
    return _pdf()


def test_is_tagged_and_says_its_language(ordinary):
    catalogue = pypdf.PdfReader(io.BytesIO(ordinary)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]["/K"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]


def test_claims_pdf_a_2a_and_pdf_ua_1(ordinary):
    metadata = pypdf.PdfReader(io.BytesIO(ordinary)).trailer["/Root"]["/Metadata"].get_data().decode()
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in metadata


def test_title_is_the_answer_and_date_is_the_moment_of_the_report(ordinary):
    metadata = pypdf.PdfReader(io.BytesIO(ordinary)).metadata
    assert metadata.title == "Assay check report: Does not conform: 4 things to correct."
    assert metadata.creation_date.isoformat().startswith("2026-11-22T10:00:05")


def test_every_page_says_which_of_how_many(ordinary):
    pages = pypdf.PdfReader(io.BytesIO(ordinary)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_fonts_are_embedded(ordinary):
    for page in pypdf.PdfReader(io.BytesIO(ordinary)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_text_can_be_copied(ordinary):
    text = _text(ordinary)
    for told in (
        "Does not conform: 4 things to correct.",
        "“DE-BY” is a region; a country code is needed.",
        "71 in the document = 69 checked + 2 not checked",
        specimens.PACK.sha256,
        specimens.document().sha256,
        specimens.RUN.report_number,
        specimens.RUN.command,
        "End of report",
    ):
        assert told in text


def test_same_report_and_run_give_the_same_bytes(ordinary):
    assert _pdf() == ordinary


def test_every_hostile_text_is_shown_and_none_is_run():
    """Nothing is evaluated: the markup of typst itself stands on the page as it was written."""
    text = _text(_pdf(specimens.hostile())).replace(" ", "")
    for hostile in specimens.HOSTILE:
        if hostile.startswith("שלום"):
            continue  # extracted in the order in which it is drawn, not read
        assert printable(hostile).replace(" ", "") in text, hostile


def test_every_character_called_printable_can_be_printed():
    """The list of characters and the fonts of the typst in use agree, in every face of the template."""
    from assay.reports.printable import _characters

    shown = sorted(_characters())
    texts = ["".join(shown[start : start + 60]) for start in range(0, len(shown), 60)]
    documents = [
        specimens.document(
            name=text,
            headline=text,
            checks=(),
            findings=(specimens.finding(1, text, why=text, rule=text, evidence={}),),
        )
        for text in texts
    ]
    report = specimens.report(*documents)
    assert pdf_report._compile(pdf_report._told(report, specimens.RUN, WORDS, printable), report)


def test_a_character_that_fails_after_all_is_written_by_number(monkeypatch):
    """A newer typst may bring other fonts: the report is then harder to read, but there is one."""
    monkeypatch.setattr(pdf_report, "printable", str)
    text = _text(_pdf(specimens.report(specimens.document(headline="漢 is the fault."))))
    assert "<U+6F22> is the fault." in text


def test_three_hundred_findings_take_at_most_a_second():
    """The best of three: the machine has other work too."""
    report = specimens.many(300)
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        made = _pdf(report)
        seconds.append(time.process_time() - begun)
    assert "Fault number 300." in _text(made)
    assert min(seconds) <= 1.0


def test_long_list_of_places_is_counted():
    same = tuple(specimens.finding(number, "The same fault.") for number in range(1, 101))
    assert "and 76 more" in _text(_pdf(specimens.report(specimens.document(findings=same))))


def test_levels_predictions_and_criteria_are_printed(ordinary):
    told = _text(ordinary)
    for text in (
        "What the clearing houses would say",
        "Would refuse it at the step “content”.",
        "No <country>",
        "Where they differ from the rules",
        "Loire elsewhere: Production takes EV certificates only.",
        "Aeronautics 1",
        "P1.1.1 Legally binding act",
        "accepted as proof: ISO 27001 A.5",
        "No genuine answer of a clearing house was available",
    ):
        assert text in told
