# SPDX-License-Identifier: Apache-2.0
"""One edit of the Label 1 sample, to its new findings: the whole check again, and where its time goes.

`python tests/benchmarks/bench_edit.py`. Each edit changes one value of one credential, every time another. What the
window loads once is loaded before; the garbage collector is left as the window leaves it. Prints, judges nothing.
`pace.py` says how to read the first rows; those of the parts are as they were, whatever the machine did.
"""

import gc
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pace import Timed, pace, rows

from assay import judgement
from assay.checks.case import Case, Setting
from assay.credential import Reading
from assay.document import Document
from assay.formats import read
from assay.options import Options
from assay.pipeline import examination_of
from assay.rules.pack import RulePack
from checking import sample_bytes

SAMPLE = "good/label-1-offering.json"
EDITS = 300
OPTIONS = Options(draft=True, moment=datetime(2026, 11, 22, 10, 0, tzinfo=UTC))


def main() -> int:
    """Print all rows."""
    edits = _edits(sample_bytes(SAMPLE).decode())
    judgement.judge(next(edits), OPTIONS)
    gc.collect()
    gc.freeze()
    rows("edit to findings, whole check", [_whole(next(edits)) for _ in range(EDITS)])
    stages: dict[str, list[float]] = defaultdict(list)
    for _ in range(EDITS // 3):
        for name, seconds in _stages(next(edits)):
            stages[name].append(seconds)
    for name, times in stages.items():
        if statistics.median(times) > 0.000_05:
            _row(f"  of it: {name}", times)
    return 0


def _edits(text: str) -> Iterator[Document]:
    """The sample with one web address changed, every time one of another credential."""
    dice = random.Random(7)
    parts = text.split(".pdf")
    while True:
        at = dice.randrange(1, len(parts))
        changed = f"{'.pdf'.join(parts[:at])}-{dice.randrange(10**9)}.pdf{'.pdf'.join(parts[at:])}"
        yield Document("label-1-offering.json", changed.encode())


def _whole(document: Document) -> Timed:
    before = pace()
    started, worked = time.perf_counter(), time.process_time()
    examination_of(judgement.judge(document, OPTIONS), OPTIONS)
    wall, processor = time.perf_counter() - started, time.process_time() - worked
    return Timed(wall, processor, before, pace())


def _stages(document: Document) -> Iterator[tuple[str, float]]:
    started = time.perf_counter()
    reading = read(document)
    yield "reading", time.perf_counter() - started
    pack = judgement._pack_for(reading, OPTIONS)
    assert pack is not None
    started = time.perf_counter()
    case = _case(document, reading, pack)
    yield "linked data, one graph", time.perf_counter() - started
    started = time.perf_counter()
    _ = case.evaluation
    yield "shapes", time.perf_counter() - started
    for rule in pack.rules.values():
        started = time.perf_counter()
        judgement._run(case, rule, OPTIONS)
        yield rule.id, time.perf_counter() - started
    judged = judgement.judge(document, OPTIONS)
    started = time.perf_counter()
    examination_of(judged, OPTIONS)
    yield "words of the report", time.perf_counter() - started


def _case(document: Document, reading: Reading, pack: RulePack) -> Case:
    return judgement._assemble(document, reading, pack, OPTIONS, Setting.DRAFT)


def _row(name: str, times: list[float]) -> None:
    found = sorted(time * 1000 for time in times)
    sys.stdout.write(
        f"warm  {name:46} median {statistics.median(found):6.2f} ms   p95 {found[len(found) * 95 // 100]:6.2f}"
        f"   p99 {found[len(found) * 99 // 100]:6.2f}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
