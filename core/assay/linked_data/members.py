# SPDX-License-Identifier: Apache-2.0
"""What the members of a node say: values, containers, value objects (JSON-LD 1.1 API §5.1, step 13)."""

from collections.abc import Callable, Mapping
from typing import Final

from assay.claims import Literal
from assay.credential import Json
from assay.linked_data.account import Account, DropReason, Remark
from assay.linked_data.definitions import DeclinedError, Definition, FeatureDeclinedError, InvalidError
from assay.linked_data.plans import Node, Plan
from assay.linked_data.scope import Scope
from assay.linked_data.suggest import has_known_scheme
from assay.linked_data.terms import ActiveContext
from assay.linked_data.values import identifier, literal, plain, tagged

_FAST: Final = frozenset(("@set", "@index", "@language", "@graph"))
_VALUE_MEMBERS: Final = frozenset(("@value", "@type", "@language", "@direction", "@index", "@context"))


class Member:
    """One member of a node while its values are walked."""

    __slots__ = ("active", "definition", "key", "node", "predicate")

    def __init__(self, node: Node, key: str, predicate: str, definition: Definition, *, active: ActiveContext) -> None:
        self.node = node
        self.key = key
        self.predicate = predicate
        self.definition = definition
        self.active = active


ElementReader = Callable[[Mapping[str, Json], ActiveContext, Member | None, str], Json]


class Members:
    """Reads members into the account; objects among their values go back to the walk."""

    __slots__ = ("_account", "_element", "_scope")

    def __init__(self, account: Account, scope: Scope, element: ElementReader) -> None:
        self._account = account
        self._scope = scope
        self._element = element

    def member(self, node: Node, key: str, value: Json, active: ActiveContext, *, plan: Plan, pointer: str) -> Json:
        """A member whose key is no keyword; gives its value with labels. Raises DeclinedError."""
        account = self._account
        if plan.is_subject and not account.inside:
            account.inside = True
            try:
                return self.member(node, key, value, active, plan=plan, pointer=pointer)
            finally:
                account.inside = False
        predicate = plan.predicate
        if isinstance(predicate, DropReason):
            account.drop(key, pointer, predicate, active, of_key=True)
            return value
        if plan.is_strange:
            account.strange_prefix(key, active, pointer, of_key=True)
        if not isinstance(node, DropReason):
            account.members.append((node, predicate, pointer))
        member = Member(node, key, predicate, plan.definition, active=active)
        return self.value(value, member, pointer) if plan.is_simple else self._contained(value, member, pointer)

    def value(self, value: Json, member: Member, pointer: str) -> Json:
        """A value or a list of values; gives it with labels."""
        if isinstance(value, str):
            self._text(value, member, pointer)
            return value
        if isinstance(value, Mapping):
            return self._element(value, member.active, member, pointer)
        if isinstance(value, list):
            return self._values(value, member, pointer)
        if value is None:
            self._account.notice(Remark.EMPTY, pointer, member.key)
        elif isinstance(value, (int, float)):
            self._say(member, literal(value, member.definition, self._inside(member, pointer)), pointer, str(value))
        return value

    def value_object(
        self,
        given: Mapping[str, Json],
        active: ActiveContext,
        keywords: Mapping[str, str],
        *,
        member: Member | None,
        pointer: str,
    ) -> None:
        """`{"@value": …}` (§5.1, step 14). Raises DeclinedError for JSON literals and what is not allowed there."""
        if len(keywords) != len(given) or not _VALUE_MEMBERS.issuperset(keywords):
            raise DeclinedError("a value object with other members")
        value, kind, language = (
            given[keywords[name]] if name in keywords else None for name in ("@value", "@type", "@language")
        )
        if value is None and kind != "@json":
            self._account.notice(Remark.EMPTY, pointer, member.key if member else keywords["@value"])
        elif member is None:
            self._account.drop(str(value), pointer, DropReason.FREE_FLOATING)
        else:
            self._say(member, self._typed(value, kind, language, active, pointer=pointer), pointer, str(value))

    def state(self, member: Member, node: Node, pointer: str) -> None:
        """The statement that a node is the value of a member."""
        if not member.predicate:
            return
        if isinstance(node, DropReason):
            self._account.consequence(member.key, pointer, node)
        else:
            self._say(member, node, pointer, node)

    def _typed(
        self, value: Json, kind: Json, language: Json, active: ActiveContext, *, pointer: str
    ) -> Literal | DropReason:
        if not isinstance(value, (str, int, float)) or (kind is not None and language is not None):
            raise DeclinedError("a value object that is not allowed")
        if isinstance(language, str) and isinstance(value, str):
            return tagged(value, language)
        if language is not None:
            raise DeclinedError("a language that is not text")
        if kind is None:
            return plain(value)
        found = identifier(kind, active, vocab=True) if isinstance(kind, str) else DropReason.ILLEGAL_ID
        if isinstance(found, DropReason) or found[:2] == "_:":
            raise InvalidError("invalid typed value: the type of a value is not an IRI")
        if not has_known_scheme(found):
            self._account.strange_prefix(str(kind), active, pointer)
        return literal(value, Definition("", coercion=found), active)

    def _text(self, value: str, member: Member, pointer: str) -> None:
        coercion = member.definition.coercion
        active = self._inside(member, pointer)
        if coercion in ("@id", "@vocab"):
            found = identifier(value, active, vocab=coercion == "@vocab")
            self._say(member, found if isinstance(found, DropReason) else self._account.own(found), pointer, value)
        else:
            self._say(member, literal(value, member.definition, active), pointer, value)

    def _inside(self, member: Member, pointer: str) -> ActiveContext:
        """The context for a plain value: a scoped context of the property applies to it too (§5.1, step 4.2)."""
        if not member.definition.reaches_text:
            return member.active
        self._account.scoped.add(member.key)
        return self._scope.of_term(member.active, member.definition, pointer, of_type=False)

    def _values(self, values: list[Json], member: Member, pointer: str) -> list[Json]:
        if not values:
            self._account.notice(Remark.EMPTY, pointer, member.key)
        labelled = []
        for index, item in enumerate(values):
            place = f"{pointer}/{index}"
            if isinstance(item, list):
                self._account.notice(Remark.FLATTENED, place, member.key)
            labelled.append(self.value(item, member, place))
        return labelled

    def _contained(self, value: Json, member: Member, pointer: str) -> Json:
        definition = member.definition
        if definition.is_reverse or definition.is_nested:
            raise FeatureDeclinedError("@reverse or @nest")
        if definition.coercion == "@json":
            raise DeclinedError("@json")
        if definition.has_index or not definition.container <= _FAST:
            raise DeclinedError("a container")
        if "@graph" in definition.container:
            return self._graphs(value, member, pointer)
        if value == {}:
            self._account.notice(Remark.EMPTY, pointer, member.key)
            return value
        if isinstance(value, Mapping) and "@language" in definition.container:
            self._languages(value, member, pointer)
            return value
        if isinstance(value, Mapping) and "@index" in definition.container:
            return {key: self.value(item, member, f"{pointer}/{escaped(key)}") for key, item in value.items()}
        return self.value(value, member, pointer)

    def _languages(self, value: Mapping[str, Json], member: Member, pointer: str) -> None:
        for key, texts in value.items():
            found = member.active.get(key)
            language = found.iri if found is not None and found.iri == "@none" else key
            many = isinstance(texts, list)
            for index, text in enumerate(texts if isinstance(texts, list) else [texts]):
                place = f"{pointer}/{escaped(key)}" + (f"/{index}" if many else "")
                if text is None:
                    self._account.notice(Remark.EMPTY, place, key)
                elif not isinstance(text, str):
                    raise DeclinedError("a language map with something else than text")
                else:
                    self._say(member, Literal(text) if language == "@none" else tagged(text, key), place, text)

    def _graphs(self, value: Json, member: Member, pointer: str) -> Json:
        """Each object in a graph of its own (§5.1, step 13.12), as the proof of a credential is."""
        if "@index" in member.definition.container or "@id" in member.definition.container:
            raise DeclinedError("a graph map")
        if isinstance(value, list):
            return [self._graphs(item, member, f"{pointer}/{index}") for index, item in enumerate(value)]
        account = self._account
        if not isinstance(value, Mapping) or account.in_graph:
            raise DeclinedError("a graph that is no object, or inside another")
        if any(member.active.expand(key, vocab=True) == "@graph" for key in value):
            raise FeatureDeclinedError("@graph")
        outer, account.said, account.in_graph = account.said, {}, True
        try:
            inner = Member(DropReason.UNREAD, member.key, "", member.definition, active=member.active)
            return self._element(value, member.active, inner, pointer)
        finally:
            name = f"_:{account.prefix}g{len(account.graphs) + 1}"
            account.graphs.append((name, account.said))
            account.said, account.in_graph = outer, False
            self.state(member, name, pointer)

    def _say(self, member: Member, said: str | Literal | DropReason, pointer: str, written: str) -> None:
        if not member.predicate:
            raise DeclinedError("a value that nothing says")
        if isinstance(said, DropReason):
            is_term = said is DropReason.RELATIVE_ID and member.definition.coercion == "@vocab"
            active = member.active if is_term else None
            self._account.drop(written, pointer, said, active)
        elif isinstance(member.node, DropReason):
            self._account.consequence(written, pointer, member.node)
        else:
            self._account.say(member.node, member.predicate, said, pointer)


def escaped(key: str) -> str:
    """A key as a part of a JSON Pointer (RFC 6901 §3)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key
