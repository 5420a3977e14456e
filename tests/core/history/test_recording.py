# SPDX-License-Identifier: Apache-2.0
"""What is recorded: the same bytes come back, the same check is counted, a live check does not flood."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.history.bodies import joined
from assay.history.entry import Origin
from assay.history.looking import entries, entry, findings, report
from assay.history.recording import A_SITTING, record
from assay.history.store import History, HistoryError, reading
from assay.reports.json_report import encoded, render
from assay.verdict import Verdict
from histories import BROKEN, GOOD, START, changed, kept, later, named
from histories import report as checked
from report_specimens import HOSTILE, hostile
from report_specimens import report as by_hand


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "data" / "h.sqlite3")


def test_a_report_comes_back_to_the_byte(history: History) -> None:
    found = checked(BROKEN)
    kept(history, found)
    assert report(history, 1) == render(found)


def test_a_report_on_several_documents_comes_back_to_the_byte(history: History) -> None:
    found = checked(BROKEN, GOOD)
    kept(history, found)
    assert report(history, 1) == render(found)
    one = json.loads(report(history, 1, 1))
    assert [entry["name"] for entry in one["documents"]] == ["participant.json"]
    assert one["documents"][0] == json.loads(render(found))["documents"][1]


def test_hostile_text_comes_back_to_the_byte(history: History) -> None:
    told = hostile()
    document = replace(told.documents[0], name="".join(HOSTILE) + "\u2028\x85\ud83d")
    found = replace(told, documents=(*told.documents, document, replace(document, name="\ud800/\x00.json")))
    kept(history, found)
    assert report(history, 1) == render(found)
    assert entries(history).total == len(found.documents) > 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
            max_leaves=8,
        ),
        max_size=4,
    )
)
def test_any_values_are_put_together_as_they_were(values: list[object]) -> None:
    bodies = [encoded({"value": value}) for value in values]
    whole = encoded({"head": "x", "documents": [{"value": value} for value in values]})
    assert joined({"head": "x"}, bodies) == whole


def test_the_entry_says_what_the_report_says(history: History) -> None:
    record(history, checked(BROKEN), made=START, origins=[Origin("/home/x/acme.json", "2027-01-01T00:00:00Z")])
    found, told = entry(history, 1), checked(BROKEN).documents[0]
    assert (found.name, found.path, found.sha256) == (told.name, "/home/x/acme.json", told.sha256)
    assert told.pack is not None
    assert (found.pack_id, found.pack_sha256) == (told.pack.id, told.pack.sha256)
    assert (found.verdict, found.violations) == (Verdict.NON_CONFORMANT, 1)
    assert found.levels == {name: level.verdict for name, level in told.levels.items()}
    assert (found.moment, found.first_made) == ("2026-11-22T10:00:00Z", "2026-03-01T09:00:00Z")
    assert found.valid_until == "2027-01-01T00:00:00Z"
    assert [(one.id, one.rule, one.text, one.severity) for one in findings(history, 1)] == [
        (one.id, one.rule, one.text, one.severity.value) for one in told.findings
    ]


def test_the_same_check_is_counted_not_kept_again(history: History) -> None:
    found = checked(BROKEN)
    assert kept(history, found).is_new
    again = kept(history, replace(found, moment="2026-11-22T10:00:07Z"), later(hours=1))
    assert (again.run, again.is_new) == (1, False)
    (one,) = entries(history).entries
    assert (one.times, one.first_made, one.last_made) == (2, "2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z")
    assert report(history, 1) == render(found)


@pytest.mark.parametrize("what", ["digest", "verdict", "rules", "inputs", "language", "findings", "checks", "tool"])
def test_what_is_not_the_same_is_kept(history: History, what: str) -> None:
    found = by_hand()
    document = found.documents[0]
    assert document.pack
    other = {
        "digest": replace(document, sha256="0" * 64),
        "verdict": replace(document, verdict=Verdict.INCOMPLETE),
        "rules": replace(document, pack=replace(document.pack, sha256="0" * 64)),
        "inputs": replace(document, inputs=checked_inputs()),
        "findings": replace(document, findings=document.findings[1:]),
        "checks": replace(document, checks=document.checks[1:]),
    }.get(what, document)
    changes = {"language": {"lang": "de"}, "tool": {"tool_version": "9"}}.get(what, {})
    kept(history, found)
    assert kept(history, replace(found, documents=(other, *found.documents[1:]), **changes)).is_new
    assert not kept(history, replace(found, documents=(other, *found.documents[1:]), **changes)).is_new


def checked_inputs() -> tuple:
    from assay.reports.report import TrustInput

    return (TrustInput("status", "list.json", "a" * 64, "2026-01-01"),)


def test_the_same_as_the_last_but_one_is_kept(history: History) -> None:
    """Back to what it was is a change too: a trend would miss it."""
    found = checked(BROKEN)
    kept(history, found)
    kept(history, changed(found, "b"), later(days=1))
    assert kept(history, found, later(days=2)).is_new


def test_documents_of_the_same_name_elsewhere_are_others(history: History) -> None:
    found = checked(BROKEN)
    kept(history, found, START, "/a/x.json")
    assert kept(history, found, later(hours=1), "/b/x.json").is_new
    assert not kept(history, found, later(hours=2), "/a/x.json").is_new


def test_what_two_runs_say_alike_is_kept_once(history: History) -> None:
    """A catalogue that is checked every night grows by what changed."""
    found = checked(BROKEN, GOOD)
    kept(history, found)
    other = replace(found, documents=(changed(found, "c").documents[0], found.documents[1]))
    kept(history, other, later(days=1))
    with reading(history) as connection:
        assert connection.execute("SELECT count(*) FROM result").fetchone()[0] == 3
    assert (report(history, 1), report(history, 2)) == (render(found), render(other))


def test_a_live_check_keeps_one_record_a_sitting(history: History) -> None:
    found = checked(BROKEN)
    for second in range(12):
        kept(history, changed(found, f"{second:x}"), later(seconds=second), is_live=True)
    (one,) = entries(history).entries
    assert (one.times, one.sha256) == (12, "b" * 64)
    assert one.first_made == "2026-03-01T09:00:00Z"
    with reading(history) as connection:
        assert connection.execute("SELECT count(*) FROM result").fetchone()[0] == 1
    kept(history, changed(found, "e"), START + A_SITTING + timedelta(seconds=1), is_live=True)
    assert entries(history).total == 2


def test_a_live_check_never_replaces_one_that_was_asked_for(history: History) -> None:
    found = checked(BROKEN)
    kept(history, found)
    kept(history, changed(found, "a"), later(seconds=1), is_live=True)
    kept(history, changed(found, "b"), later(seconds=2))
    assert [one.sha256[0] for one in entries(history).entries] == ["b", "a", found.documents[0].sha256[0]]


def test_an_empty_report_is_kept_too(history: History) -> None:
    found = replace(checked(GOOD), documents=())
    kept(history, found)
    assert report(history, 1) == render(found)


def test_a_record_that_was_changed_is_not_given(history: History) -> None:
    kept(history, checked(BROKEN))
    from assay.history.store import writing

    with writing(history) as connection:
        connection.execute("UPDATE run SET head = replace(head, 'non_conformant', 'conformant')")
    with pytest.raises(HistoryError, match=r"record_file\.entry_damaged"):
        report(history, 1)
    with writing(history) as connection:
        connection.execute("UPDATE result SET body = x'00'")
    with pytest.raises(HistoryError, match=r"record_file\.entry_damaged"):
        report(history, 1)


def test_what_is_not_there_is_said(history: History) -> None:
    assert entries(history).entries == ()
    assert not history.file.exists()
    for look in (lambda: report(history, 1), lambda: entry(history, 1)):
        with pytest.raises(HistoryError, match=r"record_file\.no_entry"):
            look()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("01"), st.booleans()), max_size=12))
def test_whatever_is_recorded_the_newest_entry_is_what_was_recorded_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, bool]]
) -> None:
    history = History(tmp_path_factory.mktemp("h") / "h.sqlite3")
    found, last = checked(GOOD), {}
    for number, (name, state, is_live) in enumerate(steps):
        told = named(changed(found, state), name)
        kept(history, told, later(seconds=number), is_live=is_live)
        last[name] = (state * 64, render(told))
    from assay.history.entry import Wanted

    newest = entries(history, Wanted(newest_only=True)).entries
    assert {one.name: (one.sha256, report(history, one.run)) for one in newest} == last
    assert sum(one.times for one in entries(history).entries) == len(steps)
