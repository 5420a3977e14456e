# SPDX-License-Identifier: Apache-2.0
"""Fixes of values: of lists, with a type, dates, numbers, blanks around them."""

from collections.abc import Iterator, Mapping, Sequence

from assay.authoring.fixes.dates import days_meant, instants_in_utc, instants_meant
from assay.authoring.fixes.fix import Option
from assay.authoring.fixes.names import renamed
from assay.authoring.fixes.proposal import Proposal, is_spelling, option, proposal
from assay.authoring.json_edit import SetValue
from assay.authoring.source import Source
from assay.checks.envelope import is_absolute_iri
from assay.checks.terms import WORD
from assay.claims import XSD
from assay.credential import Json
from assay.finding import Finding
from assay.formats.json_text import WrittenNumber
from assay.shacl.datatypes import lexical_check

_ENDS = ("validUntil", "expirationDate")
_INSTANTS = frozenset({"dateTime", "dateTimeStamp"})
_URI = "anyURI"


def meant(finding: Finding) -> str:
    """What the finding suggests; empty where it suggests nothing."""
    return str(finding.params.get("suggestion", "")).removeprefix("said:")


def region(source: Source, finding: Finding) -> Proposal | None:
    """The country a region is in."""
    return _replaced("fix.region", source, finding, meant(finding), is_safe=True)


def spelling(source: Source, finding: Finding) -> Proposal | None:
    """A value that is right but for capital letters and blanks."""
    new = meant(finding)
    return _replaced("fix.spelling", source, finding, new, is_safe=True) if is_spelling(finding.value, new) else None


def compacted(source: Source, finding: Finding) -> Proposal | None:
    """A number as registers write it."""
    return _replaced("fix.number", source, finding, meant(finding), is_safe=True)


def closest(source: Source, finding: Finding) -> Proposal | None:
    """The value of the list that is the closest."""
    if _accepts_terms(finding):
        return None
    return _replaced("fix.closest", source, finding, meant(finding))


def listed(source: Source, finding: Finding) -> Proposal | None:
    """Any of the few values that are allowed."""
    spot = "" if _accepts_terms(finding) else source.written(finding)
    known = str(finding.params.get("options", "")).split(", ") if spot else []
    return proposal("fix.listed", [option(new, SetValue(spot, new)) for new in known if new], old=finding.value)


def _accepts_terms(finding: Finding) -> bool:
    """Whether it is about the digest of accepted terms: of those, only the ones in force are offered."""
    return finding.path.endswith(f"#{WORD}")


def plain(source: Source, finding: Finding) -> Proposal | None:
    """A value that is right, without a language or a type that make it another one."""
    return _as_plain_text(source, finding, is_safe=finding.text == "shape.in_typed")


def terms_spelling(source: Source, finding: Finding) -> Proposal | None:
    """The digest of the terms in small letters, without blanks."""
    return _replaced("fix.spelling", source, finding, finding.value.strip().lower(), is_safe=True)


def terms_current(source: Source, finding: Finding) -> Proposal | None:
    """The digest of the terms in force: to accept them is for a person to decide."""
    return _replaced("fix.terms", source, finding, str(finding.params.get("current", "")))


def typed(source: Source, finding: Finding) -> Proposal | None:
    """The same value, marked with the datatype that is needed; only where it is one of that type."""
    spot, told = _literal(source, finding)
    name = str(finding.params.get("datatype", ""))
    datatype = name.replace("xsd:", XSD, 1) if name.startswith("xsd:") else name
    if not spot or not told or not _is_of(told, datatype):
        return None
    made = {"@type": name, "@value": told}
    return proposal("fix.typed", [option(told, SetValue(spot, made), datatype=name)], is_safe=True)


def coerced(source: Source, finding: Finding) -> Proposal | None:
    """The name under which the value gets its type by itself."""
    name = str(finding.params.get("datatype", ""))
    is_fit = _is_of(finding.value, name.replace("xsd:", XSD, 1))
    return renamed("fix.name_typed", source, finding, str(finding.params.get("term", "")), is_safe=is_fit)


def date(source: Source, finding: Finding) -> Proposal | None:
    """A day or an instant as XML Schema writes it, where the text can mean one only; else those it can mean."""
    name, told = str(finding.params.get("datatype", "")).removeprefix("xsd:"), finding.value
    spot = source.written(finding)
    if not spot or name not in {*_INSTANTS, "date"}:
        return None
    if name == "date":
        found = days_meant(told)
        return _dated(spot, told, found, is_safe=len(found) == 1)
    return _moment(spot, told, is_end=False)


def instant(source: Source, finding: Finding) -> Proposal | None:
    """Start or end of validity as an instant; where the zone or the time is missing, as it is meant in UTC."""
    pointer = finding.place.pointer if finding.place else ""
    told = source.value(pointer)
    return _moment(pointer, told, is_end=finding.path in _ENDS) if isinstance(told, str) else None


def trimmed(source: Source, finding: Finding) -> Proposal | None:
    """An id without the blanks around it."""
    place = finding.place
    if place is None:
        return None
    for spot in (place.pointer, *(f"{place.pointer}/{name}" for name in ("id", "@id"))):
        told = source.value(spot)
        if isinstance(told, str):
            new = told.strip()
            made = [option(new, SetValue(spot, new))] if new != told and is_absolute_iri(new) else []
            return proposal("fix.blanks", made, is_safe=True, old=told)
    return None


def flattened(source: Source, finding: Finding) -> Proposal | None:
    """The one list that lists in a list are read as."""
    pointer = finding.place.pointer if finding.place else ""
    while isinstance(source.value(source.around(pointer)[0]), list):
        pointer = source.around(pointer)[0]
    found = source.value(pointer)
    if not pointer or not isinstance(found, list):
        return None
    made = SetValue(pointer, list(_items(found)))
    return proposal("fix.flat", [option(finding.value or "list", made)])


def _items(value: Sequence[Json]) -> Iterator[Json]:
    for item in value:
        if isinstance(item, list):
            yield from _items(item)
        else:
            yield item


def _moment(spot: str, told: str, *, is_end: bool) -> Proposal | None:
    if found := instants_meant(told):
        return _dated(spot, told, found, is_safe=True)
    made = [option(new, SetValue(spot, new)) for new in instants_in_utc(told, is_end=is_end)]
    return proposal("fix.zone", made, old=told)


def _dated(spot: str, told: str, found: tuple[str, ...], *, is_safe: bool) -> Proposal | None:
    made = [option(new, SetValue(spot, new)) for new in found if new != told]
    return proposal("fix.date" if is_safe else "fix.date_read", made, is_safe=is_safe, old=told)


def _replaced(text: str, source: Source, finding: Finding, new: str, *, is_safe: bool = False) -> Proposal | None:
    spot = source.written(finding)
    made: list[Option] = [option(new, SetValue(spot, new))] if spot and new and new != finding.value else []
    return proposal(text, made, is_safe=is_safe, old=finding.value)


def _as_plain_text(source: Source, finding: Finding, *, is_safe: bool) -> Proposal | None:
    spot = source.written(finding)
    whole, name = source.around(spot) if spot else ("", "")
    if name != "@value":
        return None
    new = meant(finding) or finding.value
    return proposal("fix.plain", [option(new, SetValue(whole, new))], is_safe=is_safe, old=finding.value)


def _literal(source: Source, finding: Finding) -> tuple[str, str]:
    """Where the whole value stands, and its lexical form; empty where it cannot be told."""
    spot = source.written(finding)
    if spot:
        whole, name = source.around(spot)
        holder = source.value(whole)
        if name != "@value":
            return spot, finding.value
        plain = isinstance(holder, Mapping) and set(holder) <= {"@value", "@type"}
        return (whole, finding.value) if plain else ("", "")
    pointer = finding.place.pointer if finding.place else ""
    found = source.value(pointer)
    if isinstance(found, WrittenNumber):
        return pointer, found.literal
    is_whole = isinstance(found, int) and not isinstance(found, bool)
    return (pointer, str(found)) if is_whole else ("", "")


def _is_of(told: str, datatype: str) -> bool:
    """Whether the text is a value of the datatype; of addresses, that it is one and no mere text."""
    if datatype == XSD + _URI:
        return is_absolute_iri(told)
    check = lexical_check(datatype)
    return check is not None and check(told)
