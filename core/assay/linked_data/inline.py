# SPDX-License-Identifier: Apache-2.0
"""A document as one JSON text whose contexts are all in it, those given by address reduced to what it can use."""

import json
from collections.abc import Mapping, Sequence

from assay.credential import Json
from assay.linked_data.contexts import ContextSource
from assay.linked_data.reduce import reduced, tokens
from assay.linked_data.walk import Element


def inlined(
    body: Element, values: Sequence[Json], inner: Sequence[Element], source: ContextSource, *, scoped: set[str]
) -> str:
    """The text for the parser: `body` with the contexts `values` on top; those in `inner` objects put in as well.

    `scoped`: terms whose scoped context applies somewhere; other scoped contexts are left out.
    """
    text = _dumped(body)
    own = [_dumped(value) for value in flat(values) if not isinstance(value, str)]
    used = tokens(text).union(*map(tokens, own))
    cut = _reduced([*values, *(element["@context"] for element in inner)], used, source, scoped)
    if inner:
        text = _put_in(body, inner, cut, source)
    top = ",".join(_texts(values, cut, source))
    if not top:
        return text
    return f'{{"@context":[{top}]' + ("," + text[1:] if len(body) else "}")


def _reduced(values: Sequence[Json], used: set[str], source: ContextSource, scoped: set[str]) -> dict[int, str]:
    """Identity of each map of the contexts given by address to its text, all reduced together."""
    maps = {id(found): found for value in flat(values) if isinstance(value, str) for found in source.maps(value)}
    return dict(zip(maps, reduced(tuple(maps.values()), used, source, scoped=scoped), strict=True))


def _texts(values: Sequence[Json], cut: Mapping[int, str], source: ContextSource) -> list[str]:
    """Each context as a text, in order; maps the author wrote stay whole."""
    texts: list[str] = []
    for value in flat(values):
        if isinstance(value, str):
            texts.extend(cut[id(found)] for found in source.maps(value))
        else:
            texts.append(_dumped(value))
    return texts


def _put_in(body: Element, inner: Sequence[Element], cut: Mapping[int, str], source: ContextSource) -> str:
    """The text of the body with the contexts inside it put in too; the body itself stays as it is."""
    replaced = [(element, element["@context"]) for element in inner]
    for element, value in replaced:
        element["@context"] = [json.loads(text) for text in _texts([value], cut, source)]
    text = _dumped(body)
    for element, value in replaced:
        element["@context"] = value
    return text


def flat(values: Sequence[Json]) -> list[Json]:
    """Contexts in one sequence; lists among them are taken apart."""
    found: list[Json] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            found.extend(flat(value))
        else:
            found.append(value)
    return found


def _dumped(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
