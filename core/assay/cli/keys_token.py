# SPDX-License-Identifier: Apache-2.0
"""Keys in cards and sticks, on the command line: which there are, taking one in, making one, signing with one.

The PIN is asked at the terminal each time, or read from a file that is named; it is kept nowhere.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assay.cli.console import is_terminal, write
from assay.cli.exit_code import ExitCode
from assay.cli.passphrase import read_passphrase
from assay.keys.key_record import KeyRecord, Place
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import KeyStoreError, Signer
from assay.keys.token import list_tokens
from assay.keys.token_facts import AskPin, TokenInfo, TokenKey, TokenState
from assay.keys.token_modules import known_modules
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, registered
from assay.keys.vault import Vault
from assay.reports.safe_text import visible
from assay.texts import Texts


def show_tokens(arguments: Namespace, texts: Texts) -> int:
    """Every reader, what is in it, and the keys that are seen without a PIN."""
    found = tuple(_tokens(arguments))
    for info in found:
        name = visible(info.label) or visible(info.reader)
        state = f"text:token_state.{info.state}"
        told = texts.say("cli.keys.token", name=name, serial=visible(info.serial), state=state)
        write(f"{told}\n".encode())
        for key in _keys(info):
            write(f"    {visible(key.label)}  {key.type}  {key.id}\n".encode())
    if not found:
        write(f"{texts.say('cli.keys.no_token')}\n".encode())
    return ExitCode.CONFORMANT


def made_in_token(arguments: Namespace, vault: Vault, texts: Texts) -> KeyRecord:
    """A new key inside of the token that the command line names, and what is told of it."""
    info = _token(arguments)
    ask = asking(arguments, texts)
    with TokenSession(Path(info.module), info.serial, ask, label=info.label, writes=True) as session:
        key = session.make(KEY_TYPES[arguments.type], arguments.name)
    return _record(info, key, arguments, vault)


def taken_from_token(arguments: Namespace, vault: Vault, texts: Texts) -> KeyRecord:
    """A key that is in the token already: the only one, or the one of the label or id that is named."""
    info = _token(arguments)
    with TokenSession(Path(info.module), info.serial, asking(arguments, texts), label=info.label) as session:
        found = session.key_pairs()
    wanted = arguments.token_key
    fitting = [key for key in found if not wanted or wanted in (key.label, key.id)]
    if len(fitting) != 1:
        known = ", ".join(f"{visible(key.label)} ({key.id})" for key in found)
        raise KeyStoreError("token.which_key", count=len(fitting), known=known or "-")
    return _record(info, fitting[0], arguments, vault)


@contextmanager
def signer_of(vault: Vault, record: KeyRecord, arguments: Namespace, texts: Texts) -> Iterator[Signer]:
    """The key, wherever it is; a token is logged out of at the end."""
    if record.place is Place.FILE:
        yield vault.private_key(record)
        return
    with TokenSigner(record, asking(arguments, texts)) as signer:
        yield signer


def asking(arguments: Namespace, texts: Texts) -> AskPin:
    """How the PIN is asked for: from a file that is named, else at the terminal; without either nobody is asked."""

    def ask(info: TokenInfo) -> str | None:
        if arguments.pin_file:
            return read_passphrase(arguments.pin_file)
        if not is_terminal(sys.stdin):
            return None
        from getpass import getpass

        return getpass(f"{texts.say('cli.keys.ask_pin', name=visible(info.label))} ") or None

    return ask


def _record(info: TokenInfo, key: TokenKey, arguments: Namespace, vault: Vault) -> KeyRecord:
    told = arguments.name, arguments.did
    return registered(info, key, *told, others=vault.records(), fragment=arguments.fragment)


def _token(arguments: Namespace) -> TokenInfo:
    """The token of the serial number or label that is named. KeyStoreError where there is none, or more than one."""
    found = tuple(_tokens(arguments))
    ready = [info for info in found if info.state is TokenState.READY]
    fitting = [info for info in ready if arguments.token in (info.serial, info.label)]
    if len(fitting) != 1:
        known = ", ".join(f"{visible(info.label)} ({visible(info.serial)})" for info in ready)
        raise KeyStoreError("token.which_token", name=arguments.token[:60], known=known or "-")
    return fitting[0]


def _tokens(arguments: Namespace) -> Iterator[TokenInfo]:
    named = [Path(arguments.module)] if arguments.module else [entry.path for entry in known_modules()]
    for path in named:
        yield from list_tokens(path)


def _keys(info: TokenInfo) -> tuple[TokenKey, ...]:
    if info.state is not TokenState.READY:
        return ()
    with TokenSession(Path(info.module), info.serial, None, label=info.label) as session:
        return session.key_pairs()
