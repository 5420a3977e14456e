# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for signing on another machine. Each function runs off the main thread, but for
names of files.

What was asked for is kept, for the answer may come days later: it is compared with the request, not with what it says
of itself.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.document import Document
    from assay.signing import Prepared
    from assay.signing_request import Accepted, Request
    from assay_gui.signing_all import AllPrepared

_KEPT = "signing-requests"
_MOST_KEPT, _MOST_TRIED = 100, 200
_DIGITS = 8
_BEGINNING = 200
_HEX = frozenset("0123456789abcdef")
_DIGEST = 64


def request_name(prepared: "Prepared | AllPrepared") -> str:
    """What to call the file that asks for a signature: by the digest that both machines show."""
    return f"signing-request-{prepared.sha256[:_DIGITS]}.json"


def response_name(request: "Request") -> str:
    """What to call the file that answers it."""
    return f"signing-response-{request.sha256[:_DIGITS]}.json"


def ask(prepared: "Prepared | AllPrepared", reason: str, path: Path, origins: Sequence[Path]) -> Path:
    """Write the file that asks for a signature, or for several in one go, and keep a copy. KeyStoreError or OSError
    where that fails.
    """
    from assay.signing_request import request_of
    from assay.signing_request_several import request_of_several
    from assay_gui.signing_all import AllPrepared
    from assay_gui.signing_work import keep

    if isinstance(prepared, AllPrepared):
        data = request_of_several(prepared.several, prepared.options.moment, reason)
    else:
        data = request_of(prepared, reason)
    written = keep(data, path, origins)
    with suppress(OSError):  # then the request is asked for when the answer comes
        _remember(prepared.sha256, data)
    return written


def asked_in(document: "Document") -> "Request":
    """The request in a file. KeyStoreError where it is none, newer, or was changed."""
    from assay.signing_request import read_request

    return read_request(document.data)


def find_request(document: "Document", origin: Path | None) -> "Request | None":
    """The request that a response answers: one that was made here, or lies beside it; None where there is none.

    KeyStoreError where the document is no response.
    """
    from assay.keys.signer import KeyStoreError
    from assay.signing_request import asked_by, read_request

    wanted = asked_by(document.data)
    if len(wanted) != _DIGEST or not _HEX.issuperset(wanted):
        raise KeyStoreError("request.other_answer")
    for path in _places(wanted, origin):
        with suppress(OSError, KeyStoreError):
            found = read_request(_bytes_of(path))
            if found.sha256 == wanted:
                return found
    return None


def accept(document: "Document", request: "Request | Path") -> "tuple[Request, Accepted]":
    """What came back, where it is what was asked for and verifies; else KeyStoreError. OSError as it comes."""
    from assay.signing_request import accept as accepted
    from assay.signing_request import read_request

    asked = read_request(_bytes_of(request)) if isinstance(request, Path) else request
    return asked, accepted(asked, document.data)


def forget(request: "Request") -> None:
    """What was asked for is there: the copy of the request is needed no more."""
    with suppress(OSError):
        (_folder() / f"{request.sha256}.json").unlink()


def _folder() -> Path:
    from assay.places import user_data

    return user_data() / _KEPT


def _remember(digest: str, data: bytes) -> None:
    from assay.whole_file import write_whole

    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{digest}.json", data, private=True)
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    for old in kept[:-_MOST_KEPT]:
        old.unlink()


def _places(digest: str, origin: Path | None) -> Iterator[Path]:
    """The copy kept here, then what lies beside the answer and begins as a request does."""
    from assay.signing_file import SigningFile, signing_file
    from assay.whole_file import read_regular

    yield _folder() / f"{digest}.json"
    if origin is None:
        return
    with suppress(OSError):
        beside = sorted(path for path in origin.parent.glob("*.json") if path != origin and path.is_file())
        for path in beside[:_MOST_TRIED]:
            if signing_file(read_regular(path, _BEGINNING)) is SigningFile.REQUEST:
                yield path


def _bytes_of(path: Path) -> bytes:
    from assay.signing_request import MAX_BYTES
    from assay.whole_file import read_regular

    return read_regular(path, MAX_BYTES + 1)
