# SPDX-License-Identifier: Apache-2.0
"""French as it is printed: spaces that do not break, curly apostrophes, French quotation marks."""

import re
from collections.abc import Iterator

import pytest

from assay.rules.bundled import load_bundled, resource
from assay.texts import load_catalogue

# Before ; : ! ? » and after «, as the Imprimerie nationale's rules of typography ask; U+00A0 for all, since every font
# and every terminal has it. A colon inside of a name (gx:url, “10:00”) has no space at all.
BREAKING = re.compile(r" [;:!?»]|« |[^\s\u00a0]: |[^\s\u00a0][;!?»](?!;)|«[^\u00a0]")
JSON_EXAMPLE = re.compile(r"\{\{.*\}\}")
FILE_FILTER = "window.choose.filter"
"""A list of file kinds for the desktop, separated by `;;`: no sentence."""


def spoken() -> Iterator[tuple[str, str]]:
    """Every French sentence and name, by where it stands."""
    for text_id, entry in load_catalogue(resource("texts", "fr")).items():
        if text_id != FILE_FILTER:
            yield from ((f"{text_id}.{member}", told) for member, told in entry.items())
    texts = load_bundled().texts("fr")
    for iri, words in {**texts.of_class, **texts.of_property}.items():
        yield from ((iri, told) for told in (words.label, words.help))
    yield from texts.of_datatype.items()
    yield from texts.of_value_list.items()


@pytest.mark.parametrize(
    "wrong", ["Vraiment ?", "« Non »", "Vraiment?", "«\u00a0Non»", "«Non\u00a0»", "Un\u00a0: deux ; trois", "Un: deux"]
)
def test_wrong_typography_is_seen(wrong: str) -> None:
    assert BREAKING.search(wrong)


def test_signs_stand_after_a_space_that_does_not_break() -> None:
    assert [at for at, told in spoken() if BREAKING.search(JSON_EXAMPLE.sub("", told))] == []


def test_quotation_marks_and_apostrophes_are_french() -> None:
    assert [at for at, told in spoken() if re.search("[“”„'\"`]", JSON_EXAMPLE.sub("", told))] == []


def test_quotation_marks_come_in_pairs() -> None:
    assert [at for at, told in spoken() if told.count("«") != told.count("»")] == []
