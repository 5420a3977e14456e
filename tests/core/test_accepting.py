# SPDX-License-Identifier: Apache-2.0
"""What is accepted stands beside the findings in every report, and weighs nothing."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from assay.acceptances import AcceptanceError, change_beside, path_beside
from assay.accepting import Wish, accept
from assay.opening import open_paths
from assay.options import Options
from assay.pipeline import check
from assay.reports import RENDERERS, render
from assay.reports.report import DocumentReport, Report
from assay.rules.bundled import resource
from assay.texts import load_texts
from assay.verdict import Verdict
from checking import MOMENT, sample_bytes

BROKEN = "broken/participant-region-as-country.json"
WISH = Wish("The supplier corrects it", "Zoë Müller", "2026-12-31")
LATER = datetime(2027, 1, 1, tzinfo=UTC)
TEXTUAL = ("text", "html", "markdown")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "participant.json"
    made.write_bytes(sample_bytes(BROKEN))
    return made


def checked(*paths: Path, moment: datetime = MOMENT, lang: str = "en", **options: object) -> Report:
    opened = open_paths([str(path) for path in paths])
    assert not opened.errors
    return check(opened.documents, Options(draft=True, moment=moment, lang=lang, **options), skipped=opened.skipped)


def only(report: Report) -> DocumentReport:
    assert len(report.documents) == 1
    return report.documents[0]


def accept_region(path: Path, wish: Wish = WISH) -> str:
    """Accept the one violation of the sample; gives its fingerprint."""
    found = [one for one in only(checked(path)).findings if one.severity.value == "violation"]
    change_beside(path, accept(found, wish, MOMENT))
    return found[0].id


def rendered(report: Report, form: str, lang: str = "en") -> str:
    return render(report, form, run=None, words=load_texts(lang)).decode()


def test_the_verdict_and_all_that_counts_stay(path):
    before = only(checked(path))
    accept_region(path)
    after = only(checked(path))
    assert after.verdict is before.verdict is Verdict.NON_CONFORMANT
    for name in ("headline", "coverage", "levels", "predictions", "checks", "sha256"):
        assert getattr(after, name) == getattr(before, name)
    assert [replace(one, accepted=None) for one in after.findings] == list(before.findings)
    assert after.summary == f"{before.summary} 1 finding is accepted; the verdict does not change."


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("form", TEXTUAL)
def test_every_report_says_who_accepts_it_and_why(path, form, lang):
    accept_region(path)
    told = " ".join(rendered(checked(path, lang=lang), form, lang).split())
    for part in ("Zoë Müller", "2026-11-22", "2026-12-31", "The supplier corrects it"):
        assert part in told


def test_the_printed_report_is_made_with_it(path):
    accept_region(path)
    assert render(checked(path), "pdf", run=None, words=load_texts("en")).startswith(b"%PDF")


def test_the_json_report_is_only_added_to(path):
    before = json.loads(rendered(checked(path), "json"))["documents"][0]
    finding = accept_region(path)
    whole = json.loads(rendered(checked(path), "json"))
    after = whole["documents"][0]
    jsonschema.validate(whole, json.loads(resource("schemas", "report-1.schema.json").read_bytes()))
    assert list(after) == [*before, "acceptances"]
    assert after["acceptances"] == {"accepted": 1, "overdue": 0, "no_longer_found": []}
    told = next(one for one in after["findings"] if one["id"] == finding)
    assert list(told)[-1] == "accepted"
    assert told.pop("accepted") == {
        "reason": "The supplier corrects it",
        "owner": "Zoë Müller",
        "due": "2026-12-31",
        "since": "2026-11-22T10:00:00Z",
        "overdue": False,
    }
    assert after["findings"] == before["findings"]
    entry = after["inputs"][-1]
    assert (entry["role"], entry["name"], entry["dated"]) == ("acceptances", f"{path}.accepted", "2026-11-22")


@pytest.mark.parametrize("form", list(RENDERERS))
def test_without_such_a_file_no_report_has_a_trace_of_it(path, form):
    report = checked(path)
    named = open_paths([str(path)]).documents
    unplaced = [replace(document, accepted=None) for document in named]
    other = check(unplaced, Options(draft=True, moment=MOMENT))
    made = render(report, form, run=None, words=load_texts("en"))
    assert made == render(other, form, run=None, words=load_texts("en"))
    for trace in (load_texts("en").say("accepted.title"), '"accept'):
        assert trace.encode() not in made
    assert only(report).acceptances is None


def test_what_is_overdue_no_longer_counts(path):
    accept_region(path)
    document = only(checked(path, moment=LATER))
    assert document.acceptances is not None
    assert (document.acceptances.accepted, document.acceptances.overdue) == (0, 1)
    assert document.summary.endswith("1 acceptance is overdue and no longer counts.")
    for form in TEXTUAL:
        assert "Overdue since 2026-12-31" in " ".join(rendered(checked(path, moment=LATER), form).split())


def test_what_is_not_found_any_more_is_told(path):
    accept_region(path)
    path.write_bytes(sample_bytes(BROKEN).replace(b"DE-BY", b"DE"))
    report = checked(path)
    lost = only(report).acceptances.lost
    assert [one.accepted.owner for one in lost] == ["Zoë Müller"]
    for form in TEXTUAL:
        assert "No longer found: Country code" in " ".join(rendered(report, form).split())
    told = json.loads(rendered(report, "json"))
    jsonschema.validate(told, json.loads(resource("schemas", "report-1.schema.json").read_bytes()))
    assert told["documents"][0]["acceptances"]["no_longer_found"][0]["owner"] == "Zoë Müller"


def test_an_acceptance_is_of_what_the_finding_said(path):
    """Two things a rule says of one place share a fingerprint; who accepts one has not accepted the other."""
    finding = accept_region(path)
    beside = path_beside(path)
    beside.write_bytes(beside.read_bytes().replace(b'"text": "shape', b'"text": "other'))
    assert b'"text": "other' in beside.read_bytes()
    document = only(checked(path))
    assert next(one for one in document.findings if one.id == finding).accepted is None
    assert len(document.acceptances.lost) == 1


@pytest.mark.parametrize("data", [b"{", b"", b'{"version": 9}', b'{"version":1,"document":"a","accepted":[],"x":1}'])
def test_a_file_that_cannot_be_used_is_told_and_accepts_nothing(path, data):
    path_beside(path).write_bytes(data)
    report = checked(path)
    document = only(report)
    assert document.acceptances.problems
    assert all(one.accepted is None for one in document.findings)
    assert document.summary.endswith("A file of acceptances cannot be used.")
    for form in TEXTUAL:
        assert "participant.json.accepted" in rendered(report, form)
    told = json.loads(rendered(report, "json"))
    jsonschema.validate(told, json.loads(resource("schemas", "report-1.schema.json").read_bytes()))


def test_of_very_many_that_are_not_found_the_first_are_shown(path):
    accept_region(path)
    told = json.loads(path_beside(path).read_bytes())
    entry = told["accepted"][0]
    told["accepted"] = [entry | {"finding": f"{number:016x}"} for number in range(2_000)]
    path_beside(path).write_text(json.dumps(told))
    report = checked(path)
    assert len(only(report).acceptances.lost) == 2_000
    assert 50 <= rendered(report, "text").count("No longer found") < 60
    assert "1950" in rendered(report, "text")


def test_a_link_to_nothing_and_a_folder_of_that_name_are_told(path):
    path_beside(path).symlink_to("nowhere")
    assert only(checked(path)).acceptances.problems
    assert only(checked(path)).inputs == ()
    path_beside(path).unlink()
    path_beside(path).mkdir()
    assert only(checked(path)).acceptances.problems


def test_in_a_folder_and_in_a_zip_it_is_read_and_not_counted_as_passed_over(path, tmp_path):
    accept_region(path)
    folder = checked(path.parent)
    assert folder.skipped == ()
    assert only(folder).acceptances.accepted == 1
    assert only(folder).inputs[-1].name == "participant.json.accepted"
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(path, "in/participant.json")
        archive.write(path_beside(path), "in/participant.json.accepted")
        archive.writestr("in/alone.json.accepted", "{}")
    archived = checked(packed)
    assert archived.skipped == ("in/alone.json.accepted",)
    assert only(archived).acceptances.accepted == 1


def test_a_file_without_its_document_is_passed_over_as_before(path):
    accept_region(path)
    (path.parent / "gone.json.accepted").write_bytes(b"{")
    assert checked(path.parent).skipped == ("gone.json.accepted",)


def test_a_zip_whose_file_of_acceptances_is_a_bomb_is_read_in_part_only(path, tmp_path):
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "participant.json")
        archive.writestr("participant.json.accepted", b" " * 50_000_000)
    document = only(checked(packed))
    assert "too large" in document.acceptances.problems[0]


def test_of_several_files_as_one_each_has_its_own(path, tmp_path):
    other = tmp_path / "other.json"
    other.write_bytes(sample_bytes("good/participant.json"))
    accept_region(path)
    document = only(checked(path, other, together=True))
    assert document.acceptances.accepted == 1
    assert document.inputs[-1].name == f"{path}.accepted"


def test_what_a_stranger_wrote_is_only_shown(path):
    """A supplier may bring such a file along: no markup, no text of the program's, nothing that steers a terminal."""
    accept_region(path, Wish("text:cli.written <b>x</b> {reason} {owner}", "said:class:urn:x:A"))
    beside = path_beside(path)
    beside.write_bytes(beside.read_bytes().replace(b"<b>x</b>", b"<b>x</b>\\u001b[2J\\u202e"))
    report = checked(path)
    html, text = rendered(report, "html"), " ".join(rendered(report, "text").split())
    assert "<b>x</b>" not in html
    assert "Accepted by said:class:urn:x:A on 2026-11-22: text:cli.written <b>x</b><U+001B>[2J<U+202E>" in text
    assert "{reason} {owner}" in text
    assert "\x1b" not in html
    assert render(report, "pdf", run=None, words=load_texts("en")).startswith(b"%PDF")


def test_one_of_two_places_is_counted(path):
    told = json.loads(sample_bytes(BROKEN))
    told["credentialSubject"]["headquartersAddress"]["countryCode"] = "DE-BY"
    path.write_text(json.dumps(told, indent=2))
    found = [one for one in only(checked(path)).findings if one.severity.value == "violation"]
    change_beside(path, accept(found[:1], WISH, MOMENT))
    report = checked(path)
    assert only(report).acceptances.accepted == 1
    assert "In 1 of 2 places: Accepted by Zoë Müller" in " ".join(rendered(report, "text").split())


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish("", "Zoë"), "acceptance_reason"),
        (Wish("because", "Zoë"), "acceptance_reason"),
        (Wish("it is so", "  "), "acceptance_owner"),
        (Wish("it is " + "x" * 2_000, "Zoë"), "acceptance_long"),
        (Wish("it is so", "x" * 201), "acceptance_long"),
        (Wish("it is \x1b[2J", "Zoë"), "acceptance_characters"),
        (Wish("it is so", "\udc80"), "acceptance_characters"),
        (Wish("it is so", "Zoë", "2026-11-21"), "acceptance_due"),
        (Wish("it is so", "Zoë", "soon"), "acceptance_due"),
    ],
)
def test_who_accepts_something_says_why_and_until_a_day_to_come(path, wish, expected):
    with pytest.raises(AcceptanceError) as caught:
        accept(only(checked(path)).findings, wish, MOMENT)
    assert caught.value.text_id == expected
    assert load_texts("en").has(f"error.{expected}")


def test_today_is_a_day_to_come(path):
    accept_region(path, replace(WISH, due="2026-11-22"))
    assert only(checked(path)).acceptances.accepted == 1
    assert only(checked(path, moment=MOMENT + timedelta(days=1))).acceptances.overdue == 1


def test_a_check_of_proofs_alone_does_not_miss_what_it_did_not_look_for(path):
    from assay.verdict import Scope

    accept_region(path)
    document = only(checked(path, scope=Scope.PROOFS))
    assert document.acceptances.lost == ()
