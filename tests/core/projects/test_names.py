# SPDX-License-Identifier: Apache-2.0
"""Names of files: the same everywhere, and none taken twice anywhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.kits.paths import is_safe_name
from assay.projects.names import collisions, folded, free_name, is_credential_name, is_evidence_name


@pytest.mark.parametrize(
    ("wanted", "made"),
    [
        ("Our company", "Our-company.jsonld"),
        ("our.JSONLD", "our-2.jsonld"),
        ("Straße 5/6", "Straße-5-6.jsonld"),
        ("../../etc/passwd", "etc-passwd.jsonld"),
        ("CON", "CON-2.jsonld"),
        ("com1.jsonld", "com1-2.jsonld"),
        (" . ", "file.jsonld"),
        ("e\u0301", "é.jsonld"),
        ("a\u202etxt", "a-txt.jsonld"),
        ("x" * 300, "x" * 60 + ".jsonld"),
    ],
)
def test_a_credential_has_a_safe_name_like_the_wanted_one(wanted: str, made: str) -> None:
    assert free_name(wanted, ["OUR.jsonld"], ".jsonld") == made


def test_evidence_keeps_its_ending() -> None:
    assert free_name("ISO 27001 (2026).PDF", ["iso-27001-2026-.pdf"]) == "ISO-27001-2026.PDF"
    assert free_name("a.pdf", ["A.pdf", "a-2.PDF"]) == "a-3.pdf"
    assert free_name("none", []) == "none"
    assert free_name(".hidden", []) == "hidden"
    assert free_name("a name.", []) == "a-name"
    assert free_name("x.-", ["x"]) == "x-2"


@given(st.text(max_size=80), st.lists(st.text(max_size=8), max_size=4), st.sampled_from(["", ".jsonld"]))
@settings(deadline=None, max_examples=200)
def test_whatever_is_wanted_is_safe_and_free(wanted, taken, suffix) -> None:
    made = free_name(wanted, taken, suffix)
    assert is_safe_name(made)
    assert folded(made) not in {folded(name) for name in taken}
    assert is_credential_name(made) if suffix else is_evidence_name(made)


def test_names_that_some_system_takes_for_one() -> None:
    found = collisions(["a.json", "A.json", "b.json", "e\u0301", "é", "ß", "SS"])
    assert found == {"a.json": "A.json", "é": "e\u0301", "ß": "SS"}
