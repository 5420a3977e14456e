# SPDX-License-Identifier: Apache-2.0
"""Answers of clearing houses and notaries, read in the window."""

import json
from pathlib import Path

import pytest

import loire_set
import tagus_specimens as tagus
from assay.places import user_data
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.read_answer import ReadAnswerDialog
from assay_gui.dialogs.registration_number import RegistrationNumberDialog
from keys_window import act, dialog, profile, type_into
from kits_window import choose, click, leave, named, read_answer
from signing import signed_inside, token
from window import Window, close, make_window

__all__ = ["profile"]
SHAPES = "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"


def test_messages_of_a_refusal_are_told_with_the_findings_that_say_the_same(window: Window, tmp_path: Path) -> None:
    participant = tagus.participant()
    node = participant["credentialSubject"]["id"]
    del participant["credentialSubject"]["gx:headquarterAddress"]
    (tmp_path / "sent.json").write_text(json.dumps(tagus.presentation(signed_inside(participant))))
    window.open(tmp_path / "sent.json")
    key = window.session.current.key if window.session.current else 0
    window.main.show_page("home")

    said = [f"ERROR: {node} {SHAPES}headquarterAddress: does not conform", "Gibberish \u202e nobody knows"]
    (tmp_path / "reply.txt").write_text(json.dumps({"statusCode": 409, "message": said, "error": "Conflict"}))
    window.main.actions_table["read_answer"].trigger()
    asked = dialog(window, ReadAnswerDialog)
    assert asked.handed_in.currentData() == key
    choose(window, tmp_path / "reply.txt", asked.place.choose_button)
    act(window, asked)
    told = dialog(window, OutcomeDialog)
    assert told.headline == "It was refused."
    assert told.told[0].startswith(f"Wrong: {said[0]}")
    assert "The check says the same: " in told.told[0]
    assert told.told[1] == "Wrong: Gibberish <U+202E> nobody knows"
    click(window, named(told, "Show the findings"))
    window.wait_for_dialog_to_close()
    assert window.main.shown_page == "documents"
    assert window.session.current is not None
    assert window.session.current.name == "sent.json"


def test_an_answer_is_kept_where_the_user_says(window: Window, tmp_path: Path) -> None:
    (tmp_path / "reply.txt").write_text(json.dumps({"statusCode": 409, "errors": ["Unknown"]}))
    told = read_answer(window, tmp_path / "reply.txt")
    click(window, named(told, "Keep…"))
    assert told.isVisible()
    window.desk.save_path = tmp_path / "nowhere" / "kept.txt"
    click(window, named(told, "Keep…"))
    window.wait_until(lambda: any("There is no folder “nowhere”." in line for line in told.told))
    window.desk.save_path = tmp_path / "kept.txt"
    click(window, named(told, "Keep…"))
    window.wait_for_dialog_to_close()
    assert (tmp_path / "kept.txt").read_bytes() == (tmp_path / "reply.txt").read_bytes()


@pytest.mark.parametrize(
    ("content", "headline"),
    [(b"", "There is nothing in it."), (b"<html><body>busy</body></html>", "This is a web page")],
)
def test_what_is_no_answer_is_told(window: Window, tmp_path: Path, content: bytes, headline: str) -> None:
    (tmp_path / "reply.txt").write_bytes(content)
    assert read_answer(window, tmp_path / "reply.txt").headline.startswith(headline)


def test_a_file_that_cannot_be_read_is_told(window: Window, tmp_path: Path) -> None:
    window.main.actions_table["read_answer"].trigger()
    asked = dialog(window, ReadAnswerDialog)
    assert not asked.act_button.isEnabled()
    choose(window, tmp_path / "gone.txt", asked.place.choose_button)
    act(window, asked)
    assert asked.problem.startswith("The file “gone.txt” cannot be used:")


@pytest.mark.usefixtures("profile")
def test_a_number_is_compared_with_what_was_asked_for(window: Window, tmp_path: Path) -> None:
    (tmp_path / "answer.jwt").write_text(token(loire_set.number(), key=loire_set.NOTARY))
    told = read_answer(window, tmp_path / "answer.jwt").told
    assert any(line.startswith("Open: It was not compared with what was asked for.") for line in told)
    leave(window)

    window.main.actions_table["number"].trigger()
    asked = dialog(window, RegistrationNumberDialog)
    asked.kind.setCurrentIndex(asked.kind.findData("lei-code"))
    type_into(window, asked.number, "529900T8BM49AURSDO55")
    type_into(window, asked.address, "https://acme.example/other.json")
    click(window, asked.act_button)
    leave(window)
    told = read_answer(window, tmp_path / "answer.jwt").told
    assert "Wrong: The credential has another id than the one that was asked for." in told
    assert "Wrong: It is not of the kind that was asked for." in told


def prepare(window: Window, number: str, address: str) -> None:
    window.main.actions_table["number"].trigger()
    asked = dialog(window, RegistrationNumberDialog)
    asked.kind.setCurrentIndex(asked.kind.findData("lei-code"))
    type_into(window, asked.number, number)
    type_into(window, asked.address, address)
    click(window, asked.act_button)
    leave(window)


@pytest.mark.usefixtures("profile")
def test_what_a_notary_was_asked_for_outlives_the_window(qtbot, tmp_path: Path) -> None:
    window = make_window(qtbot, tmp_path)
    for number in range(25):
        prepare(window, "529900T8BM49AURSDO55", f"https://acme.example/{number}.json")
    kept = user_data() / "notary-requests.json"
    window.wait_until(lambda: kept.is_file() and "/24.json" in kept.read_text())
    told = json.loads(kept.read_text())["requests"]
    assert len(told) == 20
    assert told[0]["vc_id"] == "https://acme.example/24.json"
    close(window)
    again = make_window(qtbot, tmp_path)
    (tmp_path / "answer.jwt").write_text(token(loire_set.number(), key=loire_set.NOTARY))
    said = read_answer(again, tmp_path / "answer.jwt").told
    assert "Wrong: It is not of the kind that was asked for." in said
    leave(again)

    for broken in (
        b"",
        b"[" * 100_000,
        b"[]",
        b'{"format": "assay-notary-requests", "version": 1, "requests": [1, {}]}',
    ):
        kept.write_bytes(broken)
        close(again)
        again = make_window(qtbot, tmp_path)
        said = read_answer(again, tmp_path / "answer.jwt").told
        assert any(line.startswith("Open: It was not compared with what was asked for.") for line in said)
        leave(again)
    close(again)
