# SPDX-License-Identifier: Apache-2.0
"""Writing a report to a file: whole or not at all, and never over what was checked."""

import stat
from collections.abc import Iterable
from pathlib import Path

from assay.errors import UsageError
from assay.found import is_document_name
from assay.whole_file import write_whole


def refuse_bad_target(target: str, inputs: Iterable[str]) -> None:
    """Raises UsageError where the report cannot or must not go to the path; to be asked before a long run."""
    path = Path(target)
    try:
        if path.is_dir():
            raise UsageError("out_is_folder", name=target)
        if not path.absolute().parent.is_dir():
            raise UsageError("out_folder_missing", name=str(path.absolute().parent))
        if path.exists() and any(_is_input(path, Path(given)) for given in inputs if given != "-"):
            raise UsageError("out_is_input", name=target)
    except (OSError, ValueError) as error:
        raise UsageError("out_unwritable", name=target, reason=_reason(error)) from error


def _is_input(target: Path, given: Path) -> bool:
    """Whether the file is what was given, or a document of the folder that was given."""
    if not given.exists():
        return False
    if given.is_dir():
        inside = given.resolve() in target.resolve().parents
        return inside and is_document_name(target.name)
    return target.samefile(given)


def write_file(target: str, data: bytes) -> None:
    """The bytes as the file's whole content, through a temporary file beside it.

    A device or pipe is written to as it is. Raises UsageError where the file cannot be written; the old one, if there
    was one, is then still there.
    """
    try:
        path = Path(target)
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            path.write_bytes(data)
        else:
            write_whole(path.resolve(), data)
    except (OSError, ValueError) as error:
        raise UsageError("out_unwritable", name=target, reason=_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
