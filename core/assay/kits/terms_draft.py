# SPDX-License-Identifier: Apache-2.0
"""The acceptance of the terms and conditions of Gaia-X, as a draft to be signed by whoever accepts them.

Every issuer of credentials needs one of its own, but for notaries (CD 24.11, PA1.1).
"""

from collections.abc import Iterable
from datetime import datetime

from assay.credential import Json
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V2
from assay.identity.did import root_of
from assay.keys.key_record import checked_did
from assay.kits.kit import KitError
from assay.kits.paths import no_file
from assay.moment import format_moment
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load
from assay.rules.pack import RulePack, TermsHash

FILE = "terms.json"
_FOLDER = "credentials"


def current_terms(pack: RulePack, moment: datetime) -> TermsHash:
    """The terms to accept on that day: of those that are valid, the ones that stay valid longest.

    KitError (`terms.none`) where the rules name none.
    """
    day = moment.date().isoformat()
    found = [entry for entry in pack.terms if _is_valid(entry, day)]
    if not found:
        raise KitError("terms.none", pack=pack.name)
    return max(found, key=lambda entry: (not entry.valid_until, entry.valid_until, entry.valid_from))


def _is_valid(terms: TermsHash, day: str) -> bool:
    return (terms.valid_from or day) <= day <= (terms.valid_until or day)


def terms_draft(did: str, moment: datetime, *, ends: datetime | None = None, credential_id: str = "") -> bytes:
    """The unsigned credential (`gx:Issuer`) of a company, as JSON.

    `credential_id` is the address it will be published at; where none is given, one below the address of the DID.
    `ends`: until when the acceptance is stated, not beyond the certificate it is signed with. KeyStoreError for what is
    no did:web, KitError for an id that is no address of a file.
    """
    identity, issuer = identity_of(did, credential_id)
    pack = load(DEFAULT_PACK, moment)
    told: dict[str, Json] = {
        "@context": [CREDENTIALS_V2, pack.namespace],
        "id": identity,
        "type": ["VerifiableCredential", "gx:Issuer"],
        "issuer": issuer,
        "validFrom": format_moment(moment),
        **_ending(ends),
        "credentialSubject": {
            "id": f"{identity}#cs",
            "type": "gx:Issuer",
            "gaiaxTermsAndConditions": current_terms(pack, moment).sha256,
        },
    }
    return print_json(told).encode()


def identity_of(did: str, credential_id: str = "") -> tuple[str, str]:
    """Id and issuer of an acceptance. KeyStoreError for what is no did:web, KitError for an id that is no address of a
    file.
    """
    identity = credential_id or own_address(did, FILE)
    if no_file(identity) or "#" in identity:
        raise KitError("kit.credential_id", id=identity[:200])
    return identity, checked_did(did)


def _ending(ends: datetime | None) -> dict[str, Json]:
    return {} if ends is None else {"validUntil": format_moment(ends)}


def own_address(did: str, *names: str) -> str:
    """An address below that of a did:web: `https://example.com/credentials/<name>`. KeyStoreError where it is none."""
    root = root_of(checked_did(did))
    if not root:
        raise KitError("kit.address", address=did[:200])
    return _joined((root, _FOLDER, *names))


def _joined(parts: Iterable[str]) -> str:
    return "/".join(parts)
