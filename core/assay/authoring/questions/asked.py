# SPDX-License-Identifier: Apache-2.0
"""What is to be asked now: the pages that the answers so far call for, and the values that each question takes."""

from collections.abc import Iterator, Mapping, Sequence

from assay.authoring.domains import domain_in
from assay.authoring.forms.form import Field, Way, WayKind
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.questions.documents import Answer, Answers, holds
from assay.authoring.questions.questionnaire import Ask, AskKind, Page, Questionnaire
from assay.rules.pack import RulePack


def pages_now(plan: Questionnaire, answers: Answers) -> tuple[Page, ...]:
    """The pages that belong to the answers so far, in order."""
    return tuple(page for page in plan.pages if holds(page.when, answers))


def asks_now(page: Page, answers: Answers) -> tuple[Ask, ...]:
    """What a page asks, the answers so far being what they are."""
    return tuple(ask for ask in page.asks if holds(ask.when, answers))


def is_answered(page: Page, answers: Answers) -> bool:
    """Whether something is answered on a page."""
    if page.each:
        return any(_says(row.get(ask.id)) for row in rows(answers.get(page.each)) for ask in page.asks)
    return any(_says(answers.get(ask.id)) for ask in asks_now(page, answers))


def open_asks(plan: Questionnaire, answers: Answers) -> Iterator[Ask]:
    """Questions without which nothing can be signed, and that have no answer yet, or none that can be used."""
    for page in pages_now(plan, answers):
        yield from (ask for ask in asks_now(page, answers) if ask.is_needed and not _is_good(ask, answers))


def field_of(plan: Questionnaire, ask: Ask, answers: Answers, pack: RulePack) -> Field | None:
    """The field of the rules that an answer is a value of; None for choices in words."""
    if ask.kind is not AskKind.FIELD or pack.program is None:
        return None
    options = [option for one in plan.asks() for option in one.options if answers.get(one.id) == option.id]
    chosen = [option.classes[ask.node] for option in options if ask.node in option.classes]
    cls = plan.nodes[ask.node].cls or next(iter(chosen), "")
    return form_of(pack.program, pack.superclasses, [cls]).field(ask.property) if cls else None


def way_of_answering(entry: Field) -> Way:
    """The way in which an answer is given: from a list where there is one, else as text."""
    plain = [way for way in entry.ways if way.kind is not WayKind.NODE]
    return next((way for way in plain if way.values is not None), (plain or list(entry.ways))[0])


def rows(answer: "Answer | None") -> Sequence[Mapping[str, str | Sequence[str]]]:
    """The rows of a page that is asked several times."""
    if answer is None or isinstance(answer, str):
        return ()
    return [row for row in answer if isinstance(row, Mapping)]


def _is_good(ask: Ask, answers: Answers) -> bool:
    told = answers.get(ask.id)
    if ask.kind is AskKind.DOMAIN:
        return isinstance(told, str) and bool(domain_in(told))
    return _says(told)


def _says(answer: object) -> bool:
    return any(map(str.strip, answer)) if isinstance(answer, (list, tuple)) else bool(str(answer or "").strip())
