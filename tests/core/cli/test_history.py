# SPDX-License-Identifier: Apache-2.0
"""`assay history`, `assay diff`, `assay attention` and `--record`, as a person and a script use them."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assay.__main__ import main
from assay.history.schema import MIGRATIONS
from checking import sample_bytes
from commands import begun
from core.cli.test_check import AT, BROKEN, GOOD, SAMPLES


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has checked nothing yet; gives where the history will lie."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "assay" / "assay-history.sqlite3"


@pytest.fixture
def told(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    """Runs a command; gives exit code, output and errors."""

    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_a_check_is_recorded_only_where_that_is_asked_for(told: Any, data: Path) -> None:
    plain = told("check", BROKEN, "--draft", "--format", "json", *AT)
    assert not data.exists()
    assert told("check", BROKEN, "--draft", "--format", "json", *AT, "--record") == plain
    assert stat.S_IMODE(data.stat().st_mode) == 0o600
    assert told("history", "show", "1", "--format", "json") == (0, plain[1], "")


def test_a_cold_check_loads_no_history() -> None:
    code = (
        "import sys; from assay.__main__ import main; main(sys.argv[1:])\n"
        "print([name for name in sys.modules if 'sqlite' in name or 'history' in name], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code, "check", BROKEN, "--quiet"], capture_output=True, check=True)
    assert ran.stderr == b"[]\n"


def test_the_list_tells_of_each_check(told: Any, tmp_path: Path) -> None:
    assert "No checks were kept" in told("history", "list")[1]
    for _ in range(2):
        told("check", BROKEN, "--draft", "--record", "--quiet")
    told("check", GOOD, "--draft", "--record", "--quiet")
    code, out, err = told("history", "list")
    assert (code, err) == (0, "")
    head, good, broken = out.splitlines()
    assert " ".join(head.split()) == "number last checked verdict to correct not checked times rules document"
    assert str(GOOD) in good
    assert broken.startswith("1 ")
    assert "non-conformant  1 " in broken
    listed = json.loads(told("history", "list", "--format", "json", "--verdict", "non_conformant")[1])
    assert [(entry["id"], entry["times"]) for entry in listed["entries"]] == [("1", 2)]
    assert listed["total"] == 1
    assert json.loads(told("history", "list", "--format", "json", "--until", "2020-01-01")[1])["total"] == 0
    assert "1 of 2 shown" in told("history", "list", "--limit", "1")[1]


def test_a_check_is_shown_again(told: Any) -> None:
    told("check", BROKEN, GOOD, "--draft", "--record", "--quiet")
    code, out, _ = told("history", "show", "1")
    assert code == 0
    for words in (BROKEN.name, GOOD.name, "non-conformant, by the rules gaia-x-loire-25.11", "To correct:"):
        assert words in out.replace("\n", "")
    assert BROKEN.name not in told("history", "show", "1.2")[1].replace("\n", "")


@pytest.mark.parametrize("number", ["7", "1.3", "x", "1.x", "-1", "0", "1.0", "²", "9" * 40, ""])
def test_a_check_that_is_not_there_is_said(told: Any, number: str) -> None:
    told("check", BROKEN, "--draft", "--record", "--quiet")
    for words in (("show", "--", number), ("delete", "--yes", "--", number), ("compare", "--", number)):
        code, out, err = told("history", *words)
        assert (code, out) == (3, ""), words
        assert "The history has no check" in err


def test_two_states_of_a_document_are_compared(told: Any, tmp_path: Path) -> None:
    file = tmp_path / "acme.json"
    for name in ("broken/participant-region-as-country.json", "good/participant.json"):
        file.write_bytes(sample_bytes(name))
        told("check", file, "--draft", "--record", "--quiet")
    code, out, err = told("history", "compare", "2")
    assert (code, err) == (0, "")
    assert "was non-conformant, is conformant" in out
    assert "Fixed: 1" in out
    code, out, _ = told("history", "compare", "2", "1", "--format", "json")
    assert code == 1
    assert len(json.loads(out)["documents"][0]["new"]) == 1
    code, _, err = told("history", "compare", "1")
    assert code == 3
    assert "is the first one of its document" in err


def test_a_trend_has_a_line_a_check(told: Any, tmp_path: Path) -> None:
    assert "No checks were kept" in told("history", "trend")[1]
    for file in (BROKEN, GOOD):
        told("check", file, "--draft", "--record", "--quiet")
    assert len(told("history", "trend")[1].splitlines()) == 3
    assert len(told("history", "trend", "--per", "day")[1].splitlines()) == 2
    points = json.loads(told("history", "trend", "--document", BROKEN, "--format", "json")[1])["points"]
    assert [(point["verdict"], point["violations"]) for point in points] == [("non_conformant", 1)]


@pytest.mark.parametrize("what", [("1",), ("--document", BROKEN), ("--before", "2999-01-01"), ("--all",)])
def test_checks_are_deleted_for_good(told: Any, data: Path, what: tuple[object, ...]) -> None:
    told("check", BROKEN, "--draft", "--record", "--quiet")
    code, _, err = told("history", "delete", *what)
    assert code == 3
    assert "--yes" in err
    assert BROKEN.name.encode() in data.read_bytes()
    assert told("history", "delete", *what, "--yes") == (0, "1 check was deleted for good.\n", "")
    assert BROKEN.name.encode() not in data.read_bytes()


def test_what_to_delete_has_to_be_clear(told: Any) -> None:
    told("check", BROKEN, "--draft", "--record", "--quiet")
    for words in ((), ("1", "--all"), ("--all", "--document", "x")):
        code, _, err = told("history", "delete", "--yes", *words)
        assert code == 3
        assert "not clear what to delete" in err
    assert told("history", "delete", "--yes", "--document", "x")[0] == 3
    assert told("history", "delete", "--yes", "1", "9")[0] == 3, "either all of them or none"
    assert json.loads(told("history", "list", "--format", "json")[1])["total"] == 1


def test_everything_is_given_out_for_its_owner_alone(told: Any, tmp_path: Path) -> None:
    told("check", BROKEN, "--draft", "--record", "--quiet")
    out = tmp_path / "all.json"
    assert told("history", "export", "--out", out)[0] == 0
    assert json.loads(out.read_bytes())["runs"][0]["documents"][0]["path"] == str(BROKEN)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert told("history", "export", "--out", tmp_path / "none" / "x")[0] == 3


def test_how_long_checks_are_kept(told: Any, data: Path) -> None:
    told("check", BROKEN, "--draft", "--record", "--quiet")
    assert "until somebody deletes them" in told("history", "retention")[1]
    assert "kept for 730 days" in told("history", "retention", "--days", "730")[1]
    with sqlite3.connect(data) as connection:
        connection.execute("UPDATE run SET last_made = '2020-01-01T00:00:00Z'")
    connection.close()
    code, out, err = told("history", "list")
    assert code == 0
    assert "No checks" in out
    assert "reached the end of its time" in err
    assert "until somebody" in told("history", "retention", "--forever")[1]
    assert told("history", "retention", "--days", "0")[0] == 3


def test_the_end_of_a_document_is_read_when_it_is_recorded(told: Any, tmp_path: Path) -> None:
    told("check", GOOD, "--draft", "--record", "--quiet")
    (entry,) = json.loads(told("history", "list", "--format", "json")[1])["entries"]
    assert entry["valid_until"] == "2027-12-31T23:59:59Z"
    told("check", SAMPLES / "broken", "--together", "--draft", "--record", "--quiet")
    assert json.loads(told("history", "list", "--format", "json")[1])["entries"][0]["valid_until"]


def test_standard_input_and_archives_have_no_path(told: Any) -> None:
    begun("check", "-", "--draft", "--record", given=GOOD.read_bytes())
    told("check", SAMPLES / "broken", "--draft", "--record", "--quiet")
    entries = json.loads(told("history", "list", "--format", "json")[1])["entries"]
    assert {entry["path"] for entry in entries} == {""}
    assert "-" in {entry["name"] for entry in entries}


@pytest.mark.parametrize("fault", ["newer", "no folder"])
def test_a_history_that_cannot_be_written_leaves_the_check_what_it_is(told: Any, data: Path, fault: str) -> None:
    if fault == "newer":
        told("check", GOOD, "--draft", "--record", "--quiet")
        with sqlite3.connect(data) as connection:
            connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        connection.close()
    else:
        data.parent.parent.mkdir()
        data.parent.write_text("a file where the folder should be")
    plain = told("check", BROKEN, "--draft", "--format", "json", *AT)
    code, out, err = told("check", BROKEN, "--draft", "--format", "json", *AT, "--record")
    assert (code, out) == plain[:2]
    assert ("newer version" in err) is (fault == "newer")
    assert "Traceback" not in err
    assert "assay: " in err


def test_a_damaged_history_is_said_and_the_check_recorded(told: Any, data: Path) -> None:
    data.parent.mkdir(parents=True)
    data.write_text("no database" * 100)
    code, _, err = told("check", GOOD, "--draft", "--record", "--quiet")
    assert code == 0
    assert "The history was damaged. It is now called history-damaged-" in err
    assert json.loads(told("history", "list", "--format", "json")[1])["total"] == 1
    assert "may still hold what was deleted" in told("history", "delete", "1", "--yes")[1]
    data.write_text("no database" * 100)
    code, out, err = told("history", "list")
    assert (code, out) == (4, "")
    assert "set" in err or "called" in err


@pytest.mark.parametrize("command", ["diff", "compare"])
def test_two_reports_are_compared(told: Any, tmp_path: Path, command: str) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    told("check", BROKEN, "--draft", "--out", old, "--quiet")
    told("check", GOOD, "--draft", "--out", new, "--quiet")
    assert told(command, old, new)[0] == 0
    code, out, err = told(command, new, old, "--lang", "de")
    assert (code, err) == (1, "")
    assert "war konform, ist nicht konform" in out
    assert json.loads(told(command, old, new, "--format", "json")[1])["documents"][0]["fixed"]


def test_what_is_no_report_is_said(told: Any, tmp_path: Path) -> None:
    for file, words in (
        (GOOD, "is no JSON report"),
        (tmp_path / "none", "cannot be read"),
        (tmp_path, "cannot be read"),
    ):
        code, out, err = told("diff", file, file)
        assert (code, out) == (3, "")
        assert words in err


def test_what_wants_attention_is_listed_and_written_as_a_calendar(told: Any, tmp_path: Path) -> None:
    assert told("attention", "--at", "2026-11-26T00:00:00Z")[:2] == (0, "Nothing wants your attention.\n")
    told("check", GOOD, "--draft", "--record", "--quiet")
    code, out, _ = told("attention", "--at", "2027-12-20T00:00:00Z")
    assert code == 0
    assert out.startswith("“participant.json” ends in 12 days, on 2027-12-31.")
    ics = tmp_path / "a.ics"
    assert told("attention", "--at", "2026-12-20T00:00:00Z", "--ics", ics)[0] == 0
    assert b"SUMMARY:Credentials in \xe2\x80\x9cparticipant.json\xe2\x80\x9d end\r\n" in ics.read_bytes()
    listed = json.loads(told("attention", "--at", "2027-12-20T00:00:00Z", "--format", "json")[1])["attention"]
    assert listed[0]["urgency"] == "soon"
    assert listed[0]["due"] == "2027-12-31T23:59:59Z"


def test_a_source_that_cannot_be_read_is_told_beside_the_others(told: Any, data: Path) -> None:
    data.parent.mkdir(parents=True)
    data.write_text("no database" * 100)
    code, out, err = told("attention", "--at", "2028-12-20T00:00:00Z")
    assert code == 4
    assert "The rules" in out
    assert "damaged" in err


@pytest.mark.parametrize("words", [("history",), ("history", "list"), ("diff",), ("attention",), ("check",)])
@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_help_is_in_words(told: Any, words: tuple[str, ...], lang: str) -> None:
    code, out, _ = told(*words, "--help", "--lang", lang)
    assert code == 0
    assert "cli." not in out


def test_it_runs_as_a_process(data: Path) -> None:
    ran = begun("check", BROKEN, "--draft", "--record", "--quiet", XDG_DATA_HOME=os.environ["XDG_DATA_HOME"])
    assert ran.returncode == 1
    assert begun("history", "list").stdout.count(b"\n") == 2
