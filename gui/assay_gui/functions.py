# SPDX-License-Identifier: Apache-2.0
"""What the session needs of the core and of the world."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen

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
