# SPDX-License-Identifier: Apache-2.0
"""The document that is worked on: its values by pointer, and what of it may be changed at all."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from assay.authoring.json_edit import joined, tokens_of
from assay.checks.case import folded_id
from assay.finding import Finding
from assay.formats.json_text import parse_json

if TYPE_CHECKING:
    from assay.checks.case import Case
    from assay.credential import Json
    from assay.examination import Examination

MISSING: Final = object()
"""What stands where nothing stands: null is a value."""
_IDS = ("id", "@id")


def text_of(examination: "Examination") -> str | None:
    """The text that edits are of: the document's own, with its byte order mark; None where it is not UTF-8."""
    try:
        return examination.document.data.decode("utf-8")
    except UnicodeDecodeError:
        return None


class Source:
    """One examined document, by the places of its values."""

    def __init__(self, examination: "Examination") -> None:
        self.examination = examination
        self._reading = examination.reading

    @cached_property
    def is_editable(self) -> bool:
        """Whether it is one JSON file that nobody signed as a whole."""
        reading = self._reading
        is_whole = reading.presentation is not None and reading.presentation.is_signed
        is_signed_alone = any(entry.is_signed and not entry.pointer for entry in reading.credentials)
        if self.examination.judgement.members or reading.triples or is_whole or is_signed_alone:
            return False
        text = text_of(self.examination)
        return text is not None and text.removeprefix("\ufeff").lstrip()[:1] in ("{", "[") and self.case is not None

    @property
    def case(self) -> "Case":
        """What was judged. Only where `is_editable`."""
        return self.examination.judgement.case  # type: ignore[return-value]  # is_editable says that there is one

    @cached_property
    def locked(self) -> frozenset[str]:
        """Pointers of what somebody signed: it stays as it is."""
        return frozenset(entry.pointer for entry in self._reading.credentials if entry.is_signed)

    def may_change(self, pointer: str) -> bool:
        """Whether what stands at the pointer is no part of anything signed."""
        return not self.locked or self.locked.isdisjoint(_upwards(pointer))

    @cached_property
    def _own(self) -> object:
        """The file's own value: the decoded view has what is inside of JWTs in their place."""
        return parse_json((text_of(self.examination) or "").removeprefix("\ufeff")).value

    def is_as_written(self, pointer: str) -> bool:
        """Whether the place is in the file itself, not inside of a JWT that is shown decoded in its place."""
        if not self._reading.refers_to_decoded:
            return self.value(pointer) is not MISSING
        seen: object = self._reading.decoded
        own: object = self._own
        for token in tokens_of(pointer):
            if not _is_alike(seen, own):
                return False
            seen, own = _inside(seen, token), _inside(own, token)
        return seen is not MISSING and _is_alike(seen, own)

    def value(self, pointer: str) -> object:
        """The value at a pointer; MISSING where there is none."""
        found: object = self._reading.decoded
        for token in tokens_of(pointer):
            found = _inside(found, token)
        return found

    def order(self, pointer: str) -> tuple[int, ...]:
        """How far into the document a place is: to sort places in document order."""
        found: object = self._reading.decoded
        steps: list[int] = []
        for token in tokens_of(pointer):
            names = list(found) if isinstance(found, Mapping) else []
            if isinstance(found, list) and token.isascii() and token.isdigit() and int(token) < len(found):
                steps.append(int(token))
                found = found[int(token)]
            elif token in names and isinstance(found, Mapping):
                steps.append(names.index(token))
                found = found[token]
            else:
                break
        return tuple(steps)

    def around(self, pointer: str) -> tuple[str, str]:
        """The pointer of what holds a value, and the value's own name or index."""
        holder, _, _ = pointer.rpartition("/")
        return holder, tokens_of(pointer)[-1] if pointer else ""

    def written(self, finding: Finding, value: str | None = None) -> str:
        """The pointer of the scalar a finding is about, inside of a value object or list; empty where it is not that
        value, letter by letter.
        """
        place = finding.place
        wanted = finding.value if value is None else value
        return "" if place is None else self._scalar(place.pointer, wanted)

    def _scalar(self, pointer: str, wanted: str) -> str:
        found = self.value(pointer)
        if isinstance(found, list):
            spots = [self._scalar(joined(pointer, index), wanted) for index in range(len(found))]
            named = [spot for spot in spots if spot]
            return named[0] if len(named) == 1 else ""
        if isinstance(found, Mapping):
            inner = "@value" if "@value" in found else next((name for name in _IDS if set(found) == {name}), "")
            return self._scalar(joined(pointer, inner), wanted) if inner else ""
        return pointer if isinstance(found, str) and found == wanted else ""

    def credential_around(self, pointer: str) -> str | None:
        """The pointer of the credential a place is in; None where it is in none."""
        return next((spot for spot in _upwards(pointer) if spot in self._credentials), None)

    @cached_property
    def _credentials(self) -> frozenset[str]:
        return frozenset(entry.pointer for entry in self._reading.credentials)

    @cached_property
    def by_folded_id(self) -> Mapping[str, tuple[str, ...]]:
        """Nodes by what is the same in ids that people take for the same."""
        found: dict[str, list[str]] = {}
        for node in self.case.nodes:
            found.setdefault(folded_id(node), []).append(node)
        return {key: tuple(nodes) for key, nodes in found.items()}

    @cached_property
    def has_unknown_context(self) -> bool:
        """Whether an address is not known: it may be the very context that is missing, and is corrected first."""
        found = self.examination.judgement.findings
        return any(entry.text in {"ld.unknown_context", "ld.unknown_context_suggestion"} for entry in found)

    @cached_property
    def spots(self) -> Mapping[str, tuple[str, ...]]:
        """Text to the pointers of the strings that say it, in document order; but for what is locked."""
        found: dict[str, list[str]] = {}
        for pointer, told in self.strings:
            found.setdefault(told, []).append(pointer)
        return {told: tuple(pointers) for told, pointers in found.items()}

    @cached_property
    def strings(self) -> tuple[tuple[str, str], ...]:
        """Pointer and text of every string in document order, member names aside; but for what is locked."""
        return tuple(self._strings(self._reading.decoded, ""))

    def _strings(self, value: "Json", pointer: str) -> Iterator[tuple[str, str]]:
        if not self.may_change(pointer):
            return
        if isinstance(value, str):
            yield pointer, value
        elif isinstance(value, Mapping):
            for name, item in value.items():
                yield from self._strings(item, joined(pointer, name))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._strings(item, joined(pointer, index))


def _is_alike(seen: object, own: object) -> bool:
    """Whether two values are of the same kind, with the same names in them."""
    if isinstance(seen, Mapping) and isinstance(own, Mapping):
        return seen.keys() == own.keys()
    return type(seen) is type(own)


def _inside(value: object, token: str) -> object:
    if isinstance(value, Mapping):
        return value.get(token, MISSING)
    if isinstance(value, list) and token.isascii() and token.isdigit() and int(token[:9]) < len(value):
        return value[int(token[:9])]
    return MISSING


def _upwards(pointer: str) -> Iterator[str]:
    """A pointer and those of what is around it, innermost first."""
    yield pointer
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer
