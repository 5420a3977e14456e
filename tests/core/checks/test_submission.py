# SPDX-License-Identifier: Apache-2.0
"""The submission as a set: what it needs, who vouches for what, whose ids are whose."""

from collections.abc import Callable
from typing import Any

import pytest

import loire_set
from assay.finding import Outcome, Severity
from assay.verdict import Verdict
from checking import examined
from loire_set import ACME, HOME, NOTARY, OLDER_TERMS

Node = dict[str, Any]
V, W, I = Severity.VIOLATION, Severity.WARNING, Severity.INFO  # noqa: E741 - short for the tables below


def _told(document: Node, *, draft: bool) -> list[tuple[str, Severity]]:
    return [(found.text, found.severity) for found in examined(document, draft=draft).report.findings]


def _outcome(document: Node, rule: str, *, draft: bool = False) -> tuple[Outcome, bool]:
    checks = examined(document, draft=draft).report.checks
    return next((entry.check.outcome, entry.check.blocks) for entry in checks if entry.check.id == rule)


def test_the_whole_set_lacks_nothing() -> None:
    assert _told(loire_set.presentation(), draft=False) == [("links.notary_seen", I)]
    assert examined(loire_set.presentation()).report.verdict is Verdict.CONFORMANT
    for rule in ("LINKS-set", "LINKS-notary", "GRAPH-terms", "GRAPH-terms-hash", "GRAPH-provider-issuer"):
        assert _outcome(loire_set.presentation(), f"LOIRE-{rule}") == (Outcome.PASSED, False)
    assert _outcome(loire_set.presentation(), "LOIRE-GRAPH-registration-number") == (Outcome.PASSED, False)


LACKING = {
    "participant": ((1, 2), "links.needed_participant"),
    "number": ((0, 2), "links.needed_number"),
    "terms": ((0, 1), "links.needed_terms"),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_is_missing_is_named(name: str) -> None:
    kept, text = LACKING[name]
    whole = (loire_set.participant(), loire_set.number(), loire_set.terms())
    document = loire_set.presentation(*(whole[index] for index in kept))
    assert (text, V) in _told(document, draft=False)
    assert (text, I) in _told(document, draft=True)
    assert _outcome(document, "LOIRE-LINKS-set", draft=True) == (Outcome.PASSED, False)


@pytest.mark.parametrize("part", [loire_set.participant, loire_set.terms, loire_set.number])
def test_one_signed_credential_is_no_submission(part: Callable[[], Node]) -> None:
    assert _outcome(part(), "LOIRE-LINKS-set")[0] is Outcome.NOT_APPLICABLE
    assert _outcome(part(), "LOIRE-GRAPH-terms")[0] is Outcome.NOT_APPLICABLE


def _set(change: Callable[[Node, Node, Node, Node], object]) -> Node:
    parts = loire_set.participant(), loire_set.number(), loire_set.terms(), loire_set.offering()
    change(*parts)
    return loire_set.presentation(*parts)


Change = Callable[[Node, Node, Node, Node], object]
WRONG: dict[str, tuple[Change, str, Severity, Severity]] = {
    "the offering is somebody else's": (
        lambda p, n, t, o: o.update(issuer="did:web:other.example"), "links.provider_issuer", V, V,
    ),
    "an issuer without terms": (
        lambda p, n, t, o: o.update(issuer="did:web:other.example"), "links.terms_missing", V, I,
    ),
    "an issuer in other letters": (
        lambda p, n, t, o: t.update(issuer="did:web:Acme.example"), "links.issuer_slip", V, W,
    ),
    "terms of somebody else": (
        lambda p, n, t, o: t["credentialSubject"].update(id="did:web:other.example"), "links.terms_of_another", V, W,
    ),
    "the number is one's own": (lambda p, n, t, o: n.update(issuer=ACME), "links.number_self_issued", V, W),
    "a notary nobody knows": (
        lambda p, n, t, o: n.update(issuer="did:web:notary.example"), "links.notary_unlisted", W, W,
    ),
    "a notary with a slip": (lambda p, n, t, o: n.update(issuer=NOTARY.upper()), "links.notary_slip", W, W),
    "the laboratory's notary": (
        lambda p, n, t, o: n.update(issuer="did:web:registration.lab.gaia-x.eu:development"),
        "links.notary_laboratory", W, W,
    ),
    "a notary known by its address": (
        lambda p, n, t, o: n.update(issuer="did:web:notary.cispe.gxdch.clouddataengine.io:v2"),
        "links.notary_derived", I, I,
    ),
    "the number is another": (
        lambda p, n, t, o: p["credentialSubject"].update(
            registrationNumber={"id": HOME + "p#vat", "type": "gx:VatID", "vatID": "DE129273398"}
        ),
        "links.number_unattested", V, V,
    ),
    "the number's credential": (
        lambda p, n, t, o: p["credentialSubject"].update(registrationNumber={"id": n["id"]}),
        "links.number_of_credential", V, V,
    ),
    "two numbers, one attested": (
        lambda p, n, t, o: p["credentialSubject"].update(
            registrationNumber=[{"id": n["id"] + "#cs"}, {"type": "gx:EUID", "euid": "DEK1101R.HRB116737"}]
        ),
        "links.number_unattested", W, W,
    ),
    "the provider inside": (
        lambda p, n, t, o: o["credentialSubject"].update(providedBy={**p["credentialSubject"], "id": HOME + "x#cs"}),
        "links.provider_inside", V, W,
    ),
    "an unknown digest": (
        lambda p, n, t, o: t["credentialSubject"].update(gaiaxTermsAndConditions="0" * 64), "links.hash_unknown", V, V,
    ),
    "a digest in capitals": (
        lambda p, n, t, o: t["credentialSubject"].update(gaiaxTermsAndConditions=loire_set.TERMS.upper()),
        "links.hash_written", V, V,
    ),
    "older terms after their end": (
        lambda p, n, t, o: t["credentialSubject"].update(gaiaxTermsAndConditions=OLDER_TERMS), "links.hash_over", W, W,
    ),
    "two descriptions": (
        lambda p, n, t, o: o["credentialSubject"].update(
            providedBy={"id": p["credentialSubject"]["id"], "type": "gx:LegalPerson", "name": "Other GmbH"}
        ),
        "links.merged_collide", V, V,
    ),
    "a further fact": (
        lambda p, n, t, o: (
            p["credentialSubject"].pop("name"),
            o["credentialSubject"].update(providedBy={"id": p["credentialSubject"]["id"], "name": "Acme"}),
        ),
        "links.merged", W, W,
    ),
    "a further fact from somebody else": (
        lambda p, n, t, o: n["credentialSubject"].update(
            {"gx:note": {"id": p["credentialSubject"]["id"], "description": "x"}}
        ),
        "links.merged_collide", V, V,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not_belong_together_is_told(name: str) -> None:
    change, text, presented, draft = WRONG[name]
    document = _set(change)
    assert (text, presented) in _told(document, draft=False)
    assert (text, draft) in _told(document, draft=True)


def test_older_terms_count_until_their_last_day() -> None:
    last = _set(lambda p, n, t, o: (t["credentialSubject"].update(gaiaxTermsAndConditions=OLDER_TERMS),
                                    t.update(validFrom="2026-03-31T23:59:59Z")))  # fmt: skip
    first = _set(lambda p, n, t, o: (t["credentialSubject"].update(gaiaxTermsAndConditions=OLDER_TERMS),
                                     t.update(validFrom="2026-04-01T01:00:00+02:00")))  # fmt: skip
    over = _set(lambda p, n, t, o: (t["credentialSubject"].update(gaiaxTermsAndConditions=OLDER_TERMS),
                                    t.update(validFrom="2026-04-01T00:00:00Z")))  # fmt: skip
    told = [dict(_told(document, draft=False)) for document in (last, first, over)]
    assert ["links.hash_over" in texts for texts in told] == [False, False, True]


def test_a_reference_no_shape_looks_at_is_told_where_it_is_nearly_an_id() -> None:
    about = {"id": HOME + "participant.json#CS"}
    document = loire_set.presentation(loire_set.credential("other", "gx:Participant", **{"gx:note": about}),
                                      loire_set.participant(), loire_set.number(), loire_set.terms())  # fmt: skip
    assert ("links.slip_unread", W) in _told(document, draft=True)
    about["id"] = "https://elsewhere.example/x"
    assert not [text for text, _ in _told(document, draft=True) if text == "links.slip_unread"]


def test_the_credentials_id_in_place_of_its_subjects() -> None:
    document = _set(lambda p, n, t, o: o["credentialSubject"].update(providedBy=p["id"]))
    (found,) = [f for f in examined(document).report.findings if f.rule == "LOIRE-GRAPH-dangling-reference"]
    assert found.text == "links.dangling_credential"
    assert _person(document) in found.fix


def _person(document: Node) -> str:
    """The id of the participant's subject."""
    found: str = document["verifiableCredential"][0]["credentialSubject"]["id"]
    return found


def test_claims_without_credentials_are_no_submission() -> None:
    offering, participant = (
        dict(part["credentialSubject"]) for part in (loire_set.offering(), loire_set.participant())
    )
    participant["registrationNumber"] = {"type": "gx:VatID", "vatID": "DE129273398"}
    claims = {"@context": loire_set.participant()["@context"], "@graph": [offering, participant]}
    for rule in ("LINKS-set", "GRAPH-terms", "GRAPH-provider-issuer"):
        assert _outcome(claims, f"LOIRE-{rule}", draft=True)[0] is Outcome.NOT_APPLICABLE
    assert examined(claims).report.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize("draft", [True, False])
def test_a_presentation_says_from_when_it_is_valid(draft: bool) -> None:
    document = loire_set.presentation()
    del document["validFrom"]
    told = _told(document, draft=draft)
    assert (("envelope.presentation_validFrom", V) in told) is not draft


def test_one_description_twice_is_no_contradiction() -> None:
    same = _set(lambda p, n, t, o: o["credentialSubject"].update(providedBy={"id": p["credentialSubject"]["id"],
                "type": "gx:Participant"}))  # fmt: skip
    assert not [text for text, _ in _told(same, draft=False) if text.startswith("links.merged")]


def _references() -> list[Node]:
    """An offering and a participant that repeat a part of what the provider's and the notary's credentials say."""
    person, offer = loire_set.participant(), loire_set.offering()
    person["credentialSubject"]["registrationNumber"] |= {"type": "gx:VatID", "vatID": "DE129273398"}
    offer["credentialSubject"]["providedBy"] = {
        "id": person["credentialSubject"]["id"], "type": "gx:LegalPerson", "name": person["credentialSubject"]["name"]
    }  # fmt: skip
    return [person, loire_set.number(), loire_set.terms(), offer]


def test_what_only_repeats_is_no_second_description_in_any_order() -> None:
    parts = _references()
    for order in (parts, parts[::-1], [parts[3], *parts[:3]], [parts[1], parts[0], *parts[2:]]):
        assert not [text for text, _ in _told(loire_set.presentation(*order), draft=False) if "merged" in text]


def test_a_third_description_is_compared_with_the_second() -> None:
    parts = _references()
    note = {"gx:note": {"id": parts[0]["credentialSubject"]["id"], "gx:motto": "one"}}
    other = {"gx:note": {"id": parts[0]["credentialSubject"]["id"], "gx:motto": "two"}}
    parts[2]["credentialSubject"] |= note
    parts[3]["credentialSubject"] |= other
    assert ("links.merged_collide", V) in _told(loire_set.presentation(*parts), draft=True)


def test_a_notary_that_is_not_listed_leaves_the_set_open() -> None:
    document = _set(lambda p, n, t, o: n.update(issuer="did:web:notary.example"))
    assert _outcome(document, "LOIRE-LINKS-notary") == (Outcome.NOT_CHECKED, True)
    assert examined(document).report.verdict is Verdict.INCOMPLETE
