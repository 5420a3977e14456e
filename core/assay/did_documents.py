# SPDX-License-Identifier: Apache-2.0
"""A DID document that is checked by itself, or lies beside others: what its owner should know of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assay.credential import Kind, Reading
from assay.document import Document
from assay.finding import Finding, Place, Severity, Stage
from assay.formats import read
from assay.formats.faults import FaultList
from assay.identity.did_document import MAX_BYTES, read_did_document
from assay.identity.given_file import TrustFileError
from assay.proofs.answer import Fault

RULE = "DID-document"
_MARK = b'"verificationMethod"'
_NO_MARKS = (b"credentialSubject", b"erifiableCredential", b"erifiablePresentation")
_MEMBERS = frozenset(
    {
        "@context",
        "alsoKnownAs",
        "assertionMethod",
        "authentication",
        "capabilityDelegation",
        "capabilityInvocation",
        "controller",
        "created",
        "id",
        "keyAgreement",
        "service",
        "updated",
        "verificationMethod",
    }
)
"""All that a DID document says (DID Core §4, §5), and when it was written, as many say."""


def sorted_out(documents: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    """What is judged, and the DID documents that were found beside it in folders: whose keys are whose, they say, and
    describe nothing. What somebody named is judged in any case, and so is a folder with nothing else in it.
    """
    beside = [document for document in documents if document.in_folder and identifies(document)]
    apart = set(map(id, beside))
    judged = [document for document in documents if id(document) not in apart]
    return (judged, beside) if judged else (list(documents), [])


def identifies(document: Document) -> bool:
    """Whether the file is a DID document and nothing else, and nothing is wrong with it: one with a member more may be
    a credential that resembles one, and one that gives away a private key has to be told of.
    """
    data = document.data
    if len(data) > MAX_BYTES or _MARK not in data or any(mark in data for mark in _NO_MARKS):
        return False
    reading = read(document)
    if reading.kind is not Kind.DID_DOCUMENT or not isinstance(reading.decoded, Mapping) or reading.refers_to_decoded:
        return False
    if [found.text for found in reading.findings] != ["parse.did_document"] or not _MEMBERS.issuperset(reading.decoded):
        return False
    try:
        return bool(read_did_document(data).methods)
    except TrustFileError:
        return False


def advised(document: Document, reading: Reading) -> Reading:
    """The reading; that of a DID document with advice on its keys and its address."""
    if reading.kind is not Kind.DID_DOCUMENT or not isinstance(reading.decoded, Mapping) or reading.refers_to_decoded:
        return reading
    told = FaultList()
    told.add(*_told(document, reading.decoded))
    return replace(reading, findings=(*reading.findings, *told))


def _told(document: Document, value: Mapping[str, object]) -> Iterator[Finding]:
    from assay.proofs.did_advice import did_advice

    try:
        found = read_did_document(document.data, document.name)
    except TrustFileError as error:
        is_empty = error.text_id == "trust.no_methods"
        yield _finding(Fault("did.no_keys" if is_empty else "did.unusable", severity=Severity.WARNING), "", "")
        return
    for fault, pointer in did_advice(found, value):
        yield _finding(fault, pointer, found.id)


def _finding(fault: Fault, pointer: str, did: str) -> Finding:
    severity = fault.severity or Severity.WARNING
    path = f"{fault.text} {fault.params.get('name', '')}".rstrip()
    return Finding(
        RULE, Stage.IDENTITY, severity, fault.text, fault.params, place=Place(pointer), subject=did, path=path
    )
