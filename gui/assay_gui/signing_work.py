# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for signing. Each function runs off the main thread."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.models.entries import STATE_OF, Entry, entries, group_of
from assay_gui.signing_all import AllPrepared, all_prepared, asked_prepared, data_of, outgoing_of
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.credential import Reading
    from assay.document import Document
    from assay.handing_over import Outgoing
    from assay.identity.trust import TrustFiles
    from assay.issue import Signed
    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.keys.vault import Vault
    from assay.opening import Opened
    from assay.options import Options
    from assay.readable import Section
    from assay.signing import Prepared
    from assay.signing_request import Request
    from assay.signing_several import SignedSeveral
    from assay_gui.open_document import OpenDocument


@frozen
class Task:
    """What is to be signed."""

    documents: "tuple[Document, ...]"
    together: bool = False
    """Signed credentials, to be put together; else one unsigned credential, or several."""
    several: bool = False
    """Several drafts: each is signed, and all are put together."""
    origins: tuple[Path, ...] = ()
    """The files it comes from: none of them is written over."""
    owner: str = ""
    """The issuer that it names; empty where it names none."""
    request: "Request | None" = None
    """What another machine asks to be signed; the answer goes back to it."""
    title: str = ""
    """What to call all of it, where its documents have names of their own."""

    @property
    def asks_for_several(self) -> bool:
        """Whether another machine asks for several signatures in one go."""
        return self.request is not None and self.request.holds.value == "several"

    @property
    def name(self) -> str:
        """What to call it."""
        names = [self.title] if self.title else [document.name for document in self.documents]
        return ", ".join(name.replace("\\", "/").rpartition("/")[2] for name in names)


@frozen
class Preview:
    """What would be signed, as a person reads it."""

    prepared: "Prepared | AllPrepared"
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
    from assay.issue import PROFILES
    from assay.options import Options
    from assay.readable import readable

    options = Options(moment=moment, lang=words.texts.lang, trust=_trust(record))
    prepared = _prepared(task, record, options, profile)
    report = prepared.examination.report
    sections = readable(prepared.examination, words.texts)
    told = entries(report, sections, words)
    cards = (replace(card, pointer=None, location=None, id="", gives=False) for card in told)  # only to be read
    return Preview(
        prepared,
        sections,
        tuple((finding.message, STATE_OF[group_of(finding)]) for finding in report.findings),
        tuple(cards),
        tuple(
            name
            for name, one in PROFILES.items()
            if one.generation is prepared.profile.generation
            and (task.request is None or name == prepared.profile.id)  # that is settled where it was asked for
        ),
    )


def _prepared(task: Task, record: "KeyRecord", options: "Options", profile: str) -> "Prepared | AllPrepared":
    from assay.signing import prepare, prepare_presentation
    from assay.signing_request import prepare_request

    if task.request is not None and task.asks_for_several:
        return asked_prepared(task.request, record, options)
    if task.request is not None:
        return prepare_request(task.request, record, options)
    if task.several:
        return all_prepared(task.documents, task.name, record, options, profile)
    if task.together:
        return prepare_presentation(task.documents, record, options, profile)
    return prepare(task.documents[0], record, options, profile)


def _trust(record: "KeyRecord") -> "TrustFiles":
    """What every check believes, and the key itself, where it is at hand: what it signed before can be verified."""
    from assay.signing import own_document
    from assay_gui.checking import kept_trust

    kept = kept_trust()
    if not record.id:
        return kept
    others = tuple(document for document in kept.documents if document.id != record.did)
    return replace(kept, documents=(*others, own_document(record)))


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


def holds_drafts(reading: "Reading") -> bool:
    """Whether there are several credentials in it, of which one at least is not signed yet."""
    from assay.signing_several import holds_drafts

    return holds_drafts(reading)


def task_for_all(document: "OpenDocument", reading: "Reading") -> Task:
    """To sign every draft of a document, or of several that are one submission."""
    members: tuple[Document, ...] = getattr(document.document, "members", ())
    origins = [Path(member.name) for member in members if Path(member.name).is_absolute()]
    origins += [document.origin] if document.origin is not None and not origins else []
    documents = members or (document.document,)
    return Task(documents, several=True, origins=tuple(origins), owner=owner_in(reading), title=document.name)


def is_in_project(folder: Path) -> bool:
    """Whether it is the folder of a project's credentials."""
    from assay.found import CREDENTIALS
    from assay.projects.manifest import FILE

    return folder.name == CREDENTIALS and (folder.parent / FILE).is_file()


def sign(found: Preview, signer: "Signer", reason: str) -> "Signed | SignedSeveral":
    """The signed document, verified; nobody has it yet, the key log is not told. KeyStoreError where it cannot be."""
    from assay.signing import signed

    if isinstance(found.prepared, AllPrepared):
        return found.prepared.signed(signer, reason)
    return signed(found.prepared, signer, reason)


@frozen
class Handover:
    """A signature on its way to its file."""

    found: Preview
    made: "Signed | SignedSeveral"
    reason: str
    task: Task

    def to_file(self, vault: "Vault", path: Path) -> Path:
        """Tell the key log and write the file; where that breaks off, the log is told that nobody has it.

        KeyStoreError where the log cannot be written or the file would replace what it was made from; OSError as it
        comes.
        """
        from assay.handing_over import handing_over

        data, leaving = self._leaving(path)
        refuse_target(path, self.task.origins)
        with handing_over(vault, leaving, self.reason):
            return keep(data, path, self.task.origins)

    def _leaving(self, path: Path) -> "tuple[bytes, list[Outgoing]]":
        """What is to be written, and the signatures in it."""
        from functools import partial

        from assay.handing_over import Outgoing, in_place
        from assay.issue import Signed

        prepared, made = self.found.prepared, self.made
        if isinstance(prepared, AllPrepared) or not isinstance(made, Signed):
            return _all_leaving(made, path, self.task, prepared.record)
        data = outgoing(made, self.task, prepared.record)
        return data, [Outgoing(prepared, made, partial(in_place, path, data))]


def _all_leaving(
    made: "Signed | SignedSeveral", path: Path, task: Task, record: "KeyRecord"
) -> "tuple[bytes, list[Outgoing]]":
    from assay.signing_several import SignedSeveral

    if not isinstance(made, SignedSeveral):
        raise TypeError(type(made).__name__)
    data = data_of(made) if made.presentation is None else outgoing(made.presentation.signed, task, record)
    return data, outgoing_of(made, path, data)


def outgoing(made: "Signed", task: Task, record: "KeyRecord") -> bytes:
    """What is to be written: what was signed, or the answer to who asked for it."""
    if task.request is None:
        return made.data
    from assay.signing_request import response_of

    return response_of(task.request, made, record)


def keep(data: bytes, path: Path, origins: Sequence[Path]) -> Path:
    """Write a file. KeyStoreError where that would replace what it was made from; OSError as it comes."""
    from assay.whole_file import write_whole

    refuse_target(path, origins)
    write_whole(path, data)
    return path


def refuse_target(path: Path, origins: Sequence[Path]) -> None:
    """Returns where a file may be written. KeyStoreError where it would replace what it was made from, or has no
    folder.
    """
    from assay.keys.signer import KeyStoreError

    if any(path.exists() and origin.exists() and path.samefile(origin) for origin in origins):
        raise KeyStoreError("file_is_source", name=path.name)
    if not path.absolute().parent.is_dir():
        raise KeyStoreError("file_no_folder", name=path.absolute().parent.name)
