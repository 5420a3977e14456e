# SPDX-License-Identifier: Apache-2.0
"""Checklists of signatures as values: a line for each question, with what the report says of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Protocol

from assay.finding import Outcome, Severity, Stage
from assay.identity.file_kind import FileKind
from assay.reports.report import DocumentReport
from assay.values import frozen


class About(StrEnum):
    """The lines of a checklist, in order."""

    SIGNED = "signed"
    DOCUMENT = "document"
    KEY = "key"
    SIGNATURE = "signature"
    CHAIN = "chain"
    KIND = "kind"
    ANCHOR = "anchor"
    REVOCATION = "revocation"
    DATES = "dates"
    STATUS = "status"


@frozen
class Step:
    """One line: what it is about, what came of it, and what would tell more."""

    about: About
    outcome: Outcome
    told: str
    """What is known, as the last part of a text id: `found`, `missing`."""
    params: Mapping[str, str | int] = field(default_factory=dict)
    findings: tuple[int, ...] = ()
    """What the report says of it: places in its list."""
    reason: str = ""
    """Text id of why it was not checked."""
    needs: str = ""
    """Text id of what would decide it."""
    wants: FileKind | None = None
    """The kind of file that would decide it."""
    blocks: bool = True
    """While it is not checked, nobody may rely on the credential."""


@frozen
class SignedThing:
    """One credential or presentation with its checklist."""

    pointer: str
    node: str
    """What it is about; empty for a presentation."""
    issuer: str
    is_presentation: bool
    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of all; what does not block weighs nothing."""
        found = {step.outcome for step in self.steps if step.blocks or step.outcome is Outcome.FAILED}
        order = (Outcome.FAILED, Outcome.NOT_CHECKED, Outcome.PASSED)
        return next((outcome for outcome in order if outcome in found), Outcome.NOT_APPLICABLE)


class Faulty(Protocol):
    """What was found amiss with a proof or a chain."""

    @property
    def text(self) -> str:
        """Text id of what is told."""


class Told:
    """What a report says, by text and subject: which of its findings belong to a line."""

    def __init__(self, report: DocumentReport) -> None:
        self._report = report
        self._at: dict[tuple[str, str], list[int]] = {}
        self._validity: dict[str, list[int]] = {}
        for index, found in enumerate(report.findings):
            self._at.setdefault((found.text, found.subject), []).append(index)
            if found.stage is Stage.VALIDITY:
                self._validity.setdefault(found.subject, []).append(index)

    def of(self, subject: str, *texts: str) -> tuple[int, ...]:
        """Findings with these texts about a subject."""
        return tuple(index for text in texts for index in self._at.get((text, subject), ()))

    def faults(self, subject: str, faults: Iterable[Faulty]) -> tuple[int, ...]:
        """Findings that tell these faults of a subject."""
        return self.of(subject, *dict.fromkeys(fault.text for fault in faults))

    def validity(self, subject: str, pointer: str, *, of_lists: bool) -> tuple[int, ...]:
        """Findings about the dates of the credential at a place, or about its status; two may bear one id."""
        return tuple(self._validity_at(subject, pointer, of_lists=of_lists))

    def is_violated(self, found: Iterable[int]) -> bool:
        """Whether one of them is a violation."""
        return any(self._report.findings[index].severity is Severity.VIOLATION for index in found)

    def _validity_at(self, subject: str, pointer: str, *, of_lists: bool) -> Iterator[int]:
        for index in self._validity.get(subject, ()):
            found = self._report.findings[index]
            at = found.location.pointer if found.location else pointer
            if found.text.startswith("listed.") is of_lists and (at == pointer or at.startswith(f"{pointer}/")):
                yield index


def file_name(path: str) -> str:
    """The last part of a path of any system."""
    return path.replace("\\", "/").rpartition("/")[2]
