# SPDX-License-Identifier: Apache-2.0
"""The acceptance of the terms and conditions of Tagus, as a draft: it repeats them word for word.

The words are not ours to carry: whoever accepts them brings the text she has read, from the registry of Gaia-X or from
another acceptance, and it is taken only if it is the right one to the letter, told by its digest (TF 22.10).
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from assay.credential import Json
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V1
from assay.kits.kit import KitError
from assay.kits.terms_draft import current_terms, identity_of
from assay.moment import format_moment
from assay.rules.pack import RulePack

MAX_WORDS_BYTES = 1_000_000
"""Of a file with the words: they have 600 letters, a credential around them a few thousand."""
_SUITE = "https://w3id.org/security/suites/jws-2020/v1"
_MOST_DEEP = 12


def tagus_terms_draft(did: str, moment: datetime, pack: RulePack, words: bytes, *, credential_id: str = "") -> bytes:
    """The unsigned credential (`gx:GaiaXTermsAndConditions`) of a company, as JSON.

    `words`: a file with the text by itself, as the registry answers it, or inside of another credential. KitError
    (`terms.other_words`) where the right text is not in it; else as `terms_draft`.
    """
    identity, issuer = identity_of(did, credential_id)
    told: dict[str, Json] = {
        "@context": [CREDENTIALS_V1, _SUITE, pack.namespace],
        "id": identity,
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "issuanceDate": format_moment(moment),
        "credentialSubject": {
            "id": f"{identity}#cs",
            "type": "gx:GaiaXTermsAndConditions",
            "gx:termsAndConditions": right_words(words, current_terms(pack, moment).sha256),
        },
    }
    return print_json(told).encode()


def right_words(data: bytes, sha256: str) -> str:
    """The text of that digest in a file. Line ends as another system writes them are put right, and nothing else.

    KitError (`terms.other_words`) where there is none.
    """
    text = data[:MAX_WORDS_BYTES].decode("utf-8-sig", "replace")
    for candidate in _candidates(text):
        for spelled in (candidate, candidate.replace("\r\n", "\n").strip()):
            if hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest() == sha256:
                return spelled
    raise KitError("terms.other_words")


def _candidates(text: str) -> Iterator[str]:
    yield text
    try:
        yield from _strings(json.loads(text), _MOST_DEEP)
    except (ValueError, RecursionError):
        return


def _strings(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item, depth - 1)
