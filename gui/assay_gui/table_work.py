# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for tables; each function runs in a pool thread."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.questions.drafting import Draft
    from assay.authoring.tables.column_mapping import ColumnMapping, ColumnState, Review, Taker
    from assay.authoring.tables.files import Source
    from assay.projects.project import Project
    from assay.rules.pack import RulePack

_Shown: TypeAlias = "tuple[Taker, tuple[tuple[str, str, str], ...]]"
"""What takes the rows, and all that it offers."""
CLASS, QUESTIONS = "class", "questions"
MOST_PROBLEMS = 5
"""Of a column's faults so many are told cell by cell; the command tells all."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that rows can describe."""

    key: str
    """`class:` and the class, or `questions:` and the set."""
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, and what its rows can be."""

    source: "Source"
    pack: "RulePack"
    kinds: tuple[Kind, ...]
    kind: str
    """Key of the kind that the file itself tells; empty where it tells none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One column as the list shows it."""

    cells: tuple[str, str, str, str]
    """What it is called, an example, what it is, how it does."""
    state: str
    """Whose sign stands before it."""
    told: tuple[str, ...]
    """What cannot be read of it, sentence by sentence."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping at work, in words."""

    read: ReadFile
    taker: "Taker"
    kind: str
    review: "Review"
    lines: tuple[Line, ...]
    summary: tuple[str, ...]
    offers: tuple[tuple[str, str, str], ...]
    """Id, label and help of all that a column can be."""

    @property
    def drafts(self) -> "tuple[Draft, ...]":
        """What comes of the rows."""
        return self.review.made.drafts


def read(path: Path, sheet: str, setting: Setting) -> ReadFile:
    """A file of rows. UsageError where it cannot be read."""
    from assay.authoring.tables.files import FileKind, classes_told, generation_told, read_source
    from assay.authoring.tables.table import MAX_BYTES
    from assay.errors import UsageError
    from assay.rules.bundled import DEFAULT_PACK
    from assay.rules.library import load, newest_of

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("table_unreadable", name=path.name, reason=error.strerror or "") from None
    source = read_source(data, path.name, sheet)
    told = newest_of(generation_told(source.table), setting.moment)
    pack = told or load(setting.pack or DEFAULT_PACK, setting.moment)
    classes = classes_told(source.table, pack)
    if classes:
        kind = f"{CLASS}:" + "+".join(f"<{cls}>" for cls in classes)
    else:
        kind = f"{CLASS}:<{pack.namespace}ServiceOffering>" if source.kind is FileKind.INTERFACE else ""
    return ReadFile(source, pack, tuple(_kinds(pack, setting.words)), kind)


def mapped(found: ReadFile, kind: str, setting: Setting) -> Mapped:
    """The mapping that is proposed for rows of a kind. UsageError where the rules have no such kind."""
    from assay.authoring.tables.kept import kept_mapping
    from assay.authoring.tables.known_names import known_in
    from assay.authoring.tables.taking import class_taker, proposal, question_taker

    what, _, name = kind.partition(":")
    lang = setting.words.texts.lang
    if what == CLASS:
        taker: Taker = class_taker(found.pack, name, lang, known_in(setting.credentials))
    else:
        taker = question_taker(name, lang)
    table = found.source.table
    mapping = proposal(table, taker, kept_mapping(setting.folders, table, taker))
    offers = tuple((offer.id, offer.label, offer.help) for offer in taker.offers)
    return _reviewed(found, kind, mapping, setting, (taker, offers))


def changed(found: Mapped, column: int, target: str, setting: Setting) -> Mapped:
    """The mapping with another field for a column; empty: nothing takes it."""
    mapping = found.review.mapping.with_target(column, target)
    return _reviewed(found.read, found.kind, mapping, setting, (found.taker, found.offers))


def kept(found: Mapped, folder: Path) -> None:
    """The mapping kept for tables with the same headers. UsageError where it cannot be."""
    from assay.authoring.tables.kept import keep_mapping
    from assay.errors import UsageError

    try:
        keep_mapping(folder, found.review.mapping)
    except OSError as error:
        raise UsageError("table_not_kept", reason=error.strerror or type(error).__name__) from None


def added(project: "Project", drafts: "Sequence[Draft]") -> "Project":
    """A project with what came of a table. ProjectError where it may only be read, or is full."""
    from assay.projects.working import with_credentials

    return with_credentials(project, [(draft.name.rpartition(".")[0], draft.text) for draft in drafts])[0]


def exported(project: "Project", path: Path, setting: Setting) -> tuple[str, ...]:
    """The credentials of a project written as a table; and what of them is not in it, in words.

    UsageError where there is nothing to write, or it cannot be written.
    """
    from assay.authoring.tables.exporting import exported as taken_out
    from assay.authoring.tables.files import FileKind, kind_of, written_table
    from assay.authoring.tables.table import TableError
    from assay.authoring.tables.wording import lost_told
    from assay.errors import UsageError
    from assay.options import Options
    from assay.pipeline import examine
    from assay.whole_file import write_whole

    texts = setting.words.texts
    options = Options(draft=True, moment=setting.moment, lang=texts.lang)
    found = taken_out((examine(project.document(name), options) for name in project.credentials), texts.lang)
    kind = kind_of(path.name) or FileKind.WORKBOOK
    if not found.tables:
        raise TableError("table_nothing_to_export")
    if kind is FileKind.CSV and len(found.tables) > 1:
        raise TableError("table_several", count=len(found.tables))
    data = written_table(found.tables, kind, texts.lang)
    try:
        write_whole(path, data)
    except OSError as error:
        raise UsageError("out_unwritable", name=path.name, reason=error.strerror or "") from None
    return tuple(dict.fromkeys(setting.words.pair(lost.document, lost_told(lost, texts)) for lost in found.lost))


def _reviewed(found: ReadFile, kind: str, mapping: "ColumnMapping", setting: Setting, shown: "_Shown") -> Mapped:
    from assay.authoring.tables.column_mapping import review
    from assay.authoring.tables.taking import around_of
    from assay.authoring.tables.wording import summary

    taker, offers = shown
    texts = setting.words.texts
    around = around_of(setting.domain, setting.moment, texts.lang)
    made = review(mapping, found.source.table, taker, around)
    lines = tuple(_line(state, made, setting.words) for state in made.columns)
    told = tuple(setting.words.lengthened(line) for line in summary(made, texts))
    return Mapped(found, taker, kind, made, lines, told, offers)


def _line(state: "ColumnState", review: "Review", words: Words) -> Line:
    from assay.authoring.tables.column_mapping import How
    from assay.authoring.tables.wording import faults_told, problem_told
    from assay.reports.safe_text import visible
    from assay.texts import one_line

    faults = [words.lengthened(told) for told in faults_told(state, review, words.texts)]
    how = words.lengthened(words.texts.say(f"table.how.{state.column.how.value}"))
    cells = [problem for problem in review.made.problems if problem.column == state.index and problem.row]
    told = [*faults, *(problem_told(problem, review, words.texts) for problem in cells[:MOST_PROBLEMS])]
    if len(cells) > MOST_PROBLEMS:
        told.append(words.texts.say("table.more", count=len(cells) - MOST_PROBLEMS))
    sign = "wait" if faults or state.column.how is How.GUESS else "passed"
    return Line(
        (
            visible(one_line(state.called)),
            visible(one_line(state.samples[0])) if state.samples else "",
            state.label or words.say("tables.nothing"),
            faults[0] if faults else how if state.column.target else "",
        ),
        sign if state.column.target else "idle",
        tuple(map(visible, told)),
    )


def _kinds(pack: "RulePack", words: Words) -> Iterator[Kind]:
    """Sets of questions first, then the classes by their names."""
    from assay.authoring.questions.reading import BUNDLED
    from assay.claims import ClaimsGraph
    from assay.naming import Naming
    from assay.place_names import sorted_by_name

    for name in BUNDLED:
        label = words.texts.say(f"question.{name}.all")
        tip = words.texts.part(f"question.{name}.all", "tip")
        yield Kind(f"{QUESTIONS}:{name}", words.say("tables.answers", name=label), tip)
    naming = Naming(ClaimsGraph(), pack, words.texts)
    classes = pack.program.targets["classes"] if pack.program is not None else {}
    found = [Kind(f"{CLASS}:<{cls}>", naming.label(cls), naming.help(cls)) for cls in classes]
    yield from sorted(found, key=lambda kind: sorted_by_name(kind.label))
