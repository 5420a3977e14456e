# SPDX-License-Identifier: Apache-2.0
"""Files with private keys as other programs write them: OpenSSL's command line, cryptography, jwcrypto.

The keys are made anew in each run, and are good for nothing else.
"""

import json
import subprocess
from collections.abc import Callable
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509 import load_pem_x509_certificates
from jwcrypto.jwk import JWK

from assay.keys.key_type import KEY_TYPES
from assay.keys.private_key import PrivateKey, make

PASSWORD = "correct horse Ünïcode staple"
PLAIN = "correct-horse"
"""Where a command line takes it."""


@cache
def key(name: str) -> PrivateKey:
    """A key of that type: the same one all through a run."""
    return make(KEY_TYPES[name])


@cache
def handle(name: str) -> Any:
    """The same as the library's; it looks at a key for a tenth of a second each time it loads one."""
    return load_der_private_key(key(name).pkcs8(), None)


@cache
def pem(name: str) -> bytes:
    """The same as PKCS#8 in PEM."""
    told: bytes = handle(name).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return told


def openssl(*arguments: str, given: bytes = b"") -> bytes:
    """What the command line of OpenSSL answers."""
    ran = subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


@cache
def certificate(name: str) -> bytes:
    """A certificate that the key of that type signed itself, as PEM."""
    return openssl("req", "-x509", "-new", "-key", "/dev/stdin", "-subj", f"/CN={name}", "-days", "9", given=pem(name))


def _pkcs12(name: str, *more: str) -> bytes:
    both = pem(name) + certificate(name)
    return openssl("pkcs12", "-export", "-passout", f"pass:{PLAIN}", *more, given=both)


def _sealed(name: str, *more: str) -> bytes:
    return openssl("pkcs8", "-topk8", "-passout", f"pass:{PLAIN}", *more, given=pem(name))


def _private(name: str, encoding: Encoding, form: PrivateFormat, password: str = "") -> bytes:
    how = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    told: bytes = handle(name).private_bytes(encoding, form, how)
    return told


def _by_library(name: str, how: Any) -> bytes:
    (own,) = load_pem_x509_certificates(certificate(name))
    return pkcs12.serialize_key_and_certificates(b"Name", handle(name), own, [own], how)


def _old_lock() -> Any:
    made = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(50_000)
    made = made.key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC).hmac_hash(SHA1())
    return made.build(PASSWORD.encode())


def jwk(name: str) -> dict[str, Any]:
    """The key as jwcrypto writes it."""
    return dict(_jwk(name))


@cache
def _jwk(name: str) -> dict[str, Any]:
    told: dict[str, Any] = JWK.from_pem(pem(name)).export_private(as_dict=True)
    return told


def _set(name: str) -> bytes:
    other = JWK.generate(kty="EC", crv="P-256").export_public(as_dict=True)
    return json.dumps({"keys": [other, {**jwk(name), "use": "sig"}, other]}).encode()


def _named(name: str) -> bytes:
    """As `openssl pkcs12 -in … -nodes` prints it: with the attributes of each bag in between."""
    return openssl("pkcs12", "-noenc", "-passin", f"pass:{PLAIN}", given=_pkcs12(name, "-name", "our key"))


def _traditional(name: str, *more: str) -> bytes:
    if name.startswith("rsa"):
        return openssl("rsa", "-traditional", *more, given=pem(name))
    return openssl("ec", *more, given=pem(name))


Form = tuple[Callable[[str], bytes], str | None]
FORMS: dict[str, Form] = {
    "pem": (pem, None),
    "pem with certificate after": (lambda name: pem(name) + certificate(name), None),
    "pem with certificate before": (lambda name: certificate(name) + b"\n\n" + pem(name), None),
    "pem of windows": (lambda name: b"\xef\xbb\xbf" + pem(name).replace(b"\n", b"\r\n"), None),
    "pem of powershell": (lambda name: pem(name).decode().replace("\n", "\r\n").encode("utf-16"), None),
    "pem out of a mail": (lambda name: b"Here it is:\n> \n" + pem(name).replace(b"\n", b"\n  ") + b"\nBest", None),
    "pem with attributes": (_named, None),
    "der": (lambda name: key(name).pkcs8(), None),
    "der of openssl": (lambda name: openssl("pkey", "-outform", "DER", given=pem(name)), None),
    "sealed pem": (lambda name: _sealed(name, "-v2", "aes-256-cbc"), PLAIN),
    "sealed pem, scrypt": (lambda name: _sealed(name, "-scrypt"), PLAIN),
    "sealed pem, old": (lambda name: _sealed(name, "-v1", "PBE-SHA1-3DES"), PLAIN),
    "sealed pem, many rounds": (lambda name: _sealed(name, "-v2", "aes-256-cbc", "-iter", "600000"), PLAIN),
    "sealed der": (lambda name: _sealed(name, "-v2", "aes-128-cbc", "-outform", "DER"), PLAIN),
    "sealed pem of the library": (lambda name: _private(name, Encoding.PEM, PrivateFormat.PKCS8, PASSWORD), PASSWORD),
    "pkcs12": (_pkcs12, PLAIN),
    "pkcs12 as java wrote it": (lambda name: _pkcs12(name, "-legacy", "-name", "1"), PLAIN),
    "pkcs12 without certificates": (lambda name: _pkcs12(name, "-nocerts"), PLAIN),
    "pkcs12 not sealed": (lambda name: _pkcs12(name, "-keypbe", "NONE", "-certpbe", "NONE"), PLAIN),
    "pkcs12 of the library": (lambda name: _by_library(name, BestAvailableEncryption(PASSWORD.encode())), PASSWORD),
    "pkcs12 of the library, old": (lambda name: _by_library(name, _old_lock()), PASSWORD),
    "pkcs12 without password": (lambda name: _by_library(name, NoEncryption()), None),
    "jwk": (lambda name: json.dumps(jwk(name)).encode(), None),
    "jwk in a set": (_set, None),
    "jwk, padded": (
        lambda name: json.dumps(
            {member: told + "=" * (-len(told) % 4) if len(member) < 3 else told for member, told in jwk(name).items()}
        ).encode(),
        None,
    ),
}
"""How a key of each type may come, and its password."""

TRADITIONAL: dict[str, Form] = {
    "traditional": (_traditional, None),
    "traditional der": (lambda name: _traditional(name, "-outform", "DER"), None),
    "traditional sealed": (lambda name: _traditional(name, "-aes256", "-passout", f"pass:{PLAIN}"), PLAIN),
    "traditional sealed, old": (lambda name: _traditional(name, "-des3", "-passout", f"pass:{PLAIN}"), PLAIN),
    "traditional of the library": (
        lambda name: _private(name, Encoding.PEM, PrivateFormat.TraditionalOpenSSL, PLAIN),
        PLAIN,
    ),
}
"""The same for types that are older than PKCS#8."""


def foreign(*arguments: str) -> bytes:
    """A key that OpenSSL makes, as PKCS#8 in PEM."""
    return openssl("genpkey", *arguments)


def as_der(text: bytes) -> bytes:
    """A key of PEM as DER."""
    return load_pem_private_key(text, None).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


DATA = bytes.fromhex("06092a864886f70d010701")
KEY_BAG = bytes.fromhex("060b2a864886f70d010c0a0101")
SEALED_BAG = bytes.fromhex("060b2a864886f70d010c0a0102")


def value(tag: int, *content: bytes) -> bytes:
    """A DER value."""
    inside = b"".join(content)
    size = len(inside)
    if size < 128:
        return bytes([tag, size]) + inside
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(octets)]) + octets + inside


def sequence(*content: bytes) -> bytes:
    """A DER sequence."""
    return value(0x30, *content)


def integer(number: int) -> bytes:
    """A DER integer."""
    return value(2, number.to_bytes(number.bit_length() // 8 + 1, signed=True))


def pfx(*bags: bytes) -> bytes:
    """A PKCS#12 file of these bags, which nothing protects."""
    inside = sequence(sequence(DATA, value(0xA0, value(4, sequence(*bags)))))
    return sequence(integer(3), sequence(DATA, value(0xA0, value(4, inside))))


def key_bag(der: bytes) -> bytes:
    """A key in the open."""
    return sequence(KEY_BAG, value(0xA0, der))


def sealed_bag(der: bytes) -> bytes:
    """A key under a password."""
    return sequence(SEALED_BAG, value(0xA0, der))


def sealed_by(kdf: bytes, cipher: str = "60864801650304012a") -> bytes:
    """A key of PKCS#8 that is said to be locked like that; there is none in it."""
    lock = sequence(kdf, sequence(value(6, bytes.fromhex(cipher)), value(4, bytes(16))))
    return sequence(sequence(value(6, bytes.fromhex("2a864886f70d01050d")), lock), value(4, bytes(160)))


def scrypt(*numbers: int) -> bytes:
    """The lock of RFC 7914: N, r, p, and maybe a length."""
    return sequence(value(6, bytes.fromhex("2b06010401da47040b")), sequence(value(4, b"salt"), *map(integer, numbers)))


def pbkdf2(*numbers: int) -> bytes:
    """The lock of RFC 8018: rounds, and maybe a length."""
    return sequence(value(6, bytes.fromhex("2a864886f70d01050c")), sequence(value(4, b"salt"), *map(integer, numbers)))


def old_lock(rounds: int) -> bytes:
    """A key that is said to be locked as RFC 7292 has it."""
    name = bytes.fromhex("060a2a864886f70d010c0103")
    return sequence(sequence(name, sequence(value(4, bytes(8)), integer(rounds))), value(4, bytes(160)))
