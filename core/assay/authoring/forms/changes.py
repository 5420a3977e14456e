# SPDX-License-Identifier: Apache-2.0
"""Answers put into a document: each change of a form as edits of its JSON, everything else untouched.

Raises UnwritableError where the contexts of the document give no way to write what is to be said, and EditError where
the place is gone.
"""

from collections.abc import Mapping

from assay.authoring.edits import Edit, InsertItem, InsertMember, Remove, SetValue, tokens_of
from assay.authoring.forms.filled import FilledField, FilledForm, FormDocument
from assay.authoring.forms.parts import Part, Statement, statement_written
from assay.authoring.json_style import NewValue, Verbatim


def value_set(document: FormDocument, form: FilledForm, predicate: str, index: int, said: Statement) -> list[Edit]:
    """Another value in place of one that is there."""
    entry = _field(form, predicate)
    at = entry.values[index].pointer
    key = tokens_of(_member_of(entry, at))[-1]
    return [SetValue(at, statement_written(key, said, document.spelling(at)))]


def value_added(document: FormDocument, form: FilledForm, predicate: str, said: Statement) -> list[Edit]:
    """A value more, after those that are there."""
    entry, spelling = _field(form, predicate), document.spelling(form.pointer)
    if not entry.members:
        key = spelling.key(predicate, None if isinstance(said, Part) else said)
        made = statement_written(key, said, spelling)
        return [InsertMember(form.pointer, key, made, after=_before(form, predicate))]
    at = entry.members[-1]
    made = statement_written(tokens_of(at)[-1], said, document.spelling(at))
    found = document.source.value(at)
    if isinstance(found, list):
        return [InsertItem(at, len(found), made)]
    both: NewValue = [Verbatim(document.text_at(at)), made]
    return [SetValue(at, both)]


def value_removed(document: FormDocument, form: FilledForm, predicate: str, index: int) -> list[Edit]:
    """A value taken out; the member with it where it was the only one."""
    at = _field(form, predicate).values[index].pointer
    around = at.rpartition("/")[0]
    while _is_alone(document.source.value(around)):
        at, around = around, around.rpartition("/")[0]
    return [Remove(at)]


def values_swapped(document: FormDocument, form: FilledForm, predicate: str, index: int) -> list[Edit]:
    """A value and the one after it, each where the other was. They stand in one list."""
    one, other = (entry.pointer for entry in _field(form, predicate).values[index : index + 2])
    return [
        SetValue(one, Verbatim(document.text_at(other))),
        SetValue(other, Verbatim(document.text_at(one))),
    ]


def can_swap(document: FormDocument, one: str, other: str) -> bool:
    """Whether two values stand in the same list."""
    around, before = one.rpartition("/")[0], other.rpartition("/")[0]
    return around == before and isinstance(document.source.value(around), list)


def _is_alone(holder: object) -> bool:
    """Whether what holds a value holds nothing else: a list of one, a set (JSON-LD 1.1 §4.3.2)."""
    if isinstance(holder, Mapping):
        return set(holder) == {"@set"}
    return isinstance(holder, list) and len(holder) == 1


def _field(form: FilledForm, predicate: str) -> FilledField:
    found = form.field(predicate)
    if found is None:
        raise KeyError(predicate)
    return found


def _member_of(entry: FilledField, at: str) -> str:
    """The member that a value stands in."""
    return next(member for member in entry.members if at == member or at.startswith(f"{member}/"))


def _before(form: FilledForm, predicate: str) -> str | None:
    """Name of the member that a new one is written after: that of the nearest field before it, in the order of the
    form; else it is the last.
    """
    found: str | None = None
    for entry in form.fields:
        if entry.field.predicate == predicate:
            break
        here = [member for member in entry.members if member.rpartition("/")[0] == form.pointer]
        found = tokens_of(here[-1])[-1] if here else found
    return found
