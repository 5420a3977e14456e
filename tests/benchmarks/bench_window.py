# SPDX-License-Identifier: Apache-2.0
"""Measures the start of the window beside an empty one: process start to first paint, to ready, and the memory at both.

    python tests/benchmarks/bench_window.py [runs]

Each run is a process of its own on a fresh profile, offscreen where there is no screen; its byte code is kept beside
the profile, whatever the environment says, and the first runs fill it and are not counted. Alternately with ours a
window of Qt with one line of text in it is started: no program in Python and Qt can be quicker. "First paint" is when
the window has been painted once, in full; "ready" when the rules are loaded and the first check can begin. Prints,
judges nothing.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from screen import use_laptop_screen

ROOT = Path(__file__).resolve().parents[2]
TELL = """
import json, sys, time

told = {}

def tell(what):
    told[what], told[what + "_cpu"] = time.time(), time.process_time()
    for line in open("/proc/self/status") if sys.platform == "linux" else ():
        if line.startswith("VmRSS"):
            told[what + "_mb"] = int(line.split()[1]) / 1024
"""
EMPTY = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("A line of text"))
window.resize(1280, 800)
window.show()
application.processEvents()
tell("paint")
print(json.dumps(told))
"""
OURS = """
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from assay_gui.app import Program
from assay_gui.words import Words

def ready(rules):
    tell("ready")
    print(json.dumps(told))
    application.quit()

application = QApplication([])
program = Program(application, QSettings(sys.argv[1], QSettings.Format.IniFormat), Words())
program.window.painted.connect(lambda: tell("paint"))
shown = program.window.show_rules
program.window.show_rules = lambda rules: (shown(rules), ready(rules))
program.begin([])
application.exec()
program.tasks.close()
"""
NAMES = {"paint": "first paint", "ready": "ready"}


def run(child: str, folder: Path) -> dict[str, float]:
    """One start: milliseconds after the process was asked for and of the processor, megabytes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "byte-code"), "XDG_DATA_HOME": str(folder / "data")}
    started = time.time()
    ran = subprocess.run(
        [sys.executable, "-c", TELL + child, str(folder / "settings.ini")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    told = json.loads(ran.stdout.splitlines()[-1])
    found = {}
    for what, name in NAMES.items():
        if what in told:
            found[f"{name}, ms"] = (told[what] - started) * 1000
            found[f"{name}, ms of processor"] = told[f"{what}_cpu"] * 1000
            found[f"{name}, MB"] = told.get(f"{what}_mb", 0.0)
    return found


def main() -> int:
    """Print the medians of several starts, and how often ours has the empty window's."""
    use_laptop_screen()
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        run(EMPTY, Path(folder)), run(OURS, Path(folder))
        found = [(run(EMPTY, Path(folder)), run(OURS, Path(folder))) for _ in range(runs)]
    for who, which in (("empty", 0), ("ours", 1)):
        for name in found[0][which]:
            values = sorted(pair[which][name] for pair in found)
            sys.stdout.write(
                f"{who:5} {name:28} median {statistics.median(values):7.1f}   {values[0]:7.1f} … {values[-1]:7.1f}\n"
            )
    for name in found[0][1]:
        beside = name.replace("ready", "first paint")
        times = statistics.median(ours[name] / empty[beside] for empty, ours in found if empty[beside])
        sys.stdout.write(f"ours  {name:28} {times:7.2f} times the empty window's first paint\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
