# SPDX-License-Identifier: Apache-2.0
"""How fast this machine is just now: virtual ones are slowed down to a third and back within minutes.

`python tests/benchmarks/machine.py`. Milliseconds of two benchmarks compare only where this figure was the same.
"""

import statistics
import sys
import time

ADDITIONS = 1_000_000
RUNS = 15


def main() -> int:
    """Print the time of a million additions in plain Python."""
    times = sorted(milliseconds() for _ in range(RUNS))
    sys.stdout.write(
        f"plain Python, a million additions            median {statistics.median(times):6.1f} ms"
        f"   {times[0]:.1f} … {times[-1]:.1f}\n"
    )
    sys.stdout.flush()
    return 0


def milliseconds() -> float:
    """Of processor time, for a million additions."""
    started = time.process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
