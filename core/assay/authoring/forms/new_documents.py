# SPDX-License-Identifier: Apache-2.0
"""Credentials written from nothing: the envelope that a generation wants around a subject."""

from collections.abc import Mapping
from datetime import datetime

from assay.authoring.forms.parts import Part, written
from assay.authoring.forms.spelling import Spelling, spelling_of
from assay.credential import Generation, Json
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V1, CREDENTIALS_V2
from assay.linked_data.contexts import ContextSource
from assay.moment import format_moment
from assay.rules.pack import RulePack
from assay.values import frozen

_SIGNATURES = "https://w3id.org/security/suites/jws-2020/v1"
_CONTEXTS = {Generation.LOIRE: (CREDENTIALS_V2,), Generation.TAGUS: (CREDENTIALS_V1, _SIGNATURES)}
_DATES = {Generation.LOIRE: ("validFrom", "validUntil"), Generation.TAGUS: ("issuanceDate", "expirationDate")}
"""Members of begin and end of validity (VCDM 2.0 §4.9, VCDM 1.1 §4.5 and §4.6)."""


@frozen
class NewCredential:
    """What is known about a credential before anybody has filled in its subject."""

    subject: Part
    id: str
    issuer: str
    valid_from: datetime
    valid_until: datetime | None = None


def new_contexts(pack: RulePack) -> list[str]:
    """The contexts of a new credential, in the order they must stand: those of an extension after its base's."""
    first = _CONTEXTS[Generation(pack.generation)]
    return [*first, *pack.context_urls[:1], *(url for entry in pack.extensions for url in entry.context_urls[:1])]


def new_spelling(pack: RulePack) -> Spelling:
    """How statements are written in a new credential."""
    return spelling_of(new_contexts(pack), ContextSource(pack.contexts))


def credential_written(new: NewCredential, pack: RulePack, spelling: Spelling | None = None) -> dict[str, Json]:
    """The credential as JSON. UnwritableError where the subject says what the contexts cannot.

    `spelling`: that of the pack, where many are written.
    """
    spelling = spelling or new_spelling(pack)
    starts, ends = _DATES[Generation(pack.generation)]
    kinds = [spelling.type_name(cls) for cls in new.subject.classes if pack.generation == Generation.LOIRE.value]
    dates = {starts: format_moment(new.valid_from)}
    if new.valid_until is not None:
        dates[ends] = format_moment(new.valid_until)
    return {
        "@context": new_contexts(pack),
        "id": new.id,
        "type": ["VerifiableCredential", *kinds],
        "issuer": new.issuer,
        **dates,
        "credentialSubject": written(new.subject, spelling),
    }


def credential_text(new: NewCredential, pack: RulePack) -> str:
    """The credential as text, as people write it. UnwritableError as above."""
    return print_json(credential_written(new, pack))


def set_text(credentials: "list[Mapping[str, Json]]") -> str:
    """Several credentials as one document to work on: an unsigned list of them."""
    return print_json(list(credentials))
