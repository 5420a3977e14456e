# SPDX-License-Identifier: Apache-2.0
"""Data that ships with the program: rule packs, contexts, samples, texts, templates, icons."""

from pathlib import Path

_HERE = Path(__file__).parent


def bundled(*parts: str) -> Path:
    """The bundled file or folder at `parts`.

    A checkout, an installed wheel and a frozen folder all hold plain files, so a path will do; looking them up through
    `importlib.resources` would cost a short check a twentieth of its time.
    """
    return _HERE.joinpath(*parts)
