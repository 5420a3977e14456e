# SPDX-License-Identifier: Apache-2.0
"""Names for a release that brings none: the base pack's where it has them, else made from the technical word."""

import re
from collections.abc import Callable, Iterable, Mapping

from assay.rules.pack import RulePack
from assay.rules.pack_texts import Words
from assay.rules.toml_text import toml_text
from assay.texts import load_texts, local_name

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_MADE = "packs.made_help"
"""Text that stands as the explanation of a made name, so that nobody takes it for one that somebody chose."""


def texts_document(
    base: RulePack, namespace: str, lang: str, names: Mapping[str, Iterable[str]], lists: Mapping[str, str]
) -> tuple[bytes, frozenset[str]]:
    """`texts/<lang>.toml` for the classes, properties and value lists named, and the IRIs whose names were made."""
    known = base.texts(lang)
    made_help = load_texts(lang).say(_MADE)
    made: list[str] = []

    def words(of: Mapping[str, Words]) -> Callable[[str], Words]:
        renamed = {_moved(iri, base.namespace, namespace): told for iri, told in of.items()}

        def found(iri: str) -> Words:
            if iri not in renamed:
                made.append(iri)
            return renamed.get(iri) or Words(made_label(iri), made_help)

        return found

    told = {
        "lang": lang,
        "classes": _section(sorted(names["classes"]), words(known.of_class)),
        "properties": _section(sorted(names["properties"]), words(known.of_property)),
        "datatypes": dict(known.of_datatype),
        "value_lists": {
            label: named for label, key in sorted(lists.items()) if (named := known.of_value_list.get(key))
        },
        "entries": {label: dict(known.of_entry[key]) for label, key in sorted(lists.items()) if key in known.of_entry},
        "criteria": _section(known.of_criterion, known.of_criterion.__getitem__),
        "rules": {
            key: {"what": of.what, "why": of.why, "how": of.how, "example": of.example}
            for key, of in known.of_rule.items()
        },
    }
    return toml_text({key: value for key, value in told.items() if value}), frozenset(made)


def made_label(iri: str) -> str:
    """A readable name from the last part of an IRI: `legalFormOfCompany` gives `Legal form of company`."""
    local = local_name(iri)
    parts = _WORDS.findall(local) or [local]
    told = " ".join(part if len(part) > 1 and part.isupper() else part.lower() for part in parts)
    return told[:1].upper() + told[1:]


def _section(keys: Iterable[str], words: Callable[[str], Words]) -> dict[str, dict[str, str]]:
    told = {key: words(key) for key in keys}
    return {
        key: {"label": found.label, "help": found.help, **({"example": found.example} if found.example else {})}
        for key, found in told.items()
    }


def _moved(iri: str, old: str, new: str) -> str:
    return new + iri.removeprefix(old) if iri.startswith(old) else iri
