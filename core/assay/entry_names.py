# SPDX-License-Identifier: Apache-2.0
"""What entries of value lists are called, by the property that takes them: `public` of a deployment is `Öffentlich`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from assay.rules.pack_texts import value_list_key

if TYPE_CHECKING:
    from assay.rules.pack import RulePack

NONE: Final[Mapping[str, str]] = {}
_lists_by_digest: dict[str, Mapping[str, frozenset[int]]] = {}
_names_by_digest: dict[tuple[str, str, str], Mapping[str, str]] = {}


def entry_names(pack: "RulePack", predicate: str, lang: str) -> Mapping[str, str]:
    """Value to name, of the lists that the pack's shapes have for a property; worked out once for each.

    A value that two lists of a property call by two names is left out: nobody can know which one is meant.
    """
    if predicate not in _lists_of(pack):
        return NONE
    key = (pack.sha256, lang, predicate)
    if key not in _names_by_digest:
        _names_by_digest[key] = _names(pack, predicate, lang)
    return _names_by_digest[key]


def _names(pack: "RulePack", predicate: str, lang: str) -> Mapping[str, str]:
    told = pack.texts(lang).of_entry
    if pack.program is None or not told:
        return NONE
    found: dict[str, str] = {}
    for number in _lists_of(pack)[predicate]:
        for value, name in told.get(value_list_key(pack.program.values(number)), NONE).items():
            found[value] = name if found.get(value, name) == name else ""
    return {value: name for value, name in found.items() if name} or NONE


def _lists_of(pack: "RulePack") -> Mapping[str, frozenset[int]]:
    """Property to the numbers of its lists in the program."""
    if pack.sha256 not in _lists_by_digest:
        found: dict[str, set[int]] = {}
        for shape in pack.program.shapes if pack.program else ():
            path = shape.get("path")
            for kind, value in shape["constraints"] if isinstance(path, str) else ():
                if kind == "in" and isinstance(value, int):
                    found.setdefault(str(path), set()).add(value)
        _lists_by_digest[pack.sha256] = {path: frozenset(numbers) for path, numbers in found.items()}
    return _lists_by_digest[pack.sha256]
