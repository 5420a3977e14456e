# SPDX-License-Identifier: Apache-2.0
"""The session: what is opened is checked and shown, late results of old checks never are, closing loses nothing."""

import json
import threading
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

import assay_gui.session as session_module
from assay.rules.bundled import resource
from assay_gui.functions import core_functions
from assay_gui.words import Words
from window import BROKEN, GOOD, MOMENT, Window, close, make_window


def test_a_file_is_opened_checked_and_shown(window: Window, sample_file):
    window.open(sample_file(BROKEN))
    current = window.session.current
    assert current is not None
    assert (current.name, current.verdict, current.failure) == (
        "participant-region-as-country.json",
        "non_conformant",
        None,
    )
    assert window.main.shown_page == "documents"


def test_folders_and_zips_are_walked_and_what_is_left_out_is_said(window: Window, sample_file, tmp_path: Path):
    folder = tmp_path / "set"
    folder.mkdir()
    sample_file(GOOD).rename(folder / "a.json")
    (folder / "notes.md").write_text("no self-description")
    archive = tmp_path / "set.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("b.json", sample_file(BROKEN).read_bytes())
    window.open(folder, archive)
    assert {document.verdict for document in window.session.documents} == {"conformant", "non_conformant"}
    assert "1 file" in window.main.notice.message


def test_opening_the_same_file_again_checks_it_anew_in_its_place(window: Window, sample_file):
    path = sample_file(GOOD)
    window.open(path)
    path.write_bytes(resource("samples", *BROKEN.split("/")).read_bytes())
    window.session.open_paths([path])
    window.wait_until(lambda: window.session.documents[0].verdict == "non_conformant")
    assert len(window.session.documents) == 1


def test_a_missing_file_is_told_and_nothing_opens(window: Window, tmp_path: Path):
    window.session.open_paths([tmp_path / "nowhere.json"])
    window.wait_until(lambda: bool(window.main.notice.message))
    assert "nowhere.json" in window.main.notice.message
    assert window.session.documents == ()


def test_an_unsigned_document_is_a_draft(window: Window):
    window.open_sample(GOOD)
    assert window.page.head.title.accessibleName().endswith("(draft)")
    assert window.page.head.banner.headline.startswith("Ready to sign")


def test_a_late_result_of_a_replaced_check_is_never_shown(qtbot, tmp_path: Path):
    """The first check is held up, the second overtakes it."""
    hold, calls, words = threading.Event(), [], Words()
    real = core_functions(words).check

    def check(document, moment, made_at, given):
        calls.append(moment)
        if len(calls) == 1:
            hold.wait(5)
        return real(document, moment, made_at, given)

    window = make_window(qtbot, tmp_path, check=check)
    window.session.open_text("a.json", resource("samples", *GOOD.split("/")).read_bytes())
    window.wait_until(lambda: len(calls) == 1)
    later = datetime(2030, 1, 1, tzinfo=UTC)
    window.session.check_as_of(1, later)
    window.wait_until(lambda: window.session.documents[0].checked is not None)
    hold.set()
    qtbot.wait(80)
    checked = window.session.documents[0].checked
    assert checked is not None
    assert checked.moment == later
    close(window)


def test_a_slow_check_is_shown_and_can_be_stopped(qtbot, tmp_path: Path):
    hold = threading.Event()
    window = make_window(qtbot, tmp_path, check=lambda *_: hold.wait(10))
    window.session.open_text("a.json", b"{}")
    window.wait_until(lambda: window.page.head.banner.headline == "Checking…")
    assert window.session.is_checking(1)
    window.page.head.banner.stop_wanted.emit()
    assert not window.session.is_checking(1)
    assert window.page.head.banner.headline == "The check was stopped."
    hold.set()
    qtbot.wait(50)
    assert window.page.head.banner.headline == "The check was stopped."
    close(window)


def test_a_fault_of_the_program_is_never_a_verdict(qtbot, tmp_path: Path):
    window = make_window(qtbot, tmp_path, check=lambda *_: {}["missing"])
    window.session.open_text("a.json", b"{}")
    window.wait_until(lambda: window.session.documents != () and window.is_quiet())
    assert window.page.head.banner.headline == "The program could not check this document."
    assert window.session.documents[0].verdict == ""
    close(window)


def test_closing_shows_the_neighbour_and_at_last_home(window: Window):
    for name in (GOOD, BROKEN):
        window.open_sample(name)
    first, second = (document.key for document in window.session.documents)
    window.session.show(first)
    window.session.close(first)
    assert window.session.current is not None
    assert window.session.current.key == second
    window.session.close(second)
    assert window.session.current is None
    assert window.main.shown_page == "home"


def test_check_as_of_another_moment_changes_the_answer_and_says_so(window: Window):
    window.open_sample(GOOD)
    window.session.check_as_of(1, datetime(2031, 5, 1, tzinfo=UTC))
    window.wait_until(lambda: window.session.documents[0].verdict == "non_conformant")
    assert window.main.status_line.texts[1] == "Moment: 2031-05-01 00:00 UTC"
    window.session.check_as_of(1, None)
    window.wait_until(lambda: window.session.documents[0].verdict == "conformant")
    assert window.main.status_line.texts[1] == "Moment: now"


def test_a_file_that_changes_on_disk_is_checked_again(window: Window, sample_file):
    path = sample_file(BROKEN)
    window.open(path)
    told = json.loads(path.read_text())
    told["credentialSubject"]["legalAddress"]["countryCode"] = "DE"
    path.write_text(json.dumps(told))
    window.wait_until(lambda: window.session.documents[0].verdict == "conformant")
    assert "changed on disk" in window.main.notice.message


def test_recent_files_keep_verdict_and_day(window: Window, sample_file):
    window.open(sample_file(GOOD))
    window.open(sample_file(BROKEN))
    kept = window.main.home.recent.model()
    said = [kept.index(row, 0).data(0x000B) for row in range(kept.rowCount())]
    assert said == [
        "participant-region-as-country.json, Does not conform, today",
        "storage-offering.json, Agrees with the rules, today",
    ]


def test_more_than_can_be_open_is_told(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(session_module, "MOST_OPEN", 2)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.json").write_bytes(b"{}")
    window.open(folder)
    assert len(window.session.documents) == 2
    assert "3 documents were found, 2 of them are open" in window.main.notice.message


def test_the_clock_of_the_checks_is_the_sessions(window: Window):
    window.open_sample(GOOD)
    checked = window.session.documents[0].checked
    assert checked is not None
    assert (checked.moment, checked.made_at) == (MOMENT, MOMENT)
