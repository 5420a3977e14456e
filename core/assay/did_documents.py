# SPDX-License-Identifier: Apache-2.0
"""A DID document that is checked by itself, or lies beside others: what its owner should know of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from assay.credential import Kind, Reading
from assay.document import Document
from assay.finding import Finding, Place, Severity, Stage
from assay.formats.faults import FaultList
from assay.identity.did_document import read_did_document
from assay.identity.given_file import TrustFileError
from assay.proofs.answer import Fault

RULE = "DID-document"


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
