# SPDX-License-Identifier: Apache-2.0
"""The environment in `.venv`: a fitting Python, the locked packages, this checkout. Made once, known by its stamp.

Standard library only, and it loads on older Pythons too: its first job may be to find a newer one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "assay-installed.json"
OLDEST = (3, 11)
NEWEST = (3, 13)
"""The locked packages have ready-built files up to this one; a newer Python is taken only if nothing else is there."""


class SetupError(Exception):
    """Set-up cannot go on; the text says why and what to do."""


def python() -> Path:
    """The environment's own interpreter, made or not."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(level: str) -> None:
    """Brings the environment to a level, `runtime` or `dev` (which includes it), doing only what is missing.

    Raises SetupError where there is no fitting Python, or a package cannot be installed.
    """
    lock = ROOT / "requirements" / f"{level}.txt"
    wanted = {level: _digest(lock), "project": _digest(ROOT / "pyproject.toml"), "root": str(ROOT)}
    if level == "dev":
        wanted["runtime"] = _digest(ROOT / "requirements" / "runtime.txt")
    done = _read_stamp() if _runs(python(), "import pip") else None
    if done is None:
        _make()
        done = {}
    if all(done.get(key) == value for key, value in wanted.items()):
        return
    STAMP.unlink(missing_ok=True)  # half an installation must not look like a whole one
    if done.get(level) != wanted[level]:
        print(f"Installing the locked packages ({level}); the first time takes a minute or two.", flush=True)
        # The lock is complete. Left to itself, pip would look for `rdflib[html]` apart from the pinned `rdflib`, find a
        # newer release the day there is one, and refuse it for having no digest here.
        _pip("install", "--no-deps", "--require-hashes", "--requirement", str(lock))
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _pip("check")
    STAMP.write_text(json.dumps({**done, **wanted}, indent=2), encoding="utf-8")


def find_python() -> str:
    """A Python the locked packages exist for: this one if it fits, else one on PATH. Raises SetupError."""
    here = sys.version_info[:2]
    if OLDEST <= here <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and _runs(Path(found), "import venv"):
            return found
    if here > NEWEST:
        return sys.executable
    message = (
        f"Assay needs Python {OLDEST[0]}.{OLDEST[1]} or later; here is {here[0]}.{here[1]}. Please install a newer one."
    )
    raise SetupError(message)


def _make() -> None:
    """A fresh environment. Debian keeps the part of Python that makes one in a package of its own."""
    chosen = find_python()
    if not _runs(Path(chosen), "import ensurepip, venv") and not system_packages.install(
        [system_packages.VENV_PACKAGE]
    ):
        message = "Python's venv module is missing; see the command above."
        raise SetupError(message)
    print(f"Making the environment {FOLDER} with {chosen}", flush=True)
    made = subprocess.run([chosen, "-m", "venv", "--clear", str(FOLDER)], check=False)
    if made.returncode:
        message = f"The environment could not be made; {chosen} -m venv failed."
        raise SetupError(message)


def _pip(*words: str) -> None:
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", words[0], "--quiet", *words[1:]]
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        message = (
            "A package could not be installed. Is the machine online? Only set-up needs that; Assay itself never does."
        )
        raise SetupError(message)


def _runs(interpreter: Path, code: str) -> bool:
    try:
        return subprocess.run([str(interpreter), "-c", code], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
