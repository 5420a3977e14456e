# SPDX-License-Identifier: Apache-2.0
"""Folders that a command writes several files into."""

from pathlib import Path

from assay.errors import UsageError


def folder_wanted(out: str) -> bool:
    """Whether a place is meant as a folder: it is one, or ends like one."""
    return Path(out).is_dir() or out.endswith(("/", "\\"))


def made_folder(out: str) -> Path:
    """The folder, made where it is not there yet. UsageError where it cannot be."""
    folder = Path(out)
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise UsageError("out_folder_missing", name=str(folder.absolute().parent)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError("out_unwritable", name=str(folder), reason=reason) from None
    return folder
