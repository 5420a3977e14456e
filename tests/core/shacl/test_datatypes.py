# SPDX-License-Identifier: Apache-2.0
"""Lexical forms of XML Schema's datatypes, and the order of their values."""

import pytest

from assay.claims import RDF, RDF_LANG_STRING, XSD, Literal
from assay.shacl.datatypes import is_well_formed, lexical_check
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.ordering import comparable, compare

FORMS = {
    "boolean": (("true", "false", "0", "1"), ("TRUE", "yes", "", " true")),
    "integer": (("0", "-0", "+7", "007", "9" * 5000), ("1.0", "1e3", "", "-", " 1", "1 ", "١", "0x1", "1_000")),
    "nonNegativeInteger": (("0", "-0", "9" * 100), ("-1",)),
    "positiveInteger": (("1",), ("0", "-5")),
    "nonPositiveInteger": (("0", "-9" + "9" * 90), ("1",)),
    "negativeInteger": (("-1",), ("0", "-0")),
    "byte": (("-128", "127", "+000127"), ("128", "-129", "9" * 30)),
    "short": (("-32768",), ("32768",)),
    "int": (("2147483647",), ("2147483648",)),
    "long": (("-9223372036854775808",), ("9223372036854775808",)),
    "unsignedByte": (("255",), ("256", "-1")),
    "unsignedLong": (("18446744073709551615",), ("18446744073709551616",)),
    "decimal": (("1", "1.", ".5", "-0.50", "+1.0"), (".", "1e0", "INF", "1,5", "")),
    "float": (("1", "1.5E-3", "INF", "-INF", "+INF", "NaN", ".5e1"),
              ("inf", "nan", "infinity", "1e", "1f", "", "-NaN")),
    "double": (("1e400",), ("1_0",)),
    "date": (("2024-02-29", "2024-01-01Z", "2024-01-01-14:00"),
             ("2023-02-29", "2024-1-1", "0000-01-01", "2024-01-01+15:00")),
    "dateTime": (
        ("2024-01-01T00:00:00", "2024-01-01T24:00:00Z", "2024-12-31T23:59:59.999+05:30"),
        ("2024-01-01", "2024-01-01T24:00:01", "2024-01-01T23:60:00", "2024-01-01T00:00",
         "2024-01-01 00:00:00", "2024-13-01T00:00:00"),
    ),
    "dateTimeStamp": (("2024-01-01T00:00:00Z",), ("2024-01-01T00:00:00",)),
    "time": (("00:00:00", "23:59:59.5Z"), ("24:00:01", "1:00:00", "25:00:00")),
    "gYear": (("2024", "2024Z"), ("24", "02024", "0000")),
    "gYearMonth": (("2024-12",), ("2024-13",)),
    "gMonth": (("--12",), ("--13", "12")),
    "gDay": (("---31",), ("---32", "--31")),
    "gMonthDay": (("--02-29",), ("--02-30", "--13-01")),
    "duration": (("P1Y2M3DT4H5M6.7S", "-P1D", "PT0S"), ("P", "PT", "1D", "P1S", "P1M1Y", "P-1D")),
    "dayTimeDuration": (("P1DT1H",), ("P1M", "P1Y")),
    "yearMonthDuration": (("P1Y1M",), ("P1D",)),
    "hexBinary": (("", "0aFF"), ("0", "gg")),
    "base64Binary": (("", "YQ==", "YWI=", "YWJj", "YW Jj"), ("YQ=", "Y", "YR==", "!!!!")),
    "anyURI": (("", "https://example.org", "a b"), ()),
    "string": (("", " x\n"), ()),
    "normalizedString": (("a  b",), ("a\tb", "a\nb")),
    "token": (("", "a b"), (" a", "a ", "a  b")),
    "language": (("de", "en-US", "x-klingon"), ("", "de_AT", "123456789")),
    "Name": ((":a", "é1"), ("1a", "")),
    "NCName": (("a-b.c", "_x"), ("a:b", "-a")),
    "NMTOKEN": (("1a", "-"), ("a b", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_lexical_forms(name):
    good, bad = FORMS[name]
    assert [text for text in good if not is_well_formed(Literal(text, XSD + name))] == []
    assert [text for text in bad if is_well_formed(Literal(text, XSD + name))] == []


def test_unknown_datatype_has_no_lexical_rules():
    assert lexical_check("urn:own") is None
    assert lexical_check(XSD + "nonsense") is None


def test_language_string_needs_its_language():
    assert is_well_formed(Literal("a", RDF_LANG_STRING, "en"))
    assert not is_well_formed(Literal("a", RDF_LANG_STRING))


def test_html_that_is_not_plainly_well_formed_is_left_open():
    assert is_well_formed(Literal("<div>one <b>two</b></div>", RDF + "HTML"))
    with pytest.raises(EvaluationLimitError):
        is_well_formed(Literal("<p><table></p>", RDF + "HTML"))


def value(text: str, name: str) -> Literal:
    return Literal(text, XSD + name)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (value("1", "integer"), value("1.0", "decimal"), 0),
        (value("1", "byte"), value("2", "unsignedLong"), -1),
        (value("0.5", "decimal"), value("0.5", "double"), 0),
        (value("0.1", "decimal"), value("0.1", "double"), None),  # equal as doubles only
        (value("9" * 400, "integer"), value("1e300", "double"), 1),
        (value("9" * 400, "integer"), value("INF", "double"), None),  # equal as doubles only
        (value("9007199254740993", "integer"), value("9007199254740992", "integer"), 1),
        (value("-INF", "float"), value("0", "integer"), -1),
        (value("NaN", "float"), value("NaN", "float"), None),
        (value("NaN", "float"), value("1", "integer"), None),
        (value("b", "string"), value("a", "string"), 1),
        (value("1", "string"), value("1", "integer"), None),
        (value("false", "boolean"), value("1", "boolean"), -1),
        (value("true", "boolean"), value("1", "integer"), None),
        (value("2024-01-01T00:00:00Z", "dateTime"), value("2024-01-01T01:00:00+01:00", "dateTime"), 0),
        (value("2024-01-01T24:00:00Z", "dateTime"), value("2024-01-02T00:00:00Z", "dateTimeStamp"), 0),
        (value("2024-01-01T00:00:00", "dateTime"), value("2024-01-01T00:00:00Z", "dateTime"), None),
        (value("1999-01-01T00:00:00", "dateTime"), value("2024-01-01T00:00:00Z", "dateTime"), None),
        (value("2023-12-31", "date"), value("2024-01-01", "date"), -1),
        (value("2024-01-01", "date"), value("2024-01-01T00:00:00", "dateTime"), None),
        (value("10:00:00Z", "time"), value("09:30:00-01:00", "time"), -1),
        (value("24:00:00", "time"), value("00:00:00", "time"), 0),
        (value("2023", "gYear"), value("2024", "gYear"), -1),
        (value("2023Z", "gYear"), value("2024Z", "gYear"), None),
        (value("P1D", "dayTimeDuration"), value("PT23H", "dayTimeDuration"), 1),
        (value("P1Y", "yearMonthDuration"), value("P12M", "yearMonthDuration"), 0),
        (value("P1Y", "duration"), value("P1Y", "duration"), None),
        (value("x", "integer"), value("1", "integer"), None),
        (value("0aFF", "hexBinary"), value("0aFF", "hexBinary"), None),
        (Literal("a", RDF_LANG_STRING, "en"), Literal("b", RDF_LANG_STRING, "en"), None),
    ],
)
def test_order(left, right, expected):
    assert compare(comparable(left), comparable(right)) == expected
    assert compare(comparable(right), comparable(left)) == (None if expected is None else -expected)


def test_nodes_have_no_order():
    assert comparable("urn:x") is None
