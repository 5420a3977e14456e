# SPDX-License-Identifier: Apache-2.0
"""Raises the pinned versions: writes requirements/runtime.txt and requirements/dev.txt anew from pyproject.toml.

One lock serves Python 3.11 to 3.13 on Linux, Windows and macOS: every file's SHA-256 stands in it, and no address
of an index does, so each machine uses the index it is set up for. With `--keep`, versions already pinned stay as
long as they still fit. The resolver (uv) runs from a scratch environment; it is no dependency of Assay.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
LOCKS = {"runtime": ("build",), "dev": ("build", "dev")}
"""Each lock with the extras of pyproject.toml it takes in; `build` is what the editable installation needs."""
HEADER = """\
# SPDX-License-Identifier: Apache-2.0
# Written by `make lock` from pyproject.toml. Do not edit.
# Installed with: pip install --require-hashes --requirement {name}
"""
ADDRESS = re.compile(r"://|^\s*--(?:extra-)?index-url|^\s*--find-links", re.MULTILINE)


def main() -> int:
    """Writes both locks; 1 if the resolver fails or an address crept in."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", action="store_true", help="keep pinned versions that still fit")
    keep = parser.parse_args().keep
    REQUIREMENTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="assay-lock-") as scratch:
        venv.create(scratch, with_pip=True)
        programs = Path(scratch) / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        for name, extras in LOCKS.items():
            write_lock(programs / "uv", name, extras, keep=keep)
    return 0


def write_lock(uv: Path, name: str, extras: tuple[str, ...], *, keep: bool) -> None:
    """Writes one lock. Versions in the development lock are those of the runtime lock."""
    path = REQUIREMENTS / f"{name}.txt"
    command = [str(uv), "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-annotate", "--no-header", "--output-file", str(path)]
    command += [word for extra in extras for word in ("--extra", extra)]
    if not keep:
        command.append("--upgrade")
    if name != "runtime":
        command += ["--constraint", str(REQUIREMENTS / "runtime.txt")]
    subprocess.run(command, check=True, cwd=ROOT)
    locked = path.read_text(encoding="utf-8")
    if ADDRESS.search(locked):
        path.unlink()
        message = f"{path.name} would name an index or an address; not written"
        raise SystemExit(message)
    path.write_text(HEADER.format(name=path.relative_to(ROOT).as_posix()) + locked, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
