# SPDX-License-Identifier: Apache-2.0
"""Several files as one submission: read one by one, judged as one set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.credential import Generation, Kind, Reading, Reason
from assay.did_documents import advised
from assay.document import Document
from assay.finding import Finding, Severity
from assay.formats import read
from assay.judgement import Judgement, judge_reading
from assay.options import Options

MEDIA_TYPE = "multipart/mixed"


@dataclass(frozen=True)
class DocumentSet(Document):
    """Several documents that are one submission. Its bytes are the digests and names of its members, one a line."""

    members: tuple[Document, ...] = ()


def as_set(documents: Sequence[Document], name: str = "") -> DocumentSet:
    """Stands for the set: its bytes list the files' digests, so its digest covers them all.

    `name`: what to call it; else the names of the files.
    """
    listed = "".join(f"{document.sha256}  {document.name}\n" for document in documents)
    called = name or ", ".join(document.name for document in documents)
    return DocumentSet(called, listed.encode("utf-8", "surrogateescape"), members=tuple(documents))


def judge_together(documents: Sequence[Document], options: Options) -> Judgement:
    """Everything the rules say of the files as one set; places name the file they are in."""
    parts = tuple((document.name, advised(document, read(document))) for document in documents)
    if any(reading.credentials or reading.presentation for _, reading in parts):
        keys = {entry.file for entry in options.trust.brought}
        parts = tuple((name, _beside(reading, name) if name in keys else reading) for name, reading in parts)
    judged = judge_reading(as_set(documents), _merged(parts), options)
    return replace(judged, members=tuple(documents))


def _merged(parts: tuple[tuple[str, Reading], ...]) -> Reading:
    generations = {reading.generation for _, reading in parts} - {Generation.UNKNOWN}
    return Reading(
        kind=Kind.PRESENTATION,
        generation=generations.pop() if len(generations) == 1 else Generation.UNKNOWN,
        media_type=MEDIA_TYPE,
        reasons=parts[0][1].reasons if len(parts) == 1 else (Reason("recognised.together", {"count": len(parts)}),),
        refers_to_decoded=any(reading.refers_to_decoded for _, reading in parts),
        presentation=next((reading.presentation for _, reading in parts if reading.presentation), None),
        credentials=tuple(replace(entry, file=name) for name, reading in parts for entry in reading.credentials),
        findings=tuple(_in_file(found, name) for name, reading in parts for found in reading.findings),
        parts=parts,
    )


def _beside(reading: Reading, name: str) -> Reading:
    """A file of keys beside credentials: no credential, and no fault that it is none."""
    found = tuple(
        replace(entry, severity=Severity.INFO, text="identity.beside", params={"file": name}, path=name)
        if entry.text == "parse.did_document"
        else entry
        for entry in reading.findings
    )
    return replace(reading, findings=found)


def _in_file(found: Finding, name: str) -> Finding:
    return replace(found, place=replace(found.place, file=name)) if found.place else found
