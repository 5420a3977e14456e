# SPDX-License-Identifier: Apache-2.0
"""All that was answered, as drafts: one credential a file, and all of them together as one document to be checked."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from assay.authoring.domains import domain_in
from assay.authoring.forms.new_documents import NewCredential, credential_written
from assay.authoring.questions.documents import Answers, Writer
from assay.authoring.questions.questionnaire import AskKind
from assay.authoring.questions.reading import bundled_questionnaire
from assay.authoring.templates import HOME, ISSUER
from assay.credential import Json
from assay.document import Document
from assay.formats.json_text import print_json
from assay.formats.kinds import CREDENTIALS_V2
from assay.rules.bundled import load_bundled
from assay.values import frozen


@frozen
class Answered:
    """One set of questions with its answers."""

    questions: str
    """Id of the set."""
    answers: Answers


@frozen
class Draft:
    """One credential that came of the answers."""

    name: str
    """File name."""
    content: Mapping[str, Json]

    @property
    def text(self) -> str:
        """As a file has it."""
        return print_json(self.content)


def drafts(answered: Sequence[Answered], moment: datetime, *, language: str) -> tuple[Draft, ...]:
    """The credentials of all sets, in their order; what one set describes, the others refer to."""
    domain = domain_of(answered)
    base = f"https://{domain}/credentials/" if domain else HOME
    issuer = f"did:web:{domain}" if domain else ISSUER
    around = NewEnvelope(base, issuer, moment)
    known: dict[str, str] = {}
    for entry in answered:  # a service may refer to a site that is asked for after it
        known |= _described(entry, base)
    return tuple(draft for entry in answered for draft in _written(entry, around, known, language))


def together(found: Sequence[Draft], issuer: str = ISSUER) -> Document:
    """All drafts as one unsigned presentation: what a clearing house would be given once they are signed."""
    content: dict[str, Json] = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "issuer": next((str(draft.content["issuer"]) for draft in found), issuer),
        "verifiableCredential": [draft.content for draft in found],
    }
    return Document("drafts.json", print_json(content).encode())


def domain_of(answered: Sequence[Answered]) -> str:
    """The web domain that was answered, as the web has it; empty where there is none, or it is no domain."""
    for entry in answered:
        for ask in bundled_questionnaire(entry.questions).asks():
            told = entry.answers.get(ask.id, "") if ask.kind is AskKind.DOMAIN else ""
            if isinstance(told, str) and (found := domain_in(told)):
                return found
    return ""


@frozen
class NewEnvelope:
    """What all credentials of one issuer have in common."""

    base: str
    issuer: str
    moment: datetime


def _written(entry: Answered, around: NewEnvelope, known: Mapping[str, str], language: str) -> Iterator[Draft]:
    plan = bundled_questionnaire(entry.questions)
    pack = load_bundled(plan.pack)
    for one in Writer(plan, pack, around.base, language=language, known=known).described(entry.answers):
        new = NewCredential(one.subject, f"{around.base}{one.file}.json", around.issuer, around.moment)
        yield Draft(f"{one.file}.json", credential_written(new, pack))


def _described(entry: Answered, base: str) -> dict[str, str]:
    """The ids of what there is a credential about, by the names that other sets refer to it with."""
    plan = bundled_questionnaire(entry.questions)
    writer = Writer(plan, load_bundled(plan.pack), base, language="en")
    files = {one.file for one in writer.described(entry.answers)}
    return {f"{plan.id}.{node.id}": writer.id_of(node.id) for node in plan.nodes.values() if node.file in files}
