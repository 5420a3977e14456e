# SPDX-License-Identifier: Apache-2.0
"""The file of what is accepted: written to be read and compared by people, read as anybody's file is."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assay import acceptances
from assay.acceptances import (
    MOST,
    Acceptance,
    AcceptanceError,
    Acceptances,
    change_beside,
    encode,
    parse,
    path_beside,
    read_beside,
)
from assay.document import MAX_ACCEPTED_BYTES
from assay.texts import load_texts

ENTRY = Acceptance(
    finding="0123456789abcdef",
    rule="LOIRE-SHAPE-in",
    text="shape.in",
    sentence="Country code: “DE-BY” is a region.",
    reason="The supplier corrects it",
    owner="Zoë Müller",
    since="2026-11-22T10:00:00Z",
    by="Assay 0.1.0",
    due="2027-01-31",
)
OTHER = replace(ENTRY, finding="fedcba9876543210", due="")
BOTH = Acceptances("a.json", (ENTRY, OTHER))


def entry(**changes: object) -> dict[str, object]:
    told = json.loads(encode(Acceptances("a.json", (ENTRY,))))["accepted"][0] | changes
    return {name: value for name, value in told.items() if value is not None}


def file(*entries: object, **changes: object) -> bytes:
    return json.dumps({"version": 1, "document": "a.json", "accepted": list(entries)} | changes).encode()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def refusal(data: bytes) -> str:
    with pytest.raises(AcceptanceError) as caught:
        parse(data, "a.json.accepted")
    text_id = f"error.{caught.value.text_id}"
    told = load_texts("en").part(text_id, "what", caught.value.params)
    assert "a.json.accepted" in told
    assert load_texts("en").part(text_id, "how", caught.value.params)
    return caught.value.text_id


def test_what_is_written_is_read_again():
    assert parse(encode(BOTH), "x") == BOTH
    assert parse(b"\xef\xbb\xbf" + encode(BOTH), "x") == BOTH


def test_a_person_can_read_it_and_compare_it():
    lines = encode(BOTH).decode().splitlines()
    assert '      "owner": "Zoë Müller",' in lines
    changed = encode(BOTH.with_changes({OTHER.finding: replace(OTHER, owner="Ann")})).decode().splitlines()
    assert sum(before != after for before, after in zip(lines, changed, strict=True)) == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "acceptances_damaged"),
        (b"\xff\xfe", "acceptances_damaged"),
        (b"[]", "acceptances_damaged"),
        (b"null", "acceptances_damaged"),
        (b"[" * 100_000, "acceptances_damaged"),
        (b'{"a":' * 100_000, "acceptances_damaged"),
        (encode(BOTH)[:-5], "acceptances_damaged"),
        (b" " * (MAX_ACCEPTED_BYTES + 1), "acceptances_too_large"),
        (file(version=2), "acceptances_newer"),
        (file(version=2, more="yes"), "acceptances_newer"),
        (file(version=0), "acceptances_damaged"),
        (file(version=True), "acceptances_damaged"),
        (file(version="1"), "acceptances_damaged"),
        (b'{"version": ' + b"9" * 10_000 + b"}", "acceptances_damaged"),
        (b'{"version": NaN, "document": "a", "accepted": []}', "acceptances_damaged"),
        (b'{"version": 1, "version": 1, "document": "a", "accepted": []}', "acceptances_twice"),
        (file(accepted={}), "acceptances_damaged"),
        (file(document=5), "acceptances_damaged"),
        (file(document=""), "acceptances_damaged"),
        (file(verdict="conformant"), "acceptances_member"),
        (file(entry(severity="info")), "acceptances_member"),
        (file("x"), "acceptances_entry"),
        (file(entry(finding="0123")), "acceptances_entry"),
        (file(entry(finding="0123456789ABCDEF")), "acceptances_entry"),
        (file(entry(finding="0123456789abcdef\n")), "acceptances_entry"),
        (file(entry(reason=None)), "acceptances_entry"),
        (file(entry(reason=" ")), "acceptances_entry"),
        (file(entry(reason=5)), "acceptances_entry"),
        (file(entry(reason="x" * 2_001)), "acceptances_entry"),
        (file(entry(owner="x" * 201)), "acceptances_entry"),
        (file(entry(owner="\ud800")), "acceptances_entry"),
        (file(entry(due="")), "acceptances_entry"),
        (file(entry(due="2027-02-30")), "acceptances_entry"),
        (file(entry(due="20270131")), "acceptances_entry"),
        (file(entry(due="9999-99-9")), "acceptances_entry"),
        (file(entry(since="2026-11-22T10:00:00+01:00")), "acceptances_entry"),
        (file(entry(since="2026-13-22T10:00:00Z")), "acceptances_entry"),
        (file(entry(), entry()), "acceptances_damaged"),
        (file(*({"x": 1} for _ in range(MOST + 1))), "acceptances_damaged"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(data, expected):
    assert refusal(data) == expected


def test_an_unknown_member_is_named_and_cannot_pass_for_a_text():
    with pytest.raises(AcceptanceError) as caught:
        parse(file(**{"text:cli.written": 1}), "a")
    told = load_texts("en").part("error.acceptances_member", "what", caught.value.params)
    assert "“text:cli.written”" in told


def test_it_is_overdue_when_its_last_day_is_over():
    assert not ENTRY.is_overdue(datetime(2027, 1, 31, 23, 59, tzinfo=UTC))
    assert ENTRY.is_overdue(datetime(2027, 2, 1, tzinfo=UTC))
    assert not OTHER.is_overdue(datetime(9999, 1, 1, tzinfo=UTC))


def test_changes_tell_what_was_before_and_can_be_taken_back(tmp_path):
    document = tmp_path / "a.json"
    assert change_beside(document, {ENTRY.finding: ENTRY, OTHER.finding: OTHER}) == {
        ENTRY.finding: None,
        OTHER.finding: None,
    }
    assert read_beside(document) == BOTH
    before = change_beside(document, {ENTRY.finding: None})
    assert before == {ENTRY.finding: ENTRY}
    assert read_beside(document).entries == (OTHER,)
    change_beside(document, before)
    assert read_beside(document) == BOTH


def test_the_file_goes_with_its_last_entry(tmp_path):
    document = tmp_path / "a.json"
    change_beside(document, {ENTRY.finding: ENTRY})
    assert names(tmp_path) == ["a.json.accepted"]
    change_beside(document, {ENTRY.finding: None})
    assert names(tmp_path) == []
    change_beside(document, {ENTRY.finding: None})
    assert names(tmp_path) == []


def test_a_damaged_file_is_never_written_over(tmp_path):
    document = tmp_path / "a.json"
    path_beside(document).write_bytes(b"{")
    with pytest.raises(AcceptanceError):
        change_beside(document, {ENTRY.finding: ENTRY})
    assert path_beside(document).read_bytes() == b"{"


def test_what_would_be_too_much_to_read_again_is_not_written(tmp_path):
    document = tmp_path / "a.json"
    wordy = replace(ENTRY, sentence="x" * 4_000, reason="y " * 1_000)
    many = {f"{number:016x}": replace(wordy, finding=f"{number:016x}") for number in range(200)}
    with pytest.raises(AcceptanceError) as caught:
        change_beside(document, many)
    assert caught.value.text_id == "acceptances_full"
    assert names(tmp_path) == []


def test_a_folder_that_is_not_to_be_written_to_is_said(tmp_path, monkeypatch):
    def refuse(_path: Path, _data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(acceptances, "write_whole", refuse)
    with pytest.raises(AcceptanceError) as caught:
        change_beside(tmp_path / "a.json", {ENTRY.finding: ENTRY})
    assert caught.value.text_id == "acceptances_unwritable"
    assert caught.value.params == {"name": "a.json.accepted", "reason": "Permission denied"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is made on POSIX alone")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.json.accepted")
    with pytest.raises(AcceptanceError) as caught:
        read_beside(tmp_path / "a.json")
    assert caught.value.text_id == "acceptances_unreadable"
