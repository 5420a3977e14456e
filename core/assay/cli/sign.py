# SPDX-License-Identifier: Apache-2.0
"""`assay sign`: what would be signed is checked and shown; where it does not conform, a reason is asked for."""

from argparse import Namespace
from dataclasses import replace

from assay.cli.check import standard_input
from assay.cli.console import complain, pen, write
from assay.cli.exit_code import ExitCode
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.passphrase import opened
from assay.errors import UsageError
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.moment import now
from assay.opening import open_paths
from assay.options import Options
from assay.places import user_trust
from assay.reports.safe_text import visible
from assay.signing import LEAST_REASON, Prepared, own_document, prepare, prepare_presentation, sign
from assay.texts import Texts


def run(arguments: Namespace, texts: Texts) -> int:
    """Sign one credential, or put signed ones together; 0, or 1 where a reason is wanted."""
    if bool(arguments.claims) == bool(arguments.present):
        raise UsageError("sign_one_of")
    if not arguments.preview:
        if not arguments.out:
            raise UsageError("sign_out_needed")
        refuse_bad_target(arguments.out, filter(None, [arguments.claims, *arguments.present]))
    try:
        return _run(arguments, texts)
    except KeyStoreError as error:
        raise UsageError(error.text_id, **error.params) from error


def _run(arguments: Namespace, texts: Texts) -> int:
    vault = opened(arguments)
    record = vault.find(arguments.key)
    prepared = _prepared(arguments, record, texts)
    _show(prepared, texts)
    if arguments.preview:
        _tell(prepared.examination.report.headline)
        return ExitCode.CONFORMANT
    if prepared.wants(arguments.reason):
        _show_findings(prepared, texts)
        complain(texts.say("cli.sign.gate", least=LEAST_REASON))
        return ExitCode.NON_CONFORMANT
    made = sign(prepared, vault.private_key(record), vault, arguments.reason)
    write_file(arguments.out, made.data)
    _tell(prepared.examination.report.headline)
    _say(texts, "cli.sign.written", name=visible(arguments.out), digest=made.sha256)
    return ExitCode.CONFORMANT


def _prepared(arguments: Namespace, record: KeyRecord, texts: Texts) -> Prepared:
    paths = arguments.present or [arguments.claims]
    found = open_paths(paths, stdin=standard_input)
    if found.errors:
        raise UsageError(found.errors[0].text_id, **found.errors[0].params)
    options = Options(moment=now(), lang=texts.lang, trust=_trust(record))
    if arguments.present:
        return prepare_presentation(found.documents, record, options, arguments.profile)
    if len(found.documents) != 1:
        raise KeyStoreError("issue.kind")
    (document,) = found.documents
    return prepare(document, record, options, arguments.profile)


def _trust(record: KeyRecord) -> TrustFiles:
    """What every check believes, and the key itself: what it signed before can be verified before it is published."""
    folder = user_trust()
    kept = open_trust((), (str(folder),)) if folder.is_dir() else TrustFiles()
    others = tuple(document for document in kept.documents if document.id != record.did)
    return replace(kept, documents=(*others, own_document(record)))


def _show(prepared: Prepared, texts: Texts) -> None:
    """What would be signed, as a person reads it, with the digest to compare on another screen."""
    from assay.readable import readable

    for section in readable(prepared.examination, texts):
        write(f"{'  ' * section.depth}{visible(section.title)} · {visible(section.kind)}\n".encode())
        for row in section.rows:
            write(f"{'  ' * section.depth}  {visible(row.label)}: {visible(row.value)}\n".encode())
    content = prepared.content
    until = str(content.get("validUntil", content.get("expirationDate", "")))
    _say(texts, "cli.sign.by", did=prepared.record.did, key=visible(prepared.record.name), profile=prepared.profile.id)
    if prepared.filled:
        _say(texts, "cli.sign.filled", names=", ".join(prepared.filled))
    if until:
        _say(texts, "cli.sign.until", moment=visible(until))
    _say(texts, "cli.sign.digest", digest=prepared.sha256)


def _show_findings(prepared: Prepared, texts: Texts) -> None:
    """The findings of the draft, as `assay check` tells them."""
    from assay.pipeline import assemble
    from assay.reports import text_report

    report = assemble([prepared.examination], Options(draft=True, moment=prepared.moment, lang=texts.lang))
    write(text_report.render(report, None, texts, pen=pen(), quiet=False))


def _say(texts: Texts, text_id: str, /, **params: str | int) -> None:
    _tell(texts.say(text_id, **params))


def _tell(line: str) -> None:
    write(f"{line}\n".encode())
