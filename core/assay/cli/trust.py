# SPDX-License-Identifier: Apache-2.0
"""`assay trust`: the files that every check may use to verify signatures, with where they came from and their age."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.run import tell
from assay.errors import UsageError
from assay.identity.given_file import TrustFileError
from assay.identity.trust_folder import Kept, by_digest, forget, keep, read_index
from assay.identity.trust_opening import open_trust
from assay.moment import now
from assay.places import user_trust
from assay.reports.safe_text import shorten, visible
from assay.reports.terminal import columns
from assay.texts import Texts
from assay.trust_listing import Listed, contents, list_trust

_HEADS = ("file", "holds", "origin", "imported", "age", "sha256")
_SHORT = 17


def run(arguments: Namespace, texts: Texts) -> int:
    """Do what `trust` is asked for and give the exit code."""
    try:
        return _ACTIONS[arguments.action](arguments, texts)
    except TrustFileError as error:
        raise UsageError(error.text_id, **error.params) from error


def _list(_arguments: Namespace, texts: Texts) -> int:
    folder, today = user_trust(), now().date()
    rows = [tuple(texts.say(f"cli.trust.head.{name}") for name in _HEADS)]
    rows += [_row(entry, texts) for entry in list_trust(folder, today)]
    if len(rows) == 1:
        write(f"{texts.say('cli.trust.empty', folder=visible(str(folder)))}\n".encode())
        return ExitCode.CONFORMANT
    by_digest(folder)  # says so where a file is not what it was
    wide = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, wide, strict=True))
        write(f"{'  '.join(cells).rstrip()}\n".encode())
    return ExitCode.CONFORMANT


def _row(entry: Listed, texts: Texts) -> tuple[str, ...]:
    holds = texts.say("cli.trust.gone") if entry.holds is None else _told(entry.holds, texts)
    age = texts.say("cli.trust.days", count=entry.days)
    return (visible(entry.file), holds, visible(entry.origin), entry.imported, age, shorten(entry.sha256, _SHORT))


def _add(arguments: Namespace, texts: Texts) -> int:
    """Each file by itself: one that is no use does not keep the others out."""
    folder, day = user_trust(), now().date().isoformat()
    failed = False
    for name in arguments.files:
        try:
            entry = _taken_in(folder, Path(name), arguments.origin, day)
        except TrustFileError as error:
            tell(error, texts)
            failed = True
            continue
        told = texts.say("cli.trust.added", name=visible(entry.file), holds=_told(contents(folder / entry.file), texts))
        write(f"{told}\n".encode())
    return ExitCode.USAGE if failed else ExitCode.CONFORMANT


def _taken_in(folder: Path, path: Path, origin: str, day: str) -> Kept:
    """Judged as a check would judge it, alone and beside what is there; taken out again where that fails."""
    if not any(contents(path).values()):
        raise TrustFileError("trust.unknown_kind", file=str(path))
    before = {entry.file for entry in read_index(folder)}
    entry = keep(folder, path.name, path.read_bytes(), origin=origin, day=day)
    try:
        open_trust((), (str(folder),))
    except TrustFileError:
        if entry.file not in before:
            forget(folder, entry.file)
        raise
    return entry


def _told(holds: Mapping[str, str], texts: Texts) -> str:
    return ", ".join(texts.say(f"cli.trust.{role}", name=visible(name)) for role, name in holds.items() if name)


def _remove(arguments: Namespace, texts: Texts) -> int:
    for name in arguments.names:
        entry = forget(user_trust(), name)
        write(f"{texts.say('cli.trust.removed', name=visible(entry.file))}\n".encode())
    return ExitCode.CONFORMANT


_ACTIONS: Mapping[str, Callable[[Namespace, Texts], int]] = {"list": _list, "add": _add, "remove": _remove}
