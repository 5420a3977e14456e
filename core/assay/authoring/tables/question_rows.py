# SPDX-License-Identifier: Apache-2.0
"""Rows that each answer a set of questions, made into the credentials that such answers come to."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assay.authoring.domains import is_domain
from assay.authoring.forms.new_documents import NewCredential, credential_written, new_spelling
from assay.authoring.forms.spelling import Spelling
from assay.authoring.questions.asked import field_of, pages_now
from assay.authoring.questions.documents import YES, Answers, Writer, holds
from assay.authoring.questions.drafting import Draft
from assay.authoring.questions.questionnaire import Ask, AskKind, Page
from assay.authoring.questions.reading import bundled_questionnaire
from assay.authoring.questions.words import QuestionWords
from assay.authoring.tables.cell_values import CellReader, Meant
from assay.authoring.tables.class_fields import PARTED, ClassFields, Offer, as_key
from assay.authoring.tables.column_mapping import Around, ColumnMapping, Made, Problem
from assay.authoring.tables.faults import Fault
from assay.authoring.tables.known_names import Named, NamedRow, known_in
from assay.authoring.tables.words import answers, synonyms
from assay.claims import Literal
from assay.rules.bundled import load_bundled
from assay.texts import LANGUAGES, load_texts, local_name

if TYPE_CHECKING:
    from assay.authoring.tables.table import Row, Table

MOST_ROUNDS = 99
_ROUND = re.compile(r"([A-Za-z0-9_-]{1,60})#([1-9]\d?)/([A-Za-z0-9_-]{1,60})\Z", re.ASCII)
"""Id of a question that is asked several times: what of, which of them, and the question."""


class QuestionRows:
    """Takes the rows of a table as answers to a set of questions that comes with the program."""

    kind = "questions"

    def __init__(self, name: str, lang: str) -> None:
        """PackError where there is no such set."""
        self._questionnaire = bundled_questionnaire(name)
        self._pack = load_bundled(self._questionnaire.pack)
        self._lang = lang
        self._words = {
            key: QuestionWords(self._questionnaire, self._pack, load_texts(key)) for key in (lang, *LANGUAGES)
        }

    @property
    def subject(self) -> str:
        """Id of the set."""
        return self._questionnaire.id

    @property
    def pack_id(self) -> str:
        """The pack that the questions are of."""
        return self._questionnaire.pack

    @cached_property
    def offers(self) -> Sequence[Offer]:
        """All questions; of those that are asked several times the first round."""
        found = [
            self._offer(page, ask, f"{page.each}#1/{ask.id}" if page.each else ask.id, 1)
            for page in self._questionnaire.pages
            for ask in page.asks
        ]
        return tuple(sorted(found, key=lambda offer: not offer.is_required))

    def offer(self, name: str) -> Offer | None:
        """A question by its id."""
        for offer in self.offers:
            if offer.id == name:
                return offer
        found = _ROUND.match(name)
        pages = [page for page in self._questionnaire.pages if found is not None and page.each == found[1]]
        for page in pages:
            for ask in page.asks:
                if found is not None and ask.id == found[3]:
                    return self._offer(page, ask, name, int(found[2]))
        return None

    def missing(self, taken: Collection[str]) -> Sequence[str]:
        """Questions without which nothing can be written, and that no column answers."""
        return [offer.label for offer in self.offers if offer.is_required and offer.id not in taken]

    def made(self, mapping: ColumnMapping, table: "Table", around: Around) -> Made:
        """The credentials of each row."""
        drafts: list[Draft] = []
        numbers: list[int] = []
        problems: list[Problem] = []
        idle: list[int] = []
        answered: list[Answers] = []
        unread = {(entry.row, entry.column) for entry in table.unread}
        for at, row in enumerate(table.rows, 1):
            told = self._answers(mapping, row, around, problems)
            made = list(self._drafts(told, around, f"{at}" if len(table.rows) > 1 else ""))
            drafts += made
            numbers += [row.number] * len(made)
            idle += [] if made else [row.number]
            answered += [told] if made else []
            problems += self._unasked(mapping, row, told)
            problems += [
                Problem(row.number, index, Fault.UNREAD, "")
                for index, column in enumerate(mapping.columns)
                if column.target and (row.number, index) in unread
            ]
        return Made(tuple(drafts), tuple(numbers), tuple(problems), tuple(answered), tuple(idle))

    def named(self, mapping: ColumnMapping, table: "Table", around: Around) -> Sequence[NamedRow]:
        """What the answers describe, by name."""
        return [
            NamedRow(draft.name.rpartition(".")[0], tuple(known), Named(next(iter(known.values()), "")))
            for draft in self.made(mapping, table, around).drafts
            if (known := known_in([draft.text]))
        ]

    def _answers(self, mapping: ColumnMapping, row: "Row", around: Around, problems: list[Problem]) -> Answers:
        """Choices first: which values an answer takes can depend on them."""
        told: dict[str, str | list[str]] = {}
        rounds: dict[str, dict[int, dict[str, str | list[str]]]] = {}
        columns = [(index, column.target) for index, column in enumerate(mapping.columns) if column.target]
        columns.sort(key=lambda entry: self._ask(entry[1])[0].kind is AskKind.FIELD)
        for index, target in columns:
            ask, each, number = self._ask(target)
            cell = row.cells[index]
            if not cell.strip():
                continue
            answer, faults = self._answer(ask, cell, told, around.language)
            problems += [Problem(row.number, index, fault, text) for fault, text in faults]
            if answer:
                into = rounds.setdefault(each, {}).setdefault(number, {}) if each else told
                into[ask.id] = answer
        found: dict[str, object] = dict(told)
        for each, by_number in rounds.items():
            found[each] = [by_number[number] for number in sorted(by_number)]
        return found  # type: ignore[return-value]  # texts, lists of them, and rows of them: what answers are

    def _unasked(self, mapping: ColumnMapping, row: "Row", told: Answers) -> Iterator[Problem]:
        """Answers to what is not asked of somebody who answers so: nothing is written of them."""
        asked = {ask.id for page in pages_now(self._questionnaire, told) for ask in page.asks if holds(ask.when, told)}
        asked |= {ask.id for page in pages_now(self._questionnaire, told) if page.each for ask in page.asks}
        for index, column in enumerate(mapping.columns):
            cell = row.cells[index].strip()
            if column.target and cell and self._ask(column.target)[0].id not in asked:
                yield Problem(row.number, index, Fault.UNASKED, cell)

    def _answer(
        self, ask: Ask, cell: str, told: Answers, language: str
    ) -> tuple[str | list[str], tuple[tuple[Fault, str], ...]]:
        text = cell.strip()
        if ask.kind is AskKind.CHOICE:
            chosen = self._chosen(ask, text)
            if len(chosen) == 1:
                return chosen[0], ()
            return "", ((Fault.EITHER_CHOICE if chosen else Fault.CHOICE, text),)
        if ask.kind is AskKind.CONSENT:
            is_yes, is_no = (text.casefold() in answers(word) for word in ("yes", "no"))
            return (YES if is_yes else ""), () if is_yes or is_no else ((Fault.YES_NO, text),)
        if ask.kind is AskKind.DOMAIN:
            return (text, ()) if is_domain(text) else ("", ((Fault.ADDRESS, text),))
        entry = field_of(self._questionnaire, ask, told, self._pack)
        meant = Meant((Literal(text),)) if entry is None else self._reader(ask, language).of_field(entry, cell)
        values = [term.value if isinstance(term, Literal) else term for term in meant.terms]
        return (values[0] if len(values) == 1 else values), meant.faults

    def _chosen(self, ask: Ask, text: str) -> list[str]:
        """The options that a text can mean, by their names in any language; the one alone whose id it is."""
        if any(option.id == text for option in ask.options):
            return [text]
        found = []
        for option in ask.options:
            names = {option.id, *(words.option(ask, option).label for words in self._words.values())}
            if as_key(text) in map(as_key, names):
                found.append(option.id)
        return found

    def _drafts(self, told: Answers, around: Around, number: str) -> Iterator[Draft]:
        domains = [told.get(ask.id) for ask in self._questionnaire.asks() if ask.kind is AskKind.DOMAIN]
        domain = next((name.lower() for name in domains if isinstance(name, str) and name), "")
        base = f"https://{domain}/credentials/" if domain else around.base
        base += f"{number}/" if number else ""
        issuer = f"did:web:{domain}" if domain else around.issuer
        for one in Writer(self._questionnaire, self._pack, base, language=around.language).described(told):
            new = NewCredential(one.subject, f"{base}{one.file}.json", issuer, around.moment)
            name = f"{one.file}-{number}.json" if number else f"{one.file}.json"
            yield Draft(name, credential_written(new, self._pack, self._spelling))

    def _ask(self, target: str) -> tuple[Ask, str, int]:
        found = _ROUND.match(target)
        name = found[3] if found else target
        return self._questionnaire.by_id[name], found[1] if found else "", int(found[2]) if found else 0

    def _reader(self, ask: Ask, language: str) -> CellReader:
        key = (ask.node, language)
        if key not in self._readers:
            cls = self._questionnaire.nodes[ask.node].cls if ask.node else ""
            self._readers[key] = CellReader(ClassFields(self._pack, [cls] if cls else [], self._lang), language)
        return self._readers[key]

    @cached_property
    def _readers(self) -> dict[tuple[str, str], CellReader]:
        return {}

    @cached_property
    def _spelling(self) -> Spelling:
        return new_spelling(self._pack)

    def _offer(self, page: Page, ask: Ask, name: str, number: int) -> Offer:
        told = self._words[self._lang].ask(ask) if ask.kind is not AskKind.CHOICE else None
        label = self._label(page, ask, self._lang) + (f" {number}" if number > 1 else "")
        local = local_name(ask.property) if ask.property else ask.id
        whole = {as_key(name), as_key(ask.id)} | {as_key(self._label(page, ask, lang)) for lang in LANGUAGES}
        near = {as_key(local), *map(as_key, synonyms(local))}
        near |= {as_key(words.ask(ask).label) for words in self._words.values() if ask.kind is not AskKind.CHOICE}
        return Offer(name, label, told.hint if told else "", ask.is_needed, (frozenset(whole), frozenset(near)))

    def _label(self, page: Page, ask: Ask, lang: str) -> str:
        """What is asked; with the question of the page where other pages ask for something of the same name."""
        words = self._words[lang]
        if ask.kind is AskKind.CHOICE:
            return words.page(page).label
        told = words.ask(ask).label
        return told if self._called(lang)[told] == 1 else PARTED.join((told, words.page(page).label))

    def _called(self, lang: str) -> Counter[str]:
        if lang not in self._counts:
            words = self._words[lang]
            self._counts[lang] = Counter(
                words.ask(ask).label for ask in self._questionnaire.asks() if ask.kind is not AskKind.CHOICE
            )
        return self._counts[lang]

    @cached_property
    def _counts(self) -> dict[str, Counter[str]]:
        return {}


def question_sets() -> Mapping[str, str]:
    """Ids of the sets of questions, with the text id of what each is about."""
    from assay.authoring.questions.reading import BUNDLED

    return {name: f"question.{name}.all" for name in BUNDLED}
