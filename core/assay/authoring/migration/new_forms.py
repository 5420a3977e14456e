# SPDX-License-Identifier: Apache-2.0
"""What the new generation asks of its classes, worked out once for each."""

from collections.abc import Sequence
from functools import cached_property

from assay.authoring.forms.form import Form
from assay.authoring.forms.new_documents import new_spelling
from assay.authoring.forms.shape_fields import form_of
from assay.authoring.forms.spelling import Spelling
from assay.rules.pack import RulePack


class NewForms:
    """Forms and spelling of one rule pack."""

    def __init__(self, pack: RulePack) -> None:
        self.pack = pack
        self._made: dict[tuple[str, ...], Form | None] = {}

    def of(self, classes: Sequence[str]) -> Form | None:
        """The form of nodes of some classes; None where the shapes target none of them."""
        key = tuple(classes)
        if key not in self._made:
            program, above = self.pack.program, self.pack.superclasses
            known = program.targets["classes"] if program else {}
            is_known = any(name in known for cls in key for name in (cls, *above.get(cls, ())))
            self._made[key] = form_of(program, above, key) if program and is_known else None
        return self._made[key]

    @cached_property
    def spelling(self) -> Spelling:
        """How statements are written in a new credential."""
        return new_spelling(self.pack)
