# SPDX-License-Identifier: Apache-2.0
"""What two documents say differently: statement by statement, whatever their texts look like.

Parts are the same part where they have the same id; else where they are of one kind and bear one name; else in their
order. So a copy is compared with its original, although no id of it is the same.
"""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import TypeVar

from assay.claims import RDF_TYPE, Literal, Term, is_blank
from assay.credential import Credential
from assay.examination import Examination
from assay.naming import Naming
from assay.texts import Texts
from assay.values import frozen

DEEPEST = 32
Thing = TypeVar("Thing")
_ENVELOPE = ("issuer", "validFrom", "validUntil", "issuanceDate", "expirationDate")


class Side(StrEnum):
    """Where something is said."""

    BOTH = "both"
    """In both documents, of another value."""
    OLD = "old"
    NEW = "new"


@frozen
class Apart:
    """One thing that the documents say differently."""

    subject: str
    """What it is said of, as people call it."""
    label: str
    """What is said, by its label; through parts in parts. Empty where it is the part as a whole."""
    old: str
    """Value; empty where nothing is said."""
    new: str
    pointers: tuple[str, str] = ("", "")
    """Where both stand, in the decoded views; the part that lacks it where it is not said."""

    @property
    def side(self) -> Side:
        """Where it is said."""
        if self.old and self.new:
            return Side.BOTH
        return Side.OLD if self.old else Side.NEW


def compared(old: Examination, new: Examination, texts: Texts) -> tuple[Apart, ...]:
    """What two examined documents say differently, part by part in the order of the newer one."""
    return _Comparison(_Side(old, texts), _Side(new, texts), texts).rows()


class _Side:
    """One document with its names."""

    def __init__(self, found: Examination, texts: Texts) -> None:
        self.found, self.claims = found, found.claims
        self.naming = Naming(found.claims, found.pack, texts)
        self._prints: dict[Term, object] = {}
        self._values, self._members, self._nodes = found.value_places, found.member_places, found.node_places

    def title(self, node: str) -> str:
        """What a part is called: by its name, else by what it is, else by its id."""
        return self.naming.title(node) or self.naming.kind(node) or self.naming.value(node)

    def values(self, node: str, predicate: str) -> list[Term]:
        """What is said, lists taken apart."""
        return [item for term in self.claims.objects(node, predicate) for item in self.naming.items(term)]

    def told(self, predicate: str, term: Term) -> str:
        """A value of a property in words; of a part its name."""
        if isinstance(term, str) and term in self.claims:
            return self.title(term)
        return self.naming.value_of(predicate, term) or (term if isinstance(term, str) else term.value) or "“”"

    def print_of(self, term: Term, depth: int = 0) -> object:
        """The same for nameless parts that say the same."""
        if not isinstance(term, str) or not is_blank(term) or depth > DEEPEST:
            return term
        if term not in self._prints:
            self._prints[term] = term  # a part that has itself as a part
            self._prints[term] = frozenset(
                (predicate, self.print_of(value, depth + 1))
                for predicate, values in self.claims.members(term).items()
                for value in values
            )
        return self._prints[term]

    def place(self, node: str, predicate: str, term: Term | None) -> str:
        """Where it stands; that of the part where it does not."""
        if term is not None and (at := self._values.get((node, predicate, term))) is not None:
            return at
        members = self._members.get((node, predicate), ())
        return next(iter((*members, *self._nodes.get(node, ()))), "")


class _Comparison:
    def __init__(self, old: _Side, new: _Side, texts: Texts) -> None:
        self._old, self._new, self._texts = old, new, texts
        self._pairs: dict[str, str] = {}
        """Parts of the old document to the same parts of the new one."""
        self._paired: set[str] = set()
        self._seen: set[tuple[str, str]] = set()

    def rows(self) -> tuple[Apart, ...]:
        both = [node for node in self._new.claims.subjects() if not is_blank(node) and node in self._old.claims]
        for node in both:
            self._pair(node, node)
        tops = self._tops()
        found = [row for old, new in tops for row in self._top(old, new)]
        for node in both:
            found += self._node(node, node, self._new.title(node), ())
        return tuple(found)

    def _pair(self, old: str, new: str) -> None:
        self._pairs[old] = new
        self._paired.add(new)

    def _tops(self) -> list[tuple[str, str]]:
        """Subjects of credentials, each with its like; empty where there is none."""
        olds = [node for node in self._old.found.subjects if node not in self._pairs]
        likes: dict[str, str] = {node: node for node in self._new.found.subjects if node in self._pairs}
        for print_of in (_named, _kind):  # of the same name first
            free = _by(olds, partial(print_of, self._old), without=self._pairs)
            for node in self._new.found.subjects:
                waiting = free.get(print_of(self._new, node))
                if node not in likes and waiting:
                    likes[node] = waiting.popleft()
                    self._pair(likes[node], node)
        tops = [(likes.get(node, ""), node) for node in self._new.found.subjects]
        return [*tops, *((node, "") for node in olds if node not in self._pairs)]

    def _top(self, old: str, new: str) -> Iterator[Apart]:
        if old and new:
            title = self._new.title(new)
            yield from self._around(old, new, title)
            yield from self._node(old, new, title, ())
        elif new:
            kind = self._new.naming.kind(new) or new
            yield Apart(self._new.title(new), "", "", kind, ("", self._new.place(new, "", None)))
        else:
            kind = self._old.naming.kind(old) or old
            yield Apart(self._old.title(old), "", kind, "", (self._old.place(old, "", None), ""))

    def _around(self, old: str, new: str, title: str) -> Iterator[Apart]:
        """What the credentials around them say of themselves."""
        before, after = _credential(self._old.found, old), _credential(self._new.found, new)
        if before is None or after is None:
            return
        pointers = (before.pointer, after.pointer)
        for told, one, other in (("id", old, new), *((name, *_texts(name, before, after)) for name in _ENVELOPE)):
            if one != other:
                yield Apart(title, self._texts.say(f"said_apart.{told}"), one, other, pointers)
        if before.is_signed != after.is_signed:
            said = [self._texts.say(f"said_apart.{'signed' if it.is_signed else 'draft'}") for it in (before, after)]
            yield Apart(title, self._texts.say("said_apart.state"), said[0], said[1], pointers)

    def _node(self, old: str, new: str, title: str, path: tuple[str, ...]) -> Iterator[Apart]:
        if (old, new) in self._seen or len(path) > DEEPEST:
            return
        self._seen.add((old, new))
        predicates = dict.fromkeys((*self._new.claims.members(new), *self._old.claims.members(old)))
        for predicate in predicates:
            yield from self._values(old, new, predicate, (title, path))

    def _values(self, old: str, new: str, predicate: str, where: tuple[str, tuple[str, ...]]) -> Iterator[Apart]:
        title, path = where
        olds, news = self._old.values(old, predicate), self._new.values(new, predicate)
        self._take_same(olds, news)
        label = self._label(predicate)
        for one, other in self._parts(olds, news):
            yield from self._node(one, other, title, (*path, label))
        name = " > ".join((*path, label))
        for number in range(max(len(olds), len(news))):
            before = olds[number] if number < len(olds) else None
            after = news[number] if number < len(news) else None
            yield Apart(
                title,
                name,
                "" if before is None else self._old.told(predicate, before),
                "" if after is None else self._new.told(predicate, after),
                (self._old.place(old, predicate, before), self._new.place(new, predicate, after)),
            )

    def _label(self, predicate: str) -> str:
        return self._texts.say("said_apart.kind") if predicate == RDF_TYPE else self._new.naming.label(predicate)

    def _take_same(self, olds: list[Term], news: list[Term]) -> None:
        """Out of both what both say."""
        free = _by(range(len(olds)), lambda at: self._old_key(olds[at]))
        gone: set[int] = set()
        left: list[Term] = []
        for other in news:
            waiting = free.get(self._new_key(other))
            if waiting:
                gone.add(waiting.popleft())
            else:
                left.append(other)
        news[:] = left
        olds[:] = [one for at, one in enumerate(olds) if at not in gone]

    def _old_key(self, term: Term) -> object:
        """The same as of a term of the other document that says the same."""
        if isinstance(term, Literal):
            return term
        return self._pairs.get(term) or self._old.print_of(term)

    def _new_key(self, term: Term) -> object:
        return term if isinstance(term, Literal) or term in self._paired else self._new.print_of(term)

    def _parts(self, olds: list[Term], news: list[Term]) -> list[tuple[str, str]]:
        """Out of both the parts that are to be compared with one another: of one kind, in their order."""
        parts = [one for one in olds if isinstance(one, str) and one in self._old.claims and one not in self._pairs]
        free = _by(parts, self._old.naming.kind)
        found: list[tuple[str, str]] = []
        for other in news:
            if not isinstance(other, str) or other not in self._new.claims or other in self._paired:
                continue
            waiting = free.get(self._new.naming.kind(other))
            if waiting:
                found.append((waiting.popleft(), other))
        for one, other in found:
            self._pair(one, other)
        gone, come = {one for one, _ in found}, {other for _, other in found}
        olds[:] = [one for one in olds if one not in gone]
        news[:] = [other for other in news if other not in come]
        return found


def _by(
    things: Iterable[Thing], key: Callable[[Thing], object], without: Container[Thing] = ()
) -> "dict[object, deque[Thing]]":
    """Things in their order, by a key."""
    found: dict[object, deque[Thing]] = {}
    for thing in things:
        if thing not in without:
            found.setdefault(key(thing), deque()).append(thing)
    return found


def _named(side: _Side, node: str) -> object:
    return side.naming.kind(node), side.naming.title(node)


def _kind(side: _Side, node: str) -> object:
    return side.naming.kind(node)


def _credential(found: Examination, subject: str) -> Credential | None:
    """The one about it; None where it stands in none, or its words are all in another's."""
    pointer = next((entry.pointer for entry in found.credentials if subject in entry.subjects), None)
    return next((entry for entry in found.reading.credentials if entry.pointer == pointer), None)


def _texts(name: str, before: Credential, after: Credential) -> tuple[str, str]:
    return _told(before.content.get(name)), _told(after.content.get(name))


def _told(value: object) -> str:
    found = value.get("id") if isinstance(value, Mapping) else value
    return found if isinstance(found, str) else ""
