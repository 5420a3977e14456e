# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the vault of keys. Each function runs in a thread of its own and imports the core when first
called: a keyring may ask the user for a password and answer minutes later.
"""

from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import AssayError
from assay.values import frozen
from assay_gui.key_backups import BackedUp, last_backup
from assay_gui.tasks import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.keys.key_log import Entry, LogReading
    from assay.keys.key_record import KeyRecord
    from assay.keys.vault import Vault
    from assay.reports.answers import SameAnswer

LATEST_ENTRIES = 3


class Lock(StrEnum):
    """How the vault stands."""

    UNSEEN = "unseen"
    """Nobody has looked yet."""
    EMPTY = "empty"
    """There is none yet; a keyring would open it."""
    NO_KEYRING = "no_keyring"
    """There is none yet, and no keyring to open one."""
    LOCKED = "locked"
    """A passphrase opens it."""
    SHUT = "shut"
    """It should open, and does not."""
    OPEN = "open"


class Standing(StrEnum):
    """What a key is good for now; each is a text `keys.standing.<value>`."""

    FIT = "fit"
    ENDING = "ending"
    """Its certificate ends soon."""
    BARE = "bare"
    """It has no certificate yet."""
    OVER = "over"
    """Its certificate has ended."""
    UNREADABLE = "unreadable"
    """What is kept as its certificate is none."""
    RETIRED = "retired"


@frozen
class KeyFacts:
    """One key as the table tells of it."""

    record: "KeyRecord"
    ends: datetime | None
    standing: Standing


@frozen
class Holdings:
    """The vault as the window knows it."""

    lock: Lock = Lock.UNSEEN
    keys: tuple[KeyFacts, ...] = ()
    names: tuple[str, ...] = ()
    """What the files say of a vault that is locked; nobody vouches for it."""
    keyring: str = ""
    """Text `keyring_name.<id>` of what opens it; empty where a passphrase does."""
    fault: AssayError | None = None
    vault: "Vault | None" = field(default=None, repr=False)


@frozen
class Fit:
    """What a clearing house would make of a key's certificates."""

    answer: "SameAnswer"
    because: tuple[str, ...]
    """What is wrong with them, in sentences; empty where it would take them."""


@frozen
class KeyDetails:
    """What else there is to know of one key."""

    id: str
    subject: str = ""
    issuer: str = ""
    certificates: int = 0
    fits: tuple[Fit, ...] = ()
    backup: BackedUp | None = None
    """The last backup of all keys, by the key log; None where none was ever made."""
    signed: int = 0
    """How many documents it signed, by the key log."""
    latest: "tuple[Entry, ...]" = ()
    """The last entries of the key log about it, newest first."""
    log_fault: str = ""
    """Text `key_log.<id>`: what was done to the key log; empty where it is whole."""
    fault: AssayError | None = None
    """Why nothing of this is known."""


@frozen
class Wish:
    """A key to be made."""

    name: str
    did: str
    type: str


def look(folder: Path, moment: datetime) -> Holdings:
    """How the vault stands; one that the keyring opens is opened, for which the system may ask for a password."""
    from assay.keys import keyring_access
    from assay.keys.signer import KeyStoreError
    from assay.keys.vault import open_vault
    from assay.keys.vault_files import Wrapping, exists, listed, wrapping_of

    if not exists(folder):
        try:
            return Holdings(Lock.EMPTY, keyring=keyring_access.backend_name())
        except KeyStoreError as error:
            return Holdings(Lock.NO_KEYRING, fault=kept(error))
    try:
        if wrapping_of(folder) is Wrapping.PASSPHRASE:
            return Holdings(Lock.LOCKED, names=tuple(entry.record.name for entry in listed(folder)))
        return holdings(open_vault(folder), moment)
    except KeyStoreError as error:
        return Holdings(Lock.SHUT, fault=kept(error))


def kept(error: AssayError) -> AssayError:
    """The error as it may be kept: without the calls it went through, which hold whatever they were given, keys too."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def holdings(vault: "Vault", moment: datetime) -> Holdings:
    """What an open vault holds; a damaged file among others is told as the fault. KeyStoreError where nothing opens."""
    from assay.keys import keyring_access
    from assay.keys.vault_files import Wrapping

    keyring = keyring_access.backend_name() if vault.wrapping is Wrapping.KEYRING else ""
    records, faults = vault.those_that_open()
    if faults and not records:
        raise faults[0]
    facts = tuple(_facts(record, moment) for record in records)
    return Holdings(Lock.OPEN, facts, keyring=keyring, fault=kept(faults[0]) if faults else None, vault=vault)


def _facts(record: "KeyRecord", moment: datetime) -> KeyFacts:
    from assay.keys.key_record import State
    from assay.keys.registration import SOON, certificate_end
    from assay.keys.signer import KeyStoreError

    try:
        ends = certificate_end(record)
    except KeyStoreError:
        return KeyFacts(record, None, Standing.UNREADABLE)
    if record.state is State.RETIRED:
        return KeyFacts(record, ends, Standing.RETIRED)
    if ends is None:
        return KeyFacts(record, ends, Standing.BARE)
    if ends <= moment:
        return KeyFacts(record, ends, Standing.OVER)
    return KeyFacts(record, ends, Standing.ENDING if ends - moment < SOON else Standing.FIT)


def unlock(folder: Path, passphrase: str) -> "Vault":
    """The vault behind a passphrase. KeyStoreError where it is another one."""
    from assay.keys.vault import open_vault

    return open_vault(folder, passphrase)


def lock_with(folder: Path, passphrase: str) -> "Vault":
    """A new vault behind a passphrase. KeyStoreError where that is too short."""
    from assay.keys.vault import make_vault

    return make_vault(folder, passphrase)


def make_key(vault: "Vault | None", folder: Path, wish: Wish, stop: Stop) -> "tuple[Vault, KeyRecord] | None":
    """A new key, in a new vault that the keyring opens where there is none; None where nobody wants it any more."""
    from assay.keys.key_log import Action
    from assay.keys.key_type import KEY_TYPES
    from assay.keys.private_key import make
    from assay.keys.registration import record_of
    from assay.keys.signer import KeyStoreError
    from assay.keys.vault import make_vault, open_vault
    from assay.keys.vault_files import exists

    vault = vault or (open_vault(folder) if exists(folder) else make_vault(folder))
    others = vault.records()
    if any(other.name.casefold() == wish.name.casefold() for other in others):
        raise KeyStoreError("vault.name_taken", name=wish.name[:100])
    key = make(KEY_TYPES[wish.type])
    if stop.cancelled():
        return None
    record = record_of(key, wish.name, wish.did, origin="made", others=others)
    vault.add(record, key, Action.MAKE)
    return vault, record


def retire(vault: "Vault", record: "KeyRecord") -> None:
    """Let a key sign no more."""
    from assay.keys.key_log import Action
    from assay.keys.key_record import State

    with vault.locked():
        vault.replace(replace(vault.find(record.id), state=State.RETIRED), Action.RETIRE)


def details(vault: "Vault", record: "KeyRecord", moment: datetime, lang: str) -> KeyDetails:
    """Certificates, who takes them, what it signed."""
    from assay.keys.key_log import Action

    log = vault.read_log()
    own = [entry for entry in log.entries if entry.key == record.id]
    found = KeyDetails(
        record.id,
        backup=last_backup(log.entries),
        signed=sum(entry.action == Action.SIGN for entry in own),
        latest=tuple(own[::-1][:LATEST_ENTRIES]),
        log_fault=log.fault,
    )
    if not record.chain:
        return found
    from assay.identity.certificates import read_certificates

    certificates = read_certificates(record.chain.encode(), record.name)
    return replace(
        found,
        subject=certificates[0].subject,
        issuer=certificates[0].issuer,
        certificates=len(certificates),
        fits=tuple(_fits(record, moment, lang)),
    )


def _fits(record: "KeyRecord", moment: datetime, lang: str) -> "Sequence[Fit]":
    """By the rules of each release that clearing houses take."""
    from assay.finding import Severity
    from assay.keys.fit import fit
    from assay.options import Options
    from assay.pipeline import examination_of
    from assay.reports.answers import same_answers
    from assay.rules.bundled import bundled_packs, load_bundled
    from assay_gui.checking import kept_trust

    trust = kept_trust()
    found = []
    for pack in (name for name in bundled_packs() if load_bundled(name).engines):
        options = Options(pack=pack, moment=moment, lang=lang, trust=trust)
        report = examination_of(fit(record.chain, moment, trust, pack).judgement, options).report
        wrong = tuple(f"{one.message} {one.why}" for one in report.findings if one.severity is Severity.VIOLATION)
        open_ = tuple(f"{one.message} {one.why}" for one in report.findings if one.severity is Severity.WARNING)
        for answer in same_answers(report):
            told = () if answer.first.prediction.answer.value == "accepted" else wrong or open_
            found.append(Fit(answer, tuple(dict.fromkeys(told))))
    return found


def signed_with(vault: "Vault", record: "KeyRecord") -> int:
    """How many documents a key signed, by the key log."""
    from assay.keys.key_log import Action

    return sum(entry.action == Action.SIGN and entry.key == record.id for entry in vault.read_log().entries)


def read_log(vault: "Vault") -> "LogReading":
    """What keys were used for."""
    return vault.read_log()
