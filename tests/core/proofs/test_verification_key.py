# SPDX-License-Identifier: Apache-2.0
"""Keys from strangers: one that is fit, or a reason why not, whatever stands in the JWK."""

import base64
from typing import Any

import pytest

from assay.proofs.verification_key import KeyFault, verification_key
from signing import public_jwk


def _number(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


SOUND: dict[str, dict[str, Any]] = {
    "RSA": {"kty": "RSA", "n": _number(b"\xff" * 256), "e": "AQAB"},
    "EC": {
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",  # RFC 7515, Appendix A.3
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    },
    "OKP": public_jwk(),
}
HOSTILE = (None, 1, 1.5, True, [], {}, "", "A", "=", "é", "\ud800", [1], "RSA", "P-256", "AQAB" * 40_000)
NEEDED = {"RSA": ("kty", "n", "e"), "EC": ("kty", "crv", "x", "y"), "OKP": ("kty", "crv", "x")}
OTHERS = ("kid", "x5c", "x5u", "x5t", "ext", "junk")


@pytest.mark.parametrize("kind", SOUND)
def test_what_makes_up_a_key_has_to_be_right(kind: str) -> None:
    assert verification_key(SOUND[kind]).kty == kind
    for name in NEEDED[kind]:
        without = {key: value for key, value in SOUND[kind].items() if key != name}
        for jwk in (without, *({**SOUND[kind], name: value} for value in HOSTILE if value != SOUND[kind][name])):
            with pytest.raises(KeyFault):
                verification_key(jwk)


@pytest.mark.parametrize("kind", SOUND)
def test_what_else_stands_in_a_jwk_is_passed_over(kind: str) -> None:
    """RFC 7517 §4; a member of another kind of key is no part of this one."""
    foreign = {name for names in NEEDED.values() for name in names} - set(NEEDED[kind])
    for name in (*foreign, *OTHERS):
        for value in HOSTILE:
            if name != "crv" or isinstance(value, str):
                assert verification_key({**SOUND[kind], name: value}).kty == kind


def test_a_point_off_the_curve_is_no_key() -> None:
    with pytest.raises(KeyFault, match="broken"):
        verification_key({**SOUND["EC"], "y": SOUND["EC"]["x"]})


P, Y = 2**255 - 19, 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD83D3D706A17C7


@pytest.mark.parametrize("height", [0, 1, P - 1, P, P + 1, Y, P - Y])
@pytest.mark.parametrize("sign", [0, 2**255])
def test_a_key_that_everybody_can_sign_with_is_refused(height: int, sign: int) -> None:
    with pytest.raises(KeyFault, match=r"key\.broken"):
        verification_key({"kty": "OKP", "crv": "Ed25519", "x": _number((height | sign).to_bytes(32, "little"))})
