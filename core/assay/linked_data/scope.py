# SPDX-License-Identifier: Apache-2.0
"""Which context applies where in a document, and what a context changes that should stay as it is."""

from collections.abc import Iterable, Mapping, Sequence

from assay.credential import Json
from assay.linked_data.account import Account, Remark, TooLargeError
from assay.linked_data.contexts import ContextMap, ContextSource
from assay.linked_data.definitions import KEYWORDS, DeclinedError, Definition, ProtectedTermError
from assay.linked_data.terms import ActiveContext

MOST_SCOPED_TERMS = 100
"""Terms in scoped contexts of a document's own: a parser applies all of them anew at each use. Gaia-X writes none."""
_SETTINGS = ("@vocab", "@base", "@language")


class StoppedError(Exception):
    """The document cannot be read any further: the account says why."""


class Scope:
    """Contexts of one document: those at its top, and those inside it."""

    __slots__ = ("_account", "_at_top", "_scoped", "_scoped_terms", "source", "used")

    def __init__(self, source: ContextSource, account: Account) -> None:
        self.source = source
        self._account = account
        self._at_top = False
        self._scoped_terms = 0
        self.used: list[str] = []
        """Addresses of contexts, in order of use."""
        self._scoped: dict[tuple[int, int, bool], tuple[ActiveContext, Definition, ActiveContext]] = {}
        """What scoped contexts made of a context, once for all uses; what the numbers stand for is kept alive."""

    def top(self, root: ActiveContext, values: Sequence[Json], pointer: str) -> ActiveContext:
        """The context at the top of a document. Raises StoppedError for an unknown address or a protected term."""
        self._at_top = True
        active = root
        for value in values:
            active = self._applied(active, value, pointer)
        self._at_top = False
        return active

    def nested(self, active: ActiveContext, value: Json, pointer: str) -> ActiveContext:
        """The context inside an object that has one of its own; what it redefines is noticed."""
        return self._applied(active, value, pointer + "/@context")

    def of_term(self, active: ActiveContext, definition: Definition, pointer: str, *, of_type: bool) -> ActiveContext:
        """The scoped context of a term applied: that of a type (§4.1.9), or that of a property, which may override
        protected terms (§4.1.8). Raises StoppedError for a protected term.
        """
        key = (id(active), id(definition), of_type)
        if key in self._scoped:
            return self._scoped[key][2]
        try:
            made = _apply_scoped(
                active, definition.context, self.source.root, override=not of_type, propagate=not of_type
            )
        except ProtectedTermError as error:
            self._account.notice(Remark.PROTECTED, pointer, error.term or "null")
            raise StoppedError from error
        self._scoped[key] = active, definition, made
        return made

    def _applied(self, active: ActiveContext, value: Json, pointer: str) -> ActiveContext:
        try:
            if isinstance(value, (list, tuple)):
                for index, item in enumerate(value):
                    active = self._one(active, item, f"{pointer}/{index}")
                return active
            return self._one(active, value, pointer)
        except ProtectedTermError as error:
            self._account.notice(Remark.PROTECTED, pointer, error.term or "null")
            raise StoppedError from error

    def _one(self, active: ActiveContext, value: Json, pointer: str) -> ActiveContext:
        if value is None:
            if not self._at_top:
                self._account.notice(Remark.NULL_CONTEXT, pointer, "null")
            return active.nullified(self.source.root)
        if isinstance(value, str):
            return self._by_address(active, value, pointer)
        if isinstance(value, Mapping):
            self._scoped_terms += scoped_terms(value)
            if self._scoped_terms > MOST_SCOPED_TERMS:
                raise TooLargeError("too_many_contexts", pointer)
            after = active.overlaid(value)
            self._compare(active, after, value, pointer, by_author=True)
            return after
        raise DeclinedError("a context that is no context")

    def _by_address(self, active: ActiveContext, url: str, pointer: str) -> ActiveContext:
        if url not in self.source:
            from assay.linked_data.suggest import similar_address

            meant = "”, “".join(similar_address(url, self.source.known()))
            self._account.notice(Remark.UNKNOWN_CONTEXT, pointer, url, suggestion=meant, of_key=False)
            raise StoppedError
        self.used.append(url)
        for context in self.source.maps(url):
            after = active.extend(context)
            if not self._at_top:
                self._compare(active, after, context, pointer, by_author=False)
            active = after
        return active

    def _compare(
        self, before: ActiveContext, after: ActiveContext, context: ContextMap, pointer: str, *, by_author: bool
    ) -> None:
        remark = Remark.OVERRIDDEN if self._at_top else Remark.REDEFINED
        for term in changed(before, after, context):
            place = f"{pointer}/{term.replace('~', '~0').replace('/', '~1')}" if by_author else pointer
            self._account.notice(remark, place, term)


def scoped_terms(context: ContextMap) -> int:
    """How many terms the scoped contexts of a context define, at any depth."""
    count = 0
    waiting: list[Json] = list(context.values())
    for item in waiting:
        inner = item.get("@context") if isinstance(item, Mapping) else None
        for part in inner if isinstance(inner, (list, tuple)) else (inner,):
            if isinstance(part, Mapping):
                count += len(part)
                waiting.extend(part.values())
    return count


def changed(before: ActiveContext, after: ActiveContext, context: ContextMap) -> Iterable[str]:
    """Terms and settings that meant something before the context map was applied and mean something else after."""
    if before is after:
        return
    for term in context:
        if term in KEYWORDS:
            continue
        old = before.get(term)
        new = after.get(term)
        if old is not None and (new is None or not new.means_the_same(old)):
            yield term
    for name in _SETTINGS:
        old_setting = getattr(before, name[1:])
        if old_setting is not None and old_setting != getattr(after, name[1:]):
            yield name


def _apply_scoped(
    active: ActiveContext, value: Json, root: ActiveContext, *, override: bool, propagate: bool
) -> ActiveContext:
    """A context of a term definition applied; DeclinedError where it is given by address."""
    if isinstance(value, Mapping):
        return active.extend(value, override=override, propagate=propagate)
    if value is None:
        return active.nullified(root, override=override, propagate=propagate)
    if isinstance(value, (list, tuple)):
        for item in value:
            active = _apply_scoped(active, item, root, override=override, propagate=propagate)
        return active
    raise DeclinedError("a scoped context given by address")
