# SPDX-License-Identifier: Apache-2.0
"""From answers to credentials: every answer said once, where the rules look for it. Nothing is said without an answer.

Answers are plain values, as a project keeps them: the id of what was asked to a text (of a choice the id of the option,
of a consent `yes`), and the name of a node that repeats to a list of such tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from assay.authoring.forms.answers import term_of
from assay.authoring.forms.form import Form, Way
from assay.authoring.forms.parts import Part, Statement
from assay.authoring.forms.policies import as_written
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.questions.questionnaire import Ask, AskKind, NodePlan, Page, Questionnaire, Said, When
from assay.claims import Term
from assay.rules.pack import RulePack
from assay.values import frozen

Answer: TypeAlias = "str | Sequence[str] | Sequence[Mapping[str, str | Sequence[str]]]"
Answers: TypeAlias = "Mapping[str, Answer]"
YES = "yes"
TERMS = "@terms"


@frozen
class Described:
    """A credential's subject, ready to be written."""

    file: str
    """Name of the credential, without folder and ending."""
    subject: Part


@dataclass(slots=True)
class _Node:
    """A node while it is put together."""

    plan: NodePlan
    name: str
    """The plan's, with a number where there are several."""
    cls: str = ""
    said: list[tuple[str, Statement]] = field(default_factory=list)
    copies: str = ""


class Writer:
    """Writes the answers of one set of questions."""

    def __init__(
        self, plan: Questionnaire, pack: RulePack, base: str, *, language: str, known: Mapping[str, str] | None = None
    ) -> None:
        """`base`: the address that ids of credentials begin with. `known`: `<questionnaire>.<node>` to the id of what
        other sets of questions described. `language`: that of the answers.
        """
        self._plan = plan
        self._pack = pack
        self._base = base
        self._language = language
        self._known = known or {}

    def described(self, answers: Answers) -> tuple[Described, ...]:
        """The credentials' subjects, those that others refer to first; none where nothing was answered."""
        nodes = self._gathered(answers)
        for link in self._plan.links:
            self._link(nodes, link)
        present = {name: node for name, node in nodes.items() if node.said or self._has_part(node, nodes)}
        return tuple(
            Described(_file(node), self._part(node, present))
            for node in present.values()
            if node.plan.file and node.cls
        )

    def id_of(self, name: str) -> str:
        """The id of the subject of one of its credentials."""
        return f"{self._base}{_file_of(self._plan.nodes[name.partition('.')[0]], name)}.json#cs"

    def _gathered(self, answers: Answers) -> dict[str, _Node]:
        nodes: dict[str, _Node] = {}
        for plan in self._plan.nodes.values():
            for name in self._names(plan, answers):
                nodes[name] = _Node(plan, name, plan.cls)
        for page in self._plan.pages:
            for suffix, told in self._rounds(page, answers):
                self._take_page(page, told, answers, nodes, suffix)
        for node in nodes.values():
            if node.copies in nodes:
                node.said = list(nodes[node.copies].said)
        return nodes

    def _names(self, plan: NodePlan, answers: Answers) -> Iterator[str]:
        root = self._repeated_root(plan)
        if not root:
            yield plan.id
            return
        for number in range(len(_rows(answers.get(root)))):
            yield f"{plan.id}.{number + 1}"

    def _repeated_root(self, plan: NodePlan) -> str:
        """The node above (or itself) that there may be several of."""
        found: NodePlan | None = plan
        while found is not None and not found.repeats:
            found = self._plan.nodes.get(found.of)
        return found.id if found is not None else ""

    @staticmethod
    def _rounds(page: Page, answers: Answers) -> Iterator[tuple[str, Answers]]:
        if not page.each:
            yield "", answers
            return
        for number, row in enumerate(_rows(answers.get(page.each)), 1):
            yield f".{number}", row

    def _take_page(self, page: Page, told: Answers, answers: Answers, nodes: dict[str, _Node], suffix: str) -> None:
        if not holds(page.when, answers):
            return
        for ask in page.asks:
            answer = told.get(ask.id, "")
            if answer and holds(ask.when, {**answers, **told}):
                self._take(ask, answer, nodes, suffix)

    def _take(self, ask: Ask, answer: Answer, nodes: dict[str, _Node], suffix: str) -> None:
        if ask.kind is AskKind.FIELD:
            for text in (answer,) if isinstance(answer, str) else answer:
                if isinstance(text, str) and text.strip():
                    self._say(nodes, Said(ask.node, ask.property, text.strip()), suffix)
            return
        says = ask.says if ask.kind is AskKind.CONSENT and answer == YES else ()
        for option in ask.options:
            if option.id == answer:
                says = option.says
                for name, cls in option.classes.items():
                    nodes[_here(name, suffix, nodes)].cls = cls
                for name, source in option.copies.items():
                    nodes[_here(name, suffix, nodes)].copies = _here(source, suffix, nodes)
        for said in says:
            self._say(nodes, said, suffix)

    def _say(self, nodes: dict[str, _Node], said: Said, suffix: str) -> None:
        node = nodes.get(_here(said.node, suffix, nodes))
        if node is not None:
            node.said.append((said.property, said.value))

    def _link(self, nodes: dict[str, _Node], link: Said) -> None:
        target = self._target(nodes, link.value.removeprefix("@"))
        if target:
            for node in nodes.values():
                if node.plan.id == link.node and node.said:
                    node.said.append((link.property, target))

    def _target(self, nodes: Mapping[str, _Node], named: str) -> str:
        """The id of what a link is to: of another set of questions, or of this one where something is said of it."""
        plan, _, name = named.partition(".")
        if plan != self._plan.id:
            return self._known.get(named, "")
        node = nodes.get(name)
        return self.id_of(name) if node is not None and (node.said or self._has_part(node, nodes)) else ""

    def _has_part(self, node: _Node, nodes: Mapping[str, _Node]) -> bool:
        below = [other for other in nodes.values() if other.plan.of == node.plan.id and _belongs(other, node)]
        return any(other.said or self._has_part(other, nodes) for other in below)

    def _part(self, node: _Node, present: Mapping[str, _Node], home: str = "") -> Part:
        """`home`: the id of the credential's subject that the node is a part of."""
        own = self.id_of(node.name) if node.plan.file else ""
        home = own or home
        form = self._form(node)
        told = ((name, self._term(form, name, value, home)) for name, value in node.said)
        said: list[tuple[str, Statement]] = [(name, term) for name, term in told if term]
        for other in present.values():
            if other.plan.of == node.plan.id and _belongs(other, node) and other.cls:
                inner = self.id_of(other.name) if other.plan.file else self._part(other, present, home)
                said.append((other.plan.via, inner))
        order = {entry.predicate: number for number, entry in enumerate(form)}
        said.sort(key=lambda entry: order.get(entry[0], len(order)))
        if node.plan.anchor:
            own = f"{home.rpartition('#')[0]}#{node.plan.anchor}"
        return Part((node.cls,), own, tuple(said))

    def _form(self, node: _Node) -> Form:
        program = self._pack.program
        if program is None:
            return Form((node.cls,), ())
        return form_of(program, self._pack.superclasses, [node.cls])

    def _term(self, form: Form, predicate: str, value: Statement, home: str) -> Statement:
        if not isinstance(value, str):
            return value
        told = self._terms_in_force() if value == TERMS else as_written(value, home)
        entry = form.field(predicate)
        return told if entry is None or not told else _as_field(entry.ways, told, self._language)

    def _terms_in_force(self) -> str:
        return next((entry.sha256 for entry in self._pack.terms if not entry.valid_until), "")


def holds(when: When | None, answers: Answers) -> bool:
    """Whether a condition is met by the answers; a missing one is."""
    return when is None or answers.get(when.ask) in when.options


def _as_field(ways: Sequence[Way], text: str, language: str) -> Term:
    """A text as a value of a field: the entry of a list, a literal, or the id of a node."""
    listed = [way for way in ways if way.values is not None and any(_text(term) == text for term in way.values)]
    free = [way for way in ways if way.values is None and not (way.classes or way.shapes)]
    chosen = next(iter((*listed, *free)), None)
    return text if chosen is None or chosen.kinds == frozenset({"iri"}) else term_of(chosen, text, language)


def _text(term: Term) -> str:
    return term if isinstance(term, str) else term.value


def _rows(answer: "Answer | None") -> Sequence[Mapping[str, str | Sequence[str]]]:
    if answer is None or isinstance(answer, str):
        return ()
    return [row for row in answer if isinstance(row, Mapping)]


def _here(name: str, suffix: str, nodes: Mapping[str, _Node]) -> str:
    return f"{name}{suffix}" if f"{name}{suffix}" in nodes else name


def _belongs(inner: _Node, outer: _Node) -> bool:
    """Whether both are of the same round, where there are several."""
    mine, theirs = inner.name.partition(".")[2], outer.name.partition(".")[2]
    return not theirs or mine == theirs


def _file(node: _Node) -> str:
    return _file_of(node.plan, node.name)


def _file_of(plan: NodePlan, name: str) -> str:
    number = name.partition(".")[2]
    return f"{plan.file}-{number}" if number else plan.file
