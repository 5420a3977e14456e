# SPDX-License-Identifier: Apache-2.0
"""How fast the machine is just now: the same small piece of work, timed before and after each thing that is measured.

A shared machine changes its speed by a factor of two and more from one second to the next. What is measured then says
more about its neighbours than about the program. So three rows are printed:

- all: as it was, whatever the machine did.
- of a machine at its best: only those with the piece of work before and behind them within 15 % of the fastest seen in
  the whole run. Nothing is taken away from these times; they are real ones, chosen by the machine's speed alone and
  never by how long they took themselves. Where there are few of them, p99 is the slowest one, and says little.
- at its best pace: all of them, each divided by how much slower than the fastest its neighbours were. An estimate.

The piece of work reads JSON: it allocates, hashes and leaves the fast caches as a check does; an empty loop would not.
"""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

WITHIN = 1.15
_WORK = json.dumps([{"id": f"urn:example:{number}", "of": [str(number)] * 8} for number in range(400)])


@dataclass(frozen=True, slots=True)
class Timed:
    """Something measured, in seconds, with the piece of work before and behind it."""

    wall: float
    processor: float
    before: float
    behind: float

    @property
    def pace(self) -> float:
        """Of its slower neighbour."""
        return max(self.before, self.behind)


def pace() -> float:
    """Seconds that the piece of work takes now."""
    started = time.perf_counter()
    json.loads(_WORK)
    return time.perf_counter() - started


def rows(name: str, timed: Sequence[Timed]) -> None:
    """Print what was measured, in the three ways."""
    fastest = min(min(one.before, one.behind) for one in timed)
    best = [one for one in timed if one.pace <= WITHIN * fastest]
    mean = [(one.before + one.behind) / 2 for one in timed]
    _row(f"{name}, all", [one.wall for one in timed])
    if best:
        _row(f"  of a machine at its best ({len(best)} of {len(timed)})", [one.wall for one in best])
    _row("  at its best pace", [one.wall * fastest / slow for one, slow in zip(timed, mean, strict=True)])
    _row("  processor", [one.processor for one in timed])


def _row(name: str, times: Sequence[float]) -> None:
    told = sorted(one * 1000 for one in times)
    sys.stdout.write(
        f"{name:52} median {statistics.median(told):6.2f} ms   p95 {told[len(told) * 95 // 100]:6.2f}   "
        f"p99 {told[len(told) * 99 // 100]:6.2f}\n"
    )
