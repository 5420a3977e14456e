# SPDX-License-Identifier: Apache-2.0
"""A process that holds keys leaves no picture of its memory behind when it crashes."""

import sys


def forbid_dumps() -> None:
    """From now on the system writes no core file of this process (POSIX alone; elsewhere nothing happens)."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
