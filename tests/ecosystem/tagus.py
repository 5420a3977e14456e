# SPDX-License-Identifier: Apache-2.0
"""Tagus: each credential with a signature inside, in a presentation that nobody signs."""

import json

import tagus_specimens as specimens
from assay.document import Document
from authority import ROOT, certificate
from ecosystem.parties import parties
from ecosystem.submission import Node, Submission
from shared import shared_path
from signing import signed_inside

NOTARY = specimens.NOTARY
VARIANTS = ("gaia-x", "standard")


class TagusSubmission(Submission):
    """A presentation in JSON."""

    variant = "gaia-x"

    def signed(self, name: str) -> Node:
        """The credential of that name with its proof."""
        content = self.credentials[name]
        signer = self.signer(name, content["issuer"])
        header = {"alg": signer.algorithm, **self.headers[name]}
        told: Node = signed_inside(
            content, key=content["issuer"], variant=self.variant, sign=signer.sign, header=header, **self.proofs[name]
        )
        return self.finished(name, told)

    def document(self) -> Document:
        """The presentation."""
        content = {**self.presentation, "verifiableCredential": [self.signed(name) for name in self.credentials]}
        told = self.finished("presentation", json.dumps(content, ensure_ascii=False, indent=2))
        return Document("submission.json", told.encode())


def tagus(variant: str = VARIANTS[0]) -> TagusSubmission:
    """Participant, number, terms, offering."""
    credentials = {
        "participant": specimens.participant(),
        "number": specimens.number(),
        "terms": specimens.terms(right_terms()),
        "offering": specimens.offering(),
    }
    presentation = specimens.presentation()
    made = TagusSubmission(credentials, presentation, parties(NOTARY), [certificate(ROOT, ROOT, ca=True)])
    made.variant = variant
    return made


def right_terms() -> str:
    """The published text of the terms, which is not ours to keep here."""
    shapes = json.loads(shared_path("reference", "tagus-22.10", "input__01_original__gx_shacl.json").read_bytes())
    found = next(entry for entry in shapes["@graph"] if entry["@id"] == "gx:GaiaXTermsAndConditionsShape")
    told: str = found["sh:property"]["sh:hasValue"]
    return told
