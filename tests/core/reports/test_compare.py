# SPDX-License-Identifier: Apache-2.0
"""Two reports compared: what is new, fixed, unchanged; what nobody looked at again is not fixed."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.errors import UsageError
from assay.finding import Outcome, Severity
from assay.reports.compare import Comparison, Difference, compare
from assay.reports.compare_report import json_bytes, text
from assay.reports.json_report import render
from assay.reports.told_report import ToldCheck, ToldDocument, ToldFinding, ToldReport, ToldRules, read_report
from assay.texts import LANGUAGES, load_texts
from assay.verdict import Verdict
from checking import sample
from histories import BROKEN, GOOD, report
from report_specimens import hostile

RULES = ToldRules("p", "1", "a")


def finding(identity: str, rule: str = "R", stage: str = "content") -> ToldFinding:
    return ToldFinding(identity, rule, stage, Severity.VIOLATION, f"Wrong: {identity}.", "t")


def document(*ids: str, name: str = "a.json", **members: Any) -> ToldDocument:
    told = {
        "name": name,
        "sha256": "0",
        "verdict": Verdict.NON_CONFORMANT if ids else Verdict.CONFORMANT,
        "rules": RULES,
        "extensions": (),
        "levels": {},
        "checks": (ToldCheck("C", "content", Outcome.FAILED if ids else Outcome.PASSED),),
        "findings": tuple(map(finding, ids)),
    }
    return ToldDocument(**{**told, **members})


def told(*documents: ToldDocument, draft: bool = False) -> ToldReport:
    return ToldReport("1", "2026-01-01T00:00:00Z", draft, "en", Verdict.INCOMPLETE, documents)


def of(comparison: Comparison) -> dict[str, str]:
    (found,) = comparison.documents
    return {name: "".join(one.id for one in getattr(found, name)) for name in ("added", "fixed", "open", "unchanged")}


def test_findings_are_new_fixed_or_unchanged() -> None:
    found = compare(told(document("a", "b")), told(document("b", "c")))
    assert of(found) == {"added": "c", "fixed": "a", "open": "", "unchanged": "b"}
    assert found.has_new


def test_nothing_new() -> None:
    found = compare(told(document("a", "b")), told(document("b")))
    assert not found.has_new
    assert found.documents[0].verdict.before is Verdict.NON_CONFORMANT


def test_the_same_finding_twice_is_two() -> None:
    """A class and the class above it find the same fault by a shape each."""
    assert of(compare(told(document("a", "a")), told(document("a")))) == {
        "added": "", "fixed": "a", "open": "", "unchanged": "a",
    }  # fmt: skip
    assert of(compare(told(document("a")), told(document("a", "a"))))["added"] == "a"


@pytest.mark.parametrize("outcome", [Outcome.NOT_CHECKED, None])
def test_what_was_not_looked_at_again_is_not_fixed(outcome: Outcome | None) -> None:
    left_out = (ToldCheck("C", "content", outcome),) if outcome else ()
    found = compare(told(document("a")), told(document(checks=left_out)))
    assert of(found) == {"added": "", "fixed": "", "open": "a", "unchanged": ""}


def test_a_check_of_the_findings_own_name_decides() -> None:
    checks = (ToldCheck("R", "content", Outcome.PASSED), ToldCheck("C", "content", Outcome.NOT_CHECKED))
    assert of(compare(told(document("a")), told(document(checks=checks))))["fixed"] == "a"
    checks = (ToldCheck("R", "content", Outcome.NOT_CHECKED), ToldCheck("C", "content", Outcome.PASSED))
    assert of(compare(told(document("a")), told(document(checks=checks))))["open"] == "a"


def test_what_a_draft_is_not_asked_for_is_not_fixed() -> None:
    checks = (ToldCheck("C", "content", Outcome.NOT_APPLICABLE),)
    assert of(compare(told(document("a")), told(document(checks=checks))))["fixed"] == "a"
    found = compare(told(document("a")), told(document(checks=checks), draft=True))
    assert of(found)["open"] == "a"
    assert found.documents[0].differences == (Difference.DRAFT,)


@pytest.mark.parametrize(
    ("members", "difference"),
    [
        ({"rules": ToldRules("p", "2", "a")}, Difference.RULES),
        ({"rules": ToldRules("p", "1", "b")}, Difference.RULES),
        ({"rules": None}, Difference.RULES),
        ({"extensions": (RULES,)}, Difference.EXTENSIONS),
    ],
)
def test_other_rules_are_said(members: dict[str, Any], difference: Difference) -> None:
    found = compare(told(document("a")), told(document("b", **members)))
    assert found.documents[0].differences == (difference,)
    assert not found.documents[0].is_comparable
    words = "\n".join(text(found, load_texts("en")))
    assert "may be due to them" in words
    assert json.loads(json_bytes(found))["documents"][0]["comparable"] is False


def test_levels_that_changed_are_told() -> None:
    old, new = (
        {"SC": Verdict.INCOMPLETE, "L1": Verdict.INCOMPLETE},
        {"SC": Verdict.CONFORMANT, "L1": Verdict.INCOMPLETE},
    )
    (level,) = compare(told(document(levels=old)), told(document(levels=new))).documents[0].levels
    assert (level.name, level.before, level.after) == ("SC", Verdict.INCOMPLETE, Verdict.CONFORMANT)


def test_the_only_documents_are_the_same_one_whatever_they_are_called() -> None:
    assert len(compare(told(document(name="old.json")), told(document(name="new.json"))).documents) == 1


def test_documents_are_matched_by_name_then_last_part_then_digest() -> None:
    old = told(
        document("a", name="x/1.json"), document("b", name="2.json"), document("c", name="3.json", sha256="9"),
        document("d", name="gone.json", sha256="4"),
    )  # fmt: skip
    new = told(
        document("c", name="renamed.json", sha256="9"), document("b", name="2.json"), document("a", name="y\\1.json"),
        document("e", name="fresh.json", sha256="5"),
    )  # fmt: skip
    found = compare(old, new)
    assert [(pair.old.name, pair.new.name) for pair in found.documents] == [
        ("3.json", "renamed.json"), ("2.json", "2.json"), ("x/1.json", "y\\1.json"),
    ]  # fmt: skip
    assert [entry.name for entry in found.only_old] == ["gone.json"]
    assert [entry.name for entry in found.only_new] == ["fresh.json"]
    assert found.has_new, "a document that was not there before brings its findings"


def test_two_of_one_name_are_not_mixed_up() -> None:
    old = told(document("a", name="x", sha256="1"), document("b", name="x", sha256="2"))
    new = told(document("b", name="x", sha256="2"), document("a", name="x", sha256="1"))
    assert not compare(old, new).has_new


def test_real_reports_are_compared() -> None:
    broken, good = (read_report(render(report(name)), name) for name in (BROKEN, GOOD))
    found = compare(broken, good)
    assert [one.rule for one in found.documents[0].fixed if one.severity is Severity.VIOLATION] == ["LOIRE-SHAPE-or"]
    assert not compare(broken, broken).has_new
    assert compare(good, broken).has_new
    assert compare(broken, broken).documents[0].is_same_file


def test_a_language_or_a_moment_makes_no_difference() -> None:
    english, german = (read_report(render(report(BROKEN, lang=lang)), lang) for lang in ("en", "de"))
    found = compare(english, german)
    assert not found.has_new
    assert found.documents[0].is_comparable


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_reports_are_safe_to_see(lang: str) -> None:
    found = compare(read_report(render(report(GOOD)), "x"), read_report(render(hostile()), "y"))
    for line in text(found, load_texts(lang)):
        assert line.replace("\u00a0", " ").isprintable()
    assert json.loads(json_bytes(found))["comparison_version"] == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"[" * 100_000, b"\xff", json.dumps(sample(GOOD)).encode(), b'{"report_version": 2}',
     b"1" * 5000],
)  # fmt: skip
def test_what_is_no_report_is_said(data: bytes) -> None:
    with pytest.raises(UsageError, match="no_report"):
        read_report(data, "x.json")


def _members(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, member in inner for found in _members(member, (*path, key)))]


WHOLE = render(report(BROKEN))
MEMBERS = _members(json.loads(WHOLE))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MEMBERS[1:]), st.sampled_from([None, 0, -1, True, "", "x", [], {}, [{}], 1e308]))
def test_a_report_with_anything_in_it_is_read_or_refused(path: tuple[Any, ...], value: Any) -> None:
    changed = json.loads(WHOLE)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    try:
        found = read_report(json.dumps(changed).encode(), "x")
    except UsageError:
        return
    list(text(compare(found, found), load_texts("en")))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_every_finding_is_in_exactly_one_list(old: list[str], new: list[str]) -> None:
    found = of(compare(told(document(*old)), told(document(*new))))
    assert Counter(found["added"] + found["unchanged"]) == Counter(new)
    assert Counter(found["fixed"] + found["open"] + found["unchanged"]) == Counter(old)
    assert not set(found["added"]) & set(found["fixed"])
