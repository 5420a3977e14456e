# SPDX-License-Identifier: Apache-2.0
"""Copies of documents: new ids, links inside of the set re-pointed, what was signed a draft again.

What others signed stays as it is, with the ids that it is about: a notary attested that number, not its copy. Of a file
that nobody signed every byte stays that is not an id.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.authoring.edits import Edit, EditError, Remove, SetValue, joined, tokens_of
from assay.authoring.json_edit import edited
from assay.authoring.reuse.fresh_ids import FreshIds, parts_of
from assay.credential import Credential, Json, Kind, Presentation, Reading
from assay.document import Document
from assay.errors import AssayError
from assay.finding import Severity
from assay.formats import read
from assay.formats.json_text import parse_json, print_json
from assay.issue import enveloped
from assay.moment import format_moment
from assay.values import frozen

_IDS = ("id", "@id")
_NO_IDS = frozenset({"@context", "type", "@type", "issuer", "holder", "proof", "credentialSchema", "credentialStatus"})
"""Members in which nothing is re-pointed: what holds for the copy as for the original."""
BEGINNINGS, OF_SIGNED = ("validFrom", "issuanceDate"), ("proof", "credentialStatus", "validUntil", "expirationDate")
"""Members of a credential that say when it begins; those that only the one that was signed has."""
_OF_PRESENTED = ("id", "proof", "validFrom", "validUntil", "issuanceDate", "expirationDate")


_OF_OTHERS = (Kind.LABEL, Kind.ENGINE_ANSWER)
"""What clearing houses write: a copy of it would be worth nothing."""


class ReuseError(AssayError):
    """A document cannot be copied, or nothing can be derived from it."""


@frozen
class Copy:
    """What came of one document."""

    name: str
    """As the original is called."""
    text: str
    """Empty where others signed all of it: it goes on as it is."""
    left: tuple[str, ...] = ()
    """Ids of what others signed, and stays."""


@dataclass(frozen=True)
class Renaming:
    """What of a set is copied, and how it is called then."""

    own: frozenset[str]
    """DIDs of those whose credentials are copied."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids to new ones."""
    bases: Mapping[str, str] = field(default_factory=dict)
    """Documents that these ids are in, to new ones."""
    kept: frozenset[str] = frozenset()
    """Ids that stay."""

    def takes(self, credential: Credential) -> bool:
        """Whether it is copied: it is not signed, or by one of one's own."""
        return not credential.is_signed or issuer_of(credential) in self.own

    def renamed(self, text: str) -> str:
        """A text that may be an id, as the copy has it."""
        if text in self.ids:
            return self.ids[text]
        base, anchor = parts_of(text)
        return f"{self.bases[base]}{anchor}" if base in self.bases and text not in self.kept else text


def copied(documents: Sequence[Document], moment: datetime) -> tuple[Copy, ...]:
    """Copies of documents that belong together, in their order. `moment`: when those begin to hold that were signed.

    ReuseError where one holds no credential, or cannot be read as JSON.
    """
    readings = [_read(document) for document in documents]
    renaming = renaming_of(readings)
    return tuple(
        copy_by(renaming, document, read_, moment) for document, read_ in zip(documents, readings, strict=True)
    )


def copy_by(renaming: Renaming, document: Document, reading: Reading, moment: datetime) -> Copy:
    """The copy of one document of a set. ReuseError where it cannot be made."""
    return Copy(document.name, _copy(document, reading, renaming, moment), _left(reading, renaming))


def renaming_of(readings: Sequence[Reading], only: Sequence[Credential] | None = None) -> Renaming:
    """What is copied of readings. `only`: of these credentials alone the ids change."""
    everything = [credential for reading in readings for credential in reading.credentials]
    own = _own(readings)
    chosen = only if only is not None else [it for it in everything if not it.is_signed or issuer_of(it) in own]
    attested = [it for it in everything if it.is_signed and issuer_of(it) not in own]
    kept = {issuer_of(it) for it in everything} | {name for it in attested for name in _defined(it.content)}
    ids = [name for it in chosen for name in _defined(it.content) if name not in kept]
    ids += [
        entry.presentation.id for entry in readings if only is None and entry.presentation and entry.presentation.id
    ]
    taken = {parts_of(name)[0] for it in everything for name in _named(it.content)} | kept
    new, bases = FreshIds(taken), dict[str, str]()
    for name in ids:
        base = parts_of(name)[0]
        if base not in bases:
            bases[base] = new.like(base)
    return Renaming(own, {name: bases[parts_of(name)[0]] + parts_of(name)[1] for name in ids}, bases, frozenset(kept))


def issuer_of(credential: Credential) -> str:
    """The issuer that it names; empty where it names none."""
    named = credential.content.get("issuer")
    found = named.get("id") if isinstance(named, Mapping) else named
    return found if isinstance(found, str) else ""


def base_text(document: Document, reading: Reading) -> str:
    """The text that a copy is made of: the file's own, or what its tokens hold."""
    if reading.refers_to_decoded:
        return print_json(reading.decoded)
    return document.data.decode("utf-8", "replace")


def changed(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made. ReuseError where they cannot be."""
    try:
        return edited(text, edits)
    except EditError:
        raise ReuseError("reuse_unreadable") from None


def edits_of(
    reading: Reading, renaming: Renaming, moment: datetime, *, changes: Sequence[Credential]
) -> Iterator[Edit]:
    """What makes a copy of it: `changes` are drafts with ids of their own, all others stay as they are signed."""
    for credential in reading.credentials:
        if credential in changes:
            yield from _of_own(credential, renaming, moment)
        elif credential.envelope is not None:
            yield SetValue(credential.pointer, enveloped(credential.envelope.compact))
        elif not credential.is_signed:
            yield from _renamed(credential.content, renaming, credential.pointer)
    if reading.presentation is not None:
        yield from _around(reading.presentation, renaming)


def refuse_unreadable(reading: Reading) -> None:
    """ReuseError where it holds no credential, or is no JSON, or something in it cannot be read."""
    faults = [found for found in reading.findings if found.severity is Severity.VIOLATION]
    if (
        reading.kind in _OF_OTHERS
        or any(found.text != "parse.bare_jwt" for found in faults)
        or not reading.credentials
        or reading.triples
    ):
        raise ReuseError("reuse_unreadable")


def _read(document: Document) -> Reading:
    reading = read(document)
    refuse_unreadable(reading)
    return reading


def _copy(document: Document, reading: Reading, renaming: Renaming, moment: datetime) -> str:
    own = [credential for credential in reading.credentials if renaming.takes(credential)]
    if not own:
        return ""
    return changed(base_text(document, reading), list(edits_of(reading, renaming, moment, changes=own)))


def _left(reading: Reading, renaming: Renaming) -> tuple[str, ...]:
    return tuple(credential.id for credential in reading.credentials if not renaming.takes(credential))


def _own(readings: Sequence[Reading]) -> frozenset[str]:
    """Who hands the set in; where nobody does, whose drafts are in it; else who issued most of it."""
    presented = [reading.presentation for reading in readings if reading.presentation is not None]
    issuers = {told for entry in presented for told in (entry.content.get("issuer"), entry.content.get("holder"))}
    found = {told for told in issuers if isinstance(told, str)}
    everything = [credential for reading in readings for credential in reading.credentials]
    found |= {issuer_of(credential) for credential in everything if not credential.is_signed}
    if not found and everything:
        named = [issuer_of(credential) for credential in everything]
        found = {max(dict.fromkeys(named), key=named.count)}
    return frozenset(found)


def _of_own(credential: Credential, renaming: Renaming, moment: datetime) -> Iterator[Edit]:
    at = credential.pointer
    yield from _renamed(credential.content, renaming, at)
    if credential.is_signed:
        for name in credential.content:
            if name in OF_SIGNED:
                yield Remove(joined(at, name))
            elif name in BEGINNINGS:
                yield SetValue(joined(at, name), format_moment(moment))


def _around(presentation: Presentation, renaming: Renaming) -> Iterator[Edit]:
    """A presentation that was signed is made anew when all of it is signed again."""
    for name, value in presentation.content.items():
        if presentation.is_signed and name in _OF_PRESENTED:
            yield Remove(joined(presentation.pointer, name))
        elif name in _IDS and isinstance(value, str) and renaming.renamed(value) != value:
            yield SetValue(joined(presentation.pointer, name), renaming.renamed(value))


def _renamed(value: Json, renaming: Renaming, pointer: str) -> Iterator[Edit]:
    """Another id for each that is re-pointed, wherever it stands."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NO_IDS:
                yield from _renamed(inner, renaming, joined(pointer, name))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _renamed(inner, renaming, joined(pointer, number))
    elif isinstance(value, str) and (new := renaming.renamed(value)) != value:
        yield SetValue(pointer, new)


def _defined(value: Json, *, is_top: bool = True) -> Iterator[str]:
    """Ids of the nodes that something is said of; the credential's own is one of them."""
    if isinstance(value, Mapping):
        own = next((value[name] for name in _IDS if name in value), None)
        says = any(name not in (*_IDS, "type", "@type", "@context") for name in value)
        if isinstance(own, str) and ":" in own and says:
            yield own
        for name, inner in value.items():
            if not is_top or name not in _NO_IDS:
                yield from _defined(inner, is_top=False)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _defined(inner, is_top=False)


def _named(value: Json) -> Iterator[str]:
    """Every text in it that an id could be."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _named(inner)
    elif isinstance(value, str) and ":" in value:
        yield value


def value_at(text: str, pointer: str) -> Json:
    """What stands at a pointer of a text that can be read."""
    found = parse_json(text.removeprefix("\ufeff")).value
    for token in tokens_of(pointer):
        found = found[token] if isinstance(found, dict) else found[int(token)] if isinstance(found, list) else None
    return found
