# SPDX-License-Identifier: Apache-2.0
"""Data that ships with the program: rule packs, contexts, samples, texts, templates, icons."""

from importlib.resources.abc import Traversable
from importlib.resources import files


def bundled(*parts: str) -> Traversable:
    """The bundled file or folder at `parts`, walked part by part.

    Works from a checkout, an installed wheel and a frozen program alike.
    """
    found: Traversable = files(__name__)
    for part in parts:
        found = found / part
    return found
