# SPDX-License-Identifier: Apache-2.0
"""The dates that attention is paid to, read from what the user has: keys, trust files, rules, history, projects.

Each source stands for itself: one that cannot be read is told, and the others still count. No vault is opened.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from assay.attention import Dated, Kind
from assay.errors import AssayError
from assay.history.ends import MEMBERS, instant_of
from assay.history.entry import Entry
from assay.history.looking import documents_that_end
from assay.history.store import History, user_history
from assay.identity.trust import TrustFiles
from assay.keys.key_record import KeyRecord, State
from assay.places import user_keys, user_projects, user_trust
from assay.rules.installed import Installed
from assay.rules.pack import RulePack
from assay.values import frozen

_END_OF_TIME = 253_402_300_799
"""The last second that has a date."""


@frozen
class Sources:
    """What has dates, and what could not be read."""

    things: tuple[Dated, ...]
    faults: tuple[AssayError, ...]


def user_sources() -> Sources:
    """Everything of this user's."""
    things: list[Dated] = []
    faults: list[AssayError] = []
    sources: tuple[Callable[[], list[Dated]], ...] = (
        lambda: _keys(user_keys(), faults),
        _trust_of_user,
        _all_rules,
        lambda: _of_history(user_history()),
        lambda: _of_projects(user_projects(), faults),
    )
    for source in sources:
        try:
            things += source()
        except AssayError as error:
            faults.append(error)
    return Sources(tuple(things), tuple(faults))


def of_keys(records: Iterable[KeyRecord]) -> Iterator[Dated]:
    """Keys that sign, with the end of their certificate. KeyStoreError where a certificate cannot be read."""
    from assay.keys.registration import certificate_end

    for record in records:
        ends = certificate_end(record)
        if record.state is State.ACTIVE and ends is not None:
            yield Dated(Kind.KEY, record.id, record.name, ends)


def of_trust(trust: TrustFiles) -> Iterator[Dated]:
    """Chains, lists and answers that were taken in."""
    from assay.identity.revocation import life_of

    for chain in trust.chains:
        ends = min(certificate.ends for certificate in chain.certificates)
        yield Dated(Kind.CHAIN, Path(chain.name).name, Path(chain.name).name, ends)
    for trusted in trust.anchors.trusted:
        name = f"{trusted.territory} {trusted.number}"
        yield Dated(Kind.TRUSTED_LIST, trusted.territory, name, trusted.next_update, trusted.issued)
    for listed in trust.status_lists:
        ends_at, since = _ends(listed.content), listed.content.get("validFrom")
        as_of = instant_of(since) if isinstance(since, str) else None
        yield Dated(Kind.STATUS_LIST, listed.id, Path(listed.file).name or listed.id, ends_at, as_of)
    for file in trust.revocations:
        life = life_of(file)
        yield Dated(Kind.REVOCATION, life.about, Path(file.name).name, life.ends, life.begins)
    for roots in trust.anchors.lists:
        dated = trust.kept[roots.sha256].imported if roots.sha256 in trust.kept else roots.dated
        yield Dated(Kind.ANCHORS, Path(roots.name).name, Path(roots.name).name, as_of=_day(dated))


def of_rules(packs: Iterable[RulePack | Installed]) -> Iterator[Dated]:
    """Rule packs: of each generation, and of each extension, the one that was known to be current last."""
    newest: dict[str, RulePack | Installed] = {}
    for pack in packs:
        subject = pack.id if pack.base else str(pack.generation)
        known = newest.setdefault(subject, pack)
        if known.current_as_of < pack.current_as_of:
            newest[subject] = pack
    for subject, pack in newest.items():
        yield Dated(Kind.RULES, subject, pack.name, _day(pack.valid_until, is_end=True), _day(pack.current_as_of))


def of_documents(entries: Iterable[Entry]) -> Iterator[Dated]:
    """Documents that were checked before, as long as their file is where it was, or was in none."""
    for entry in entries:
        ends = instant_of(entry.valid_until)
        if ends is not None and _is_there(entry.path):
            name = Path(entry.path or entry.name.replace("\\", "/")).name or entry.name
            yield Dated(Kind.DOCUMENT, entry.document, name, ends)


def of_project(folder: Path) -> Iterator[Dated]:
    """Evidence of the project in a folder, as it is saved there. ProjectError where that cannot be read."""
    from assay.projects.disk import read_folder
    from assay.projects.evidence_register import ends_at
    from assay.projects.manifest import FILE, manifest_of

    for name, row in manifest_of(read_folder(folder).texts[FILE]).evidence.items():
        ends = ends_at(row)
        if ends is not None:
            yield Dated(Kind.EVIDENCE, f"{folder}/{name}", row.title, ends)


def _keys(folder: Path, faults: list[AssayError]) -> list[Dated]:
    from assay.keys.vault_files import exists, key_files, read_key, told_of

    found: list[Dated] = []
    for path in key_files(folder) if exists(folder) else ():
        try:
            found += of_keys([told_of(path, read_key(path)[0])])
        except AssayError as error:  # one damaged file hides no other key
            faults.append(error)
    return found


def _trust_of_user() -> list[Dated]:
    from assay.identity.trust_opening import open_trust

    folder = user_trust()
    return list(of_trust(open_trust((), (str(folder),)))) if folder.is_dir() else []


def _all_rules() -> list[Dated]:
    from assay.rules.installed import all_installed
    from assay.rules.library import all_bundled

    imported = [entry for entry in all_installed() if isinstance(entry, Installed)]
    bundled = [pack for pack in all_bundled() if not pack.base]  # those that extend another one are examples
    return list(of_rules((*bundled, *imported)))


def _of_history(history: History) -> list[Dated]:
    return list(of_documents(documents_that_end(history)))


def _of_projects(root: Path, faults: list[AssayError]) -> list[Dated]:
    from assay.projects.known import known_projects

    found: list[Dated] = []
    for folder in known_projects(root):
        try:
            found += of_project(folder)
        except AssayError as error:  # one damaged project hides no other
            faults.append(error)
    return found


def _is_there(path: str) -> bool:
    try:
        return not path or Path(path).exists()
    except (OSError, ValueError):
        return False


def _ends(content: Mapping[str, object]) -> datetime | None:
    """The earliest end that a list names for itself: of the credential, or of its token (`exp`, RFC 7519 §4.1.4)."""
    told = [content.get(name) for name in MEMBERS]
    found = [instant for text in told if isinstance(text, str) and (instant := instant_of(text)) is not None]
    expires = content.get("exp")
    if isinstance(expires, int | float):
        seconds = expires / 1000 if expires > _END_OF_TIME else expires  # some issuers write milliseconds
        if 0 < seconds < _END_OF_TIME:
            found.append(datetime.fromtimestamp(seconds, UTC))
    return min(found, default=None)


def _day(told: str, *, is_end: bool = False) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(told), time(23, 59, 59) if is_end else time(), UTC)
    except ValueError:
        return None
