# SPDX-License-Identifier: Apache-2.0
"""Status lists as given files (W3C Bitstring Status List v1.0, and its draft, StatusList2021), and what entries say.

A list is a credential about many others: one bit, or a few, for each. Nothing here is verified; who signed a list and
whether it counts at the moment is judged where it is used.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from assay.credential import JoseEnvelope, Json, JsonObject
from assay.errors import AssayError
from assay.finding import Severity
from assay.formats.data_urls import enveloped_token
from assay.formats.jose_text import looks_like_token, open_token
from assay.formats.json_text import parse_json
from assay.identity.given_file import TrustFileError
from assay.texts import quoted
from assay.values import frozen

MAX_BYTES = 4_000_000
"""Of a file with a list. A million entries that do not compress at all take a quarter of a megabyte."""
MAX_BITSTRING_BYTES = 16_777_216
"""Of a list that is unpacked: 134 million entries. A kilobyte of GZIP can hold a megabyte, so this is counted on."""
LEAST_ENTRIES = 131_072
"""A shorter list tells whose status is asked for; it is an error (Bitstring Status List §3.2)."""
MAX_STATUS_SIZE = 32
ENTRIES = ("BitstringStatusListEntry", "StatusList2021Entry")
"""Kinds of `credentialStatus` that are read."""
_CURRENT, _DRAFT = "BitstringStatusListCredential", "StatusList2021Credential"
_INDEX = re.compile(r"(?:0|[1-9][0-9]{0,15})\Z")
_GZIP = 16 + zlib.MAX_WBITS
_LONG = 120


class StatusFault(AssayError):  # noqa: N818 - why a status cannot be told, told as a finding
    """Why a status stays open; `text_id` says it (`listed.<reason>`)."""


@frozen
class StatusEntry:
    """Where a credential's status is to be looked up (§2.1)."""

    list_id: str
    """Address of the list, which is the id of the credential it is in."""
    index: int
    purpose: str
    size: int = 1
    """Bits of the entry."""
    messages: Mapping[int, str] = field(default_factory=dict, hash=False)
    """What values mean, where the entry says so."""


@frozen
class StatusList:
    """A list credential (§2.2), and the file it came in. Read, not verified."""

    id: str
    content: JsonObject = field(hash=False, repr=False)
    envelope: JoseEnvelope | None = field(hash=False, repr=False)
    """The token it came in; None for one that was given as JSON."""
    file: str = ""
    sha256: str = ""
    dated: str = ""
    """Day the file was last written (YYYY-MM-DD)."""

    @property
    def subject(self) -> JsonObject:
        """The list itself; empty where the credential is not about one thing."""
        found = self.content.get("credentialSubject")
        only = found[0] if isinstance(found, list) and len(found) == 1 else found
        return only if isinstance(only, dict) else {}

    @property
    def purposes(self) -> tuple[str, ...]:
        """What it tells: `revocation`, `suspension` and others."""
        return tuple(entry for entry in _as_tuple(self.subject.get("statusPurpose")) if isinstance(entry, str))

    def value(self, entry: StatusEntry) -> int:
        """What stands at the entry: the first one is left-most (§3.4). StatusFault where the list cannot be read."""
        encoded = self.subject.get("encodedList")
        if not isinstance(encoded, str):
            raise StatusFault("listed.list_form")
        bits = bitstring(encoded, is_draft=_CURRENT not in types_of(self.content))
        if len(bits) * 8 // entry.size < LEAST_ENTRIES:
            raise StatusFault("listed.list_short", count=len(bits) * 8 // entry.size, least=LEAST_ENTRIES)
        start, end = entry.index * entry.size, (entry.index + 1) * entry.size
        if end > len(bits) * 8:
            raise StatusFault("listed.index_range", index=entry.index, count=len(bits) * 8 // entry.size)
        found = int.from_bytes(bits[start // 8 : (end + 7) // 8], "big") >> (-end % 8)
        return found & ((1 << entry.size) - 1)


def read_status_list(data: bytes, file: str = "", *, sha256: str = "", dated: str = "") -> StatusList:
    """The list in these bytes: a token, JSON, or JSON around a token. TrustFileError where they hold none."""
    if len(data) > MAX_BYTES:
        raise TrustFileError("trust.status_list_large", file=file, limit=MAX_BYTES)
    content, envelope = _opened(data)
    if not {_CURRENT, _DRAFT} & set(types_of(content)):
        raise TrustFileError("trust.no_status_list", file=file)
    named = content.get("id")
    if not isinstance(named, str) or not named:
        raise TrustFileError("trust.status_list_nameless", file=file)
    return StatusList(named, content, envelope, file, sha256, dated)


def _opened(data: bytes) -> tuple[JsonObject, JoseEnvelope | None]:
    """What the bytes say, and the token around it; nothing where two readers could see two things."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {}, None
    if looks_like_token(text):
        return _of_token(text)
    parsed = parse_json(text)
    if parsed.flaws or not isinstance(parsed.value, dict):
        return {}, None
    if "EnvelopedVerifiableCredential" in types_of(parsed.value):
        return _of_token(enveloped_token(parsed.value, "")[0])
    return parsed.value, None


def _of_token(text: str) -> tuple[JsonObject, JoseEnvelope | None]:
    opened = open_token(text)
    if opened.payload is None or any(found.severity is Severity.VIOLATION for found in opened.findings):
        return {}, None
    return opened.payload, opened.envelope


def status_entry(value: Json) -> StatusEntry:
    """The entry that one value of `credentialStatus` names. StatusFault for another kind, or a wrong form."""
    if not isinstance(value, dict):
        raise StatusFault("listed.entry_form", member="credentialStatus")
    kinds = types_of(value)
    if not set(kinds) & set(ENTRIES):
        raise StatusFault("listed.entry_kind", kind=quoted(", ".join(kinds), _LONG), known=", ".join(ENTRIES))
    address, purpose = (_text(value, name) for name in ("statusListCredential", "statusPurpose"))
    size = value.get("statusSize", 1)
    if isinstance(size, bool) or not isinstance(size, int) or not 0 < size <= MAX_STATUS_SIZE:
        raise StatusFault("listed.entry_form", member="statusSize")
    return StatusEntry(address, _index(value.get("statusListIndex")), purpose, size, _messages(value))


def _text(value: JsonObject, name: str) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not found:
        raise StatusFault("listed.entry_form", member=name)
    return found


def _index(told: Json) -> int:
    """A number, written as text (§2.1); some write it as a number."""
    written = str(told) if isinstance(told, int) and not isinstance(told, bool) else told
    if not isinstance(written, str) or not _INDEX.match(written):
        raise StatusFault("listed.entry_form", member="statusListIndex")
    return int(written)


def _messages(value: JsonObject) -> Mapping[int, str]:
    """`statusMessage` (§2.1): what a value in hexadecimal digits means."""
    found: dict[int, str] = {}
    for entry in _as_tuple(value.get("statusMessage"))[:1000]:
        status, message = (entry.get("status"), entry.get("message")) if isinstance(entry, dict) else (None, None)
        if isinstance(status, str) and isinstance(message, str) and re.match(r"0x[0-9a-fA-F]{1,8}\Z", status):
            found.setdefault(int(status, 16), quoted(message, _LONG))
    return found


@lru_cache(maxsize=4)
def bitstring(encoded: str, *, is_draft: bool) -> bytes:
    """The list unpacked (§3.4): base64url after the multibase sign `u`, GZIP. The last ones are remembered.

    The draft had no sign in front, and either alphabet. StatusFault where it is anything else, cut, or too large.
    """
    body = encoded[1:] if encoded[:1] == "u" else encoded if is_draft else ""
    plain = body.rstrip("=").replace("+", "-").replace("/", "_") if is_draft else body
    try:
        packed = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj(_GZIP)
        bits = unpacking.decompress(packed, MAX_BITSTRING_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise StatusFault("listed.list_form") from error
    if len(bits) > MAX_BITSTRING_BYTES:
        raise StatusFault("listed.list_large", limit=MAX_BITSTRING_BYTES)
    if not unpacking.eof or unpacking.unused_data:
        raise StatusFault("listed.list_form")
    return bits


def types_of(content: JsonObject) -> tuple[str, ...]:
    """The names under `type`."""
    return tuple(name for name in _as_tuple(content.get("type")) if isinstance(name, str))


def _as_tuple(value: Json) -> tuple[Json, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)
