# SPDX-License-Identifier: Apache-2.0
"""What is in the folder of trust files: each file with what it holds, where it came from and its age."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_folder import INDEX, read_index
from assay.identity.trust_opening import open_trust

MOST_OTHERS = 200
"""Files put there by hand that are told of."""


@dataclass(frozen=True, slots=True)
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
    day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    return Listed(str(path.relative_to(folder)), contents(path), "", day.isoformat(), (today - day).days, "")


def contents(path: Path) -> Mapping[str, str]:
    """What a file is, sorted as in any trust folder: role to whose it is. TrustFileError where it is bad."""
    if not path.is_file():
        raise TrustFileError("trust.unreadable", file=str(path), reason="")
    with tempfile.TemporaryDirectory() as alone:
        try:
            shutil.copyfile(path, Path(alone, path.name))
        except OSError as error:
            raise TrustFileError("trust.unreadable", file=str(path), reason=error.strerror or "") from error
        return _named(open_trust((), (alone,)))


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
