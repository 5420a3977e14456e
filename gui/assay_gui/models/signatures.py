# SPDX-License-Identifier: Apache-2.0
"""Signatures in words: a line for each credential, and the lines of its checklist."""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from assay.checklist import About, SignedThing, Step
from assay.errors import AssayError
from assay.finding import Outcome, Severity
from assay.values import frozen
from assay_gui.models.entries import how_of
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.reports.report import ReportedFinding
    from assay_gui.checking import Checked

Index = QModelIndex | QPersistentModelIndex
STATE_OF = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "fail",
    Outcome.NOT_CHECKED: "wait",
    Outcome.NOT_APPLICABLE: "idle",
}
"""Outcome to the sign and colour it bears."""
_COUNTED = (Outcome.FAILED, Outcome.NOT_CHECKED, Outcome.PASSED)
_SILENT = ("open", "nobody", "other_proof")
"""What does not say itself why it was not checked."""
_LONGEST = 400


class Role(IntEnum):
    """What the model tells besides Qt's own roles."""

    STATE = Qt.ItemDataRole.UserRole + 1
    BELOW = Qt.ItemDataRole.UserRole + 2


@frozen
class StepLine:
    """One line of a checklist in words."""

    about: About
    state: str
    title: str
    outcome: str
    told: str
    reason: str = ""
    needs: str = ""
    notes: tuple[str, ...] = ()
    """What the report says of it, what is wrong and what to do."""
    gives: str = ""
    """The kind of file that would tell more; empty where none would."""


@frozen
class ThingLine:
    """One credential or presentation."""

    thing: SignedThing
    title: str
    issuer: str
    below: str
    state: str


def thing_lines(things: Sequence[SignedThing], checked: "Checked", words: Words) -> tuple[ThingLine, ...]:
    """Every signed thing by its name, with who issued it and how many lines stand how."""
    from assay.issuers import issuer_names

    names = issuer_names(checked.examination, words.texts)
    titles = {section.node: (section.title, section.kind) for section in checked.sections}
    return tuple(_thing_line(thing, names, titles, words) for thing in things)


def _thing_line(
    thing: SignedThing, names: Mapping[str, str], titles: Mapping[str, tuple[str, str]], words: Words
) -> ThingLine:
    title, kind = titles.get(thing.node, ("", ""))
    fallback = words.say("signatures.presentation" if thing.is_presentation else "signatures.credential")
    named = " · ".join(part for part in dict.fromkeys((title, kind)) if part) or fallback
    issuer = issuer_word(thing.issuer, names, words)
    below = " · ".join(part for part in (*_counts(thing, words), issuer) if part)
    return ThingLine(thing, named, issuer, below, STATE_OF[thing.outcome])


def issuer_word(did: str, names: Mapping[str, str], words: Words) -> str:
    """Who issued it: a name and the DID it goes by; a name alone anybody could take."""
    if not did:
        return ""
    name = names.get(did, did)
    return words.say("signatures.by", name=name, did=did) if name != did else words.say("signatures.by_did", did=did)


def _counts(thing: SignedThing, words: Words) -> Iterator[str]:
    for outcome in _COUNTED:
        count = sum(1 for step in thing.steps if step.outcome is outcome)
        if count:
            yield words.say(f"signatures.count.{outcome.value}", count=count)


def step_line(step: Step, findings: "Sequence[ReportedFinding]", words: Words) -> StepLine:
    """One line in words; `findings`: all of the report."""
    texts = words.texts
    params = {name: str(told)[:_LONGEST] for name, told in step.params.items()}
    is_told = step.about is About.STATUS  # what a line does not say itself
    told = (findings[index] for index in step.findings)
    notes = dict.fromkeys(_note(found, words) for found in told if is_told or found.severity is not Severity.INFO)
    return StepLine(
        about=step.about,
        state=STATE_OF[step.outcome],
        title=words.say(f"signatures.about.{step.about.value}"),
        outcome=words.of_reports.say(f"report.outcome.{step.outcome.value}"),
        told=words.say(f"signatures.{step.about.value}.{step.told}", **params),
        reason=words.lengthened(texts.say(step.reason)) if step.reason and step.told in _SILENT else "",
        needs=words.lengthened(texts.say(step.needs)) if step.needs and not step.wants else "",
        notes=tuple(notes),
        gives=step.wants.value if step.wants else "",
    )


def _note(finding: "ReportedFinding", words: Words) -> str:
    """What is told beside the line; of what only informs, nothing that is to be done."""
    fix = how_of(finding, words) if finding.severity is not Severity.INFO else ""
    return " ".join(part for part in (finding.message, finding.why, fix) if part)


def file_fault(error: AssayError, words: Words) -> str:
    """What is wrong with a file, with its name before it."""
    file = str(error.params.get("file", "")).replace("\\", "/").rpartition("/")[2]
    told = words.error(error)
    return words.of_reports.say("report.pair", name=file, told=told) if file else told


def kept_fault(error: AssayError, words: Words) -> str:
    """That none of the files kept for every check is used, and because of which."""
    return words.say("signatures.fault", told=file_fault(error, words))


class SignaturesModel(QAbstractListModel):
    """Every credential and presentation of one document."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines: tuple[ThingLine, ...] = ()

    @property
    def lines(self) -> tuple[ThingLine, ...]:
        """What is shown, in order."""
        return self._lines

    def show(self, lines: Sequence[ThingLine]) -> None:
        """Show others."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its name, what stands below, the state of its sign; all of it for who hears it."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                outcome = self._words.of_reports.say(f"report.outcome.{line.thing.outcome.value}")
                return f"{line.title}, {outcome}, {line.below}"
            case Role.STATE:
                return line.state
            case Role.BELOW:
                return line.below
            case _:
                return None
