# SPDX-License-Identifier: Apache-2.0
"""The document of a command that works on one."""

from assay.cli.check import standard_input
from assay.document import Document
from assay.errors import UsageError
from assay.opening import open_paths


def one_document(path: str) -> Document:
    """The document of a file, or of standard input. UsageError where it cannot be read, or holds several."""
    opened = open_paths([path], stdin=standard_input)
    if opened.errors:
        raise UsageError(opened.errors[0].text_id, **opened.errors[0].params)
    if len(opened.documents) != 1 or opened.skipped:
        raise UsageError("decode_one_file", name=path)
    return opened.documents[0]
