# SPDX-License-Identifier: Apache-2.0
"""Measures the start of the window: process start to first paint, to ready, and the memory at both. Asserts nothing.

    python tests/benchmarks/bench_window.py [runs]

Each run is a process of its own on a fresh profile, offscreen where there is no screen. "First paint" is when the
window has been painted once, in full; "ready" when the rules are loaded and the first check can begin.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import json, sys, time
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from assay_gui.app import Program
from assay_gui.words import Words

def memory():
    for line in open("/proc/self/status") if sys.platform == "linux" else ():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0

told = {"python": time.time()}
application = QApplication([])
program = Program(application, QSettings(sys.argv[1], QSettings.Format.IniFormat), Words())

def painted():
    told["paint"], told["paint_mb"], told["cpu"] = time.time(), memory(), time.process_time()

def ready(rules):
    told["ready"], told["ready_mb"] = time.time(), memory()
    print(json.dumps(told))
    application.quit()

program.window.painted.connect(painted)
shown = program.window.show_rules
program.window.show_rules = lambda rules: (shown(rules), ready(rules))
program.begin([])
application.exec()
program.tasks.close()
"""


def run(folder: Path) -> dict[str, float]:
    """One start: milliseconds after the process was asked for, megabytes."""
    started = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder / "settings.ini")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    told = json.loads(ran.stdout.splitlines()[-1])
    return {
        "first paint, ms": (told["paint"] - started) * 1000,
        "  of which CPU": told["cpu"] * 1000,
        "ready, ms": (told["ready"] - started) * 1000,
        "first paint, MB": told["paint_mb"],
        "ready, MB": told["ready_mb"],
    }


def main() -> int:
    """Print the median of several starts."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder))
        found = [run(Path(folder)) for _ in range(runs)]
    for name in found[0]:
        values = sorted(entry[name] for entry in found)
        sys.stdout.write(f"{name:16} median {statistics.median(values):7.1f}   {values[0]:7.1f} … {values[-1]:7.1f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
