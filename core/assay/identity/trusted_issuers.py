# SPDX-License-Identifier: Apache-2.0
"""Notaries and clearing houses that the user adds to those of the rules, in a file of that very name.

Nobody else vouches for them: each finding that rests on one says so, and the report names the file with its digest.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime

from assay.identity.given_file import GivenFile, TrustFileError
from assay.rules.trust import OWN, Role, TrustedParty
from assay.values import frozen

FILE_NAME = "trusted_issuers.toml"
MAX_BYTES = 200_000
MAX_ISSUERS = 1_000
MAX_TEXT = 200
"""Characters of a DID and of an operator's name."""
_KEYS = frozenset({"did", "operator", "role"})
_DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]\Z", re.ASCII)


@frozen
class IssuerList:
    """One file of additions."""

    name: str
    sha256: str
    dated: str
    """Day the file itself names: how old the user's knowledge is."""
    parties: tuple[TrustedParty, ...] = ()


def read_issuers(given: GivenFile) -> IssuerList:
    """The additions of a file; TrustFileError for one that is not wholly as it has to be.

    `dated = 2026-11-20`, and `[[issuers]]` with `did`, `operator` and `role` (`notary` or `compliance`).
    """
    told = _toml(given)
    dated, entries = _day(told.get("dated"), given), told.get("issuers")
    if set(told) != {"dated", "issuers"} or not isinstance(entries, list) or not entries:
        raise _wrong(given, "issuers")
    if len(entries) > MAX_ISSUERS:
        raise TrustFileError("issuers.too_many", file=given.name, limit=MAX_ISSUERS)
    parties = tuple(_party(entry, given, dated) for entry in entries)
    if len({(party.did, party.role) for party in parties}) != len(parties):
        raise _wrong(given, "did")
    return IssuerList(given.name, given.sha256, dated, parties)


def _toml(given: GivenFile) -> Mapping[str, object]:
    if len(given.data) > MAX_BYTES:
        raise TrustFileError("issuers.too_large", file=given.name)
    import tomllib

    try:
        return tomllib.loads(given.data.decode())
    except (ValueError, RecursionError) as error:
        raise TrustFileError("issuers.no_toml", file=given.name) from error


def _day(told: object, given: GivenFile) -> str:
    if not isinstance(told, date) or isinstance(told, datetime):
        raise _wrong(given, "dated")
    return told.isoformat()


def _party(entry: object, given: GivenFile, dated: str) -> TrustedParty:
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        raise _wrong(given, "issuers")
    for key, value in entry.items():
        if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT or not value.isprintable():
            raise _wrong(given, key)
    if not _DID.match(entry["did"]):
        raise _wrong(given, "did")
    if entry["role"] not in set(Role):
        raise _wrong(given, "role")
    return TrustedParty(entry["did"], entry["operator"], Role(entry["role"]), "", OWN, dated)


def _wrong(given: GivenFile, key: str) -> TrustFileError:
    return TrustFileError("issuers.wrong", file=given.name, key=key)
