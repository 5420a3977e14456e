# SPDX-License-Identifier: Apache-2.0
"""Entries of lists by what people call them: only where a property takes that list, no two values by one name."""

import pytest

from assay.claims import Literal
from assay.entry_names import entry_names
from assay.language import LANGUAGES
from assay.naming import Naming
from assay.readable import readable
from assay.rules.bundled import bundled_packs, load_bundled
from assay.texts import load_texts
from checking import examined, sample

GX = "https://w3id.org/gaia-x/development#"
PACK = load_bundled("gaia-x-loire-25.11")


def _rows(lang: str) -> dict[str, str]:
    page = readable(examined(sample("good/storage-offering.json")), load_texts(lang))
    return {row.predicate: row.value for section in page for row in section.rows}


def test_a_page_speaks_the_language_of_its_reader() -> None:
    german = _rows("de")
    assert german[f"{GX}provisionType"] == "Öffentlich"
    assert german[f"{GX}dataProtectionRegime"] == "DSGVO (Europäische Union, 2016)"
    assert _rows("fr")[f"{GX}provisionType"] != german[f"{GX}provisionType"]


def test_what_is_on_no_list_is_told_as_it_stands() -> None:
    naming = Naming(examined(sample("good/storage-offering.json")).claims, PACK, load_texts("de"))
    assert naming.value_of(f"{GX}provisionType", Literal("Public")) == "Public"
    assert naming.value_of(f"{GX}serviceScope", Literal("public")) == "public"
    assert naming.value_of("https://acme.example/x", Literal("public")) == "public"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("pack", bundled_packs())
def test_no_two_values_of_a_property_have_one_name(pack: str, lang: str) -> None:
    loaded = load_bundled(pack)
    for predicate in loaded.texts(lang).properties():
        names = entry_names(loaded, predicate, lang)
        assert len(set(names.values())) == len(names), predicate


def test_every_name_that_is_given_is_used_somewhere() -> None:
    given = {name for entries in PACK.texts("de").of_entry.values() for name in entries.values()}
    used = {name for iri in PACK.texts("de").properties() for name in entry_names(PACK, iri, "de").values()}
    assert given - used == set()
