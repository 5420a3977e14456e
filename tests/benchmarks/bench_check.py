# SPDX-License-Identifier: Apache-2.0
"""The whole check beside the pySHACL command: cold processes, warm checks, peak memory. Prints, judges nothing.

`python tests/benchmarks/bench_check.py`. A cold process is started anew each time; its processor time and peak memory
are what the operating system counted for it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assay.document import Document
from assay.options import Options
from assay.pipeline import check
from assay.rules.bundled import resource
from checking import sample
from jwt_specimens import vc_jwt, vp_jwt

MOMENT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
COLD_RUNS = 9
WARM_RUNS = 300


def main() -> int:
    """Print all rows."""
    offering, participant = sample("good/storage-offering.json")["verifiableCredential"]
    presentation = vp_jwt(offering, participant, {**participant, "id": "https://acme.example/other.json"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "presentation.jwt"
        path.write_text(presentation, encoding="utf-8")
        _cold("assay check, presentation of 3", ["-m", "assay", "check", str(path)])
        path = Path(folder) / "participant.jwt"
        path.write_text(vc_jwt(participant), encoding="utf-8")
        _cold("assay check, 1 credential", ["-m", "assay", "check", str(path)])
        _cold("assay check, 1 credential, PDF", ["-m", "assay", "check", str(path), "--out", f"{folder}/r.pdf"])
        _cold("pyshacl, same shapes, 1 offering", _pyshacl(Path(folder)), runs=2)
    _warm("whole check, presentation of 3", presentation.encode())
    _warm("whole check, 1 credential", vc_jwt(participant).encode())
    return 0


def _pyshacl(folder: Path) -> list[str]:
    data = folder / "offering.ttl"
    data.write_text(
        "@prefix gx: <https://w3id.org/gaia-x/development#> . <urn:a> a gx:ServiceOffering .", encoding="utf-8"
    )
    shapes = resource("rule_packs", "gaia-x-loire-25.11", "shapes.ttl")
    return ["-m", "pyshacl", "--shacl", str(shapes), str(data)]


def _cold(name: str, arguments: Sequence[str], runs: int = COLD_RUNS) -> None:
    found = [_process(arguments) for _ in range(runs)]
    cpu, wall, memory = (sorted(entry[column] for entry in found) for column in range(3))
    sys.stdout.write(
        f"cold  {name:36} CPU median {statistics.median(cpu):7.0f} ms ({cpu[0]:.0f} … {cpu[-1]:.0f})"
        f"   wall median {statistics.median(wall):7.0f} ms   peak {max(memory):5.0f} MB\n"
    )
    sys.stdout.flush()


def _process(arguments: Sequence[str]) -> tuple[float, float, float]:
    """Milliseconds of processor time, of wall time, and peak megabytes of one process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, _, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = 0
    return (used.ru_utime + used.ru_stime) * 1000, wall * 1000, used.ru_maxrss / 1024


def _warm(name: str, data: bytes) -> None:
    options = Options(moment=MOMENT)
    run: Callable[[], object] = lambda: check([Document("document.jwt", data)], options)  # noqa: E731
    run()
    times = []
    for _ in range(WARM_RUNS):
        started = time.perf_counter()
        run()
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    sys.stdout.write(
        f"warm  {name:36} median {statistics.median(times):6.2f} ms   p95 {times[len(times) * 95 // 100]:6.2f} ms\n"
    )


if __name__ == "__main__":
    sys.exit(main())
