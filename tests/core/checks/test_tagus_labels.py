# SPDX-License-Identifier: Apache-2.0
"""Labels of Tagus: the credential hashed with its proof, and the older way that says nothing of itself."""

import copy
import hashlib

import pytest

import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.reports.report import DocumentReport
from label_credentials import TAGUS_HOUSE, as_written, tagus_credentials, tagus_entry, tagus_label
from label_judge import PASSED, TAGUS, checked, open_for, outcome, told, why
from loire_set import Node
from signing import signed_inside

V, W, I = Severity.VIOLATION, Severity.WARNING, Severity.INFO  # noqa: E741 - short


def tagus_set(given: Node, *others: Node) -> DocumentReport:
    return checked(tagus.presentation(*(others or tagus_credentials()), given))


def test_tagus_hashes_the_credential_with_its_proof() -> None:
    report = tagus_set(tagus_label(*tagus_credentials()))
    assert (outcome(report, TAGUS), told(report, TAGUS)) == (PASSED, {("label.fits", I)})
    other = [copy.deepcopy(entry) for entry in tagus_credentials()]
    other[0]["proof"]["created"] = "2026-01-16T09:00:00Z"
    report = tagus_set(tagus_label(*tagus_credentials()), *other)
    assert outcome(report, TAGUS)[0] is Outcome.FAILED
    assert ("label.changed", V) in told(report, TAGUS)


@pytest.mark.parametrize("name", ["integrity", "gx:integrity", tagus.GX + "integrity"])
def test_spellings_of_tagus(name: str) -> None:
    def renamed(entry: Node) -> None:
        entry[name] = entry.pop("gx:integrity")

    report = tagus_set(tagus_label(*tagus_credentials(), change=renamed))
    assert outcome(report, TAGUS) == PASSED


def test_the_older_way_of_tagus() -> None:
    """Without a word on how it was made: JSON as JavaScript writes it, under the subject's id."""
    given = {entry["id"]: entry for entry in tagus_credentials()}

    def older(entry: Node) -> None:
        credential = given[entry["id"]]
        del entry["gx:integrityNormalization"]
        entry["gx:integrity"] = "sha256-" + hashlib.sha256(as_written(credential)).hexdigest()
        entry["id"] = credential["credentialSubject"]["id"]

    report = tagus_set(tagus_label(*given.values(), change=older))
    assert (outcome(report, TAGUS), told(report, TAGUS)) == (PASSED, {("label.fits", I)})
    assert "the older way" in why(report, "label.fits")[0]


def test_where_the_older_way_does_not_fit_no_change_is_claimed() -> None:
    def older(entry: Node) -> None:
        del entry["gx:integrityNormalization"]
        entry["gx:integrity"] = "sha256-" + "0" * 64

    report = tagus_set(tagus_label(*tagus_credentials(), change=older))
    assert told(report, TAGUS) == {("label.older_form", W)}
    assert outcome(report, TAGUS) == open_for("reason.label_not_comparable")


def test_where_the_form_is_named_the_older_way_does_not_count() -> None:
    given = {entry["id"]: entry for entry in tagus_credentials()}

    def older(entry: Node) -> None:
        entry["gx:integrity"] = "sha256-" + hashlib.sha256(as_written(given[entry["id"]])).hexdigest()

    assert told(tagus_set(tagus_label(*given.values(), change=older)), TAGUS) == {("label.changed", V)}


def test_an_unknown_form_is_not_compared() -> None:
    def other(entry: Node) -> None:
        entry.update({"gx:integrityNormalization": "URDNA2015", "gx:integrity": "sha256-" + "0" * 64})

    report = tagus_set(tagus_label(*tagus_credentials(), change=other))
    assert told(report, TAGUS) == {("label.digest_form", W)}
    assert outcome(report, TAGUS) == open_for("reason.label_not_comparable")


def test_who_issues_labels_of_tagus() -> None:
    report = tagus_set(tagus_label(*tagus_credentials(), issuer=tagus.ACME))
    assert ("label.self_issued", V) in told(report, TAGUS)
    report = tagus_set(tagus_label(*tagus_credentials(), issuer="did:web:other.example"))
    assert ("label.not_trusted", V) in told(report, TAGUS)


def test_a_declaration_for_level_1_makes_a_label_of_level_1() -> None:
    given = [*tagus_credentials(), signed_inside(tagus.label())]
    found = tagus.credential("compliance", {}, issuer=TAGUS_HOUSE)
    kinds = ("gx:compliance", "gx:compliance", "gx:labelLevel1")
    found["credentialSubject"] = [tagus_entry(entry, kind) for entry, kind in zip(given, kinds, strict=True)]
    report = tagus_set(signed_inside(found, key=TAGUS_HOUSE), *given)
    assert outcome(report, TAGUS) == PASSED
    (states,) = [entry for entry in report.findings if entry.text == "label.states"]
    assert "Label Level 1" in states.message
    assert "22.10" in states.why


def test_what_tagus_lists_and_what_is_at_hand() -> None:
    first, second = tagus_credentials()
    report = tagus_set(tagus_label(first, second), first)
    assert outcome(report, TAGUS) == open_for("reason.label_missing", "needs.covered_credentials")
    report = tagus_set(tagus_label(first), first, second)
    assert ("label.extra", W) in told(report, TAGUS)
