# SPDX-License-Identifier: Apache-2.0
"""Digests of documents that lie on this computer: the file is chosen or dropped, and read off the main thread."""

from collections.abc import Callable
from pathlib import Path

from assay_gui.asking import Asking
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.tasks import Tasks

_TASK = "digest of a document"
"""Key of the task."""
_LONGER = 128
"""Digits of a SHA-512 digest."""


class Digests:
    """Takes them, and says what came of it."""

    def __init__(self, window: MainWindow, look: Look, tasks: Tasks, asking: Asking) -> None:
        self._window = window
        self._look = look
        self._tasks = tasks
        self._asking = asking

    def ask_file(self) -> Path | None:
        """A file that the person chooses."""
        return self._asking.open_file(self._window, self._look.words.say("form.digest_title"))

    def take(self, path: Path, give: Callable[[str], bool], like: str) -> None:
        """Take the digest of a file, SHA-256 or the kind that stands there, and give it when it is known.

        `give` says whether there is still somebody to take it.
        """
        from assay_gui.digest_work import file_digest

        name = "sha512" if len(like) == _LONGER else "sha256"

        def found(digest: str) -> None:
            if give(digest):
                self._window.notice.tell(self._look.words.say("form.digest_taken", name=path.name))

        def failed(error: Exception) -> None:
            if not isinstance(error, OSError):
                raise error
            reason = error.strerror or type(error).__name__
            self._window.notice.tell(self._look.words.say("form.digest_failed", name=path.name, reason=reason))

        self._tasks.start(_TASK, lambda _stop: file_digest(path, name), found, on_failure=failed)
