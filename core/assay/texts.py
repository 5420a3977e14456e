# SPDX-License-Identifier: Apache-2.0
"""Texts: every sentence a person reads, by text id and language, from data.

A catalogue is a folder of TOML files, one table a text id, members such as `what`, `why`, `how`, `tip`. A member with
the ending `_one` is used instead where the parameter `count` is one. Parameters that name an IRI (`class:…`,
`property:…`) or a criterion are shown by the label of the rule pack, so that no sentence shows an IRI; `advice:` names
a rule of the pack whose advice stands there, `text:` another text. What a document says is none of these: where it
begins like one, `quoted` puts `said:` before it.
"""

import json
import zlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Protocol

from assay.rules.bundled import resource

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("en", "de", "fr")
DEFAULT_LANGUAGE = "en"
PREBUILT = "prebuilt.json"
_KINDS = ("class:", "property:", "datatype:", "list:", "criterion:")
_ADVICE = "advice:"
_SAID = "said:"
_JOINED = ("any:", "all:")
_MARKS = (*_KINDS, _ADVICE, _SAID, *_JOINED, "text:")
Catalogue = Mapping[str, Mapping[str, str]]


class Labels(Protocol):
    """Where names of classes and properties come from: the texts of a rule pack."""

    def label(self, iri: str) -> str | None:
        """Short name of a class, property, datatype, value list or criterion; None if the pack has none."""

    def advice(self, rule_id: str) -> str | None:
        """What to do so that a rule is kept; None if the pack does not say."""


class Texts:
    """Sentences in one language."""

    __slots__ = ("_catalogue", "_labels", "lang")

    def __init__(self, lang: str, catalogue: Catalogue, labels: Labels | None = None) -> None:
        self.lang = lang
        self._catalogue = catalogue
        self._labels = labels

    def with_labels(self, labels: Labels | None) -> "Texts":
        """The same sentences, with names from a pack."""
        return Texts(self.lang, self._catalogue, labels)

    def say(self, text_id: str, /, **params: object) -> str:
        """The `what` of a text, filled in. An unknown id gives the id itself, so that it is seen, not hidden."""
        return self.part(text_id, "what", params)

    def part(self, text_id: str, member: str, params: Mapping[str, object] | None = None) -> str:
        """One member of a text, filled in; empty if the text has no such member."""
        entry = self.entry(text_id)
        if entry is None:
            return text_id if member == "what" else ""
        params = params or {}
        wanted = f"{member}_one" if params.get("count") == 1 and f"{member}_one" in entry else member
        template = entry.get(wanted, "")
        if "{" not in template and "}" not in template:
            return template
        return template.format_map({name: self._shown(value) for name, value in params.items()})

    def entry(self, text_id: str) -> Mapping[str, str] | None:
        """All members of a text as they stand, in English where this language lacks it; None if there is none."""
        found = self._catalogue.get(text_id)
        if found is None and self.lang != DEFAULT_LANGUAGE:
            return load_texts(DEFAULT_LANGUAGE).entry(text_id)
        return found

    def has(self, text_id: str) -> bool:
        """Whether there is such a text."""
        return self.entry(text_id) is not None

    def name(self, iri: str) -> str:
        """What to call a class, property or node class: the pack's label, else the last part of the IRI."""
        found = self._labels.label(iri) if self._labels else None
        return found or local_name(iri)

    def _shown(self, value: object) -> str:
        told = str(value)
        if told.startswith(_SAID):
            return told.removeprefix(_SAID)
        if told.startswith(_JOINED):
            items = told[len("any:") :].split("|")
            *others, last = (item if item.startswith(_JOINED) else self._shown(item) for item in items)
            joined = "words.or" if told.startswith("any:") else "words.and"
            return self.say(joined, first=", ".join(others), last=last) if others else last
        if told.startswith("text:"):
            return self._other_text(told.removeprefix("text:"))
        if told.startswith(_ADVICE):
            return (self._labels.advice(told.removeprefix(_ADVICE)) if self._labels else None) or ""
        for kind in _KINDS:
            if told.startswith(kind):
                return self.name(told.removeprefix(kind))
        return told

    def _other_text(self, text_id: str) -> str:
        """A text inside of another one; it has nothing to be filled in with, so one that wants something is none."""
        entry = self.entry(text_id) or {}
        told = entry.get("what", text_id)
        return text_id if "{" in told or "}" in told else told


def local_name(iri: str) -> str:
    """The last part of an IRI, after `#`, `/` or `:`."""
    for mark in ("#", "/", ":"):
        head, _, tail = iri.rpartition(mark)
        if head and tail:
            return tail
    return iri


def one_line(text: str, limit: int = 60) -> str:
    """A value on one line, without control characters, cut to `limit` characters."""
    shown = "".join(char if char.isprintable() else " " for char in text).strip()
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def quoted(text: str, limit: int = 60) -> str:
    """A value of a document as a parameter of a text, on one line. It cannot have another text shown in its place."""
    shown = one_line(text, limit)
    return _SAID + shown if shown.startswith(_MARKS) else shown


@cache
def load_texts(lang: str = DEFAULT_LANGUAGE) -> Texts:
    """The program's texts in a language; unknown languages give the default one."""
    known = lang if lang in LANGUAGES else DEFAULT_LANGUAGE
    return Texts(known, load_catalogue(resource("texts", known)))


def load_catalogue(folder: "Path") -> Catalogue:
    """The catalogue of a folder: the prebuilt one if it was built from these very files, else read anew."""
    sources = _sources(folder)
    checksum = _checksum(sources)
    prebuilt = folder / PREBUILT
    if prebuilt.is_file():
        found = json.loads(prebuilt.read_bytes())
        if found.get("checksum") == checksum:
            texts: Catalogue = found["texts"]
            return texts
    return _compile(sources)


def prebuild_catalogue(folder: "Path") -> bytes:
    """The bytes of the prebuilt catalogue of a folder, the same for the same files."""
    sources = _sources(folder)
    built = {"checksum": _checksum(sources), "texts": _compile(sources)}
    return (json.dumps(built, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def _sources(folder: "Path") -> list[tuple[str, bytes]]:
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return sorted((entry.name, entry.read_bytes()) for entry in found)


def _checksum(sources: list[tuple[str, bytes]]) -> str:
    """Tells files that were edited from those that were not; a digest would tell no more here, and takes longer."""
    total = 0
    for name, data in sources:
        total = zlib.crc32(data, zlib.crc32(f"{name} {len(data)}\0".encode(), total))
    return f"{total:08x}"


def _compile(sources: list[tuple[str, bytes]]) -> dict[str, dict[str, str]]:
    import tomllib

    texts: dict[str, dict[str, str]] = {}
    for _, data in sources:
        _flatten(tomllib.loads(data.decode("utf-8")), "", texts)
    return texts


def _flatten(table: Mapping[str, object], prefix: str, into: dict[str, dict[str, str]]) -> None:
    """Dotted tables become dotted text ids; strings are members of the table they stand in."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            _flatten(value, f"{prefix}.{name}" if prefix else name, into)
        else:
            into.setdefault(prefix, {})[name] = str(value)
