# SPDX-License-Identifier: Apache-2.0
"""Names of countries and of their states and regions, by the codes of ISO 3166: what people look for in a list."""

import json
import unicodedata
from functools import lru_cache
from typing import TypedDict

from assay.rules.bundled import resource

LANGUAGES = ("en", "de", "fr")
_COUNTRY_OF = {"EL": "GR", "UK": "GB"}
"""Codes of countries as the regions of the European Union (NUTS) have them."""


class _Names(TypedDict):
    countries: dict[str, str]
    subdivisions: dict[str, str]


@lru_cache(maxsize=len(LANGUAGES))
def _names(lang: str) -> _Names:
    found: _Names = json.loads(resource("places", f"{lang}.json").read_bytes())
    return found


def country_name(code: str, lang: str) -> str:
    """What a country is called, by its code of two letters; empty where it is not known."""
    known = _names(lang if lang in LANGUAGES else "en")["countries"]
    return known.get(code, "")


def region_name(code: str, lang: str) -> str:
    """What a state or region is called, by its code (ISO 3166-2), in English where the language has no name of its own;
    empty where it is not known.
    """
    here = _names(lang if lang in LANGUAGES else "en")["subdivisions"]
    name = here.get(code) or _names("en")["subdivisions"].get(code, "")
    return name[:1].upper() + name[1:]  # in French many begin with what they are: `canton de Genève`


def country_of(region: str) -> str:
    """The code of the country that a region's code begins with, be it of ISO 3166-2 or of NUTS."""
    begins = region[:2].upper()
    return _COUNTRY_OF.get(begins, begins)


def sorted_by_name(name: str) -> str:
    """To sort by: letters with accents stand where they stand without."""
    apart = unicodedata.normalize("NFD", name.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def country_codes() -> frozenset[str]:
    """The two-letter codes that have a name."""
    return frozenset(_names("en")["countries"])
