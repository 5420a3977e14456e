# SPDX-License-Identifier: Apache-2.0
"""What the credentials and tables at hand describe, by name: rows of a table can refer to it so."""

from collections.abc import Iterable, Iterator, Mapping

from assay.credential import Json
from assay.formats.json_text import parse_json
from assay.values import frozen

_NAMES = ("name", "legalName", "title")


@frozen
class Named:
    """Something that has a name."""

    id: str
    classes: tuple[str, ...] = ()
    """What it is; empty where that is not known."""


@frozen
class NamedRow:
    """What a row describes, as other rows can refer to it."""

    file: str
    """Name of its file, without the ending: none other may have it."""
    names: tuple[str, ...]
    named: Named


def known_in(texts: Iterable[str]) -> Mapping[str, str]:
    """Names of the subjects of credentials to their ids. A name that two bear stands for neither."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for subject in _subjects(parse_json(text).value):
            node, name = _text(subject, ("id", "@id")), _text(subject, _NAMES)
            if node and name:
                found.setdefault(name, set()).add(node)
    return {name: next(iter(nodes)) for name, nodes in found.items() if len(nodes) == 1}


def _subjects(document: Json) -> Iterator[Mapping[str, Json]]:
    told = document.get("credentialSubject") if isinstance(document, Mapping) else None
    for subject in told if isinstance(told, list) else [told]:
        if isinstance(subject, Mapping):
            yield subject


def _text(subject: Mapping[str, Json], names: tuple[str, ...]) -> str:
    """The first member of a name, whatever prefix it has, that is a plain text or a value object."""
    for name in names:
        for key, value in subject.items():
            told = value.get("@value") if isinstance(value, Mapping) else value
            if key.rpartition(":")[2] == name and isinstance(told, str) and told.strip():
                return told.strip()
    return ""
