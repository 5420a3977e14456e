# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core for tables; each function runs in a pool thread."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assay_gui.table_book import Book, Kind, Line, Rows, Setting
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.questions.drafting import Draft
    from assay.authoring.tables.column_mapping import ColumnState, Review, Taker
    from assay.authoring.tables.files import Source
    from assay.projects.project import Project
    from assay.rules.pack import RulePack

CLASS, QUESTIONS = "class", "questions"
MOST_PROBLEMS = 5
"""Of a column's faults so many are told cell by cell; the command tells all."""


def read(path: Path, setting: Setting) -> Book:
    """A file of rows. UsageError where it cannot be read."""
    from assay.authoring.tables.files import generation_told, read_sheets
    from assay.authoring.tables.table import MAX_BYTES
    from assay.errors import UsageError
    from assay.rules.bundled import DEFAULT_PACK
    from assay.rules.library import load, newest_of

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("table_unreadable", name=path.name, reason=error.strerror or "") from None
    sources = read_sheets(data, path.name)
    generation = next(filter(None, (generation_told(source.table) for source in sources)), "")
    told = newest_of(generation, setting.moment)
    pack = told or load(setting.pack or DEFAULT_PACK, setting.moment)
    kinds = tuple(_kinds(pack, setting.words))
    book = Book(pack, kinds, tuple(Rows(source) for source in sources))
    for at, source in enumerate(sources):
        book = _with_taker(book, at, _kind_told(source, pack, kinds), setting)
    return _reviewed(book, setting)


def with_kind(book: Book, at: int, kind: str, setting: Setting) -> Book:
    """The file with another thing that the rows of a table describe. UsageError where the rules have no such kind."""
    return _reviewed(_with_taker(book, at, kind, setting), setting)


def changed(book: Book, at: int, column: int, target: str, setting: Setting) -> Book:
    """The file with another field for a column of a table; empty: nothing takes it."""
    rows = book.sheets[at]
    if rows.review is None:
        return book
    mapping = rows.review.mapping.with_target(column, target)
    return _reviewed(_with_rows(book, at, replace(rows, review=replace(rows.review, mapping=mapping))), setting)


def kept(book: Book, folder: Path) -> None:
    """The mappings kept for tables with the same headers. UsageError where they cannot be."""
    from assay.authoring.tables.kept import keep_mapping
    from assay.errors import UsageError

    try:
        for rows in book.sheets:
            if rows.review is not None:
                keep_mapping(folder, rows.review.mapping)
    except OSError as error:
        raise UsageError("table_not_kept", reason=error.strerror or type(error).__name__) from None


def _kind_told(source: "Source", pack: "RulePack", kinds: Sequence[Kind]) -> str:
    """What the rows describe, as the headers or the name of the sheet say; empty where they do not."""
    from assay.authoring.tables.class_fields import as_key
    from assay.authoring.tables.files import FileKind, classes_told

    if classes := classes_told(source.table, pack):
        return f"{CLASS}:" + "+".join(f"<{cls}>" for cls in classes)
    if source.kind is FileKind.INTERFACE:
        return f"{CLASS}:<{pack.namespace}ServiceOffering>"
    named = as_key(source.table.name)
    found = [kind.key for kind in kinds if named and named == as_key(kind.label) and kind.key.startswith(CLASS)]
    return found[0] if len(found) == 1 else ""


def _with_taker(book: Book, at: int, kind: str, setting: Setting) -> Book:
    """With what takes the rows of a table, and the mapping that is proposed; without where no kind is known."""
    from assay.authoring.tables.column_mapping import Made, Review
    from assay.authoring.tables.kept import kept_mapping
    from assay.authoring.tables.known_names import known_in
    from assay.authoring.tables.taking import class_taker, proposal, question_taker

    what, _, name = kind.partition(":")
    if not name:
        return book
    lang = setting.words.texts.lang
    if what == CLASS:
        taker: Taker = class_taker(book.pack, name, lang, known_in(setting.credentials))
    else:
        taker = question_taker(name, lang)
    rows = book.sheets[at]
    table = rows.source.table
    mapping = proposal(table, taker, kept_mapping(setting.folders, table, taker))
    review = Review(mapping, Made(), (), (), len(table.rows))
    return _with_rows(book, at, replace(rows, kind=kind, taker=taker, review=review))


def _with_rows(book: Book, at: int, rows: Rows) -> Book:
    return replace(book, sheets=(*book.sheets[:at], rows, *book.sheets[at + 1 :]))


def _reviewed(book: Book, setting: Setting) -> Book:
    """The file with what comes of all tables together: their rows can refer to each other's."""
    from assay.authoring.tables.several import Sheet, reviews
    from assay.authoring.tables.taking import around_of

    around = around_of(setting.domain, setting.moment, setting.words.texts.lang)
    known = [at for at, rows in enumerate(book.sheets) if rows.taker is not None and rows.review is not None]
    sheets = [
        Sheet(rows.source.table, rows.taker, rows.review.mapping)
        for rows in book.sheets
        if rows.taker is not None and rows.review is not None
    ]
    for at, made in zip(known, reviews(sheets, around), strict=True):
        book = _with_rows(book, at, replace(book.sheets[at], review=made))
    return replace(book, sheets=tuple(_told(book, rows, setting) for rows in book.sheets))


def _told(book: Book, rows: Rows, setting: Setting) -> Rows:
    from assay.authoring.tables.wording import summary

    made, words = rows.review, setting.words
    if made is None:
        return rows
    lines = tuple(_line(state, made, words) for state in made.columns)
    told = [words.lengthened(line) for line in summary(made, words.texts)]
    if rows.answered and setting.is_project:
        told.append(words.say("tables.answers_taken" if book.becomes_answers(rows) else "tables.answers_several"))
    return replace(rows, lines=lines, summary=tuple(told))


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
