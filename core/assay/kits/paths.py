# SPDX-License-Identifier: Apache-2.0
"""From a web address to the path of the file that has to lie there, safe on every system; or why there is none.

A folder of the kit is one host: what is in it goes to the root of that host. A path that one system would read as
something else (`..`, a drive, `CON`, two names that differ in capitals) is refused, on whatever system it is made.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import unquote_to_bytes, urlsplit

from assay.kits.kit import README, KitError, KitFile

LONGEST_ADDRESS = 2048
_LONGEST_NAME, _LONGEST_PATH = 120, 200
"""Bytes of one name, characters of a path: Windows takes 260 with the folder above."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::[0-9]{1,5})?")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:[ .].*)?\Z")
"""Names of devices on Windows, whatever ending they have."""
_FORBIDDEN = frozenset('<>:"/\\|?*')


def no_file(address: str) -> str:
    """Why no file can lie at an address: the end of a text `publish.unhosted.<reason>`; empty where one can."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return "form"
    if address.startswith("did:"):
        return "did"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "form"
    if parts.scheme != "https":
        return "scheme"
    if "?" in address:
        return "query"
    return "" if parts.path.strip("/") and not parts.path.endswith("/") else "folder"


def kit_path(address: str) -> str:
    """The path inside of the kit for an https address; a fragment names a part of the file.

    KitError (`kit.address`) where a host or a name in it cannot be a file's, or would be another one somewhere.
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower()
    except ValueError:
        raise KitError("kit.address", address=address[:200]) from None
    if no_file(address) or not _HOST.fullmatch(host) or len(host) > _LONGEST_NAME:
        raise KitError("kit.address", address=address[:200])
    names = [_name(segment, address) for segment in parts.path.removeprefix("/").split("/")]
    path = "/".join((host.replace(":", "_"), *names))
    if len(path) > _LONGEST_PATH or _RESERVED.match(host):
        raise KitError("kit.address", address=address[:200])
    return path


def _name(segment: str, address: str) -> str:
    """A segment as a server reads it: with its percent signs resolved, once."""
    try:
        name = unquote_to_bytes(segment).decode()
    except UnicodeDecodeError:
        raise KitError("kit.address", address=address[:200]) from None
    if not is_safe_name(name):
        raise KitError("kit.address", address=address[:200])
    return name


def is_safe_name(name: str) -> bool:
    """Whether it is one name of a file on Windows, macOS and Linux, and the same one on all of them."""
    if not name or len(name.encode()) > _LONGEST_NAME or not name.isprintable() or name[-1] in " .":
        return False
    if unicodedata.normalize("NFC", name) != name or name.startswith(" "):
        return False
    return _FORBIDDEN.isdisjoint(name) and not _RESERVED.match(name)


def refuse_collisions(files: Sequence[KitFile]) -> None:
    """KitError (`kit.collision`) where two files are one on some system, or one is where the other needs a folder."""
    taken: dict[str, str] = {_folded(README): README}
    folders: dict[str, str] = {}
    for entry in files:
        key = _folded(entry.path)
        if key in taken:
            raise KitError("kit.collision", one=taken[key], other=entry.path)
        taken[key] = entry.path
        for folder in _folders(entry.path):
            known = folders.setdefault(_folded(folder), folder)
            if known != folder:
                raise KitError("kit.collision", one=known, other=folder)
    for key, folder in folders.items():
        if key in taken:
            raise KitError("kit.collision", one=taken[key], other=folder)


def _folders(path: str) -> Iterable[str]:
    parts = path.split("/")[:-1]
    return ("/".join(parts[: number + 1]) for number in range(len(parts)))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path.casefold())
