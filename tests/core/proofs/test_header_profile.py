# SPDX-License-Identifier: Apache-2.0
"""What the header of a token says the token is: asked for, older, of the other kind, unknown, missing."""

import base64
from typing import Any

import pytest

from assay.credential import Json
from assay.finding import Severity
from assay.proofs.header_profile import Payload, header_faults
from assay.reports.report import ReportedFinding
from assay.verdict import Scope, Verdict
from checking import MOMENT, examined, sample
from shared import shared_path
from signing import enveloped, presented, token

BEFORE, AFTER = int(MOMENT.timestamp()) - 1, int(MOMENT.timestamp()) + 60
ASKED_FOR = {Payload.CREDENTIAL: ("vc+jwt", "vc"), Payload.PRESENTATION: ("vp+jwt", "vp")}
SAID: list[tuple[Payload, str, Json, str]] = [
    (Payload.CREDENTIAL, "typ", "vc+ld+jwt", "header.older"),
    (Payload.CREDENTIAL, "typ", "vc+ld+json+jwt", "header.older"),
    (Payload.CREDENTIAL, "cty", "vc+ld", "header.older"),
    (Payload.CREDENTIAL, "cty", "vc+ld+json", "header.older"),
    (Payload.CREDENTIAL, "typ", "application/vc+jwt", "header.long_form"),
    (Payload.CREDENTIAL, "typ", "VC+JWT", "header.long_form"),
    (Payload.CREDENTIAL, "cty", "application/vc", "header.long_form"),
    (Payload.CREDENTIAL, "typ", "vp+jwt", "header.is_presentation"),
    (Payload.CREDENTIAL, "typ", "vp+ld+json+jwt", "header.is_presentation"),
    (Payload.CREDENTIAL, "cty", "vp", "header.is_presentation"),
    (Payload.CREDENTIAL, "typ", "JWT", "header.unknown"),
    (Payload.CREDENTIAL, "typ", "vc+sd-jwt", "header.unknown"),
    (Payload.CREDENTIAL, "typ", "vc", "header.unknown"),
    (Payload.CREDENTIAL, "typ", "vc+jwt ", "header.unknown"),
    (Payload.CREDENTIAL, "cty", "JWT", "header.unknown"),
    (Payload.CREDENTIAL, "typ", "", "header.unknown"),
    (Payload.CREDENTIAL, "typ", ["vc+jwt"], "header.unknown"),
    (Payload.CREDENTIAL, "cty", {"vc": 1}, "header.unknown"),
    (Payload.CREDENTIAL, "typ", True, "header.unknown"),
    (Payload.CREDENTIAL, "typ", None, "header.missing"),
    (Payload.CREDENTIAL, "cty", None, "header.missing"),
    (Payload.PRESENTATION, "typ", "vp+ld+jwt", "header.older"),
    (Payload.PRESENTATION, "typ", "vp+ld+json+jwt", "header.older"),
    (Payload.PRESENTATION, "cty", "vp+ld", "header.older"),
    (Payload.PRESENTATION, "typ", "vc+ld+jwt", "header.as_credential"),
    (Payload.PRESENTATION, "cty", "vc+ld", "header.as_credential"),
    (Payload.PRESENTATION, "typ", "vc+jwt", "header.is_credential"),
    (Payload.PRESENTATION, "cty", "vc", "header.is_credential"),
    (Payload.PRESENTATION, "typ", "JWT", "header.unknown"),
    (Payload.PRESENTATION, "typ", None, "header.missing"),
]
TAKEN = ("header.older", "header.long_form", "header.as_credential")
"""What clearing houses are known to take, or what they make of is not known: advice, no violation."""


@pytest.mark.parametrize("payload", Payload)
def test_what_the_rules_ask_for_is_silent(payload: Payload) -> None:
    typ, cty = ASKED_FOR[payload]
    assert list(header_faults({"typ": typ, "cty": cty}, payload)) == []


@pytest.mark.parametrize(("payload", "member", "said", "text"), SAID)
def test_one_word_changed_is_told_once(payload: Payload, member: str, said: Json, text: str) -> None:
    typ, cty = ASKED_FOR[payload]
    (found,) = header_faults({"typ": typ, "cty": cty, member: said}, payload)
    assert found.text == text
    assert found.severity is (Severity.WARNING if text in TAKEN else None)


def test_older_words_of_both_members_are_one_thing() -> None:
    (found,) = header_faults({"typ": "vc+ld+jwt", "cty": "vc+ld"}, Payload.CREDENTIAL)
    assert found.params["value"] == "typ: vc+ld+jwt, cty: vc+ld"


def of_header(compact: str) -> list[ReportedFinding]:
    report = examined(compact.encode(), "document.jwt", draft=False).report
    found = [entry for entry in report.findings if entry.text.startswith("header.")]
    if any(entry.severity is Severity.VIOLATION for entry in found):
        assert report.verdict is Verdict.NON_CONFORMANT
    return found


def advice(compact: str) -> set[str]:
    """What is said of the header, but for how its times are written."""
    return {entry.text for entry in of_header(compact)} - {"header.milliseconds"}


def own(**members: Any) -> dict[str, Any]:
    return {**sample("good/participant.json"), **members}


def test_each_token_is_judged_by_what_it_holds() -> None:
    inner = token(own(), typ="vp+jwt")
    (found,) = of_header(token(presented(inner)))
    assert (found.rule, found.text) == ("LOIRE-ENVELOPE-members", "header.is_presentation")
    assert found.location is not None
    assert found.location.pointer == "/verifiableCredential/0"
    (found,) = of_header(token(presented(token(own())), typ="vc+jwt"))
    assert (found.rule, found.text) == ("LOIRE-ENVELOPE-presentation", "header.is_credential")
    assert found.location is not None
    assert found.location.pointer == ""
    assert of_header(token(presented(token(own())))) == []


def test_a_header_with_nothing_in_it_lacks_both() -> None:
    found = of_header(token(own(), typ=None, cty=None))
    assert {(entry.text, entry.params["member"]) for entry in found} == {
        ("header.missing", "typ"),
        ("header.missing", "cty"),
    }
    assert len({entry.id for entry in found}) == len(found)


@pytest.mark.parametrize("factor", [1, 1000])
def test_a_signature_from_the_future_is_advice_wherever_it_says_so(factor: int) -> None:
    for ahead in (token(own(), iat=AFTER * factor), token(own(iat=AFTER * factor))):
        assert advice(ahead) == {"header.iat_ahead"}
    whole = token(presented(token(own())), iat=AFTER * factor)
    assert advice(whole) == {"header.iat_ahead"}
    assert advice(token(own(iat=BEFORE * factor), iat=BEFORE * factor)) == set()


@pytest.mark.parametrize("said", ["1763805600", True, [], {}])
def test_a_time_that_is_no_number_is_advice(said: Json) -> None:
    assert [entry.text for entry in of_header(token(own(), iat=said))] == ["header.iat_form"]


def test_a_number_beyond_all_time_ends_in_an_answer() -> None:
    assert advice(token(own(), iat=2**53 - 1)) == {"header.iat_ahead"}


@pytest.mark.parametrize("name", ["iat", "exp", "nbf"])
def test_milliseconds_are_told_and_are_no_fault(name: str) -> None:
    said = (AFTER if name == "exp" else BEFORE) * 1000
    for given in (token(own(), **{name: said}), token(own(**{name: said}))):
        (found,) = of_header(given)
        assert (found.text, found.severity) == ("header.milliseconds", Severity.INFO)
    assert of_header(token(own(), **{name: said // 1000})) == []


@pytest.mark.shared
def test_what_real_notaries_sign_is_no_violation() -> None:
    """Six tokens of March 2026: older words and milliseconds in every one, and that is advice."""
    tokens = [
        path
        for path in shared_path("corpus").rglob("*")
        if path.is_file() and "notary:v2#X509-JWK" in _header(path.read_bytes())
    ]
    for path in tokens:
        told = {entry.text: entry.severity for entry in of_header(path.read_text().strip())}
        assert told == {"header.older": Severity.WARNING, "header.milliseconds": Severity.INFO}, path.name
    assert len(tokens) >= 4


def _header(data: bytes) -> str:
    """The header of a file that is a token; empty for any other."""
    part = data.strip().partition(b".")[0]
    try:
        return base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4)).decode()
    except ValueError:
        return ""


def test_older_words_alone_keep_no_clearing_house_from_accepting() -> None:
    """Notaries sign so; the answer is open for other reasons, and says that this is taken."""
    report = examined(token(own(), typ="vc+ld+jwt", cty="vc+ld").encode(), "document.jwt", draft=False).report
    plain = examined(token(own()).encode(), "document.jwt", draft=False).report
    assert report.verdict is plain.verdict
    for older, now in zip(report.predictions, plain.predictions, strict=True):
        assert (older.prediction.answer, older.prediction.step) == (now.prediction.answer, now.prediction.step)
        assert set(older.prediction.differences) - set(now.prediction.differences) == {"prediction.why.header_older"}


@pytest.mark.parametrize(
    ("media", "kind", "is_told"),
    [
        ("application/vc+jwt", "Credential", False),
        ("application/vp+jwt", "Credential", True),
        ("application/vp+ld+jwt", "Credential", True),
        ("application/vc+jwt", "Presentation", True),
        ("application/jwt", "Credential", False),
    ],
)
def test_the_mark_of_an_enveloped_part_agrees_with_its_type(media: str, kind: str, is_told: bool) -> None:
    entry = {**enveloped(token(own())), "type": f"EnvelopedVerifiable{kind}"}
    entry["id"] = entry["id"].replace("application/vc+jwt", media)
    whole = {**presented(), "verifiableCredential": [entry]}
    report = examined(token(whole).encode(), "document.jwt", draft=False).report
    assert ("parse.enveloped_other_kind" in {found.text for found in report.findings}) is is_told


def test_a_run_about_proofs_only_minds_what_the_token_says_it_is() -> None:
    for header, text in (({"typ": "vp+jwt"}, "header.is_presentation"), ({"cty": None}, "header.missing")):
        report = examined(token(own(), **header).encode(), "document.jwt", draft=False, scope=Scope.PROOFS).report
        assert text in {found.text for found in report.findings}
        assert report.verdict is Verdict.NON_CONFORMANT
