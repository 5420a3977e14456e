# SPDX-License-Identifier: Apache-2.0
"""Whether what was written would be believed: the files are read again, as a stranger would, and compared.

did.json, keys, chains, their addresses, and the signature of each credential by the very pipeline that checks. What
cannot be tried is told as that, and keeps a kit from being called good.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from assay.credential import Kind
from assay.document import Document
from assay.finding import Finding, Outcome, Severity, Stage
from assay.identity.chain import chain_faults
from assay.identity.did_document import DidDocument
from assay.identity.given_file import TrustFileError
from assay.identity.trust import ChainFile, TrustFiles
from assay.identity.trust_opening import open_trust
from assay.judgement import Judgement, judge
from assay.keys.did_json import public_jwk
from assay.keys.key_record import KeyRecord, State
from assay.kits.kit import Kit, KitFile
from assay.kits.paths import kit_path
from assay.kits.publishing import DID_TYPE, PublishingOrder, did_path
from assay.options import Options
from assay.proofs.signatures import public_key_digest
from assay.proofs.verification_key import KeyFault, verification_key
from assay.texts import quoted
from assay.values import frozen
from assay.verdict import Scope

_PROOF = (Stage.PARSE, Stage.IDENTITY, Stage.SIGNATURE)
_LONG = 120
_UNSIGNED = "reason.not_signed_yet"
"""What nobody has signed is not to be published: it would be read as the owner's word."""


class Result(StrEnum):
    """What came of a step, or of a whole kit."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"
    """It could not be tried."""


@frozen
class Step:
    """One thing that was tried: the text `self_test.<name>`, with what fills it."""

    name: str
    result: Result
    params: Mapping[str, str | int] = field(default_factory=dict)
    """`file`, `key` or `address`: what it is about."""
    reason: str = ""
    """Text id of why it failed or is open."""
    reason_params: Mapping[str, str | int] = field(default_factory=dict)


def overall(steps: Sequence[Step]) -> Result:
    """Passed where every step did; of no steps at all nothing is known."""
    if any(step.result is Result.FAILED for step in steps):
        return Result.FAILED
    return Result.PASSED if steps and all(step.result is Result.PASSED for step in steps) else Result.OPEN


def self_test(folder: Path, kit: Kit, order: PublishingOrder) -> tuple[Step, ...]:
    """Each step in order, over the files in the folder. Never raises for what they hold."""
    place = folder / did_path(order.records[0].did)
    try:
        document = open_trust([str(place)]).documents[0]
    except TrustFileError as error:
        return (Step("did_json", Result.FAILED, {"file": place.name}, _error(error), error.params),)
    steps = [_same("did_json", {"file": place.name}, "self_test.other_did", is_so=document.id == order.records[0].did)]
    chains: list[ChainFile] = []
    for record in order.records:
        steps += _key_steps(folder, document, record, order.moment, chains=chains)
    trust = _with_own(order.trust, document, chains)
    held = [entry for entry in kit.files if entry.media_type != DID_TYPE and entry.address not in _addresses(order)]
    steps += [_credential_step(folder, entry, order, trust) for entry in held]
    return tuple(steps)


def _error(error: TrustFileError) -> str:
    return f"error.{error.text_id}"


def _addresses(order: PublishingOrder) -> set[str]:
    return {record.chain_address for record in order.records}


def _same(name: str, params: Mapping[str, str | int], reason: str, *, is_so: bool) -> Step:
    return Step(name, Result.PASSED, params) if is_so else Step(name, Result.FAILED, params, reason)


def _with_own(trust: TrustFiles, document: DidDocument, chains: Sequence[ChainFile]) -> TrustFiles:
    """What was given of others, and of the owner the files of the kit alone."""
    others = tuple(entry for entry in trust.documents if entry.id != document.id)
    return replace(trust, documents=(document, *others), chains=(*chains, *trust.chains), brought=())


def _key_steps(
    folder: Path, document: DidDocument, record: KeyRecord, moment: datetime, *, chains: list[ChainFile]
) -> Iterator[Step]:
    params: dict[str, str | int] = {"key": quoted(record.name, _LONG)}
    method = document.method(record.kid)
    jwk = method.jwk if method else None
    wanted = public_jwk(record)
    is_there = jwk is not None and {name: jwk.get(name) for name in wanted} == wanted
    may_assert = method is not None and method.may_assert
    yield _same("key", params, "self_test.other_key", is_so=is_there and may_assert)
    if method is not None and method.ends:
        yield Step("key_lasts", Result.FAILED, params, "self_test.key_ended")
    if jwk is None or not is_there:
        return
    if not (record.chain and record.chain_address):
        yield Step("chain", Result.OPEN, params, "self_test.no_chain")
        return
    yield from _chain_steps(folder, record, jwk, moment, chains=chains)


def _chain_steps(
    folder: Path, record: KeyRecord, jwk: Mapping[str, object], moment: datetime, *, chains: list[ChainFile]
) -> Iterator[Step]:
    """The certificates at the address that the published key names, which is read off the file itself."""
    params: dict[str, str | int] = {"key": quoted(record.name, _LONG)}
    try:
        chain = open_trust((), chains=[str(folder / kit_path(str(jwk.get("x5u"))))]).chains[0]
        digest = public_key_digest(verification_key(jwk).handle)
    except TrustFileError as error:
        yield Step("chain", Result.FAILED, params, _error(error), error.params)
        return
    except KeyFault as fault:
        yield Step("chain", Result.FAILED, params, fault.text_id, fault.params)
        return
    chains.append(chain)
    yield _same("chain", params, "self_test.other_certificate", is_so=chain.certificates[0].spki == digest)
    faults = chain_faults(chain.certificates, moment)
    if not faults:
        yield Step("chain_order", Result.PASSED, params)
    elif record.state is State.RETIRED and all(fault.text == "chain.expired" for fault in faults):
        yield Step("chain_order", Result.OPEN, params, faults[0].text, faults[0].params)
    else:
        yield Step("chain_order", Result.FAILED, params, faults[0].text, faults[0].params)


def _credential_step(folder: Path, entry: KitFile, order: PublishingOrder, trust: TrustFiles) -> Step:
    params: dict[str, str | int] = {"file": quoted(entry.path.rpartition("/")[2], _LONG)}
    try:
        data = (folder / entry.path).read_bytes()
    except OSError as error:
        return Step("credential", Result.FAILED, params, "self_test.unreadable", {"reason": error.strerror or ""})
    options = Options(scope=Scope.PROOFS, moment=order.moment, trust=trust, draft=False)
    judgement = judge(Document(entry.path, data), options)
    result, reason, filled = proof_result(judgement)
    return Step("credential", result, params, reason, filled)


def proof_result(judgement: Judgement) -> tuple[Result, str, Mapping[str, str | int]]:
    """Whether a document's signatures hold and are its issuers': with a text id of why not, and what fills that."""
    if judgement.reading.kind not in (Kind.CREDENTIAL, Kind.PRESENTATION, Kind.LABEL):
        return Result.FAILED, "self_test.no_credential", {}
    wrong = next((entry for entry in judgement.findings if _counts(entry)), None)
    if wrong is not None:
        return Result.FAILED, wrong.text, wrong.params
    asked = [entry for entry in judgement.outcomes if entry.stage in _PROOF]
    failed = next((entry for entry in asked if entry.outcome is Outcome.FAILED), None)
    if failed is not None:
        return Result.FAILED, failed.reason or "self_test.no_signature", {}
    missing = next((entry for entry in asked if entry.outcome is Outcome.NOT_CHECKED), None)
    if missing is not None and missing.reason == _UNSIGNED:
        return Result.FAILED, "self_test.no_signature", {}
    if missing is not None:
        return Result.OPEN, missing.reason or "self_test.no_signature", {}
    is_signed = {entry.stage for entry in asked if entry.outcome is Outcome.PASSED} >= set(_PROOF)
    return (Result.PASSED, "", {}) if is_signed else (Result.FAILED, "self_test.no_signature", {})


def _counts(found: Finding) -> bool:
    return found.severity is Severity.VIOLATION and found.stage in _PROOF
