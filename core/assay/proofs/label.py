# SPDX-License-Identifier: Apache-2.0
"""Label credentials: which credentials one lists, and whether a credential at hand is the one it means.

No text says how the digest is made. Tagus: SHA-256 of the canonical form of the credential with its proof, in hex.
Loire: of the decoded content of the token, in hex; a true SRI (W3C Subresource Integrity §3.5) would be in base64, and
some hash the token itself. All four are tried, and the one that fits is named.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from assay.credential import Credential, Json, JsonObject
from assay.formats.kinds import types_of
from assay.proofs.canonical_json import NotCanonicalError, canonical_json

_LISTS = "compliantCredentials"
_DIGESTS = ("digestSRI", "integrity")
"""Loire (`gx:digestSRI`, since September 2026 `digestSRI`, in the vocabulary `cred:digestSRI`) and Tagus."""
_NORMALIZATION = "integrityNormalization"
_CANONICAL_FORM = "RFC8785:JCS"
_TAGUS_ENTRIES = ("compliance", "labelLevel1")
"""Classes of Tagus subjects that each stand for a credential (`gx:labelLevel1` for one about label level 1)."""
_MARK = re.compile(r"[#/:]")
_SHA_256_HEX = re.compile(r"sha256-([0-9A-Fa-f]{64})\Z", re.ASCII)
_SHA_256_BASE64 = re.compile(r"sha256-([0-9A-Za-z+/]{43}=)\Z", re.ASCII)


class Source(StrEnum):
    """What a digest is of."""

    CONTENT = "content"
    """The canonical form of the credential, a token decoded."""
    TEXT = "text"
    """The text of the token as it was received."""


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
    UNKNOWN_FORM = 3
    """The digest is written in no way that is known."""
    DIFFERS = 4
    MISSING = 5
    """There is no such credential at hand."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A credential as a label lists it."""

    id: str
    """Its id; empty where it has none: a clearing house lists a credential without one so."""
    digests: tuple[str, ...]
    """As written, under whichever names; all of them have to fit."""
    pointer: str
    """Where it stands, below the label credential."""
    has_other_recipe: bool = False
    """It names another canonical form than the one that is known."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer for one listed credential, with the recipe of the digest that decided."""

    fit: Fit
    listed: str = ""
    source: Source = Source.CONTENT
    encoding: Encoding = Encoding.HEX


def is_label_of(content: JsonObject, classes: Iterable[str]) -> bool:
    """Whether the credential, or one of its subjects, says it is of one of the Gaia-X classes, in whichever spelling."""
    wanted = frozenset(classes)
    holders = (content, *(subject for _, subject in _parts(content.get("credentialSubject"), "")))
    return any(name in wanted for holder in holders if isinstance(holder, Mapping) for name in _gaia_x_types(holder))


def _gaia_x_types(holder: JsonObject) -> Iterator[str]:
    for member in ("type", "@type"):
        for _, name in _parts(holder.get(member), ""):
            prefix = _MARK.split(name)[0] if isinstance(name, str) else ""
            if isinstance(name, str) and (prefix in {"gx", name} or "gaia-x" in name):
                yield _local(name)


def listed_in(content: JsonObject) -> tuple[Listed, ...]:
    """The credentials that a label lists, in order; what it lists twice in the same words, once."""
    found: dict[tuple[str, tuple[str, ...], bool], Listed] = {}
    for entry in _entries(content):
        found.setdefault((entry.id, entry.digests, entry.has_other_recipe), entry)
    return tuple(found.values())


def _entries(content: JsonObject) -> Iterator[Listed]:
    for pointer, subject in _parts(content.get("credentialSubject"), "/credentialSubject"):
        if not isinstance(subject, Mapping):
            continue
        if any(name in _TAGUS_ENTRIES for name in types_of(subject)):
            yield _listed(subject, pointer)
        for name, value in subject.items():
            if _local(name) == _LISTS:
                inner = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
                yield from (_listed(entry, at) for at, entry in _parts(value, inner))


def _listed(entry: Json, pointer: str) -> Listed:
    """An entry; one that is no object is a name at most, and fixes nothing."""
    if not isinstance(entry, Mapping):
        return Listed(entry if isinstance(entry, str) else "", (), pointer)
    named = entry.get("id", entry.get("@id"))
    digests: dict[str, None] = {}
    has_other_recipe = False
    for name, value in entry.items():
        if _local(name) in _DIGESTS:
            digests |= dict.fromkeys(_text(told) for _, told in _parts(value, ""))
        elif _local(name) == _NORMALIZATION:
            has_other_recipe = _text(value) != _CANONICAL_FORM
    return Listed(named if isinstance(named, str) else "", tuple(digests), pointer, has_other_recipe)


def _text(value: Json) -> str:
    """A literal's text; empty, which is no digest, for anything else."""
    told = value.get("@value") if isinstance(value, Mapping) else value
    return told if isinstance(told, str) else ""


def _local(name: str) -> str:
    return _MARK.split(name)[-1]


def _parts(value: Json, pointer: str) -> Iterator[tuple[str, Json]]:
    """The items of an array, or the one value, each with its pointer; nothing for null."""
    if isinstance(value, list):
        yield from ((f"{pointer}/{number}", item) for number, item in enumerate(value))
    elif value is not None:
        yield pointer, value


class CredentialsAtHand:
    """Credentials that a label may list, by id, each hashed once and only if it is asked for."""

    def __init__(self, credentials: Iterable[Credential]) -> None:
        self._by_id: dict[str, list[Credential]] = {}
        for credential in credentials:
            self._by_id.setdefault(credential.id, []).append(credential)
        self._own: dict[str, _Own] = {}

    def with_id(self, id_: str) -> tuple[Credential, ...]:
        """The credentials of that id: usually one, without an id any number."""
        return tuple(self._by_id.get(id_, ()))

    def compared(self, listed: Listed) -> Comparison:
        """Whether what is at hand under the id is what the label means; where several bear the id, each has to be.

        A credential without an id is found by its digest alone.
        """
        if listed.id not in self._by_id:
            return Comparison(Fit.MISSING)
        if not listed.id:
            return self._compared_unnamed(listed)
        own = self._own_of(listed.id)
        answers = (_compared(digest, own, has_other_recipe=listed.has_other_recipe) for digest in listed.digests)
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
            ids.add(entry.id)
            if not entry.id:
                digests.update(read[1] for told in entry.digests if (read := _read(told)))
        for id_, credentials in self._by_id.items():
            if not id_:
                yield from (found for found in credentials if digests.isdisjoint(_own_digests(found)))
            elif id_ not in ids:
                yield from credentials

    def _compared_unnamed(self, listed: Listed) -> Comparison:
        """Only what fits is known to be meant; more digests than one could be of more credentials than one."""
        if not listed.digests:
            return Comparison(Fit.NO_DIGEST)
        answer = _compared(listed.digests[0], self._own_of(""), has_other_recipe=False)
        return answer if answer.fit is Fit.FITS and len(listed.digests) == 1 else Comparison(Fit.MISSING)

    def _own_of(self, id_: str) -> "_Own":
        if id_ not in self._own:
            each = [_own_digests(credential) for credential in self._by_id[id_]]
            common = {digest: source for digests in each for digest, source in digests.items()}
            if id_:
                common = {digest: source for digest, source in each[0].items() if all(digest in it for it in each)}
            self._own[id_] = _Own(common, all(Source.CONTENT in digests.values() for digests in each))
        return self._own[id_]


@dataclass(frozen=True, slots=True)
class _Own:
    """What the credentials of one id come to."""

    digests: Mapping[bytes, Source]
    """Digests that each of them has; without an id, that any of them has."""
    is_known: bool
    """Each of them has a canonical form, so a digest that is none of these is of something else."""


def _own_digests(credential: Credential) -> Mapping[bytes, Source]:
    found: dict[bytes, Source] = {}
    if credential.envelope is not None:
        token = credential.envelope.compact.encode("utf-8", "surrogatepass")
        found[hashlib.sha256(token).digest()] = Source.TEXT
    try:
        found[hashlib.sha256(canonical_json(credential.content)).digest()] = Source.CONTENT
    except NotCanonicalError:
        return found
    return found


def _compared(told: str, own: _Own, *, has_other_recipe: bool) -> Comparison:
    read = _read(told)
    if read is None:
        return Comparison(Fit.UNKNOWN_FORM, told)
    encoding, digest = read
    if digest in own.digests:
        return Comparison(Fit.FITS, told, own.digests[digest], encoding)
    if has_other_recipe:
        return Comparison(Fit.UNKNOWN_FORM, told)
    return Comparison(Fit.DIFFERS if own.is_known else Fit.NOT_COMPUTABLE, told)


def _read(told: str) -> tuple[Encoding, bytes] | None:
    """The octets of a digest; None where it is written in no known way."""
    if found := _SHA_256_HEX.match(told):
        return Encoding.HEX, bytes.fromhex(found[1])
    if found := _SHA_256_BASE64.match(told):
        return Encoding.BASE64, base64.b64decode(found[1])
    return None
