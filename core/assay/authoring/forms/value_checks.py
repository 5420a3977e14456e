# SPDX-License-Identifier: Apache-2.0
"""What can be said of a value while it is typed, before the document is checked: its form, its check digits.

The check of the document has the last word; what is said here helps to get there.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from assay.authoring.domains import domain_in, is_domain
from assay.authoring.forms.editors import Editor
from assay.identifiers import Fault, compact, eori_fault, euid_fault, lei_fault, vat_fault
from assay.identity.did import published_at
from assay.values import frozen

LONGEST = 300
"""Characters of a value that is looked at."""
_DECIMALS = frozenset((Editor.NUMBER, Editor.PERCENTAGE))
_NUMBERS = frozenset((Editor.VAT, Editor.LEI, Editor.EORI))
"""Numbers that registers write without blanks and dots."""
_MOST_PERCENT = 100.0
_LEAST_DIGITS, _MOST_DIGITS = 7, 15


@frozen
class Said:
    """What is said of a value."""

    text: str
    """Text id."""
    is_right: bool
    params: Mapping[str, str] = field(default_factory=dict)
    """What the text names."""


def said_of(editor: Editor, text: str, countries: frozenset[str] = frozenset()) -> Said | None:
    """What can be said of a text in an editor; None where there is nothing to say.

    `countries`: the two-letter codes that a number may begin with.
    """
    check = _CHECKS.get(editor)
    told = text.strip()
    if check is None or not told:
        return None
    fault = check(told, countries) if len(told) <= LONGEST else Fault.FORM
    if fault is Fault.NONE:
        return _right(editor, told)
    shared = fault is Fault.CHECK
    return Said("said.digits" if shared else f"said.{editor.value}.{fault.value}", is_right=False)


def as_registers_write(editor: Editor, text: str, countries: frozenset[str] = frozenset()) -> str:
    """A number without the blanks and dots that people put into it, a decimal comma as the point that documents have, a
    domain without what browsers put around it; any other text as it is, and one that would be wrong all the same.
    """
    told = _plain(editor, text)
    check = _CHECKS.get(editor)
    is_right = told != text and len(told) <= LONGEST and check is not None and check(told, countries) is Fault.NONE
    return told if is_right else text


def _plain(editor: Editor, text: str) -> str:
    if editor in _NUMBERS:
        return compact(text)
    if editor in _DECIMALS:
        return text.strip().replace(",", ".") if text.count(",") == 1 and "." not in text else text
    if editor is Editor.DOMAIN:
        has_path = "/" in text.strip().removesuffix("/").rpartition("://")[2]  # who gave one may have meant it
        return text if has_path else domain_in(text) or text
    return text


def _right(editor: Editor, text: str) -> Said | None:
    """What is said of a text that is as it should be."""
    if editor in _NUMBERS:
        return Said("said.right", is_right=True)
    did = f"did:web:{text.lower()}" if editor is Editor.DOMAIN else text if editor is Editor.DID else ""
    address = published_at(did)
    return Said(f"said.{editor.value}.web", is_right=True, params={"did": did, "address": address}) if address else None


def _matching(pattern: str) -> Callable[[str, frozenset[str]], Fault]:
    found = re.compile(pattern, re.ASCII)
    return lambda text, _countries: Fault.NONE if found.fullmatch(text) else Fault.FORM


def _percentage(text: str, _countries: frozenset[str]) -> Fault:
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text, re.ASCII):
        return Fault.FORM
    return Fault.NONE if float(text) <= _MOST_PERCENT else Fault.FORM


def _phone(text: str, _countries: frozenset[str]) -> Fault:
    """A number as ITU-T E.123 §2 writes it for callers from anywhere; E.164 §6.1 has 15 digits at most."""
    digits = sum(char.isdigit() for char in text)
    is_so = re.fullmatch(r"\+[1-9][\d ()/.-]*", text, re.ASCII) is not None
    return Fault.NONE if is_so and _LEAST_DIGITS <= digits <= _MOST_DIGITS else Fault.FORM


_TIME = r"\d\d:\d\d:\d\d(\.\d+)?"
_CHECKS: Mapping[Editor, Callable[[str, frozenset[str]], Fault]] = {
    Editor.VAT: lambda text, _countries: vat_fault(compact(text)),
    Editor.LEI: lambda text, _countries: lei_fault(compact(text)),
    Editor.EORI: lambda text, countries: eori_fault(compact(text), countries),
    Editor.EUID: euid_fault,
    Editor.DID: _matching(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]+"),
    Editor.EMAIL: _matching(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+"),
    Editor.PHONE: _phone,
    Editor.DOMAIN: lambda text, _countries: Fault.NONE if is_domain(text) else Fault.FORM,
    Editor.WHOLE_NUMBER: _matching(r"[+-]?\d{1,40}"),
    Editor.NUMBER: _matching(r"[+-]?(\d{1,40}(\.\d*)?|\.\d{1,40})([eE][+-]?\d{1,5})?"),
    Editor.PERCENTAGE: _percentage,
    Editor.DURATION: _matching(r"-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?"),
    Editor.DAY: _matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?"),
    Editor.MOMENT: _matching(rf"\d{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T{_TIME}(Z|[+-]\d\d:\d\d)?"),
    Editor.ADDRESS: _matching(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+"),
    Editor.UUID: _matching("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),  # RFC 9562 §5.4
    Editor.DIGEST: _matching(r"[0-9a-fA-F]{64}|[0-9a-fA-F]{128}"),
    Editor.DOCUMENT: _matching(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+"),
}
