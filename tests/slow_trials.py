# SPDX-License-Identifier: Apache-2.0
"""Work that never ends, for a process of its own: it imports this module by name."""

import time
from collections.abc import Mapping

LONG = 300.0


def never_done(files: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], int]:
    """As `assay.pack_trial.try_here` for shapes that take for ever."""
    time.sleep(LONG)
    return files, 0
