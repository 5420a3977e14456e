# SPDX-License-Identifier: Apache-2.0
"""A key of the vault whose private part is in a token: how it is told, and how it signs."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

from assay.keys.key_record import KeyRecord, Place, checked_did, checked_fragment, checked_name
from assay.keys.registration import chain_address, default_fragment
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import AskPin, TokenInfo, TokenKey
from assay.keys.token_session import TokenSession
from assay.moment import format_moment, now
from assay.proofs.jose import thumbprint_of
from assay.proofs.signatures import ALGORITHMS


class TokenSigner:
    """Satisfies `assay.keys.signer.Signer`. To be closed when the work is done: the token is logged in until then."""

    __slots__ = ("_key", "_session", "algorithm", "public_jwk")

    def __init__(self, record: KeyRecord, ask: AskPin, session: TokenSession | None = None) -> None:
        """Of a record that an open vault gave: the module it names is native code, and is loaded.

        `session`: one with that token which is there for others too; `ask` is its own then. KeyStoreError where the key
        is in no token, or the module cannot be used.
        """
        (module, serial, label), told = token_of(record), record.token
        self.public_jwk: Mapping[str, str] = record.public_jwk
        self.algorithm = record.public_jwk["alg"]
        self._key = TokenKey(told["label"], told["id"], record.type, dict(record.public_jwk))
        self._session = session or TokenSession(module, serial, ask, label=label)

    def __enter__(self) -> Self:
        """Nothing to do: the PIN is asked with the first signature."""
        return self

    def __exit__(self, *_: object) -> None:
        """Logs out."""
        self.close()

    def close(self) -> None:
        """Logs out; the PIN is asked again for the next signature."""
        self._session.close()

    def sign(self, data: bytes, algorithm: str = "") -> bytes:
        """The signature in the form of JOSE (RFC 7518 §3). KeyStoreError for an algorithm of another kind of key, where
        the token is not there, and where the PIN is wrong.
        """
        name = algorithm or self.algorithm
        wanted = ALGORITHMS.get(name)
        jwk = self.public_jwk
        if wanted is None or (wanted.kty, wanted.crv) != (jwk["kty"], jwk.get("crv", "")):
            raise KeyStoreError("private_key.algorithm", algorithm=name, kind=self._key.type)
        return self._session.sign(self._key, name, data)


def token_of(record: KeyRecord) -> tuple[Path, str, str]:
    """Where the key is: the module, and the token's serial number and label. KeyStoreError where it is in no token."""
    if record.place is not Place.TOKEN or not _is_whole(record):
        raise KeyStoreError("token.no_record", name=record.name)
    return Path(record.token["module"]), record.token["serial"], record.token["token"]


def _is_whole(record: KeyRecord) -> bool:
    told = record.token
    return (
        {"module", "serial", "token", "label", "id"} <= told.keys()
        and record.public_jwk.get("alg", "") in ALGORITHMS
        and re.fullmatch("([0-9a-f]{2})*", told["id"]) is not None
    )


def token_record(info: TokenInfo, key: TokenKey, name: str, did: str, fragment: str) -> KeyRecord:
    """What the vault keeps of a key in a token: `Vault.add(record, None, …)`. KeyStoreError for an unfit name, DID or
    fragment.
    """
    return KeyRecord(
        thumbprint_of(json.dumps(key.public_jwk)),
        checked_name(name),
        checked_did(did),
        checked_fragment(fragment),
        key.type,
        key.public_jwk,
        format_moment(now()),
        "token",
        chain=key.chain,
        place=Place.TOKEN,
        token={
            "module": info.module,
            "serial": info.serial,
            "token": info.label,
            "label": key.label,
            "id": key.id,
        },
    )


def registered(
    info: TokenInfo, key: TokenKey, name: str, did: str, *, others: Iterable[KeyRecord], fragment: str = ""
) -> KeyRecord:
    """The same as a new key of an owner who has `others`, among which its chain's address has to be new. KeyStoreError
    as for `token_record`.
    """
    identity = thumbprint_of(json.dumps(key.public_jwk))
    made = token_record(info, key, name, did, fragment or default_fragment(identity))
    return replace(made, chain_address=chain_address(made.did, identity, others))
