# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for signing. Each function runs off the main thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay_gui.models.entries import STATE_OF, Entry, entries, group_of
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.credential import Reading
    from assay.document import Document
    from assay.issue import Signed
    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.keys.vault import Vault
    from assay.opening import Opened
    from assay.readable import Section
    from assay.signing import Prepared


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be signed."""

    documents: "tuple[Document, ...]"
    together: bool = False
    """Signed credentials, to be put together; else one unsigned credential."""
    origins: tuple[Path, ...] = ()
    """The files it comes from: none of them is written over."""
    owner: str = ""
    """The issuer that it names; empty where it names none."""

    @property
    def name(self) -> str:
        """What to call it."""
        return ", ".join(document.name.replace("\\", "/").rpartition("/")[2] for document in self.documents)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be signed, as a person reads it."""

    prepared: "Prepared"
    sections: "tuple[Section, ...]"
    findings: tuple[tuple[str, str], ...]
    """Of each finding of the report, what it says and its state."""
    cards: tuple[Entry, ...]
    profiles: tuple[str, ...]
    """Ids of the ways the signature may be written; the usual one first."""

    @property
    def to_look_at(self) -> int:
        """How many things there are to correct; where none is, how many were not checked."""
        states = [card.state for card in self.cards]
        return states.count("fail") or states.count("wait")


def preview(task: Task, record: "KeyRecord", profile: str, moment: datetime, words: Words) -> Preview:
    """What would be signed with that key, completed and checked as a draft. KeyStoreError where it cannot be signed."""
    from assay.identity.trust import TrustFiles
    from assay.issue import PROFILES
    from assay.options import Options
    from assay.readable import readable
    from assay.signing import own_document, prepare, prepare_presentation
    from assay_gui.checking import kept_trust

    kept = kept_trust()
    others = tuple(document for document in kept.documents if document.id != record.did)
    trust: TrustFiles = replace(kept, documents=(*others, own_document(record)))
    options = Options(moment=moment, lang=words.texts.lang, trust=trust)
    if task.together:
        prepared = prepare_presentation(task.documents, record, options, profile)
    else:
        prepared = prepare(task.documents[0], record, options, profile)
    report = prepared.examination.report
    sections = readable(prepared.examination, words.texts)
    cards = (replace(card, pointer=None, location=None) for card in entries(report, sections, words))
    return Preview(
        prepared,
        sections,
        tuple((finding.message, STATE_OF[group_of(finding)]) for finding in report.findings),
        tuple(cards),
        tuple(name for name, one in PROFILES.items() if one.generation is prepared.profile.generation),
    )


def opened(paths: "Sequence[Path]") -> "tuple[Opened, str]":
    """What files hold, and the issuer that the first document names."""
    from assay.formats import read
    from assay_gui.checking import open_files

    found = open_files(paths)
    return found, owner_in(read(found.documents[0])) if found.documents else ""


def owner_in(reading: "Reading") -> str:
    """The issuer that a document names; empty where it names none."""
    for credential in reading.credentials:
        named = credential.content.get("issuer")
        found = named.get("id") if isinstance(named, dict) else named
        if isinstance(found, str):
            return found
    return ""


def sign(found: Preview, signer: "Signer", vault: "Vault", reason: str) -> "Signed":
    """The signed document, verified and told in the key log. KeyStoreError where it cannot be."""
    from assay.signing import sign as signed

    return signed(found.prepared, signer, vault, reason)


def keep(made: "Signed", path: Path, origins: Sequence[Path]) -> Path:
    """Write what was signed. KeyStoreError where that would replace what it was made from; OSError as it comes."""
    from assay.keys.signer import KeyStoreError
    from assay.whole_file import write_whole

    if any(path.exists() and origin.exists() and path.samefile(origin) for origin in origins):
        raise KeyStoreError("file_is_source", name=path.name)
    if not path.absolute().parent.is_dir():
        raise KeyStoreError("file_no_folder", name=path.absolute().parent.name)
    write_whole(path, made.data)
    return path
