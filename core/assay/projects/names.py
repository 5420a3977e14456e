# SPDX-License-Identifier: Apache-2.0
"""Names of files in a project: one and the same on Windows, macOS and Linux, and none taken twice on any of them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from assay.found import ACCEPTED, CREDENTIALS, is_document_name
from assay.kits.paths import is_safe_name

SUFFIX = ".jsonld"
_LONGEST = 60
"""Bytes of a name without its ending."""
_LONGEST_ENDING = 12
_OTHER = re.compile(r"[^\w.-]+")


def folded(name: str) -> str:
    """What is the same in names that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def credential_path(name: str) -> str:
    """The place of a credential inside of the project."""
    return f"{CREDENTIALS}/{name}"


def is_credential_name(name: str) -> bool:
    """Whether a file of the folder of credentials is one that is worked on, by its name."""
    return is_safe_name(name) and is_document_name(name) and not name.startswith(".")


def is_acceptances_name(name: str) -> bool:
    """Whether a file of the folder of credentials keeps what is accepted of one that is worked on, by its name."""
    return name.endswith(ACCEPTED) and is_safe_name(name) and is_credential_name(name.removesuffix(ACCEPTED))


def is_evidence_name(name: str) -> bool:
    """Whether a file of the folder of evidence is one by its name."""
    return is_safe_name(name) and not name.startswith(".")


def free_name(wanted: str, taken: Collection[str], suffix: str = "") -> str:
    """A safe name like the wanted one that is free; `suffix` is what it must end in, else it keeps its own ending."""
    stem, dot, ending = wanted.rpartition(".")
    if suffix:
        stem, ending = (stem if dot and f".{ending}".lower() == suffix else wanted), suffix
    else:
        told = _plain(ending)[:_LONGEST_ENDING].strip("-. ")  # a name that ends in a dot is none on Windows
        stem, ending = (stem, f".{told}" if told else "") if dot and stem else (wanted, "")
    stem = _plain(stem).encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").strip("-. ") or "file"
    known = {folded(name) for name in taken}
    tries = (f"{stem}{ending}", *(f"{stem}-{number}{ending}" for number in range(2, len(known) + 3)))
    for name in tries:
        if folded(name) not in known and is_safe_name(name):
            return name
    return free_name(f"file-{stem}{ending}", taken, suffix)


def collisions(names: Iterable[str]) -> Mapping[str, str]:
    """Names that some system takes for another one that stands before them: that other one by name."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for name in sorted(names):
        known = first.setdefault(folded(name), name)
        if known != name:
            found[name] = known
    return found


def _plain(text: str) -> str:
    return _OTHER.sub("-", unicodedata.normalize("NFC", text))
