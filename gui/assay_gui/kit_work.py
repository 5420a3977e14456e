# SPDX-License-Identifier: Apache-2.0
"""Kits, requests and answers: what the window asks of the core. Each function runs off the main thread."""

import sys
from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.certificate_work import Line, read_bytes
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.document import Document
    from assay.keys.vault import Vault
    from assay.kits.answers import AnswerReading
    from assay.kits.hand_in import HandIn, HandInOrder
    from assay.kits.notary import NotaryRequest
    from assay.kits.publish import Published
    from assay.kits.self_test import Step
    from assay.kits.shell import CommandLine

_LARGEST_ANSWER = 20_000_000
STATE_OF_RESULT = {"passed": "passed", "failed": "fail", "open": "wait"}
"""Sign of a state by what came of a step."""


@frozen
class PublishWish:
    """What to publish, and where to write it."""

    did: str
    folder: Path
    documents: "tuple[Document, ...]" = ()
    """Of those that are open."""
    files: tuple[Path, ...] = ()
    existing: Path | None = None
    """The did.json that is published now, where it lies elsewhere."""
    replaces: bool = False
    """Files of the same name that lie there give way."""


@frozen
class Tried:
    """What came of publishing."""

    result: str
    """`passed`, `failed` or `open`."""
    lines: tuple[Line, ...]
    """The self-test step by step, and what could not become a file."""
    count: int
    """Files that were written or were there already."""
    readme: str
    """The page of the kit; empty where nothing was written."""
    keys: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """Name and bytes of did.json and of the certificates, where they were written."""


@frozen
class Told:
    """An answer in words."""

    reading: "AnswerReading"
    state: str
    headline: str
    lines: tuple[Line, ...]
    has_findings: bool
    """Findings of what was handed in say the same."""


def publish(vault: "Vault", wish: PublishWish, moment: datetime, words: Words) -> Tried:
    """The folder to publish, tried before it is written. KitError or KeyStoreError where it cannot be made."""
    from assay.keys.key_log import Action
    from assay.kits.kit import README
    from assay.kits.publish import publish as published
    from assay.kits.publishing import CHAIN_TYPE, DID_TYPE, PublishingOrder, publishing_kit
    from assay.kits.self_test import Result
    from assay_gui.checking import kept_trust, open_files

    opened = open_files(wish.files) if wish.files else None
    if opened and opened.errors:
        raise opened.errors[0]
    records = tuple(record for record in vault.records() if record.did == wish.did)
    order = PublishingOrder(
        records,
        (*wish.documents, *(opened.documents if opened else ())),
        existing=read_bytes(wish.existing) if wish.existing else None,
        trust=kept_trust(),
        moment=moment,
        lang=words.texts.lang,
    )

    def tell_log() -> None:
        for record in records:
            vault.log(Action.EXPORT, record, did=record.did, fragment=record.fragment)

    replacing = publishing_kit(order).contents if wish.replaces else ()
    done = published(wish.folder, order, replacing=replacing, before=tell_log)
    is_written = done.result is not Result.FAILED
    readme = done.kit.contents[README].decode() if is_written else ""
    keys = (
        (entry.path.rpartition("/")[2], entry.data)
        for entry in done.kit.files
        if is_written and entry.media_type in (DID_TYPE, CHAIN_TYPE)
    )
    return Tried(done.result.value, _lines(done, words), len(done.kit.files), readme, tuple(keys))


def use_here(did: str, keys: Sequence[tuple[str, bytes]], moment: datetime, words: Words) -> None:
    """Let every check here use what the owner publishes; an older did.json of the owner gives way.

    TrustFileError where a file of the folder stands against it: then all is as it was.
    """
    from assay.identity.given_file import TrustFileError
    from assay.identity.trust_folder import forget, keep, read_index
    from assay.identity.trust_opening import open_trust
    from assay.places import user_trust

    folder, day = user_trust(), moment.date().isoformat()
    before = {entry.file: entry for entry in read_index(folder)}
    there = open_trust((), (str(folder),)) if before else None
    older = [Path(one.file).name for one in (there.documents if there else ()) if one.id == did]
    gone = [(before[name], (folder / name).read_bytes()) for name in older if name in before]
    for entry, _ in gone:
        forget(folder, entry.file)
    added = [keep(folder, name, data, origin=words.say("publishing.origin"), day=day) for name, data in keys]
    try:
        open_trust((), (str(folder),))
    except TrustFileError:
        for entry in {entry.file: entry for entry in added if entry.file not in before}.values():
            forget(folder, entry.file)
        for entry, data in gone:
            keep(folder, entry.file, data, origin=entry.origin, day=entry.imported)
        raise


def _lines(done: "Published", words: Words) -> tuple[Line, ...]:
    unhosted = (
        Line("wait", words.of_reports.say(f"publish.unhosted.{entry.reason}", name=entry.name, id=entry.id))
        for entry in done.kit.unhosted
    )
    return (*(_step(step, words) for step in done.steps), *unhosted)


def _step(step: "Step", words: Words) -> Line:
    say = words.of_reports.say
    why = (say(step.reason, **step.reason_params),) if step.reason else ()
    return Line(STATE_OF_RESULT[step.result.value], say(f"self_test.{step.name}", **step.params), why)


def hand_in(folder: Path, order: "HandInOrder", *, replaces: bool) -> "HandIn":
    """The folder to hand in. KitError where it cannot be made or written.

    `replaces`: a file of the same name that lies there gives way.
    """
    from assay.kits.hand_in import hand_in_kit, write_hand_in

    replacing = hand_in_kit(order).kit.contents if replaces else ()
    return write_hand_in(folder, order, replacing=replacing)[0]


def pasted(line: "CommandLine") -> str:
    """The line as the shells of this system take it."""
    return line.windows if sys.platform == "win32" else line.posix


def read_answer(
    path: Path,
    handed_in: "Sequence[Document]",
    asked: "Sequence[NotaryRequest]",
    moment: datetime,
    words: Words,
) -> Told:
    """What an answer says. `asked`: what notaries were asked for, the latest first. OSError as it comes."""
    from assay.kits.answers import read_answer as reading_of
    from assay.options import Options
    from assay_gui.checking import kept_trust

    options = Options(moment=moment, lang=words.texts.lang, trust=kept_trust())
    found = reading_of(read_bytes(path, _LARGEST_ANSWER), options, handed_in)
    lines = (*_credential(found, asked, words), *_said(found, words))
    state = STATE_OF_RESULT[found.credential.result.value] if found.credential else "fail" if found.said else "wait"
    if state == "passed" and any(line.state == "fail" for line in lines):
        state = "fail"
    has_findings = any(entry.findings for entry in found.said)
    return Told(found, state, words.of_reports.say(found.headline), lines, has_findings)


def _credential(found: "AnswerReading", asked: "Sequence[NotaryRequest]", words: Words) -> "Sequence[Line]":
    from assay.finding import Severity
    from assay.reports.safe_text import visible

    told, say = found.credential, words.of_reports.say
    if told is None:
        return ()
    facts = {"id": told.id, "issuer": told.issuer, "level": ", ".join(told.stated.levels), "until": told.valid_until}
    lines = [
        Line("", words.pair(say(f"cli.hand_in.fact.{name}"), visible(value))) for name, value in facts.items() if value
    ]
    if told.reason and not told.findings:
        lines.append(Line("fail" if told.signature.value == "failed" else "wait", say(told.reason)))
    for finding in told.findings:
        state = {Severity.VIOLATION: "fail", Severity.WARNING: "wait"}.get(finding.severity, "advice")
        lines.append(Line(state, say(finding.text, **finding.params)))
    return (*lines, *_misfits(found, asked, words))


def _misfits(found: "AnswerReading", asked: "Sequence[NotaryRequest]", words: Words) -> "Sequence[Line]":
    """What a notary attested otherwise than it was asked for, and of which number that can be said at all."""
    from assay.kits.notary import KINDS, misfits

    told, say = found.credential, words.of_reports.say
    local = {name.rpartition(":")[2].rpartition("#")[2] for name in told.types} if told else set()
    if told is None or not local & {kind.type.partition(":")[2] for kind in KINDS.values()}:
        return ()
    if not asked:
        return (Line("wait", words.say("reply.not_asked"), (words.tip("reply.not_asked"),)),)
    best = min((misfits(request, told) for request in asked), key=len)
    if best:
        return tuple(Line("fail", say(text)) for text in best)
    return (Line("passed", words.say("reply.as_asked")),)


def _said(found: "AnswerReading", words: Words) -> "Sequence[Line]":
    """Each message of a refusal, what it means, and which findings say the same."""
    say, texts = words.of_reports.say, words.texts
    lines = []
    for entry in found.said:
        explained: list[str] = []
        if entry.explained:
            here = f"window.{entry.explained}"  # where the usual words are for the command line
            text = here if texts.has(here) else entry.explained
            explained = [say(text), words.lengthened(texts.part(text, "how", {}))]
        same = [words.say("reply.finding", message=say(one.text, **one.params)) for one in entry.findings]
        lines.append(Line("fail", entry.text, tuple(filter(None, (*explained, *dict.fromkeys(same))))))
    if found.said and found.predictions:
        text = "cli.hand_in.foretold" if found.as_foretold else "cli.hand_in.not_foretold"
        lines.append(Line("advice", say(text)))
    return lines


def keep(found: "AnswerReading", path: Path) -> Path:
    """File an answer. KeyStoreError where there is no such folder; OSError as it comes."""
    from assay.keys.signer import KeyStoreError
    from assay.whole_file import write_whole

    if not path.absolute().parent.is_dir():
        raise KeyStoreError("file_no_folder", name=path.absolute().parent.name)
    write_whole(path, found.data)
    return path


def terms(did: str, address: str, moment: datetime) -> bytes:
    """A draft of the acceptance of the terms; until when it counts is filled in when it is signed.

    KitError or KeyStoreError where owner or address are none.
    """
    from assay.kits.terms_draft import terms_draft

    return terms_draft(did, moment, credential_id=address)
