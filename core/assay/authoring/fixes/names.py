# SPDX-License-Identifier: Apache-2.0
"""Fixes of names: members and types that are misspelt, or written with a prefix too many or too few."""

from collections.abc import Iterator, Mapping

from assay.authoring.fixes.proposal import Proposal, is_spelling, option, proposal
from assay.authoring.json_edit import Rename, SetValue, joined
from assay.authoring.source import Source
from assay.finding import Finding
from assay.texts import local_name

_TYPES = ("type", "@type")
_PROVES = frozenset({"proof", "iss", "sub", "jti", "iat", "nbf", "exp", "cnf", "aud"})
"""Members that prove or belong to a token: no slip of the pen is taken for one."""


def renamed(text: str, source: Source, finding: Finding, new: str, *, is_safe: bool = False) -> Proposal | None:
    """Another name for the member; None where the object has that name already."""
    pointer = finding.place.pointer if finding.place else ""
    holder, old = source.around(pointer)
    around = source.value(holder)
    if not pointer or not new or not isinstance(around, Mapping) or old not in around or new in around:
        return None
    return proposal(text, [option(new, Rename(pointer, new))], is_safe=is_safe, old=old)


def unprefixed(source: Source, finding: Finding) -> Proposal | None:
    """The name without a prefix that makes it another one; surely, where it is one of the same vocabulary.

    A word of any other vocabulary may mean something else, although it is called the same.
    """
    is_own = finding.path.startswith(source.case.pack.namespace)
    text = "fix.prefix" if is_own else "fix.name_meant"
    return renamed(text, source, finding, _suggested(finding), is_safe=is_own)


def member(source: Source, finding: Finding) -> Proposal | None:
    """The name that was probably meant; surely, where it differs in capital letters and blanks only."""
    new, old = _suggested(finding), _key(source, finding)
    if new in _PROVES or new.startswith("@"):
        return None
    is_own = finding.text != "shape.closed_meant" or finding.path.startswith(source.case.pack.namespace)
    is_slip = is_own and is_spelling(old, new)
    return renamed("fix.name" if is_slip else "fix.name_meant", source, finding, new, is_safe=is_slip)


def property_name(source: Source, finding: Finding) -> Proposal | None:
    """As `member`, for a suggestion that says the last part only: the prefix stays."""
    old, new = _key(source, finding), _suggested(finding)
    prefix, colon, _ = old.rpartition(":")
    if "/" in prefix or "#" in old:
        return None
    new = f"{prefix}{colon}{new}"
    is_slip = is_spelling(old, new)
    return renamed("fix.name" if is_slip else "fix.name_meant", source, finding, new, is_safe=is_slip)


def prefixed(source: Source, finding: Finding) -> Proposal | None:
    """A name with a prefix that is defined, as a member or as a value."""
    place, new = finding.place, _suggested(finding)
    if place is None or not new:
        return None
    if place.of_key:
        return member(source, finding)
    return _in_place("fix.name_meant", source, finding, new)


def value_name(source: Source, finding: Finding) -> Proposal | None:
    """A type or value that the vocabulary knows."""
    return _in_place("fix.type_meant", source, finding, _suggested(finding))


def _in_place(text: str, source: Source, finding: Finding, new: str) -> Proposal | None:
    spot = source.written(finding)
    is_slip = is_spelling(finding.value, new)
    made = [option(new, SetValue(spot, new))] if spot and new else []
    return proposal("fix.name" if is_slip else text, made, is_safe=is_slip, old=finding.value)


def class_name(source: Source, finding: Finding) -> Proposal | None:
    """The class that was probably meant, on the subject and on its credential."""
    new = _suggested(finding)
    wanted = local_name(finding.value)
    pointer = finding.place.pointer if finding.place else ""
    spots = [spot for spot, told in _types(source, pointer) if local_name(told) == wanted]
    if not spots or not new:
        return None
    old = str(source.value(spots[0]))
    outer = source.credential_around(pointer)
    if outer is not None:
        spots += [spot for spot, told in _types_of(source, outer) if told == old and spot not in spots]
    is_slip = is_spelling(wanted, local_name(new))
    edits = [SetValue(spot, new) for spot in spots]
    return proposal("fix.type" if is_slip else "fix.type_meant", [option(new, *edits)], is_safe=is_slip, old=old)


def _types(source: Source, pointer: str) -> Iterator[tuple[str, str]]:
    """Where types are named at a pointer: of a type member, of one of its items, or of the node itself."""
    found = source.value(pointer)
    if isinstance(found, Mapping):
        yield from _types_of(source, pointer)
    elif isinstance(found, list):
        yield from ((joined(pointer, at), item) for at, item in enumerate(found) if isinstance(item, str))
    elif isinstance(found, str):
        yield pointer, found


def _types_of(source: Source, node: str) -> Iterator[tuple[str, str]]:
    holder = source.value(node)
    for name in _TYPES:
        if isinstance(holder, Mapping) and name in holder:
            yield from _types(source, joined(node, name))


def _suggested(finding: Finding) -> str:
    return str(finding.params.get("suggestion", "")).removeprefix("said:")


def _key(source: Source, finding: Finding) -> str:
    return source.around(finding.place.pointer)[1] if finding.place else ""
