# SPDX-License-Identifier: Apache-2.0
"""The key log: whatever was done to it shows, also after it went on; a clock that was set back is told."""

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.keys import key_log, vault
from assay.keys.key_log import HEAD, LOG, Action, append, exported, read_log, reading
from assay.keys.signer import KeyStoreError
from assay.keys.vault import make_vault, open_vault
from assay.texts import load_texts
from key_specimens import PASSPHRASE, quick, vault_with

SECRET = b"s" * 32


@pytest.fixture
def folder(tmp_path):
    """Five entries."""
    append(tmp_path, SECRET, Action.VAULT, "2026-01-15T09:00:00Z")
    for number in range(4):
        append(tmp_path, SECRET, Action.SIGN, f"2026-01-15T09:00:0{number}Z", key="k", digest=str(number))
    return tmp_path


def lines_of(folder):
    return (folder / LOG).read_bytes().splitlines(keepends=True)


def fault_of(folder, secret=SECRET):
    found = read_log(folder, secret)
    assert found.is_proven is (secret is not None)
    return found.fault, found.number


def changed(line, **told):
    entry = json.loads(line)
    entry["entry"].update(told)
    return key_log.canonical(entry) + b"\n"


WAYS = {
    "entry changed": (
        lambda lines: [*lines[:2], changed(lines[2], at="2020-01-01T00:00:00Z"), *lines[3:]],
        "changed",
        3,
    ),
    "last entry changed": (lambda lines: [*lines[:4], changed(lines[4], key="x")], "changed", 5),
    "mark changed": (lambda lines: [lines[0], lines[1].replace(b'"mark":"', b'"mark":"0'), *lines[2:]], "changed", 2),
    "spaces put in": (lambda lines: [lines[0].replace(b":", b": "), *lines[1:]], "changed", 1),
    "first removed": (lambda lines: lines[1:], "changed", 1),
    "one removed": (lambda lines: [*lines[:2], *lines[3:]], "changed", 3),
    "one inserted twice": (lambda lines: [*lines[:2], *lines[1:]], "changed", 3),
    "one appended": (lambda lines: [*lines, changed(lines[4], number=6)], "changed", 6),
    "two exchanged": (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "changed", 2),
    "empty line": (lambda lines: [*lines[:2], b"\n", *lines[2:]], "changed", 3),
    "last removed": (lambda lines: lines[:-1], "cut", 4),
    "last two removed": (lambda lines: lines[:-2], "cut", 3),
    "last line without its end": (lambda lines: [*lines[:4], lines[4][:-1]], "cut", 4),
    "no object": (lambda lines: [*lines[:4], b"[]\n"], "changed", 5),
    "no entry": (lambda lines: [*lines[:4], b'{"entry":[],"mark":""}\n'], "changed", 5),
    "no text": (lambda lines: [*lines[:4], b"\xff\xfe\n"], "changed", 5),
    "deep": (lambda lines: [*lines[:4], b"[" * 100_000 + b"\n"], "changed", 5),
    "all gone": (lambda lines: [], "missing", 0),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_is_done_to_the_log_shows_at_its_place(folder, way):
    change, fault, number = WAYS[way]
    (folder / LOG).write_bytes(b"".join(change(lines_of(folder))))
    assert fault_of(folder) == (fault, number)


@pytest.mark.parametrize("way", WAYS)
def test_and_still_shows_after_the_log_went_on(folder, way):
    """The next entry counts anew: unless it told what is missing, it would hide that."""
    change, fault, number = WAYS[way]
    (folder / LOG).write_bytes(b"".join(change(lines_of(folder))))
    for _ in range(3):
        append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    assert fault_of(folder) == ("begun_again" if fault == "missing" else fault, number)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"action": "sign", "details": ["not", "a map"]}, "changed"),
        ({"number": True}, "changed"),
        ({"details": {"digest": "other"}}, "changed"),
    ],
)
def test_without_the_secret_the_digests_are_checked_and_no_more_is_claimed(folder, told, fault):
    lines = lines_of(folder)
    assert fault_of(folder, None) == ("", 5)
    (folder / LOG).write_bytes(b"".join([*lines[:2], changed(lines[2], **told), *lines[3:]]))
    found = read_log(folder, None)
    assert (found.fault, found.is_proven) == (fault, False)


def test_forged_log_of_another_secret_shows_to_the_vault_alone(folder, tmp_path):
    forged = tmp_path / "forged"
    forged.mkdir()
    append(forged, b"o" * 32, Action.VAULT, "2026-01-15T09:00:00Z")
    assert fault_of(forged, None) == ("", 1)
    assert fault_of(forged) == ("changed", 1)


@pytest.mark.parametrize(
    "head",
    [
        None,
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 9_000,
        b'{"count":5,"sha256":"","mark":1}',
        b'{"count":5}',
        b"0" * 20_000,
    ],
)
def test_head_that_is_gone_or_changed_shows_also_after_the_log_went_on(folder, head):
    (folder / HEAD).unlink()
    if head is not None:
        (folder / HEAD).write_bytes(head)
    assert fault_of(folder) == ("no_head", 5)
    append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    assert fault_of(folder) == ("no_head", 5)


@pytest.mark.parametrize("member", ["count", "sha256"])
def test_head_that_was_made_to_fit_a_cut_log_shows(folder, member):
    lines = lines_of(folder)[:3]
    (folder / LOG).write_bytes(b"".join(lines))
    told = json.loads((folder / HEAD).read_bytes())
    told["count"] = 3
    if member == "sha256":
        told["sha256"] = hashlib.sha256(lines[-1][:-1]).hexdigest()
    (folder / HEAD).write_bytes(key_log.canonical(told))
    assert fault_of(folder)[0] in {"cut", "no_head"}
    append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    assert fault_of(folder)[0] in {"cut", "no_head"}


def test_both_files_removed_show_and_a_log_begun_again_is_told(folder):
    (folder / LOG).unlink()
    (folder / HEAD).unlink()
    assert fault_of(folder) == ("missing", 0)
    append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    assert fault_of(folder) == ("begun_again", 0)


def test_older_copy_of_both_files_does_not_show(folder):
    """The one thing that cannot: whoever needs it exports the log from time to time."""
    kept = {name: (folder / name).read_bytes() for name in (LOG, HEAD)}
    append(folder, SECRET, Action.REMOVE, "2026-01-15T09:00:09Z")
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    assert fault_of(folder) == ("", 5)


def test_older_head_alone_is_one_entry_behind_at_most(folder):
    kept = (folder / HEAD).read_bytes()
    append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    (folder / HEAD).write_bytes(kept)
    assert fault_of(folder) == ("", 6)  # as where the process was stopped between the two files
    append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    (folder / HEAD).write_bytes(kept)
    assert fault_of(folder) == ("cut", 7)


def test_part_of_a_line_is_no_entry_and_the_next_one_takes_its_place(folder):
    with (folder / LOG).open("ab") as file:
        file.write(b'{"entry":{"action":"si')
    assert fault_of(folder) == ("", 5)
    append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z", digest="whole")
    assert fault_of(folder) == ("", 6)
    assert (folder / LOG).read_bytes().count(b"\n") == 6


def test_log_is_not_written_through_a_link(folder, tmp_path):
    other = tmp_path / "of the user.txt"
    other.write_text("mine, without an end of line")
    (folder / LOG).unlink()
    (folder / LOG).symlink_to(other)
    with pytest.raises(OSError, match="symbolic links"):
        append(folder, SECRET, Action.SIGN, "2026-01-15T09:00:09Z")
    assert other.read_text() == "mine, without an end of line"


def test_head_that_is_a_pipe_is_not_waited_for(folder):
    (folder / HEAD).unlink()
    os.mkfifo(folder / HEAD)
    with pytest.raises(KeyStoreError) as caught:
        read_log(folder, SECRET)
    assert caught.value.text_id == "vault.unreadable"


def test_log_that_is_too_long_is_told(folder, monkeypatch):
    monkeypatch.setattr(key_log, "MAX_BYTES", 100)
    for asked in (lambda: append(folder, SECRET, Action.SIGN, ""), lambda: read_log(folder, SECRET)):
        with pytest.raises(KeyStoreError) as caught:
            asked()
        assert caught.value.text_id == "vault.log_too_long"


def test_clock_that_was_set_back_is_told_and_the_log_is_whole(tmp_path, monkeypatch):
    quick(monkeypatch)
    made, (record,) = vault_with(tmp_path, "company")
    moment = datetime.now(UTC)
    for days in (1, -400, 2, 2):
        monkeypatch.setattr(vault, "now", lambda days=days: moment + timedelta(days=days))
        made.log(Action.SIGN, record)
    found = made.read_log()
    assert (found.fault, found.set_back) == ("", (4,))


def test_every_fault_has_its_text():
    texts = load_texts("en")
    for fault in ("changed", "cut", "no_head", "missing", "begun_again", "clock"):
        assert texts.part(f"key_log.{fault}", "what", {"number": 7})


def test_log_of_a_vault_that_is_no_more_is_kept_aside(tmp_path, monkeypatch):
    """As where the process was stopped while it made one: the new one could never prove the old entries."""
    quick(monkeypatch)
    first = make_vault(tmp_path, PASSPHRASE)
    kept = (tmp_path / LOG).read_bytes()
    for name in ("vault.json", "vault.copy.json"):
        (tmp_path / name).unlink()
    second = make_vault(tmp_path, PASSPHRASE)
    assert second.id != first.id
    assert (second.read_log().fault, len(second.read_log().entries)) == ("", 1)
    assert [path.read_bytes() for path in tmp_path.glob("log.????????????.jsonl")] == [kept]
    assert open_vault(tmp_path, PASSPHRASE).read_log().fault == ""


def test_exported_entries_say_what_was_done(folder):
    found = list(exported(read_log(folder, SECRET)))
    assert [entry["number"] for entry in found] == [1, 2, 3, 4, 5]
    told = {"number": 5, "at": "2026-01-15T09:00:03Z", "action": "sign", "key": "k", "digest": "3"}
    assert found[4] == told
    assert reading(lines_of(folder), None, SECRET).fault == "changed"  # with their ends, they are other lines
    assert reading((folder / LOG).read_bytes().splitlines(), None, SECRET).fault == "no_head"


@settings(max_examples=30, deadline=None)
@given(
    details=st.lists(st.dictionaries(st.sampled_from("abc"), st.text(max_size=20), max_size=3), min_size=2, max_size=5),
    place=st.integers(min_value=0),
    bit=st.integers(0, 7),
)
def test_any_changed_bit_shows(tmp_path_factory, details, place, bit):
    folder = tmp_path_factory.mktemp("log")
    for number, told in enumerate(details):
        append(folder, SECRET, Action.SIGN if number else Action.VAULT, "2026-01-15T09:00:00Z", **told)
    found = read_log(folder, SECRET)
    assert found.fault == ""
    assert [dict(entry.details) for entry in found.entries] == details
    name = LOG if place % 3 else HEAD
    data = bytearray((folder / name).read_bytes())
    data[place % len(data)] ^= 1 << bit
    (folder / name).write_bytes(data)
    assert read_log(folder, SECRET).fault
