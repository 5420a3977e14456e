# SPDX-License-Identifier: Apache-2.0
"""What a single JSON value says: an IRI, a blank node, a literal, or nothing (JSON-LD 1.1 API §5.3, §8.2)."""

from typing import Final

from assay.claims import RDF_LANG_STRING, XSD, XSD_STRING, Literal
from assay.linked_data.account import DropReason
from assay.linked_data.definitions import KEYWORDS, DeclinedError, Definition
from assay.linked_data.rdf import is_blank_label, is_iri, is_language
from assay.linked_data.terms import ActiveContext

_BOOLEAN: Final = XSD + "boolean"
_DOUBLE: Final = XSD + "double"
_INTEGER: Final = XSD + "integer"
_WIDEST: Final = 10**21
_SCHEME_START: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def identifier(written: str, active: ActiveContext, *, vocab: bool = False) -> str | DropReason:
    """The IRI or blank node label an id or a coerced value stands for, or why it stands for nothing.

    Raises DeclinedError where it is relative and the context gives a base.
    """
    iri = active.expand(written, vocab=vocab)
    if iri is None or iri in KEYWORDS:
        return DropReason.KEYWORD_LIKE
    if iri[:2] == "_:":
        return iri if is_blank_label(iri[2:]) else DropReason.ILLEGAL_BLANK_LABEL
    if is_iri(iri):
        return iri
    if iri[:1] in _SCHEME_START and _has_scheme(iri):
        return DropReason.ILLEGAL_ID
    if active.base is not None:
        raise DeclinedError("relative reference with a base")
    return DropReason.RELATIVE_ID


def literal(value: str | float, definition: Definition, active: ActiveContext) -> Literal | DropReason:
    """The literal a scalar gives as value of a member whose coercion is not for IRIs."""
    datatype = definition.coercion if definition.coercion[:1] != "@" else ""
    if not isinstance(value, str):
        return number(value, datatype)
    if datatype:
        return Literal(value, datatype)
    language = definition.language if definition.has_language else active.language
    return tagged(value, language) if language else Literal(value)


def tagged(value: str, language: str) -> Literal | DropReason:
    """A string in a language (BCP 47, compared in lower case)."""
    if not is_language(language):
        return DropReason.ILLEGAL_LANGUAGE
    return Literal(value, RDF_LANG_STRING, language.lower())


def number(value: float, datatype: str) -> Literal:
    """A boolean or number as a literal (§8.2.2)."""
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype or _BOOLEAN)
    whole = isinstance(value, int) or value.is_integer()
    if whole and abs(value) < _WIDEST and datatype != _DOUBLE:
        return Literal(str(int(value)), datatype or _INTEGER)
    try:
        return Literal(canonical_double(float(value)), datatype or _DOUBLE)
    except OverflowError as error:
        raise DeclinedError("a number beyond xsd:double") from error


def canonical_double(value: float) -> str:
    """The canonical form of an xsd:double: one digit, a point, the others, `E`, the exponent."""
    from decimal import Decimal  # few credentials have such numbers

    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    if not isinstance(exponent, int):
        raise DeclinedError("not a number")
    figures = "".join(map(str, digits)).lstrip("0")
    if not figures:
        return "-0.0E0" if sign else "0.0E0"
    exponent += len(figures) - 1
    figures = figures.rstrip("0")
    return f"{'-' if sign else ''}{figures[0]}.{figures[1:] or '0'}E{exponent}"


def plain(value: str | float) -> Literal:
    """A value object's value without type and language."""
    return Literal(value, XSD_STRING) if isinstance(value, str) else number(value, "")


def _has_scheme(iri: str) -> bool:
    scheme, colon, _ = iri.partition(":")
    return bool(colon) and all(sign.isascii() and (sign.isalnum() or sign in "+-.") for sign in scheme)
