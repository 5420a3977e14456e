# SPDX-License-Identifier: Apache-2.0
"""What each clearing house would make of the certificates of a key: of those it has, and of each kind it could get."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from assay.chain_alone import MEDIA_TYPE, chain_answers, judge_chain
from assay.checks.case import Setting
from assay.checks.chains import chain_findings
from assay.checks.interface import judged
from assay.coverage import Coverage
from assay.credential import Generation, Reading
from assay.credential import Kind as DocumentKind
from assay.document import Document
from assay.errors import PackError
from assay.finding import Finding
from assay.identity.anchors import AnchorList
from assay.identity.certificates import Kind
from assay.identity.key_chain import KeyChain, faults_of_kind
from assay.identity.trust import TrustFiles
from assay.judgement import Judgement
from assay.options import Options
from assay.prediction import Prediction
from assay.rules.bundled import DEFAULT_PACK
from assay.rules.library import load
from assay.values import frozen
from assay.verdict import Scope

_ANCHORED = "anchored"
"""The check that judges chains, as packs name it."""
OFFERED = (Kind.EV, Kind.QUALIFIED_SEAL, Kind.QUALIFIED_WEBSITE, Kind.ORGANISATION, Kind.DOMAIN)
"""What authorities sell."""


@frozen
class Fit:
    """How a chain fits."""

    judgement: Judgement
    """What the rules say."""
    answers: tuple[Prediction, ...]
    """What each clearing house would say, all else being right."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why."""
        return self.judgement.findings


def fit(chain: str, moment: datetime, trust: TrustFiles, pack: str | None = None) -> Fit:
    """How the chain of a key (PEM) fits by the rules of a pack, given by its id (None: the one that is current).

    DID documents at hand are left aside: a key may get its certificate before it is published, and those of others
    list other keys. TrustFileError where the text holds no certificates, PackError for a pack that judges no chains.
    """
    options = Options(pack=pack, moment=moment, trust=replace(trust, documents=(), brought=()))
    judgement = judge_chain(Document("x509CertificateChain.pem", chain.encode()), options)
    return Fit(judgement, tuple(chain_answers(judgement, options)))


def fit_of_kinds(moment: datetime, pack: str | None = None) -> Mapping[Kind, tuple[Prediction, ...]]:
    """What each clearing house would say to each kind of certificate, in order and from an authority it trusts.

    For a key that has none yet: what to buy. PackError for a pack that judges no chains.
    """
    return {kind: _of_kind(kind, Options(pack=pack, moment=moment)) for kind in OFFERED}


def _of_kind(kind: Kind, options: Options) -> tuple[Prediction, ...]:
    pack = load(options.pack or DEFAULT_PACK, options.moment)
    rule = next((rule for rule in pack.rules.values() if rule.check == _ANCHORED), None)
    if rule is None:
        raise PackError("pack.no_chain_rule", id=pack.id)
    faults, advice = faults_of_kind(kind, "")
    chain = KeyChain(anchor=AnchorList("", "", "", ()), faults=faults, advice=advice)
    said = judged(rule, chain_findings(rule, chain, place=lambda _number: None, subject=""))
    reading = Reading(DocumentKind.CERTIFICATE_CHAIN, Generation(pack.generation), MEDIA_TYPE, ())
    nothing = Document("x509CertificateChain.pem", b"")
    outcomes = (said.outcome,)
    judgement = Judgement(
        nothing, reading, pack, None, Setting.ALONE, said.findings, outcomes, Coverage(), scope=Scope.CHAIN
    )
    return tuple(chain_answers(judgement, options))
