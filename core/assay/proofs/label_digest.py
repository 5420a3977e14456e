# SPDX-License-Identifier: Apache-2.0
"""Whether a credential at hand is the one that a label means: the digests of it, compared with what the label lists.

No text says how the digest is made. Tagus: SHA-256 of the canonical form of the credential with its proof, in hex.
Loire: of the decoded content of the token, in hex; a true SRI (W3C Subresource Integrity §3.5) would be in base64, and
some hash the token itself. All four are tried, and the one that fits is named. Before September 2023, when entries did
not say how they were made, Tagus hashed the JSON as JavaScript writes it, and listed the ids of the subjects.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum, StrEnum
from functools import cached_property

from assay.credential import Credential
from assay.formats.kinds import subjects_of
from assay.proofs.canonical_json import NotCanonicalError, canonical_json
from assay.proofs.label import Listed, Recipe
from assay.values import frozen

_SHA_256_HEX = re.compile(r"sha256-([0-9A-Fa-f]{64})\Z", re.ASCII)
_SHA_256_BASE64 = re.compile(r"sha256-([0-9A-Za-z+/]{43}=)\Z", re.ASCII)


class Source(StrEnum):
    """What a digest is of."""

    CONTENT = "content"
    """The canonical form of the credential, a token decoded."""
    TEXT = "text"
    """The text of the token as it was received."""
    ORDER = "order"
    """Its JSON without white space, members as they came."""


class Encoding(StrEnum):
    """How a digest is written."""

    HEX = "hex"
    BASE64 = "base64"


class Fit(IntEnum):
    """What comparing a listed digest with a credential comes to; of several the greatest counts."""

    FITS = 0
    NO_DIGEST = 1
    """The label names the credential and fixes none of its content."""
    NOT_COMPUTABLE = 2
    """The credential has no canonical form."""
    OLDER_FORM = 3
    """The digest may be of an older canonical form: it fits none of the known ones."""
    UNKNOWN_FORM = 4
    """The digest is written, or said to be made, in no way that is known."""
    DIFFERS = 5
    MISSING = 6
    """There is no such credential at hand."""


@frozen
class Comparison:
    """The answer for one listed credential, with the recipe of the digest that decided."""

    fit: Fit
    listed: str = ""
    source: Source = Source.CONTENT
    encoding: Encoding = Encoding.HEX


class CredentialsAtHand:
    """Credentials that a label may list, by id, each hashed once and only if it is asked for."""

    def __init__(self, credentials: Iterable[Credential]) -> None:
        self._by_id: dict[str, list[Credential]] = {}
        for credential in credentials:
            self._by_id.setdefault(credential.id, []).append(credential)
        self._own: dict[str, _Own] = {}
        self._digests: dict[int, Mapping[bytes, Source]] = {}

    def with_id(self, id_: str) -> tuple[Credential, ...]:
        """The credentials of that id: usually one, without an id any number."""
        return tuple(self._by_id.get(id_, ()))

    def compared(self, listed: Listed) -> Comparison:
        """Whether what is at hand under the id is what the label means; where several bear the id, each has to be.

        An entry without an id, or with that of a subject, is found by its digest alone.
        """
        if listed.id not in self._by_id or not listed.id:
            return self._found_by_digest(listed)
        own = self._own_of(listed.id)
        answers = (_compared(digest, own, listed.recipe) for digest in listed.digests)
        return max(answers, key=lambda answer: answer.fit, default=Comparison(Fit.NO_DIGEST))

    def content_digest(self, id_: str) -> str:
        """The digest of a credential's content as clearing houses write it; empty where it has none."""
        digests = self._own_of(id_).digests if id_ in self._by_id else {}
        found = next((digest for digest, source in digests.items() if source is Source.CONTENT), b"")
        return f"sha256-{found.hex()}" if found else ""

    def unlisted(self, listed: Iterable[Listed]) -> Iterator[Credential]:
        """Credentials at hand that none of the entries means."""
        ids, digests = set[str](), set[bytes]()
        for entry in listed:
            if entry.id in self._by_id and entry.id:
                ids.add(entry.id)
            else:
                digests.update(read[1] for told in entry.digests if (read := _read(told)))
        for id_, credentials in self._by_id.items():
            for credential in credentials if id_ not in ids else ():
                if not digests or digests.isdisjoint(self._digests_of(credential)):
                    yield credential

    def _found_by_digest(self, listed: Listed) -> Comparison:
        """Only what fits is known to be meant; more digests than one could be of more credentials than one."""
        if not listed.digests:
            return Comparison(Fit.MISSING if listed.id else Fit.NO_DIGEST)
        every = self._by_subject.get(listed.id, {})
        answer = _compared(listed.digests[0], _Own(every, is_known=True), listed.recipe)
        is_meant = answer.fit is Fit.FITS and len(listed.digests) == 1
        return answer if is_meant else Comparison(Fit.MISSING, listed.digests[0])

    @cached_property
    def _by_subject(self) -> Mapping[str, Mapping[bytes, Source]]:
        """Digests of the credentials about each subject; of all of them under the empty id."""
        found: dict[str, dict[bytes, Source]] = {}
        for credentials in self._by_id.values():
            for credential in credentials:
                for name in ("", *_subject_ids(credential)):
                    found.setdefault(name, {}).update(self._digests_of(credential))
        return found

    def _digests_of(self, credential: Credential) -> Mapping[bytes, Source]:
        if id(credential) not in self._digests:
            self._digests[id(credential)] = _own_digests(credential)
        return self._digests[id(credential)]

    def _own_of(self, id_: str) -> "_Own":
        if id_ not in self._own:
            each = [self._digests_of(credential) for credential in self._by_id[id_]]
            common = {digest: source for digest, source in each[0].items() if all(digest in it for it in each)}
            self._own[id_] = _Own(common, all(Source.CONTENT in digests.values() for digests in each))
        return self._own[id_]


@frozen
class _Own:
    """What the credentials of one id come to."""

    digests: Mapping[bytes, Source]
    """Digests that each of them has."""
    is_known: bool
    """Each of them has a canonical form, so a digest that is none of these is of something else."""


def _subject_ids(credential: Credential) -> tuple[str, ...]:
    named = (subject.get("id", subject.get("@id")) for subject in subjects_of(credential.content))
    return tuple(name for name in named if isinstance(name, str))


def _own_digests(credential: Credential) -> Mapping[bytes, Source]:
    """Of each form that the credential has; what is written in order already has one form less."""
    forms: dict[bytes, Source] = {}
    try:
        forms[json.dumps(credential.content, ensure_ascii=False, separators=(",", ":")).encode()] = Source.ORDER
        forms[canonical_json(credential.content)] = Source.CONTENT
    except (NotCanonicalError, UnicodeEncodeError, RecursionError):
        pass
    if credential.envelope is not None:
        forms[credential.envelope.compact.encode("utf-8", "surrogatepass")] = Source.TEXT
    return {hashlib.sha256(form).digest(): source for form, source in forms.items()}


def _compared(told: str, own: _Own, recipe: Recipe) -> Comparison:
    read = _read(told)
    if read is None:
        return Comparison(Fit.UNKNOWN_FORM, told)
    encoding, digest = read
    source = own.digests.get(digest)
    if source is not None and (source is not Source.ORDER or recipe is Recipe.UNSTATED):
        return Comparison(Fit.FITS, told, source, encoding)
    if recipe is not Recipe.USUAL:
        return Comparison(Fit.UNKNOWN_FORM if recipe is Recipe.OTHER else Fit.OLDER_FORM, told)
    return Comparison(Fit.DIFFERS if own.is_known else Fit.NOT_COMPUTABLE, told)


def _read(told: str) -> tuple[Encoding, bytes] | None:
    """The octets of a digest; None where it is written in no known way, bits that say nothing in base64 included."""
    if found := _SHA_256_HEX.match(told):
        return Encoding.HEX, bytes.fromhex(found[1])
    if found := _SHA_256_BASE64.match(told):
        digest = base64.b64decode(found[1])
        return (Encoding.BASE64, digest) if base64.b64encode(digest).decode() == found[1] else None
    return None
