# SPDX-License-Identifier: Apache-2.0
"""Trust anchors: roots that registries of clearing houses trust, as far as lists of them are at hand.

The list of the browsers (Mozilla's, as certifi carries it) is where certificates with extended validation end. Other
anchors come in as files. That a root is in no list at hand does not say that nobody trusts it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assay.identity.certificates import Certificate, read_anchors
from assay.values import frozen

if TYPE_CHECKING:
    from assay.identity.trusted_list import TrustedList


@frozen
class AnchorList:
    """One list, and where it came from."""

    name: str
    """Of the file; for the list that came with the program `certifi` and its version."""
    sha256: str
    dated: str
    certificates: tuple[Certificate, ...] = field(repr=False)
    is_of_folder: bool = False
    """It was found in a folder of trust files, not named as a list of anchors."""


@frozen
class Anchor:
    """A root as a list has it."""

    list: AnchorList
    certificate: Certificate


@dataclass(frozen=True)
class Anchors:
    """All lists at hand."""

    lists: tuple[AnchorList, ...] = ()
    trusted: "tuple[TrustedList, ...]" = ()
    """Lists of the EU, believed or not (`assay.identity.listed`)."""

    @cached_property
    def given_keys(self) -> frozenset[str]:
        """Digests of the keys of the certificates in the lists that were named as such: what lies in a folder may have
        come along with what it would vouch for.
        """
        return frozenset(entry.spki for found in self.lists if not found.is_of_folder for entry in found.certificates)

    @cached_property
    def _by_name_and_key(self) -> Mapping[tuple[bytes, str], tuple[Anchor, ...]]:
        found: dict[tuple[bytes, str], tuple[Anchor, ...]] = {}
        for listed in sorted(self.lists, key=lambda entry: entry.is_of_folder):
            for entry in listed.certificates:
                key = (entry.subject_name, entry.spki)
                found[key] = (*found.get(key, ()), Anchor(listed, entry))
        return found

    def of(self, root: Certificate) -> tuple[Anchor, ...]:
        """What the lists have of a root of that name with that key, in their order, those of folders last."""
        return self._by_name_and_key.get((root.subject_name, root.spki), ())

    def with_browsers(self) -> "Anchors":
        """These, and the list of the browsers."""
        return replace(self, lists=(*self.lists, browsers_list()))


@cache
def browsers_list() -> AnchorList:
    """Mozilla's list of authorities, as it came with the program."""
    import certifi

    data, release = Path(certifi.where()).read_bytes(), certifi.__version__
    dated = "-".join(part.zfill(2) for part in release.split(".")[:3])
    roots = read_anchors(data, "certifi")
    return AnchorList(f"certifi {release}", hashlib.sha256(data).hexdigest(), dated, roots)
