# SPDX-License-Identifier: Apache-2.0
"""A whole submission and all it is judged by, as a value that tests change one thing of before it is signed or after."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography import x509

from assay.document import Document
from assay.identity.trust import TrustFiles, open_trust
from authority import pem
from ecosystem.keys import Signer
from ecosystem.parties import Party
from signing import FRAGMENT, json_file

Node = dict[str, Any]


@dataclass
class Submission:
    """Credentials by name in their order, unsigned; what is published; what is to be done otherwise."""

    credentials: dict[str, Node]
    presentation: Node
    parties: dict[str, Party]
    anchors: list[x509.Certificate]
    headers: dict[str, Node] = field(default_factory=lambda: defaultdict(dict))
    """By name of a credential, or `presentation`: other members of the header, before it is signed."""
    proofs: dict[str, Node] = field(default_factory=lambda: defaultdict(dict))
    """The same of a proof inside."""
    signers: dict[str, Signer] = field(default_factory=dict)
    """Who signs in place of the issuer."""
    altered: dict[str, Callable[[Any], Any]] = field(default_factory=dict)
    """What is done to it after it was signed."""
    further: list[Node] = field(default_factory=list)
    """More DID documents."""

    def signer(self, name: str, issuer: str) -> Signer:
        """Who signs the credential of that name."""
        return self.signers.get(name) or self.parties[issuer].signer

    def finished(self, name: str, signed: Any) -> Any:
        """What was signed, as it is handed in."""
        return self.altered.get(name, lambda same: same)(signed)

    def pointer(self, name: str) -> str:
        """Where a credential stands in what is handed in."""
        return "" if name == "presentation" else f"/verifiableCredential/{list(self.credentials).index(name)}"

    def document(self) -> Document:
        """What is handed in."""
        raise NotImplementedError

    def written(self, folder: Path) -> "Files":
        """Everything as files, as a user gives them."""
        files = Files(folder / self.document().name)
        files.document.write_bytes(self.document().data)
        for number, party in enumerate(self.parties.values()):
            if party.document:
                files.dids.append(json_file(folder / f"did-{number}.json", party.document))
            if party.chain:
                (folder / f"chain-{number}.pem").write_bytes(pem(party.chain))
                files.chains.append(str(folder / f"chain-{number}.pem"))
        for number, document in enumerate(self.further):
            files.dids.append(json_file(folder / f"further-{number}.json", document))
        if self.anchors:
            (folder / "anchors.pem").write_bytes(pem(self.anchors))
            files.anchors.append(str(folder / "anchors.pem"))
        return files


@dataclass
class Files:
    """Paths, by what they are given for."""

    document: Path
    dids: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)

    def trust(self) -> TrustFiles:
        """As the command reads them."""
        return open_trust(self.dids, chains=self.chains, anchors=self.anchors)

    def options(self) -> list[str]:
        """As they are named to the command."""
        named = (("--did", self.dids), ("--chain", self.chains), ("--anchors", self.anchors))
        return [word for option, paths in named for path in paths for word in (option, path)]


def key_id(did: str) -> str:
    """The id of a party's key."""
    return f"{did}#{FRAGMENT}"
