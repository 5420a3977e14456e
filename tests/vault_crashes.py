# SPDX-License-Identifier: Apache-2.0
"""Processes that work with a vault and die in the middle of it, and what must be true of the vault afterwards.

A program of its own, since it forks: `python vault_crashes.py points|kills FOLDER PASSPHRASE STEPS` prints how often
something died; what is wrong with a vault ends it. An empty passphrase means the keyring.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from assay.keys import keyring_access
from assay.keys.key_log import LOG, Action
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault, make_vault, open_vault
from assay.keys.vault_files import read_config
from dying import Death, Tell, child, ended, killed
from key_specimens import key_of, record_of

NAMES = ("one", "two", "three")
Step = tuple[str, Callable[[], Any]]


def steps(folder: Path, passphrase: str | None) -> Iterator[Step]:
    """What is done with a vault: a name for what holds once it is done, and the doing."""
    made: list[Vault] = []
    yield "vault", lambda: made.append(make_vault(folder, passphrase))
    for round_ in range(1000):
        for number, name in enumerate(NAMES):
            key, record = key_of(number=number), record_of(key_of(number=number), name)
            yield f"+{name}", lambda key=key, record=record: made[0].add(record, key, Action.MAKE)
        changed = replace(record_of(key_of(), "one"), chain=f"a chain {round_}")
        yield f"={changed.chain}", lambda changed=changed: made[0].replace(changed, Action.CERTIFICATE)
        yield "log", lambda: made[0].log(Action.SIGN, record_of(key_of(), "one"), digest="0")
        for number, name in enumerate(NAMES):
            record = record_of(key_of(number=number), name)
            yield f"-{name}", lambda record=record: made[0].remove(record, reason="over")


def working(folder: Path, passphrase: str | None, most: int | None) -> Callable[[Tell], None]:
    """As many steps, each told when it is done; None: without an end."""

    def work(tell: Tell) -> None:
        for name, do in islice(steps(folder, passphrase), most):
            do()
            tell(name)

    return work


def die_at(point: int) -> Callable[[], None]:
    """Lets the process end at that call that touches a file or the keyring; in the middle of it where it writes."""
    death = Death(point)

    def before() -> None:
        death.lurk(("open", "fsync", "replace", "unlink", "mkdir"))
        keyring_access.store = death.counted(death.counted(keyring_access.store), after=True)

    return before


def judge(folder: Path, passphrase: str | None, done: list[str]) -> None:
    """AssertionError where the vault does not hold what was told to be done, or more than was begun."""
    if not done and _is_none(folder):
        make_vault(folder, passphrase)
    found = open_vault(folder, passphrase)
    log = found.read_log()
    assert log.fault == "", log
    assert len(log.entries) in {max(len(done), 1), len(done) + 1}, (len(log.entries), done)
    _judge_keys(found, done)
    found.log(Action.SIGN, None)
    assert found.read_log().fault == ""
    assert len(found.read_log().entries) == len(log.entries) + 1
    assert (folder / LOG).read_bytes().endswith(b"\n")
    assert not list(folder.glob("*.part")) + list(folder.glob(".*.part"))


def _is_none(folder: Path) -> bool:
    try:
        read_config(folder)
    except KeyStoreError as error:
        return error.text_id == "vault.none"
    return False


def _judge_keys(found: Vault, done: list[str]) -> None:
    every = [name for name, _ in zip((name for name, _ in steps(Path(), None)), range(len(done) + 1), strict=False)]
    assert every[:-1] == done
    before, after = _state(done), _state(every)
    there = {record.name: record.chain for record in found.records()}
    assert there in (before, after), (there, before, after)
    for record in found.records():
        key = found.private_key(record)
        assert key.pkcs8() == key_of(number=NAMES.index(record.name)).pkcs8()
        assert key.sign(b"x")


def _state(done: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in done:
        if name[0] == "+":
            found[name[1:]] = ""
        elif name[0] == "-":
            del found[name[1:]]
        elif name[0] == "=":
            found["one"] = name[1:]
    return found


def points(folder: Path, passphrase: str | None, most: int) -> int:
    """Dies once at every point of as many steps; gives how many there are."""
    for point in range(1, 2000):
        place = folder / str(point)
        status, done = ended(*child(working(place, passphrase, most), die_at(point)))
        if status == 0:
            assert len(done) == most
            return point - 1
        assert os.waitstatus_to_exitcode(status) == 9, status
        judge(place, passphrase, done)
    return -1


def kills(folder: Path, passphrase: str | None, most: int) -> int:
    """Kills a process that goes on and on, as often, at moments drawn at random (each time the same draws)."""
    drawn = random.Random(5)
    for round_ in range(most):
        place = folder / str(round_)
        done = killed(working(place, passphrase, None), drawn.uniform(0, 0.05))
        judge(place, passphrase, done)
    return most


def main() -> None:
    """One of the two."""
    from assay.keys import sealing, vault

    vault.new_stretching = lambda: sealing.Stretching(sealing.new_key(), n=2)
    for number in range(len(NAMES)):
        key_of(number=number)
    if not sys.argv[3]:
        keyring_access.self_test()  # found once, before there are children that would each look for it
    way = {"points": points, "kills": kills}[sys.argv[1]]
    print(way(Path(sys.argv[2]), sys.argv[3] or None, int(sys.argv[4])))  # noqa: T201 - a program


if __name__ == "__main__":
    main()
