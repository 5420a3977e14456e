# SPDX-License-Identifier: Apache-2.0
"""Lexical forms of XML Schema's datatypes: which literals are well-formed (XSD 1.1 part 2; RDF 1.1 §5).

RDF has no whitespace processing: `" 1"` is no integer. Years must lie between 0001 and 9999, the least an
implementation may support (XSD 1.1 §5.4) and all that the reference engine can hold.
"""

import re
from collections.abc import Callable
from functools import cache

from assay.claims import RDF, RDF_LANG_STRING, XSD, Literal
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.moments import is_date, is_date_time, is_day, is_month_day, is_time

LexicalCheck = Callable[[str], bool]

_LONGEST_BOUND = len(str(2**64))
_INTEGER = re.compile(r"[+-]?[0-9]+")
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_DIGITS = "[0-9]{1,100}"
_DURATION_DATE = rf"(?:{_DIGITS}Y)?(?:{_DIGITS}M)?"
_DURATION_TIME = rf"(?:{_DIGITS}D)?(?:T(?=[0-9])(?:{_DIGITS}H)?(?:{_DIGITS}M)?(?:{_DIGITS}(?:\.{_DIGITS})?S)?)?"
_NAME_START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_CHAR = _NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_NCNAME = f"[{_NAME_START[1:]}][{_NAME_CHAR[1:]}]*"

_INTEGER_RANGES: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}
INTEGERS = frozenset(XSD + name for name in _INTEGER_RANGES)

_FORMS = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "float": r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN",
    "double": r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN",
    "duration": rf"-?P(?=[0-9T]){_DURATION_DATE}{_DURATION_TIME}",
    "dayTimeDuration": rf"-?P(?=[0-9T]){_DURATION_TIME}",
    "yearMonthDuration": rf"-?P(?=[0-9]){_DURATION_DATE}",
    "gYear": rf"(?!0000)[0-9]{{4}}{_ZONE}?",
    "gYearMonth": rf"(?!0000)[0-9]{{4}}-(?:0[1-9]|1[0-2]){_ZONE}?",
    "gMonth": rf"--(?:0[1-9]|1[0-2]){_ZONE}?",
    "hexBinary": "(?:[0-9a-fA-F]{2})*",
    "base64Binary": (
        "(?:(?:[A-Za-z0-9+/] ?){4})*"
        "(?:(?:[A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|(?:[A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?="
        "|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?"
    ),
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "Name": f"[{_NAME_START}][{_NAME_CHAR}]*",
    "NMTOKEN": f"[{_NAME_CHAR}]+",
    "NCName": _NCNAME,
    "ID": _NCNAME,
    "IDREF": _NCNAME,
    "ENTITY": _NCNAME,
}
_CALENDAR: dict[str, LexicalCheck] = {
    "dateTime": is_date_time,
    "dateTimeStamp": lambda text: is_date_time(text, with_zone=True),
    "date": is_date,
    "time": is_time,
    "gDay": is_day,
    "gMonthDay": is_month_day,
}
_HTML = RDF + "HTML"
_PLAIN_ELEMENT = re.compile(r"<(div|span|em|strong|b|i)>[^<>&]*</\1>")
_ANY_TEXT = frozenset({XSD + "string", XSD + "anyURI"})


@cache
def lexical_check(datatype: str) -> LexicalCheck | None:
    """The test for well-formed lexical forms of a datatype; None where any text is one (or nothing is known of it).

    A datatype outside XML Schema has no lexical rules here: its literals match by their datatype alone (SHACL §4.1.2).
    """
    if datatype == _HTML:
        return _is_html
    if datatype in _ANY_TEXT or not datatype.startswith(XSD):
        return None
    name = datatype[len(XSD) :]
    if name in _INTEGER_RANGES:
        return _integer_check(*_INTEGER_RANGES[name])
    if name in _CALENDAR:
        return _CALENDAR[name]
    if name in _FORMS:
        matches = re.compile(_FORMS[name]).fullmatch
        return lambda text: matches(text) is not None
    return None


def _integer_check(least: int | None, most: int | None) -> LexicalCheck:
    matches = _INTEGER.fullmatch
    if least is None and most is None:
        return lambda text: matches(text) is not None

    def check(text: str) -> bool:
        if matches(text) is None:
            return False
        negative, digits = text.startswith("-"), text.lstrip("+-").lstrip("0") or "0"
        if len(digits) > _LONGEST_BOUND:
            return (least is None) if negative else (most is None)
        value = -int(digits) if negative else int(digits)
        return (least is None or value >= least) and (most is None or value <= most)

    return check


def _is_html(text: str) -> bool:
    """Whether the text is HTML: for RDF any text is, the reference engine refuses some.

    So what is not plainly well-formed is left open (EvaluationLimitError).
    """
    before = ""
    while before != text:
        before, text = text, _PLAIN_ELEMENT.sub("", text)
    if any(mark in text for mark in "<>&"):
        raise EvaluationLimitError("shapes.markup_unclear")
    return True


def is_well_formed(literal: Literal) -> bool:
    """Whether a literal is in the lexical space of its datatype. Language strings need a language."""
    if literal.datatype == RDF_LANG_STRING:
        return bool(literal.language)
    check = lexical_check(literal.datatype)
    return check is None or check(literal.value)
