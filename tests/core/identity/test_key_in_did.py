# SPDX-License-Identifier: Apache-2.0
"""DIDs that are keys: published examples, one spelling for each key, and what a stranger may write."""

import base64
import json
from time import perf_counter
from typing import Any

import pytest

from assay.identity.base58 import from_base58
from assay.identity.did import MAX_LENGTH
from assay.identity.key_in_did import document_in
from assay.proofs.verification_key import KeyFault, verification_key

ED25519 = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
P256 = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"
P384 = "did:key:z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9"
RSA = (
    "did:key:z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4cd2"
    "Uf2tfrB3N7h4mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLbMH1wh5X3kA58H3DF"
    "W8rnYMakFGbca5CB2Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADfNZ5MBvcCS7m3XkFCMNUYBS9NQ3fze6v"
    "MSUPsNa6GVYmKx2x6JrdEjCk3qRMMmyjnjCMfR4pXbRMZa3i"
)
SECP256K1 = "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"
PUBLISHED: dict[str, tuple[str, dict[str, str]]] = {
    "Ed25519": (ED25519, {"kty": "OKP", "crv": "Ed25519", "x": "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik"}),
    "P-256": (
        P256,
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI",
            "y": "hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU",
        },
    ),
    "P-384": (
        P384,
        {
            "kty": "EC",
            "crv": "P-384",
            "x": "lInTxl8fjLKp_UCrxI0WDklahi-7-_6JbtiHjiRvMvhedhKVdHBfi2HCY8t_QJyc",
            "y": "y6N1IC-2mXxHreETBW7K3mBcw0qGr3CWHCs-yl09yCQRLcyfGv7XhqAngHOu51Zv",
        },
    ),
}
"""Test vectors of did:key (W3C CCG), §7."""


def jwk_of(did: str) -> dict[str, Any] | None:
    methods = document_in(did).methods
    return dict(methods[0].jwk or {}) if methods else None


def base58(data: bytes) -> str:
    """Written anew, from the description."""
    letters, number = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", int.from_bytes(data)
    text = ""
    while number:
        number, rest = divmod(number, 58)
        text = letters[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def did_key(data: bytes) -> str:
    return f"did:key:z{base58(data)}"


def did_jwk(told: object) -> str:
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    return f"did:jwk:{base64.urlsafe_b64encode(data).rstrip(b'=').decode()}"


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_key_is_read(name: str) -> None:
    did, jwk = PUBLISHED[name]
    (method,) = document_in(did).methods
    assert (method.id, method.may_assert) == (f"{did}#{did.removeprefix('did:key:')}", True)
    assert jwk_of(did) == jwk
    assert verification_key(jwk).crv == name


def test_a_published_rsa_key_is_read() -> None:
    jwk = jwk_of(RSA)
    assert jwk is not None
    assert (jwk["n"][:12], jwk["n"][-6:], jwk["e"]) == ("sbX82NTV6Iyl", "WJEYPQ", "AQAB")
    assert verification_key(jwk).kty == "RSA"


def test_a_jwk_is_what_the_did_says() -> None:
    (method,) = document_in(did_jwk(PUBLISHED["P-256"][1])).methods
    assert (method.jwk, method.may_assert) == (PUBLISHED["P-256"][1], True)
    assert method.id.endswith("#0")
    assert not document_in(did_jwk({**PUBLISHED["P-256"][1], "use": "enc"})).methods[0].may_assert


@pytest.mark.parametrize(
    "did", [SECP256K1, did_key(b"\xec\x01" + bytes(32)), did_jwk({"kty": "EC", "crv": "secp256k1"})]
)
def test_a_key_of_another_kind_is_named_and_not_used(did: str) -> None:
    jwk = jwk_of(did)
    assert jwk is not None
    with pytest.raises(KeyFault, match="kind"):
        verification_key(jwk)


def test_a_private_key_in_a_did_counts_for_nothing() -> None:
    with pytest.raises(KeyFault, match="private"):
        verification_key(jwk_of(did_jwk({**PUBLISHED["P-256"][1], "d": "AAAA"})) or {})


_ED, _POINT, _RSA = from_base58(ED25519[9:]), from_base58(P256[9:]), from_base58(RSA[9:])
REFUSED: dict[str, str] = {
    "nothing": "did:key:z",
    "another base": f"did:key:m{ED25519[9:]}",
    "no base": f"did:key:{ED25519[9:]}",
    "a letter that is none": f"{ED25519[:-1]}0",
    "a letter that was left out": f"{ED25519[:-1]}l",
    "a zero in front": f"did:key:z1{ED25519[9:]}",
    "a version": f"did:key:1.1:{ED25519[8:]}",
    "one byte too few": did_key(_ED[:-1]),
    "one byte too many": did_key(_ED + b"\0"),
    "an unknown kind": did_key(b"\x99\x01" + bytes(32)),
    "a kind written longer than needed": did_key(b"\xed\x81\x00" + _ED[2:]),
    "a point in its long form": did_key(_POINT[:2] + b"\x04" + _POINT[3:] * 2),
    "a point of no known sign": did_key(_POINT[:2] + b"\x05" + _POINT[3:]),
    "a number that no point has": did_key(_POINT[:3] + (1).to_bytes(32)),
    "a number beyond the prime": did_key(_POINT[:3] + b"\xff" * 32),
    "a point of the wrong size": did_key(_POINT[:-1]),
    "RSA with something behind": did_key(_RSA + b"\0"),
    "RSA cut short": did_key(_RSA[:-1]),
    "RSA without an exponent": did_key(_RSA[:2] + b"\x30\x03\x02\x01\x03"),
    "RSA of another tag": did_key(_RSA[:2] + b"\x31" + _RSA[3:]),
    "RSA with a length that never ends": did_key(_RSA[:2] + b"\x30\xff" + b"\xff" * 200),
    "RSA with a zero too many": did_key(_RSA[:2] + b"\x30\x07\x02\x02\x00\x03\x02\x01\x03"),
    "RSA with a negative number": did_key(_RSA[:2] + b"\x30\x06\x02\x01\x83\x02\x01\x03"),
    "no base64": "did:jwk:e.30",
    "base64 of the other alphabet": "did:jwk:eyJhIjoi+30",
    "base64 with bits left over": "did:jwk:e31",
    "no JSON": did_jwk(b"{"),
    "no object": did_jwk([]),
    "a member twice": did_jwk(b'{"kty":"EC","kty":"OKP"}'),
    "no text": did_jwk(b"\xff\xfe"),
    "deep": did_jwk(b"[" * 1_400),
    "too long": did_jwk({**PUBLISHED["P-256"][1], "kid": "x" * MAX_LENGTH}),
    "too long a key": f"did:key:z{'z' * MAX_LENGTH}",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_key_in_its_one_spelling_is_refused(name: str) -> None:
    assert jwk_of(REFUSED[name]) is None


def test_every_letter_changed_is_another_key_or_none() -> None:
    """Two DIDs never hold one key."""
    for did in (ED25519, P256):
        seen = [jwk_of(did)]
        for at in range(len("did:key:z"), len(did)):
            other = jwk_of(did[:at] + ("2" if did[at] != "2" else "3") + did[at + 1 :])
            assert other is None or other not in seen
            seen.append(other)


def test_the_longest_takes_no_time() -> None:
    started = perf_counter()
    for number in range(20):
        document_in(f"did:key:z{number + 22}{'z' * (MAX_LENGTH - 20)}")
    assert perf_counter() - started < 1


@pytest.mark.parametrize("text", ["0", "O", "I", "l", " ", "é", "z" * (MAX_LENGTH + 1)])
def test_what_is_no_base58_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_base58(text)


@pytest.mark.parametrize(
    ("text", "data"),
    [("", b""), ("1", b"\0"), ("11", b"\0\0"), ("2NEpo7TZRRrLZSi2U", b"Hello World!"), ("112", b"\0\0\x01")],
)
def test_base58_is_read(text: str, data: bytes) -> None:
    assert from_base58(text) == data
