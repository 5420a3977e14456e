# SPDX-License-Identifier: Apache-2.0
"""Deleted is deleted: the file is searched for what must not be in it any more."""

import hashlib
import os
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from assay.history import store
from assay.history.entry import Wanted
from assay.history.exporting import export
from assay.history.looking import entries, entry, report
from assay.history.removing import (
    delete_all,
    delete_document,
    delete_entries,
    delete_entry,
    delete_older,
    delete_run,
    keep_for,
    keep_limit,
    kept_days,
)
from assay.history.store import DamagedHistoryError, History, reading, set_aside_files
from assay.reports.json_report import render
from assay.verdict import Verdict
from histories import BROKEN, GOOD, START, body, changed, kept, later, named
from histories import report as checked

SECRET = "maria-huber-private"
NAME = f"{SECRET}-{hashlib.shake_128(b'like no other').hexdigest(100)}.json"
"""So long and so mixed that its report is packed otherwise than others from the first byte to the last."""


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "h.sqlite3")


def _bytes(history: History) -> bytes:
    """All bytes of all files of the history."""
    return b"".join(path.read_bytes() for path in history.file.parent.iterdir() if path.is_file())


_PIECE = 24
"""Bytes: more than would be the same by chance."""


def _filled(history: History, count: int = 30) -> list[bytes]:
    """A history in which one document has its name, its path and its packed report; gives the pieces of that report.

    Packed reports that differ in a name only may be the same from some byte on: such pieces belong to the others, too,
    and are not given.
    """
    for number in range(count):
        kept(history, named(changed(checked(BROKEN), f"{number % 10}"), f"{number}.json"), later(minutes=number))
    secret = named(changed(checked(BROKEN), "d"), NAME)
    run = kept(history, secret, later(hours=1), f"/home/{SECRET}/x.json").run
    with reading(history) as connection:
        row = connection.execute("SELECT body FROM result JOIN checked ON result = id WHERE run = ?", (run,)).fetchone()
    for number in range(count):
        kept(history, named(changed(checked(GOOD), f"{number % 10}"), f"{number}.json"), later(hours=2, minutes=number))
    packed: bytes = row["body"]
    assert SECRET.encode() in zlib.decompress(packed)
    assert SECRET.encode() in _bytes(history)
    assert packed[100:160] in _bytes(history)
    with reading(history) as connection:
        others = [one["body"] for one in connection.execute("SELECT body FROM result") if one["body"] != packed]
    pieces = [packed[at : at + _PIECE] for at in range(0, len(packed) - _PIECE, _PIECE)]
    own = [piece for piece in pieces if not any(piece in other for other in others)]
    assert len(own) > len(pieces) / 2
    return own


@pytest.mark.parametrize("how", ["run", "entry", "document", "older", "all"])
def test_what_was_deleted_is_in_the_file_no_more(history: History, how: str) -> None:
    pieces = _filled(history)
    (found,) = entries(history, Wanted(text=SECRET)).entries
    deleted = {
        "run": lambda: delete_run(history, found.run),
        "entry": lambda: delete_entry(history, found),
        "document": lambda: delete_document(history, found.document),
        "older": lambda: delete_older(history, later(hours=1, seconds=1)),
        "all": lambda: delete_all(history),
    }[how]()
    assert deleted == {"older": 31, "all": 61}.get(how, 1)
    left = _bytes(history)
    assert SECRET.encode() not in left
    assert not any(piece in left for piece in pieces)
    assert entries(history).total == 61 - deleted
    with reading(history) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] == 0, "the file has no gaps"


def test_it_is_overwritten_even_where_the_file_cannot_be_written_anew(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assay.history.store import HistoryError

    def refuse(_: History) -> None:
        raise HistoryError("record_file.full")

    monkeypatch.setattr(store, "_PRAGMAS", ("secure_delete = OFF", *store._PRAGMAS))  # as SQLite is made elsewhere
    pieces = _filled(history)
    monkeypatch.setattr("assay.history.removing.tidied", refuse)
    (found,) = entries(history, Wanted(text=SECRET)).entries
    assert delete_document(history, found.document) == 1
    left = _bytes(history)
    assert SECRET.encode() not in left
    assert not any(piece in left for piece in pieces)


def test_what_a_live_check_replaced_is_in_the_file_no_more(history: History) -> None:
    first = named(changed(checked(BROKEN), "a"), "x.json")
    kept(history, first, START, "/x", is_live=True)
    old = changed(first, "e")
    kept(history, old, later(seconds=1), "/x", is_live=True)
    kept(history, changed(first, "f"), later(seconds=2), "/x", is_live=True)
    assert b"a" * 64 not in _bytes(history)
    assert b"e" * 64 not in _bytes(history)


def test_of_a_run_with_several_documents_the_others_stay(history: History) -> None:
    kept(history, checked(BROKEN, GOOD))
    assert delete_document(history, "participant-region-as-country.json") == 1
    told = body(report(history, 1))
    assert told["verdict"] == Verdict.CONFORMANT
    assert told["documents"] == body(render(checked(BROKEN, GOOD)))["documents"][1:]  # type: ignore[index]  # a list
    assert entry(history, 1, 1).documents == 1
    assert entry(history, 1, 1).id == "1.2"


def test_what_another_run_says_as_well_stays(history: History) -> None:
    kept(history, checked(BROKEN))
    kept(history, changed(checked(BROKEN), "b"), later(days=1))
    kept(history, checked(BROKEN), later(days=2))
    delete_run(history, 1)
    assert report(history, 3) == render(checked(BROKEN))


def test_numbers_are_never_given_again(history: History) -> None:
    kept(history, checked(BROKEN))
    delete_all(history)
    assert kept(history, checked(BROKEN)).run == 2


def test_deleting_nothing_makes_no_file(history: History) -> None:
    assert delete_all(history) + delete_run(history, 1) + delete_document(history, "x") == 0
    assert not history.file.exists()


def test_a_time_limit_is_kept_at_the_next_start(history: History) -> None:
    kept(history, named(checked(BROKEN), "old.json"))
    kept(history, named(checked(BROKEN), "new.json"), later(days=20))
    assert kept_days(history) is None
    assert keep_limit(history, later(days=10_000)) == 0
    keep_for(history, 30)
    assert (kept_days(history), entries(history).total) == (30, 2)
    assert keep_limit(history, later(days=30)) == 0
    assert keep_limit(history, later(days=30, seconds=1)) == 1
    assert [one.name for one in entries(history).entries] == ["new.json"]
    keep_for(history, None)
    assert keep_limit(history, later(days=10_000)) == 0


def test_a_check_made_again_is_as_old_as_its_last_time(history: History) -> None:
    kept(history, checked(BROKEN))
    kept(history, checked(BROKEN), later(days=20))
    keep_for(history, 30)
    assert keep_limit(history, later(days=40)) == 0


@pytest.mark.parametrize(("days", "is_kept"), [(0, 1), (-5, 1), (10**9, 36_500)])
def test_a_limit_that_makes_no_sense_is_bounded(history: History, days: int, is_kept: int) -> None:
    keep_for(history, days)
    assert kept_days(history) == is_kept
    assert keep_limit(history, START) == 0


def test_damaged_files_go_with_everything_and_with_time(history: History) -> None:
    for seconds in (0, 10**9):
        history.file.write_bytes(SECRET.encode() * 100)
        with pytest.raises(DamagedHistoryError):
            entries(history)
        (aside,) = set_aside_files(history)
        os.utime(aside, (seconds, seconds))
        keep_for(history, 30)
        keep_limit(history, START)
        assert set_aside_files(history) == ()
    history.file.write_bytes(SECRET.encode() * 100)
    with pytest.raises(DamagedHistoryError):
        entries(history)
    assert SECRET.encode() in _bytes(history)
    delete_all(history)
    assert set_aside_files(history) == ()
    assert b"".join(path.read_bytes() for path in history.file.parent.iterdir()).find(SECRET.encode()) == -1


def test_everything_is_given_out(history: History) -> None:
    kept(history, checked(BROKEN, GOOD), START, "/home/x/a.json")
    kept(history, checked(GOOD), later(days=1))
    keep_for(history, 700)
    told = body(b"".join(export(history, "2026-04-01T00:00:00Z")))
    assert (told["format"], told["version"], told["settings"]) == ("assay-history", 1, {"keep_days": "700"})
    runs: list = told["runs"]  # type: ignore[assignment]  # a list of objects
    assert [run["report"] for run in runs] == [body(report(history, 1)), body(report(history, 2))]
    assert runs[0]["documents"][0]["path"] == "/home/x/a.json"


def test_an_empty_history_is_given_out_as_such(history: History) -> None:
    assert body(b"".join(export(history, "2026-04-01T00:00:00Z")))["runs"] == []


def test_a_damaged_record_keeps_nothing_else_from_being_given_out(history: History) -> None:
    from assay.history.store import writing

    kept(history, checked(BROKEN))
    kept(history, checked(GOOD))
    with writing(history) as connection:
        connection.execute("UPDATE result SET body = x'00' WHERE id = 1")
    runs: list = body(b"".join(export(history, "x")))["runs"]  # type: ignore[assignment]  # a list of objects
    assert [(run["report"] is None, run.get("is_damaged", False)) for run in runs] == [(True, True), (False, False)]


def test_several_checks_go_in_one_go_and_no_other(history: History) -> None:
    for number, state in enumerate("abcd"):
        kept(history, changed(checked(BROKEN, GOOD), state), later(days=number))
    first = entries(history).entries
    assert len(first) == 8
    chosen = (first[0], first[3], first[3])
    assert delete_entries(history, chosen) == 2
    assert [one for one in first if one not in chosen] == [
        replace(one, documents=2) if one.run in {chosen[0].run, chosen[1].run} else one
        for one in entries(history).entries
    ]
    assert delete_entries(history, ()) == 0
