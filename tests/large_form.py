# SPDX-License-Identifier: Apache-2.0
"""A form of many fields, and a desk with no text on it: for tests of the form itself, and its benchmark."""

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.filled import FilledForm, FilledValue
from assay.authoring.forms.form import Field, Form, Way
from assay.authoring.forms.shown import ShownField, ShownForm, ShownValue, ShownWay
from assay.claims import XSD_STRING, Literal
from assay.rules.form_table import Group

FIELDS = 300


class Desk:
    """A text that nobody works on."""

    def text_now(self) -> None:
        return None

    def examine_now(self) -> None:
        return None

    def ask_file(self) -> None:
        return None

    def read_certificates(self, _path: object, _give: object) -> None:
        return None


def large_form() -> ShownForm:
    """Each field holds one text."""
    way = Way(datatypes=(XSD_STRING,))
    fields = tuple(Field(f"https://acme.example/p{number}", (way,), least=1, most=1) for number in range(FIELDS))
    shown = tuple(
        ShownField(
            entry,
            f"Field {number}",
            "What it is for, in a sentence.",
            (ShownWay(way, Editor.LINE, "a text"),),
            Group.OTHER,
            (ShownValue(FilledValue(Literal("x"), f"/p{number}"), 0, "x"),),
        )
        for number, entry in enumerate(fields)
    )
    filled = FilledForm("_:a", "", Form((), fields), (), (), is_editable=True)
    return ShownForm(filled, "A large form", "Anything", "", shown, ())
