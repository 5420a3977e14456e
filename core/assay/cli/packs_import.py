# SPDX-License-Identifier: Apache-2.0
"""`assay packs import`, `verify` and `diff`: what happened to packs, in words."""

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from assay.cli.console import complain, pen, write
from assay.cli.exit_code import ExitCode
from assay.cli.packs import window_of
from assay.errors import PackError
from assay.moment import now
from assay.pack_import import Imported, import_pack
from assay.pack_verify import Soundness, given_pack, verify
from assay.pack_words import told_changes, told_error
from assay.reports.safe_text import visible
from assay.rules.difference import differences
from assay.rules.release import Wishes
from assay.rules.signature import trusted_keys
from assay.texts import Texts

_USAGE = frozenset({"pack.unknown", "pack.not_valid", "pack.no_file", "pack.no_key", "pack.one_at_a_time"})
_CHANGES_SHOWN = 8
_SOUND = {
    Soundness.SOUND: ExitCode.CONFORMANT,
    Soundness.BROKEN: ExitCode.NON_CONFORMANT,
    Soundness.UNTESTED: ExitCode.INCOMPLETE,
}


def run_import(arguments: Namespace, texts: Texts) -> int:
    """Import a pack and tell what it brings; 1 where it is refused."""
    wishes = Wishes(
        id=arguments.id,
        version=arguments.version,
        name=arguments.name,
        valid_from=arguments.valid_from or "",
        valid_until=arguments.valid_until or "",
        like=arguments.like,
    )
    try:
        done = import_pack(
            [Path(name) for name in arguments.files],
            wishes,
            moment=now(),
            trusted=trusted_keys(map(Path, arguments.keys)),
            replaces=arguments.replace,
        )
    except PackError as error:
        return _refused(error, texts)
    _write(_imported(done, texts))
    return ExitCode.CONFORMANT


def _imported(done: Imported, texts: Texts) -> Iterator[str]:
    pack = done.pack
    imported = "packs.extension_imported" if pack.base else "packs.is_imported"
    head = "packs.was_there" if done.was_there else imported
    yield texts.say(head, name=pack.name, id=pack.id, version=pack.version)
    yield texts.say(f"packs.signed.{done.signed.state}", by=done.signed.by)
    yield texts.say("packs.judges", window=window_of(pack, texts))
    if done.follows_bundled:
        text = "packs.takes_over" if done.takes_over else "packs.does_not_take_over"
        yield texts.say(text, id=pack.id, valid_from=pack.valid_from)
    yield _samples(done.samples, texts)
    if pack.needs_reference:
        yield texts.say("packs.by_reference")
    for note in done.notes:
        yield texts.say(note.text, **note.params)
    if done.compared_with is None:
        yield texts.say("packs.nothing_to_compare")
        return
    old = done.compared_with
    yield ""
    same = "packs.compared" if done.changes else "packs.no_change"
    yield texts.say(same, name=old.name, version=old.version)
    yield from told_changes(done.changes, (old, pack), texts, most=_CHANGES_SHOWN)
    if done.changes:
        yield texts.say("packs.see_diff", old=f"{old.id}@{old.version}", new=f"{pack.id}@{pack.version}")


def _samples(count: int, texts: Texts) -> str:
    return texts.say("packs.samples", count=count) if count else texts.say("packs.untested")


def run_verify(arguments: Namespace, texts: Texts) -> int:
    """Verify a pack: 0 sound, 1 broken, 2 sound as far as can be told without samples."""
    try:
        told = verify(arguments.pack, trusted_keys(map(Path, arguments.keys)))
    except PackError as error:
        return _refused(error, texts)
    if told.error is not None:
        _write([told_error(told.error, texts), texts.say("packs.verdict.broken")])
        return _SOUND[told.soundness]
    lines = [
        texts.say("packs.read", name=told.name, id=told.id, version=told.version),
        texts.say("packs.digest", sha256=told.sha256),
        texts.say(f"packs.signed.{told.signed.state}", by=told.signed.by),
        _samples(told.samples, texts),
        texts.say(f"packs.verdict.{told.soundness}"),
    ]
    _write(lines)
    return _SOUND[told.soundness]


def run_diff(arguments: Namespace, texts: Texts) -> int:
    """Tell what changes from one pack to another; nothing is judged, so the exit code is 0."""
    try:
        old, new = given_pack(arguments.old), given_pack(arguments.new)
    except PackError as error:
        return _refused(error, texts)
    changes = differences(old, new)
    if arguments.format == "json":
        rows = [{key: value for key, value in asdict(change).items() if value} for change in changes]
        packs = {name: {"id": pack.id, "version": pack.version} for name, pack in (("old", old), ("new", new))}
        write((json.dumps({**packs, "changes": rows}, ensure_ascii=False, indent=2) + "\n").encode())
        return ExitCode.CONFORMANT
    lines = list(told_changes(changes, (old, new), texts))
    _write(lines or [texts.say("packs.no_change", name=old.name, version=old.version)])
    return ExitCode.CONFORMANT


def _refused(error: PackError, texts: Texts) -> int:
    complain(told_error(error, texts))
    return ExitCode.USAGE if error.text_id in _USAGE else ExitCode.NON_CONFORMANT


def _write(lines: Iterable[str]) -> None:
    told: list[str] = []
    for line in lines:
        text = line.lstrip(" ")
        told += pen().block(visible(text), first=" " * (len(line) - len(text))) if text else [""]
    write(("\n".join(told) + "\n").encode())
