# SPDX-License-Identifier: Apache-2.0
"""Assay's core: opens, checks and reports on Gaia-X self-descriptions, offline. No Qt, no network.

The façade: `open_paths` and `open_bytes` give documents, `examine` and `check` judge them, `render` writes reports.
Everything they give is a frozen value. Names are loaded when first used, so that a command pays for what it uses.
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from assay.opening import open_bytes, open_paths
    from assay.options import Options
    from assay.pipeline import check, examine
    from assay.reports import render

_HOMES = {
    "open_bytes": "assay.opening",
    "open_paths": "assay.opening",
    "Options": "assay.options",
    "check": "assay.pipeline",
    "examine": "assay.pipeline",
    "render": "assay.reports",
}

__all__ = ["Options", "__version__", "check", "examine", "open_bytes", "open_paths", "render"]


def __getattr__(name: str) -> object:
    """The façade's names, from where they live."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module 'assay' has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(home), name)
    return found
