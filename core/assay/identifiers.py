# SPDX-License-Identifier: Apache-2.0
"""Registration numbers: whether one can be right at all. The only file that imports python-stdnum.

Form and check digits only, by the rules each country and register publishes. Whether a number is given to anybody, and
to whom, is for the notary to say: the library's functions that ask a service over the network are never called.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import ModuleType

LONGEST = 40
"""Characters of a number that is looked at; longer ones are none of these."""
VAT_OF_COUNTRY = {"GR": "EL"}
"""ISO 3166 codes of countries whose VAT numbers begin otherwise: Greece (EL)."""
COUNTRY_OF_VAT = {"EL": "GR", "XI": "GB"}
"""VAT prefixes that are no ISO 3166 code: Greece, and Northern Ireland in the trade of goods with the Union."""
VAT_STATES = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
})  # fmt: skip
"""Prefixes of VAT numbers that VIES knows (Council Directive 2006/112/EC, Article 215)."""
_UNUSED_BY_STDNUM = ("pydoc", "ssl")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGITS = frozenset("0123456789")
_EUID = r"[A-Z]{2}[A-Z0-9]+(?:[.-][A-Z0-9]+)*\.[^\s._][^\s_]*(?:_[A-Z0-9]+)?\Z"
_SEPARATORS = str.maketrans("", "", " \t\r\n\u00a0\u2009\u202f./-\u2010\u2011\u2013")
"""Blanks, dots, slashes and dashes that people put between digits."""


class Fault(StrEnum):
    """Why a number cannot be right."""

    NONE = ""
    FORM = "form"
    CHECK = "check"
    """Of the right form, but its check digits do not fit: a digit is wrong."""
    COUNTRY = "country"
    """It does not begin with a code its kind can begin with."""


def compact(number: str) -> str:
    """The number as registers write it: without blanks, dots, dashes and slashes, in capital letters."""
    return number.translate(_SEPARATORS).upper()


def _is_of(text: str, characters: frozenset[str], shortest: int, longest: int) -> bool:
    return shortest <= len(text) <= longest and characters.issuperset(text)


def vat_fault(number: str) -> Fault:
    """What keeps a VAT number of the European Union, in compact form, from being one."""
    if number[:2] not in VAT_STATES:
        return Fault.COUNTRY
    if not _is_of(number[2:], _LETTERS | _DIGITS | {"+", "*"}, 2, 12):
        return Fault.FORM
    with _without_unused():
        from stdnum.eu import vat
        from stdnum.exceptions import InvalidChecksum
    try:
        vat.validate(number)
    except InvalidChecksum:
        return Fault.CHECK
    except ValueError:
        return Fault.FORM
    return Fault.NONE


def lei_fault(number: str) -> Fault:
    """What keeps a legal entity identifier from being one (ISO 17442: 20 characters, check digits mod 97-10)."""
    if not (_is_of(number[:18], _LETTERS | _DIGITS, 18, 18) and _is_of(number[18:], _DIGITS, 2, 2)):
        return Fault.FORM
    with _without_unused():
        from stdnum import lei
    return Fault.NONE if lei.is_valid(number) else Fault.CHECK


def eori_fault(number: str, countries: frozenset[str]) -> Fault:
    """What keeps an EORI number from being one: a country's code, then up to 15 characters (Delegated Regulation
    (EU) 2015/2446, Annex 12-01). `countries` are the ISO 3166 codes; XI stands for Northern Ireland.
    """
    if not (_is_of(number[:2], _LETTERS, 2, 2) and _is_of(number[2:], _LETTERS | _DIGITS, 1, 15)):
        return Fault.FORM
    return Fault.NONE if number[:2] in countries | {"XI"} else Fault.COUNTRY


def euid_fault(number: str, countries: frozenset[str]) -> Fault:
    """What keeps a European unique identifier from being one: country and register, a dot, the register's own number
    (Implementing Regulation (EU) 2021/1042, Annex, 9). Some registers write Greece as EL.
    """
    import re

    if not re.match(_EUID, number.upper(), re.ASCII):
        return Fault.FORM
    return Fault.NONE if number[:2].upper() in countries | {"EL"} else Fault.COUNTRY


@contextmanager
def _without_unused() -> Iterator[None]:
    """While python-stdnum is loaded, empty modules stand in for two that only its unused functions need.

    Loading those costs a check 20 ms of 130; and without `ssl` the library could not reach a network if it tried.
    """
    stand_ins = {name: ModuleType(name) for name in _UNUSED_BY_STDNUM if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
