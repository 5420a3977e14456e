# SPDX-License-Identifier: Apache-2.0
"""Answers as a person gives them, text by text, put into a document: the terms they mean, and the edits that say so."""

from collections.abc import Sequence

from assay.authoring.edits import Edit
from assay.authoring.forms.changes import value_added, value_removed, value_set, values_swapped
from assay.authoring.forms.filled import FilledForm, FormDocument
from assay.authoring.forms.form import Way
from assay.authoring.forms.parts import Part
from assay.claims import RDF_LANG_STRING, XSD_STRING, Literal, Term


class Answers:
    """One node's form, ready to be answered. Each answer gives the edits of the document's text.

    All of them raise UnwritableError where the contexts of the document give no way to write the answer.
    """

    def __init__(self, document: FormDocument, form: FilledForm, language: str) -> None:
        """`language`: that of texts in a language, where neither shapes nor document say which."""
        self._document = document
        self._form = form
        self._language = language

    def set(self, predicate: str, index: int, way: Way, text: str) -> Sequence[Edit]:
        """Another value in place of one that is there; its language stays, and its datatype where any will do."""
        old = self._value(predicate, index)
        if isinstance(old, Literal) and not way.datatype and way.values is None:
            return value_set(self._document, self._form, predicate, index, Literal(text, old.datatype, old.language))
        language = old.language if isinstance(old, Literal) and old.language else self._language
        return value_set(self._document, self._form, predicate, index, term_of(way, text, language))

    def add(self, predicate: str, way: Way, text: str) -> Sequence[Edit]:
        """A value more."""
        return value_added(self._document, self._form, predicate, term_of(way, text, self._language))

    def point(self, predicate: str, index: int, node: str) -> Sequence[Edit]:
        """Something else that is described elsewhere, in place of a value."""
        return value_set(self._document, self._form, predicate, index, node)

    def translate(self, predicate: str, index: int, language: str) -> Sequence[Edit]:
        """The same text, told to be in another language."""
        old = self._value(predicate, index)
        text = old.value if isinstance(old, Literal) else old
        return value_set(self._document, self._form, predicate, index, Literal(text, RDF_LANG_STRING, language))

    def instead(self, predicate: str, index: int, cls: str) -> Sequence[Edit]:
        """A part of the class in place of a value."""
        return value_set(self._document, self._form, predicate, index, Part((cls,) if cls else ()))

    def earlier(self, predicate: str, index: int) -> Sequence[Edit]:
        """A value changes places with the one before it."""
        return values_swapped(self._document, self._form, predicate, index - 1)

    def remove(self, predicate: str, index: int) -> Sequence[Edit]:
        """A value less."""
        return value_removed(self._document, self._form, predicate, index)

    def describe(self, predicate: str, cls: str) -> Sequence[Edit]:
        """A part of the class, with nothing said of it yet."""
        return value_added(self._document, self._form, predicate, Part((cls,) if cls else ()))

    def refer(self, predicate: str, node: str) -> Sequence[Edit]:
        """Something that is described elsewhere, by its id."""
        return value_added(self._document, self._form, predicate, node)

    def _value(self, predicate: str, index: int) -> Term:
        before = self._form.field(predicate)
        return before.values[index].term if before is not None else ""


def term_of(way: Way, text: str, language: str) -> Term:
    """What a text means in one way of giving a value: the entry of a list, else a literal as the way wants it."""
    listed = (term for term in way.values or () if (term.value if isinstance(term, Literal) else term) == text)
    found = next(listed, None)
    if found is not None:
        return found
    if way.takes_language:
        return Literal(text, RDF_LANG_STRING, language)
    first = next((term for term in way.values or () if isinstance(term, Literal)), None)
    return Literal(text, way.datatype or (first.datatype if first else XSD_STRING))
