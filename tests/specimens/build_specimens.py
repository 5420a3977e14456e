# SPDX-License-Identifier: Apache-2.0
"""Writes the specimens of the packs: `python tests/specimens/build_specimens.py`, from the root of the sources.

A test compares what this makes with the files, so that neither changes alone. A pack whose specimens are written by
hand is not in the table.
"""

import json
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from specimens import loire, tagus

HERE = Path(__file__).resolve().parent
PACKS: dict[str, dict[str, dict[str, Any]]] = {
    "gaia-x-loire-25.11": loire.SPECIMENS,
    "gaia-x-tagus-22.10": tagus.SPECIMENS,
}
"""Pack to rule to documents by file name (`options.toml`: a flat table; `.pem`: the text itself)."""


def texts(pack_id: str) -> dict[str, str]:
    """Path below the pack's folder to the text of the file."""
    return {
        f"{rule}/{name}": _text(name, value) for rule, files in PACKS[pack_id].items() for name, value in files.items()
    }


def _text(name: str, value: Any) -> str:
    if name.endswith(".pem"):
        return str(value)
    return _toml(value) if name.endswith(".toml") else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _toml(table: dict[str, Any]) -> str:
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())


def main() -> None:
    """Writes all files, and takes away what no longer belongs."""
    for pack_id in PACKS:
        folder, found = HERE / pack_id, texts(pack_id)
        for path in folder.rglob("*.*"):
            if path.is_file() and path.relative_to(folder).as_posix() not in found:
                path.unlink()
        for name, text in found.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
