# SPDX-License-Identifier: Apache-2.0
"""The evidence of the projects that checked documents lie in, told in their report. The verdict stands already."""

import os
from collections.abc import Iterable
from pathlib import Path

from assay.document import Document
from assay.projects.manifest import FILE
from assay.projects.names import CREDENTIALS


def project_folders(documents: Iterable[Document]) -> tuple[Path, ...]:
    """The projects that documents lie in, each once, by where their files are; of a set those of its members."""
    every = (one for document in documents for one in getattr(document, "members", ()) or (document,))
    parents = dict.fromkeys(os.path.dirname(one.accepted) for one in every if isinstance(one.accepted, str))  # noqa: PTH120 - a catalogue has many
    found = (Path(parent).absolute() for parent in parents)
    return tuple(folder.parent for folder in found if folder.name == CREDENTIALS and _is_file(folder.parent / FILE))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
