# SPDX-License-Identifier: Apache-2.0
"""`assay keys`: private keys, made, listed, given up and told of. What concerns other files is in modules beside."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace

from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.keys_words import kind_of, say
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.passphrase import at_hand, opened, passphrase
from assay.cli.run import tell
from assay.errors import UsageError
from assay.keys.key_log import Action, LogReading, exported, read_log
from assay.keys.key_record import KeyRecord, Place, State
from assay.keys.key_type import DEFAULT, KEY_TYPES
from assay.keys.private_key import make
from assay.keys.registration import SOON, certificate_end, record_of, successor_name
from assay.keys.signer import KeyStoreError
from assay.keys.vault_files import Wrapping, exists, listed, wrapping_of
from assay.moment import now
from assay.places import user_keys
from assay.reports.safe_text import visible
from assay.reports.terminal import columns
from assay.texts import Texts

_HEADS = ("name", "kind", "owner", "certificate", "state")


def run(arguments: Namespace, texts: Texts) -> int:
    """Do what `keys` is asked for and give the exit code."""
    try:
        return _ACTIONS[arguments.action](arguments, texts)
    except KeyStoreError as error:
        raise UsageError(error.text_id, **error.params) from error


def _new(arguments: Namespace, texts: Texts) -> int:
    vault = at_hand(arguments)
    if arguments.token:
        from assay.cli.keys_token import made_in_token

        record = made_in_token(arguments, vault, texts)
        vault.add(record, None, Action.MAKE)
    else:
        key = make(KEY_TYPES[arguments.type])
        record = record_of(
            key, arguments.name, arguments.did, origin="made", others=vault.records(), fragment=arguments.fragment
        )
        vault.add(record, key, Action.MAKE)
    say(texts, "cli.keys.made", name=visible(record.name), kind=kind_of(record, texts), kid=record.kid)
    _say_lock(vault.wrapping, texts)
    return ExitCode.CONFORMANT


def _list(arguments: Namespace, texts: Texts) -> int:
    folder = user_keys()
    if not exists(folder):
        say(texts, "cli.keys.none")
        return ExitCode.CONFORMANT
    wrapping = wrapping_of(folder)
    is_open = wrapping is Wrapping.KEYRING or passphrase(arguments) is not None
    if is_open:
        records, faults = opened(arguments).those_that_open()
    else:
        records, faults = [entry.record for entry in listed(folder)], []
    rows = [tuple(texts.say(f"cli.keys.head.{name}") for name in _HEADS)]
    rows += [_row(record, texts) for record in records]
    wide = [max(columns(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, wide, strict=True))
        write(f"{'  '.join(cells).rstrip()}\n".encode())
    _say_lock(wrapping, texts)
    if not is_open:
        say(texts, "cli.keys.not_opened")
    for fault in faults:
        tell(fault, texts)
    return ExitCode.NON_CONFORMANT if faults else ExitCode.CONFORMANT


def _row(record: KeyRecord, texts: Texts) -> tuple[str, ...]:
    certificate = _certificate_of(record, texts)
    state = texts.say(f"cli.keys.state.{record.state}")
    if record.place is Place.TOKEN:
        state = f"{state}, {texts.say('cli.keys.in_token')}"
    return (visible(record.name), kind_of(record, texts), visible(record.did), certificate, state)


def _certificate_of(record: KeyRecord, texts: Texts) -> str:
    ends, today = certificate_end(record), now()
    if ends is None:
        return texts.say("cli.keys.without")
    is_soon = ends - today < SOON
    text = "cli.keys.ended" if ends <= today else "cli.keys.ends_soon" if is_soon else "cli.keys.until"
    return texts.say(text, day=ends.date().isoformat())


def _say_lock(wrapping: Wrapping, texts: Texts) -> None:
    """What opens the keys, in words: nobody has to guess where they are kept."""
    if wrapping is Wrapping.PASSPHRASE:
        say(texts, "cli.keys.locked_passphrase")
        return
    from assay.keys.keyring_access import backend_name

    say(texts, "cli.keys.locked_keyring", name=f"text:keyring_name.{backend_name()}")


def _renew(arguments: Namespace, texts: Texts) -> int:
    """A new key of the same owner; the old one signs until its successor has a certificate."""
    vault = opened(arguments)
    old = vault.find(arguments.name)
    wanted = KEY_TYPES.get(arguments.type or old.type, KEY_TYPES[DEFAULT])
    others = vault.records()
    name = arguments.new_name or successor_name(old.name, (other.name for other in others), now().year)
    key = make(wanted)
    record = record_of(key, name, old.did, origin="made", others=others)
    vault.add(record, key, Action.MAKE)
    say(texts, "cli.keys.made", name=visible(record.name), kind=kind_of(record, texts), kid=record.kid)
    say(texts, "cli.keys.renewed", name=visible(record.name), old=visible(old.name))
    return ExitCode.CONFORMANT


def _retire(arguments: Namespace, texts: Texts) -> int:
    vault = opened(arguments)
    with vault.locked():
        record = vault.find(arguments.name)
        vault.replace(replace(record, state=State.RETIRED), Action.RETIRE)
    say(texts, "cli.keys.retired", name=visible(record.name))
    return ExitCode.CONFORMANT


def _remove(arguments: Namespace, texts: Texts) -> int:
    vault = opened(arguments)
    record = vault.find(arguments.name)
    if not arguments.yes:
        signed = sum(entry.action == Action.SIGN and entry.key == record.id for entry in vault.read_log().entries)
        text = "cli.keys.remove_warning" if signed else "cli.keys.remove_unused"
        say(texts, text, name=visible(record.name), count=signed)
        return ExitCode.NON_CONFORMANT
    vault.remove(record)
    say(texts, "cli.keys.removed", name=visible(record.name))
    return ExitCode.CONFORMANT


def _log(arguments: Namespace, texts: Texts) -> int:
    """The record of what keys were used for; 1 where somebody changed it."""
    folder = user_keys()
    is_open = wrapping_of(folder) is Wrapping.KEYRING or passphrase(arguments) is not None
    found = opened(arguments).read_log() if is_open else read_log(folder, None)
    if arguments.out:
        refuse_bad_target(arguments.out, ())
        write_file(arguments.out, _log_file(found, texts))
        say(texts, "cli.written", name=visible(arguments.out))
    else:
        for line in _log_lines(found, texts):
            write(f"{line}\n".encode())
    for number in found.set_back:
        say(texts, "key_log.clock", number=number)
    if found.fault:
        say(texts, f"key_log.{found.fault}", number=found.number)
        return ExitCode.NON_CONFORMANT
    say(texts, "cli.keys.log_whole" if is_open else "cli.keys.log_linked", count=len(found.entries))
    return ExitCode.CONFORMANT


def _log_file(found: LogReading, texts: Texts) -> bytes:
    fault = texts.say(f"key_log.{found.fault}", number=found.number) if found.fault else ""
    told = {"format": "assay-key-log", "version": 1, "fault": fault, "entries": list(exported(found))}
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _log_lines(found: LogReading, texts: Texts) -> list[str]:
    lines = []
    for entry in found.entries:
        details = ", ".join(f"{name}: {visible(told)}" for name, told in sorted(entry.details.items()) if told)
        lines.append(f"{entry.number:>5}  {visible(entry.at)}  {_action(entry.action, texts)}  {details}")
    return lines


def _action(name: str, texts: Texts) -> str:
    return texts.say(f"cli.keys.action.{name}") if name in set(Action) else visible(name)


def _import(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_import import import_key

    return import_key(arguments, texts)


def _request(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_certificate import request_certificate

    return request_certificate(arguments, texts)


def _certificate(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_certificate import attach_certificate

    return attach_certificate(arguments, texts)


def _kit(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_publish import write_kit

    return write_kit(arguments, texts)


def _tokens(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_token import show_tokens

    return show_tokens(arguments, texts)


def _backup(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_backup import back_up_keys

    return back_up_keys(arguments, texts)


def _restore(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.keys_backup import restore_keys

    return restore_keys(arguments, texts)


_ACTIONS: Mapping[str, Callable[[Namespace, Texts], int]] = {
    "new": _new,
    "list": _list,
    "import": _import,
    "csr": _request,
    "certificate": _certificate,
    "did": _kit,
    "tokens": _tokens,
    "renew": _renew,
    "retire": _retire,
    "remove": _remove,
    "log": _log,
    "backup": _backup,
    "restore": _restore,
}
"""Those that load more than others import what they need when they are asked for."""
