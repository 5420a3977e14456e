# SPDX-License-Identifier: Apache-2.0
"""Key pairs and certificates out of what a token shows: attributes by their numbers (PKCS#11 v2.40 §4).

Tokens are made by many, and differ: a public key may be missing, a point wrapped or bare, a certificate alone be left.
What is read is judged as any public key is, the weak ones that faulty cards made included.
"""

import base64
import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Protocol, TypeAlias

from assay.errors import AssayError
from assay.identity.certificates import Certificate, is_signed_by, read_certificates
from assay.keys.key_type import key_type
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import TokenKey
from assay.proofs.compact import encoded
from assay.proofs.jose import exported
from assay.proofs.signatures import public_key_digest, rsa_numbers
from assay.proofs.verification_key import KeyFault, verification_key
from assay.values import frozen

CLASS, LABEL, VALUE, KEY_KIND, ID = 0x0000, 0x0003, 0x0011, 0x0100, 0x0102
_MODULUS, _EXPONENT, PARAMS, _POINT = 0x0120, 0x0122, 0x0180, 0x0181
CERTIFICATE, PUBLIC, PRIVATE = 1, 2, 3
"""Classes of objects."""
_RSA, _EC, _EDWARDS = 0x00, 0x03, 0x40
"""Kinds of keys."""
CURVES: Mapping[str, bytes] = {
    "P-256": bytes.fromhex("06082a8648ce3d030107"),
    "P-384": bytes.fromhex("06052b81040022"),
    "Ed25519": bytes.fromhex("06032b6570"),
}
"""Their names as tokens want them: an object identifier in DER (RFC 5480 §2.1.1.1, RFC 8410 §3)."""
_CURVE_OF = {told: name for name, told in CURVES.items()} | {b"\x13\x0cedwards25519": "Ed25519"}
"""PKCS#11 v3.0 §2.3.5 allows the name in words too."""
_POINTS = {"P-256": 65, "P-384": 97, "Ed25519": 32}
"""Bytes of a public point, not compressed."""
MOST_CHAIN = 10
_LINE = 64
_LONGEST_LABEL = 100


_SEQUENCE = b"\x30"


class TokenObject(Protocol):
    """An object in a token."""

    def __getitem__(self, attribute: int, /) -> object:
        """The attribute of that number; raises whatever the library does where there is none."""


@frozen
class Seen:
    """One object, read."""

    kind: int
    """CLASS."""
    label: str
    id: bytes
    jwk: dict[str, str] | None = None
    """The public key, where the object tells it."""
    certificate: bytes = b""
    """As DER."""


_Held: TypeAlias = tuple[Seen, Certificate]
"""A certificate, and the object it was read from."""


def seen(found: TokenObject) -> Seen | None:
    """The object, as far as it is needed here; None for one of another kind."""
    kind = found[CLASS]
    if kind not in {CERTIFICATE, PUBLIC, PRIVATE}:
        return None
    label, identity = _text(_optional(found, LABEL)), _bytes(_optional(found, ID))
    if kind == CERTIFICATE:
        return Seen(CERTIFICATE, label, identity, certificate=_bytes(_optional(found, VALUE)))
    return Seen(PUBLIC if kind == PUBLIC else PRIVATE, label, identity, _jwk(found))


class _Missing:
    """Whatever a library raises for an attribute that is not there, is kept to itself."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> bool:
        """True for errors."""
        return isinstance(error, Exception)


def _optional(found: TokenObject, attribute: int) -> object:
    with _Missing():
        return found[attribute]
    return None


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _text(value: object) -> str:
    told = value if isinstance(value, str) else ""
    return "".join(sign for sign in told if sign.isprintable()).strip()[:_LONGEST_LABEL]


def _jwk(found: TokenObject) -> dict[str, str] | None:
    kind = _optional(found, KEY_KIND)
    if kind == _RSA:
        modulus, exponent = (_bytes(_optional(found, number)).lstrip(b"\0") for number in (_MODULUS, _EXPONENT))
        return {"kty": "RSA", "n": encoded(modulus), "e": encoded(exponent)} if modulus and exponent else None
    if kind not in {_EC, _EDWARDS}:
        return None
    curve = _CURVE_OF.get(_bytes(_optional(found, PARAMS)), "")
    point = _bare(_bytes(_optional(found, _POINT)), _POINTS.get(curve, 0))
    if not point:
        return None
    if curve == "Ed25519":
        return {"kty": "OKP", "crv": curve, "x": encoded(point)}
    half = len(point) // 2
    return {"kty": "EC", "crv": curve, "x": encoded(point[1 : half + 1]), "y": encoded(point[half + 1 :])}


def _bare(value: bytes, size: int) -> bytes:
    """A point without what it is wrapped in: an octet string as the standard wants, a bit string, or nothing."""
    for wrapping in (b"", bytes((4, size)), bytes((3, size + 1, 0))):
        if size and len(value) == len(wrapping) + size and value.startswith(wrapping):
            return value[len(wrapping) :]
    return b""


def key_pairs(objects: Iterable[Seen]) -> tuple[TokenKey, ...]:
    """The key pairs that sign here, by label and id; other keys and certificates of others are passed over."""
    all_of = tuple(objects)
    certificates = tuple(_read(all_of))
    found: dict[tuple[bytes, str], TokenKey] = {}
    for one in sorted(all_of, key=lambda entry: -entry.kind):
        told = _public(one, all_of, certificates)
        with suppress(KeyFault, KeyStoreError):
            if told is None:
                continue
            key = _token_key(one, told, certificates)
            found.setdefault((one.id, _numbers(key.public_jwk)), key)
    return tuple(sorted(found.values(), key=lambda key: (key.label.casefold(), key.id)))


def _numbers(jwk: Mapping[str, str]) -> str:
    return json.dumps(jwk, sort_keys=True)


def _public(one: Seen, all_of: Sequence[Seen], certificates: Sequence[_Held]) -> dict[str, str] | None:
    """The public key of an object: its own, that of its partner, or that of its certificate."""
    if one.jwk is not None:
        return one.jwk
    if one.kind == CERTIFICATE:
        own = [parsed for entry, parsed in certificates if entry is one and not parsed.is_authority]
    else:
        partners = [entry.jwk for entry in all_of if entry.kind == PUBLIC and entry.id == one.id and entry.jwk]
        if len(partners) == 1:
            return partners[0]
        own = [parsed for entry, parsed in certificates if entry.id == one.id]
    if len(own) != 1 or not one.id:
        return None
    with suppress(AssayError):
        told: dict[str, str] = json.loads(exported(own[0].handle.public_key()))
        return told
    return None


def _token_key(one: Seen, jwk: dict[str, str], certificates: Sequence[_Held]) -> TokenKey:
    """KeyFault or KeyStoreError for a key that is not used here."""
    handle = verification_key(jwk).handle
    bits = rsa_numbers(handle)[0].bit_length()
    kind = key_type(jwk["kty"], jwk.get("crv", ""), bits)
    if kind is None:
        raise KeyStoreError("private_key.kind", kind=jwk["kty"])
    chain = "".join(_pem(held.certificate) for held, _ in _chain(public_key_digest(handle), certificates))
    label = one.label or next((entry.label for entry, _ in certificates if entry.id == one.id and one.id), "")
    told = {**jwk, "alg": kind.algorithm}
    return TokenKey(label, one.id.hex(), kind.name, told, chain, one.kind == PRIVATE)


def _read(objects: Iterable[Seen]) -> Iterator[_Held]:
    for one in objects:
        if one.certificate.startswith(_SEQUENCE):
            with suppress(AssayError):
                yield one, read_certificates(one.certificate)[0]


def _chain(spki: str, certificates: Sequence[_Held]) -> list[_Held]:
    """From the key's own certificate, the one that ends last, up to the root as far as the token has them."""
    own = [held for held in certificates if held[1].spki == spki]
    chain = sorted(own, key=lambda held: (held[1].ends, held[1].sha256))[-1:]
    while chain and not chain[-1][1].names_itself and len(chain) < MOST_CHAIN:
        above = [held for held in certificates if _is_above(chain[-1][1], held[1]) and held not in chain]
        if not above:
            break
        chain.append(above[0])
    return chain


def _is_above(one: Certificate, other: Certificate) -> bool:
    return other.subject_name == one.issuer_name and other.is_authority and is_signed_by(one, other)


def _pem(der: bytes) -> str:
    """As RFC 7468 §5 writes it."""
    lines = "\n".join(textwrap.wrap(base64.b64encode(der).decode(), _LINE))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
