# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a command line, in words of our own: `argparse` tells it in English sentences only.

The sentences are those of Python 3.11 to 3.13. One that is not known here is shown as it is.
"""

import re

from assay.errors import UsageError

_SENTENCES = (
    ("usage_missing", r"the following arguments are required: (?P<names>.+)"),
    ("usage_unknown", r"unrecognized arguments: (?P<names>.+)"),
    ("usage_choice", r"argument (?P<name>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.+)\)"),
    ("usage_value", r"argument (?P<name>.+?): expected (?:one|at least one) argument"),
    ("usage_no_value", r"argument (?P<name>.+?): ignored explicit argument '?(?P<value>.*?)'?"),
)
"""Text id and the sentence it stands for."""


def usage_error(message: str, command: str) -> UsageError:
    """The error for a message of `argparse` about a command."""
    for text_id, sentence in _SENTENCES:
        if found := re.fullmatch(sentence, message, re.DOTALL):
            told = {name: value.replace("'", "") for name, value in found.groupdict().items()}
            return UsageError(text_id, command=command, **told)
    return UsageError("usage", message=message, command=command)
