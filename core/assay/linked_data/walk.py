# SPDX-License-Identifier: Apache-2.0
"""One walk over a credential: a label for each node without id, and what each member should say.

The walk follows the expansion algorithm (JSON-LD 1.1 API §5.1) for what credentials use. What it predicts is compared
with what the parser reads, so a mistake here cannot turn into a wrong claim; it can only cost time.
"""

from collections.abc import Mapping
from typing import Final

from assay.claims import RDF_TYPE
from assay.credential import Json
from assay.linked_data.account import Account, DropReason, Remark, TooLargeError
from assay.linked_data.definitions import DeclinedError, FeatureDeclinedError
from assay.linked_data.members import Member, Members, escaped
from assay.linked_data.plans import Node, keyword_of, plan_of, type_plan_of
from assay.linked_data.scope import Scope
from assay.linked_data.terms import ActiveContext
from assay.linked_data.values import identifier

Element = dict[str, Json]
_DEEPEST: Final = 100
_MOST_CONTEXTS: Final = 2000
_OF_NODES: Final = frozenset(("@context", "@graph", "@id", "@included", "@index", "@reverse", "@type"))
_FEATURES: Final = frozenset(("@graph", "@included", "@reverse"))


class Walk:
    """A walk over one document; the account is filled on the way."""

    __slots__ = ("_account", "_careful", "_depth", "_members", "_scope", "contexts")

    def __init__(self, account: Account, scope: Scope, *, careful: bool = False) -> None:
        """`careful`: a member that is declined is put aside, the others are read; else the first one ends the walk."""
        self._account = account
        self._careful = careful
        self._scope = scope
        self._depth = 0
        self._members = Members(account, scope, self._element)
        self.contexts: list[Element] = []
        """Labelled objects with a context of their own."""

    def document(self, content: Mapping[str, Json], active: ActiveContext, pointer: str) -> Element:
        """The document with labels, its own context left out."""
        body = {key: value for key, value in content.items() if key != "@context"}
        graph = [key for key in body if plan_of(key, active).keyword == "@graph"]
        if graph and len(body) == 1:
            return {graph[0]: self._top_level(body[graph[0]], active, f"{pointer}/{escaped(graph[0])}")}
        labelled = self._element(body, active, None, pointer)
        return labelled if isinstance(labelled, dict) else body

    def _top_level(self, value: Json, active: ActiveContext, pointer: str) -> Json:
        if isinstance(value, list):
            return [self._top_level(item, active, f"{pointer}/{index}") for index, item in enumerate(value)]
        if isinstance(value, Mapping):
            return self._element(value, active, None, pointer)
        if value is not None:
            self._account.drop(str(value), pointer, DropReason.FREE_FLOATING)
        return value

    def _element(self, given: Mapping[str, Json], active: ActiveContext, member: Member | None, pointer: str) -> Json:
        """An object: a node, a value, or a set of them."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooLargeError("too_deep", pointer)
        try:
            active = self._entered(given, active, member, pointer)
            keywords = self._keywords(given, active)
            around = active
            if "@type" in keywords and "@value" not in keywords:
                active = self._typed(given[keywords["@type"]], active, pointer)
                if active is not around:
                    keywords = self._keywords(given, active)
            return self._read(given, active, around, keywords, member=member, pointer=pointer)
        finally:
            self._depth -= 1

    def _read(
        self,
        given: Mapping[str, Json],
        active: ActiveContext,
        around: ActiveContext,
        keywords: Mapping[str, str],
        *,
        member: Member | None,
        pointer: str,
    ) -> Json:
        if "@value" in keywords:
            self._members.value_object(given, active, keywords, member=member, pointer=pointer)
            return given
        if "@nest" in keywords:
            raise FeatureDeclinedError("@nest")  # the node's id may stand in there
        if "@set" in keywords and member is not None:
            key = keywords["@set"]
            inner = Member(member.node, member.key, member.predicate, member.definition, active=active)
            return {**given, key: self._members.value(given[key], inner, f"{pointer}/{escaped(key)}")}
        if not _OF_NODES.issuperset(keywords):
            raise DeclinedError("@list, @language or another member that nodes do not have")
        return self._node(given, active, around, keywords, member=member, pointer=pointer)

    def _entered(
        self, given: Mapping[str, Json], active: ActiveContext, member: Member | None, pointer: str
    ) -> ActiveContext:
        if active.previous is not None:
            keywords = self._keywords(given, active)
            if "@value" not in keywords and not (len(given) == 1 and "@id" in keywords):
                active = active.previous
        if member is not None and member.definition.has_context:
            self._account.scoped.add(member.key)
            active = self._scope.of_term(active, member.definition, pointer, of_type=False)
        if "@context" in given:
            active = self._scope.nested(active, given["@context"], pointer)
        return active

    def _typed(self, types: Json, active: ActiveContext, pointer: str) -> ActiveContext:
        """Contexts of the types, applied in the order of their names (§4.1.9)."""
        around = active
        names = types if isinstance(types, list) else [types]
        for name in sorted([name for name in names if isinstance(name, str)]):
            found = around.get(name) if type_plan_of(name, around).has_context else None
            if found is not None:
                self._account.scoped.add(name)
                active = self._scope.of_term(active, found, pointer, of_type=True)
        return active

    def _keywords(self, given: Mapping[str, Json], active: ActiveContext) -> dict[str, str]:
        keywords: dict[str, str] = {}
        for key in given:
            keyword = keyword_of(key, active)
            if keyword:
                if keyword in keywords:
                    raise DeclinedError("two members for one keyword")
                keywords[keyword] = key
        return keywords

    def _node(
        self,
        given: Mapping[str, Json],
        active: ActiveContext,
        around: ActiveContext,
        keywords: Mapping[str, str],
        *,
        member: Member | None,
        pointer: str,
    ) -> Json:
        labelled = dict(given)
        node = self._identify(given, active, keywords, labelled, pointer)
        if "@context" in given:
            self.contexts.append(labelled)
            if len(self.contexts) > _MOST_CONTEXTS:
                raise TooLargeError("too_many_contexts", pointer)
        if member is not None:
            self._members.state(member, node, pointer)
        account = self._account
        for key, value in given.items():
            place = f"{pointer}/{escaped(key)}"
            mark = account.mark() if self._careful else None
            try:
                plan = plan_of(key, active)
                if plan.keyword:
                    self._keyword_member(node, plan.keyword, value, around, place)
                else:
                    labelled[key] = self._members.member(node, key, value, active, plan=plan, pointer=place)
            except DeclinedError as reason:
                if mark is None:
                    raise
                account.back_to(mark)
                account.declined.append(place)
                if isinstance(reason, FeatureDeclinedError):
                    account.notice(Remark.FEATURE, place, key)
        return labelled

    def _identify(
        self, given: Mapping[str, Json], active: ActiveContext, keywords: Mapping[str, str], labelled: Element, at: str
    ) -> Node:
        account = self._account
        key = keywords.get("@id")
        if key is None:
            node: Node = account.label()
            labelled["@id"] = node
        else:
            written = given[key]
            if not isinstance(written, str):
                raise DeclinedError("@id is not text")
            node = identifier(written, active)
            if isinstance(node, DropReason):
                account.drop(written, f"{at}/{escaped(key)}", node, of_node=True)
                return node
            node = account.own(node)
        account.nodes.append((node, at, key is not None and len(given) == 1))
        return node

    def _keyword_member(self, node: Node, keyword: str, value: Json, around: ActiveContext, pointer: str) -> None:
        if keyword == "@type":
            self._types(node, value, around, pointer)
        elif keyword in _FEATURES:
            raise FeatureDeclinedError(keyword)

    def _types(self, node: Node, value: Json, around: ActiveContext, pointer: str) -> None:
        account = self._account
        names = value if isinstance(value, list) else [value]
        if not isinstance(node, DropReason):
            account.members.append((node, RDF_TYPE, pointer))
        for index, name in enumerate(names):
            place = f"{pointer}/{index}" if isinstance(value, list) else pointer
            if not isinstance(name, str):
                raise DeclinedError("a type that is not text")
            plan = type_plan_of(name, around)
            found = plan.node
            if isinstance(found, DropReason):
                if found is DropReason.ILLEGAL_ID:
                    account.drop(name, place, found)
                else:
                    account.drop(name, place, DropReason.TYPE_WITHOUT_IRI, around)
            elif isinstance(node, DropReason):
                account.consequence(name, place, node)
            else:
                if plan.is_strange:
                    account.strange_prefix(name, around, place)
                account.say(node, RDF_TYPE, account.own(found), place)
