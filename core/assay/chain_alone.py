# SPDX-License-Identifier: Apache-2.0
"""A certificate chain without any credential: is it the right certificate to buy, and the right file to publish?"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assay.checks.case import Setting
from assay.checks.chains import PlaceOf, chain_findings, chain_outcome
from assay.checks.interface import finding
from assay.checks.revocation import files_of, of_chain, revocation_alone
from assay.coverage import Coverage
from assay.credential import Generation, Kind, Reading, Reason
from assay.document import Document
from assay.errors import PackError
from assay.finding import CheckOutcome, Finding, Outcome, Place, Severity, Stage
from assay.identity.certificates import Certificate, read_certificates
from assay.identity.chain import ChainFault
from assay.identity.did import host_of
from assay.identity.did_document import VerificationMethod
from assay.identity.key_chain import KeyChain, chain_alone, covers
from assay.identity.pem import BEGIN
from assay.identity.trust import ChainFile, TrustFiles
from assay.judgement import PARSE, Judgement
from assay.options import Options
from assay.predict import Situation, predict
from assay.prediction import Prediction
from assay.proofs.signatures import public_key_digest
from assay.proofs.verification_key import KeyFault, remembered_key
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load
from assay.rules.pack import Rule
from assay.verdict import Scope

MEDIA_TYPE = "application/pem-certificate-chain"
"""RFC 8555 §9.1."""
_ANCHORED, _REVOCATION = "anchored", "revocation"
"""The checks that say something of a chain by itself, as packs name them."""


def judge_chain(document: Document, options: Options) -> Judgement:
    """What the rules say of a chain by itself. TrustFileError where the document holds no certificates.

    Where DID documents are given (`options.trust`), the first certificate has to be that of one of their keys.
    """
    pack = load(options.pack or DEFAULT_PACK, options.moment)
    rules = {rule.check: rule for rule in pack.rules.values() if rule.check in (_ANCHORED, _REVOCATION)}
    if _ANCHORED not in rules:
        raise PackError("pack.no_chain_rule", id=pack.id)
    certificates = read_certificates(document.data, document.name)
    given = ChainFile(document.name, "", "", certificates)
    chain = _compared(chain_alone(given, options.trust, options.moment), options.trust)
    place, told = _placer(document), of_chain(chain, options.trust, options.moment)
    statements = [chain_outcome(rules[_ANCHORED], chain, tuple(_findings(rules[_ANCHORED], chain, place)))]
    if _REVOCATION in rules:
        statements.append(revocation_alone(rules[_REVOCATION], told, place))
    reading = Reading(
        Kind.CERTIFICATE_CHAIN,
        Generation(pack.generation),
        MEDIA_TYPE,
        (Reason("recognised.certificate_chain", {"count": len(certificates)}),),
        text=_text(document),
    )
    parsed = CheckOutcome(PARSE, Stage.PARSE, Outcome.PASSED)
    return Judgement(
        document,
        reading,
        pack,
        None,
        Setting.ALONE,
        tuple(found for entry in statements for found in entry.findings),
        (parsed, *(entry.outcome for entry in statements)),
        Coverage(),
        scope=Scope.CHAIN,
        chain=chain,
        revocations=tuple(files_of(told)),
    )


def chain_answers(judgement: Judgement, options: Options) -> Iterator[Prediction]:
    """What each engine would make of the chain, all else being right: its steps about chains, in its order."""
    if judgement.pack is None:
        return
    situation = Situation(Kind.PRESENTATION, is_signed=True, findings=judgement.findings, outcomes=judgement.outcomes)
    rules = {outcome.id for outcome in judgement.outcomes}
    for profile in judgement.pack.engines:
        steps = tuple(step for step in profile.steps if rules.intersection((*step.checks, *step.look.rules)))
        if steps and (not options.engines or profile.id in options.engines):
            yield predict(replace(profile, steps=steps), situation)


def _compared(chain: KeyChain, trust: TrustFiles) -> KeyChain:
    """The chain, beside the keys that its owner publishes."""
    leaf = chain.leaf
    if leaf is None or not trust.documents:
        return chain
    owners = [document.id for document in trust.documents for key in _keys(document.methods) if key == leaf.spki]
    if not owners:
        return replace(chain, faults=(*chain.faults, ChainFault("chain.other_key", 1, {"subject": leaf.subject})))
    elsewhere = [host for host in map(host_of, owners) if host and not covers(leaf, host)]
    advice = tuple(ChainFault("chain.other_host", 1, {"host": host, "subject": leaf.subject}) for host in elsewhere)
    return replace(chain, advice=(*chain.advice, *advice))


def _keys(methods: Iterable[VerificationMethod]) -> Iterator[str]:
    for method in methods:
        try:
            if method.jwk is not None:
                yield public_key_digest(remembered_key(method.jwk).handle)
        except KeyFault:
            continue


def _findings(rule: Rule, chain: KeyChain, place: PlaceOf) -> Iterator[Finding]:
    """What is wrong, then what each certificate is, then who trusts the root."""
    certificates = chain.chain.certificates if chain.chain else ()
    yield from chain_findings(rule, chain, place=place, subject="")
    for number, one in enumerate(certificates, 1):
        text = "chain.told_authority" if one.is_authority else "chain.told_leaf"
        yield finding(
            rule, text, Severity.INFO, place=place(number), path=f"{text} {number}", params=_told(number, one)
        )
    if chain.anchor:
        told: dict[str, str | int] = {
            "root": certificates[-1].subject,
            "list": chain.anchor.name,
            "day": chain.anchor.dated,
        }
        yield finding(rule, "chain.trusted", Severity.INFO, place=place(len(certificates)), path="root", params=told)


def _told(number: int, one: Certificate) -> dict[str, str | int]:
    return {
        "number": number,
        "subject": one.subject,
        "issuer": one.issuer,
        "kind": f"text:chain.kind.{one.kind}",
        "key": one.key,
        "starts": one.starts.date().isoformat(),
        "ends": one.ends.date().isoformat(),
    }


def _text(document: Document) -> str:
    return document.data.decode("utf-8", "replace") if BEGIN in document.data else ""


def _placer(document: Document) -> PlaceOf:
    """Where each certificate begins, counted from 1; nowhere where the file is no text."""
    text, mark = _text(document), BEGIN.decode()
    found, at = [], text.find(mark)
    while at >= 0:
        found.append(Place("", offset=at))
        at = text.find(mark, at + 1)
    return lambda number: found[number - 1] if 0 < number <= len(found) else None
