# SPDX-License-Identifier: Apache-2.0
"""The run record: who, when, where, with which command. Kept apart from the report, whose bytes it must not change."""

import os
import sys
from datetime import UTC, datetime

from assay.moment import format_moment
from assay.reports.report import RunRecord


def make_run_record(command: str, clock: str, *, made: datetime | None = None) -> RunRecord:
    """The record of the run under way: `command` repeats it, `clock` says in words whose clock was read.

    `made` is the instant the report is made; the present by default.
    """
    instant = (made or datetime.now(UTC)).replace(microsecond=0)
    host, system = _machine()
    return RunRecord(
        report_number=_number(),
        made_at=format_moment(instant),
        made_at_local=instant.astimezone().isoformat(),
        made_by=_account(),
        host=host,
        system=f"{system}, Python {'.'.join(map(str, sys.version_info[:3]))}",
        command=command,
        clock=clock,
    )


def _number() -> str:
    """A random UUID (RFC 9562 §5.4); the module for it takes longer to import than all the rest of the record."""
    raw = bytearray(os.urandom(16))
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    told = raw.hex()
    return "-".join((told[:8], told[8:12], told[12:16], told[16:20], told[20:]))


def _machine() -> tuple[str, str]:
    """Name of the computer; name and release of its system."""
    if hasattr(os, "uname"):
        found = os.uname()
        return found.nodename, f"{found.sysname} {found.release}"
    import platform

    return platform.node(), f"{platform.system()} {platform.release()}"


def _account() -> str:
    """Name of the user account; empty where the system has none (a container without a user database entry)."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else ""
