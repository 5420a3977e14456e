# SPDX-License-Identifier: Apache-2.0
"""What the session needs of the core and of the world."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.document import Document
    from assay.identity.recognised import Recognised
    from assay.opening import Opened
    from assay_gui.checking import Checked


@frozen
class Functions:
    """What the session needs of the core and of the world; tests give their own."""

    open_files: "Callable[[Sequence[Path]], Opened]"
    open_text: "Callable[[str, bytes], Opened]"
    check: "Callable[[Document, datetime, datetime, tuple[Recognised, ...]], Checked]"
    """Of a document, the moment to check as of, the present, the files that are used for it only."""
    clock: Callable[[], datetime]


def core_functions(words: Words) -> Functions:
    """The core behind the window, imported when it is first asked for something."""

    def open_files(paths: Sequence[Path]) -> "Opened":
        from assay_gui import checking

        return checking.open_files(paths)

    def open_text(name: str, data: bytes) -> "Opened":
        from assay_gui import checking

        return checking.open_text(name, data)

    def check(
        document: "Document", moment: datetime, made_at: datetime, given: "tuple[Recognised, ...]" = ()
    ) -> "Checked":
        from assay_gui import checking

        return checking.check(document, moment, made_at, given, words=words)

    return Functions(
        open_files=open_files,
        open_text=open_text,
        check=check,
        clock=lambda: datetime.now(UTC).replace(microsecond=0),
    )
