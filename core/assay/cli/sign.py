# SPDX-License-Identifier: Apache-2.0
"""`assay sign`: what would be signed is checked and shown; where it does not conform, a reason is asked for.

Where the key is on another machine, a request is written here, signed there, and the response taken in here.
"""

from argparse import Namespace
from dataclasses import replace
from functools import partial
from pathlib import Path

from assay.cli import sign_several
from assay.cli.check import standard_input
from assay.cli.console import complain
from assay.cli.exit_code import ExitCode
from assay.cli.keys_token import signer_of
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.passphrase import opened
from assay.cli.sign_several import is_for_several
from assay.cli.sign_words import say, show, show_findings, tell
from assay.document import Document
from assay.errors import UsageError
from assay.handing_over import Outgoing, handing_over, in_place
from assay.identity.trust import TrustFiles
from assay.keys.key_record import KeyRecord, checked_did
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.moment import now
from assay.opening import open_paths
from assay.options import Options
from assay.reports.safe_text import visible
from assay.signing import LEAST_REASON, Prepared, own_document, prepare, prepare_presentation, signed
from assay.signing_request import (
    Request,
    accept,
    is_request,
    prepare_request,
    read_request,
    request_of,
    response_of,
    unknown_key,
)
from assay.texts import Texts
from assay.trust_at_hand import trust_at_hand
from assay.values import frozen


@frozen
class _By:
    """Who signs: the key at hand, or one on another machine."""

    record: KeyRecord
    vault: Vault | None = None
    """None where the key is elsewhere."""


def run(arguments: Namespace, texts: Texts) -> int:
    """Sign one credential, or put signed ones together; 0, or 1 where a reason is wanted."""
    if bool(arguments.claims) == bool(arguments.present):
        raise UsageError("sign_one_of")
    if bool(arguments.key) + bool(arguments.request) + bool(arguments.accept) != 1:
        raise UsageError("sign_by_one_of")
    if not arguments.preview:
        if not arguments.out:
            raise UsageError("sign_out_needed")
        if not Path(arguments.out).is_dir():  # for one document; a folder is for several
            _refuse_bad_target(arguments)
    try:
        return _accept(arguments, texts) if arguments.accept else _run(arguments, texts)
    except KeyStoreError as error:
        raise UsageError(error.text_id, **error.params) from error


def _run(arguments: Namespace, texts: Texts) -> int:
    by = _signer(arguments)
    documents = _documents(arguments.present or [arguments.claims])
    options = Options(moment=now(), lang=texts.lang, trust=_trust(by.record))
    if by.vault and is_for_several(documents):
        return sign_several.run((by.record, by.vault), documents, options, arguments, texts)
    if not arguments.preview:
        _refuse_bad_target(arguments)
    request = _request(documents[0]) if arguments.claims else None
    prepared = _prepared(documents, request, by.record, options, arguments)
    show(prepared, texts)
    if arguments.preview:
        tell(prepared.examination.report.headline)
        return ExitCode.CONFORMANT
    reason = arguments.reason or (request.reason if request else "")
    if request and request.reason:
        say(texts, "cli.sign.reason_given", reason=visible(request.reason))
    if prepared.wants(reason):
        show_findings(prepared, texts)
        complain(texts.say("cli.sign.gate", least=LEAST_REASON))
        return ExitCode.NON_CONFORMANT
    tell(prepared.examination.report.headline)
    if by.vault is None:
        write_file(arguments.out, request_of(prepared, reason))
        say(texts, "cli.sign.requested", name=visible(arguments.out))
        return ExitCode.CONFORMANT
    with signer_of(by.vault, by.record, arguments, texts) as signer:
        made = signed(prepared, signer, reason)
    data = response_of(request, made, by.record) if request else made.data
    with handing_over(by.vault, [Outgoing(prepared, made, partial(in_place, Path(arguments.out), data))], reason):
        write_file(arguments.out, data)
    if request:
        say(texts, "cli.sign.thumbprint", thumbprint=by.record.id)
    say(texts, "cli.sign.written", name=visible(arguments.out), digest=made.sha256)
    return ExitCode.CONFORMANT


def _refuse_bad_target(arguments: Namespace) -> None:
    refuse_bad_target(arguments.out, filter(None, [arguments.claims, arguments.accept, *arguments.present]))


def _accept(arguments: Namespace, texts: Texts) -> int:
    """What comes back from the other machine, where it is what was asked for."""
    if not arguments.preview:
        _refuse_bad_target(arguments)
    (asked,), (answer,) = _documents([arguments.accept]), _documents([arguments.claims])
    found = accept(read_request(asked.data), answer.data)
    if not arguments.preview:
        write_file(arguments.out, found.signed.data)
    say(texts, "cli.sign.accepted", kid=visible(found.kid))
    say(texts, "cli.sign.thumbprint", thumbprint=found.thumbprint)
    say(texts, "cli.sign.written", name=visible(arguments.out or "-"), digest=found.signed.sha256)
    return ExitCode.CONFORMANT


def _signer(arguments: Namespace) -> _By:
    if arguments.request:
        return _By(unknown_key(checked_did(arguments.request)))
    vault = opened(arguments)
    return _By(vault.find(arguments.key), vault)


def _documents(paths: list[str]) -> tuple[Document, ...]:
    found = open_paths(paths, stdin=standard_input)
    if found.errors:
        raise UsageError(found.errors[0].text_id, **found.errors[0].params)
    if not found.documents:
        raise KeyStoreError("issue.kind")
    return found.documents


def _request(document: Document) -> Request | None:
    return read_request(document.data) if is_request(document.data) else None


def _prepared(
    documents: tuple[Document, ...],
    request: Request | None,
    record: KeyRecord,
    options: Options,
    arguments: Namespace,
) -> Prepared:
    if request:
        return prepare_request(request, record, options)
    if arguments.present:
        return prepare_presentation(documents, record, options, arguments.profile)
    if len(documents) != 1:
        raise KeyStoreError("issue.kind")
    return prepare(documents[0], record, options, arguments.profile)


def _trust(record: KeyRecord) -> TrustFiles:
    """What every check believes, and the key itself: what it signed before can be verified before it is published."""
    kept = trust_at_hand()
    if not record.id:
        return kept
    others = tuple(document for document in kept.documents if document.id != record.did)
    return replace(kept, documents=(*others, own_document(record)))
