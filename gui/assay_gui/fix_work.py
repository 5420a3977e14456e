# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for corrections. Each function runs off the main thread."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.drafts import Draft
    from assay.authoring.fixes import DiffLine, Fix
    from assay.document import Document
    from assay.examination import Examination
    from assay_gui.checking import Checked


@frozen
class Fixes:
    """The corrections of one result."""

    by_place: "Mapping[int, Fix]"
    """Place of a card's entry in the list of all entries, to what corrects it."""
    safe: int = 0
    """How many are made without asking anybody."""
    can_draft: bool = False
    """The document is signed, and an unsigned copy of it can be made."""


@frozen
class Preview:
    """What a correction would make of the text."""

    before: str
    after: str
    lines: "tuple[DiffLine, ...]"
    sentences: tuple[str, ...] = ()
    """What is corrected, one sentence each."""


NO_FIXES = Fixes({})


def fixes(checked: "Checked") -> Fixes:
    """What corrects the findings of a result."""
    from assay.authoring.fixes import fixes_of

    if checked.text_to_work_on is None:
        return Fixes({}, can_draft=checked.examination.reading.is_signed and draft(checked) is not None)
    found = fixes_of(checked.examination)
    by_finding = {finding: fix for fix in reversed(found) for finding in fix.findings}
    by_place = {place: by_finding[entry.id] for place, entry in enumerate(checked.entries) if entry.id in by_finding}
    return Fixes(by_place, sum(fix.is_safe for fix in found))


def sentence(fix: "Fix", words: Words, option: int = 0) -> str:
    """What a correction does, as its button says it."""
    return words.lengthened(words.texts.part(fix.text, "what", fix.told(fix.options[option])))


def explanation(fix: "Fix", words: Words, option: int = 0) -> str:
    """Why a correction is right, or what only a person can know of it."""
    return words.lengthened(words.texts.part(fix.text, "tip", fix.told(fix.options[option])))


def preview(text: str, wanted: "tuple[Fix, ...]") -> Preview:
    """What these corrections, each with one option, make of a text."""
    from assay.authoring.fixes import apply
    from assay.authoring.fixes import preview as difference

    made = apply(text, wanted)
    return Preview(text, made.text, difference(text, made.text))


def preview_all(checked: "Checked", words: Words) -> Preview:
    """What all safe corrections make of a document, checked again after each."""
    from assay.authoring.fixes import correct
    from assay.authoring.fixes import preview as difference
    from assay.pipeline import examine

    def again(document: "Document") -> "Examination":
        return examine(document, checked.options)

    before = checked.examination.reading.text
    made = correct(checked.examination.document, again, known=checked.examination)
    if made is None:
        return Preview(before, before, ())
    sentences = tuple(sentence(fix, words) for fix in made.applied)
    return Preview(before, made.text, difference(before, made.text), sentences)


def draft(checked: "Checked") -> "Draft | None":
    """An unsigned copy of a signed document; None where nothing in it is its owner's to change."""
    from assay.authoring.drafts import draft_of

    found = draft_of(checked.examination)
    return found if found is not None and found.opened else None
