# SPDX-License-Identifier: Apache-2.0
"""Exit codes (contract: Exit codes of check and verify)."""

from enum import IntEnum

from assay.verdict import Verdict


class ExitCode(IntEnum):
    """What the process ends with."""

    CONFORMANT = 0
    NON_CONFORMANT = 1
    INCOMPLETE = 2
    USAGE = 3
    FAILURE = 4
    INTERRUPTED = 130


_VERDICTS = {
    Verdict.CONFORMANT: ExitCode.CONFORMANT,
    Verdict.NON_CONFORMANT: ExitCode.NON_CONFORMANT,
    Verdict.INCOMPLETE: ExitCode.INCOMPLETE,
}


def exit_code(verdict: Verdict) -> ExitCode:
    """The exit code that tells the verdict."""
    return _VERDICTS[verdict]
