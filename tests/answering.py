# SPDX-License-Identifier: Apache-2.0
"""Questions answered as somebody would who has an answer to each, and what comes of it as one document."""

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from assay.authoring.forms.shape_fields import form_of
from assay.authoring.questions.drafting import Answered, drafts, together
from assay.authoring.questions.questionnaire import Ask, AskKind, Questionnaire
from assay.authoring.questions.reading import bundled_questionnaire
from assay.claims import Literal
from assay.rules.bundled import load_bundled
from form_filling import Filling

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIXED = {
    "vat": "DE129273398", "country": "DE", "zone_country": "DE", "hq_country": "DE", "contract_law": "DE",
    "agreement_law": "DE", "lei": "529900T8BM49AURSDO55",
}  # fmt: skip
"""Answers that other rules than the shapes look at."""


def answered(
    name: str, choices: Mapping[str, str], seed: int = 1, *, known: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Every question of a set answered; of choices those that are given, and of others what is known."""
    plan = bundled_questionnaire(name)
    filling = Filling(load_bundled(plan.pack), random.Random(seed))
    found: dict[str, Any] = {}
    for page in plan.pages:
        told = {ask.id: known.get(ask.id) or _answer(plan, ask, choices, filling) for ask in page.asks}
        if page.each:
            found[page.each] = [told]
        else:
            found |= told
    return found


def presentation(parts: Sequence[tuple[str, Mapping[str, Any]]]) -> bytes:
    """Several sets of questions, answered, as one unsigned presentation."""
    answered = [Answered(name, answers) for name, answers in parts]
    return together(drafts(answered, NOW, language="en")).data


def _answer(plan: Questionnaire, ask: Ask, choices: Mapping[str, str], filling: Filling) -> str:
    if ask.kind is AskKind.CHOICE:
        return choices.get(ask.id, ask.options[0].id)
    if ask.kind is AskKind.CONSENT:
        return "yes"
    if ask.kind is AskKind.DOMAIN:
        return "acme.example"
    if ask.id in FIXED:
        return FIXED[ask.id]
    classes = [
        plan.nodes[ask.node].cls,
        *(option.classes.get(ask.node, "") for one in plan.asks() for option in one.options),
    ]
    program = filling.pack.program
    assert program is not None
    for cls in filter(None, classes):
        entry = form_of(program, filling.pack.superclasses, [cls]).field(ask.property)
        way = next((way for way in entry.ways if way.kind != "node"), None) if entry else None
        if way is not None:
            term = filling.value(way, 0)
            assert isinstance(term, str | Literal)
            return term.value if isinstance(term, Literal) else term
    raise AssertionError(ask.id)
