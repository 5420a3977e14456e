# SPDX-License-Identifier: Apache-2.0
"""Packs in words: what is wrong with one, and what changes from one to another."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from assay.errors import PackError
from assay.rules.difference import Area, Change, How
from assay.rules.pack import RulePack
from assay.texts import Texts, local_name, one_line, quoted

_DETAILS = ("key", "expected", "reason", "check", "rule")
_SHOWN_VALUES = 5


def told_error(error: PackError, texts: Texts, *, group: str = "error") -> str:
    """Where, what is wrong, what exactly, what to do: in one line.

    `group`: whose words go first where they are there, for the usual ones name options of the command line.
    """
    own = f"{group}.{error.text_id}"
    text_id = own if texts.has(own) else f"error.{error.text_id}"
    what = texts.say(text_id, **error.params)
    file, line = error.params.get("file", ""), error.params.get("line", 0)
    if file and text_id == f"error.{error.text_id}":  # other words are about the pack, not about one of its files
        what = texts.say("packs.at_line" if line else "packs.in_file", file=file, line=line, message=what)
    details = [
        texts.say(f"packs.detail.{name}", told=quoted(str(error.params[name]), 200))
        for name in _DETAILS
        if error.params.get(name)
    ]
    return " ".join(filter(None, (what, *details, texts.part(text_id, "how", error.params))))


def told_changes(
    changes: Iterable[Change], packs: tuple[RulePack, RulePack], texts: Texts, *, most: int = 0
) -> Iterator[str]:
    """Changes as lines, area by area under a heading with their numbers; at most so many an area, 0 for all.

    `packs` are the old and the new one: their names for classes and properties are used.
    """
    names = _Names(packs, texts)
    for area, of_area in groupby(changes, key=lambda change: _GROUP.get(change.area, change.area)):
        found = list(of_area)
        counts = {how: sum(change.how is how for change in found) for how in How}
        told = ", ".join(texts.say(f"packs.how.{how}", count=count) for how, count in counts.items() if count)
        yield texts.say("packs.heading", area=texts.say(f"packs.area.{area}"), told=told)
        shown = found[:most] if most else found
        yield from (f"  {names.change(change)}" for change in shown)
        if len(found) > len(shown):
            yield "  " + texts.say("packs.more", count=len(found) - len(shown))


_GROUP = dict.fromkeys((Area.PROPERTY, Area.CARDINALITY, Area.VALUES, Area.CONSTRAINT), Area.CLASS)
"""Areas told together: what a class asks for."""


class _Names:
    """Puts one change into words."""

    def __init__(self, packs: tuple[RulePack, RulePack], texts: Texts) -> None:
        self._old, self._new = packs
        self._labels = [pack.texts(texts.lang) for pack in (self._new, self._old)]
        self._texts = texts

    def change(self, change: Change) -> str:
        """One line."""
        name = self._name(change.name) if change.area in _OF_CLASSES else change.name
        path = " / ".join(map(self._name, change.path.split("|"))) if change.path else ""
        detail = f"_{change.detail}" if change.area is Area.CARDINALITY else ""
        text_id = f"packs.change.{change.area}{detail}.{change.how}"
        if change.area is Area.CONSTRAINT and not path:
            text_id = f"packs.change.class_constraint.{change.how}"
        return self._texts.say(
            text_id,
            name=name,
            path=path,
            detail=change.detail,
            before=self._values(change.before),
            after=self._values(change.after),
            fewer=len(change.before),
            more=len(change.after),
        )

    def _name(self, iri: str) -> str:
        """The new pack's name, the old one's for what is gone, else the last part."""
        moved = iri.replace(self._new.namespace, self._old.namespace)
        return self._labels[0].label(iri) or self._labels[1].label(moved) or local_name(iri)

    def _values(self, values: tuple[str, ...]) -> str:
        shown = ", ".join(one_line(self._short(value)) for value in values[:_SHOWN_VALUES])
        shown = f"{shown}, …" if len(values) > _SHOWN_VALUES else shown
        return quoted(shown, len(shown))

    def _short(self, value: str) -> str:
        return self._name(value) if "://" in value and " " not in value else value


_OF_CLASSES = frozenset({*_GROUP, Area.CLASS, Area.HIERARCHY})
