# SPDX-License-Identifier: Apache-2.0
"""Pages for the person's browser: files in a folder that nobody else may open, gone when the window closes."""

import shutil
import tempfile
from pathlib import Path


class PrivatePages:
    """A folder in the system's place for what does not last, made when the first page is."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    def write(self, name: str, data: bytes) -> Path:
        """A page under that name; one that is there is replaced. OSError where it cannot be written."""
        from assay.whole_file import write_whole

        if self._folder is None or not self._folder.is_dir():
            self._folder = Path(tempfile.mkdtemp(prefix="assay-pages-"))  # for its owner alone (0700)
        path = self._folder / name
        write_whole(path, data, private=True)
        return path

    def clear(self) -> None:
        """Take all of them away; what is still open elsewhere may stay until the system clears its place."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
