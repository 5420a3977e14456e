# SPDX-License-Identifier: Apache-2.0
"""Which Gaia-X generation a document speaks, and why it is thought so.

The vocabulary decides; the form of the envelope only where no vocabulary does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from assay.credential import Credential, Generation, Json, Presentation, Reason
from assay.formats import kinds

_VOCABULARIES: tuple[tuple[re.Pattern[str], Generation], ...] = (
    (re.compile(r"trusted-shape-registry/v1|trustframework#|registry\.[\w.-]*gaia-x\.eu/v1[/-]"), Generation.TAGUS),
    (re.compile(r"gaia-x\.eu/(?:api/)?v?22\d\d(?:/|\Z)"), Generation.PRE_TAGUS),
    (re.compile(r"https?://w3id\.org/gaia-x/(?:development|main|v\d|\d{4}|\d\d\.\d\d|gaia-x-\d)"), Generation.LOIRE),
    (re.compile(r"registry\.[\w.-]*gaia-x\.eu/(?:v2|development/api/.*/v2)[/-]"), Generation.LOIRE),
    (re.compile(r"//w3id\.org/gaia-x/(?:gax-trust-framework|core|participant|resource|service)"), Generation.PRE_TAGUS),
)
_USUAL_LENGTH = 200
"""Of an address of a vocabulary; only such are remembered."""
_PREFIXES = dict.fromkeys(("gx-participant", "gx-service-offering", "gx-resource"), Generation.PRE_TAGUS)
_CLASSES = {
    "LegalParticipant": Generation.TAGUS,
    "legalRegistrationNumber": Generation.TAGUS,
    "GaiaXTermsAndConditions": Generation.TAGUS,
    "VatID": Generation.LOIRE,
    "LabelCredential": Generation.LOIRE,
}
"""Classes that one generation has and the others do not."""
_NEWEST_FIRST = (Generation.LOIRE, Generation.TAGUS, Generation.PRE_TAGUS)


def generation_of(
    credentials: Sequence[Credential], presentation: Presentation | None
) -> tuple[Generation, tuple[Reason, ...], bool]:
    """The generation, the reasons for it, and whether the document mixes generations.

    Of several the one most credentials speak, in doubt the newest.
    """
    votes: dict[Generation, int] = {}
    signs: dict[Generation, dict[str, None]] = {}
    for credential in credentials:
        sign, found = next(_signs(credential), ("", Generation.UNKNOWN))
        if sign:
            votes[found] = votes.get(found, 0) + 1
            signs.setdefault(found, {})[sign] = None
    if not votes:
        return _of_envelope(credentials, presentation)
    most = max(votes.values())
    chosen = next(generation for generation in _NEWEST_FIRST if votes.get(generation) == most)
    reasons = tuple(Reason(f"recognised.{sign}_{chosen.name.lower()}") for sign in signs[chosen])
    return chosen, reasons, len(votes) > 1


def generation_of_terms(terms: Iterable[object]) -> tuple[Generation, tuple[Reason, ...]]:
    """The generation of claims that are triples already: the first vocabulary of one that they use."""
    for term in terms:
        if isinstance(term, str) and (found := _of_vocabulary(term)):
            return found, (Reason(f"recognised.vocabulary_{found.name.lower()}"),)
    return Generation.UNKNOWN, (Reason("recognised.generation_unknown"),)


def _of_vocabulary(name: str) -> Generation | None:
    if "gaia-x" not in name and "trust" not in name:
        return None
    return _known_vocabulary(name) if len(name) <= _USUAL_LENGTH else _vocabulary(name)


def _vocabulary(name: str) -> Generation | None:
    return next((generation for pattern, generation in _VOCABULARIES if pattern.search(name)), None)


_known_vocabulary = lru_cache(maxsize=256)(_vocabulary)


def _signs(credential: Credential) -> Iterator[tuple[str, Generation]]:
    """What speaks for a generation, the strongest first."""
    for name in _vocabulary_names(credential):
        if found := _of_vocabulary(name):
            yield "vocabulary", found
    subjects = kinds.subjects_of(credential.content) or (credential.content,)
    for key in (key for subject in subjects for key in subject):
        if prefixed := _PREFIXES.get(key.partition(":")[0]):
            yield "vocabulary", prefixed
    for holder in (credential.content, *subjects):
        for named in kinds.types_of(holder):
            if named in _CLASSES:
                yield "class", _CLASSES[named]


def _vocabulary_names(credential: Credential) -> Iterator[str]:
    holders = (credential.content, *kinds.subjects_of(credential.content))
    for context in (*(c for holder in holders for c in kinds.contexts_of(holder)), *credential.inherited_contexts):
        yield from _names(context)


def _names(context: Json) -> Iterator[str]:
    if isinstance(context, str):
        yield context
    elif isinstance(context, Mapping):
        for prefix, target in context.items():
            if isinstance(target, str):
                yield target if prefix != "@vocab" or "gaia-x" in target else ""


def _of_envelope(
    credentials: Sequence[Credential], presentation: Presentation | None
) -> tuple[Generation, tuple[Reason, ...], bool]:
    """Without a Gaia-X vocabulary: format 2.0 of the W3C or a JWT are Loire's; anything else is nobody's."""
    holders = [credential.content for credential in credentials]
    if presentation is not None:
        holders.append(presentation.content)
    if any(kinds.CREDENTIALS_V2 in kinds.contexts_of(holder) for holder in holders):
        return Generation.LOIRE, (Reason("recognised.format_loire"),), False
    return Generation.UNKNOWN, (Reason("recognised.generation_unknown"),), False
