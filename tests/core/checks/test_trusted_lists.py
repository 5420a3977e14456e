# SPDX-License-Identifier: Apache-2.0
"""Authorities in trusted lists of the EU: believed where they are to be, and in no other case."""

import pickle
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import authority
import trusted_lists as tl
from assay.finding import Outcome
from assay.identity.given_file import TrustFileError
from assay.identity.list_file import MAX_TAGS
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.identity.trusted_list import read_trusted_list
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from authority import MIDDLE, ROOT, Holder, certificate, pem
from checking import examined, sample
from signing import did_document, json_file, public_jwk, token

AUTHORITY = certificate(MIDDLE, ROOT, ca=True, below=0)
SEAL: dict[str, Any] = {"policies": [], "statements": authority.qualified_seal()}
NOT_QUALIFIED = tl.extension(
    f'<q:Qualifications><q:QualificationElement><q:Qualifiers><q:Qualifier uri="{tl.URI}SvcInfoExt/NotQualified"/>'
    "</q:Qualifiers></q:QualificationElement></q:Qualifications>",
    critical="true",
)
UNKNOWN = tl.extension('<q:Unheard xmlns:q="urn:x"/>', critical="true")


def _trust(folder: Path, *lists: bytes, signer: bool = True, **leaf: Any) -> TrustFiles:
    told = did_document()
    told["verificationMethod"][0]["publicKeyJwk"] = public_jwk(x5u="https://acme.example/chain.pem")
    (folder / "chain.pem").write_bytes(pem(authority.chain(**(leaf or SEAL))))
    anchors = [folder / f"list-{number}.xml" for number, _ in enumerate(lists)]
    for path, data in zip(anchors, lists, strict=True):
        path.write_bytes(data)
    if signer:
        anchors.append(folder / "signer.pem")
        anchors[-1].write_bytes(pem([tl.COMMISSION_CERTIFICATE]))
    files = [json_file(folder / "did.json", told)]
    return open_trust(files, chains=[str(folder / "chain.pem")], anchors=map(str, anchors))


def _checked(trust: TrustFiles) -> DocumentReport:
    signed = token(sample("good/participant.json")).encode()
    return examined(signed, "document.jwt", draft=False, trust=trust).report


def _outcome(report: DocumentReport) -> Outcome:
    return next(entry.check.outcome for entry in report.checks if entry.check.id == "LOIRE-CHAIN-anchor")


def _texts(report: DocumentReport) -> set[str]:
    return {entry.text for entry in report.findings if entry.text.startswith("trusted_list.")}


def test_a_list_named_by_the_list_of_lists_vouches(tmp_path: Path) -> None:
    lists = tl.signed_lists(tl.list_of_lists()), tl.signed(tl.national(tl.service(AUTHORITY)))
    report = _checked(_trust(tmp_path, *lists))
    assert (_outcome(report), _texts(report)) == (Outcome.PASSED, {"trusted_list.vouches"})
    (found,) = [entry for entry in report.findings if entry.text == "trusted_list.vouches"]
    assert "DE" in found.message
    assert "2026-02-03" in found.message
    used = {(Path(entry.name).name, entry.dated) for entry in report.inputs if entry.role == "anchors"}
    assert used == {("list-0.xml", "2026-10-01"), ("list-1.xml", "2026-10-01")}


def _lists(service: str = "", **told: Any) -> tuple[bytes, bytes]:
    of_lists = {name.removeprefix("lists_"): value for name, value in told.items() if name.startswith("lists_")}
    own = {name: value for name, value in told.items() if not name.startswith("lists_")}
    national = tl.national(service or tl.service(AUTHORITY), **own)
    return tl.signed_lists(tl.list_of_lists(**of_lists)), tl.signed(national)


PAST = "2026-10-02T00:00:00Z"
STRANGER = certificate(Holder.of("Stranger"), Holder.of("Stranger"))
EXPIRED_SIGNER = certificate(tl.COUNTRY, tl.COUNTRY, ends=authority.STARTS.replace(month=2))
DOUBTS: dict[str, tuple[Callable[[], tuple[bytes, ...]], dict[str, Any], str]] = {
    "no list of lists": (lambda: _lists()[1:], {}, "unknown_signer"),
    "another signer is named": (lambda: _lists(lists_signer=STRANGER), {}, "unknown_signer"),
    "the signer of another country": (lambda: _lists(lists_territory="FR"), {}, "unknown_signer"),
    "nobody knows the list of lists": (_lists, {"signer": False}, "unknown_lists"),
    "an old list of lists": (lambda: _lists(lists_until=PAST), {}, "lists_expired"),
    "an old list": (lambda: _lists(until=PAST), {}, "expired"),
    "withdrawn": (lambda: _lists(tl.service(AUTHORITY, status="withdrawn")), {}, "withdrawn"),
    "withdrawn in one entry of two": (
        lambda: _lists(tl.service(AUTHORITY) + tl.service(AUTHORITY, status="withdrawn")),
        {},
        "withdrawn",
    ),
    "granted later": (lambda: _lists(tl.service(AUTHORITY, since="2027-01-01T00:00:00Z")), {}, "not_yet"),
    "some are not qualified": (
        lambda: _lists(tl.service(AUTHORITY, extensions=tl.use("ForeSeals") + NOT_QUALIFIED)),
        {},
        "exceptions",
    ),
    "something of weight unheard of": (
        lambda: _lists(tl.service(AUTHORITY, extensions=tl.use("ForeSeals") + UNKNOWN)),
        {},
        "exceptions",
    ),
    "for signatures": (lambda: _lists(tl.service(AUTHORITY, extensions=tl.use("ForeSignatures"))), {}, "other_use"),
    "for nothing named": (lambda: _lists(tl.service(AUTHORITY, extensions="")), {}, "other_use"),
    "a website's with extended validation": (_lists, {"policies": [authority.EV]}, "other_use"),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_is_in_doubt_is_no_anchor(name: str, tmp_path: Path) -> None:
    lists, told, doubt = DOUBTS[name]
    report = _checked(_trust(tmp_path, *lists(), **told))
    assert _texts(report) == {f"trusted_list.{doubt}"}
    assert _outcome(report) is Outcome.NOT_CHECKED
    assert report.verdict is not Verdict.CONFORMANT


def test_a_service_of_another_type_is_none(tmp_path: Path) -> None:
    report = _checked(_trust(tmp_path, *_lists(tl.service(AUTHORITY, kind="TSA/QTST"))))
    assert (_outcome(report), _texts(report)) == (Outcome.NOT_CHECKED, set())


def test_the_certificate_of_the_signer_has_to_be_valid(tmp_path: Path) -> None:
    national = tl.signed(tl.national(tl.service(AUTHORITY)), entry=EXPIRED_SIGNER)
    report = _checked(_trust(tmp_path, tl.signed_lists(tl.list_of_lists()), national))
    assert (_outcome(report), _texts(report)) == (Outcome.NOT_CHECKED, {"trusted_list.signer_expired"})


def test_a_country_cannot_be_its_own_list_of_lists(tmp_path: Path) -> None:
    own = tl.signed(tl.list_of_lists())
    report = _checked(_trust(tmp_path, own, _lists()[1]))
    assert (_outcome(report), _texts(report)) == (Outcome.NOT_CHECKED, {"trusted_list.unknown_lists"})


def test_a_list_lying_in_a_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "de.xml").write_bytes(_lists()[1])
    (tmp_path / "other.xml").write_text("<other/>")
    assert [entry.territory for entry in open_trust([], [str(tmp_path)]).anchors.trusted] == ["DE"]


GOOD = tl.signed(tl.national(tl.service(AUTHORITY, status="withdrawn")))
ROOT_TAG = b"<TrustServiceStatusList "
BOMB = b'<!DOCTYPE TrustServiceStatusList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
REFERENCE = GOOD[GOOD.index(b"<ds:Reference ") : GOOD.index(b"</ds:Reference>") + len(b"</ds:Reference>")]
REFUSED: dict[str, tuple[bytes, str]] = {
    "one word changed": (GOOD.replace(b"Svcstatus/withdrawn", b"Svcstatus/granted"), "altered"),
    "a service added": (
        GOOD.replace(b"<TSPServices>", f"<TSPServices>{tl.service(AUTHORITY)}".encode()),
        "altered",
    ),
    "the signature's value": (GOOD.replace(b"SignatureValue>", b"SignatureValue>AAAA", 1), "altered"),
    "another's certificate": (
        re.sub(rb"(<ds:X509Certificate>)[^<]+", rb"\1" + tl.base64_of(STRANGER).encode(), GOOD),
        "altered",
    ),
    "endless references": (GOOD.replace(REFERENCE, REFERENCE * 20), "unsigned"),
    "no signature": (tl.national().encode(), "unsigned"),
    "entities": (GOOD.replace(ROOT_TAG, BOMB + ROOT_TAG, 1), "unreadable"),
    "another encoding": (GOOD.decode().replace("UTF-8", "UTF-16").encode("utf-16"), "unreadable"),
    "no XML": (b"<TrustServiceStatusList", "unreadable"),
    "another root": (b"<x>TrustServiceStatusList</x>", "unreadable"),
    "no list of the EU": (tl.signed(tl.national().replace("EUgeneric", "other")), "unreadable"),
    "a time without zone": (tl.signed(tl.national(until="2027-01-01T00:00:00")), "unreadable"),
    "deep": (ROOT_TAG[:-1] + b">" + b"<a>" * 100_000, "unreadable"),
    "endless tags": (ROOT_TAG[:-1] + b">" + b"<a/>" * (MAX_TAGS + 1), "too_large"),
    "endless names": (
        ROOT_TAG + b" ".join(b'xmlns:n%d="urn:%d"' % (number, number) for number in range(100)) + b"/>",
        "too_large",
    ),
    "endless attributes": (
        ROOT_TAG + b" ".join(b'a%d="1"' % number for number in range(500_000)) + b"/>",
        "too_large",
    ),
    "endless attributes of many": (
        GOOD.replace(b"<TSPServices>", b"<TSPServices>" + b'<a b="1"/>' * 60_000),
        "too_large",
    ),
    "endless text": (ROOT_TAG[:-1] + b">" + b"a" * 17_000_000, "too_large"),
}


def test_what_was_given_goes_to_other_processes(tmp_path: Path) -> None:
    """Catalogues are checked in several: chains, anchors and lists have to get there."""
    trust = _trust(tmp_path, *_lists())
    there = pickle.loads(pickle.dumps(trust))
    assert there == trust
    assert _outcome(_checked(there)) is Outcome.PASSED


def test_a_list_as_it_was_signed_is_read() -> None:
    found = read_trusted_list(GOOD, "list.xml")
    assert (found.territory, found.number, found.is_list_of_lists) == ("DE", "7", False)
    assert [entry.is_granted for entry in found.services] == [False]


def test_nothing_but_what_was_signed_is_read() -> None:
    """A true list and its signature inside of a list that somebody else wrote around them."""
    signature = GOOD[GOOD.index(b"<ds:Signature ") : GOOD.index(b"</ds:Signature>") + len(b"</ds:Signature>")]
    inner = GOOD.replace(signature, b"").partition(b"?>")[2]
    outer = tl.national(tl.service(AUTHORITY)).replace('Id="list"', 'Id="mine"').encode()
    wrapped = outer.replace(b"</TrustServiceStatusList>", inner + signature + b"</TrustServiceStatusList>")
    found = read_trusted_list(wrapped, "list.xml")
    assert [entry.is_granted for entry in found.services] == [False]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_list_is_refused_at_once(name: str) -> None:
    data, reason = REFUSED[name]
    assert data != GOOD
    started = time.perf_counter()
    with pytest.raises(TrustFileError) as refused:
        read_trusted_list(data, "list.xml")
    assert refused.value.text_id == f"list_file.{reason}"
    assert time.perf_counter() - started < 2
