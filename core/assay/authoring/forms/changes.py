# SPDX-License-Identifier: Apache-2.0
"""Answers put into a document: each change of a form as edits of its JSON, everything else untouched.

Raises UnwritableError where the contexts of the document give no way to write what is to be said, and EditError where
the place is gone.
"""

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
    at = entry.members[0]
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
    holder = document.source.value(around)
    return [Remove(around if isinstance(holder, list) and len(holder) == 1 else at)]


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
