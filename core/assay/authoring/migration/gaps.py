# SPDX-License-Identifier: Apache-2.0
"""What the new form must have and the draft has not: told as needed input, never filled in."""

from collections.abc import Iterator, Sequence

from assay.authoring.migration.growing import Grown, Note
from assay.authoring.migration.new_forms import NewForms
from assay.authoring.migration.rows import What


def gaps(nodes: Sequence[Grown], forms: NewForms, notes: Sequence[Note]) -> Iterator[Note]:
    """A note for each required property of the nodes and their parts that has no value and is not asked for already."""
    asked = {(id(note.target), note.field) for note in notes if note.what is What.NEEDS_INPUT}
    for node in _all(nodes):
        for predicate in _missing(node, forms):
            if (id(node), predicate) not in asked:
                asked.add((id(node), predicate))
                yield Note(What.NEEDS_INPUT, "required", None, "", node, field=predicate)


def _missing(node: Grown, forms: NewForms) -> Iterator[str]:
    form = forms.of(node.classes)
    if form is None:
        return
    said = {one.predicate for one in node.statements}
    yield from (entry.predicate for entry in form if entry.is_required and entry.predicate not in said)
    for group in form.either:
        if not any(said.issuperset(names) for names in group):
            yield next(name for name in group[0] if name not in said)


def _all(nodes: Sequence[Grown]) -> Iterator[Grown]:
    for node in nodes:
        yield node
        yield from _all([said.value for said in node.statements if isinstance(said.value, Grown)])
