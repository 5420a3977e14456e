# SPDX-License-Identifier: Apache-2.0
"""Registration numbers: real forms pass, slips are seen, and the library brings no network with it."""

import subprocess
import sys

import pytest

from assay.identifiers import VAT_STATES, Fault, compact, eori_fault, euid_fault, lei_fault, vat_fault
from checking import sample

VALID = {
    "AT": "ATU13585627", "BE": "BE0428759497", "BG": "BG175074752", "CY": "CY10259033P", "CZ": "CZ25123891",
    "DE": "DE136695976", "DK": "DK13585628", "EE": "EE100931558", "EL": "EL094259216", "ES": "ES54362315K",
    "FI": "FI20774740", "FR": "FR83404833048", "HR": "HR33392005961", "HU": "HU12892312", "IE": "IE6433435F",
    "IT": "IT00743110157", "LT": "LT119511515", "LU": "LU15027442", "LV": "LV40003521600", "MT": "MT11679112",
    "NL": "NL004495445B01", "PL": "PL8567346215", "PT": "PT501964843", "RO": "RO18547290", "SE": "SE123456789701",
    "SI": "SI50223054", "SK": "SK2022749619", "XI": "XI980780684",
}  # fmt: skip
"""One number a state whose form and check digits are right."""
COUNTRIES = frozenset({"DE", "FR", "GR", "AT"})


def test_every_state_has_an_example() -> None:
    assert set(VALID) == VAT_STATES


@pytest.mark.parametrize("state", VALID)
def test_a_right_number_passes(state: str) -> None:
    assert vat_fault(VALID[state]) is Fault.NONE


@pytest.mark.parametrize("state", VALID)
def test_a_number_that_is_cut_or_lengthened_is_seen(state: str) -> None:
    if state != "RO":  # Romania's have two to ten digits
        assert vat_fault(VALID[state][:-3]) is not Fault.NONE
    assert vat_fault(VALID[state] + "1234") is not Fault.NONE


@pytest.mark.parametrize("state", sorted(set(VALID) - {"XI", "RO", "BG"}))
def test_some_wrong_digit_is_seen_in_every_state(state: str) -> None:
    """Check digits find every single wrong digit in most states; in each they find at least some."""
    number = VALID[state]
    place = max(index for index, char in enumerate(number[:-2]) if char.isdigit())
    wrong = [number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != number[place]]
    assert any(vat_fault(other) is Fault.CHECK for other in wrong)


@pytest.mark.parametrize("number", ["", "D", "DE", "129273398", "GR094259216", "US123456789", "XX1", "de129273398"])
def test_what_begins_with_no_state_is_seen(number: str) -> None:
    assert vat_fault(number) in {Fault.COUNTRY, Fault.FORM}


@pytest.mark.parametrize("number", ["DE١٢٩٢٧٣٣٩٨", "DE12927339\n", "DE12927339x", "DE" + "1" * 5000, "DE12 9273398"])
def test_strange_characters_are_no_number(number: str) -> None:
    assert vat_fault(number) is Fault.FORM


def test_check_digits_of_the_lei() -> None:
    assert lei_fault("213800KUD8LAJWSQ9D15") is Fault.NONE
    assert lei_fault("213800KUD8LXJWSQ9D15") is Fault.CHECK
    assert lei_fault("213800KUD8LAJWSQ9D1") is Fault.FORM
    assert lei_fault("213800kud8lajwsq9d15") is Fault.FORM


@pytest.mark.parametrize(
    ("number", "fault"),
    [("DE1234567", ""), ("XI123456789012", ""), ("US1", "country"), ("1234567", "form"), ("DE", "form"),
     ("DE1234567890123456", "form"), ("DE12-34", "form")],
)  # fmt: skip
def test_the_form_of_the_eori(number: str, fault: str) -> None:
    assert eori_fault(number, COUNTRIES) == fault


@pytest.mark.parametrize(
    ("number", "fault"),
    [("DEK1101R.HRB116737", ""), ("FRRCS0301.504512164", ""), ("ELGEMI.123456_7", ""), ("ATBRA.123456-000_4", ""),
     ("HRB 116737", "form"), ("DE.HRB1", "form"), ("ZZK1.1", "country"), ("DEK1101R.", "form")],
)  # fmt: skip
def test_the_form_of_the_euid(number: str, fault: str) -> None:
    assert euid_fault(number, COUNTRIES) == fault


def test_blanks_and_dots_are_told_apart_from_the_number() -> None:
    assert compact(" de 129.273-398 ") == "DE129273398"


def test_the_library_comes_without_the_modules_that_open_connections() -> None:
    """In a process of its own: a check of a document with a VAT number loads neither `ssl` nor `pydoc`."""
    program = """if True:
        import sys
        from assay.document import Document
        from assay.options import Options
        from assay.pipeline import check
        from datetime import UTC, datetime
        report = check([Document("a.json", sys.stdin.buffer.read())], Options(draft=True, moment=datetime.now(UTC)))
        assert "stdnum.eu.vat" in sys.modules, "the number was not looked at"
        print(sorted({"ssl", "pydoc", "socket"} & set(sys.modules)))
    """
    import json

    told = json.dumps(sample("good/participant.json")).encode()
    ran = subprocess.run([sys.executable, "-c", program], input=told, capture_output=True, check=True)
    assert ran.stdout.strip() == b"[]"
