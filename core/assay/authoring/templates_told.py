# SPDX-License-Identifier: Apache-2.0
"""What a draft to begin with already has, and what it asks for, in words."""

from collections.abc import Iterator
from datetime import datetime

from assay.document import Document
from assay.texts import Texts
from assay.values import frozen

MOST = 12
"""Names that are told of each."""


@frozen
class Begun:
    """What is to be known of a template."""

    there: tuple[str, ...]
    """What is said in it, or has its place."""
    open: tuple[str, ...]
    """What must be filled in."""


def begun(text: str, moment: datetime, texts: Texts) -> Begun:
    """What the subjects of a draft have and lack; nothing where no form can show it."""
    from assay.authoring.forms.filled import FormDocument
    from assay.authoring.forms.form_words import FormWords
    from assay.options import Options
    from assay.pipeline import examine

    options = Options(draft=True, moment=moment, lang=texts.lang)
    document = FormDocument(examine(Document("draft.json", text.encode()), options))
    words = FormWords(document, texts)
    shown = [form for node in document.nodes() if (form := words.shown(node)) is not None]
    fields = [entry for form in shown for entry in form.fields]
    there = dict.fromkeys(entry.label for entry in fields if entry.values)
    lacking = dict.fromkeys(entry.label for entry in fields if entry.field.is_required and not entry.values)
    return Begun(tuple(there), tuple(lacking))


def sentences(found: Begun, texts: Texts) -> Iterator[str]:
    """The same in sentences."""
    for name, told in (("there", found.there), ("open", found.open)):
        if told:
            more = texts.say("table.more", count=len(told) - MOST) if len(told) > MOST else ""
            yield texts.say(f"new.begun.{name}", names=", ".join(filter(None, (*told[:MOST], more))))
