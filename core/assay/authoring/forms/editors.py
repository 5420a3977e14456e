# SPDX-License-Identifier: Apache-2.0
"""How values are put in: by what the pack says of the property, else by what the value must be."""

import re
from collections.abc import Mapping
from enum import StrEnum

from assay.authoring.forms.form import Field, Way, WayKind
from assay.claims import XSD
from assay.rules.form_table import FormTable, Special


class Editor(StrEnum):
    """How one value is put in."""

    LINE = "line"
    TEXT = "text"
    """Several lines."""
    YES_NO = "yes_no"
    WHOLE_NUMBER = "whole_number"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    DAY = "day"
    MOMENT = "moment"
    DURATION = "duration"
    ADDRESS = "address"
    """A web address or another IRI, as a literal."""
    DOCUMENT = "document"
    """The web address of a document whose digest stands beside it."""
    DIGEST = "digest"
    """The digest of a document whose web address stands beside it."""
    CHOICE = "choice"
    COUNTRY = "country"
    REGION = "region"
    VAT = "vat"
    LEI = "lei"
    EORI = "eori"
    EUID = "euid"
    DID = "did"
    EMAIL = "email"
    PHONE = "phone"
    DOMAIN = "domain"
    """A web domain, without protocol and path."""
    CERTIFICATE = "certificate"
    """Certificates as text, or the web address where they are found."""
    UUID = "uuid"
    """A random identifier."""
    POLICY = "policy"
    """A usage policy: one of a few common ones, or the person's own text."""
    NODE = "node"
    """A part, or a reference to something described elsewhere."""


_OF_DATATYPE: Mapping[str, Editor] = {
    XSD + "boolean": Editor.YES_NO,
    XSD + "integer": Editor.WHOLE_NUMBER,
    XSD + "nonNegativeInteger": Editor.WHOLE_NUMBER,
    XSD + "positiveInteger": Editor.WHOLE_NUMBER,
    XSD + "int": Editor.WHOLE_NUMBER,
    XSD + "long": Editor.WHOLE_NUMBER,
    XSD + "decimal": Editor.NUMBER,
    XSD + "float": Editor.NUMBER,
    XSD + "double": Editor.NUMBER,
    "http://qudt.org/schema/qudt/floatPercentage": Editor.PERCENTAGE,
    XSD + "date": Editor.DAY,
    XSD + "dateTime": Editor.MOMENT,
    XSD + "dateTimeStamp": Editor.MOMENT,
    XSD + "duration": Editor.DURATION,
    XSD + "dayTimeDuration": Editor.DURATION,
    XSD + "yearMonthDuration": Editor.DURATION,
    XSD + "anyURI": Editor.ADDRESS,
}
_OF_SPECIAL: Mapping[Special, Editor] = {
    Special.LONG: Editor.TEXT,
    Special.COUNTRY: Editor.COUNTRY,
    Special.REGION: Editor.REGION,
    Special.VAT: Editor.VAT,
    Special.LEI: Editor.LEI,
    Special.EORI: Editor.EORI,
    Special.EUID: Editor.EUID,
    Special.DID: Editor.DID,
    Special.EMAIL: Editor.EMAIL,
    Special.PHONE: Editor.PHONE,
    Special.CERTIFICATE: Editor.CERTIFICATE,
    Special.POLICY: Editor.POLICY,
    Special.DURATION: Editor.DURATION,
    Special.PERCENTAGE: Editor.PERCENTAGE,
    Special.DAY: Editor.DAY,
    Special.UUID: Editor.UUID,
}
TOLD_BY_EDITOR = frozenset((
    Editor.VAT, Editor.LEI, Editor.EORI, Editor.EUID, Editor.DID, Editor.EMAIL, Editor.PHONE, Editor.POLICY,
    Editor.DIGEST, Editor.CERTIFICATE, Editor.UUID, Editor.DAY, Editor.DURATION,
))  # fmt: skip
"""Editors that say more of what is wanted than the datatype, which is text."""
_OF_LISTS = frozenset((Editor.COUNTRY, Editor.REGION))
"""Editors that also choose from a list that the shapes give."""
_NUMBERS = frozenset((Editor.NUMBER, Editor.WHOLE_NUMBER))
_PERCENTAGE = {"minInclusive": 0.0, "maxInclusive": 100.0}
_NUMBER = re.compile(r"\+?\d{1,9}(\.\d{0,9})?", re.ASCII)
_LONG = frozenset(("description", "reason", "comment"))
"""Last parts of properties that are told in sentences, where the pack does not say how it is asked for."""


def editor_of(entry: Field, way: Way, table: FormTable) -> Editor:
    """How a value is put in. What a pack says of a property never makes an editor that its value cannot use."""
    if way.kind is WayKind.NODE:
        return Editor.NODE
    special = table.editors.get(entry.predicate)
    named = _OF_SPECIAL[special] if special is not None else None
    if way.values is not None:
        return named if named in _OF_LISTS else Editor.CHOICE
    found = _OF_DATATYPE.get(way.datatype, Editor.LINE)
    if found in (Editor.LINE, Editor.ADDRESS) and entry.predicate in table.digests:
        return Editor.DOCUMENT
    if found is Editor.LINE and entry.predicate in table.digests.values():
        return Editor.DIGEST
    if found is Editor.ADDRESS and named is Editor.CERTIFICATE:
        return Editor.CERTIFICATE
    if found in _NUMBERS and _is_percentage(way):
        return Editor.PERCENTAGE
    if found is Editor.LINE:
        local = entry.predicate.rpartition("/")[2].rpartition("#")[2]
        return named or (Editor.TEXT if not table.editors and local in _LONG else Editor.LINE)
    return named if named is Editor.PERCENTAGE and found is Editor.NUMBER else found


def _is_percentage(way: Way) -> bool:
    """Whether shapes bound a number to what lies between 0 and 100."""
    bounds = dict(way.bounds)
    return bounds.keys() >= _PERCENTAGE.keys() and all(
        _NUMBER.fullmatch(bounds[name].value) and float(bounds[name].value) == bound
        for name, bound in _PERCENTAGE.items()
    )
