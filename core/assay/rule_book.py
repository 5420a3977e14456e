# SPDX-License-Identifier: Apache-2.0
"""The rules of a pack as a book to look things up in: one entry for each rule, constraint and criterion, in words.

An entry says what is asked, why, where it stands and which engines insist on it, without an IRI. Nothing is judged
here, and no document is needed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum

from assay.finding import Severity, Stage
from assay.rule_engines import Enforcement, enforcement, engine_name
from assay.rule_words import ShapeWords, constraints_of, properties_of
from assay.rules.criteria import Criterion, Evidence
from assay.rules.extend import extended
from assay.rules.library import all_bundled, load
from assay.rules.pack import Rule, RulePack
from assay.rules.pack_texts import PackTexts, RuleWords
from assay.rules.terms import written_terms
from assay.shacl.program import Program, ShapeData
from assay.texts import Texts, local_name
from assay.values import frozen


class Kind(StrEnum):
    """What an entry is about."""

    PROPERTY = "property"
    """One entry of a description: how often, which values."""
    WHOLE = "whole"
    """A description as a whole."""
    RULE = "rule"
    """A rule that is no shape: dates, signatures, references."""
    FORM = "form"
    """What a kind of constraint means, wherever it stands."""
    CRITERION = "criterion"
    """A criterion of the levels."""


@frozen
class RuleEntry:
    """One entry of the book."""

    id: str
    """Unique in the book: the rule's id, or class and property of a constraint."""
    rules: tuple[str, ...]
    """The rule ids that findings about it bear."""
    kind: Kind
    title: str
    """What it is about, e.g. `Legal person · Legal address`."""
    asks: str
    """What is asked, in a sentence."""
    stage: Stage
    severity: Severity
    clause: str
    """Where it stands in the rules."""
    why: str = ""
    how: str = ""
    example: str = ""
    """What is right, short, as it stands in a document."""
    written: str = ""
    """The word that a document writes for it."""
    engines: tuple[Enforcement, ...] = ()
    levels: Mapping[str, Evidence] = field(default_factory=dict)
    """Of a criterion: how it is to be shown at which level."""
    proofs: tuple[str, ...] = ()
    """Of a criterion: standards that are accepted as proof, with their clauses."""
    shape: str = ""
    """Of a constraint: IRI of the shape that results of it name."""
    path: str = ""
    """Of a constraint: IRI of the one property it is about; empty for a description as a whole, or a longer path."""
    sought: str = ""
    """All that a search looks at, folded."""

    def is_found_by(self, words: tuple[str, ...]) -> bool:
        """Whether each of the words, folded, stands somewhere in it."""
        return all(word in self.sought for word in words)


def rule_book(pack: RulePack, texts: Texts) -> tuple[RuleEntry, ...]:
    """All entries of a pack: rules first, then criteria, then what each class asks for, by the names of the classes.

    An extension is read on top of its base, whose words it uses; its own entries are given. PackError where pack or
    base is damaged. A pack whose shapes only the reference engine can read gives no entries for them.
    """
    reading = extended(load(pack.base), pack).extensions[0] if pack.base else pack
    return tuple(_Book(reading, texts).entries())


class _Book:
    """Writes the entries of one pack."""

    def __init__(self, pack: RulePack, texts: Texts) -> None:
        self._pack = pack
        self._words: PackTexts = pack.texts(texts.lang)
        self._texts = texts.with_labels(self._words)
        self._engines = tuple((engine_name(profile, texts), profile) for profile in pack.engines)
        self._shapes = next((rule for rule in pack.rules.values() if rule.check == "shapes"), None)

    def entries(self) -> Iterator[RuleEntry]:
        """Every entry."""
        for rule in self._pack.rules.values():
            yield self._rule(rule)
        yield from self._forms()
        yield from self._criteria()
        if self._pack.program is not None:
            yield from self._constraints(self._pack.program)

    def _rule(self, rule: Rule) -> RuleEntry:
        title = f"check.title.{rule.id.partition('-')[2]}"
        told = self._words.of_rule.get(rule.id) or _words_of_check(rule.check, self._texts.lang)
        return self._entry(
            RuleEntry(
                rule.id,
                (rule.id,),
                Kind.RULE,
                self._texts.say(title if self._texts.has(title) else f"rule_book.kind.{Kind.RULE}"),
                told.what if told else self._texts.say("rule_book.untold", check=rule.check),
                rule.stage,
                rule.severity,
                rule.clause,
            ),
            told,
        )

    def _forms(self) -> Iterator[RuleEntry]:
        """What is told of a kind of constraint by itself."""
        for rule_id, told in self._words.of_rule.items():
            if rule_id.startswith(f"{self._pack.prefix}-SHAPE-"):
                title = self._texts.say("rule_book.any_class")
                entry = RuleEntry(rule_id, (rule_id,), Kind.FORM, title, told.what, *self._of_shapes())
                yield self._entry(entry, told)

    def _criteria(self) -> Iterator[RuleEntry]:
        rule = next((rule for rule in self._pack.rules.values() if rule.stage is Stage.CRITERIA), None)
        severity = rule.severity if rule else Severity.VIOLATION
        for criterion in self._pack.criteria.criteria:
            yield self._criterion(criterion, severity)
        named = rule.params.get("criteria", ()) if rule and not self._pack.criteria.criteria else ()
        for name in named if rule and isinstance(named, tuple) else ():
            iri = f"{self._pack.namespace}{name}"
            yield self._entry(
                RuleEntry(
                    f"{self._pack.prefix}-CRITERION-{name}",
                    (f"{self._pack.prefix}-CRITERION-{name}",),
                    Kind.CRITERION,
                    self._words.label(iri) or str(name),
                    self._words.help(iri) or self._texts.say("rule_book.answered"),
                    Stage.CRITERIA,
                    severity,
                    rule.clause if rule else "",
                    written=str(name),
                )
            )

    def _criterion(self, criterion: Criterion, severity: Severity) -> RuleEntry:
        number = criterion.id.removeprefix(f"{self._pack.prefix}-")
        rule_id = f"{self._pack.prefix}-CRITERION-{number}"
        told, words = self._words.of_rule.get(rule_id), self._words.of_criterion.get(criterion.id)
        standards = self._pack.criteria.standards
        label = f"{criterion.id} · {words.label}" if words else criterion.id
        asks = (told.what if told else "") or (words.help if words else "") or self._texts.say("rule_book.answered")
        entry = RuleEntry(
            rule_id,
            (rule_id,),
            Kind.CRITERION,
            label,
            asks,
            Stage.CRITERIA,
            severity,
            criterion.clause,
            written=criterion.id,
            levels={level: criterion.levels[level] for level in self._pack.criteria.levels},
            proofs=tuple(f"{standards.get(name, name)} ({told})" for name, told in criterion.permissible.items()),
        )
        return self._entry(entry, told, criterion=criterion.id)

    def _constraints(self, program: Program) -> Iterator[RuleEntry]:
        words = ShapeWords(self._pack, program, self._texts)
        targets = program.targets["classes"].items()
        for cls, numbers in sorted(targets, key=lambda item: words.name(item[0]).casefold()):
            for number in numbers:
                shape = program.shapes[number]
                for place in properties_of(shape):
                    yield self._property(cls, place, program.shapes[place], words)
                if "path" not in shape:
                    yield from self._whole(cls, number, shape, words)

    def _property(self, cls: str, place: int, shape: ShapeData, words: ShapeWords) -> RuleEntry:
        path = shape.get("path")
        iri = path if isinstance(path, str) else ""
        term = written_terms(self._pack).get(iri)
        entry = RuleEntry(
            f"{local_name(cls)}.{local_name(iri)}.{place}",
            self._ids(constraints_of(shape)),
            Kind.PROPERTY,
            f"{words.name(cls)} · {words.path(shape)}",
            words.asks(shape),
            *self._of_shapes(shape),
            why=" ".join(filter(None, (words.help(iri), words.help(cls)))),
            written=term.name if term else local_name(iri),
            shape=_reported(shape),
            path=iri,
        )
        return self._entry(entry)

    def _whole(self, cls: str, number: int, shape: ShapeData, words: ShapeWords) -> Iterator[RuleEntry]:
        for place, (name, asks) in enumerate(words.asks_of_class(shape)):
            entry = RuleEntry(
                f"{local_name(cls)}.{name}.{number}.{place}",
                self._ids((name,)),
                Kind.WHOLE,
                words.name(cls),
                asks,
                *self._of_shapes(shape),
                why=words.help(cls),
                written=local_name(cls),
                shape=_reported(shape),
            )
            yield self._entry(entry)

    def _of_shapes(self, shape: ShapeData | None = None) -> tuple[Stage, Severity, str]:
        """Stage, severity and clause of a shape: of the rule that has the shapes checked."""
        told = local_name(shape.get("severity", "")) if shape else ""
        severity = {"Warning": Severity.WARNING, "Info": Severity.INFO}.get(told, Severity.VIOLATION)
        rule = self._shapes
        return (rule.stage, severity, rule.clause) if rule else (Stage.CONTENT, severity, "")

    def _ids(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{self._pack.prefix}-SHAPE-{name}" for name in dict.fromkeys(names) if name != "property")

    def _entry(self, entry: RuleEntry, told: RuleWords | None = None, *, criterion: str = "") -> RuleEntry:
        """The entry with what it has in common with all others: engines, the pack's words, what a search looks at."""
        engines = tuple(
            enforcement(name, profile, entry.rules, criterion, self._texts) for name, profile in self._engines
        )
        why, how, example = (told.why, told.how, told.example) if told else (entry.why, entry.how, entry.example)
        parts = (entry.title, entry.asks, entry.clause, entry.written, why, how, example, *entry.rules)
        sought = "\n".join(parts).casefold()
        return replace(entry, engines=engines, why=why, how=how, example=example, sought=sought)


def _words_of_check(check: str, lang: str) -> RuleWords | None:
    """What a bundled pack says of its rule with the same check: imported packs often have no words of their own."""
    for pack in sorted(all_bundled(), key=lambda pack: (bool(pack.base), pack.id)):
        for rule in pack.rules.values():
            if rule.check == check and rule.id in pack.texts(lang).of_rule:
                return pack.texts(lang).of_rule[rule.id]
    return None


def _reported(shape: ShapeData) -> str:
    """The name that results of a shape bear."""
    return shape.get("owner", shape["id"])
