# SPDX-License-Identifier: Apache-2.0
"""Reports: one model, one renderer a file, the literal table of all formats."""

from assay.reports.interface import Renderer, Words
from assay.reports.report import Report, RunRecord

__all__ = ["RENDERERS", "Renderer", "Words", "render"]


def _text(report: Report, run: RunRecord | None, words: Words) -> bytes:
    from assay.reports import text_report

    return text_report.render(report, run, words)


def _json(report: Report, _run: RunRecord | None, _words: Words) -> bytes:
    from assay.reports import json_report

    return json_report.render(report)


def _html(report: Report, run: RunRecord | None, words: Words) -> bytes:
    from assay.reports import html_report

    return html_report.render(report, run, words)


def _pdf(report: Report, run: RunRecord | None, words: Words) -> bytes:
    from assay.reports import pdf_report

    return pdf_report.render(report, run, words)


def _markdown(report: Report, run: RunRecord | None, words: Words) -> bytes:
    from assay.reports import markdown_report

    return markdown_report.render(report, run, words)


RENDERERS: dict[str, Renderer] = {
    "text": Renderer("text", ".txt", "text/plain", _text),
    "json": Renderer("json", ".json", "application/json", _json),
    "html": Renderer("html", ".html", "text/html", _html, is_binary=True),
    "pdf": Renderer("pdf", ".pdf", "application/pdf", _pdf, is_binary=True),
    "markdown": Renderer("markdown", ".md", "text/markdown", _markdown),
}


def render(report: Report, format_name: str, /, *, run: RunRecord | None, words: Words) -> bytes:
    """The report in one of the formats of `RENDERERS`, as the bytes of a file.

    The JSON format leaves the run out: its bytes depend on the report alone. Raises KeyError for an unknown format.
    """
    return RENDERERS[format_name].render(report, run, words)
