# SPDX-License-Identifier: Apache-2.0
"""What the columns of a table can be about where each row describes something of one class: its fields, in words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from assay.authoring.forms.form import Field, Form, WayKind
from assay.authoring.forms.shape_fields import classes_below, form_of, form_of_shapes
from assay.authoring.tables.targets import AROUND, ID, Names, Step, Target
from assay.authoring.tables.words import synonyms
from assay.claims import ClaimsGraph, Term
from assay.naming import Naming
from assay.rules.form_table import forms_of_pack
from assay.texts import LANGUAGES, load_texts, local_name
from assay.values import frozen

if TYPE_CHECKING:
    from assay.rules.pack import RulePack

DEEPEST = 3
"""Parts in parts that columns are offered for."""
MOST_CLASSES = 8
"""Classes of one part that columns are offered for; one of more has to be named in a header."""
MOST = 1_500
PARTED = " \u203a "
"""Between a part and what is inside of it."""
_ALONE = ("Participant", "LegalParticipant", "ServiceOffering", "Resource")
"""Local names of classes whose nodes have a credential of their own: rows refer to them."""


@frozen
class Offer:
    """One thing that a column can be."""

    id: str
    """As a mapping keeps it."""
    label: str
    """As a person reads it, with the parts that lead to it."""
    help: str = ""
    is_required: bool = False
    """Whether a row must have it: what leads to it, too."""
    keys: tuple[frozenset[str], ...] = field(default=(), repr=False)
    """Headers that mean it, as `as_key` has them: those that mean it alone; those that mean it before any part; those
    that may mean it."""


class ClassFields:
    """The fields of one class of one pack."""

    def __init__(self, pack: "RulePack", classes: Sequence[str], lang: str) -> None:
        self.pack = pack
        self.classes = tuple(classes)
        self.names = Names(pack)
        self.table = forms_of_pack(pack)
        self._namings = {name: Naming(ClaimsGraph(), pack, load_texts(name)) for name in (lang, *LANGUAGES)}
        self._lang = lang

    @cached_property
    def form(self) -> Form:
        """The form of what a row describes."""
        return self._form(self.classes, ())

    @property
    def naming(self) -> Naming:
        """Words in the language it is told in."""
        return self._namings[self._lang]

    def entries(self, values: Sequence[Term]) -> Iterator[tuple[str, ...]]:
        """What forms call the entries of a list, in each language."""
        yield from (naming.entries(values) for naming in self._namings.values())

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """All that columns are offered for, required ones first, what is deeper inside later."""
        found = [offer for offer, _ in zip(self._offers(), range(MOST), strict=False)]
        return tuple(sorted(found, key=lambda offer: (not offer.is_required, offer.id.count("/"))))

    def field(self, target: Target) -> Field | None:
        """The field of a target; None where no form has it."""
        if target not in self._known:
            form = self.form_at(target.steps)
            self._known[target] = None if form is None else form.field(target.name)
        return self._known[target]

    @cached_property
    def _known(self) -> dict[Target, Field | None]:
        return {}

    def form_at(self, steps: Sequence[Step]) -> Form | None:
        """The form of a part; None where nothing leads there."""
        key = tuple(steps)
        if key not in self._forms:
            self._forms[key] = self._form_inside(key)
        return self._forms[key]

    def _form_inside(self, steps: tuple[Step, ...]) -> Form | None:
        if not steps:
            return self.form
        outer, step = self.form_at(steps[:-1]), steps[-1]
        entry = outer.field(step.predicate) if outer is not None else None
        if entry is None and not step.classes:
            return None
        shapes = tuple(dict.fromkeys(number for way in entry.ways for number in way.shapes)) if entry else ()
        return self._form(step.classes, shapes)

    @cached_property
    def _forms(self) -> dict[tuple[Step, ...], Form | None]:
        return {}

    def is_required(self, target: Target) -> bool:
        """Whether each row must have it: it, and every part that leads to it."""
        for depth, step in enumerate(target.steps):
            form = self.form_at(target.steps[:depth])
            outer = form.field(step.predicate) if form is not None else None
            if outer is None or not outer.is_required or step.number > 1 or len(self._inside(outer, ())) != 1:
                return False
        entry = self.field(target)
        return entry is not None and entry.is_required and target.number <= 1 and not self._inside(entry, ())

    def label(self, target: Target, lang: str = "") -> str:
        """What a target is called, with the parts that lead to it."""
        naming = self._namings[lang or self._lang]
        form: Form | None = self.form
        told: list[str] = []
        for step in target.steps:
            entry = form.field(step.predicate) if form is not None else None
            told.append(naming.label(step.predicate))
            if step.classes and (entry is None or len(self._inside(entry, ())) > 1):
                told[-1] += f" ({', '.join(map(naming.label, step.classes))})"
            told[-1] += f" {step.number}" if step.number > 1 else ""
            form = self.form_at(target.steps[: len(told)])
        last = self._word(target.name, lang) if target.name.startswith("@") else naming.label(target.name)
        last += f" {target.number}" if target.number > 1 else ""
        last += f" ({target.language})" if target.language else ""
        return PARTED.join((*told, last))

    def _word(self, name: str, lang: str) -> str:
        return load_texts(lang or self._lang).say(f"table.target.{name.removeprefix('@')}")

    def _offers(self) -> Iterator[Offer]:
        for name in (ID, *AROUND[1:]):
            target = Target(name)
            told = self.names.written(target)
            called = {as_key(self.label(target, lang)) for lang in LANGUAGES}
            yield Offer(told, self.label(target), keys=(frozenset((as_key(told), *called)),))
        yield from self._of_form(self.form, (), self.classes)

    def _of_form(self, form: Form, steps: tuple[Step, ...], above: tuple[str, ...]) -> Iterator[Offer]:
        deeper: list[Iterator[Offer]] = []
        for entry in form:
            if any(way.kind is not WayKind.NODE or (way.takes_reference and not way.shapes) for way in entry.ways):
                yield self._offer(Target(entry.predicate, steps))
            for step in self._inside(entry, above) if len(steps) < DEEPEST else ():
                part = self.form_at((*steps, step))
                if part is not None:
                    deeper.append(self._of_form(part, (*steps, step), (*above, *step.classes)))
        for offers in deeper:
            yield from offers

    def _offer(self, target: Target) -> Offer:
        told = self.names.written(target)
        locals_ = [local_name(step.predicate) for step in target.steps]
        last = local_name(target.name)
        whole = {as_key(told), as_key("".join((*locals_, last)))}
        whole |= {as_key(self.label(target, lang)) for lang in LANGUAGES}
        near = {as_key(last)} | {as_key(self._namings[lang].label(target.name)) for lang in LANGUAGES}
        far = set(map(as_key, synonyms(last)))
        if target.steps:
            step = target.steps[-1]
            words = (step.predicate, *step.classes)
            leads = {as_key(self._namings[lang].label(step.predicate)) for lang in LANGUAGES}
            leads.add(as_key(local_name(step.predicate)))
            whole |= {lead + key for lead in leads for key in (*near, *far)}
            near |= {as_key(self._namings[lang].label(iri)) for lang in LANGUAGES for iri in words if last == "url"}
            far |= {as_key(local_name(iri)) for iri in words if last == "url"}
        keys = (whole, (near | far) if not target.steps else set(), near | far)
        help_ = self.naming.help(target.name)
        return Offer(told, self.label(target), help_, self.is_required(target), tuple(map(frozenset, keys)))

    def _inside(self, entry: Field, above: tuple[str, ...]) -> list[Step]:
        """The parts that a field may have, each of a class."""
        found: dict[Step, None] = {}
        program = self.pack.program
        for way in entry.ways:
            if way.kind is not WayKind.NODE or program is None:
                continue
            if not way.classes:
                found[Step(entry.predicate)] = None
                continue
            below = [cls for cls in classes_below(program, self.pack.superclasses, way.classes) if self._has_form(cls)]
            for cls in below[:MOST_CLASSES]:
                if cls not in above and not self._stands_alone(cls):
                    found[Step(entry.predicate, (cls,))] = None
        return list(found)

    def _has_form(self, cls: str) -> bool:
        return bool(self._form((cls,), ()).fields)

    def _stands_alone(self, cls: str) -> bool:
        upper = self.pack.superclasses.get(cls, frozenset()) | {cls}
        return any(f"{self.pack.namespace}{name}" in upper for name in _ALONE)

    def _form(self, classes: Sequence[str], shapes: Sequence[int]) -> Form:
        program = self.pack.program
        if program is None:
            return Form(tuple(classes), ())
        known = program.targets["classes"]
        if any(name in known for cls in classes for name in (cls, *self.pack.superclasses.get(cls, ()))):
            return form_of(program, self.pack.superclasses, list(classes))
        return form_of_shapes(program, shapes, classes)


def as_key(text: str) -> str:
    """What headers are compared by: letters and digits alone, small, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(char for char in apart if not unicodedata.combining(char)))
