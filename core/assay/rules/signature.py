# SPDX-License-Identifier: Apache-2.0
"""Who stands behind a pack: a detached signature over its files, and the keys the user trusts (ADR 13)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from assay.errors import PackError
from assay.places import user_data
from assay.proofs.jose import SignatureError, thumbprint, verify_detached
from assay.rules.folder import SIGNATURE, digest_manifest
from assay.values import frozen

_KEYS = "pack_keys"


class SignatureState(StrEnum):
    """What is known of who made a pack."""

    BUNDLED = "bundled"
    """It came with the program."""
    TRUSTED = "trusted"
    """Signed with a key the user trusts."""
    UNKNOWN_KEY = "unknown_key"
    """Signed, and unchanged since; by whom is not known."""
    UNSIGNED = "unsigned"


@frozen
class Signed:
    """The state, and by whom: the name of the trusted key's file, or the thumbprint of the unknown key."""

    state: SignatureState
    by: str = ""


def trusted_keys(files: Iterable[Path] = ()) -> Mapping[str, str]:
    """Thumbprint to name of the keys the user trusts: those given, and those kept in the user's data folder.

    PackError for a given file that holds no Ed25519 key. A kept file that holds none is passed over: it makes nothing
    trusted.
    """
    found: dict[str, str] = {}
    for file in files:
        try:
            found[thumbprint(file.read_text("utf-8"))] = file.stem
        except (OSError, ValueError, SignatureError) as error:
            raise PackError("pack.no_key", file=file.name) from error
    for file in sorted(_kept()):
        try:
            found.setdefault(thumbprint(file.read_text("utf-8")), file.stem)
        except (OSError, ValueError, SignatureError):
            continue
    return found


def signed(files: Mapping[str, bytes], signature: bytes | None, trusted: Mapping[str, str]) -> Signed:
    """Who signed these files; PackError where the signature is not one of these files."""
    if signature is None:
        return Signed(SignatureState.UNSIGNED)
    try:
        key = verify_detached(signature, digest_manifest(files))
    except SignatureError as error:
        raise PackError("pack.signature_wrong", file=SIGNATURE) from error
    if key in trusted:
        return Signed(SignatureState.TRUSTED, trusted[key])
    return Signed(SignatureState.UNKNOWN_KEY, key)


def signature_in(folder: Path) -> bytes | None:
    """The signature beside a pack's files; None where there is none. PackError where it cannot be read."""
    place = folder / SIGNATURE
    try:
        return place.read_bytes() if place.is_file() else None
    except OSError as error:
        raise PackError("pack.unreadable", file=SIGNATURE, reason=error.strerror or "") from error


def _kept() -> list[Path]:
    try:
        return [entry for entry in (user_data() / _KEYS).iterdir() if entry.suffix == ".jwk"]
    except OSError:
        return []
