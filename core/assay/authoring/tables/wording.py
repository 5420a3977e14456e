# SPDX-License-Identifier: Apache-2.0
"""Tables and mappings in words, for command and window alike."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assay.reports.safe_text import visible
from assay.texts import Texts, one_line, quoted

if TYPE_CHECKING:
    from assay.authoring.tables.apart import Lost
    from assay.authoring.tables.column_mapping import ColumnState, Problem, Review

_NUMBERS = re.compile(r"\[\d+\]")
LONGEST = 60
"""Characters of a value that a sentence quotes."""


def faults_told(state: "ColumnState", review: "Review", texts: Texts) -> Iterator[str]:
    """What cannot be read of a column, and in how many rows."""
    columns = {problem.fault for problem in review.made.problems if problem.column == state.index and not problem.row}
    for fault, count in state.faults.items():
        told = texts.say(f"table.fault.{fault.value}")
        if fault in columns:
            yield texts.say("table.column", fault=told)
        else:
            yield texts.say("table.rows", count=count, all=review.count, fault=told)
    if state.empty:
        yield texts.say("table.empty", count=state.empty, all=review.count)


def problem_told(problem: "Problem", review: "Review", texts: Texts) -> str:
    """One cell that cannot be read, with its row, column and text."""
    fault = texts.say(f"table.fault.{problem.fault.value}")
    column = quoted(_called(problem.column, review))
    if not problem.row:
        return visible(texts.say("table.problem_column", column=column, fault=fault))
    said = quoted(problem.text, LONGEST)
    text_id = "table.problem" if said else "table.problem_empty"
    return visible(texts.say(text_id, row=problem.row, column=column, text=said, fault=fault))


def summary(review: "Review", texts: Texts) -> Iterator[str]:
    """How much is made, and what is not: fields that are missing, columns that nothing takes, rows that say nothing."""
    made = review.made
    yield texts.say("table.counts", rows=review.count, count=len(made.drafts))
    if review.missing:
        yield texts.say("table.missing", names=", ".join(review.missing))
    told = {state.index: text_id for state in review.untaken if (text_id := _of_interface(state.called, texts))}
    left = [one_line(state.called, LONGEST) for state in review.untaken if state.index not in told]
    if left:
        yield visible(texts.say("table.untaken", names=quoted(", ".join(left), LONGEST * LONGEST)))
    for state in review.untaken:
        if state.index in told:
            yield visible(texts.say(told[state.index], value=quoted(state.samples[0], LONGEST)))
    if made.idle:
        yield texts.say("table.idle", rows=numbers_told(made.idle))


def _of_interface(called: str, texts: Texts) -> str:
    """The text id of where else a part of a description of an interface can be said; empty for anything else."""
    text_id = f"table.interface.{_NUMBERS.sub('', called).replace('.', '_')}"
    return text_id if texts.has(text_id) else ""


def numbers_told(numbers: Sequence[int]) -> str:
    """Numbers of rows, those that follow each other as `7-12`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def lost_told(lost: "Lost", texts: Texts) -> str:
    """What is not in an exported table, and why."""
    return texts.say(f"table.lost.{lost.why.value}", what=quoted(texts.name(lost.what), LONGEST) if lost.what else "")


def _called(column: int, review: "Review") -> str:
    return review.columns[column].called if 0 <= column < len(review.columns) else ""
