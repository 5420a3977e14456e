# SPDX-License-Identifier: Apache-2.0
"""A document as one JSON text whose contexts are all in it, those given by address reduced to what it can use."""

import json
from collections.abc import Mapping, Sequence

from assay.credential import Json
from assay.linked_data.contexts import ContextMap, ContextSource
from assay.linked_data.reduce import reduced, tokens
from assay.linked_data.walk import Element


def inlined(body: Element, values: Sequence[Json], inner: Sequence[Element], source: ContextSource) -> str | None:
    """The text for the parser: `body` with the contexts `values` on top; those in `inner` objects put in as well."""
    replaced = [(element, element["@context"]) for element in inner]
    for element, value in replaced:
        element["@context"] = _whole(value, source)
    text = _dumped(body)
    for element, value in replaced:
        element["@context"] = value
    top = _context_texts(values, text, source)
    if not top:
        return text
    return '{"@context":[' + ",".join(top) + "]" + ("," + text[1:] if len(body) else "}")


def _context_texts(values: Sequence[Json], text: str, source: ContextSource) -> list[str]:
    """Each context as a text, in order; maps the author wrote stay whole."""
    parts: list[str | None] = []
    known: list[ContextMap] = []
    for value in flat(values):
        if isinstance(value, str):
            maps = source.maps(value)
            known.extend(maps)
            parts.extend([None] * len(maps))
        else:
            parts.append(_dumped(value))
    used = tokens(text)
    for part in parts:
        if part is not None:
            used |= tokens(part)
    cut = iter(reduced(known, used, source))
    return [part if part is not None else next(cut) for part in parts]


def flat(values: Sequence[Json]) -> list[Json]:
    """Contexts in one sequence; lists among them are taken apart."""
    found: list[Json] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            found.extend(flat(value))
        else:
            found.append(value)
    return found


def _whole(value: Json, source: ContextSource) -> Json:
    """A context inside a document: rare, so it goes in whole."""
    return [
        dict(item) if isinstance(item, Mapping) else item
        for part in flat([value])
        for item in (source.maps(part) if isinstance(part, str) else (part,))
    ]


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
