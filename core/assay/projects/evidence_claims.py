# SPDX-License-Identifier: Apache-2.0
"""What the credentials of a project say, in words: a person picks what a piece of evidence backs, and types no id."""

from collections.abc import Iterator
from datetime import datetime

from assay.claims import is_blank
from assay.projects.evidence_row import LONGEST, Claim
from assay.projects.project import Project
from assay.texts import Texts
from assay.values import frozen

MOST = 2_000
"""Claims that are offered: a list nobody reads to its end helps nobody."""


@frozen
class ClaimOffer:
    """Something a credential says, which evidence can back."""

    claim: Claim
    name: str
    """What is described, as a person calls it."""
    label: str
    """What is said of it; empty for all of it."""


def credential_ids(project: Project) -> frozenset[str] | None:
    """The ids of the credentials of a project; None where a file cannot be read, and may hold any."""
    from assay.formats import read

    found: set[str] = set()
    for name in project.credentials:
        credentials = read(project.document(name)).credentials
        if not credentials:
            return None
        found.update(credential.id for credential in credentials)
    return frozenset(found)


def claims_offered(project: Project, texts: Texts, moment: datetime) -> tuple[ClaimOffer, ...]:
    """What can be picked, credential by credential in the order of the project, each node before what is said of it.

    Of a credential or node without an id nothing can be picked: nobody could find it again.
    """
    found: dict[Claim, ClaimOffer] = {}
    for name in project.credentials:
        for offer in _of_document(project, name, texts, moment):
            if len(found) == MOST:
                return tuple(found.values())
            found.setdefault(offer.claim, offer)
    return tuple(found.values())


def _of_document(project: Project, name: str, texts: Texts, moment: datetime) -> Iterator[ClaimOffer]:
    from assay.authoring.forms.filled import FormDocument
    from assay.authoring.forms.form_words import FormWords
    from assay.options import Options
    from assay.pipeline import examine

    options = Options(draft=None, moment=moment, lang=texts.lang)
    document = FormDocument(examine(project.document(name), options))
    words = FormWords(document, texts)
    for entry in document.examination.credentials:
        for node in entry.subjects:
            shown = words.shown(node) if _may_name(entry.id) and _may_name(node) else None
            if shown is None:
                continue
            yield ClaimOffer(Claim(entry.id, node, ""), shown.title, "")
            for field in shown.fields:
                if field.values and len(field.field.predicate) <= LONGEST:
                    yield ClaimOffer(Claim(entry.id, node, field.field.predicate), shown.title, field.label)


def _may_name(node: str) -> bool:
    return bool(node) and not is_blank(node) and len(node) <= LONGEST
