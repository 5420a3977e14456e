# SPDX-License-Identifier: Apache-2.0
"""Recorded reports shown again: all that was recorded and nothing more, in every format, as it was told then."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assay.document import Document
from assay.finding import Stage
from assay.history.looking import entries
from assay.history.recorded_report import recorded_report
from assay.history.shown_again import _Words, shown_again
from assay.history.store import History, HistoryError
from assay.options import Options
from assay.pipeline import check
from assay.reports import RENDERERS, json_report
from assay.reports.report import Report
from assay.rules.bundled import resource
from assay.texts import load_texts
from assay.verdict import Scope, Verdict
from checking import MOMENT
from evidence_specimens import hostile_register, register
from extension_specimens import AERO
from histories import BROKEN, GOOD, kept, later, report
from html_page import Page
from report_specimens import several

WORDS = ("headline", "levels", "criteria", "unchecked_reasons", "pack", "extensions", "inputs", "checks", "is_draft")
SAMPLES = [
    Document(path.name, path.read_bytes())
    for kind in ("good", "broken")
    for path in sorted(resource("samples", kind).iterdir(), key=lambda path: path.name)
]
OTHERS = [Document("cut.json", b"{"), Document("page.html", b"<html></html>"), Document("empty.json", b"{}")]


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history.sqlite3")


def shown(history: History, found: Report, form: str = "html") -> bytes:
    kept(history, found)
    return shown_again(history, entries(history).entries[0], form)


@pytest.mark.parametrize("scope", [Scope.SUBMISSION, Scope.PROOFS])
@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("draft", [True, False])
def test_it_says_what_was_said_then(lang: str, draft: bool, scope: Scope):
    """Of an answer that is no answer, the one reason that was told first is not recorded: all of them are told."""
    options = Options(draft=draft, moment=MOMENT, lang=lang, scope=scope)
    for document in (*SAMPLES, *OTHERS):
        then = check([document], options)
        again = told_again(then)
        for name in WORDS:
            if name == "headline" and then.verdict is Verdict.INCOMPLETE:
                continue
            assert plain(getattr(again, name)) == plain(getattr(then.documents[0], name)), (document.name, name)
        assert again.headline
        assert again.summary


def told_again(then: Report):
    """The document of a report, with its words, as it is shown again."""
    again = recorded_report(json_report.render(then), "1")
    return _Words(again.documents[0], load_texts(again.lang), is_draft=again.draft).told()


def plain(value: object) -> object:
    """Checks without the text ids that are not recorded."""
    if isinstance(value, tuple) and value and hasattr(value[0], "check"):
        return [(made.check.id, made.check.outcome, made.title, made.reason, made.needs) for made in value]
    return dict(value) if hasattr(value, "items") else value  # type: ignore[call-overload]


def test_extensions_and_predictions_are_told_as_then():
    then = check([SAMPLES[1]], Options(draft=False, moment=MOMENT, lang="en", extensions=(AERO,)))
    again, before = told_again(then), then.documents[0]
    assert again.extensions == before.extensions
    assert before.predictions
    for one, other in zip(again.predictions, before.predictions, strict=True):
        assert (one.engine_name, one.headline, one.reason) == (other.engine_name, other.headline, other.reason)
        assert one.known_from == other.known_from


def test_all_members_of_the_contract_come_back_to_the_byte():
    """Specimens with every member there is: cross-check, acceptances, members, evidence, offerings."""
    data = json_report.render(replace(several(), registers=(register(), hostile_register("<b>"))))
    assert json_report.render(recorded_report(data, "1")) == data


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_evidence_is_shown_again_with_the_report(history: History, form: str):
    """It is recorded with the run: changed evidence makes another one, whatever the documents say."""
    found = replace(report(BROKEN), registers=(register(),))
    told = shown(history, found, form).decode()
    assert "Evidence of the project “Acme Cloud”" in told
    assert "ISO/IEC 27001:2022" in told
    assert kept(history, found).is_new is False
    assert kept(history, replace(found, registers=(replace(register(), rows=()),))).is_new is True


@pytest.mark.parametrize("form", sorted(RENDERERS))
def test_every_format_is_there(history: History, form: str):
    assert len(shown(history, report(BROKEN), form)) > 500


def test_json_is_as_it_was_to_the_byte(history: History):
    found = report(BROKEN)
    assert shown(history, found, "json") == json_report.render(found)


def test_the_run_record_says_what_was_recorded_and_what_was_not(history: History):
    kept(history, report(BROKEN))
    kept(history, report(BROKEN), later(days=2))
    told = Page(shown_again(history, entries(history).entries[0], "html")).text
    assert "check 1 of the history of this computer" in told
    assert "2026-03-03T09:00:00Z (with the same result 2 times since 2026-03-01T09:00:00Z)" in told
    assert "not recorded" in told


def test_it_is_shown_in_the_language_it_was_made_in(history: History):
    told = Page(shown(history, report(BROKEN, lang="de"))).text
    assert "Nicht konform: 1 Punkt zu beheben." in told
    assert "nicht aufgezeichnet" in told


def test_what_could_not_be_told_is_not_told_now(history: History):
    then = report("broken/offering-reference-slip.json")
    assert then.verdict is Verdict.INCOMPLETE
    again = told_again(then)
    assert again.headline.startswith("Could not be told: ")


def test_proofs_alone_never_become_a_whole_check():
    then = report(GOOD)
    (document,) = then.documents
    reason = load_texts("en").say("reason.not_asked")
    checks = tuple(
        replace(made, check=replace(made.check, reason="reason.not_asked"), reason=reason)
        if made.check.stage is Stage.CONTENT
        else made
        for made in document.checks
    )
    again = told_again(replace(then, documents=(replace(document, checks=checks, verdict=Verdict.CONFORMANT),)))
    assert again.headline == "Signatures, keys, certificates and dates hold. The content was not judged."


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(weather="fine"),
        lambda told: told["documents"][0].update(signed_by="me"),
        lambda told: told["documents"][0]["findings"][0].pop("why"),
        lambda told: told["documents"][0].update(size="large"),
        lambda told: told["documents"][0].update(verdict="splendid"),
        lambda told: told.update(documents={}),
        lambda told: told.pop("tool"),
    ],
)
def test_what_this_version_cannot_show_whole_is_refused(change):
    told = json.loads(json_report.render(report(BROKEN)))
    change(told)
    with pytest.raises(HistoryError) as caught:
        recorded_report(json_report.encoded(told), "7")
    assert caught.value.text_id == "record_file.not_shown_again"


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b"null"])
def test_other_bytes_are_refused(data: bytes):
    with pytest.raises(HistoryError):
        recorded_report(data, "7")
