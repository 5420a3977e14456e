# SPDX-License-Identifier: Apache-2.0
"""Questions in words: those written for them, and where there are none those that the pack has for property and class.

Nobody needs to know a word of the vocabulary to answer; each has been explained once, in the pack.
"""

from typing import TYPE_CHECKING

from assay.texts import local_name
from assay.values import frozen

if TYPE_CHECKING:
    from assay.authoring.questions.questionnaire import Ask, Option, Page, Questionnaire
    from assay.rules.pack import RulePack
    from assay.texts import Texts

_DOCUMENT = "url"
"""Last part of the property whose value stands for the whole document: it is called what the document is called."""


@frozen
class Told:
    """What something is called, and a sentence about it (empty where there is none)."""

    label: str
    hint: str = ""


class QuestionWords:
    """The words of one set of questions in one language."""

    def __init__(self, plan: "Questionnaire", pack: "RulePack", texts: "Texts") -> None:
        self._plan = plan
        self._pack_words = pack.texts(texts.lang)
        self._texts = texts
        self._base = f"question.{plan.id}"

    def title(self) -> Told:
        """What the whole set is about."""
        return self._told(f"{self._base}.all", "tip")

    def page(self, page: "Page") -> Told:
        """The question, and why it is asked."""
        return self._told(f"{self._base}.p.{page.id}", "why")

    def option(self, ask: "Ask", option: "Option") -> Told:
        """One of the answers to choose among."""
        return self._told(f"{self._base}.o.{ask.id}.{option.id}", "tip")

    def ask(self, ask: "Ask") -> Told:
        """What one thing is called that is asked for."""
        own = f"{self._base}.a.{ask.id}"
        if self._texts.has(own):
            return self._told(own, "tip")
        named = ask.property
        if local_name(named) == _DOCUMENT and (cls := self._class(ask.node)):
            named = cls
        words = self._pack_words
        return Told(words.label(named) or local_name(named), words.help(named) or "")

    def example(self, ask: "Ask") -> str:
        """An answer as somebody types it, to stand alone; empty where there is none."""
        own = f"{self._base}.e.{ask.id}"
        told = self._texts.say(own) if self._texts.has(own) else self._pack_words.example(ask.property)
        return self._texts.say("way.example", example=told) if told else ""

    def criteria(self, page: "Page") -> tuple[tuple[str, str], ...]:
        """What the page counts for: criterion and its name."""
        return tuple((name, self._pack_words.label(name) or name) for name in page.criteria)

    def _class(self, node: str) -> str:
        """The class of a document that is always the same one."""
        plan = self._plan.nodes[node]
        return plan.cls if self._pack_words.label(plan.cls) else ""

    def _told(self, text_id: str, member: str) -> Told:
        return Told(self._texts.say(text_id), self._texts.part(text_id, member))
