# SPDX-License-Identifier: Apache-2.0
"""The list of notaries and clearing houses says what its source says, and how well each entry is known."""

import csv

import pytest

from assay.rules.bundled import load_bundled
from assay.rules.trust import Role
from shared import shared_path

SPEAK_LOIRE = {"v2", "development", "main"}


@pytest.mark.shared
def test_the_list_is_that_of_its_source() -> None:
    with shared_path("reference", "operators.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["api"] in SPEAK_LOIRE]
    expected = {
        (row["did"], row["operator"], row["role"], row["api"], "seen" if "seen" in row["did_evidence"] else "derived")
        for row in rows
    }
    table = load_bundled().trusted
    assert {(p.did, p.operator, p.role.value, p.api, p.evidence) for p in table.parties} == expected
    assert len(table.parties) == len(expected) > 10
    assert table.dated == "2026-06-19"


def test_a_party_is_listed_in_its_role_only() -> None:
    table = load_bundled().trusted
    notary = "did:web:www.delta-dao.com:notary:v2"
    assert table.is_listed(notary, Role.NOTARY)
    assert not table.is_listed(notary, Role.COMPLIANCE)
    assert not table.is_listed(notary.upper(), Role.NOTARY)
    assert not table.is_listed(notary + "/", Role.NOTARY)


def test_every_entry_says_how_it_is_known() -> None:
    assert {party.evidence for party in load_bundled().trusted.parties} == {"seen", "derived"}
