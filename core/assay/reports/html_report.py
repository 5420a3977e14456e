# SPDX-License-Identifier: Apache-2.0
"""The report as one HTML file: no script, nothing loaded from anywhere, readable on screen and on paper.

The only file that imports jinja2. Every value is escaped by the template engine; the style sheet is allowed by its
digest (Content Security Policy 3 §8.3), so that even a slip in escaping could neither run nor load anything.
"""

import hashlib
from base64 import b64encode

from assay.reports.interface import Words
from assay.reports.report import Report, RunRecord
from assay.reports.safe_text import visible
from assay.reports.sheet import sheet
from assay.rules.bundled import resource


def render(report: Report, run: RunRecord | None, words: Words) -> bytes:
    """The report as UTF-8 HTML."""
    from jinja2 import Environment, StrictUndefined

    template = resource("templates", "report.html.j2").read_text("utf-8")
    style = resource("templates", "report.css").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = environment.from_string(template).render(
        sheet=sheet(report, run, words, visible), style=style, style_digest=_digest(style), logo=_logo(run)
    )
    return page.encode("utf-8")


def _logo(run: RunRecord | None) -> str:
    """The address of the logo, which is the picture itself (RFC 2397); empty where there is none."""
    logo = run.letterhead.logo if run is not None else None
    return f"data:{logo.form.value};base64,{b64encode(logo.data).decode('ascii')}" if logo is not None else ""


def _digest(style: str) -> str:
    return b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
