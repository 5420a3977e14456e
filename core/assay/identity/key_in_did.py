# SPDX-License-Identifier: Apache-2.0
"""DIDs that hold their key themselves: did:key (W3C CCG, §3) and did:jwk. No file is needed to read them.

Each key has one spelling here: what another spelling of it might mean is not guessed at.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeAlias

from assay.identity.base58 import from_base58
from assay.identity.did import DID_JWK, DID_KEY, MAX_LENGTH
from assay.identity.did_document import DidDocument, VerificationMethod, once

_Jwk: TypeAlias = Mapping[str, object]
_P256 = (
    0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
)
_P384 = (
    2**384 - 2**128 - 2**96 + 2**32 - 1,
    0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
)
"""Prime and coefficient of each curve (SEC 2 §2.4.2 and §2.5.1)."""
_ED25519_BYTES = 32
_OTHERS: Mapping[bytes, _Jwk] = {
    b"\xe7\x01": {"kty": "EC", "crv": "secp256k1"},
    b"\xec\x01": {"kty": "OKP", "crv": "X25519"},
    b"\x82\x24": {"kty": "EC", "crv": "P-521"},
    b"\x83\x24": {"kty": "OKP", "crv": "Ed448"},
}
"""Keys of other kinds, by their multicodec: named, so that it can be said what they are; not read."""


@lru_cache(maxsize=256)
def document_in(did: str) -> DidDocument:
    """What the DID Core document of such a DID says; without a method where the DID holds no key that can be read."""
    if len(did) > MAX_LENGTH:
        return DidDocument(did, ())
    try:
        fragment, jwk = _key(did) if did.startswith(DID_KEY) else ("0", _jwk(did))
    except (ValueError, RecursionError):
        return DidDocument(did, ())
    may_assert = jwk.get("use", "sig") == "sig"
    return DidDocument(did, (VerificationMethod(f"{did}#{fragment}", did, jwk, may_assert=may_assert),))


def _key(did: str) -> tuple[str, _Jwk]:
    """`z`, then base58 of the multicodec of the kind of key and the key."""
    text = did.removeprefix(DID_KEY)
    if not text.startswith("z"):
        raise ValueError(text[:1])
    data = from_base58(text[1:])
    code, content = data[:2], data[2:]
    return text, _KINDS[code](content) if code in _KINDS else _other(code)


def _other(code: bytes) -> _Jwk:
    if code not in _OTHERS:
        raise ValueError(code)
    return _OTHERS[code]


def _ed25519(content: bytes) -> _Jwk:
    if len(content) != _ED25519_BYTES:
        raise ValueError(len(content))
    return {"kty": "OKP", "crv": "Ed25519", "x": _encoded(content)}


def _point(name: str, curve: tuple[int, int]) -> Callable[[bytes], _Jwk]:
    """A point in its short form: which of two, and the one number the other follows from (SEC 1 §2.3.4)."""
    prime, coefficient = curve
    size = (prime.bit_length() + 7) // 8

    def read(content: bytes) -> _Jwk:
        x = int.from_bytes(content[1:])
        if len(content) != size + 1 or content[0] not in (2, 3) or x >= prime:
            raise ValueError(len(content))
        square = (x * x * x - 3 * x + coefficient) % prime
        root = pow(square, (prime + 1) // 4, prime)
        if root * root % prime != square:
            raise ValueError(name)
        y = root if root % 2 == content[0] % 2 else prime - root
        return {"kty": "EC", "crv": name, "x": _encoded(content[1:]), "y": _encoded(y.to_bytes(size))}

    return read


def _rsa(content: bytes) -> _Jwk:
    """RSAPublicKey (RFC 8017, A.1.1): a sequence of two numbers, and nothing else."""
    modulus, rest = _number(_content(content, 0x30)[0])
    exponent, rest = _number(rest)
    if rest or content != _der(0x30, _integer(modulus) + _integer(exponent)):
        raise ValueError(len(content))
    return {"kty": "RSA", "n": _encoded(_bytes(modulus)), "e": _encoded(_bytes(exponent))}


def _number(data: bytes) -> tuple[int, bytes]:
    content, rest = _content(data, 0x02)
    return int.from_bytes(content), rest


def _content(data: bytes, tag: int) -> tuple[bytes, bytes]:
    """What a DER value holds, and what follows it. Sloppy spellings are found by writing it again."""
    if len(data) < 2 or data[0] != tag:  # noqa: PLR2004 - tag and length
        raise ValueError(tag)
    length, at = data[1], 2
    if length & 0x80:
        at += length & 0x7F
        length = int.from_bytes(data[2:at])
    return data[at : at + length], data[at + length :]


def _integer(number: int) -> bytes:
    return _der(0x02, number.to_bytes(number.bit_length() // 8 + 1))


def _der(tag: int, content: bytes) -> bytes:
    size = _bytes(len(content)) or b"\x00"
    if len(content) > 0x7F:  # noqa: PLR2004 - the longest with a length of one octet (X.690 §8.1.3.4)
        size = bytes([0x80 | len(size)]) + size
    return bytes([tag]) + size + content


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)


_KINDS: Mapping[bytes, Callable[[bytes], _Jwk]] = {
    b"\xed\x01": _ed25519,
    b"\x80\x24": _point("P-256", _P256),
    b"\x81\x24": _point("P-384", _P384),
    b"\x85\x24": _rsa,
}
"""By multicodec: ed25519-pub, p256-pub, p384-pub, rsa-pub, as variable-length numbers."""


def _jwk(did: str) -> _Jwk:
    """Base64url of a JWK."""
    text = did.removeprefix(DID_JWK)
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(text[:1]) from error
    if _encoded(data) != text:
        raise ValueError(text[:1])
    told = json.loads(data.decode(), object_pairs_hook=once)
    if not isinstance(told, dict):
        raise ValueError(text[:1])  # noqa: TRY004 - what the DID holds is wrong, not what the caller gave
    return told


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
