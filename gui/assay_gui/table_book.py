# SPDX-License-Identifier: Apache-2.0
"""A file of tables as the window shows it: values."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answers
    from assay.authoring.questions.drafting import Draft
    from assay.authoring.tables.column_mapping import Review, Taker
    from assay.authoring.tables.files import Source
    from assay.rules.pack import RulePack


@frozen
class Setting:
    """What else counts for what comes of a table."""

    words: Words
    moment: datetime
    domain: str = ""
    pack: str = ""
    """Of the project; empty for the usual one."""
    credentials: tuple[str, ...] = ()
    """Texts of those of the project: rows can refer to what they describe."""
    folders: tuple[Path, ...] = ()
    """Where mappings are kept."""
    is_project: bool = False
    """Whether what comes of rows goes into a project."""


@frozen
class Kind:
    """One thing that rows can describe."""

    key: str
    """`class:` and the class, or `questions:` and the set."""
    label: str
    help: str = ""


@frozen
class Line:
    """One column as the list shows it."""

    cells: tuple[str, str, str, str]
    """What it is called, an example, what it is, how it does."""
    state: str
    """Whose sign stands before it."""
    told: tuple[str, ...]
    """What cannot be read of it, sentence by sentence."""


@frozen
class Rows:
    """One table, and what becomes of its rows, in words."""

    source: "Source"
    kind: str = ""
    """Key of what each row describes; empty while nobody has said it."""
    taker: "Taker | None" = None
    review: "Review | None" = None
    lines: tuple[Line, ...] = ()
    summary: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Of the sheet; empty where the file has none."""
        return self.source.table.name

    @property
    def offers(self) -> tuple[tuple[str, str, str], ...]:
        """Id, label and help of all that a column can be."""
        return tuple((offer.id, offer.label, offer.help) for offer in self.taker.offers) if self.taker else ()

    @property
    def answered(self) -> "tuple[Answers, ...]":
        """What rows that answer questions say, row by row."""
        return self.review.made.answers if self.review is not None else ()


@frozen
class Book:
    """A file, and all of its tables."""

    pack: "RulePack"
    kinds: tuple[Kind, ...]
    sheets: tuple[Rows, ...]

    def drafts(self, *, in_project: bool) -> "tuple[Draft, ...]":
        """What comes of all rows; in a project without that of rows that become answers."""
        taken = (rows for rows in self.sheets if not (in_project and self.becomes_answers(rows)))
        return tuple(draft for rows in taken if rows.review is not None for draft in rows.review.made.drafts)

    def answers(self) -> "Mapping[str, Answers]":
        """What rows answer, by the set of questions."""
        found = (rows for rows in self.sheets if self.becomes_answers(rows))
        return {rows.taker.subject: rows.answered[0] for rows in found if rows.taker is not None}

    def becomes_answers(self, rows: Rows) -> bool:
        """Whether a table can become answers: pages hold one set of them, so there must be one row in all of it."""
        same = (one for one in self.sheets if one.kind == rows.kind)
        return bool(rows.answered) and sum(len(one.answered) for one in same) == 1
