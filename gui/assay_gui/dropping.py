# SPDX-License-Identifier: Apache-2.0
"""What can be dropped or pasted: files by their paths, else a text."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def paths_of(data: QMimeData | None) -> tuple[Path, ...]:
    """The files and folders in it; empty where there are none."""
    if data is None or not data.hasUrls():
        return ()
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def is_address(data: QMimeData | None) -> bool:
    """Whether it is the address of something elsewhere, which is never fetched."""
    return data is not None and data.hasUrls() and not paths_of(data)


def text_of(data: QMimeData | None) -> str:
    """The text in it; empty where there is none. The address of something elsewhere is no text."""
    if data is None or data.hasUrls() or not data.hasText():
        return ""
    return data.text() if data.text().strip() else ""
