# SPDX-License-Identifier: Apache-2.0
"""The kinds of files that signatures are checked with."""

from enum import StrEnum


class FileKind(StrEnum):
    """What a file is used for; the words a report has for it (`inputs`), where it has one."""

    DID_DOCUMENT = "did_document"
    CHAIN = "chain"
    ANCHORS = "anchors"
    TRUSTED_LIST = "trusted_list"
    STATUS = "status"
    REVOCATION = "revocation"
