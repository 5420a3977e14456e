# SPDX-License-Identifier: Apache-2.0
"""Which trust files a verdict rests on: keys, chains, anchors, lists, added issuers, each with where it came from."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.checks.case import Case
from assay.checks.revocation import files_used
from assay.identity.key_chain import KeyChain
from assay.identity.trust import TrustFiles
from assay.judgement import Judgement
from assay.reports.report import TrustInput

if TYPE_CHECKING:
    from assay.identity.revocation import RevocationFile


def trust_inputs(judgement: Judgement, trust: TrustFiles) -> tuple[TrustInput, ...]:
    """The files that were used, each once."""
    found: list[TrustInput] = []
    if judgement.case is not None and judgement.case.trust.has_files:
        found += _of_case(judgement.case)
    if judgement.chain is not None:
        found += (*_of_chain(judgement.chain), *map(_of_revocation, judgement.revocations))
    return tuple(dict.fromkeys(_as_kept(entry, trust) for entry in found))


def _of_case(case: Case) -> Iterator[TrustInput]:
    issuers = {entry.issuer for entry in case.credentials}
    for added in case.trust.issuers:
        if any(party.did in issuers for party in added.parties):
            yield TrustInput("trusted_issuers", added.name, added.sha256, added.dated)
    for document in (part.proof.document for part in case.signed_parts if part.proof):
        if document is not None and document.file:
            yield TrustInput("did_document", document.file, document.sha256, document.dated)
    for key in case.signing_keys:
        if key.chain:
            yield from _of_chain(key.chain)
    for answer in case.status_answers:
        if answer.document:
            yield TrustInput("did_document", answer.document.file, answer.document.sha256, answer.document.dated)
        if answer.source:
            yield TrustInput("status", answer.source.file, answer.source.sha256, answer.source.dated)
    yield from map(_of_revocation, files_used(case))


def _as_kept(entry: TrustInput, trust: TrustFiles) -> TrustInput:
    kept = trust.kept.get(entry.sha256)
    return replace(entry, dated=kept.imported, origin=kept.origin) if kept else entry


def _of_chain(told: KeyChain) -> Iterator[TrustInput]:
    """The files behind what is known of a chain; one that is the document itself, or inside of a key, is none."""
    if told.chain and told.chain.sha256:
        yield TrustInput("chain", told.chain.name, told.chain.sha256, told.chain.dated)
    if told.anchor:
        yield TrustInput("anchors", told.anchor.name, told.anchor.sha256, told.anchor.dated)
    if told.listed and told.listed.anchor and (lists := told.listed.vouched_by):
        yield TrustInput("anchors", lists.name, lists.sha256, lists.dated)


def _of_revocation(file: "RevocationFile") -> TrustInput:
    return TrustInput("revocation", file.name, file.sha256, file.dated)
