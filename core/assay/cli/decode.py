# SPDX-License-Identifier: Apache-2.0
"""`assay decode`: the decoded view of a document, to which lines, columns and pointers refer."""

import sys
from argparse import Namespace

from assay.cli.check import standard_input
from assay.cli.console import complain, is_terminal, write
from assay.cli.exit_code import ExitCode
from assay.cli.run import tell
from assay.errors import UsageError
from assay.finding import Severity
from assay.opening import open_paths
from assay.texts import Texts


def run(arguments: Namespace, texts: Texts) -> int:
    """Print the view; exit code 1, with the reason, where the document cannot be read to its end."""
    from assay.formats import read

    opened = open_paths([arguments.file], stdin=standard_input)
    for error in opened.errors:
        tell(error, texts)
    if opened.errors:
        return ExitCode.USAGE
    if len(opened.documents) != 1 or opened.skipped:
        raise UsageError("decode_one_file", name=arguments.file)
    reading = read(opened.documents[0])
    write(_shown(reading.text).encode("utf-8", "replace"))
    faults = [found for found in reading.findings if found.severity is Severity.VIOLATION]
    for found in faults:
        complain(texts.part(found.text, "what", found.params))
    return ExitCode.NON_CONFORMANT if faults else ExitCode.CONFORMANT


def _shown(text: str) -> str:
    """The text, ending in a line break; on a terminal with one sign for each character that could steer it."""
    if is_terminal(sys.stdout):
        text = "".join(one if one.isprintable() or one in "\n\t" else "\ufffd" for one in text)
    return text if not text or text.endswith("\n") else f"{text}\n"
