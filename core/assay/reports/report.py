# SPDX-License-Identifier: Apache-2.0
"""The report model: everything any renderer shows. Built once, frozen, the same for window and command line."""

from collections.abc import Mapping
from dataclasses import field

from assay.coverage import Coverage
from assay.credential import Generation, Kind
from assay.finding import CheckOutcome, Location, Severity, ShaclResult, Stage
from assay.prediction import Prediction
from assay.reports.evidence import EvidenceRegister
from assay.reports.letterhead import Letterhead
from assay.values import frozen
from assay.verdict import Verdict

REPORT_VERSION = 1
ACCEPTANCES = "acceptances"
"""Role of the files of what is accepted, among the inputs."""


@frozen
class PackReference:
    """Which rules were used (contract: `pack`)."""

    id: str
    version: str
    sha256: str
    current_as_of: str
    criteria_basis: str
    name: str = ""
    """For people, e.g. "Loire 25.11"; not in the JSON body."""


@frozen
class Accepted:
    """That somebody accepts a finding: told beside it, and of no weight for the verdict."""

    reason: str
    owner: str
    since: str
    """The instant it was accepted, UTC."""
    due: str = ""
    """The last day on which it counts, YYYY-MM-DD; empty where it has none."""
    overdue: bool = False
    """That day was over at the moment of the check."""


@frozen
class LostAcceptance:
    """What was accepted once and was not found in this check."""

    finding: str
    rule: str
    sentence: str
    """What it said when it was accepted."""
    accepted: Accepted


@frozen
class AcceptanceReport:
    """What the files of acceptances beside a document come to."""

    accepted: int = 0
    """Findings as a person counts them; those whose last day is over are not among them."""
    overdue: int = 0
    lost: tuple[LostAcceptance, ...] = ()
    problems: tuple[str, ...] = ()
    """Why a file cannot be used, a sentence or two each."""


@frozen
class ReportedFinding:
    """A finding with its place found and its sentences made."""

    id: str
    rule: str
    stage: Stage
    severity: Severity
    message: str
    """What: one sentence, no IRI."""
    why: str
    fix: str
    text: str
    """Text id, so that a report can be shown in another language."""
    params: Mapping[str, str | int]
    location: Location | None = None
    shacl: ShaclResult | None = None
    evidence: Mapping[str, object] = field(default_factory=dict)
    subject: str = ""
    """Node or credential id it is about; groups findings in the window; not in the JSON body."""
    accepted: Accepted | None = None


@frozen
class ReportedCheck:
    """A check outcome with its reason and need in words."""

    check: CheckOutcome
    title: str
    """What the check is, in words, e.g. "Signature of the credential"."""
    reason: str = ""
    needs: str = ""


@frozen
class LevelReport:
    """Verdict of one level and the state of its criteria (criterion id to state)."""

    verdict: Verdict
    criteria: Mapping[str, Mapping[str, str | bool]] = field(default_factory=dict)
    offerings: "Mapping[str, LevelReport]" = field(default_factory=dict)
    """By name of the offering, where a document has several."""


@frozen
class CriterionWords:
    """What one criterion is called, and what would prove it."""

    name: str
    """Short name, for people; not in the JSON body."""
    permissible: tuple[str, ...] = ()
    """Standards accepted as proof where a certificate is needed, each with its clauses; not in the JSON body."""
    examples: tuple[str, ...] = ()
    """Standards that are related but do not suffice; not in the JSON body."""


@frozen
class ReportedPrediction:
    """What one engine would answer, in words."""

    prediction: Prediction
    engine_name: str
    headline: str
    """The answer in one sentence, for people; not in the JSON body."""
    reason: str = ""
    """Why it is undecided, or that it may stop earlier."""
    differences: tuple[str, ...] = ()
    """Why verdict and prediction differ, a sentence each."""
    known_from: str = ""
    """How that is known, in words; not in the JSON body."""


@frozen
class ExtensionReport:
    """One extension pack and its own verdict (contract: `extensions`)."""

    pack: PackReference
    verdict: Verdict
    levels: Mapping[str, LevelReport] = field(default_factory=dict)
    """Levels that it has criteria of its own for, beside those of the rules."""


@frozen
class CrossCheck:
    """What a second engine said of the same content."""

    engine: str
    agreed: bool
    differences: tuple[str, ...] = ()


@frozen
class TrustInput:
    """One file that a document was checked with (contract: `inputs`): keys, chains, names, what is accepted."""

    role: str
    name: str
    sha256: str
    dated: str
    """Day it was taken in, where an index says so, else the day it names itself, else last written; YYYY-MM-DD."""
    origin: str = ""
    """Where it came from, as the index of its folder says."""

    @property
    def is_trust(self) -> bool:
        """Whether it says whom to believe; what is accepted of a document says nothing of that."""
        return self.role != ACCEPTANCES


@frozen
class Member:
    """One file of a document that is a set of files (`--together`)."""

    name: str
    sha256: str
    size: int
    media_type: str


@frozen
class DocumentReport:
    """Everything said of one document."""

    name: str
    sha256: str
    size: int
    media_type: str
    kind: Kind
    generation: Generation
    verdict: Verdict
    headline: str
    """The verdict in one sentence, for people; not in the JSON body."""
    summary: str
    """A second sentence: what was checked and what was not; not in the JSON body."""
    recognised: str = ""
    """Kind and generation in words, and why; not in the JSON body."""
    is_draft: bool = False
    """Judged as a draft, to be signed later; not in the JSON body."""
    refers_to_decoded: bool = False
    """Lines refer to the decoded view (`assay decode`), not to the file; not in the JSON body."""
    pack: PackReference | None = None
    members: tuple[Member, ...] = ()
    coverage: Coverage = field(default_factory=Coverage)
    unchecked_reasons: Mapping[str, str] = field(default_factory=dict)
    """Reason code of unchecked nodes to its sentence; not in the JSON body."""
    extensions: tuple[ExtensionReport, ...] = ()
    levels: Mapping[str, LevelReport] = field(default_factory=dict)
    criteria: Mapping[str, CriterionWords] = field(default_factory=dict)
    """Criteria by id, those that the levels name; not in the JSON body."""
    predictions: tuple[ReportedPrediction, ...] = ()
    level_asked: str = ""
    """Name of the level that the predictions suppose to be applied for; not in the JSON body."""
    inputs: tuple[TrustInput, ...] = ()
    checks: tuple[ReportedCheck, ...] = ()
    findings: tuple[ReportedFinding, ...] = ()
    """Those without a place first, then by place, then by rule."""
    cross_check: CrossCheck | None = None
    acceptances: AcceptanceReport | None = None
    """None where no file of acceptances lies beside the document."""


@frozen
class Report:
    """The body: nothing in it changes between two runs on the same input, pack, options and moment."""

    tool_version: str
    moment: str
    draft: bool
    lang: str
    verdict: Verdict
    documents: tuple[DocumentReport, ...]
    tool_name: str = "Assay"
    skipped: tuple[str, ...] = ()
    """Names of files in folders and archives that are no documents; counted, not judged."""
    beside: tuple[str, ...] = ()
    """Those among them that say whose keys are whose: DID documents."""
    registers: tuple[EvidenceRegister, ...] = ()
    """The evidence of projects that documents lie in, where there is any."""


@frozen
class RunRecord:
    """What belongs to the run, kept apart from the body: who, when, where, with which command."""

    report_number: str
    """Unique id of this run's report."""
    made_at: str
    """Instant the report was made, UTC."""
    made_at_local: str
    made_by: str
    """Name of the user account."""
    host: str
    system: str
    """Operating system and Python version."""
    command: str
    """Command line that repeats the run."""
    clock: str = "local clock"
    letterhead: Letterhead = field(default_factory=Letterhead)
