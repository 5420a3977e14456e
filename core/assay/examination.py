# SPDX-License-Identifier: Apache-2.0
"""Examinations: one document with its judgement and its report, as the window shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assay.claims import ClaimsGraph, Term
from assay.credential import Credential, Reading
from assay.document import Document
from assay.judgement import Judgement
from assay.reports.report import DocumentReport
from assay.rules.pack import RulePack
from assay.values import frozen


@frozen
class ExaminedCredential:
    """One credential as the window shows it."""

    pointer: str
    id: str
    issuer: str
    types: tuple[str, ...]
    """Class IRIs on the credential itself."""
    subjects: tuple[str, ...]
    signed: bool


@dataclass(frozen=True)
class Examination:
    """One document with its judgement and its report: what the window shows."""

    judgement: Judgement
    report: DocumentReport

    @property
    def document(self) -> Document:
        """The document as it was given."""
        return self.judgement.document

    @property
    def reading(self) -> Reading:
        """What was read of it."""
        return self.judgement.reading

    @property
    def pack(self) -> RulePack | None:
        """The rules it was judged by."""
        return self.judgement.pack

    @property
    def claims(self) -> ClaimsGraph:
        """All subjects in one graph; empty where nothing could be read."""
        return self.judgement.case.claims if self.judgement.case else ClaimsGraph()

    @property
    def subjects(self) -> tuple[str, ...]:
        """Nodes the credentials speak about, in document order; every node of claims without a credential."""
        named = tuple(dict.fromkeys(node for entry in self.credentials for node in entry.subjects))
        return named or tuple(self.claims.subjects())

    @cached_property
    def credentials(self) -> tuple[ExaminedCredential, ...]:
        """The credentials in document order."""
        entries = self.judgement.case.credentials if self.judgement.case else ()
        return tuple(
            ExaminedCredential(
                entry.credential.pointer,
                entry.credential.id,
                _issuer(entry.credential),
                entry.classes,
                entry.subjects,
                entry.credential.is_signed,
            )
            for entry in entries
        )

    @property
    def node_places(self) -> Mapping[str, tuple[str, ...]]:
        """Node to JSON Pointers."""
        found = self.judgement.case.node_places if self.judgement.case else {}
        return {node: tuple(place.pointer for place in places) for node, places in found.items()}

    @property
    def member_places(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Node and predicate to JSON Pointers."""
        found = self.judgement.case.member_places if self.judgement.case else {}
        return {key: tuple(place.pointer for place in places) for key, places in found.items()}

    @property
    def value_places(self) -> Mapping[tuple[str, str, Term], str]:
        """Node, predicate and value to a JSON Pointer."""
        found = self.judgement.case.value_places if self.judgement.case else {}
        return {key: place.pointer for key, place in found.items()}


def _issuer(credential: Credential) -> str:
    found = credential.content.get("issuer")
    named = found.get("id") if isinstance(found, Mapping) else found
    return named if isinstance(named, str) else ""
