# SPDX-License-Identifier: Apache-2.0
"""Revoked certificates, by lists and answers of those who issued them: each believed only where it may be."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

import authority
from assay.finding import Outcome
from assay.identity.given_file import TrustFileError
from assay.identity.trust_opening import open_trust
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from authority import MIDDLE, ROOT, Holder, certificate
from checking import MOMENT, examined, sample
from signing import json_file, presented, token

RULE = "LOIRE-CHAIN-revocation"
DAY = timedelta(days=1)
RESPONDER, STRANGER = Holder.of("Test Responder"), Holder.of("Somebody else")
SERIAL = authority.chain()[0].serial_number


def crl(by: Holder = MIDDLE, *serials: int, **told: Any) -> bytes:
    """A list, signed; `told`: name (of another authority), since, until, day (of revocation), reason, extension."""
    name, since, until = told.get("name"), told.get("since", MOMENT - DAY), told.get("until", MOMENT + DAY)
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificate(name or by, name or by).subject)
        .last_update(since)
        .next_update(until)
    )
    for serial in serials:
        one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(told.get("day", MOMENT - DAY))
        if reason := told.get("reason"):
            one = one.add_extension(x509.CRLReason(reason), critical=False)
        made = made.add_revoked_certificate(one.build())
    if extension := told.get("extension"):
        made = made.add_extension(extension, critical=True)
    return made.sign(by.key, SHA256()).public_bytes(Encoding.DER)


def answer(by: Holder = MIDDLE, *, revoked: bool = False, about: int = 0, **told: Any) -> bytes:
    """An answer about the certificate at that place of the chain; `told`: since, until, enclosed, day, hashed."""
    chain, since, until = authority.chain(), told.get("since", MOMENT - DAY), told.get("until", MOMENT + DAY)
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    day = told.get("day", MOMENT - DAY) if revoked else None
    made = ocsp.OCSPResponseBuilder().add_response(
        chain[about], chain[about + 1], told.get("hashed", SHA1()), status, since, until, day, None
    )
    signer = told.get("enclosed") or certificate(by, by)
    made = made.responder_id(ocsp.OCSPResponderEncoding.HASH, signer)
    if enclosed := told.get("enclosed"):
        made = made.certificates([enclosed])
    return made.sign(by.key, SHA256()).public_bytes(Encoding.DER)


def responder(issuer: Holder = MIDDLE, *, use: Any = ExtendedKeyUsageOID.OCSP_SIGNING, ends: Any = None) -> Any:
    """A certificate that lets somebody answer for an authority."""
    plain = certificate(RESPONDER, issuer, ends=ends or authority.ENDS)
    made = x509.CertificateBuilder().subject_name(plain.subject).issuer_name(plain.issuer)
    made = made.public_key(plain.public_key()).serial_number(plain.serial_number)
    made = made.not_valid_before(plain.not_valid_before_utc).not_valid_after(plain.not_valid_after_utc)
    made = made.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    return made.sign(issuer.key, SHA256())


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., DocumentReport]:
    """A signed credential with keys, chain and root at hand, and these files."""
    told = authority.specimen()
    did = json_file(tmp_path / "did.json", told["did.json"])
    for name in ("chain.pem", "anchors.pem"):
        (tmp_path / name).write_text(told[name])

    def run(*files: bytes) -> DocumentReport:
        for number, data in enumerate(files):
            (tmp_path / f"{number}.bin").write_bytes(data)
        statuses = [str(tmp_path / f"{number}.bin") for number in range(len(files))]
        trust = open_trust(
            [did], chains=[str(tmp_path / "chain.pem")], anchors=[str(tmp_path / "anchors.pem")], statuses=statuses
        )
        signed = token(sample("good/participant.json")).encode()
        return examined(signed, "participant.jwt", draft=False, trust=trust).report

    return run


def _outcome(report: DocumentReport) -> Outcome:
    return next(entry.check.outcome for entry in report.checks if entry.check.id == RULE)


def _texts(report: DocumentReport) -> set[str]:
    return {found.text for found in report.findings if found.rule == RULE}


def test_without_files_it_is_open_and_says_which_would_settle_it(checked: Callable[..., DocumentReport]) -> None:
    report = checked()
    (told,) = [entry for entry in report.checks if entry.check.id == RULE]
    assert (told.check.outcome, told.check.blocks, told.check.needs) == (Outcome.NOT_CHECKED, False, "needs.revocation")


GOOD: dict[str, list[bytes]] = {
    "two lists": [crl(), crl(ROOT)],
    "a list and an answer": [answer(), crl(ROOT)],
    "an answer of a responder": [answer(RESPONDER, enclosed=responder()), crl(ROOT)],
    "answers with longer hashes": [answer(hashed=SHA256()), answer(ROOT, about=1, hashed=SHA384())],
    "a list of others": [crl(MIDDLE, SERIAL + 1), crl(ROOT)],
    "revoked after the moment": [crl(MIDDLE, SERIAL, day=MOMENT + DAY / 2), crl(ROOT)],
}


@pytest.mark.parametrize("name", GOOD)
def test_where_each_certificate_is_cleared_it_passes(name: str, checked: Callable[..., DocumentReport]) -> None:
    report = checked(*GOOD[name])
    assert (_outcome(report), _texts(report)) == (Outcome.PASSED, set())
    assert [entry.role for entry in report.inputs].count("revocation") == 2


def test_a_part_whose_key_is_not_known_leaves_it_open(tmp_path: Path) -> None:
    told = authority.specimen()
    did = json_file(tmp_path / "did.json", told["did.json"])
    for number, data in enumerate((told["chain.pem"].encode(), told["anchors.pem"].encode(), crl(), crl(ROOT))):
        (tmp_path / str(number)).write_bytes(data)
    chain, anchors, *statuses = (str(tmp_path / str(number)) for number in range(4))
    trust = open_trust([did], chains=[chain], anchors=[anchors], statuses=statuses)
    stranger = "did:web:unknown.example"
    other = token(
        {**sample("good/participant.json"), "id": "https://unknown.example/1", "issuer": stranger}, key=stranger
    )
    held = presented(token(sample("good/participant.json")), other)
    signed = token(held, typ="vp+jwt", cty="vp").encode()
    assert _outcome(examined(signed, "submission.jwt", draft=False, trust=trust).report) is Outcome.NOT_CHECKED


BAD: dict[str, tuple[list[bytes], str]] = {
    "in a list": ([crl(MIDDLE, SERIAL), crl(ROOT)], "revocation.revoked"),
    "in a list alone": ([crl(MIDDLE, SERIAL)], "revocation.revoked"),
    "in an answer": ([answer(revoked=True)], "revocation.revoked"),
    "in an answer of a responder": ([answer(RESPONDER, revoked=True, enclosed=responder())], "revocation.revoked"),
    "in one of two lists": ([crl(), crl(MIDDLE, SERIAL), crl(ROOT)], "revocation.revoked"),
    "the authority": ([crl(ROOT, authority.chain()[1].serial_number)], "revocation.revoked"),
    "on hold": ([crl(MIDDLE, SERIAL, reason=x509.ReasonFlags.certificate_hold)], "revocation.held"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_that_was_revoked_is_a_violation(name: str, checked: Callable[..., DocumentReport]) -> None:
    files, text = BAD[name]
    report = checked(*files)
    assert (_outcome(report), _texts(report)) == (Outcome.FAILED, {text})
    assert report.verdict is Verdict.NON_CONFORMANT


PARTIAL = x509.IssuingDistributionPoint(
    full_name=None, relative_name=None, only_contains_user_certs=True, only_contains_ca_certs=False,
    only_some_reasons=None, indirect_crl=False, only_contains_attribute_certs=False,
)  # fmt: skip
OPEN: dict[str, list[bytes]] = {
    "the root's list only": [crl(ROOT)],
    "a list past its next update": [crl(since=MOMENT - 2 * DAY, until=MOMENT - DAY), crl(ROOT)],
    "a list of tomorrow": [crl(since=MOMENT + DAY, until=MOMENT + 2 * DAY), crl(ROOT)],
    "a list by another key under the authority's name": [crl(STRANGER, name=MIDDLE), crl(ROOT)],
    "somebody else's list": [crl(STRANGER), crl(ROOT)],
    "a list of changes": [crl(extension=x509.DeltaCRLIndicator(1)), crl(ROOT)],
    "a list for a part": [crl(extension=PARTIAL), crl(ROOT)],
    "an answer past its next update": [answer(since=MOMENT - 2 * DAY, until=MOMENT - DAY), crl(ROOT)],
    "an answer without an end": [answer(until=None), crl(ROOT)],
    "an answer of a stranger": [answer(STRANGER), crl(ROOT)],
    "a responder of nobody": [answer(RESPONDER, enclosed=certificate(RESPONDER, RESPONDER)), crl(ROOT)],
    "a responder of another authority": [answer(RESPONDER, enclosed=responder(STRANGER)), crl(ROOT)],
    "a certificate that is for something else": [
        answer(RESPONDER, enclosed=responder(use=ExtendedKeyUsageOID.SERVER_AUTH)), crl(ROOT),
    ],
    "a responder that is over": [answer(RESPONDER, enclosed=responder(ends=MOMENT - DAY)), crl(ROOT)],
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
def test_what_does_not_count_clears_nothing(name: str, checked: Callable[..., DocumentReport]) -> None:
    report = checked(*OPEN[name])
    assert (_outcome(report), _texts(report)) == (Outcome.NOT_CHECKED, set())


@pytest.mark.parametrize("made", [crl(MIDDLE, SERIAL), answer(revoked=True), crl(), answer()])
def test_a_bit_that_flips_is_never_a_pass(made: bytes, checked: Callable[..., DocumentReport]) -> None:
    for place in range(0, len(made), 7):
        changed = bytearray(made)
        changed[place] ^= 4
        try:
            report = checked(bytes(changed), crl(ROOT))
        except TrustFileError:
            continue
        assert _outcome(report) is not Outcome.PASSED, place


@pytest.mark.parametrize(
    "data", [b"", b"0", b"0\x03\x02\x01\x01", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"]
)
def test_what_is_none_is_refused(data: bytes, checked: Callable[..., DocumentReport]) -> None:
    with pytest.raises(TrustFileError):
        checked(data)


def test_a_list_as_pem_is_one_too(checked: Callable[..., DocumentReport]) -> None:
    pem = x509.load_der_x509_crl(crl(MIDDLE, SERIAL)).public_bytes(Encoding.PEM)
    assert _outcome(checked(pem)) is Outcome.FAILED
