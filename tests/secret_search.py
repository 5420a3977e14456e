# SPDX-License-Identifier: Apache-2.0
"""Looks for secrets where none may be: in files, in what programs print, in their arguments and their environment.

Keys with known numbers are planted; `Planted.found_in` gives every form of them that it meets, in any kind of text.
"""

import base64
import hashlib
import os
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_BETWEEN = b" \t\r\n\\:,'\""
"""What stands between the parts of a number, or around them."""
KINDS = ("rsa2048", "p256", "p384", "ed25519")


@dataclass(frozen=True)
class Planted:
    """Secrets, by name."""

    secrets: Mapping[str, bytes]

    def also(self, **secrets: bytes) -> "Planted":
        """More of them."""
        return Planted({**self.secrets, **secrets})

    def found_in(self, places: Iterable[tuple[str, bytes]]) -> list[str]:
        """Where which secret is, in which form; empty where nothing leaks."""
        wanted = [(name, form, told) for name, data in self.secrets.items() for form, told in forms(data)]
        found = []
        for place, data in places:
            bare = data.translate(None, _BETWEEN) if len(data) < 5_000_000 else data
            for name, form, told in wanted:
                if told in data or told in bare:
                    found.append(f"{place}: {name} ({form})")
        return found


def forms(secret: bytes) -> Iterator[tuple[str, bytes]]:
    """How a secret can look in the open: as bytes, digits, and in base64 at any place of something longer."""
    yield "raw", secret
    yield "turned round", secret[::-1]
    digits = secret.hex().lstrip("0").encode()
    yield "hexadecimal", digits
    yield "hexadecimal", digits.upper()
    yield "escaped", repr(secret)[2:-1].encode()
    yield "escaped, bare", repr(secret)[2:-1].encode().translate(None, _BETWEEN)
    if len(secret) > 12:
        yield "decimal", str(int.from_bytes(secret)).encode()
        yield "list", ", ".join(map(str, secret)).encode()
    for shift in range(3):
        told = base64.b64encode(b"\x00" * shift + secret)
        inner = told[(0, 2, 3)[shift] :].rstrip(b"=")
        inner = inner[:-1] if (shift + len(secret)) % 3 else inner
        yield "base64", inner
        yield "base64url", inner.translate(bytes.maketrans(b"+/", b"-_"))


@lru_cache
def keys() -> Mapping[str, Any]:
    """One of each kind, of the library; those on curves are the same each time."""
    number = int.from_bytes(hashlib.sha512(b"a planted key").digest()[:31])
    return {
        "rsa2048": rsa.generate_private_key(65537, 2048),
        "p256": ec.derive_private_key(number, ec.SECP256R1()),
        "p384": ec.derive_private_key(number**2 >> 130, ec.SECP384R1()),
        "ed25519": Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"a planted key").digest()),
    }


def pkcs8(kind: str) -> bytes:
    """The planted key of that kind, to be imported."""
    told: bytes = keys()[kind].private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return told


def planted() -> Planted:
    """The private numbers of all planted keys."""
    numbers = keys()["rsa2048"].private_numbers()
    found = {f"rsa2048 {name}": _bytes(getattr(numbers, name)) for name in ("d", "p", "q", "dmp1", "dmq1", "iqmp")}
    for kind in ("p256", "p384"):
        found[f"{kind} d"] = _bytes(keys()[kind].private_numbers().private_value)
    found["ed25519 seed"] = keys()["ed25519"].private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return Planted(found)


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)


def files_below(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and every name of one."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            yield f"name of {path}", path.name.encode()
            if path.is_file() and not path.is_symlink():
                yield str(path), path.read_bytes()


def watched(words: list[str], environment: Mapping[str, str], given: bytes = b"") -> Iterator[tuple[str, bytes]]:
    """Runs a program to its end; what it printed, and what others could see of it and its children meanwhile."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    seen: set[tuple[str, bytes]] = set()
    with subprocess.Popen(words, env=dict(environment), **pipes) as program:  # type: ignore[call-overload]
        program.stdin.write(given)
        program.stdin.close()
        while program.poll() is None:
            seen.update(_outside(program.pid))
            time.sleep(0.01)
        printed = {"what it printed": program.stdout.read(), "what it said of faults": program.stderr.read()}
    name = Path(words[0]).name
    yield from sorted((f"{name}: {place}", data) for place, data in {*seen, *printed.items()})
    yield f"{name}: how it ended", str(program.returncode).encode()


def _outside(number: int) -> Iterator[tuple[str, bytes]]:
    for process in (number, *_children(number)):
        for place in ("cmdline", "environ"):
            try:
                yield f"/proc/{process}/{place}", Path(f"/proc/{process}/{place}").read_bytes()
            except OSError:
                continue


def _children(number: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    except OSError:
        return []


def clean(home: Path) -> dict[str, str]:
    """An environment whose folders for data and for temporary files are all below one place."""
    folders = {f"XDG_{part}_HOME": str(home / part.lower()) for part in ("DATA", "CONFIG", "CACHE", "STATE")}
    (home / "tmp").mkdir(parents=True)
    return {**os.environ, **folders, "HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONFAULTHANDLER": "1"}
