# SPDX-License-Identifier: Apache-2.0
"""Keys from elsewhere and certificates: what the window asks of the core. Each function runs off the main thread."""

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui import keeping
from assay_gui.keeping import Fit
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.identity.certificates import Certificate
    from assay.identity.chain import ChainFault
    from assay.keys.certificate_request import Subject
    from assay.keys.certificates_for import Chain
    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.keys.vault import Vault

_LARGEST = 5_000_000
"""Of a file with a key or certificates; the core draws its own, narrower bounds."""


@frozen
class ImportWish:
    """A key to be brought in."""

    path: Path
    name: str
    did: str
    password: str | None = field(default=None, repr=False)
    """None where none was asked for yet."""


@frozen
class Line:
    """One thing to tell, with its state."""

    state: str
    """Sign of a state, as the icons name them."""
    text: str
    more: tuple[str, ...] = ()


@frozen
class Brought:
    """A key that was brought in."""

    vault: "Vault"
    record: "KeyRecord"
    lines: tuple[Line, ...]
    """What became of the certificates that came along."""


@frozen
class Attached:
    """Certificates that were put to a key."""

    lines: tuple[Line, ...]
    fits: tuple[Fit, ...]


@frozen
class KindRow:
    """One kind of certificate: what each clearing house would say to it."""

    kind: str
    answers: tuple[tuple[str, str], ...]
    """Engine and answer: the texts `prediction.engine.<id>` and `cli.keys.takes.<answer>`."""


@frozen
class Offers:
    """What there is to choose from before a certificate is asked for."""

    kinds: tuple[KindRow, ...]
    countries: tuple[str, ...]
    """Codes of two letters (ISO 3166-1)."""


def read_bytes(path: Path, most: int = _LARGEST) -> bytes:
    """The bytes of a file. OSError as it comes; KeyStoreError where there are more than anything of its kind has."""
    from assay.keys.signer import KeyStoreError

    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise KeyStoreError("file_too_long", name=path.name, most=most // 1_000_000)
    return data


def bring_in(vault: "Vault | None", folder: Path, wish: ImportWish, moment: datetime, words: Words) -> Brought:
    """A key out of a file, in a new vault that the keyring opens where there is none.

    KeyStoreError `key_import.password_needed` where the file wants one; other KeyStoreErrors and OSErrors as they come.
    """
    from assay.keys.key_import import read_private_key
    from assay.keys.key_log import Action
    from assay.keys.registration import record_of
    from assay.keys.vault import make_vault, open_vault
    from assay.keys.vault_files import exists

    found = read_private_key(read_bytes(wish.path), wish.password)
    vault = vault or (open_vault(folder) if exists(folder) else make_vault(folder))
    record = record_of(found.key, wish.name, wish.did, origin="imported", others=vault.records())
    record, lines = with_chain(record, found.certificates, moment, words)
    vault.add(record, found.key, Action.IMPORT)
    return Brought(vault, record, lines)


def with_chain(
    record: "KeyRecord",
    certificates: "Sequence[Certificate]",
    moment: datetime,
    words: Words,
    left: str = "import.left",
) -> "tuple[KeyRecord, tuple[Line, ...]]":
    """With the certificates that came along, where they are the key's; else they are left, and that is told by the
    text `left`.
    """
    from assay.keys.certificates_for import chain_of
    from assay.keys.signer import KeyStoreError
    from assay_gui.checking import kept_trust

    if not certificates:
        return record, (Line("wait", words.say("import.no_certificate"), (words.tip("import.no_certificate"),)),)
    try:
        chain = chain_of(record, certificates, kept_trust().anchors, moment)
    except KeyStoreError as error:
        return record, (Line("wait", words.say(left), (words.error(error),)),)
    return replace(record, chain=chain.pem), (*_came_along(chain, words), *_told(chain, words))


def _came_along(chain: "Chain", words: Words) -> Iterable[Line]:
    from assay.reports.safe_text import visible

    first = chain.certificates[0]
    more = (words.say("attach.until", day=first.ends.date().isoformat(), issuer=visible(first.issuer)),)
    count = len(chain.certificates)
    yield Line("passed", words.say("attach.made_out", subject=visible(first.subject), count=count), more)


def _told(chain: "Chain", words: Words) -> Iterable[Line]:
    """What was done to put the certificates in order, what some mind, what all do."""
    for state, faults in (("fail", chain.faults), ("wait", chain.warnings), ("advice", chain.notes)):
        for fault in faults:
            yield Line(state, words.of_reports.say(fault.text, **fault.params), _more(fault, words))


def _more(fault: "ChainFault", words: Words) -> tuple[str, ...]:
    told = (words.texts.part(fault.text, member, fault.params) for member in ("why", "how"))
    return tuple(words.lengthened(part) for part in told if part)


def request(vault: "Vault", record: "KeyRecord", signer: "Signer", subject: "Subject", path: Path) -> Path:
    """The request for a certificate, written to a file. KeyStoreError where the subject is not fit; OSError."""
    from assay.keys.certificate_request import certificate_request
    from assay.keys.key_log import Action
    from assay.whole_file import write_whole

    made = certificate_request(record, signer, subject)
    vault.log(Action.REQUEST, record, organisation=subject.organisation, country=subject.country)
    write_whole(path, made)
    return path


def offers(moment: datetime) -> Offers:
    """Which kind of certificate who takes, to know before money is spent; and the countries there are."""
    from assay.checks.registration_numbers import countries_of
    from assay.keys.fit import fit_of_kinds
    from assay.rules.bundled import load_bundled

    rows = (
        KindRow(kind.value, tuple((one.engine, one.answer.value) for one in told))
        for kind, told in fit_of_kinds(moment).items()
    )
    return Offers(tuple(rows), tuple(sorted(countries_of(load_bundled()))))


def attach(vault: "Vault", record: "KeyRecord", paths: Sequence[Path], moment: datetime, words: Words) -> Attached:
    """The certificates of these files, put in order and kept with the key. KeyStoreError, OSError as they come."""
    from assay.keys.certificates_for import chain_for
    from assay.keys.key_log import Action
    from assay_gui.checking import kept_trust

    chain = chain_for(record, [read_bytes(path) for path in paths], kept_trust().anchors, moment)
    with vault.locked():
        record = replace(vault.find(record.id), chain=chain.pem)
        vault.replace(record, Action.CERTIFICATE, certificates=str(len(chain.certificates)))
    fits = keeping.details(vault, record, moment, words.texts.lang).fits
    return Attached((*_came_along(chain, words), *_told(chain, words)), fits)
