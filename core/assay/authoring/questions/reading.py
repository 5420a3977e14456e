# SPDX-License-Identifier: Apache-2.0
"""Sets of questions read from their TOML files, strictly: a slip of the pen in one is found before anybody is asked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import chain

from assay.authoring.questions.questionnaire import Ask, AskKind, NodePlan, Option, Page, Questionnaire, Said, When
from assay.rules.bundled import resource
from assay.rules.carriers import Names
from assay.rules.fields import Table

BUNDLED = ("company", "cloud-service", "data-product", "site")
"""In the order they are offered: who somebody is comes before what she offers."""


@cache
def bundled_questionnaire(name: str) -> Questionnaire:
    """A set of questions that comes with the program. PackError where its file is damaged."""
    return read_questionnaire(resource("questions", f"{name}.toml").read_bytes(), f"{name}.toml")


def read_questionnaire(data: bytes, file: str) -> Questionnaire:
    """A set of questions from its file. PackError (file, key) for what is missing, unknown or leads nowhere."""
    table = Table(tomllib.loads(data.decode("utf-8")), file)
    prefixes = {name: str(iri) for name, iri in table.table("prefixes").rest().items()}
    reader = _Reader(Names(prefixes, {}))
    plan = Questionnaire(
        id=table.text("id"),
        pack=table.text("pack"),
        nodes=reader.nodes(table.table("nodes")),
        pages=tuple(reader.page(entry) for entry in table.tables("pages")),
        links=tuple(reader.said(entry) for entry in table.tables("links")),
    )
    table.done()
    _check(plan, Table({}, file))
    return plan


class _Reader:
    def __init__(self, names: Names) -> None:
        self._names = names

    def nodes(self, table: Table) -> Mapping[str, NodePlan]:
        found = {name: self._node(name, table.table(name)) for name in table}
        table.done()
        return found

    def page(self, table: Table) -> Page:
        made = Page(
            id=table.text("id"),
            asks=tuple(self._ask(entry) for entry in table.tables("asks")),
            criteria=table.texts("criteria") if table.has("criteria") else (),
            each=table.text("each", ""),
            when=self._when(table),
        )
        table.done()
        return made

    def said(self, table: Table) -> Said:
        made = Said(table.text("node"), self._iri(table, "property"), table.text("value"))
        table.done()
        return made

    def _node(self, name: str, table: Table) -> NodePlan:
        made = NodePlan(
            id=name,
            cls=self._iri(table, "class") if table.has("class") else "",
            of=table.text("of", ""),
            via=self._iri(table, "via") if table.has("via") else "",
            file=table.text("file", ""),
            anchor=table.text("anchor", ""),
            repeats=table.flag("repeats") if table.has("repeats") else False,
        )
        table.done()
        return made

    def _ask(self, table: Table) -> Ask:
        made = Ask(
            id=table.text("id"),
            kind=AskKind(table.text("kind", "field")),
            node=table.text("node", ""),
            property=self._iri(table, "property") if table.has("property") else "",
            options=tuple(self._option(entry) for entry in table.tables("options")),
            says=tuple(self.said(entry) for entry in table.tables("says")),
            when=self._when(table),
            is_needed=table.flag("needed") if table.has("needed") else False,
        )
        table.done()
        return made

    def _option(self, table: Table) -> Option:
        classes, copies = table.table("classes"), table.table("copies")
        made = Option(
            id=table.text("id"),
            classes={node: self._names.full(classes, node, classes.text(node)) for node in classes},
            says=tuple(self.said(entry) for entry in table.tables("says")),
            copies={node: copies.text(node) for node in copies},
        )
        table.done()
        return made

    @staticmethod
    def _when(table: Table) -> When | None:
        if not table.has("when"):
            return None
        found = table.table("when")
        made = When(found.text("ask"), found.texts("is"))
        found.done()
        return made

    def _iri(self, table: Table, key: str) -> str:
        return self._names.full(table, key, table.text(key))


def _check(plan: Questionnaire, at: Table) -> None:
    """Names that lead nowhere."""
    asks = list(plan.asks())
    if len(plan.by_id) != len(asks):
        at.wrong("pages", "asks with ids of their own")
    for node in plan.nodes.values():
        if node.of and node.of not in plan.nodes:
            at.wrong(f"nodes.{node.id}", "a node of this file")
    for page in plan.pages:
        if page.each and not (page.each in plan.nodes and plan.nodes[page.each].repeats):
            at.wrong(page.id, "a node that repeats")
        _check_when(plan, page.when, at)
    for ask in asks:
        _check_ask(plan, ask, at)


def _check_ask(plan: Questionnaire, ask: Ask, at: Table) -> None:
    _check_when(plan, ask.when, at)
    said = [*ask.says, *(said for option in ask.options for said in option.says)]
    chosen = [name for option in ask.options for name in (*option.classes, *chain(*option.copies.items()))]
    if any(name and name not in plan.nodes for name in (ask.node, *chosen, *(entry.node for entry in said))):
        at.wrong(ask.id, "nodes of this file")
    if ask.kind is AskKind.FIELD and not (ask.node and ask.property):
        at.wrong(ask.id, "a node and a property")
    if (ask.kind is AskKind.CHOICE) != bool(ask.options):
        at.wrong(ask.id, "options, and only for a choice")


def _check_when(plan: Questionnaire, when: When | None, at: Table) -> None:
    if when is None:
        return
    asked = plan.by_id.get(when.ask)
    if asked is None or not {option.id for option in asked.options} >= set(when.options):
        at.wrong(when.ask, "an ask of this file, and its options")
