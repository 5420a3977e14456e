# SPDX-License-Identifier: Apache-2.0
"""The chain behind a key that signed, as a whole: given, inside of the key, another one's, lacking, nobody's."""

import base64
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

import authority
import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.reports import render
from assay.reports.report import DocumentReport, Report
from assay.texts import load_texts
from assay.verdict import Verdict
from authority import LEAF, MIDDLE, ROOT, Holder, certificate, pem
from checking import examined, sample
from signing import ACME, did_document, json_file, public_jwk, signed_inside, token

CHAIN = "LOIRE-CHAIN-anchor"
X5U = "https://acme.example/.well-known/x509CertificateChain.pem"
OTHER = "did:web:other.example"


def _document(**members: Any) -> dict[str, Any]:
    """The DID document, with the members of the JWK changed."""
    told = did_document()
    told["verificationMethod"][0]["publicKeyJwk"] = public_jwk(**{"x5u": X5U, **members})
    return told


def _x5c(certificates: list[Any]) -> list[str]:
    return [base64.b64encode(entry.public_bytes(Encoding.DER)).decode() for entry in certificates]


def _trust(folder: Path, document: dict[str, Any], chain: list[Any] | None, *, anchored: bool = True) -> TrustFiles:
    files, chains, anchors = [json_file(folder / "did.json", document)], [], []
    if chain is not None:
        (folder / "chain.pem").write_bytes(pem(chain))
        chains = [str(folder / "chain.pem")]
    if anchored:
        (folder / "anchors.pem").write_bytes(pem([certificate(ROOT, ROOT, ca=True)]))
        anchors = [str(folder / "anchors.pem")]
    return open_trust(files, chains=chains, anchors=anchors)


def checked(trust: TrustFiles, given: Any = None) -> DocumentReport:
    signed = given or token(sample("good/participant.json"))
    return examined(
        signed.encode() if isinstance(signed, str) else signed, "document.jwt", draft=False, trust=trust
    ).report


def outcome(report: DocumentReport, rule: str = CHAIN) -> Outcome:
    return next(entry.check.outcome for entry in report.checks if entry.check.id == rule)


def texts(report: DocumentReport, *severities: Severity, rule: str = CHAIN) -> set[str]:
    wanted = severities or tuple(Severity)
    return {found.text for found in report.findings if found.rule == rule and found.severity in wanted}


def test_a_chain_of_the_right_kind_to_a_trusted_root_passes(tmp_path: Path) -> None:
    report = checked(_trust(tmp_path, _document(), authority.chain()))
    assert (outcome(report), texts(report)) == (Outcome.PASSED, set())
    assert {entry.role for entry in report.inputs} == {"did_document", "chain", "anchors"}


def test_a_chain_inside_of_the_key_needs_no_file(tmp_path: Path) -> None:
    report = checked(_trust(tmp_path, _document(x5u=None, x5c=_x5c(authority.chain())), None))
    assert (outcome(report), texts(report)) == (Outcome.PASSED, set())


def test_without_the_chain_its_address_is_named(tmp_path: Path) -> None:
    report = checked(_trust(tmp_path, _document(), None))
    assert outcome(report) is Outcome.NOT_CHECKED
    (found,) = [entry for entry in report.findings if entry.text == "chain.missing"]
    assert X5U in found.why


def test_without_an_anchor_it_stays_open(tmp_path: Path) -> None:
    report = checked(_trust(tmp_path, _document(), authority.chain(), anchored=False))
    assert outcome(report) is Outcome.NOT_CHECKED
    assert texts(report) == {"chain.not_anchored"}
    assert report.verdict is not Verdict.CONFORMANT


OTHER_KEY = certificate(Holder(LEAF.name, MIDDLE.key), MIDDLE, policies=[authority.EV], hosts=[authority.HOST])
FLAWS: dict[str, tuple[dict[str, Any], list[Any] | None, str]] = {
    "no chain is named": ({"x5u": None}, None, "chain.not_named"),
    "an address that is none": ({"x5u": 1}, None, "chain.not_named"),
    "another key in the file": ({}, [OTHER_KEY, *authority.chain()[1:]], "chain.other_key"),
    "another key inside": ({"x5c": _x5c([OTHER_KEY, *authority.chain()[1:]])}, None, "chain.other_key"),
    "another key inside, its own in the file": (
        {"x5c": _x5c([OTHER_KEY, *authority.chain()[1:]])}, authority.chain(), "chain.other_key",
    ),
    "nothing readable inside, its own in the file": ({"x5c": ["AAAA"]}, authority.chain(), "chain.unreadable"),
    "nothing readable inside": ({"x5c": ["AAAA"]}, None, "chain.unreadable"),
    "no list inside": ({"x5c": "AAAA"}, None, "chain.unreadable"),
    "an empty list inside": ({"x5c": []}, None, "chain.unreadable"),
    "its owner's own": ({}, [certificate(LEAF, LEAF, hosts=[authority.HOST])], "chain.self_made"),
    "without the root": ({}, authority.chain()[:2], "chain.no_root"),
    "without the authority": ({}, [authority.chain()[0], authority.chain()[2]], "chain.gap"),
    "domain only": ({}, authority.chain(policies=[authority.DOMAIN]), "chain.not_ev"),
}  # fmt: skip


@pytest.mark.parametrize("name", FLAWS)
def test_one_thing_changed_is_noticed(name: str, tmp_path: Path) -> None:
    members, chain, text = FLAWS[name]
    report = checked(_trust(tmp_path, _document(**members), chain))
    assert outcome(report) is Outcome.FAILED
    assert text in texts(report, Severity.VIOLATION)
    assert report.verdict is Verdict.NON_CONFORMANT


def _anchored_by(folder: Path, chain: list[Any], *anchors: Any) -> TrustFiles:
    trust = _trust(folder, _document(), chain, anchored=False)
    (folder / "anchors.pem").write_bytes(pem(anchors))
    return TrustFiles(trust.documents, trust.chains, open_trust([], anchors=[str(folder / "anchors.pem")]).anchors)


EVIL = Holder.of("Somebody's own root")
EXPIRED = certificate(ROOT, ROOT, ca=True, ends=authority.STARTS.replace(month=6))
LIMITED: dict[str, tuple[Any, str]] = {
    "over": (EXPIRED, "chain.expired"),
    "for other hosts": (certificate(ROOT, ROOT, ca=True, allows=["other.example"]), "chain.names_limited"),
    "no authority below": (certificate(ROOT, ROOT, ca=True, below=0), "chain.too_long"),
    "none that may sign": (certificate(ROOT, ROOT, ca=True, signs=False), "chain.no_authority"),
}


@pytest.mark.parametrize("name", LIMITED)
def test_what_the_list_says_of_a_root_counts_not_what_a_chain_writes(name: str, tmp_path: Path) -> None:
    """Anybody can certify a trusted root's name and public key anew, with other dates and without its limits."""
    anchor, text = LIMITED[name]
    leaf, middle, root = authority.chain()
    cross_signed = [leaf, middle, certificate(ROOT, EVIL, ca=True), certificate(EVIL, EVIL, ca=True)]
    for chain in (cross_signed, [leaf, middle, root]):
        report = checked(_anchored_by(tmp_path, chain, anchor))
        assert (outcome(report), texts(report)) == (Outcome.FAILED, {text})


def test_a_root_that_is_listed_twice_counts_as_it_is_in_order(tmp_path: Path) -> None:
    report = checked(_anchored_by(tmp_path, authority.chain(), EXPIRED, certificate(ROOT, ROOT, ca=True)))
    assert outcome(report) is Outcome.PASSED


def test_an_authority_that_is_listed_itself_is_trusted(tmp_path: Path) -> None:
    leaf, middle, root = authority.chain()
    assert outcome(checked(_anchored_by(tmp_path, [leaf, middle, root], middle))) is Outcome.PASSED
    assert outcome(checked(_anchored_by(tmp_path, [leaf, middle, root], leaf))) is Outcome.NOT_CHECKED


def test_what_only_some_mind_is_a_warning(tmp_path: Path) -> None:
    chain = authority.chain(policies=[], statements=authority.qualified_seal(), hosts=["other.example"])
    report = checked(_trust(tmp_path, _document(), chain))
    assert outcome(report) is Outcome.PASSED
    assert texts(report, Severity.WARNING) == {"chain.qualified_not_ev", "chain.other_host"}


def test_every_key_that_signed_needs_its_chain(tmp_path: Path) -> None:
    from signing import presented

    (tmp_path / "other").mkdir()
    other = json_file(tmp_path / "other" / "did.json", did_document(OTHER))
    trust = _trust(tmp_path, _document(), authority.chain())
    both = TrustFiles((*trust.documents, *open_trust([other]).documents), trust.chains, trust.anchors)
    value = sample("good/participant.json")
    mixed = token(presented(token(value), token({**value, "issuer": OTHER}, key=OTHER)), typ="vp+jwt", cty="vp")
    assert outcome(checked(both, mixed)) is Outcome.FAILED, "the other key names no chain"
    assert outcome(checked(trust, mixed)) is Outcome.NOT_CHECKED, "the other key is not at hand"


def test_the_older_generation_reads_an_address_only(tmp_path: Path) -> None:
    rule = "TAGUS-CHAIN-anchor"
    signed = signed_inside(tagus.participant())
    report = checked(_trust(tmp_path, _document(x5u=None, x5c=_x5c(authority.chain())), None), signed)
    assert (outcome(report, rule), texts(report, rule=rule)) == (Outcome.FAILED, {"chain.inside_only"})
    report = checked(_trust(tmp_path, _document(), authority.chain()), signed)
    assert (outcome(report, rule), texts(report, rule=rule)) == (Outcome.PASSED, set())


def test_a_folder_of_trust_files_is_sorted_out(tmp_path: Path) -> None:
    _trust(tmp_path, _document(), authority.chain())
    (tmp_path / "notes.txt").write_text("nothing to read here")
    (tmp_path / "request.pem").write_text(
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"
    )
    assert texts(checked(_trust(tmp_path, _document(), authority.chain()))) == set()
    trust = open_trust([], [str(tmp_path)])
    assert texts(checked(trust), Severity.WARNING) == {"chain.folder_root"}, "a root may have come with the documents"
    named = open_trust([], [str(tmp_path)], anchors=[str(tmp_path / "anchors.pem")])
    assert texts(checked(named)) == set(), "another list has it as well"
    assert (len(trust.documents), len(trust.chains), len(trust.anchors.lists)) == (1, 1, 1)
    assert outcome(checked(trust)) is Outcome.PASSED
    assert trust.document(ACME)


@pytest.mark.filterwarnings("ignore:Attribute:UserWarning")
@pytest.mark.parametrize("name", ["x" * 60_000, "text:cli.written", "all:" * 5_000, "\u202eevil\x1b[31m"])
def test_a_certificate_may_be_called_anything(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its chain may lie anywhere: a report is made all the same, and at once."""
    monkeypatch.setattr(authority, "_name", lambda told: x509.Name([_Attribute(NameOID.COMMON_NAME, told)]))
    leaf, authority_above = Holder(name, LEAF.key), Holder(f"{name} CA", MIDDLE.key)
    chain = [certificate(leaf, authority_above), certificate(ROOT, ROOT, ca=True)]
    starts = process_time()
    for given in (chain, None):
        report = checked(_trust(tmp_path, _document(x5u=name), given))
        assert all(len(str(value)) < 400 for found in report.findings for value in found.params.values())
        whole = Report("", "", False, "en", report.verdict, (report,))
        assert render(whole, "json", run=None, words=load_texts("en"))
    assert process_time() - starts < 2


class _Attribute(x509.NameAttribute):
    """One of any length."""

    def __init__(self, oid: x509.ObjectIdentifier, value: str) -> None:
        super().__init__(oid, value, _validate=False)
