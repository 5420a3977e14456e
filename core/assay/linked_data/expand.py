# SPDX-License-Identifier: Apache-2.0
"""JSON-LD to claims: offline, with the place of everything, and nothing lost in silence.

JSON-LD leaves out without an error what it cannot name: unknown terms, illegal ids, types without an IRI. So each
member of a credential is accounted for: it is a keyword, or statements, or a drop that is listed. A walk predicts what
each member says; the parser reads the same document by its own means; only where both agree is the reading taken. What
the walk declines, and any disagreement, goes to the reference implementation.
"""

import marshal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal as Choice

from assay.claims import Term, Triple
from assay.credential import Credential, Json
from assay.finding import Finding
from assay.linked_data import notices
from assay.linked_data.account import Account, Drop, LabelTakenError, Remark, TooLargeError
from assay.linked_data.compare import agreed
from assay.linked_data.contexts import ContextSource
from assay.linked_data.definitions import DeclinedError, FeatureDeclinedError, InvalidError
from assay.linked_data.inline import flat, inlined
from assay.linked_data.rdf import parse_json_ld_graphs
from assay.linked_data.scope import Scope, StoppedError
from assay.linked_data.terms import ActiveContext
from assay.linked_data.walk import Element, Walk


@dataclass(frozen=True)
class Expansion:
    """What a credential says, where it says it, and what of it JSON-LD leaves out."""

    triples: tuple[Triple, ...]
    """The statements of the whole credential, envelope included; those of proofs stand in `graphs`."""
    dropped: tuple[Drop, ...] = ()
    findings: tuple[Finding, ...] = ()
    contexts_used: tuple[str, ...] = ()
    """Addresses of the contexts, in order of use."""
    path: Choice["fast", "reference"] = "fast"
    graphs: Mapping[str, tuple[Triple, ...]] = field(default_factory=dict)
    """Named graphs, e.g. that of a proof: name to statements."""
    value_places: Mapping[tuple[str, str, Term], str] = field(default_factory=dict)
    """Statement to the JSON Pointer of its value, in all graphs."""
    remembered: dict[object, object] = field(default_factory=dict, repr=False, compare=False)
    """What others work out of it and keep with it (`assay.assembly`)."""
    _members: Sequence[tuple[str, str, str]] = field(default=(), repr=False)
    _nodes: Sequence[tuple[str, str, bool]] = field(default=(), repr=False)

    @cached_property
    def node_at(self) -> Mapping[str, str]:
        """JSON Pointer of an object to the id of its node."""
        return {pointer: node for node, pointer, _ in self._nodes}

    @cached_property
    def node_places(self) -> Mapping[str, tuple[str, ...]]:
        """Node to the pointers of its objects, mere mentions (`{"id": …}`) last."""
        places: dict[str, tuple[str, ...]] = {}
        for node, pointer, _ in sorted(self._nodes, key=lambda entry: entry[2]):
            places[node] = (*places.get(node, ()), pointer)
        return places

    @cached_property
    def member_places(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """Node and predicate to the pointers of the members that say it; `rdf:type` included."""
        places: dict[tuple[str, str], tuple[str, ...]] = {}
        for node, predicate, pointer in self._members:
            places[node, predicate] = (*places.get((node, predicate), ()), pointer)
        return places


MOST_REMEMBERED = 256
LONGEST_REMEMBERED = 20_000
"""Expansions that are remembered, and the bytes a credential may have to be: what one set of credentials needs."""
MOST_AT_ONCE = 50
"""Contexts of one credential. Real ones have two or three; each is another layer for every word to look through."""


def _takes_back(context: Json) -> bool:
    """Whether the author's own context takes words back (`null`): only the reference knows all that follows."""
    return isinstance(context, Mapping) and any(value is None for value in context.values())


def expand(
    credential: Credential, contexts: ContextSource, label_prefix: str = "c0", *, base: str | None = None
) -> Expansion:
    """The claims of a credential, or of bare claims.

    `label_prefix`, letters and digits, begins the label of each blank node, so that the graphs of several credentials
    can be put together. `base` is for tests; credentials have no base, so relative ids are dropped and told. Raises
    ContextError only where a bundled context is damaged.

    A credential that was expanded a moment ago, with the same contexts, is not expanded again: while somebody writes,
    one credential of many changes.
    """
    told = _exactly(credential) if base is None else b""
    if not told:
        return _expanded(credential, contexts, label_prefix, base)
    key = (told, credential.pointer, label_prefix, credential.is_bare_claims)
    known = contexts.expansions.get(key)
    if not isinstance(known, Expansion):
        known = _expanded(credential, contexts, label_prefix, base)
        if len(contexts.expansions) >= MOST_REMEMBERED:
            contexts.expansions.clear()
        contexts.expansions[key] = known
    return known


def _exactly(credential: Credential) -> bytes:
    """What the credential says, as bytes that differ wherever it does; empty for one too long or too odd to remember.

    Numbers that remember how they were written would look alike: `marshal` refuses them, as it does deep nesting.
    """
    try:
        told = marshal.dumps((credential.content, credential.inherited_contexts), 2)  # type: ignore[arg-type]  # JSON
    except ValueError:
        return b""
    return told if len(told) <= LONGEST_REMEMBERED else b""


def _expanded(credential: Credential, contexts: ContextSource, label_prefix: str, base: str | None) -> Expansion:
    for careful in (False, True):
        try:
            return _Reading(credential, contexts, label_prefix, base=base, careful=careful).read()
        except LabelTakenError:
            return _expanded(credential, contexts, label_prefix + "x", base)
        except DeclinedError:
            continue
    raise AssertionError("a careful reading declines nothing")


class _Reading:
    """One reading of one credential."""

    def __init__(
        self, credential: Credential, contexts: ContextSource, prefix: str, *, base: str | None, careful: bool
    ) -> None:
        self._credential = credential
        self._contexts = contexts
        self._base = base
        self._careful = careful
        self._root = contexts.root if base is None else ActiveContext(None, {})
        if base is not None:
            self._root.base = base
        self._account = Account(prefix, credential.is_bare_claims)
        self._scope = Scope(contexts, self._account)
        self._findings: list[Finding] = []

    def read(self) -> Expansion:
        """The expansion. Raises DeclinedError unless the reading is careful, LabelTakenError."""
        credential = self._credential
        own = credential.content.get("@context")
        values = [*credential.inherited_contexts, *([own] if "@context" in credential.content else ())]
        walk = Walk(self._account, self._scope, careful=self._careful)
        try:
            body = self._walked(walk, values)
        except StoppedError:
            return self._result({"": []})
        except TooLargeError as error:
            limit, place = error.args
            self._findings.append(notices.too_large(credential.id, limit, place))
            return self._result({"": []})
        except InvalidError as error:
            self._findings.append(notices.invalid(credential.id, credential.pointer, str(error)))
            return self._result({"": []})
        if not values and (not credential.is_bare_claims or self._account.drops):
            self._findings.append(notices.missing_context(credential.id, credential.pointer))
        fast = None if self._account.declined else self._fast(body, values, walk)
        return self._result(fast) if fast is not None else self._settled(body, values)

    def _walked(self, walk: Walk, values: Sequence[Json]) -> Element:
        credential = self._credential
        at = credential.pointer
        try:
            if len(flat(values)) > MOST_AT_ONCE:
                raise TooLargeError("too_many_contexts", at + "/@context")
            if any(_takes_back(value) for value in flat(values)):
                self._account.declined.append(at + "/@context")
            active = self._scope.top(self._root, values, at + "/@context")
            return walk.document(credential.content, active, at)
        except DeclinedError as reason:
            if not self._careful:
                raise
            self._account.back_to((0, 0, 0, 0, 0, 0))
            self._account.declined.append(at)
            if isinstance(reason, FeatureDeclinedError):
                self._account.notice(Remark.FEATURE, at, str(reason), of_key=False)
            return {key: value for key, value in credential.content.items() if key != "@context"}

    def _fast(self, body: Element, values: Sequence[Json], walk: Walk) -> dict[str, list[Triple]] | None:
        text = inlined(body, values, walk.contexts, self._contexts, scoped=self._account.scoped)
        try:
            graphs = parse_json_ld_graphs(text.encode(), base=self._base)
        except ValueError:
            return None
        return agreed(self._account, graphs)

    def _settled(self, body: Element, values: Sequence[Json]) -> Expansion:
        from assay.linked_data.settle import settle  # leads to the reference implementation, which is rarely needed

        document = {"@context": flat(values), **body} if values else body
        settled = settle(self._account, document, self._contexts, pointer=self._credential.pointer, base=self._base)
        if settled.reason:
            self._findings.append(notices.invalid(self._credential.id, self._credential.pointer, settled.reason))
        self._findings.extend(notices.unaccounted(self._credential.id, settled.missing, settled.extra))
        return self._result(settled.graphs, path="reference")

    def _result(self, graphs: Mapping[str, list[Triple]], path: Choice["fast", "reference"] = "fast") -> Expansion:
        account = self._account
        places = account.said
        if account.graphs:
            places = {**places, **{triple: at for _, inner in account.graphs for triple, at in inner.items()}}
        if account.noticed or account.drops:
            self._findings.extend(notices.findings_of(account, self._credential.id))
        return Expansion(
            tuple(graphs[""]),
            tuple(account.drops),
            tuple(self._findings),
            tuple(dict.fromkeys(self._scope.used)),
            path,
            {name: tuple(triples) for name, triples in graphs.items() if name},
            places,
            _members=account.members,
            _nodes=account.nodes,
        )
