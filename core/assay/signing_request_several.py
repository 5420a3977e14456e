# SPDX-License-Identifier: Apache-2.0
"""Several drafts signed on another machine in one go: one request has them all, one response their presentation.

The machine that has the key prepares each of them anew, and what comes back is taken apart again: every credential has
to be the very one that was asked for, signed by the same key, and nothing else may be in it.
"""

from collections.abc import Mapping
from datetime import datetime

from assay.credential import Credential, Generation, Json
from assay.document import Document
from assay.formats import read
from assay.formats.json_text import parse_json, print_json
from assay.issue import PROFILES, Holds, Signed, enveloped, presentation_of
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.linked_data.contexts import ContextSource
from assay.moment import format_moment
from assay.options import Options
from assay.proofs.compact import decoded
from assay.signing import LEAST_REASON, Gate, Prepared, refuse_unverified
from assay.signing_request import Request, request_told
from assay.signing_several import Left, Several, prepare_several

_FACTS = ("id", "issuer", "validFrom", "validUntil")
"""What a presentation of Loire says of itself besides its credentials."""
_PARTS = 3
"""Of a token: header, payload, signature."""


def payload_of(several: Several) -> bytes:
    """What is asked for: the drafts as they are to be signed, and what is signed already, in their order."""
    return print_json([_as_asked(part) for part in several.parts]).encode()


def request_of_several(several: Several, moment: datetime, reason: str = "") -> bytes:
    """The file that asks for all signatures; KeyStoreError where a reason is wanted and missing."""
    request = Request(
        several.record.did,
        several.prepared[0].profile.id,
        Holds.SEVERAL,
        payload_of(several),
        reason.strip(),
        format_moment(moment),
    )
    if several.gate is Gate.REASON and len(request.reason) < LEAST_REASON:
        raise KeyStoreError("issue.reason_first")
    verdict = several.whole.report.verdict.value if several.whole is not None else ""
    return request_told(request, verdict)


def prepare_asked(request: Request, record: KeyRecord, options: Options) -> Several:
    """What is asked for, checked anew where the key is. KeyStoreError where it is for another owner, or one of them
    could not be signed as it is.
    """
    if request.did != record.did:
        raise KeyStoreError("request.other_owner", did=request.did[:100], owner=record.did)
    document = Document("request", request.payload)
    found = prepare_several((document,), record, options, request.profile, together=True)
    if payload_of(found) != request.payload:
        raise KeyStoreError("request.unfinished")
    return found


def refuse_other(signed: Signed, request: Request, record: KeyRecord, contexts: ContextSource) -> None:
    """Returns where a presentation holds what was asked for, signed by that key, and nothing else. KeyStoreError."""
    asked = parse_json(request.payload.decode()).value
    reading = read(Document("answer", signed.data))
    given = reading.credentials
    if reading.presentation is None or not isinstance(asked, list) or len(asked) != len(given):
        raise KeyStoreError("request.other_answer")
    for wanted, credential in zip(asked, given, strict=True):
        if not isinstance(wanted, dict) or not _is_asked(wanted, credential):
            raise KeyStoreError("request.other_answer")
        if not _is_signed(wanted):
            refuse_unverified(_alone(credential), record, contexts)
    is_tagus = PROFILES[request.profile].generation is Generation.TAGUS
    told = _told(signed)
    if not isinstance(told, dict):
        raise KeyStoreError("request.other_answer")
    facts = {} if is_tagus else {name: told[name] for name in _FACTS if name in told}
    parts = [credential.envelope.compact if credential.envelope else credential.content for credential in given]
    if _plain(presentation_of(parts, facts)) != told or facts.get("issuer", record.did) != record.did:
        raise KeyStoreError("request.other_answer")
    if not is_tagus:  # a presentation of Tagus has no signature of its own
        refuse_unverified(signed, record, contexts)


def _as_asked(part: Prepared | Left) -> dict[str, Json]:
    return dict(part.in_presentation if isinstance(part, Left) else part.content)


def _is_signed(wanted: Mapping[str, Json]) -> bool:
    """Whether it was signed before: it is in the envelope of its token, or has its proof."""
    return "proof" in wanted or "EnvelopedVerifiableCredential" in str(wanted.get("type"))


def _is_asked(wanted: Mapping[str, Json], credential: Credential) -> bool:
    """Whether a credential is the one that was asked for; what was signed before, letter by letter."""
    if _is_signed(wanted):
        given = enveloped(credential.envelope.compact) if credential.envelope else credential.content
        return _plain(given) == wanted
    if credential.envelope is None:
        return {name: value for name, value in _plain(credential.content).items() if name != "proof"} == wanted
    return _payload(credential.envelope.compact) == wanted


def _told(signed: Signed) -> Json:
    """What a presentation says, as it was signed."""
    text = signed.data.decode()
    return _payload(text) if signed.suffix == ".jwt" else parse_json(text).value


def _payload(compact: str) -> Json:
    parts = compact.split(".")
    return parse_json(decoded(parts[1]).decode()).value if len(parts) == _PARTS else None


def _alone(credential: Credential) -> Signed:
    """A credential of a presentation, as its own file has it."""
    if credential.envelope is not None:
        return Signed(credential.envelope.compact.encode(), "application/vc+jwt", ".jwt")
    return Signed(print_json(credential.content).encode(), "application/vc+ld+json", ".json")


def _plain(content: Mapping[str, Json]) -> dict[str, Json]:
    """As a text of it reads: numbers and lists alike, whatever they were made of."""
    found = parse_json(print_json(content)).value
    return dict(found) if isinstance(found, Mapping) else {}
