# SPDX-License-Identifier: Apache-2.0
"""How the answer to a question is given: with which editor, from which list, from which file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assay.authoring.questions.asked import way_of_answering
from assay.authoring.questions.questionnaire import AskKind

if TYPE_CHECKING:
    from assay.authoring.forms.form import Field, Way
    from assay.authoring.forms.shown import ShownWay
    from assay.authoring.questions.questionnaire import Ask
    from assay.rules.pack import RulePack
    from assay.rules.pack_texts import PackTexts
    from assay_gui.look import Look


class TakesDigests(Protocol):
    """Takes digests of documents that lie on this computer."""

    def ask_file(self) -> Path | None:
        """A file that the person chooses."""

    def take(self, path: Path, give: Callable[[str], bool], like: str) -> None:
        """Take the digest of a file and give it when it is known, of the kind of one that stands there."""


def way_offered(
    look: "Look", pack: "RulePack", ask: "Ask", field: "Field | None", *, is_file: bool
) -> "tuple[ShownWay, Sequence[tuple[str, str]]]":
    """The way, and value and label of each entry of its list. `is_file`: a file may be the document it is about."""
    from assay.authoring.forms.editors import TOLD_BY_EDITOR, Editor, editor_of
    from assay.authoring.forms.form import Way
    from assay.authoring.forms.shown import ShownWay
    from assay.rules.form_table import forms_of_pack

    texts = look.words.texts
    if field is None:
        editor = Editor.DOMAIN if ask.kind is AskKind.DOMAIN else Editor.LINE
        return ShownWay(Way(), editor, look.words.lengthened(texts.say(f"way.{editor.value}"))), ()
    way = way_of_answering(field)
    words = pack.texts(texts.lang)
    editor = editor_of(field, way, forms_of_pack(pack))
    if not is_file and editor in (Editor.DOCUMENT, Editor.DIGEST):
        editor = Editor.ADDRESS if editor is Editor.DOCUMENT else Editor.LINE
    expected = words.value_list(way.values) if way.values is not None else words.datatype(way.datatype)
    if way.values is None and editor in TOLD_BY_EDITOR:
        expected = look.words.lengthened(texts.say(f"way.{editor.value}"))
    return ShownWay(way, editor, expected or ""), _entries(way, words, is_country=editor is Editor.COUNTRY)


def digest_asks(ask: "Ask", beside: "Iterable[Ask]", digests: Mapping[str, str]) -> "Iterator[Ask]":
    """What asks for the digest of the document that an answer is about, among what is asked beside it."""
    wanted = ask.property if ask.property in digests.values() else digests.get(ask.property)
    return (one for one in beside if one.property == wanted)


def _entries(way: "Way", words: "PackTexts", *, is_country: bool) -> "Sequence[tuple[str, str]]":
    from assay.claims import Literal
    from assay.place_names import country_name, sorted_by_name
    from assay.rules.pack_texts import value_list_key

    values = [term.value if isinstance(term, Literal) else term for term in way.values or ()]
    if not is_country:
        called = words.of_entry.get(value_list_key(way.values or ()), {})
        return [(value, called.get(value, value)) for value in values]
    named = [(value, f"{name} · {value}" if (name := country_name(value, words.lang)) else value) for value in values]
    return sorted(named, key=lambda entry: sorted_by_name(entry[1]))
