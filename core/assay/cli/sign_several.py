# SPDX-License-Identifier: Apache-2.0
"""`assay sign` for a file with several credentials: all are shown, and either all are signed and written or none."""

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assay.cli.console import complain
from assay.cli.exit_code import ExitCode
from assay.cli.keys_token import signer_of
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.sign_words import say, show, show_examination, show_findings, tell
from assay.document import Document
from assay.errors import UsageError
from assay.handing_over import Outgoing, handing_over, in_place
from assay.keys.key_record import KeyRecord
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.options import Options
from assay.reports.safe_text import visible
from assay.signing import LEAST_REASON, Gate
from assay.signing_several import Left, Made, Several, SignedSeveral, holds_several, prepare_several, sign_several
from assay.texts import Texts
from assay.whole_file import write_folder


def is_for_several(documents: Sequence[Document]) -> bool:
    """Whether one of the documents holds several credentials of which some are to be signed."""
    return any(map(holds_several, documents))


def run(
    by: tuple[KeyRecord, Vault], documents: Sequence[Document], options: Options, arguments: Namespace, texts: Texts
) -> int:
    """Sign what is the key's owner's; 0, or 1 where a reason is wanted: nothing is signed then."""
    record, vault = by
    is_together = bool(arguments.present)
    if not is_together and len(documents) != 1:
        raise KeyStoreError("issue.kind")
    if not arguments.preview:
        _refuse_bad_place(arguments, is_together=is_together)
    found = prepare_several(documents, record, options, arguments.profile, together=is_together)
    _show(found, texts)
    if arguments.preview:
        return ExitCode.CONFORMANT
    if found.gate is Gate.REASON and len(arguments.reason.strip()) < LEAST_REASON:
        _show_findings(found, texts)
        complain(texts.say("cli.sign.gate", least=LEAST_REASON))
        return ExitCode.NON_CONFORMANT
    with signer_of(vault, record, arguments, texts) as signer:
        done = sign_several(found, signer, options, arguments.reason, arguments.profile)
    write = _write_presentation if is_together else _write_folder
    write(vault, done, arguments, texts)
    return ExitCode.CONFORMANT


def _refuse_bad_place(arguments: Namespace, *, is_together: bool) -> None:
    """One presentation goes into a file; several credentials into a folder that is new, or empty."""
    given = list(filter(None, [arguments.claims, *arguments.present]))
    if is_together:
        refuse_bad_target(arguments.out, given)
        return
    path = Path(arguments.out)
    try:
        is_free = not any(path.iterdir()) if path.is_dir() else not path.exists()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UsageError("out_unwritable", name=arguments.out, reason=reason) from error
    if not is_free:
        raise UsageError("sign_out_folder", name=arguments.out)
    if not path.is_dir():
        refuse_bad_target(arguments.out, given)


def _show(found: Several, texts: Texts) -> None:
    for number, part in enumerate(found.parts, 1):
        say(texts, "cli.sign.part", number=number, count=len(found.parts))
        if isinstance(part, Left):
            identity = str(part.content.get("id", part.content.get("@id", "")))
            say(texts, "cli.sign.left", name=visible(identity))
        else:
            show(part, texts)
            tell(part.examination.report.headline)
    if found.whole:
        say(texts, "cli.sign.together", count=len(found.parts))
        tell(found.whole.report.headline)


def _show_findings(found: Several, texts: Texts) -> None:
    for prepared in found.prepared:
        if prepared.gate is Gate.REASON:
            show_findings(prepared, texts)
    if found.whole:
        show_examination(found.whole, found.prepared[0].moment, texts)


def _write_folder(vault: Vault, done: SignedSeveral, arguments: Namespace, texts: Texts) -> None:
    folder = Path(arguments.out).absolute()
    outgoing = [_outgoing(entry, folder / entry.file, entry.signed.data) for entry in done.made]
    try:
        with handing_over(vault, outgoing, arguments.reason):
            write_folder(folder, done.files)
    except OSError as error:
        raise UsageError("out_unwritable", name=arguments.out, reason=error.strerror or "") from error
    for entry in done.made:
        name = visible(str(Path(arguments.out, entry.file)))
        say(texts, "cli.sign.written", name=name, digest=entry.signed.sha256)
    for file in done.left:
        say(texts, "cli.sign.kept", name=visible(str(Path(arguments.out, file))))


def _write_presentation(vault: Vault, done: SignedSeveral, arguments: Namespace, texts: Texts) -> None:
    """The credentials are in the presentation, and leave with it."""
    if done.presentation is None:
        raise KeyStoreError("issue.kind")
    presented, place = done.presentation.signed, Path(arguments.out)
    outgoing = [_outgoing(entry, place, presented.data) for entry in (*done.made, done.presentation)]
    with handing_over(vault, outgoing, arguments.reason):
        write_file(arguments.out, presented.data)
    say(texts, "cli.sign.written", name=visible(arguments.out), digest=presented.sha256)


def _outgoing(entry: Made, path: Path, data: bytes) -> Outgoing:
    return Outgoing(entry.prepared, entry.signed, partial(in_place, path, data))
