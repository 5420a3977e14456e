# SPDX-License-Identifier: Apache-2.0
"""A private key out of a file that people have: PEM, DER, PKCS#12 or JWK, locked or not, with its certificates.

The file may come from anybody: what opening it costs is bounded (`key_lock`, `pkcs12_file`, `key_soundness`). What the
libraries say of it may quote it; every error is raised anew, with none of theirs behind it.
"""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from assay.identity.certificates import MAX_CERTIFICATES, Certificate, from_x5c, read_certificates
from assay.identity.pem import BEGIN
from assay.keys.hushed import Hushed
from assay.keys.key_lock import check_lock, check_old_lock
from assay.keys.key_shape import Part, Shape, parts, without_public
from assay.keys.key_soundness import public_octets, sound
from assay.keys.private_jwk import handle_of, only_private
from assay.keys.private_key import PrivateKey
from assay.keys.signer import KeyStoreError
from assay.values import frozen

MAX_BYTES = 200_000
"""A key of RSA 8,192 with ten certificates has 40,000."""
LONGEST_PASSWORD = 1_000
_INSTEAD: Mapping[Shape, str] = {
    Shape.SSH: "key_import.only_ssh",
    Shape.PGP: "key_import.only_pgp",
    Shape.JAVA: "key_import.only_java",
    Shape.CERTIFICATE: "key_import.only_certificate",
    Shape.PUBLIC: "key_import.only_public",
    Shape.REQUEST: "key_import.only_request",
}
"""What a file without a private key may hold instead, the most telling first."""


@frozen
class ImportedKey:
    """What was in the file."""

    key: PrivateKey
    certificates: tuple[Certificate, ...] = field(repr=False)
    """As they stood in it; whose they are, `assay.keys.certificates_for` says. Often there are none."""


def read_private_key(data: bytes, password: str | None = None) -> ImportedKey:
    """The one private key of a file, and the certificates beside it.

    `password`: None where none was asked for yet; passed over where the file needs none. KeyStoreError
    (`key_import.…`) for whatever else the file is, and nothing else.
    """
    if len(data) > MAX_BYTES:
        raise KeyStoreError("key_import.too_large", limit=MAX_BYTES)
    found = parts(data)
    private = [part for part in found if part.is_private]
    if len(private) > 1:
        raise KeyStoreError("key_import.several")
    if not private:
        raise KeyStoreError(_instead(found))
    handle, beside = _opened(private[0], _octets(password))
    certificates = _certificates([*beside, *(part.data for part in found if part.shape is Shape.CERTIFICATE)])
    if private[0].shape is Shape.JSON:
        certificates = _of_jwk(private[0].data)
    return ImportedKey(sound(handle), certificates)


def _instead(found: Sequence[Part]) -> str:
    shapes = {part.shape for part in found}
    return next((text for shape, text in _INSTEAD.items() if shape in shapes), "key_import.no_key")


def _octets(password: str | None) -> bytes | None:
    if password is None:
        return None
    told = password.encode("utf-8", "surrogatepass")
    if len(told) > LONGEST_PASSWORD:
        raise KeyStoreError("key_import.password_wrong")
    return told


def _opened(part: Part, password: bytes | None) -> tuple[object, Sequence[bytes]]:
    """The key of the library, and the certificates that were locked up with it (DER)."""
    if part.shape is Shape.JSON:
        return handle_of(only_private(part.data)), ()
    if part.shape is Shape.PKCS12:
        from assay.keys.pkcs12_file import opened

        found = opened(part.data, password)
        if not found.key:
            raise KeyStoreError("key_import.only_certificate" if found.certificates else "key_import.no_key")
        return _loaded(found.key, None), found.certificates
    if part.shape is Shape.KEY:
        return _plain(part.data), ()
    if part.shape is Shape.SEALED:
        check_lock(part.data)
    else:
        check_old_lock(part.data)
    if password is None:
        raise KeyStoreError("key_import.password_needed")
    return _loaded(part.data, password), ()


def _plain(data: bytes) -> object:
    """A key in the open. Where a public key stands beside it, that has to be its."""
    bare, beside = without_public(data)
    found = _loaded(bare, None)
    if beside:
        own = b""
        with Hushed():
            own = public_octets(found)
        if not own.endswith(beside):
            raise KeyStoreError("key_import.mismatch")
    return found


def _loaded(data: bytes, password: bytes | None) -> object:
    """A key of DER; where it begins as PEM does, of that. KeyStoreError where the library finds none."""
    from cryptography.hazmat.primitives.serialization import load_der_private_key, load_pem_private_key

    load = load_pem_private_key if data.startswith(b"-----") else load_der_private_key
    with Hushed() as hushed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of kinds of keys that are refused anyway
        return load(data, password, unsafe_skip_rsa_key_validation=True)
    fault = "password_wrong" if password is not None else "broken"
    raise KeyStoreError(f"key_import.{'unknown' if hushed.is_unknown else fault}")


def _certificates(found: Iterable[bytes]) -> tuple[Certificate, ...]:
    """Each once, as it comes first. One that cannot be read is told: it might be the one that counts."""
    each = dict.fromkeys(found)
    if len(each) > MAX_CERTIFICATES:
        raise KeyStoreError("key_import.certificate")
    told: list[Certificate] = []
    for der in each:
        if BEGIN in der:
            raise KeyStoreError("key_import.certificate")
        with Hushed():
            told += read_certificates(der)
            continue
        raise KeyStoreError("key_import.certificate")
    return tuple(told)


def _of_jwk(data: bytes) -> tuple[Certificate, ...]:
    jwk = only_private(data)
    if "x5c" not in jwk:
        return ()
    with Hushed():
        return from_x5c(jwk["x5c"])
    raise KeyStoreError("key_import.certificate")
