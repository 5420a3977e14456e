# SPDX-License-Identifier: Apache-2.0
"""Fixes of the envelope's words: contexts that are missing or in the wrong order, vocabularies under another name."""

from collections.abc import Iterator, Mapping

from assay.authoring.fixes.proposal import Proposal, option, proposal
from assay.authoring.json_edit import Edit, InsertItem, InsertMember, Remove, Rename, SetValue, joined
from assay.authoring.source import Source
from assay.checks.envelope import CREDENTIALS_V1, CREDENTIALS_V2
from assay.credential import Generation
from assay.finding import Finding

_VC = "VerifiableCredential"


def _first_context(source: Source) -> str:
    return CREDENTIALS_V1 if source.case.pack.generation == Generation.TAGUS.value else CREDENTIALS_V2


def _vocabulary(source: Source) -> str:
    """The address the pack's own vocabulary is named by."""
    pack = source.case.pack
    return pack.namespace if pack.namespace in pack.context_urls else next(iter(pack.context_urls), "")


def first(source: Source, finding: Finding) -> Proposal | None:
    """The W3C context at the front: moved there, or put there."""
    pointer = finding.place.pointer if finding.place else ""
    found, new = source.value(pointer), _first_context(source)
    if source.has_unknown_context:
        return None
    if isinstance(found, (str, Mapping)):
        return proposal("fix.context_added", [option(new, SetValue(pointer, [new, found]))], is_safe=True)
    if not isinstance(found, list):
        return None
    if new not in found:
        return proposal("fix.context_added", [option(new, InsertItem(pointer, 0, new))], is_safe=True)
    moved = Remove(joined(pointer, found.index(new))), InsertItem(pointer, 0, new)
    return proposal("fix.context_first", [option(new, *moved)], is_safe=found.count(new) == 1)


def replaced(source: Source, finding: Finding) -> Proposal | None:
    """The W3C context of the format that is asked for, instead of the other one."""
    pointer = finding.place.pointer if finding.place else ""
    new = _first_context(source)
    old = CREDENTIALS_V1 if new == CREDENTIALS_V2 else CREDENTIALS_V2
    spots = [spot for spot in source.spots.get(old, ()) if spot == pointer or spot.startswith(f"{pointer}/")]
    found = source.value(pointer)
    if len(spots) != 1 or (isinstance(found, list) and new in found):
        return None
    return proposal("fix.context_format", [option(new, SetValue(spots[0], new))], old=old)


def vocabulary(source: Source, finding: Finding) -> Proposal | None:
    """The Gaia-X vocabulary after the contexts that are named."""
    pointer = finding.place.pointer if finding.place else ""
    found, new = source.value(pointer), _vocabulary(source)
    if not new or source.has_unknown_context:
        return None
    if isinstance(found, list):
        return proposal("fix.context_added", [option(new, InsertItem(pointer, len(found), new))], is_safe=True)
    if isinstance(found, (str, Mapping)):
        return proposal("fix.context_added", [option(new, SetValue(pointer, [found, new]))], is_safe=True)
    return None


def missing(source: Source, finding: Finding) -> Proposal | None:
    """The contexts, where there are none."""
    pointer = finding.place.pointer if finding.place else ""
    found, new = source.value(pointer), _vocabulary(source)
    if not isinstance(found, Mapping) or "@context" in found or not new:
        return None
    is_bare = any(entry.credential.is_bare_claims for entry in source.case.credentials)
    contexts = [new] if is_bare else [_first_context(source), new]
    made = InsertMember(pointer, "@context", contexts, is_first=True)
    return proposal("fix.context_added", [option(new, made)], is_safe=True)


def similar(source: Source, finding: Finding) -> Proposal | None:
    """The known contexts that were meant by an address; surely, where it is the same but for its ends."""
    spot = source.written(finding)
    meant = [part for part in str(finding.params.get("suggestion", "")).split("”, “") if part]
    if not spot or not meant:
        return None
    is_slip = _plain(finding.value) == _plain(meant[0])
    if len(meant) == 1:
        return proposal("fix.context", [option(meant[0], SetValue(spot, meant[0]))], is_safe=is_slip, old=finding.value)
    holder, index = source.around(spot)
    if not isinstance(source.value(holder), list):
        return proposal("fix.context", [option(" ".join(meant), SetValue(spot, meant))], old=finding.value)
    edits: list[Edit] = [SetValue(spot, meant[0])]
    edits += [InsertItem(holder, int(index) + 1, other) for other in meant[1:]]
    return proposal("fix.context", [option(" ".join(meant), *edits)], old=finding.value)


def namespace(source: Source, finding: Finding) -> Proposal | None:
    """The pack's own name of a vocabulary, in contexts, types and names of members."""
    new, old = _vocabulary(source), finding.path
    edits = tuple(_moved(source, old, source.case.pack.namespace)) if new else ()
    return proposal("fix.namespace", [option(new, *edits)], old=old) if edits else None


def namespace_meant(source: Source, finding: Finding) -> Proposal | None:
    """The known vocabulary that is the closest; surely, where it differs in its ends and capital letters only."""
    new, old = str(finding.params.get("suggestion", "")), finding.path
    edits = tuple(_moved(source, old, new)) if new else ()
    is_slip = _plain(old) == _plain(new)
    return proposal("fix.namespace", [option(new, *edits)], is_safe=is_slip, old=old) if edits else None


def type_added(source: Source, finding: Finding) -> Proposal | None:
    """The type of every credential, before those that are there."""
    for name in ("type", "@type"):
        pointer = joined(finding.place.pointer, name) if finding.place else ""
        pointer = finding.place.pointer if finding.place and pointer.endswith(f"/{name}/{name}") else pointer
        found = source.value(pointer)
        if isinstance(found, str):
            return proposal("fix.type_added", [option(_VC, SetValue(pointer, [_VC, found]))], is_safe=True)
        if isinstance(found, list):
            return proposal("fix.type_added", [option(_VC, InsertItem(pointer, 0, _VC))], is_safe=True)
    return None


def type_first(source: Source, finding: Finding) -> Proposal | None:
    """The type of every credential, moved to the front."""
    pointer = finding.place.pointer if finding.place else ""
    found = source.value(pointer)
    if not isinstance(found, list) or found.count(_VC) != 1:
        return None
    moved = Remove(joined(pointer, found.index(_VC))), InsertItem(pointer, 0, _VC)
    return proposal("fix.type_first", [option(_VC, *moved)], is_safe=True)


def _moved(source: Source, old: str, new: str) -> Iterator[Edit]:
    """Every word of a vocabulary, as a word of another one. Ids are no words: they stay."""
    yield from _walked(source, source.examination.reading.decoded, "", (old, new))


def _walked(source: Source, value: object, pointer: str, names: tuple[str, str]) -> Iterator[Edit]:
    if not source.may_change(pointer):
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walked(source, item, joined(pointer, index), names)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _member(source, pointer, (name, item), names)


def _member(source: Source, holder: str, member: tuple[str, object], names: tuple[str, str]) -> Iterator[Edit]:
    (name, item), (old, new) = member, names
    pointer = joined(holder, name)
    if name.startswith(old):
        yield Rename(pointer, new + name.removeprefix(old))
    if name == "@context":
        yield from _in_context(pointer, item, old, new)
    elif name in ("type", "@type"):
        yield from _in_types(pointer, item, old, new)
    else:
        yield from _walked(source, item, pointer, names)


def _in_context(pointer: str, value: object, old: str, new: str) -> Iterator[Edit]:
    if isinstance(value, str) and value.rstrip("#/") == old.rstrip("#/"):
        yield SetValue(pointer, new)
    elif isinstance(value, list):
        if any(isinstance(item, str) and item.rstrip("#/") == new.rstrip("#/") for item in value):
            return  # both are named: which of the two gives which word its meaning is not for us to change
        for index, item in enumerate(value):
            yield from _in_context(joined(pointer, index), item, old, new)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if item == old:
                yield SetValue(joined(pointer, name), new)


def _in_types(pointer: str, value: object, old: str, new: str) -> Iterator[Edit]:
    if isinstance(value, str) and value.startswith(old):
        yield SetValue(pointer, new + value.removeprefix(old))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_types(joined(pointer, index), item, old, new)


def _plain(address: str) -> str:
    """What is the same in addresses that people take for the same."""
    bare = address.strip().casefold().removeprefix("http://").removeprefix("https://")
    return bare.removeprefix("www.").rstrip("#/")
