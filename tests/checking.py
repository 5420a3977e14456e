# SPDX-License-Identifier: Apache-2.0
"""Checking in tests: one moment, samples by name, a document from a value."""

import json
from datetime import UTC, datetime
from typing import Any

from assay.document import Document
from assay.examination import Examination
from assay.finding import Severity
from assay.options import Options
from assay.pipeline import examine
from assay.reports.report import ReportedFinding
from assay.rules.bundled import resource

MOMENT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def sample_bytes(name: str) -> bytes:
    """A bundled sample, e.g. `good/participant.json`."""
    return resource("samples", *name.split("/")).read_bytes()


def sample(name: str) -> dict[str, Any]:
    """A bundled sample as a value of its own, to change at will."""
    found: dict[str, Any] = json.loads(sample_bytes(name))
    return found


def document(value: Any, name: str = "document.json") -> Document:
    """A document from bytes, text or a JSON value."""
    if isinstance(value, bytes):
        return Document(name, value)
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
    return Document(name, told.encode("utf-8", "surrogatepass"))


def examined(value: Any, name: str = "document.json", *, draft: bool | None = True, **options: Any) -> Examination:
    """A document checked as a draft (unless said otherwise) at the tests' moment."""
    return examine(document(value, name), Options(draft=draft, moment=MOMENT, **options))


def beyond_needed(examination: Examination) -> list[ReportedFinding]:
    """The findings but for what a draft is told it still needs before it is a submission."""
    return [found for found in examination.report.findings if not is_still_needed(found)]


def is_still_needed(found: ReportedFinding) -> bool:
    """Whether a finding only says what a draft still needs: an info, never anything that counts."""
    return found.severity is Severity.INFO and found.text.startswith("links.needed_")


def rules_of(examination: Examination) -> list[str]:
    """Rule ids of the findings, in report order."""
    return [finding.rule for finding in examination.report.findings]
