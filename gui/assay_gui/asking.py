# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the desktop: file dialogs, the clipboard, a folder to be shown. Tests answer themselves.

Classes of Qt bring all their enums with them: those that nothing needs for the first paint are imported when asked.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog


@frozen
class Asking:
    """The questions; each gives None or an empty tuple where the user wants none of it."""

    files: Callable[[QWidget], tuple[Path, ...]]
    folder: Callable[[QWidget], tuple[Path, ...]]
    save_path: Callable[[QWidget, Path], Path | None]
    save_file: Callable[[QWidget, Path, str], Path | None]
    """Of a parent, what to suggest, a title."""
    open_file: Callable[[QWidget, str], Path | None]
    """Of a parent, a title."""
    clipboard: Callable[[], QMimeData | None]
    show_folder: Callable[[Path], object]
    open_page: Callable[[Path], bool]
    """A file in the person's browser. Whether that could be started."""


def desktop(words: Words) -> Asking:
    """The real ones."""

    def files(parent: QWidget) -> tuple[Path, ...]:
        found, _ = _file_dialog().getOpenFileNames(parent, words.say("choose.title"), "", words.say("choose.filter"))
        return tuple(Path(name) for name in found)

    def folder(parent: QWidget) -> tuple[Path, ...]:
        found = _file_dialog().getExistingDirectory(parent, words.say("choose.folder"))
        return (Path(found),) if found else ()

    def save_file(parent: QWidget, suggested: Path, title: str) -> Path | None:
        found, _ = _file_dialog().getSaveFileName(parent, title, str(suggested))
        return Path(found) if found else None

    def open_file(parent: QWidget, title: str) -> Path | None:
        found, _ = _file_dialog().getOpenFileName(parent, title)
        return Path(found) if found else None

    return Asking(
        files=files,
        folder=folder,
        save_path=lambda parent, suggested: save_file(parent, suggested, words.say("export.title")),
        save_file=save_file,
        open_file=open_file,
        clipboard=lambda: QGuiApplication.clipboard().mimeData(),
        show_folder=_open,
        open_page=_open,
    )


def _file_dialog() -> "type[QFileDialog]":
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog


def _open(path: Path) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
