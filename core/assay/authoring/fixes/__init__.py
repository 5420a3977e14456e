# SPDX-License-Identifier: Apache-2.0
"""Fixes: corrections that follow from what a document says and what the rules say. None invents a fact."""

from assay.authoring.fixes.applying import Applied, DiffLine, LineKind, apply, preview, unified
from assay.authoring.fixes.correcting import Corrected, correct, is_worse
from assay.authoring.fixes.fix import Fix, Option
from assay.authoring.fixes.table import FIXES, can_edit, fix_of, fixes_of

__all__ = [
    "FIXES",
    "Applied",
    "Corrected",
    "DiffLine",
    "Fix",
    "LineKind",
    "Option",
    "apply",
    "can_edit",
    "correct",
    "fix_of",
    "fixes_of",
    "is_worse",
    "preview",
    "unified",
]
