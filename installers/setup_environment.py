# SPDX-License-Identifier: Apache-2.0
"""Sets Assay up in this folder and runs it: `python3 installers/setup_environment.py run`.

The Makefile's targets are these commands; on Windows and macOS they are called directly. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import environment
import system_packages
from environment import ROOT, SetupError

OUT = ROOT / "out"
RESOURCES = ROOT / "resources" / "assay_resources"
SAMPLE = RESOURCES / "samples" / "broken" / "participant-region-as-country.json"
VERDICTS = (0, 1, 2)
"""Exit codes of `assay check` that are an answer about a document, good or bad."""
LEFTOVERS = ("build", "dist", "out", ".build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache")


def run(words: list[str]) -> int:
    """Check a bundled sample (or the paths given): in the window where there is a screen, else in the terminal."""
    environment.prepare("runtime")
    paths = words or [str(SAMPLE)]
    if has_screen() and system_packages.install(system_packages.missing_for_window()):
        code = python("-m", "assay_gui", *paths)
        if code == 0:
            return 0
        print(f"The window ended with code {code}; checking in the terminal instead.", flush=True)
    return check_in_terminal(paths)


def check_in_terminal(paths: list[str]) -> int:
    """Prints the answer, keeps the report as a file. 0 for any verdict: the program did its work.

    As the window does, what is not signed yet is taken as a draft.
    """
    OUT.mkdir(exist_ok=True)
    report = OUT / "report.html"
    check = ("-m", "assay", "check", "--draft", *paths)
    said = python(*check)
    kept = python(*check, "--quiet", "--format", "html", "--out", str(report))
    if said in VERDICTS and kept in VERDICTS:
        print(f"\nThe report is in {report}")
        return 0
    return said if said not in VERDICTS else kept


def app(words: list[str]) -> int:
    """Start the window, with the documents given if any."""
    environment.prepare("runtime")
    if not system_packages.install(system_packages.missing_for_window()):
        return 1
    return python("-m", "assay_gui", *words)


def test(words: list[str]) -> int:
    """Run the test suite, on all cores; further words go to pytest instead.

    There is one process more than cores: tests of the window wait for a good part of their time.
    """
    environment.prepare("dev")
    missing = system_packages.missing_for_tests()
    if not system_packages.install(missing) and not set(missing) <= set(system_packages.TEST_PROGRAMS.values()):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    every = ["--numprocesses", str(cores + 1), "--dist", "worksteal"]
    return python("-m", "pytest", *(words or every))


def lint(_words: list[str]) -> int:
    """Style, format, types and import contracts; every tool speaks before the first failure counts."""
    environment.prepare("dev")
    codes = [
        python("-m", "ruff", "check", "."),
        python("-m", "ruff", "format", "--check", "."),
        python("-m", "mypy"),
        _start(str(environment.python().parent / "lint-imports")),
    ]
    return next((code for code in codes if code), 0)


def bench(words: list[str]) -> int:
    """Measure time and memory of checking, beside the reference engines."""
    environment.prepare("dev")
    folder = ROOT / "tests" / "benchmarks"
    codes = []
    for script in sorted(folder.glob("bench_*.py")):  # a process each, so that memory is each one's own
        codes += [python(str(folder / "machine.py")), python(str(script), *words)]
    return max(codes, default=1)


def differential(words: list[str]) -> int:
    """Compare the compiled shapes with pySHACL on thousands of mutants over both packs: the long run."""
    environment.prepare("dev")
    return python("tests/differential.py", *words)


def lock(_words: list[str]) -> int:
    """Raise the pinned versions in requirements/ to the newest that fit."""
    environment.prepare("dev")
    return python("installers/lock.py")


def screenshots(words: list[str]) -> int:
    """Draw every view in all languages into out/gallery, and the pictures of the documents anew."""
    environment.prepare("dev")
    if not system_packages.install(system_packages.missing_for_window()):
        return 1
    return python("installers/screenshots.py", *words)


def packs(_words: list[str]) -> int:
    """Rebuild the prebuilt data of the bundled rule packs and texts, after a change of their files."""
    environment.prepare("runtime")
    packed = [path.parent for path in (RESOURCES / "rule_packs").glob("*/pack.toml")]
    spoken = [path for path in (RESOURCES / "texts").iterdir() if path.is_dir()]
    return python("-m", "assay.rules.prebuild", *map(str, sorted(packed) + sorted(spoken)))


def build(_words: list[str]) -> int:
    """Build the installers for this operating system into dist/."""
    environment.prepare("dev")
    return python("installers/build.py")


def clean(_words: list[str]) -> int:
    """Remove what was built and cached, the environment last. Nothing under version control is touched."""
    for name in LEFTOVERS:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for folder in ("core", "gui", "resources", "tests", "installers"):
        for cache in (ROOT / folder).rglob("__pycache__"):
            shutil.rmtree(cache, ignore_errors=True)
    shutil.rmtree(environment.FOLDER, ignore_errors=True)
    return 0


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python(*words: str) -> int:
    """Runs the environment's Python in the checkout; gives its exit code."""
    return _start(str(environment.python()), *words)


def _start(*command: str) -> int:
    return subprocess.run(command, check=False, cwd=ROOT).returncode


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "app": app,
    "test": test,
    "lint": lint,
    "bench": bench,
    "differential": differential,
    "screenshots": screenshots,
    "packs": packs,
    "lock": lock,
    "installers": build,
    "clean": clean,
}


def main() -> int:
    """Runs the command named on the command line; gives the exit code."""
    parser = argparse.ArgumentParser(description="Sets Assay up in this folder and runs it.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, call in COMMANDS.items():
        commands.add_parser(name, help=(call.__doc__ or "").split("\n")[0].rstrip("."), add_help=False)
    given, words = parser.parse_known_args()
    try:
        return COMMANDS[given.command](words)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
