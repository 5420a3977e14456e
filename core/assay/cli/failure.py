# SPDX-License-Identifier: Apache-2.0
"""What is said when the program fails: where, and how to report it. Nothing of a document is in it."""

import sys
from pathlib import Path
from types import TracebackType

from assay import __version__
from assay.cli.console import complain
from assay.cli.exit_code import ExitCode

_FRAMES_SHOWN = 6


def tell_failure(error: Exception) -> ExitCode:
    """Say that the program failed and give the exit code for it.

    Only the kind of the error and the lines of our own code are told: an error's message may quote a document.
    """
    facts = f"Assay {__version__}, Python {'.'.join(map(str, sys.version_info[:3]))}, {sys.platform}"
    told = [f"{type(error).__name__}: {', '.join(_frames(error.__traceback__))}", facts]
    try:
        from assay.texts import load_texts

        texts = load_texts()
        told = [texts.say("cli.failure"), *told, texts.part("cli.failure", "how")]
    except (OSError, ValueError, KeyError, ImportError):
        told.append(str(Path(__file__).parent.parent))  # not even the texts can be read: a damaged installation
    for line in told:
        complain(line)
    return ExitCode.FAILURE


def _frames(trace: TracebackType | None) -> list[str]:
    """File and line of the last calls, by path inside its package."""
    found: list[str] = []
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        found.append(f"{path.parent.name}/{path.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[-_FRAMES_SHOWN:]
