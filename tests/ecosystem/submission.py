# SPDX-License-Identifier: Apache-2.0
"""Whole submissions of both generations, to change one thing of and to write as files."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import loire_set
import tagus_specimens as tagus
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from authority import ROOT, certificate, pem
from ecosystem.signers import ACME, Json, Signer, signer
from label_1_sample import label_1_sample
from shared import shared_path
from signing import FRAGMENT, encoded, signed_inside

LOIRE, TAGUS = "loire", "tagus"


def official_terms() -> str:
    """The wording that Tagus asks for, out of the official shapes."""
    shapes = json.loads(shared_path("reference", "tagus-22.10", "input__01_original__gx_shacl.json").read_bytes())
    found = next(entry for entry in shapes["@graph"] if entry["@id"] == "gx:GaiaXTermsAndConditionsShape")
    told: str = found["sh:property"]["sh:hasValue"]
    return told


@dataclass
class Part:
    """One thing that is signed."""

    content: Json
    by: str
    """DID of the signer."""
    header: Json = field(default_factory=dict)
    """Members of the header that differ from the usual ones; None leaves one out."""
    after: Callable[[Any], Any] = lambda signed: signed
    """What happens to it once it is signed."""
    variant: str = "gaia-x"


class Submission:
    """A participant, its number by a notary, its terms and its offering; in Loire also the presentation around them."""

    def __init__(self, generation: str) -> None:
        self.generation = generation
        notary = loire_set.NOTARY if generation == LOIRE else tagus.NOTARY
        alg = "PS256" if generation == LOIRE else "EdDSA"
        self.signers = {ACME: signer(ACME), notary: signer(notary, alg)}
        self.notary = notary
        self.anchors = [certificate(ROOT, ROOT, ca=True)]
        source: Any = loire_set if generation == LOIRE else tagus
        accepted = loire_set.terms() if generation == LOIRE else tagus.terms(official_terms())
        contents = {
            "participant": source.participant(),
            "number": source.number(),
            "terms": accepted,
            "offering": source.offering(),
        }
        self.parts = {
            name: Part(
                content, notary if name == "number" else ACME, variant="standard" if name == "terms" else "gaia-x"
            )
            for name, content in contents.items()
        }
        self.holder = Part({**source.presentation({}), "verifiableCredential": []}, ACME)
        self.documents: list[Json] = []
        """DID documents beside those of the signers."""
        self.status_lists: list[str] = []
        """Status list credentials, as tokens."""

    @property
    def acme(self) -> Signer:
        """The participant."""
        return self.signers[ACME]

    def file(self) -> bytes:
        """What is handed in."""
        held = [self._signed(part) for part in self.parts.values()]
        content = {**self.holder.content, "verifiableCredential": held}
        if self.generation == TAGUS:
            return json.dumps(self.holder.after(content)).encode()
        token: str = self._token(content, self.holder, {"typ": "vp+jwt", "cty": "vp"})
        return token.encode()

    def _signed(self, part: Part) -> Any:
        if self.generation == TAGUS:
            return part.after(signed_inside(part.content, key=part.by, variant=part.variant, **part.header))
        token = self._token(part.content, part, {"typ": "vc+jwt", "cty": "vc"})
        context = "https://www.w3.org/ns/credentials/v2"
        return {"@context": context, "id": f"data:application/vc+jwt,{token}", "type": "EnvelopedVerifiableCredential"}

    def _token(self, content: Json, part: Part, kinds: Json) -> Any:
        by = self.signers[part.by]
        told = {"alg": by.alg, **kinds, "iss": part.by, "kid": f"{part.by}#{FRAGMENT}", **part.header}
        header = {name: value for name, value in told.items() if value is not None}
        signed = ".".join(encoded(json.dumps(entry, separators=(",", ":")).encode()) for entry in (header, content))
        return part.after(f"{signed}.{encoded(by.sign(signed.encode()))}")

    def trust(self, folder: Path) -> TrustFiles:
        """The files at hand, written below the folder and read from there."""
        kept, anchors = self.write_trust(folder)
        return open_trust((), [str(kept)], anchors=map(str, anchors))

    def write_trust(self, folder: Path) -> tuple[Path, list[Path]]:
        """DID documents and chains in a folder of their own; beside it the list with the root, where there is one."""
        kept, anchors = folder / "trust", folder / "anchors.pem"
        kept.mkdir()
        documents = [*(made.document for made in self.signers.values()), *self.documents]
        for number, told in enumerate(documents):
            (kept / f"did-{number}.json").write_text(json.dumps(told))
        for number, made in enumerate(self.signers.values()):
            if made.chain:
                (kept / f"chain-{number}.pem").write_bytes(pem(made.chain))
        for number, token in enumerate(self.status_lists):
            (kept / f"status-{number}.jwt").write_text(token)
        if self.anchors:
            anchors.write_bytes(pem(self.anchors))
        return kept, [anchors] if self.anchors else []


def level_1() -> Submission:
    """The company of the Label 1 sample with all that its service shows, and the notary's number of it."""
    made = Submission(LOIRE)
    contents = {entry["id"].rpartition("/")[2].removesuffix(".json"): entry for entry in sample_credentials()}
    contents["participant"]["credentialSubject"]["registrationNumber"] = {"id": f"{loire_set.HOME}vat.json#cs"}
    made.parts = {"number": made.parts["number"], **{name: Part(told, ACME) for name, told in contents.items()}}
    return made


def sample_credentials() -> list[Json]:
    """What the Label 1 sample is made of."""
    found: list[Json] = label_1_sample()["verifiableCredential"]
    return found
