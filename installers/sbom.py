# SPDX-License-Identifier: Apache-2.0
"""The list of components an installation is made of, in CycloneDX 1.6 JSON: `python installers/sbom.py --out FILE`.

Names come from the runtime lock, versions and licences from what is really installed; the SHA-256 digests are those the
lock allows. Nothing in it depends on the time or place of the run: the same environment gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "runtime.txt"
BUILD_ONLY = frozenset({"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers", "packaging", "tomlkit"})
"""In the lock for the editable installation only; one that a runtime package needs too is taken back in."""
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)(.*(?:\n    --hash=.*)+)", re.MULTILINE)
DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


def components() -> list[dict[str, object]]:
    """One entry per installed package of the runtime lock, by name; packages for other systems are left out."""
    found = []
    for name, version, rest in PIN.findall(LOCK.read_text(encoding="utf-8")):
        if name in BUILD_ONLY - _needed():
            continue
        try:
            about = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(_component(about, name, version, DIGEST.findall(rest)))
    return found


def document() -> dict[str, object]:
    """The whole list, with Assay itself as its subject."""
    own = metadata.distribution("assay")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": f"assay@{own.version}",
                "name": "assay",
                "version": own.version,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [
            *components(),
            {"type": "platform", "bom-ref": "python", "name": "CPython", "version": sys.version.split()[0]},
        ],
    }


def _component(about: metadata.Distribution, name: str, locked: str, digests: list[str]) -> dict[str, object]:
    if about.version != locked:
        message = f"{name} {about.version} is installed, but {locked} is locked: set up again before building"
        raise SystemExit(message)
    return {
        "type": "library",
        "bom-ref": f"{name}@{locked}",
        "name": name,
        "version": locked,
        "purl": f"pkg:pypi/{name}@{locked}",
        "licenses": [{"license": {"name": _licence(about)}}],
        "properties": [{"name": "assay:allowed-sha256", "value": digest} for digest in digests],
    }


def _licence(about: metadata.Distribution) -> str:
    """What the package says of its licence: the expression, else the classifier, else the first line of the field."""
    said = about.metadata
    expression = said.get_all("License-Expression")
    if expression:
        return str(expression[0])
    classifiers = [str(line) for line in said.get_all("Classifier") or []]
    classified = [line.rsplit(" :: ", 1)[-1] for line in classifiers if line.startswith("License :: ")]
    first = str((said.get_all("License") or [""])[0]).strip().split("\n")[0]
    named = " or ".join(line for line in classified if line != "OSI Approved")
    return named or first or "not stated"


def _needed() -> set[str]:
    """Names that runtime packages other than the build tools ask for."""
    wanted: set[str] = set()
    for name, _version, _rest in PIN.findall(LOCK.read_text(encoding="utf-8")):
        if name in BUILD_ONLY:
            continue
        try:
            asked = metadata.distribution(name).requires or []
        except metadata.PackageNotFoundError:
            continue
        wanted |= {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in asked if "extra ==" not in line}
    return wanted


def main() -> int:
    """Writes the list."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    out = parser.parse_args().out
    out.write_text(json.dumps(document(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
