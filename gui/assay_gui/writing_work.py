# SPDX-License-Identifier: Apache-2.0
"""What the Write page asks of the core; each function runs in a pool thread."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.questions.documents import Answers
    from assay.authoring.questions.drafting import Draft
    from assay.reports.report import DocumentReport

_LARGEST = 5_000_000
"""Bytes of a file of answers."""


@frozen
class Reached:
    """How far the answers reach."""

    drafts: "tuple[Draft, ...]"
    report: "DocumentReport | None"
    """None while nothing is answered."""


def reach(answers: "Mapping[str, Answers]", moment: datetime, words: Words) -> Reached:
    """The drafts that the answers come to, checked together by the rules in force."""
    from assay.authoring.questions.drafting import Answered, drafts, together
    from assay.authoring.questions.reading import BUNDLED
    from assay.options import Options
    from assay.pipeline import examine

    found = drafts(
        [Answered(name, answers[name]) for name in BUNDLED if name in answers], moment, language=words.texts.lang
    )
    if not found:
        return Reached((), None)
    examined = examine(together(found), Options(draft=True, moment=moment, lang=words.texts.lang))
    return Reached(found, examined.report)


def read_answers(path: Path) -> "dict[str, Answers]":
    """Answers of an earlier time; none where there are none, or the file is no file of answers."""
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= _LARGEST:
            found = json.loads(path.read_text("utf-8"))
            if isinstance(found, dict) and all(isinstance(entry, dict) for entry in found.values()):
                return {str(name): dict(entry) for name, entry in found.items()}
    return {}


def write_answers(path: Path, answers: "Mapping[str, Answers]") -> None:
    """Keep answers, whole or not at all. OSError where they cannot be kept."""
    from assay.whole_file import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(answers, ensure_ascii=False, indent=1).encode("utf-8"))


def write_drafts(folder: Path, found: "Sequence[Draft]") -> list[Path]:
    """The drafts as files of a folder; what is there already stays. OSError where they cannot be written."""
    from assay.whole_file import write_whole

    written = []
    for draft in found:
        path = folder / draft.name
        if path.exists():
            raise FileExistsError(17, "exists", draft.name)
        write_whole(path, draft.text.encode("utf-8"))
        written.append(path)
    return written
