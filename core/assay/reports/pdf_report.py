# SPDX-License-Identifier: Apache-2.0
"""The report as PDF/A-2a and PDF/UA-1: tagged, archivable, the same bytes for the same report and run.

The only file that imports typst. The template gets the sheet as JSON: text from documents is data to it, never markup.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from assay.reports.interface import Words
from assay.reports.letterhead import Logo, LogoForm
from assay.reports.printable import plainest, printable
from assay.reports.report import Report, RunRecord
from assay.reports.sheet import sheet
from assay.rules.bundled import resource

_FORMS = {LogoForm.PNG: "png", LogoForm.JPEG: "jpg", LogoForm.SVG: "svg"}
_ONE_PICTURE = b"""#let logo = json(bytes(sys.inputs.sheet))
#set document(title: "-", date: datetime(year: 2000, month: 1, day: 1))
#set text(lang: "en")
#image(bytes(logo.data), format: logo.form, width: 50mm, alt: "-")
"""
_PLACES_SHOWN = 24
"""A printed card lists so many places and counts the others, which stand in the HTML and JSON reports."""


def render(report: Report, run: RunRecord | None, words: Words) -> bytes:
    """The report as PDF.

    Only the embedded fonts of typst are used, so that the bytes are the same on every machine. Characters they do not
    have are written as their number: PDF/A-2a does not allow a text that does not show (ISO 19005-2 §6.2.11.8).
    """
    from typst import TypstError

    try:
        return _compile(_told(report, run, words, printable), report)
    except TypstError:
        # A character the fonts have alone may still have no shape beside another: then everything but plain letters
        # is written by number. A report that is harder to read beats none.
        plain = _told(report, run, words, plainest)
    try:
        return _compile(plain, report)
    except TypstError:
        if run is None or run.letterhead.logo is None:
            raise
        # A picture that was taken and yet cannot be drawn keeps nobody from the report.
        return _compile(_told(report, _without_logo(run), words, printable), report)


def _without_logo(run: RunRecord) -> RunRecord:
    return replace(run, letterhead=replace(run.letterhead, logo=None))


def can_draw(logo: Logo) -> bool:
    """Whether a picture can be put into a PDF report."""
    from typst import TypstError

    try:
        _draw(_ONE_PICTURE, json.dumps(_logo(logo)), 0)
    except TypstError:
        return False
    return True


def _logo(logo: Logo | None) -> dict[str, object] | None:
    return None if logo is None else {"data": list(logo.data), "form": _FORMS[logo.form]}


def _told(report: Report, run: RunRecord | None, words: Words, clean: Callable[[str], str]) -> str:
    made = _moment(run.made_at if run is not None else report.moment)
    told = sheet(report, run, words, clean)
    told["author"] = f"{report.tool_name} {report.tool_version}"
    told["date"] = {
        "year": made.year,
        "month": made.month,
        "day": made.day,
        "hour": made.hour,
        "minute": made.minute,
        "second": made.second,
    }
    told["places_shown"] = _PLACES_SHOWN
    told["logo"] = _logo(run.letterhead.logo if run is not None else None)
    return json.dumps(told, ensure_ascii=False)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _compile(told: str, report: Report) -> bytes:
    template = resource("templates", "report.typ").read_bytes()
    return _draw(template, told, int(_moment(report.moment).timestamp()))


def _draw(template: bytes, told: str, timestamp: int) -> bytes:
    import typst

    return typst.compile(
        template,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"sheet": told},
        timestamp=timestamp,
    )
