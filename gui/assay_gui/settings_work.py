# SPDX-License-Identifier: Apache-2.0
"""What the settings ask of the core and of the disk. Each function may run in a pool thread."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.errors import AssayError
from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.reports.letterhead import Letterhead, Logo
    from assay.trust_listing import Listed

_LOGO = "report-logo"
_MEBIBYTE = 1024 * 1024


@frozen
class TrustFact:
    """One trust file, in words."""

    name: str
    told: str
    """What it holds, when it was taken in, how old it is, until when it holds."""
    can_be_removed: bool = False
    """It was taken in here; what somebody put into the folder, the same person takes out again."""
    problem: str = ""
    """Why no check can use it."""


@frozen
class Limit:
    """One limit: the text `settings.limit.<id>` and its number."""

    id: str
    number: int


def engines(words: Words) -> tuple[tuple[str, str], ...]:
    """Id and name of every clearing house in the packs at hand, in their order; packs that do not open are left out."""
    from assay.errors import PackError
    from assay.rules import library

    found: dict[str, str] = {}
    for pack_id in library.known_ids():
        try:
            profiles = library.load(pack_id).engines
        except PackError:
            continue
        for profile in profiles:
            found.setdefault(profile.id, engine_name(profile.id, profile.name, words))
    return tuple(found.items())


def engine_name(engine: str, name: str, words: Words) -> str:
    """What to call a clearing house: our words, else those of its pack."""
    text_id = f"prediction.engine.{engine}"
    return words.of_reports.say(text_id) if words.texts.has(text_id) else name


def trust_files(folder: Path, now: datetime, words: Words) -> tuple[TrustFact, ...]:
    """What `assay trust list` tells, and the files that were put there by hand. AssayError where the list is bad."""
    from assay.trust_listing import survey

    if not folder.is_dir():
        return ()
    today = now.date()
    return tuple(_fact(entry, words, today) for entry in survey(folder, today))


def remove_trust(folder: Path, name: str) -> str:
    """Let no check use a file any more that was taken in; gives its name. AssayError where it is not there."""
    from assay.identity.trust_folder import forget

    return forget(folder, name).file


def _fact(entry: "Listed", words: Words, today: date) -> TrustFact:
    told = words.of_reports
    if entry.fault is not None:
        return TrustFact(entry.file, "", entry.is_kept, words.error(entry.fault))
    if entry.holds is None:
        holds = told.say("cli.trust.gone")
    else:
        holds = ", ".join(told.say(f"cli.trust.{role}", name=name) for role, name in entry.holds.items() if name)
        holds = holds or words.say("settings.trust.unused")
    age = told.say("cli.trust.days", count=entry.days)
    over = "settings.trust.over" if entry.ends and entry.ends < today.isoformat() else "settings.trust.until"
    ends = words.say(over, day=entry.ends) if entry.ends else ""
    taken = words.say("settings.trust.taken" if entry.is_kept else "settings.trust.by_hand", day=entry.imported)
    return TrustFact(entry.file, "\u00a0· ".join(filter(None, (holds, taken, age, ends))), entry.is_kept)


def how_keys_are_kept(folder: Path) -> str:
    """The text `settings.kept.<id>` of how the vault in a folder is locked; nothing is opened."""
    from assay.keys.signer import KeyStoreError
    from assay.keys.vault_files import Wrapping, exists, wrapping_of

    try:
        if not exists(folder):
            return "none"
        return "keyring" if wrapping_of(folder) is Wrapping.KEYRING else "passphrase"
    except (KeyStoreError, OSError):
        return "unreadable"


def try_keyring() -> str:
    """The text `keyring_name.<id>` of the keyring that kept a word and gave it back. AssayError where none did."""
    from assay.keys import keyring_access

    return keyring_access.self_test()


def limits() -> tuple[Limit, ...]:
    """What a check takes at most."""
    from assay import archive
    from assay.document import MAX_DOCUMENT_BYTES
    from assay.formats.json_text import MAX_DEPTH, MAX_VALUES
    from assay.reports import letterhead
    from assay_gui.session import MOST_OPEN

    return (
        Limit("document", MAX_DOCUMENT_BYTES // _MEBIBYTE),
        Limit("values", MAX_VALUES),
        Limit("depth", MAX_DEPTH),
        Limit("archive", archive.MAX_TOTAL_BYTES // _MEBIBYTE),
        Limit("members", archive.MAX_MEMBERS),
        Limit("open", MOST_OPEN),
        Limit("logo", letterhead.MAX_BYTES // 1000),
    )


def take_logo(path: Path, folder: Path) -> str:
    """Copy a picture into the user's data, where it was looked at; its name there. AssayError where it is no use."""
    from assay.reports.letterhead import MAX_BYTES, LogoError, logo_of
    from assay.reports.pdf_report import can_draw
    from assay.whole_file import read_regular, write_whole

    try:
        logo = logo_of(read_regular(path, MAX_BYTES + 1))
        if not can_draw(logo):
            raise LogoError("logo.damaged")
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{_LOGO}{logo.suffix}"
        write_whole(folder / name, logo.data)
    except OSError as error:
        raise LogoError("logo.unreadable", reason=error.strerror or type(error).__name__) from None
    return name


def kept_logo(name: str, folder: Path) -> "Logo | None":
    """The picture that was taken, looked at again; None where it is gone or somebody changed it into none."""
    from assay.reports.letterhead import MAX_BYTES, logo_of
    from assay.whole_file import read_regular

    if not name:
        return None
    try:
        return logo_of(read_regular(folder / name, MAX_BYTES + 1))
    except (OSError, AssayError):
        return None


def forget_logo(folder: Path) -> None:
    """Remove the picture that was taken, where there is one."""
    for path in folder.glob(f"{_LOGO}.*"):
        path.unlink(missing_ok=True)


def letterhead(company: str, logo: str, folder: Path) -> "Letterhead":
    """What stands at the head of reports."""
    from assay.reports.letterhead import Letterhead

    return Letterhead(company, kept_logo(logo, folder))
