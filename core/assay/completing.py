# SPDX-License-Identifier: Apache-2.0
"""What an unsigned document lacks before it can be signed: issuer, dates and ids, filled in where they are missing.

Nothing that stands in it is changed; what contradicts the key is refused.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urldefrag

from assay.checks.validity import NAMES, OLDER_NAMES, parse_date_time_stamp
from assay.credential import Credential, Generation, Json, JsonObject, Kind, Reading
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V1, CREDENTIALS_V2, as_tuple, types_of
from assay.identity.did import root_of
from assay.keys.key_record import KeyRecord
from assay.keys.registration import certificate_end
from assay.keys.signer import KeyStoreError
from assay.moment import format_moment
from assay.values import frozen

DAYS = 365
"""How long a credential counts where nobody says: a year, as certificates do, so that both are renewed together."""
_CONTEXTS = {Generation.LOIRE: CREDENTIALS_V2, Generation.TAGUS: CREDENTIALS_V1}
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@frozen
class Completed:
    """A document ready to be checked and signed."""

    content: dict[str, Json]
    filled: tuple[str, ...]
    """The members that were filled in."""


def completed(reading: Reading, record: KeyRecord, moment: datetime) -> Completed:
    """The credential that a document holds, or the claims, as a credential of the key's owner.

    KeyStoreError where it holds something else, is signed already, is somebody else's, or would outlive the key's
    certificate.
    """
    content = _envelope(_only(reading), reading.generation)
    filled: list[str] = []
    begins, ends = NAMES if reading.generation is Generation.LOIRE else OLDER_NAMES
    refuse_foreign(content, record)
    last = certificate_end(record)
    until = min(filter(None, (moment + timedelta(days=DAYS), last)))
    wanted: dict[str, Json] = {
        "id": _address(record, content),
        "issuer": record.did,
        begins: format_moment(moment),
        ends: format_moment(until),
    }
    made: dict[str, Json] = {}
    for name in ("@context", "type"):
        made[name] = content.get(name)
    for name, value in wanted.items():
        known = "@id" if name == "id" and "@id" in content else name
        if content.get(known) in (None, ""):
            filled.append(name)
        made[known] = content.get(known) or value
    made |= {name: value for name, value in content.items() if name not in made}
    made["credentialSubject"] = _named_subject(made, filled)
    return Completed({name: value for name, value in made.items() if value is not None}, tuple(filled))


def presentation_facts(credentials: Sequence[JsonObject], record: KeyRecord, moment: datetime) -> dict[str, Json]:
    """Id, issuer and dates of a presentation: it counts as long as everything in it and the key's certificate."""
    ends = [parse_date_time_stamp(content.get("validUntil")) for content in credentials]
    until = min(filter(None, (moment + timedelta(days=DAYS), certificate_end(record), *ends)))
    if until <= moment:
        raise KeyStoreError("issue.over", day=until.date().isoformat())
    return {
        "id": _named("presentation", record, [*credentials, format_moment(moment)]),
        "issuer": record.did,
        "validFrom": format_moment(moment),
        "validUntil": format_moment(until),
    }


def _only(reading: Reading) -> Credential:
    """The one credential of a document that can be signed."""
    if reading.kind is Kind.LABEL:
        raise KeyStoreError("issue.label")
    if reading.kind not in (Kind.CREDENTIAL, Kind.CLAIMS) or len(reading.credentials) != 1:
        raise KeyStoreError("issue.kind")
    if reading.is_signed:
        raise KeyStoreError("issue.signed_already")
    if reading.generation not in _CONTEXTS:
        raise KeyStoreError("issue.generation", generation=reading.generation.value)
    return reading.credentials[0]


def _envelope(found: Credential, generation: Generation) -> dict[str, Json]:
    """The credential; around bare claims, one that says of itself what they are."""
    content = dict(found.content)
    if not found.is_bare_claims:
        return content
    contexts = [entry for entry in as_tuple(content.pop("@context", None)) if entry != _CONTEXTS[generation]]
    kinds = [entry for entry in as_tuple(content.get("type", content.get("@type"))) if isinstance(entry, str)]
    return {
        "@context": [_CONTEXTS[generation], *contexts],
        "type": ["VerifiableCredential", *kinds],
        "credentialSubject": content,
    }


def refuse_foreign(content: JsonObject, record: KeyRecord) -> None:
    """Returns where the key's owner may issue it. KeyStoreError where it is somebody else's, or would outlive the key's
    certificate.
    """
    named = content.get("issuer")
    found = named.get("id") if isinstance(named, Mapping) else named
    if found not in (None, "", record.did):
        raise KeyStoreError("issue.other_issuer", issuer=str(found)[:100], did=record.did)
    last = certificate_end(record)
    for member in ("validUntil", "expirationDate"):
        wanted = parse_date_time_stamp(content.get(member))
        if wanted is not None and last is not None and wanted > last:
            raise KeyStoreError("issue.outlives", day=wanted.date().isoformat(), last=last.date().isoformat())


def _address(record: KeyRecord, content: JsonObject) -> str:
    """An address below the owner's, where the credential can be published: what it is, and a part that differs."""
    subject = content.get("credentialSubject")
    inner = types_of(subject) if isinstance(subject, Mapping) else ()
    kinds = [kind for kind in (*types_of(content), *inner) if kind != "VerifiableCredential"]
    return _named(_WORD.sub("-", kinds[0]).lower() if kinds else "credential", record, content)


def _named(word: str, record: KeyRecord, told: Json) -> str:
    base = root_of(record.did)
    digest = hashlib.sha256(print_json(told).encode()).hexdigest()[:12]
    plain = re.sub(r"[^a-z0-9-]+", "-", word)
    return f"{base}/{plain}-{digest}.json"


def _named_subject(content: JsonObject, filled: list[str]) -> Json:
    """A subject needs an id of its own, other than the credential's (ICAM 25.11 §5.2)."""
    subject = content.get("credentialSubject")
    if not isinstance(subject, Mapping) or subject.get("id") or subject.get("@id"):
        return subject
    own = content.get("id", content.get("@id"))
    filled.append("credentialSubject.id")
    return {"id": f"{urldefrag(str(own)).url}#cs", **subject}
