# SPDX-License-Identifier: Apache-2.0
"""Unsigned copies of signed documents, for what their owner wants to change.

The signed file stays as it is. What others signed, a notary above all, stays signed in the copy too: it is kept as it
was received, letter by letter, and nothing of it can be changed.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assay.authoring.json_edit import Edit, EditError, Editor, Remove, SetValue, joined
from assay.authoring.json_style import Verbatim
from assay.authoring.source import text_of
from assay.credential import Credential, JoseEnvelope, JsonObject, Kind
from assay.document import Document
from assay.proofs.compact import decoded
from assay.rules.trust import Role
from assay.values import frozen

if TYPE_CHECKING:
    from assay.examination import Examination

_WRAPPERS = ("/vc", "/vp")
"""Claims that JWTs of the older kind hold a credential or presentation in."""


@frozen
class Kept:
    """A credential that stays signed."""

    pointer: str
    """Where it stands in the copy."""
    issuer: str


@frozen
class Draft:
    """An unsigned copy."""

    document: Document
    """The copy, under the document's own name."""
    opened: tuple[str, ...]
    """Pointers of the credentials whose signature was taken off. Empty: there is nothing the owner may change."""
    kept: tuple[Kept, ...] = ()
    """What others signed."""


def draft_of(examination: "Examination", own: Collection[str] = ()) -> Draft | None:
    """An unsigned copy of a signed document; None where it is not signed, or cannot be taken apart.

    `own`: the DIDs whose credentials become drafts. Where none is given: whoever issued the presentation; else the
    participant that it describes; else, of a credential alone, its issuer. Never anybody who is on the list of
    notaries and clearing houses, unless given.
    """
    reading = examination.reading
    if not reading.is_signed or reading.parts or reading.kind is Kind.LABEL or examination.judgement.case is None:
        return None
    mine = frozenset(own) or _owners(examination)
    opened = tuple(entry for entry in reading.credentials if entry.is_signed and _issuer(entry.content) in mine)
    kept = tuple(
        Kept(entry.pointer, _issuer(entry.content))
        for entry in reading.credentials
        if entry.is_signed and entry not in opened
    )
    if reading.presentation is None and not opened:
        return Draft(examination.document, (), kept)
    try:
        text, pointers = _taken_apart(examination, opened)
    except (EditError, ValueError):
        return None
    cut = _wrapper(examination)
    kept = tuple(replace(entry, pointer=entry.pointer.removeprefix(cut)) for entry in kept)
    document = replace(examination.document, data=text.encode("utf-8", "surrogatepass"))
    return Draft(document, pointers, kept)


def _owners(examination: "Examination") -> frozenset[str]:
    case, presentation = examination.judgement.case, examination.reading.presentation
    if case is None:
        return frozenset()
    if presentation is not None:
        header = presentation.envelope.header if presentation.envelope else {}
        named = [_issuer(presentation.content), _id(presentation.content.get("holder")), _id(header.get("iss"))]
        found = {name for name in named if name} or {said.issuer for said in case.roles.participants}
    else:
        found = {_issuer(entry.content) for entry in examination.reading.credentials}
    found = {name for name in found if name and not any(case.trusted.is_listed(name, role) for role in Role)}
    return frozenset(found) if len(found) == 1 else frozenset()


def _taken_apart(examination: "Examination", opened: tuple[Credential, ...]) -> tuple[str, tuple[str, ...]]:
    """The text without the signatures, and where in it the credentials stand that have none any more."""
    reading = examination.reading
    whole = _whole_envelope(examination)
    text = _payload(whole) if whole is not None else text_of(examination) or ""
    editor = Editor(text)
    edits: list[Edit] = []
    if reading.presentation is not None and "proof" in reading.presentation.content:
        edits.append(Remove(joined(reading.presentation.pointer, "proof")))
    for entry in opened:
        edits += _opened(entry, whole)
    made = editor.edited(edits)
    cut = _wrapper(examination)
    if cut:
        made = Editor(made).text_at(cut)
    return made, tuple(_spot(entry).removeprefix(cut) for entry in opened)


def _opened(entry: Credential, whole: JoseEnvelope | None) -> list[Edit]:
    if entry.envelope is not None and entry.envelope is not whole:
        text = _payload(entry.envelope)
        spot = _spot(entry)
        inner = entry.pointer.removeprefix(spot)
        return [SetValue(spot, Verbatim(Editor(text).text_at(inner)))]
    return [Remove(joined(entry.pointer, "proof"))] if "proof" in entry.content else []


def _spot(entry: Credential) -> str:
    """Where the credential stands in the file: a claim of its JWT is not in it."""
    is_inside = entry.envelope is not None and entry.pointer.endswith(_WRAPPERS[0])
    return entry.pointer.removesuffix(_WRAPPERS[0]) if is_inside else entry.pointer


def _whole_envelope(examination: "Examination") -> JoseEnvelope | None:
    """The JWT that the document is, or stands for as a whole."""
    reading = examination.reading
    if reading.presentation is not None:
        return reading.presentation.envelope
    only = reading.credentials[0] if len(reading.credentials) == 1 else None
    return only.envelope if only is not None and only.pointer in {"", *_WRAPPERS} else None


def _wrapper(examination: "Examination") -> str:
    """The claim that holds the whole thing; empty where there is none."""
    reading = examination.reading
    whole = _whole_envelope(examination)
    part = reading.presentation or (reading.credentials[0] if reading.credentials else None)
    return part.pointer if whole is not None and part is not None and part.pointer in _WRAPPERS else ""


def _payload(envelope: JoseEnvelope) -> str:
    """The payload's own text. ValueError where it is none."""
    return decoded(envelope.compact.split(".")[1]).decode("utf-8")


def _issuer(content: JsonObject) -> str:
    return _id(content.get("issuer"))


def _id(value: object) -> str:
    named = value.get("id", value.get("@id")) if isinstance(value, Mapping) else value
    return named if isinstance(named, str) else ""
