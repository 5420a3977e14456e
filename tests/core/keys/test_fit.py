# SPDX-License-Identifier: Apache-2.0
"""What clearing houses would say to the certificates of a key, and what to buy for one that has none."""

from datetime import UTC, datetime

import pytest

from assay.errors import PackError
from assay.identity.anchors import AnchorList, Anchors
from assay.identity.certificates import Kind, read_anchors
from assay.identity.did_document import read_did_document
from assay.identity.trust import TrustFiles
from assay.keys.fit import OFFERED, fit, fit_of_kinds
from assay.prediction import Answer
from authority import DOMAIN, EV, ORGANISATION, STRANGER, chain, pem, qualified_seal
from signing import did_document

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LOIRE, TAGUS = "gaia-x-loire-25.11", "gaia-x-tagus-22.10"
TRUST = TrustFiles(anchors=Anchors((AnchorList("ours", "", "2026-01-01", read_anchors(pem(chain()[2:]))),)))


def answers(predictions):
    return {entry.engine: entry.answer for entry in predictions}


def of_chain(pack=None, trust=TRUST, moment=NOW, **told):
    return answers(fit(pem(chain(**told)).decode(), moment, trust, pack).answers)


ACCEPTED = {"loire-production": Answer.ACCEPTED, "loire-lab": Answer.ACCEPTED}
LAB_ONLY = {"loire-production": Answer.REFUSED, "loire-lab": Answer.ACCEPTED}


def test_a_chain_with_extended_validation_is_accepted():
    assert {**of_chain(), **ACCEPTED} == of_chain()


@pytest.mark.parametrize("policies", [(ORGANISATION,), (DOMAIN,), ()])
def test_a_lesser_chain_is_accepted_by_laboratories_alone(policies):
    found = of_chain(policies=policies)
    assert {**found, **LAB_ONLY} == found


def test_why_it_is_refused_is_told():
    found = fit(pem(chain(policies=(DOMAIN,))).decode(), NOW, TRUST)
    (production,) = [entry for entry in found.answers if entry.engine == "loire-production"]
    assert "EV-SSL" in production.message
    assert "chain.not_ev" in [entry.text for entry in found.findings]


def test_an_expired_chain_is_refused():
    found = of_chain(moment=datetime(2029, 1, 1, tzinfo=UTC))
    assert set(found.values()) == {Answer.REFUSED}


def test_a_chain_whose_root_nobody_knows_is_open():
    assert set(of_chain(trust=TrustFiles()).values()) == {Answer.UNDECIDED}


def test_did_documents_at_hand_do_not_disturb():
    """They list the keys of others; that of the key itself is not published yet."""
    import json

    other = read_did_document(json.dumps(did_document(STRANGER)).encode())
    assert of_chain(trust=TrustFiles(documents=(other,), anchors=TRUST.anchors)) == of_chain()


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Kind.EV, {"policies": (EV,)}),
        (Kind.ORGANISATION, {"policies": (ORGANISATION,)}),
        (Kind.DOMAIN, {"policies": (DOMAIN,)}),
        (Kind.QUALIFIED_SEAL, {"policies": (), "statements": qualified_seal()}),
    ],
)
@pytest.mark.parametrize("pack", [LOIRE, TAGUS])
def test_what_is_told_of_a_kind_is_what_its_chain_gets(kind, told, pack):
    """All else being right; nothing is foretold that would not come."""
    assert answers(fit_of_kinds(NOW, pack)[kind]) == of_chain(pack, **told)


def test_every_kind_that_is_sold_is_told():
    found = fit_of_kinds(NOW)
    assert tuple(found) == OFFERED
    assert all(found.values())
    assert {**answers(found[Kind.EV]), **ACCEPTED} == answers(found[Kind.EV])


def test_a_pack_that_judges_no_chains_is_told():
    with pytest.raises(PackError):
        fit_of_kinds(NOW, "assay-example-nuclear")
