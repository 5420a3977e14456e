# SPDX-License-Identifier: Apache-2.0
"""Files that values are taken from: the digest of a document, certificates. They are read off the main thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import AssayError
from assay_gui.asking import Asking
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.authoring.forms.certificate_text import CertificateChain

_TASK, _CERTIFICATES = "digest of a document", "certificates of a field"
"""Keys of the tasks."""
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

        self._tasks.start(_TASK, lambda _stop: file_digest(path, name), found, on_failure=partial(self._failed, path))

    def read_certificates(self, path: Path, give: "Callable[[CertificateChain], None]") -> None:
        """Read the certificates of a file, and give them when they are read."""
        from assay_gui.digest_work import certificates_in

        failed = partial(self._failed, path)
        self._tasks.start(_CERTIFICATES, lambda _stop: certificates_in(path), give, on_failure=failed)

    def _failed(self, path: Path, error: Exception) -> None:
        words = self._look.words
        if isinstance(error, OSError):
            reason = error.strerror or type(error).__name__
            self._window.notice.tell(words.say("form.digest_failed", name=path.name, reason=reason))
        elif isinstance(error, AssayError):
            self._window.notice.tell(words.error(error))
        else:
            raise error
