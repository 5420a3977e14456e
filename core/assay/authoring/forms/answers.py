# SPDX-License-Identifier: Apache-2.0
"""Answers as a person gives them, text by text, put into a document: the terms they mean, and the edits that say so."""

from collections.abc import Sequence

from assay.authoring.edits import Edit
from assay.authoring.forms.changes import value_added, value_removed, value_set
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
        """Another value in place of one that is there; its language stays."""
        before = self._form.field(predicate)
        old = before.values[index].term if before is not None else ""
        language = old.language if isinstance(old, Literal) and old.language else self._language
        return value_set(self._document, self._form, predicate, index, term_of(way, text, language))

    def add(self, predicate: str, way: Way, text: str) -> Sequence[Edit]:
        """A value more."""
        return value_added(self._document, self._form, predicate, term_of(way, text, self._language))

    def remove(self, predicate: str, index: int) -> Sequence[Edit]:
        """A value less."""
        return value_removed(self._document, self._form, predicate, index)

    def describe(self, predicate: str, cls: str) -> Sequence[Edit]:
        """A part of the class, with nothing said of it yet."""
        return value_added(self._document, self._form, predicate, Part((cls,) if cls else ()))

    def refer(self, predicate: str, node: str) -> Sequence[Edit]:
        """Something that is described elsewhere, by its id."""
        return value_added(self._document, self._form, predicate, node)


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
