# SPDX-License-Identifier: Apache-2.0
"""`assay hand-in`: what goes to notary and clearing house, and what comes back. Nothing here opens a connection: lines
to paste are written, and answers are read from files.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assay.cli.exit_code import ExitCode
from assay.cli.input_file import read_file
from assay.cli.keys_publish import documents
from assay.cli.keys_words import say
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.sign_words import tell
from assay.credential import Generation
from assay.errors import UsageError
from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.keys.signer import KeyStoreError
from assay.kits.answers import AnsweredCredential, AnswerReading, read_answer
from assay.kits.hand_in import HandInOrder, write_hand_in
from assay.kits.notary import KINDS, misfits, notary_request
from assay.kits.self_test import Result
from assay.kits.tagus_terms_draft import MAX_WORDS_BYTES, tagus_terms_draft
from assay.kits.terms_draft import terms_draft
from assay.moment import now
from assay.options import Options
from assay.places import user_trust
from assay.reports.safe_text import visible
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load
from assay.texts import Texts

_MOST_BYTES = 20_000_000
_CODES = {
    Result.PASSED: ExitCode.CONFORMANT,
    Result.FAILED: ExitCode.NON_CONFORMANT,
    Result.OPEN: ExitCode.INCOMPLETE,
}


def run(arguments: Namespace, texts: Texts) -> int:
    """Do what `hand-in` is asked for and give the exit code."""
    try:
        return _ACTIONS[arguments.action](arguments, texts)
    except KeyStoreError as error:
        raise UsageError(error.text_id, **error.params) from error


def _kit(arguments: Namespace, texts: Texts) -> int:
    """The folder to hand in: the presentation, the line that sends it, and what to expect."""
    (presentation, *more) = documents([arguments.presentation])
    if more:
        raise KeyStoreError("issue.kind")
    order = HandInOrder(presentation, arguments.level, lang=texts.lang, label_id=arguments.label_id)
    if arguments.clearing_house:
        order = replace(order, clearing_house=arguments.clearing_house)
    made, _ = write_hand_in(Path(arguments.out), order)
    say(texts, "cli.hand_in.written", name=visible(arguments.out), address=made.address)
    tell(made.send.posix)
    return ExitCode.CONFORMANT


def _answer(arguments: Namespace, texts: Texts) -> int:
    """What an answer says: 0 where it is a credential that holds, 1 where it is refused or does not hold, else 2."""
    options = Options(moment=arguments.at or now(), lang=texts.lang, trust=_trust(arguments))
    found = read_answer(read_file(arguments.answer, _MOST_BYTES), options, documents(arguments.handed_in))
    say(texts, found.headline)
    others = _misfits(found, arguments)
    if found.credential:
        _tell_credential(found.credential, texts)
    for text in others:
        say(texts, text)
    for entry in found.said:
        tell(f"  {visible(entry.text)}")
        if entry.explained:
            told = (texts.say(entry.explained), texts.part(entry.explained, "how", {}))
            tell(f"    {' '.join(filter(None, told))}")
    if found.said and found.predictions:
        say(texts, "cli.hand_in.foretold" if found.as_foretold else "cli.hand_in.not_foretold")
    if arguments.out and found.file_name:
        _file(found, arguments, texts)
    if found.credential:
        return ExitCode.NON_CONFORMANT if others else _CODES[found.credential.result]
    return ExitCode.NON_CONFORMANT if found.said else ExitCode.INCOMPLETE


def _misfits(found: AnswerReading, arguments: Namespace) -> Sequence[str]:
    """What of a notary's answer is not as it was asked for, where that is told (`--asked-…`)."""
    if not arguments.asked_id or found.credential is None:
        return ()
    kind = arguments.asked_kind or next(iter(KINDS))
    asked = notary_request(kind, "0", vc_id=arguments.asked_id, subject_id=arguments.asked_subject)
    texts = misfits(asked, found.credential)
    return [text for text in texts if arguments.asked_kind or text != "answer.number_other_kind"]


def _tell_credential(told: AnsweredCredential, texts: Texts) -> None:
    facts = {"id": told.id, "issuer": told.issuer, "level": ", ".join(told.stated.levels), "until": told.valid_until}
    for name, value in facts.items():
        if value:
            tell(f"  {texts.say(f'cli.hand_in.fact.{name}')}: {visible(value)}")
    if told.reason:
        tell(f"  {texts.say(told.reason)}")
    for finding in told.findings:
        tell(f"  {texts.say(finding.text, **finding.params)}")


def _file(found: AnswerReading, arguments: Namespace, texts: Texts) -> None:
    """Keeps the answer under a name of its own, in the folder that was named."""
    place = Path(arguments.out, found.file_name)
    if place.exists() and place.read_bytes() != found.data:
        raise KeyStoreError("kit.exists", name=found.file_name, count=1)
    refuse_bad_target(str(place), [arguments.answer])
    write_file(str(place), found.data)
    say(texts, "cli.written", name=visible(str(place)))


def _number(arguments: Namespace, texts: Texts) -> int:
    """The line that asks a notary for a registration number."""
    told = notary_request(
        arguments.kind, arguments.number, arguments.notary or "", arguments.id, arguments.subject or ""
    )
    if told.doubt:
        say(texts, told.doubt, **told.doubt_params)
    say(texts, "cli.hand_in.ask_notary", subject=visible(told.subject_id))
    tell(told.ask.posix)
    return ExitCode.CONFORMANT


def _terms(arguments: Namespace, texts: Texts) -> int:
    """A draft of the credential with which a company accepts the terms."""
    refuse_bad_target(arguments.out, filter(None, [arguments.words]))
    write_file(arguments.out, _terms_of(arguments))
    say(texts, "cli.hand_in.terms_written", name=visible(arguments.out))
    return ExitCode.CONFORMANT


def _terms_of(arguments: Namespace) -> bytes:
    """Of the current generation by the digest of the terms; of Tagus by their words, from the file that is given."""
    moment = now()
    pack = load(arguments.pack or DEFAULT_PACK, moment)
    if pack.generation != Generation.TAGUS.value:
        return terms_draft(arguments.did, moment, credential_id=arguments.id or "")
    if not arguments.words:
        raise UsageError("terms_words_needed")
    words = read_file(arguments.words, MAX_WORDS_BYTES)
    return tagus_terms_draft(arguments.did, moment, pack, words, credential_id=arguments.id or "")


def _trust(arguments: Namespace) -> TrustFiles:
    own = user_trust()
    folders = [*arguments.trust_folders, *([str(own)] if own.is_dir() else [])]
    try:
        return open_trust(arguments.dids, folders)
    except TrustFileError as error:
        raise UsageError(error.text_id, **error.params) from error


_ACTIONS: Mapping[str, Callable[[Namespace, Texts], int]] = {
    "kit": _kit,
    "answer": _answer,
    "number": _number,
    "terms": _terms,
}
