# SPDX-License-Identifier: Apache-2.0
"""Numbers, days and answers as people write them in tables, in the form that data has them.

Where a text can be read in two ways, none is chosen.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from assay.authoring.forms.editors import Editor
from assay.authoring.forms.value_checks import said_of
from assay.authoring.tables.faults import Fault
from assay.authoring.tables.words import answers

_GROUPED = re.compile(r"[+-]?\d{1,3}([.,' \u00a0\u202f\u2019])\d{3}(\1\d{3})*\Z")
_EITHER = re.compile(r"[+-]?\d{1,3},\d{3}\Z")
_BLANKS = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\Z")
_DAYS_MONTHS = 12


def is_right(editor: Editor, text: str) -> bool:
    """Whether a text is a value of the editor as it stands; places have to be looked up."""
    if editor in (Editor.COUNTRY, Editor.REGION):
        return False
    if editor is Editor.YES_NO:
        return text in ("true", "false")
    said = said_of(editor, text)
    return said is None or said.is_right


def _yes_no(text: str) -> tuple[str, Fault | None]:
    told = text.strip().casefold()
    if told in answers("yes"):
        return "true", None
    return ("false", None) if told in answers("no") else (text, Fault.YES_NO)


def _whole(text: str) -> tuple[str, Fault | None]:
    grouped = _GROUPED.match(text)
    told = text.replace(grouped[1], "") if grouped else text.translate(_BLANKS)
    return re.sub(r"[.,]0+\Z", "", told), None


def _number(text: str) -> tuple[str, Fault | None]:
    """The last of dot and comma parts the decimals; a comma before three digits alone can be either."""
    told = text.translate(_BLANKS)
    if _EITHER.match(told):
        return text, Fault.EITHER_NUMBER
    comma, dot = told.rfind(","), told.rfind(".")
    if comma > dot:
        return told.replace(".", "").replace(",", "."), None
    return (told.replace(",", "") if comma >= 0 else told), None


def _percentage(text: str) -> tuple[str, Fault | None]:
    return _number(text.strip().removesuffix("%").strip())


def _day(text: str) -> tuple[str, Fault | None]:
    found = _DAY.match(text.strip())
    if found is None:
        return _day_of_moment(text)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "/" and first <= _DAYS_MONTHS and second <= _DAYS_MONTHS and first != second:
        return text, Fault.EITHER_DAY
    day, month = (second, first) if found[2] == "/" and second > _DAYS_MONTHS else (first, second)
    try:
        return date(year, month, day).isoformat(), None
    except ValueError:
        return text, Fault.DAY


def _day_of_moment(text: str) -> tuple[str, Fault | None]:
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return text, Fault.DAY
    is_day = (found.hour, found.minute, found.second, found.microsecond) == (0, 0, 0, 0)
    return (found.date().isoformat(), None) if is_day else (text, Fault.DAY)


def _moment(text: str) -> tuple[str, Fault | None]:
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    told, fault = (day, None) if is_right(Editor.DAY, day) else _day(day)
    if fault is not None:
        return text, Fault.EITHER_DAY if fault is Fault.EITHER_DAY else Fault.MOMENT
    if not clock:
        return f"{told}T00:00:00Z", None
    return f"{told}T{clock.strip()}{':00' if re.fullmatch(r'[0-9]{2}:[0-9]{2}', clock.strip()) else ''}", None


def moment_of(text: str) -> str:
    """An instant as ISO 8601 writes it; the text itself where it is none."""
    return _moment(text)[0]


READERS: Mapping[Editor, Callable[[str], tuple[str, "Fault | None"]]] = {
    Editor.YES_NO: _yes_no,
    Editor.WHOLE_NUMBER: _whole,
    Editor.NUMBER: _number,
    Editor.PERCENTAGE: _percentage,
    Editor.DAY: _day,
    Editor.MOMENT: _moment,
}
"""How the text of a cell is read for an editor, where it is no value as it stands."""
