# SPDX-License-Identifier: Apache-2.0
"""One word for one thing, and dots as each language prints them, in every text, in the help and in the packs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.rules.bundled import resource
from assay.texts import LANGUAGES, load_catalogue

DOTS_APART = re.compile(r"[\w)}»“] ?…")
"""In German a space that does not break stands before the dots (Duden, K 17); here is none, or one that breaks."""
DOTS_TOGETHER = re.compile(r"[\w)}»”][ \u00a0]…")
DOTS = {"en": DOTS_TOGETHER, "de": DOTS_APART, "fr": DOTS_TOGETHER}
ELSEWHERE = {
    "en": r"[Cc]learinghouses?\b",
    "de": r"Clearingstelle|Prüfwert|Label Level|\bRechners?\b|\bRechnern\b|\bDetails\b|[Ff]ormblatt|\bNutzer\b",
    "fr": r"chambres? de compensation|\bKo\b|\bverdicts?\b(?!\.md)",
}
"""Words of the same thing that the word lists (at the head of checks.toml) decided against."""
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|„[^“]*“|«[^»]*»|\{[^}]*\}")


def told(lang: str) -> Iterator[tuple[str, str]]:
    """Every sentence and every page of help in a language, by where it stands."""
    for text_id, entry in load_catalogue(resource("texts", lang)).items():
        yield from ((f"{text_id}.{member}", text) for member, text in entry.items())
    for page in sorted(Path(str(resource("help", lang))).glob("*.md")):
        yield page.name, page.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dots_stand_as_the_language_prints_them(lang: str) -> None:
    assert [at for at, text in told(lang) if DOTS[lang].search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_thing_has_one_word(lang: str) -> None:
    found = ((at, re.findall(ELSEWHERE[lang], QUOTED.sub("", text))) for at, text in told(lang))
    assert [(at, words) for at, words in found if words] == []


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Open …"), ("fr", "Ouvrir\u00a0…"), ("de", "Öffnen…"), ("de", "Öffnen …")]
)
def test_dots_that_stand_otherwise_are_seen(lang: str, text: str) -> None:
    assert DOTS[lang].search(text)


def test_dots_that_stand_right_are_left_alone() -> None:
    assert not DOTS["de"].search("Öffnen\u00a0…")
    assert not DOTS["en"].search("Open… or (3)…")
