# SPDX-License-Identifier: Apache-2.0
"""Registration numbers: of the right form, with fitting check digits, of one country throughout (CD 24.11, PA1.1).

Advice, never a reason to pass or to fail: whether a number is given to the participant is for the notary to attest.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeAlias

from assay.checks.case import Case
from assay.checks.interface import Statement, finding, judged, not_applicable
from assay.claims import Literal
from assay.finding import Finding, Severity
from assay.identifiers import (
    COUNTRY_OF_VAT,
    LONGEST,
    VAT_OF_COUNTRY,
    Fault,
    compact,
    eori_fault,
    euid_fault,
    lei_fault,
    vat_fault,
)
from assay.rules.pack import Rule, RulePack
from assay.texts import quoted

Faults: TypeAlias = Callable[[str], Fault]
_SCHEMA = "https://schema.org/"
_ALPHA_2 = 2


def numbers(case: Case, rule: Rule) -> Statement:
    """Each VAT number, LEI, EORI number and EUID can be right, and names the country that the rest names."""
    found: list[Finding] = []
    seen = 0
    for kind, path, faults in _kinds(case.pack):
        for value, nodes in case.claims.with_predicate(path).items():
            seen += 1
            if isinstance(value, Literal):
                told = kind, value, faults
                found.extend(entry for node in nodes for entry in _number_findings(case, rule, node, path, told=told))
    if not seen:
        return not_applicable(rule, "reason.no_numbers")
    return judged(rule, (*found, *_address_findings(case, rule)))


def _kinds(pack: RulePack) -> tuple[tuple[str, str, Faults], ...]:
    own, countries = pack.namespace, countries_of(pack)
    return (
        ("vat", own + "vatID", vat_fault),
        ("lei", _SCHEMA + "leiCode", lei_fault),
        ("eori", own + "eori", partial(eori_fault, countries=countries)),
        ("euid", own + "euid", partial(euid_fault, countries=countries)),
    )


_countries_found: dict[str, frozenset[str]] = {}


def countries_of(pack: RulePack) -> frozenset[str]:
    """The two-letter codes of ISO 3166, from the pack's own value lists; none where it has no such list."""
    if pack.sha256 not in _countries_found:
        found: frozenset[str] = frozenset()
        for number in range(len(pack.program.lists) if pack.program else 0):
            assert pack.program is not None  # noqa: S101 - the range above is empty otherwise
            values = pack.program.values(number)
            told = frozenset(value.value for value in values if isinstance(value, Literal))
            if {"DE", "FR"} <= told and all(len(code) == _ALPHA_2 for code in told):
                found |= told
        _countries_found[pack.sha256] = found
    return _countries_found[pack.sha256]


def _number_findings(
    case: Case, rule: Rule, node: str, path: str, *, told: tuple[str, Literal, Faults]
) -> Iterator[Finding]:
    kind, value, faults = told
    number = value.value if kind == "euid" else compact(value.value)
    fault = faults(number) if len(number) <= LONGEST else Fault.FORM
    params: dict[str, str | int] = {"value": quoted(value.value, LONGEST), "suggestion": _meant(kind, number)}
    make = partial(finding, rule, place=case.place_of(node, path, value), subject=node, path=path, value=value.value)
    if fault is Fault.COUNTRY:
        yield make(_country_text(case, kind, number), _country_severity(case, kind, number), params=params)
    elif fault is not Fault.NONE:
        yield make(f"number.{kind}_{fault}", params=params)
    elif number != value.value:
        yield make("number.written", params={**params, "suggestion": number})
    stated = _stated_country(case, node)
    if fault is Fault.NONE and kind != "lei" and stated and stated != _country_of(number):
        yield make("number.country_differs", params={**params, "country": _country_of(number), "stated": stated})


def _meant(kind: str, number: str) -> str:
    return VAT_OF_COUNTRY.get(number[:2], "") + number[2:] if kind == "vat" else ""


def _country_text(case: Case, kind: str, number: str) -> str:
    if kind == "vat" and number[:2] in VAT_OF_COUNTRY:
        return "number.vat_greece"
    if kind == "vat" and number[:2] in countries_of(case.pack):
        return "number.vat_elsewhere"
    return f"number.{kind}_{Fault.COUNTRY}"


def _country_severity(case: Case, kind: str, number: str) -> Severity | None:
    is_elsewhere = _country_text(case, kind, number) == "number.vat_elsewhere"
    return Severity.INFO if is_elsewhere else None


def _stated_country(case: Case, node: str) -> str:
    """The two-letter country that stands beside a number; empty where none does."""
    own = case.pack.namespace
    told = (*case.claims.objects(node, own + "countryCode"), *case.claims.objects(node, own + "country"))
    return next((v.value for v in told if isinstance(v, Literal) and v.value in countries_of(case.pack)), "")


def _country_of(number: str) -> str:
    return COUNTRY_OF_VAT.get(number[:2].upper(), number[:2].upper())


def _address_findings(case: Case, rule: Rule) -> Iterator[Finding]:
    """A VAT number of another country than the legal address: allowed, and worth a second look."""
    own = case.pack.namespace
    for address, people in case.claims.with_predicate(own + "legalAddress").items():
        country = _stated_country(case, address) if isinstance(address, str) else ""
        for person in people if country else ():
            for node in case.claims.objects(person, own + "registrationNumber"):
                yield from _elsewhere(case, rule, person, country, number=case.claims.objects(node, own + "vatID"))


def _elsewhere(case: Case, rule: Rule, person: str, country: str, *, number: tuple[object, ...]) -> Iterator[Finding]:
    for value in number:
        told = compact(value.value) if isinstance(value, Literal) else ""
        if _is_free(told) and _country_of(told) != country:
            params: Mapping[str, str | int] = {"country": _country_of(told), "stated": country}
            path = case.pack.namespace + "legalAddress"
            place = case.place_of(person, path)
            yield finding(
                rule, "number.address_differs", Severity.INFO, place=place, subject=person, path=path, params=params
            )


def _is_free(number: str) -> bool:
    return len(number) <= LONGEST and vat_fault(number) is Fault.NONE
