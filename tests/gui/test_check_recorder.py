# SPDX-License-Identifier: Apache-2.0
"""Every check goes into the history, each once; what comes of typing only when it pauses."""

import json
from pathlib import Path

import pytest

from assay.authoring.edited_text import Change
from assay.history.looking import entries, findings, report
from assay.history.store import HistoryError, user_history
from assay_gui import checking, past_work
from past_window import NOVEMBER, Clock, check, clock, is_recorded, open_window, sample
from project_specimens import passed_on
from window import BROKEN, GOOD, Window

__all__ = ["clock", "open_window"]


def recorded(window: Window) -> list[str]:
    """Names of what is in the history, the newest first."""
    window.wait_until(lambda: is_recorded(window))
    return [Path(entry.name).name for entry in entries(user_history()).entries]


def test_a_check_is_kept_with_all_that_is_known_of_it(open_window, clock: Clock, tmp_path: Path):
    clock.moment = NOVEMBER
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample(BROKEN))
    entry = entries(user_history()).entries[0]
    assert (entry.path, entry.document, entry.is_live, entry.times) == (str(path), str(path), False, 1)
    assert (entry.first_made, entry.moment) == ("2026-11-22T10:00:00Z",) * 2
    current = window.session.current
    assert current is not None
    assert current.checked is not None
    expected = current.checked.examination.report
    assert [found.id for found in findings(user_history(), entry.run)] == [found.id for found in expected.findings]
    assert b'"draft": true' in report(user_history(), entry.run)


def test_what_is_in_no_file_has_no_path(open_window):
    window = open_window()
    window.open_sample(GOOD)
    assert recorded(window) == ["storage-offering.json"]
    assert entries(user_history()).entries[0].path == ""


def test_a_folder_is_recorded_document_by_document(open_window, tmp_path: Path):
    folder = tmp_path / "set"
    folder.mkdir()
    for number in range(7):
        (folder / f"{number}.json").write_bytes(sample(GOOD if number % 2 else BROKEN))
    window = open_window()
    window.open(folder)
    assert sorted(recorded(window)) == [f"{number}.json" for number in range(7)]
    paths = {entry.path for entry in entries(user_history()).entries}
    assert paths == {str(folder / f"{number}.json") for number in range(7)}


def test_nothing_is_recorded_while_results_come_and_nothing_is_lost_of_what_is_closed_meanwhile(
    open_window, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("assay_gui.check_recorder.QUIET_MS", 60_000)
    asked: list[int] = []
    keep = past_work.keep
    monkeypatch.setattr(past_work, "keep", lambda waiting, lang: (asked.append(len(waiting)), keep(waiting, lang))[1])
    window = open_window()
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(sample(GOOD))
        window.open(tmp_path / name)
    window.session.close(window.session.documents[0].key)
    assert window.program.history.recorder.is_busy
    assert not asked
    window.main.close()
    assert asked == [2]
    assert sorted(Path(entry.name).name for entry in entries(user_history()).entries) == ["a.json", "b.json"]


def test_a_window_that_has_much_to_do_is_waited_for_but_not_for_ever(open_window, tmp_path: Path, monkeypatch, qtbot):
    monkeypatch.setattr("assay_gui.check_recorder.QUIET_MS", 20)
    monkeypatch.setattr("assay_gui.check_recorder.LITTLE", -1)  # as if it worked all the time
    monkeypatch.setattr("assay_gui.check_recorder.MOST_PUT_OFFS", 1_000_000)
    window, path = open_window(), tmp_path / "a.json"
    path.write_bytes(sample(GOOD))
    window.open(path)
    qtbot.wait(400)
    assert window.program.history.recorder.is_busy
    assert entries(user_history()).total == 0
    monkeypatch.setattr("assay_gui.check_recorder.MOST_PUT_OFFS", 2)
    assert recorded(window) == ["a.json"]


def test_the_same_result_is_counted_and_a_check_that_was_stopped_is_not_one(open_window, tmp_path: Path):
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample(GOOD))
    check(window, path, sample(GOOD))
    assert [entry.times for entry in entries(user_history()).entries] == [2]
    key = window.session.documents[0].key
    window.session.check_again(key)
    window.session.stop_check(key)
    window.session.check_ended.emit(key)
    assert recorded(window) == ["a.json"]
    assert entries(user_history()).entries[0].times == 2


def test_unsaved_work_that_is_closed_before_its_pause_is_dropped(open_window, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("assay_gui.check_recorder.PAUSE_MS", 60_000)
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample("good/participant.json"))
    key = window.session.documents[0].key
    edited = window.session.documents[0].edited
    assert edited is not None
    window.session.work_on(key, edited.edit(Change(0, "", " ")))
    window.wait_until(window.is_quiet)
    assert window.program.history.recorder.is_busy
    window.session.close(key)
    assert not window.program.history.recorder.is_busy
    assert entries(user_history()).total == 1


def test_a_submission_is_recorded_when_the_typing_in_a_part_of_it_pauses(open_window, tmp_path: Path, monkeypatch):
    folder = tmp_path / "set"
    folder.mkdir()
    for name in ("a.json", "b.json"):
        (folder / name).write_bytes(sample("good/participant.json"))
    window = open_window()
    window.open(folder)
    window.main.actions_table["together"].trigger()
    window.wait_until(lambda: is_recorded(window) and len(recorded(window)) == 3)
    monkeypatch.setattr("assay_gui.check_recorder.PAUSE_MS", 60_000)
    part = window.session.documents[0]
    assert part.edited is not None
    window.session.work_on(part.key, part.edited.edit(Change(0, "", " ")))
    window.wait_until(window.is_quiet)
    assert window.program.history.recorder.is_busy
    assert entries(user_history()).total == 3
    assert not any(entry.is_live for entry in entries(user_history()).entries)


def test_saving_is_recorded_at_once(open_window, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("assay_gui.check_recorder.PAUSE_MS", 60_000)
    window, path = open_window(), tmp_path / "a.json"
    check(window, path, sample("good/participant.json"))
    key = window.session.documents[0].key
    edited = window.session.documents[0].edited
    assert edited is not None
    window.session.work_on(key, edited.edit(Change(0, "", " ")))
    window.wait_until(window.is_quiet)
    window.main.actions_table["save"].trigger()
    window.wait_until(lambda: is_recorded(window))
    assert [entry.is_live for entry in entries(user_history()).entries] == [False, False]


def test_what_keeps_it_from_recording_is_told_once_for_each_reason(open_window, tmp_path: Path, monkeypatch):
    def fails(*_given: object, **_told: object) -> None:
        raise HistoryError("record_file.full", name="h")

    window, path = open_window(), tmp_path / "a.json"
    with monkeypatch.context() as patched:
        patched.setattr("assay.history.recording.record", fails)
        check(window, path, sample(GOOD))
        window.wait_until(lambda: "no room left" in window.main.notice.message)
        assert window.main.notice.message.startswith("This check is not in the history.")
        window.main.notice.hide()
        check(window, path, sample(BROKEN))
        assert window.main.notice.message == ""
    check(window, path, sample(GOOD))
    assert recorded(window) == ["a.json"]


def test_a_fault_of_the_program_is_not_hidden(open_window, tmp_path: Path, monkeypatch, qtbot):
    def breaks(*_given: object) -> None:
        raise RuntimeError

    window = open_window()
    monkeypatch.setattr(past_work, "keep", breaks)
    with qtbot.captureExceptions() as caught:
        (tmp_path / "a.json").write_bytes(sample(GOOD))
        window.open(tmp_path / "a.json")
        window.wait_until(lambda: bool(caught))
    assert caught[0][0] is RuntimeError
    monkeypatch.undo()


@pytest.mark.parametrize("lang", ["de", "fr"])
def test_reports_are_kept_in_the_language_of_the_window(open_window, tmp_path: Path, lang: str):
    window = open_window(lang)
    check(window, tmp_path / "a.json", sample(GOOD))
    assert f'"lang": "{lang}"'.encode() in report(user_history(), entries(user_history()).entries[0].run)


def test_the_evidence_of_a_project_is_kept_in_a_folder_and_in_a_zip(open_window, tmp_path: Path):
    passed_on(tmp_path)
    told: dict[str, list[bytes]] = {}
    window = open_window()
    for name in ("acme", "acme.zip"):
        window.open(tmp_path / name)
        recorded(window)
        newest = sorted(entries(user_history()).entries[:2], key=lambda entry: entry.name)
        assert [Path(entry.name).name for entry in newest] == ["participant.jsonld", "wrong.jsonld"]
        told[name] = [report(user_history(), entry.run) for entry in newest]
    assert told["acme"] == told["acme.zip"]
    (register,) = json.loads(told["acme"][0])["evidence"]
    assert [remark["text"] for row in register["rows"] for remark in row["remarks"]] == [
        "project.evidence.changed",
        "project.evidence.over",
    ]


def test_a_report_from_the_window_tells_the_evidence_of_a_zip(open_window, tmp_path: Path):
    passed_on(tmp_path)
    window = open_window()
    window.open(tmp_path / "acme.zip")
    recorded(window)
    checked = window.session.documents[0].checked
    assert checked is not None
    made = checking.export(checked, tmp_path / "report.json", "json", words=window.program.look.words)
    assert json.loads(made.read_bytes())["evidence"][0]["project"] == "Acme Cloud"
