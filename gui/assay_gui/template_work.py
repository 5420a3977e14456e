# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for templates; each function runs in a pool thread."""

from datetime import datetime
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.own_templates import OwnTemplate
    from assay.document import Document

_OURS, _OWN = "ours:", "own:"


@frozen
class Offer:
    """A template to choose."""

    key: str
    label: str
    help: str
    """What it has already, and what it asks for."""
    text: str
    """The draft that it begins."""

    @property
    def is_own(self) -> bool:
        """Whether the user keeps it."""
        return self.key.startswith(_OWN)

    @property
    def name(self) -> str:
        """What it is called, to name a document by."""
        return self.key.partition(":")[2]


def offers(moment: datetime, words: Words) -> tuple[Offer, ...]:
    """All templates, the user's own first. One that cannot be read is left out: nothing could be begun with it."""
    from assay.authoring.own_templates import draft_of
    from assay.authoring.reuse.copying import ReuseError
    from assay.authoring.templates import TEMPLATES, draft_from

    found = []
    for own in _own():
        try:
            text = draft_of(own, moment)
        except ReuseError:
            continue
        found.append(_offer(f"{_OWN}{own.name}", words.say("templates.own", name=own.name), text, moment, words))
    for entry in TEMPLATES:
        label = words.texts.say(f"new.template.{entry.name}")
        found.append(_offer(f"{_OURS}{entry.name}", label, draft_from(entry, moment), moment, words))
    return tuple(found)


def keep(name: str, document: "Document", moment: datetime) -> str:
    """Keeps a document as a template, and gives its name. ReuseError where that cannot be."""
    from assay.authoring.own_templates import keep as keep_template
    from assay.places import user_templates

    keep_template(user_templates(), name, document, moment)
    return name


def remove(name: str) -> None:
    """Deletes a template of the user's own. ReuseError where that cannot be."""
    from assay.authoring.own_templates import remove as remove_template

    for own in _own():
        if own.name == name:
            remove_template(own)


def _own() -> "tuple[OwnTemplate, ...]":
    from assay.authoring.own_templates import own_templates
    from assay.places import user_templates

    return own_templates(user_templates())


def _offer(key: str, label: str, text: str, moment: datetime, words: Words) -> Offer:
    from assay.authoring.templates_told import begun, sentences

    told = " ".join(map(words.lengthened, sentences(begun(text, moment, words.texts), words.texts)))
    return Offer(key, label, told, text)
