# SPDX-License-Identifier: Apache-2.0
"""Tokens for tests: SoftHSM2 with a folder of its own, and a shell around it that can be told to misbehave."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from assay.keys import token
from assay.keys.key_type import KEY_TYPES
from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import TokenInfo, TokenKey
from assay.keys.token_modules import known_modules
from assay.keys.token_session import TokenSession
from assay.keys.token_signer import TokenSigner, token_record
from signing import ACME, FRAGMENT

PIN, SO_PIN = "731902", "8264051937"
PLACES = [module.path for module in known_modules() if module.name == "SoftHSM2"]
MISSING = "" if PLACES and shutil.which("softhsm2-util") else "softhsm2 is not installed"
NO_COMPILER = MISSING or ("" if shutil.which("cc") else "no C compiler for the shell around SoftHSM2")


class TokenBox:
    """A folder of tokens, which can be taken out and put in again."""

    def __init__(self, folder: Path, monkeypatch) -> None:
        self.module = PLACES[0]
        self.folder, self.away = folder / "tokens", folder / "away"
        self.folder.mkdir()
        self.away.mkdir()
        config = folder / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {self.folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(config))

    def add(self, label: str) -> TokenInfo:
        """A new token of that name."""
        before = self._serials()
        self._told("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN)
        (serial,) = self._serials() - before
        return token.loaded(self.module).find(serial)

    def _serials(self) -> set[str]:
        return set(re.findall(r"Serial number: +(\w+)", self._told("--show-slots")))

    def _told(self, *arguments: str) -> str:
        command = ("softhsm2-util", "--module", str(PLACES[0]), *arguments)
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def take_out(self) -> None:
        """All tokens are gone."""
        for path in self.folder.iterdir():
            shutil.move(path, self.away / path.name)

    def put_in(self) -> None:
        """They are there again."""
        for path in self.away.iterdir():
            shutil.move(path, self.folder / path.name)

    def close(self) -> None:
        """The next test starts the module with its own folder."""
        import pkcs11

        for module in token._LOADED.values():
            pkcs11.unload(module._path)
        token._LOADED.clear()


class Person:
    """Gives PINs when asked, and remembers how often she was."""

    def __init__(self, *pins: str | None) -> None:
        self.pins = list(pins)
        self.asked: list[TokenInfo] = []

    def __call__(self, info: TokenInfo) -> str | None:
        self.asked.append(info)
        return self.pins.pop(0) if self.pins else PIN


def refused(call) -> KeyStoreError:
    """Why it was refused."""
    with pytest.raises(KeyStoreError) as error:
        call()
    return error.value


def made(box: TokenBox, serial: str, kind: str = "p256", label: str = "seal") -> TokenKey:
    """A new key pair in the token of that serial number."""
    with TokenSession(box.module, serial, Person(), writes=True) as session:
        return session.make(KEY_TYPES[kind], label)


def signer(box: TokenBox, kind: str = "p256", person: Person | None = None) -> TokenSigner:
    """A new key in a new token."""
    info = box.add("office")
    record = token_record(info, made(box, info.serial, kind), "Seal", ACME, FRAGMENT)
    return TokenSigner(record, person or Person())


def crashes(_: str) -> tuple[TokenInfo, ...]:
    """A module that takes its process down."""
    os.abort()


def hangs(_: str) -> tuple[TokenInfo, ...]:
    """A module that never answers."""
    time.sleep(60)
    return ()


class Shell:
    """A module of its own around SoftHSM2. `told` makes it answer as cards do; it counts sessions."""

    def __init__(self, folder: Path, monkeypatch) -> None:
        self.path = folder / "shell.so"
        source = Path(__file__).with_name("token_shell.c")
        subprocess.run(("cc", "-shared", "-fPIC", "-o", str(self.path), str(source), "-ldl"), check=True)
        self._orders, self._sessions = folder / "orders", folder / "sessions"
        monkeypatch.setenv("SHELL_MODULE", str(PLACES[0]))
        monkeypatch.setenv("SHELL_ORDERS", str(self._orders))
        monkeypatch.setenv("SHELL_SESSIONS", str(self._sessions))

    def told(self, *orders: str) -> None:
        """From now on: `removed`, `locked` (and `silent` of it before), `final`, `empty`, `pad`, `broken`, `crash`, and
        `twin`: the token shows in two readers.
        """
        self._orders.write_text(" ".join(orders))

    @property
    def open_sessions(self) -> int:
        """Sessions of this process that were opened and not closed since the module was started."""
        return int(self._sessions.read_text()) if self._sessions.exists() else 0
