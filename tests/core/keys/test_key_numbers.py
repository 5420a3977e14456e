# SPDX-License-Identifier: Apache-2.0
"""The numbers of a key that came from elsewhere: they belong together, are strong enough, and are looked at in time."""

import base64
import hashlib
import json
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from assay.identity.der import values
from assay.keys.key_import import read_private_key
from assay.keys.key_soundness import sound
from assay.keys.key_type import KEY_TYPES
from assay.keys.private_key import make
from assay.keys.signer import KeyStoreError
from key_files import handle, integer, jwk, key, openssl, sequence, value


def told(data):
    """Why a file is refused."""
    with pytest.raises(KeyStoreError) as caught:
        read_private_key(data)
    return caught.value.text_id.removeprefix("key_import.")


def _number(value):
    data = value.to_bytes((value.bit_length() + 7) // 8 or 1)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _value(told):
    return int.from_bytes(base64.urlsafe_b64decode(told + "=="))


@pytest.mark.parametrize("member", ["n", "e", "d", "p", "q", "dp", "dq", "qi"])
@pytest.mark.parametrize("change", [2, -2, 1 << 40])
def test_numbers_of_an_rsa_key_that_do_not_belong_together_are_told(member, change):
    found = jwk("rsa2048")
    wrong = {**found, member: _number(_value(found[member]) + change)}
    assert told(json.dumps(wrong).encode()) in ("mismatch", *(["exponent"] if member == "e" else []))


@pytest.mark.parametrize(
    ("name", "member"),
    [(name, member) for name in ("p256", "p384", "ed25519") for member in jwk(name) if len(member) == 1],
)
def test_halves_of_two_keys_are_told(name, member):
    found = jwk(name)
    raw = bytearray(base64.urlsafe_b64decode(found[member] + "=="))
    raw[-1] ^= 1
    assert told(json.dumps({**found, member: base64.urlsafe_b64encode(raw).decode()}).encode()) == "mismatch"


@pytest.mark.parametrize("member", ["n", "e", "d", "p", "q", "dp", "dq", "qi"])
def test_a_number_of_an_rsa_key_that_is_missing_is_told(member):
    found = {name: value for name, value in jwk("rsa2048").items() if name != member}
    assert told(json.dumps(found).encode()) == ("only_public" if member == "d" else "incomplete")


def _newer(name, public):
    """As RFC 5958 has it: with the public key behind."""
    (_, kind), (_, inside) = values(values(key(name).pkcs8())[0][1])[1:3]
    return sequence(integer(1), sequence(kind), value(4, inside), value(0x81, b"\0" + public))


@pytest.mark.parametrize("name", KEY_TYPES)
def test_a_key_of_the_newer_form_is_read_with_its_own_public_key_alone(name):
    """Programs in Rust write it; the library refuses it as it stands."""
    form = PublicFormat.SubjectPublicKeyInfo
    own, other = (
        made.public_key().public_bytes(Encoding.DER, form) for made in (handle(name), make(KEY_TYPES[name]).handle)
    )
    bits = [values(values(octets)[0][1])[1][1][1:] for octets in (own, other)]
    assert read_private_key(_newer(name, bits[0])).key.pkcs8() == key(name).pkcs8()
    assert told(_newer(name, bits[1])) == "mismatch"


@pytest.mark.parametrize("name", ["p256", "p384"])
def test_a_point_of_another_key_is_refused(name):
    size = 1 + 2 * KEY_TYPES[name].bits // 8
    assert told(key(name).pkcs8()[:-size] + make(KEY_TYPES[name]).pkcs8()[-size:]) == "broken"


class Halves:
    """A private key, and the public key of another."""

    def __init__(self, one, other):
        self.sign, self.public_key = one.sign, other.public_key


def test_whatever_the_numbers_say_the_key_has_to_sign_what_it_verifies():
    Ed25519PrivateKey.register(Halves)
    one, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    assert sound(Halves(one, one)).type.name == "ed25519"
    with pytest.raises(KeyStoreError, match=r"key_import\.mismatch"):
        sound(Halves(one, other))


def _rsa_jwk(p, q, e=65537):
    d = pow(e, -1, (p - 1) * (q - 1))
    names = {"n": p * q, "e": e, "d": d, "p": p, "q": q, "dp": d % (p - 1), "dq": d % (q - 1), "qi": pow(q, -1, p)}
    return json.dumps({"kty": "RSA", **{name: _number(value) for name, value in names.items()}}).encode()


def _next_prime(number, step=2):
    while any(pow(base, number - 1, number) != 1 for base in (2, 3, 5)):
        number += step
    return number


def test_factors_that_lie_close_together_are_told():
    p = handle("rsa2048").private_numbers().p
    assert told(_rsa_jwk(p, _next_prime(p + 2))) == "factorable"


def test_the_trace_of_the_faulty_card_is_told():
    """Of primes k M + (65537^a mod M), M the product of the first primes (CVE-2017-15361)."""
    product = 1
    for prime in range(2, 702):
        product *= prime if all(prime % lower for lower in range(2, prime)) else 1
    assert product.bit_length() == 971

    def made(word):
        number = ((1 << 1023) + (1 << 1022)) // product + int.from_bytes(hashlib.sha256(word).digest()[:5])
        return _next_prime(number * product + pow(65537, int.from_bytes(word), product), product)

    assert told(_rsa_jwk(made(b"one"), made(b"two"))) == "factorable"


def test_a_factor_that_is_no_prime_is_told():
    """All else about the numbers is right, but for what they sign nobody can vouch."""
    p = handle("rsa2048").private_numbers().p
    seeds = (int.from_bytes(hashlib.sha256(word).digest()) for word in (b"a", b"b"))
    half = [_next_prime((7 << 509) + seed | 1) for seed in seeds]
    q = half[0] * half[1]
    assert told(_rsa_jwk(p, q)) == "mismatch"


def _published(group):
    """A prime of 4,096 bits that a standard prints (RFC 3526 §5, RFC 7919 §A.3): making one takes many seconds."""
    made = openssl("genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", f"group:{group}")
    ((_, content),) = values(base64.b64decode(b"".join(made.splitlines()[1:-1])))
    return int.from_bytes(values(content)[0][1])


def test_the_largest_key_that_is_taken_is_read_in_time():
    """The library's own look at it takes five seconds."""
    data = _rsa_jwk(_published("modp_4096"), _published("ffdhe4096"))
    began = time.process_time()
    assert read_private_key(data).key.type.bits == 8192
    assert time.process_time() - began < 2


def test_a_larger_key_is_refused_before_anything_is_done_with_it():
    p, q = _published("modp_4096"), 7 * _published("ffdhe4096")
    began = time.process_time()
    assert told(_rsa_jwk(p, q)) == "kind"
    assert time.process_time() - began < 0.5
