# SPDX-License-Identifier: Apache-2.0
"""Fixes of the Label 1 sample with thirty faults in it, of six kinds.

`python tests/benchmarks/bench_fixes.py`. What the window asks for after a check: the fixes, the text with all of
them, the difference to show. Prints, judges nothing.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assay.authoring.fixes import apply, correct, fixes_of, preview
from assay.document import Document
from assay.examination import Examination
from assay.options import Options
from assay.pipeline import examine
from checking import document, sample

FAULTS = 30
RUNS = 50
OPTIONS = Options(draft=True, moment=datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def main() -> int:
    """Print all rows."""
    given = document(_broken())
    found = examine(given, OPTIONS)
    fixes = [fix for fix in fixes_of(found) if fix.is_safe]
    text = given.data.decode()
    made = apply(text, fixes)
    sys.stdout.write(f"{len(found.judgement.findings)} findings, {len(fixes)} safe fixes, {len(given.data)} bytes\n")
    _row("fixes of an examination", lambda: fixes_of(found))
    _row("all of them in the text", lambda: apply(text, fixes))
    _row("what that changes", lambda: preview(text, made.text))
    _row("correct all, checks included", lambda: correct(given, _examine, known=found))
    return 0


def _examine(given: Document) -> Examination:
    return examine(given, OPTIONS)


def _broken() -> Any:
    value = sample("good/label-1-offering.json")
    described = [entry for entry in value["verifiableCredential"] if "url" in entry["credentialSubject"]]
    for number, entry in enumerate(described[:FAULTS]):
        _spoil(number % 5, entry, entry["credentialSubject"])
    return value


def _spoil(kind: int, entry: Any, subject: Any) -> None:
    if kind == 0:
        subject["gx:url"] = subject.pop("url")
    elif kind == 1:
        entry["ValidUntil"] = entry.pop("validUntil")
    elif kind == 2:
        subject["mimeTypes"] = ["Application/pdf"]
    elif kind == 3:
        entry["type"] = entry["type"][::-1]
    else:
        subject["Url"] = subject.pop("url")


def _row(name: str, work: Callable[[], object]) -> None:
    work()
    times: list[float] = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    found = sorted(times)
    sys.stdout.write(
        f"warm  {name:32} median {statistics.median(found):7.2f} ms   p95 {found[RUNS * 95 // 100]:7.2f}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
