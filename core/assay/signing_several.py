# SPDX-License-Identifier: Apache-2.0
"""Several credentials in one file, signed in one go: one's own are signed, signed ones stay as they are.

All of them are prepared, checked and shown before the first is signed; and either all are signed or none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assay.completing import presentation_facts
from assay.credential import Credential, Generation, Json, JsonObject, Kind, Reading
from assay.document import Document
from assay.examination import Examination
from assay.finding import Severity
from assay.formats import read
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V2, as_tuple
from assay.issue import Signed, enveloped, presentation_of
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError, Signer
from assay.options import Options
from assay.pipeline import examine
from assay.signing import Gate, Prepared, gate_of, prepare, prepare_presentation, signed

MOST = 200
"""Credentials in one go: a label needs about fifty, and each is checked and shown."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Left:
    """A credential that is signed already, and stays as it is."""

    content: JsonObject
    document: Document
    suffix: str
    generation: Generation

    @property
    def in_presentation(self) -> JsonObject:
        """As it stands in a presentation."""
        return enveloped(self.document.data.decode()) if self.suffix == ".jwt" else self.content


@dataclass(frozen=True)
class Several:
    """What would be signed, and what stays."""

    record: KeyRecord
    parts: tuple[Prepared | Left, ...]
    """In their order."""
    whole: Examination | None = None
    """The set as the presentation it would become; None where each goes into a file of its own."""

    @property
    def prepared(self) -> tuple[Prepared, ...]:
        """What would be signed."""
        return tuple(part for part in self.parts if isinstance(part, Prepared))

    @property
    def gate(self) -> Gate:
        """Open where it is for each of them, and for all together."""
        gates = [entry.gate for entry in self.prepared] + ([gate_of(self.whole)] if self.whole else [])
        return Gate.REASON if Gate.REASON in gates else Gate.OPEN


@dataclass(frozen=True)
class Made:
    """One that was signed."""

    prepared: Prepared
    signed: Signed
    file: str
    """A name for its file."""


@dataclass(frozen=True)
class SignedSeveral:
    """What was signed, in memory: told to nobody yet."""

    made: tuple[Made, ...]
    left: Mapping[str, bytes]
    """Those that stayed as they are, by names for their files."""
    presentation: Made | None = None

    @property
    def files(self) -> dict[str, bytes]:
        """Each credential by the name of its file."""
        return {**{entry.file: entry.signed.data for entry in self.made}, **self.left}


def holds_several(document: Document) -> bool:
    """Whether the document is unsigned around several credentials: an array, a graph, an unsigned presentation."""
    return _is_around_several(read(document))


def _is_around_several(reading: Reading) -> bool:
    is_bare = any(entry.is_bare_claims for entry in reading.credentials)
    is_signed = reading.presentation is not None and reading.presentation.is_signed
    is_container = len(reading.credentials) > 1 or (reading.kind is Kind.PRESENTATION and bool(reading.credentials))
    return is_container and not is_bare and not is_signed


def holds_drafts(reading: Reading) -> bool:
    """Whether there are several credentials in it, and one of them at least is not signed yet. `reading` may be of a
    set of files.
    """
    readings = [entry for _, entry in reading.parts] or [reading]
    if any(entry.presentation is not None and entry.presentation.is_signed for entry in readings):
        return False
    credentials = [credential for entry in readings for credential in entry.credentials]
    if any(it.is_bare_claims for it in credentials) or all(it.is_signed for it in credentials):
        return False
    return len(credentials) > 1 or _is_around_several(reading)


def in_one(documents: Sequence[Document], name: str) -> Document:
    """The credentials of several files in one document, in their order. KeyStoreError where a file cannot be read."""
    listed: list[Json] = []
    for document in documents:
        reading = read(document)
        if not reading.credentials:
            continue  # files of keys lie among them
        _refuse_faulty(reading)
        for credential in reading.credentials:
            compact = credential.envelope.compact if credential.envelope else ""
            listed.append(enveloped(compact) if compact else _by_itself(credential))
    return Document(name, print_json(listed).encode())


def prepare_several(
    documents: Sequence[Document], record: KeyRecord, options: Options, profile: str = "", *, together: bool = False
) -> Several:
    """What the documents hold: one's own credentials as `prepare` makes them, signed ones as they are. `together`: to
    become one presentation.

    KeyStoreError where somebody else's is unsigned, nothing is to be signed, or one cannot be.
    """
    readings = [(document.name, read(document)) for document in documents]
    if sum(len(reading.credentials) for _, reading in readings) > MOST:
        raise KeyStoreError("issue.several_too_many", limit=MOST)
    found = [part for named in readings for part in _parts(*named, record, options, profile)]
    if not any(isinstance(part, Prepared) for part in found):
        raise KeyStoreError("issue.signed_already")
    if not together:
        return Several(record, tuple(found))
    return Several(record, tuple(found), _whole(found, record, options))


def sign_several(
    found: Several, signer: Signer, options: Options, reason: str = "", profile: str = ""
) -> SignedSeveral:
    """All of it signed and verified; nothing of it is told or written yet (`assay.handing_over`).

    KeyStoreError where one cannot be signed, or a reason is missing: then nothing is.
    """
    made, left, documents = [], {}, []
    for number, part in enumerate(found.parts, 1):
        name = _file_name(number, part, len(found.parts))
        if isinstance(part, Left):
            left[name + part.suffix] = part.document.data
            documents.append(part.document)
        else:
            entry = signed(part, signer, reason)
            made.append(Made(part, entry, name + entry.suffix))
            documents.append(Document(name + entry.suffix, entry.data))
    if not found.whole:
        return SignedSeveral(tuple(made), left)
    prepared = prepare_presentation(documents, found.record, options, profile)
    presented = signed(prepared, signer, reason)
    return SignedSeveral(tuple(made), left, Made(prepared, presented, f"presentation{presented.suffix}"))


def _parts(file: str, reading: Reading, record: KeyRecord, options: Options, profile: str) -> Iterator[Prepared | Left]:
    _refuse_faulty(reading)
    if not _is_around_several(reading) and not _is_one_signed(reading):
        raise KeyStoreError("issue.not_signed", name=file[-100:])
    for number, credential in enumerate(reading.credentials, 1):
        name = f"{file}, {number}"
        if credential.is_signed:
            yield _left(credential, reading, name)
            continue
        issuer = _issuer(credential)
        if issuer not in ("", record.did):
            raise KeyStoreError("issue.others_unsigned", issuer=issuer[:100], did=record.did)
        yield prepare(Document(name, print_json(_by_itself(credential)).encode()), record, options, profile)


def _refuse_faulty(reading: Reading) -> None:
    """KeyStoreError for anything wrong around the credentials: an entry that is none, or cannot be opened, would be
    left out without a word. A bare token is put into its envelope here.
    """
    faults = [found for found in reading.findings if found.severity is Severity.VIOLATION]
    if any(found.text != "parse.bare_jwt" for found in faults):
        raise KeyStoreError("issue.unreadable")


def _is_one_signed(reading: Reading) -> bool:
    return reading.presentation is None and len(reading.credentials) == 1 and reading.credentials[0].is_signed


def _left(credential: Credential, reading: Reading, name: str) -> Left:
    compact = credential.envelope.compact if credential.envelope else ""
    data = compact or print_json(dict(credential.content))
    suffix = ".jwt" if compact else ".json"
    return Left(credential.content, Document(f"{name}{suffix}", data.encode()), suffix, reading.generation)


def _by_itself(credential: Credential) -> dict[str, Json]:
    """With the contexts that hold for it from around it (JSON-LD 1.1 §4.1), in front of its own."""
    content = dict(credential.content)
    if not credential.inherited_contexts:
        return content
    own = as_tuple(content.pop("@context", None))
    contexts = [*credential.inherited_contexts, *(entry for entry in own if entry not in credential.inherited_contexts)]
    return {"@context": contexts, **content}


def _issuer(credential: Credential) -> str:
    named = credential.content.get("issuer")
    found = named.get("id") if isinstance(named, Mapping) else named
    return found if isinstance(found, str) else ""


def _whole(parts: Sequence[Prepared | Left], record: KeyRecord, options: Options) -> Examination:
    """The set as a draft: what the finished presentation is checked for can be told before anything is signed."""
    generations = {part.generation if isinstance(part, Left) else part.profile.generation for part in parts}
    if len(generations) != 1:
        raise KeyStoreError("issue.mixed")
    content = _draft(parts, record, options, is_tagus=generations == {Generation.TAGUS})
    return examine(Document("presentation", print_json(content).encode()), replace(options, draft=True))


def _draft(parts: Sequence[Prepared | Left], record: KeyRecord, options: Options, *, is_tagus: bool) -> dict[str, Json]:
    if is_tagus:
        return presentation_of([part.content for part in parts], {})
    return {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        **presentation_facts([part.content for part in parts], record, options.moment),
        "verifiableCredential": [
            dict(part.in_presentation if isinstance(part, Left) else part.content) for part in parts
        ],
    }


def _file_name(number: int, part: Left | Prepared, count: int) -> str:
    """What it is, behind its number: two of one name stay two files, and no name means anything to a system."""
    identity = str(part.content.get("id", part.content.get("@id", ""))).partition("#")[0].rpartition("/")[2]
    word = _UNSAFE.sub("-", identity.removesuffix(".json").removesuffix(".jwt")).strip("-")[:_LONGEST_NAME]
    return f"{number:0{len(str(count))}d}-{word or 'credential'}"
