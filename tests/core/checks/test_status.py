# SPDX-License-Identifier: Apache-2.0
"""Status lists that are given: each bit tells, one thing changed is noticed, and what is not believed stays open."""

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.identity.given_file import TrustFileError
from assay.identity.status_list import MAX_BITSTRING_BYTES
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.reports.report import DocumentReport
from checking import examined, sample
from signing import ACME, did_document, encoded, json_file, presented, signed_inside, token
from status_lists import INDEX, LIST, SIZE, bits, entry, status_list

RULE = "LOIRE-VALIDITY-status"
OTHER = "did:web:other.example"
DAMAGES: dict[str, Any] = {
    "a bit of the signature": lambda text: text[:-6] + ("A" if text[-6] != "A" else "B") + text[-5:],
    "another list under the signature": lambda text: ".".join(
        (text.split(".")[0], token(status_list([]), key=OTHER).split(".")[1], text.split(".")[2])
    ),
}


def own(*entries: Any) -> dict[str, Any]:
    return {**sample("good/participant.json"), "credentialStatus": list(entries) if len(entries) > 1 else entries[0]}


def trusting(folder: Path, *lists: Any) -> TrustFiles:
    statuses = []
    for number, told in enumerate(lists):
        path = folder / f"list{number}.jwt"
        path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
        statuses.append(str(path))
    return open_trust([json_file(folder / "did.json", did_document())], statuses=statuses)


def checked(trust: TrustFiles, credential: dict[str, Any]) -> DocumentReport:
    return examined(token(credential).encode(), "document.jwt", draft=False, trust=trust).report


def outcome(report: DocumentReport, rule: str = RULE) -> Outcome:
    found = next(found.check for found in report.checks if found.check.id == rule)
    assert found.blocks is (found.outcome is Outcome.NOT_CHECKED), "what is open blocks"
    return found.outcome


def texts(report: DocumentReport, rule: str = RULE) -> set[str]:
    return {found.text for found in report.findings if found.rule == rule}


def test_a_list_that_says_nothing_against_it_passes(tmp_path: Path) -> None:
    neighbours = [INDEX - 1, INDEX + 1]
    report = checked(trusting(tmp_path, token(status_list(neighbours))), own(entry()))
    assert (outcome(report), texts(report)) == (Outcome.PASSED, {"listed.active"})
    assert {used.role for used in report.inputs} == {"did_document", "status"}


@pytest.mark.parametrize(("purpose", "text"), [("revocation", "listed.revoked"), ("suspension", "listed.suspended")])
@pytest.mark.parametrize("index", [0, 7, 8, INDEX, SIZE * 8 - 1])
def test_one_bit_takes_a_credential_back(purpose: str, text: str, index: int, tmp_path: Path) -> None:
    trust = trusting(tmp_path, token(status_list([index], purpose)))
    report = checked(trust, own(entry(statusPurpose=purpose, statusListIndex=str(index))))
    assert (outcome(report), texts(report)) == (Outcome.FAILED, {text})


def test_every_entry_is_judged(tmp_path: Path) -> None:
    second = {**status_list([INDEX], "suspension"), "id": f"{LIST}s"}
    entries = (entry(), entry(statusPurpose="suspension", statusListCredential=f"{LIST}s"))
    lists = token(status_list([])), token(second)
    assert texts(checked(trusting(tmp_path, *lists), own(*entries))) == {"listed.suspended"}
    report = checked(trusting(tmp_path, lists[0]), own(*entries))
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {"listed.list_missing"})


def test_without_the_list_its_address_is_named(tmp_path: Path) -> None:
    report = checked(trusting(tmp_path), own(entry()))
    assert outcome(report) is Outcome.NOT_CHECKED
    (found,) = [it for it in report.findings if it.text == "listed.list_missing"]
    assert LIST in found.why
    assert LIST not in found.message


def test_more_bits_to_an_entry(tmp_path: Path) -> None:
    four = {"statusSize": 4, "statusListIndex": "3"}
    for position in (12, 15):
        large = status_list([], encoded_list=bits([position], SIZE * 4))
        assert texts(checked(trusting(tmp_path, token(large)), own(entry(**four)))) == {"listed.revoked"}
    large = status_list([], encoded_list=bits([11, 16], SIZE * 4))
    assert texts(checked(trusting(tmp_path, token(large)), own(entry(**four)))) == {"listed.active"}
    short = checked(trusting(tmp_path, token(status_list([]))), own(entry(**four)))
    assert (outcome(short), texts(short)) == (Outcome.NOT_CHECKED, {"listed.list_short"})


def test_what_a_message_means_nobody_here_can_say(tmp_path: Path) -> None:
    asked = entry(statusPurpose="message", statusMessage=[{"status": "0x1", "message": "under review"}])
    report = checked(trusting(tmp_path, token(status_list([INDEX], "message"))), own(asked))
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {"listed.message"})
    assert any("under review" in found.why for found in report.findings if found.rule == RULE)
    fresh = own(entry(statusPurpose="refresh"))
    report = checked(trusting(tmp_path, token(status_list([INDEX], "refresh"))), fresh)
    assert (outcome(report), texts(report)) == (Outcome.PASSED, {"listed.refresh"})


BOMB = "u" + encoded(gzip.compress(bytes(MAX_BITSTRING_BYTES + 1), mtime=0))
PLAIN = encoded(gzip.compress(bytes(SIZE), mtime=0))
NOT_BELIEVED: dict[str, tuple[dict[str, Any], str]] = {
    "past its end": ({"validUntil": "2026-11-01T00:00:00Z"}, "listed.list_expired"),
    "past its end as a token": ({"exp": 1_700_000_000}, "listed.list_expired"),
    "past its end in milliseconds": ({"exp": 1_700_000_000_000}, "listed.list_expired"),
    "not begun": ({"validFrom": "2026-12-01T00:00:00Z"}, "listed.list_dates"),
    "an end that is none": ({"validUntil": "soon"}, "listed.list_dates"),
    "another issuer": ({"issuer": OTHER}, "listed.list_issuer"),
    "a bomb": ({"encoded_list": BOMB}, "listed.list_large"),
    "no sign of the alphabet": ({"encoded_list": PLAIN}, "listed.list_form"),
    "not packed": ({"encoded_list": "u" + encoded(bytes(SIZE))}, "listed.list_form"),
    "cut": ({"encoded_list": bits([])[:-12]}, "listed.list_form"),
    "something behind it": (
        {"encoded_list": "u" + encoded(gzip.compress(bytes(SIZE)) + b"x")},
        "listed.list_form",
    ),
    "no list": ({"credentialSubject": {"statusPurpose": "revocation"}}, "listed.list_form"),
    "two lists": ({"credentialSubject": [{}, {}]}, "listed.purpose"),
    "one entry too few": ({"encoded_list": bits([], SIZE - 1)}, "listed.list_short"),
    "another purpose": ({"purpose": "suspension"}, "listed.purpose"),
}


@pytest.mark.parametrize("name", NOT_BELIEVED)
def test_a_list_that_is_not_as_it_should_be_settles_nothing(name: str, tmp_path: Path) -> None:
    members, text = NOT_BELIEVED[name]
    report = checked(trusting(tmp_path, token(status_list([], **members))), own(entry()))
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {text})


@pytest.mark.parametrize("name", DAMAGES)
def test_a_list_whose_signature_does_not_hold_is_not_believed(name: str, tmp_path: Path) -> None:
    report = checked(trusting(tmp_path, DAMAGES[name](token(status_list([INDEX])))), own(entry()))
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {"listed.list_unproven"})


def test_a_list_by_nobody_known_is_not_believed(tmp_path: Path) -> None:
    unsigned = checked(trusting(tmp_path, status_list([])), own(entry()))
    assert texts(unsigned) == {"listed.list_unsigned"}
    stranger = checked(trusting(tmp_path, token(status_list([]), key=OTHER)), own(entry()))
    assert texts(stranger) == {"listed.list_key_missing"}
    both = trusting(tmp_path, token(status_list([]), key=OTHER))
    others = open_trust([json_file(tmp_path / "other.json", did_document(OTHER))])
    known = TrustFiles((*both.documents, *others.documents), status_lists=both.status_lists)
    assert texts(checked(known, own(entry()))) == {"listed.list_unproven"}
    assert outcome(checked(known, own(entry()))) is Outcome.NOT_CHECKED


ENTRIES: dict[str, tuple[Any, str]] = {
    "nothing": (None, "listed.entry_form"),
    "text": (LIST, "listed.entry_form"),
    "another kind": (entry(type="RevocationList2020Status"), "listed.entry_kind"),
    "no list": (entry(statusListCredential=None), "listed.entry_form"),
    "no index": (entry(statusListIndex=None), "listed.entry_form"),
    "a negative index": (entry(statusListIndex="-1"), "listed.entry_form"),
    "an index in other digits": (entry(statusListIndex="٣"), "listed.entry_form"),
    "no purpose": (entry(statusPurpose=None), "listed.entry_form"),
    "no size": (entry(statusSize=0), "listed.entry_form"),
    "a yes for a size": (entry(statusSize=True), "listed.entry_form"),
    "behind the end": (entry(statusListIndex=str(SIZE * 8)), "listed.index_range"),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_that_cannot_be_looked_up_stays_open(name: str, tmp_path: Path) -> None:
    value, text = ENTRIES[name]
    report = checked(trusting(tmp_path, token(status_list([]))), own(value))
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {text})


def test_an_entry_under_another_spelling_is_not_passed_over(tmp_path: Path) -> None:
    spelled = {**sample("good/participant.json"), "https://www.w3.org/2018/credentials#credentialStatus": entry()}
    report = checked(trusting(tmp_path, token(status_list([INDEX]))), spelled)
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {"listed.entry_form"})


def test_more_entries_than_are_looked_at_stay_open(tmp_path: Path) -> None:
    report = checked(trusting(tmp_path, token(status_list([]))), own(*[entry()] * 65))
    assert (outcome(report), texts(report)) == (Outcome.NOT_CHECKED, {"listed.too_many"})


def test_of_two_versions_of_a_list_nobody_knows_which_is_true(tmp_path: Path) -> None:
    with pytest.raises(TrustFileError, match="status_twice"):
        trusting(tmp_path, token(status_list([])), token(status_list([INDEX])))


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{}", b"[]", b'{"type": "VerifiableCredential"}', b"e30.e30."])
def test_what_is_no_list_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_bytes(data)
    with pytest.raises(TrustFileError, match="no_status_list"):
        open_trust([], statuses=[str(tmp_path / "list.json")])


def test_lists_in_a_folder_are_found(tmp_path: Path) -> None:
    trusting(tmp_path, token(status_list([INDEX])))
    (tmp_path / "other.jwt").write_text(token(sample("good/participant.json")), encoding="utf-8")
    report = checked(open_trust([], [str(tmp_path)]), own(entry()))
    assert texts(report) == {"listed.revoked"}


def test_what_was_issued_again_is_deprecated(tmp_path: Path) -> None:
    older, newer = sample("good/participant.json"), sample("good/participant.json")
    older["validFrom"] = "2026-01-01T00:00:00Z"
    newer["validFrom"] = "2026-02-01T00:00:00Z"
    report = examined(presented(token(older), token(newer)), draft=False, trust=trusting(tmp_path)).report
    found = [it for it in report.findings if it.text == "listed.deprecated"]
    assert [(it.severity, it.location.pointer if it.location else "") for it in found] == [
        (Severity.WARNING, "/verifiableCredential/0")
    ]


DRAFT = "https://w3id.org/vc/status-list/2021/v1"
TAGUS = "TAGUS-VALIDITY-status"


def _older_list(*, context: bool = True, change: str = "", positions: tuple[int, ...] = ()) -> dict[str, Any]:
    """A StatusList2021 with its signature inside; `change` is its list after it was signed."""
    kinds = {name: f"https://w3id.org/vc/status-list#{name}" for name in ("StatusList2021Credential", "StatusList2021")}
    contexts = ["https://www.w3.org/2018/credentials/v1", DRAFT if context else kinds]
    packed = bits(list(positions))[1:]
    subject = {"id": f"{LIST}#list", "type": "StatusList2021", "statusPurpose": "revocation", "encodedList": packed}
    told = {
        "@context": contexts,
        "id": LIST,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": ACME,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": subject,
    }
    made = signed_inside(told)
    if change:
        made["credentialSubject"]["encodedList"] = change
    return made


def _older(*, context: bool = True) -> dict[str, Any]:
    told = tagus.participant()
    if context:
        told["@context"] = [*told["@context"], DRAFT]
    told["credentialStatus"] = entry(type="StatusList2021Entry")
    return signed_inside(told)


def _told(folder: Path, found: dict[str, Any], *, context: bool = True) -> tuple[Outcome, set[str]]:
    report = examined(_older(context=context), draft=False, trust=trusting(folder, found)).report
    return outcome(report, TAGUS), texts(report, TAGUS)


def test_the_older_form_is_read_and_its_signature_verified(tmp_path: Path) -> None:
    assert _told(tmp_path, _older_list()) == (Outcome.PASSED, {"listed.active"})
    assert _told(tmp_path, _older_list(positions=(INDEX,))) == (Outcome.FAILED, {"listed.revoked"})
    changed = _older_list(positions=(INDEX,), change=bits([])[1:])
    assert _told(tmp_path, changed) == (Outcome.NOT_CHECKED, {"listed.list_unproven"})


def test_what_a_signature_inside_does_not_cover_settles_nothing(tmp_path: Path) -> None:
    """Words that no vocabulary defines are not signed: a list can be exchanged while the signature still holds."""
    exchanged = _older_list(context=False, positions=(INDEX,), change=bits([])[1:])
    assert _told(tmp_path, exchanged) == (Outcome.NOT_CHECKED, {"listed.list_uncovered"})
    assert _told(tmp_path, _older_list(), context=False) == (Outcome.NOT_CHECKED, {"listed.entry_unsigned"})


def test_the_draft_took_either_alphabet(tmp_path: Path) -> None:
    packed = base64.b64encode(gzip.compress(bytes(SIZE), mtime=0)).decode()
    kind = ["VerifiableCredential", "StatusList2021Credential"]
    report = checked(trusting(tmp_path, token(status_list([], encoded_list=packed, type=kind))), own(entry()))
    assert outcome(report) is Outcome.PASSED


@pytest.mark.parametrize("position", range(3, 5000, 311))
def test_any_bit_that_flips_is_noticed(position: int, tmp_path: Path) -> None:
    told = bytearray(token(status_list([])).encode())
    told[position // 8 % len(told)] ^= 1 << position % 8
    (tmp_path / "list.jwt").write_bytes(bytes(told))
    try:
        found = open_trust([], statuses=[str(tmp_path / "list.jwt")]).status_lists
    except TrustFileError:  # it is no list any more
        return
    trust = TrustFiles(trusting(tmp_path).documents, status_lists=found)
    assert outcome(checked(trust, own(entry()))) is Outcome.NOT_CHECKED
