# SPDX-License-Identifier: Apache-2.0
"""What is in the folder of trust files: each file with what it holds, where it came from and its age."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_folder import INDEX, Kept, read_index
from assay.identity.trust_opening import open_trust
from assay.values import frozen

MOST_OTHERS = 200
"""Files put there by hand that are told of."""


@frozen
class Listed:
    """One file."""

    file: str
    holds: Mapping[str, str] | None
    """Role, the end of a text `cli.trust.<role>`, to whose it is; None where the file is gone."""
    origin: str
    imported: str
    """Day it was taken in, YYYY-MM-DD."""
    days: int
    """Since then."""
    sha256: str
    ends: str = ""
    """The day on which what it holds ends first, YYYY-MM-DD, where it says so."""
    fault: TrustFileError | None = None
    """Why checks cannot use it, nor anything else in the folder."""
    is_kept: bool = True
    """The index names it; else somebody put it there by hand."""


def survey(folder: Path, today: date) -> tuple[Listed, ...]:
    """All files of the folder, those of the index first. One that is bad is told with its fault, and hides no other.

    TrustFileError where the index itself cannot be read.
    """
    index = read_index(folder)
    known = {INDEX, *(entry.file for entry in index)}
    others = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in known)
    return (*(_looked_at(folder, entry, today) for entry in index), *_by_hand_all(folder, others, today))


def _looked_at(folder: Path, entry: Kept, today: date) -> Listed:
    path = folder / entry.file
    days = (today - date.fromisoformat(entry.imported)).days
    listed = Listed(entry.file, None, entry.origin, entry.imported, days, entry.sha256)
    if not path.is_file():
        return listed
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            return replace(listed, fault=TrustFileError("trust.changed", file=str(path), day=entry.imported))
        return _with_contents(listed, path)
    except (TrustFileError, OSError) as error:
        return replace(listed, fault=_fault(error, path))


def _by_hand_all(folder: Path, paths: Sequence[Path], today: date) -> Iterator[Listed]:
    for path in paths[:MOST_OTHERS]:
        name = str(path.relative_to(folder))
        try:
            day = _day_of(path)
            yield _with_contents(Listed(name, None, "", day.isoformat(), (today - day).days, "", is_kept=False), path)
        except (TrustFileError, OSError) as error:
            yield Listed(name, None, "", "", 0, "", fault=_fault(error, path), is_kept=False)


def _with_contents(listed: Listed, path: Path) -> Listed:
    from assay.attention_sources import of_trust

    trust = _alone(path)
    ends = min((dated.ends for dated in of_trust(trust) if dated.ends is not None), default=None)
    return replace(listed, holds=_named(trust), ends=ends.astimezone(UTC).date().isoformat() if ends else "")


def _fault(error: TrustFileError | OSError, path: Path) -> TrustFileError:
    if isinstance(error, TrustFileError):
        return error
    return TrustFileError("trust.unreadable", file=str(path), reason=error.strerror or type(error).__name__)


def list_trust(folder: Path, today: date) -> tuple[Listed, ...]:
    """The files the index names, in its order. TrustFileError where index or file cannot be read or is bad."""
    return tuple(
        Listed(
            entry.file,
            contents(folder / entry.file) if (folder / entry.file).is_file() else None,
            entry.origin,
            entry.imported,
            (today - date.fromisoformat(entry.imported)).days,
            entry.sha256,
        )
        for entry in read_index(folder)
    )


def list_others(folder: Path, today: date) -> tuple[Listed, ...]:
    """The files that somebody put there by hand: checks use them, too. Their day is that of the file itself."""
    known = {INDEX, *(entry.file for entry in read_index(folder))}
    others = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in known)
    return tuple(_by_hand(folder, path, today) for path in others[:MOST_OTHERS])


def _by_hand(folder: Path, path: Path, today: date) -> Listed:
    day = _day_of(path)
    return Listed(str(path.relative_to(folder)), contents(path), "", day.isoformat(), (today - day).days, "")


def contents(path: Path) -> Mapping[str, str]:
    """What a file is, sorted as in any trust folder: role to whose it is. TrustFileError where it is bad."""
    return _named(_alone(path))


def _day_of(path: Path) -> date:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def _alone(path: Path) -> TrustFiles:
    """The file as the only one of a folder."""
    if not path.is_file():
        raise TrustFileError("trust.unreadable", file=str(path), reason="")
    with tempfile.TemporaryDirectory() as alone:
        try:
            shutil.copyfile(path, Path(alone, path.name))
        except OSError as error:
            raise TrustFileError("trust.unreadable", file=str(path), reason=error.strerror or "") from error
        return open_trust((), (alone,))


def _named(trust: TrustFiles) -> Mapping[str, str]:
    documents = ", ".join(document.id for document in trust.documents)
    chains = ", ".join(chain.certificates[0].subject for chain in trust.chains)
    return {
        "did_document": documents,
        "chain": chains,
        "anchors": ", ".join(str(len(entry.certificates)) for entry in trust.anchors.lists),
        "trusted_list": ", ".join(entry.territory for entry in trust.anchors.trusted),
        "status": ", ".join(entry.id for entry in trust.status_lists),
        "issuers": ", ".join(party.did for entry in trust.issuers for party in entry.parties),
    }
