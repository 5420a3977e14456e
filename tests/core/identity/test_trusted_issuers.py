# SPDX-License-Identifier: Apache-2.0
"""Notaries and clearing houses that the user adds: believed, told as the user's own word, refused where malformed."""

from pathlib import Path
from typing import Any

import pytest

import loire_set
import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.identity.trusted_issuers import MAX_BYTES, MAX_ISSUERS
from assay.reports.report import DocumentReport
from checking import examined
from label_credentials import credentials, label, tokens
from signing import presented, token

OWN_NOTARY, OWN_HOUSE = "did:web:notary.example:v2", "did:web:house.example:v2"
GOOD = f"""dated = 2026-11-20
[[issuers]]
did = "{OWN_NOTARY}"
operator = "Example Notaries"
role = "notary"
[[issuers]]
did = "{OWN_HOUSE}"
operator = "Example House"
role = "compliance"
"""


def added(folder: Path, text: str = GOOD) -> TrustFiles:
    (folder / "trusted_issuers.toml").write_text(text, encoding="utf-8")
    return open_trust([], [str(folder)])


def checked(document: Any, trust: TrustFiles) -> DocumentReport:
    return examined(document, draft=False, trust=trust).report


def outcome(report: DocumentReport, rule: str) -> Outcome:
    return next(entry.check.outcome for entry in report.checks if entry.check.id == rule)


def _submission(issuer: str) -> dict[str, Any]:
    number = {**loire_set.number(), "issuer": issuer}
    return loire_set.presentation(loire_set.participant(), number, loire_set.terms(), loire_set.offering())


def test_a_notary_of_ones_own_counts_and_is_told_as_such(tmp_path: Path) -> None:
    rule = "LOIRE-LINKS-notary"
    assert outcome(checked(_submission(OWN_NOTARY), TrustFiles()), rule) is Outcome.NOT_CHECKED
    report = checked(_submission(OWN_NOTARY), added(tmp_path))
    assert outcome(report, rule) is Outcome.PASSED
    (found,) = [entry for entry in report.findings if entry.rule == rule]
    assert (found.text, found.severity) == ("links.issuer_own", Severity.INFO)
    assert "2026-11-20" in found.why
    (used,) = [entry for entry in report.inputs if entry.role == "trusted_issuers"]
    assert (used.dated, len(used.sha256)) == ("2026-11-20", 64)


def test_a_clearing_house_of_ones_own_counts(tmp_path: Path) -> None:
    rule, document = (
        "LOIRE-LINKS-label",
        presented(*tokens(*credentials()), token(label(*credentials(), issuer=OWN_HOUSE), key=OWN_HOUSE)),
    )
    assert outcome(checked(document, TrustFiles()), rule) is Outcome.FAILED
    report = checked(document, added(tmp_path))
    assert outcome(report, rule) is Outcome.PASSED
    assert "links.issuer_own" in {entry.text for entry in report.findings if entry.rule == rule}
    assert "trusted_issuers" in {entry.role for entry in report.inputs}


def test_each_role_is_its_own(tmp_path: Path) -> None:
    report = checked(_submission(OWN_HOUSE), added(tmp_path))
    assert outcome(report, "LOIRE-LINKS-notary") is Outcome.NOT_CHECKED


def test_a_list_that_nobody_was_looked_up_in_is_not_named(tmp_path: Path) -> None:
    report = checked(_submission(loire_set.NOTARY), added(tmp_path))
    assert [entry for entry in report.inputs if entry.role == "trusted_issuers"] == []


def test_nobody_makes_a_clearing_house_of_oneself(tmp_path: Path) -> None:
    own = GOOD.replace(OWN_HOUSE, loire_set.ACME)
    document = presented(*tokens(*credentials()), token(label(*credentials(), issuer=loire_set.ACME)))
    assert outcome(checked(document, added(tmp_path, own)), "LOIRE-LINKS-label") is Outcome.FAILED


def test_the_older_generation_knows_them_as_well(tmp_path: Path) -> None:
    rule, document = (
        "TAGUS-LINKS-notary",
        tagus.presentation(tagus.participant(), {**tagus.number(), "issuer": OWN_NOTARY}),
    )
    assert outcome(checked(document, TrustFiles()), rule) is Outcome.NOT_CHECKED
    report = checked(document, added(tmp_path))
    assert outcome(report, rule) is Outcome.PASSED
    assert {entry.text for entry in report.findings if entry.rule == rule} == {"links.issuer_own"}


def test_the_packs_word_comes_first(tmp_path: Path) -> None:
    own = GOOD.replace(OWN_NOTARY, loire_set.NOTARY)
    report = checked(_submission(loire_set.NOTARY), added(tmp_path, own))
    assert "links.notary_seen" in {entry.text for entry in report.findings}


ENTRY = f'[[issuers]]\ndid = "{OWN_NOTARY}"\noperator = "E"\nrole = "notary"\n'
WRONG = {
    "no TOML": ("dated = ", "issuers.no_toml"),
    "nested without end": ("x = " + "[" * 50_000, "issuers.no_toml"),
    "no text": ("\x00", "issuers.no_toml"),
    "no day": (ENTRY, "issuers.wrong"),
    "a moment": ("dated = 2026-11-20T10:00:00Z\n" + ENTRY, "issuers.wrong"),
    "a day as text": ('dated = "today"\n' + ENTRY, "issuers.wrong"),
    "no issuers": ("dated = 2026-11-20\n", "issuers.wrong"),
    "an empty list": ("dated = 2026-11-20\nissuers = []\n", "issuers.wrong"),
    "no list": ("dated = 2026-11-20\nissuers = 1\n", "issuers.wrong"),
    "something beside": ("dated = 2026-11-20\nmore = 1\n" + ENTRY, "issuers.wrong"),
    "something more in an entry": ("dated = 2026-11-20\n" + ENTRY + 'more = "x"\n', "issuers.wrong"),
    "no DID": ("dated = 2026-11-20\n" + ENTRY.replace(OWN_NOTARY, "notary.example"), "issuers.wrong"),
    "a DID with a space": ("dated = 2026-11-20\n" + ENTRY.replace(OWN_NOTARY, OWN_NOTARY + " "), "issuers.wrong"),
    "a number as name": ("dated = 2026-11-20\n" + ENTRY.replace('"E"', "1"), "issuers.wrong"),
    "a name without end": ("dated = 2026-11-20\n" + ENTRY.replace('"E"', f'"{"E" * 300}"'), "issuers.wrong"),
    "a line break in a name": ("dated = 2026-11-20\n" + ENTRY.replace('"E"', '"E\\nF"'), "issuers.wrong"),
    "another role": ("dated = 2026-11-20\n" + ENTRY.replace('"notary"', '"anchor"'), "issuers.wrong"),
    "one twice": ("dated = 2026-11-20\n" + ENTRY * 2, "issuers.wrong"),
    "too many": ("dated = 2026-11-20\n" + ENTRY * (MAX_ISSUERS + 1), "issuers.too_many"),
    "too large": ("#" * (MAX_BYTES + 1), "issuers.too_large"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_list_that_is_not_as_it_should_be_is_refused_whole(name: str, tmp_path: Path) -> None:
    text, expected = WRONG[name]
    with pytest.raises(TrustFileError) as refused:
        added(tmp_path, text)
    assert refused.value.text_id == expected
