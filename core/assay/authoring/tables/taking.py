# SPDX-License-Identifier: Apache-2.0
"""What the rows of a table are taken as: something of a class, or answers, by the names people call them."""

import difflib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from assay.authoring.domains import is_domain
from assay.authoring.questions.reading import BUNDLED
from assay.authoring.tables.class_fields import as_key
from assay.authoring.tables.class_rows import ClassRows
from assay.authoring.tables.column_mapping import Around, ColumnMapping, Taker, proposed
from assay.authoring.tables.question_rows import QuestionRows
from assay.authoring.tables.table import Table, TableError
from assay.authoring.tables.targets import Names
from assay.authoring.tables.words import places
from assay.authoring.templates import HOME, ISSUER
from assay.texts import LANGUAGES, local_name

if TYPE_CHECKING:
    from assay.rules.pack import RulePack

_MOST_KNOWN = 5
_USUAL = ("LegalPerson", "LegalParticipant", "ServiceOffering", "DataProduct", "Datacenter")


def class_taker(pack: "RulePack", name: str, lang: str, known: Mapping[str, str] | None = None) -> ClassRows:
    """Rows about a class: by its name in the vocabulary, in one of the languages, or short as mappings have it.

    `known`: names of what rows may refer to, to their ids. TableError where the pack has no such class, or no forms.
    """
    return ClassRows(pack, classes_named(pack, name), lang, known)


def classes_named(pack: "RulePack", name: str) -> tuple[str, ...]:
    """The classes that a name stands for. TableError as `class_taker`."""
    if pack.program is None:
        raise TableError("table_pack_forms", name=pack.id)
    names = Names(pack)
    known = pack.program.targets["classes"]
    whole = tuple(names.full(part) for part in name.split("+")) if ":" in name or name.startswith("<") else ()
    if whole and all(whole):
        return whole
    by_key: dict[str, str] = {}
    for lang in LANGUAGES:
        for cls in known:
            by_key.setdefault(as_key(pack.texts(lang).label(cls) or ""), cls)
    by_key |= {as_key(local_name(cls)): cls for cls in known}
    exact = {local_name(cls): cls for cls in known}
    found = exact.get(name) or by_key.get(as_key(name))
    if found is None:
        near = difflib.get_close_matches(name, exact, _MOST_KNOWN, 0.4) or [cls for cls in _USUAL if cls in exact]
        raise TableError("table_class_unknown", name=name[:60], known=", ".join(near))
    return (found,)


def question_taker(name: str, lang: str) -> QuestionRows:
    """Rows that answer a set of questions. TableError where there is no such set."""
    if name not in BUNDLED:
        raise TableError("table_questions_unknown", name=name[:60], known=", ".join(BUNDLED))
    return QuestionRows(name, lang)


def taker_of(mapping: ColumnMapping, pack: "RulePack", lang: str, known: Mapping[str, str] | None = None) -> Taker:
    """What the rows of a mapping are taken as. TableError as above."""
    return (
        class_taker(pack, mapping.subject, lang, known)
        if mapping.kind == "class"
        else question_taker(mapping.subject, lang)
    )


def proposal(table: Table, taker: Taker, kept: ColumnMapping | None = None) -> ColumnMapping:
    """The mapping that is proposed: the one of earlier, else by headers, names, and what interfaces say."""
    return proposed(table, taker, kept, places)


def around_of(domain: str, moment: datetime, language: str) -> Around:
    """What all credentials of one issuer have in common. TableError where it is no web domain; empty: an example's."""
    if not domain:
        return Around(HOME, ISSUER, moment, language)
    if not is_domain(domain):
        raise TableError("table_domain", name=domain[:60])
    named = domain.lower()
    return Around(f"https://{named}/credentials/", f"did:web:{named}", moment, language)
