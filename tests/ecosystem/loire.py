# SPDX-License-Identifier: Apache-2.0
"""Loire: every credential and the presentation a token."""

import loire_set
from assay.document import Document
from authority import ROOT, certificate
from ecosystem.parties import ACME, parties
from ecosystem.submission import Node, Submission
from label_1_sample import label_1_sample
from signing import enveloped, token

NOTARY = loire_set.NOTARY


class LoireSubmission(Submission):
    """A VP-JWT of VC-JWTs."""

    def token_of(self, name: str) -> str:
        """The credential of that name as it is enveloped."""
        content = self.credentials[name]
        return self._signed(name, content, content["issuer"])

    def document(self) -> Document:
        """The presentation, signed."""
        within = [
            entry if isinstance(entry, dict) else enveloped(entry) for entry in map(self.token_of, self.credentials)
        ]
        content = {**self.presentation, "verifiableCredential": within}
        signed = self._signed("presentation", content, content["issuer"], typ="vp+jwt", cty="vp")
        return Document("submission.jwt", signed if isinstance(signed, bytes) else signed.encode())

    def _signed(self, name: str, content: Node, issuer: str, **header: str) -> str:
        signer = self.signer(name, issuer)
        members = {"alg": signer.algorithm, **header, **self.headers[name]}
        told: str = self.finished(name, token(content, key=issuer, sign=signer.sign, **members))
        return told


def loire() -> LoireSubmission:
    """Legal person, number, terms, offering: the smallest whole set."""
    credentials = {
        "participant": loire_set.participant(),
        "number": loire_set.number(),
        "terms": loire_set.terms(),
        "offering": loire_set.offering(),
    }
    return _submission(credentials)


def loire_level_1() -> LoireSubmission:
    """The company of the Label 1 sample with all that its offering shows, and the notary's number of it."""
    entries = label_1_sample()["verifiableCredential"]
    credentials = {entry["id"].rpartition("/")[2].removesuffix(".json"): entry for entry in entries}
    credentials["participant"]["credentialSubject"]["registrationNumber"] = {"id": f"{loire_set.HOME}vat.json#cs"}
    return _submission({**credentials, "number": loire_set.number()})


def _submission(credentials: dict[str, Node]) -> LoireSubmission:
    presentation = loire_set.presentation()
    assert presentation["issuer"] == ACME
    return LoireSubmission(credentials, presentation, parties(NOTARY), [certificate(ROOT, ROOT, ca=True)])
