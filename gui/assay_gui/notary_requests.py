# SPDX-License-Identifier: Apache-2.0
"""What notaries were asked for, kept until their answers come: that may be after the window was closed."""

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assay_gui.key_session import KeySession

if TYPE_CHECKING:
    from assay.kits.notary import NotaryRequest

_FILE, _FORMAT, _VERSION = "notary-requests.json", "assay-notary-requests", 1
_MOST, _MAX_BYTES = 20, 200_000
_MEMBERS = ("kind", "number", "vc_id", "subject_id")


class NotaryRequests:
    """The latest first, in the user's data folder; where that cannot be written, as long as the window is open."""

    def __init__(self, session: KeySession) -> None:
        self._session = session
        self._asked: list[NotaryRequest] = []

    def keep(self, request: "NotaryRequest") -> None:
        """Keep one more, in a thread; where the file cannot be written, an answer can be read all the same."""
        self._session.run(
            lambda _stop: self.remember(request), lambda _none: None, lambda _error: None, slow=lambda: None
        )

    def remember(self, request: "NotaryRequest") -> None:
        """Keep one more; the oldest gives way."""
        from assay.whole_file import write_whole

        self._asked = [request, *(one for one in self.requests() if _told(one) != _told(request))][:_MOST]
        told = {"format": _FORMAT, "version": _VERSION, "requests": [_told(one) for one in self._asked]}
        with suppress(OSError):
            path = _path()
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode(), private=True)

    def requests(self) -> "tuple[NotaryRequest, ...]":
        """All that are kept, those of other windows too."""
        mine = [_told(one) for one in self._asked]
        return (*self._asked, *(one for one in _kept() if _told(one) not in mine))


def _path() -> Path:
    from assay.places import user_data

    return user_data() / _FILE


def _told(request: "NotaryRequest") -> dict[str, str]:
    return {name: str(getattr(request, name)) for name in _MEMBERS}


def _kept() -> "list[NotaryRequest]":
    """What the file holds, as far as it can be read: without it, an answer is said not to have been compared."""
    from assay.kits.kit import KitError
    from assay.kits.notary import notary_request
    from assay.whole_file import read_regular

    try:
        told = json.loads(read_regular(_path(), _MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(told, dict) or (told.get("format"), told.get("version")) != (_FORMAT, _VERSION):
        return []
    entries = told.get("requests")
    found = []
    for entry in entries[:_MOST] if isinstance(entries, list) else []:
        with suppress(KitError, KeyError, TypeError):
            kind, number, vc_id, subject = (str(entry[name]) for name in _MEMBERS)
            found.append(notary_request(kind, number, vc_id=vc_id, subject_id=subject))
    return found
