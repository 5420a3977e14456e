# SPDX-License-Identifier: Apache-2.0
"""A file that may be a trusted list, before anything parses it: what it looks like, and that it has an end."""

import re

from assay.identity.given_file import TrustFileError

MAX_LIST_BYTES = 16_000_000
"""Of a list. The list of lists has 0.5 MB, those of the countries up to a few."""
MAX_TAGS = 150_000
"""Tags, opening and closing. The Belgian list has 10,000."""
MAX_PREFIXES = 64
"""Names for namespaces. Bringing an element into canonical form takes a look at each one in scope."""
MAX_ATTRIBUTES, MAX_OF_A_TAG = 50_000, 200
"""Attributes; the parser compares each one of a tag with all others. The Belgian list has 1,100."""
ROOT_NAME = b"TrustServiceStatusList"
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_PREFIX, _ATTRIBUTE = re.compile(rb"xmlns:([^\s=]+)"), re.compile(rb"""=\s*["']""")
_BOM = b"\xef\xbb\xbf"


def looks_like_a_list(data: bytes) -> bool:
    """Whether the file is XML: no other XML is given for anchors."""
    return data.removeprefix(_BOM).lstrip()[:1] == b"<"


def names_a_list(data: bytes) -> bool:
    """Whether the file is XML and has the word that every trusted list begins with."""
    return looks_like_a_list(data) and ROOT_NAME in data


def bounded(data: bytes, file: str) -> bytes:
    """The bytes, if they may be given to a parser. TrustFileError for what makes entities, and for what is endless."""
    try:
        data.decode("utf-8")  # as §5.1.3 wants it; else the bytes below could be written in another way
    except UnicodeDecodeError as error:
        raise TrustFileError("list_file.unreadable", file=file) from error
    if any(word in data for word in _FORBIDDEN) or ROOT_NAME not in data:
        raise TrustFileError("list_file.unreadable", file=file)
    if len(data) > MAX_LIST_BYTES or _is_endless(data):
        raise TrustFileError("list_file.too_large", file=file)
    return data


def _is_endless(data: bytes) -> bool:
    if data.count(b"<") > MAX_TAGS or len(set(_PREFIX.findall(data))) > MAX_PREFIXES:
        return True
    of_tags = [len(_ATTRIBUTE.findall(tag)) for tag in data.split(b"<")]
    return sum(of_tags) > MAX_ATTRIBUTES or max(of_tags) > MAX_OF_A_TAG
