# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core. Each function runs in a pool thread and imports the core when first called."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

MOST_TO_EDIT = 2_000_000
"""Characters; a longer text is read in the window and changed elsewhere."""
MANY_PARTS = 400
"""Of so many parts what the tabs show is worked out with the check: when it is looked at, the window would wait."""

if TYPE_CHECKING:
    from assay.authoring.edited_text import EditedText
    from assay.document import Document
    from assay.errors import AssayError
    from assay.examination import Examination
    from assay.finding import Location
    from assay.identity.recognised import Recognised
    from assay.identity.trust import TrustFiles
    from assay.opening import Opened
    from assay.options import Options
    from assay.picture import Picture
    from assay.readable import Section
    from assay.reports.letterhead import Letterhead
    from assay.reports.report import Report
    from assay.texts import Texts
    from assay_gui.models.entries import Entry
    from assay_gui.models.signatures import ThingLine


@frozen
class Checked:
    """A document examined, and everything the window shows of it."""

    document: "Document"
    """What was asked to be checked: the very bytes."""
    examination: "Examination"
    sections: "tuple[Section, ...]"
    text: str
    """The text that is shown; of several files, one below the other."""
    locate: "Callable[[str], Location | None]"
    """From a JSON Pointer to its lines in the text that is shown; None where it may be in any of several files."""
    entries: "tuple[Entry, ...]"
    moment: datetime
    made_at: datetime
    seconds: float
    options: "Options"
    """What it was checked with."""
    text_to_work_on: "EditedText | None" = None
    """None where nobody may change the text: it is signed, or it is not what stands in the file."""
    given: "tuple[Recognised, ...]" = ()
    """Files that were used for this document only."""
    trust_fault: "AssayError | None" = None
    """Why none of the files that are kept for every check could be used; it names one of them."""
    signature_lines: "tuple[ThingLine, ...] | None" = None
    """Of a document of many parts, what is told of its signatures; of others it is worked out when it is wanted."""
    picture: "Picture | None" = None
    """The same of its picture."""


@frozen
class KeptTrust:
    """What is kept for every check."""

    trust: "TrustFiles"
    fault: "AssayError | None" = None
    """Why nothing of it can be used."""


@frozen
class Rules:
    """Which rules are used, for the foot of the rail."""

    name: str
    current_as_of: str


def open_files(paths: Sequence[Path]) -> "Opened":
    """The documents in files, folders and zips; the DID documents that lie beside them there are none to be judged."""
    from assay.did_documents import sorted_out
    from assay.opening import open_paths

    opened = open_paths([str(path) for path in paths])
    judged, beside = sorted_out(opened.documents)
    return replace(opened, documents=tuple(judged), skipped=(*opened.skipped, *(one.name for one in beside)))


def open_text(name: str, data: bytes) -> "Opened":
    """The documents in bytes that are in no file."""
    from assay.opening import open_bytes

    return open_bytes(name, data)


def check(
    document: "Document", moment: datetime, made_at: datetime, given: "tuple[Recognised, ...]" = (), *, words: Words
) -> Checked:
    """Examine a document, with files for it alone beside those that are kept; an unsigned one is a draft."""
    from assay.readable import readable
    from assay.rule_of_finding import RulesBehind
    from assay_gui.models.entries import entries
    from assay_gui.models.shown_text import LONG, shown_text

    started = time.perf_counter()
    kept = kept_files()
    options = _options(moment, kept.trust, given, words)
    examination = _examined(document, options)
    seconds = time.perf_counter() - started
    sections = readable(examination, words.texts)
    text = shown_text(examination)
    cards = entries(examination.report, sections, words, RulesBehind(examination))
    if sections and len(text.text) > LONG:  # the way to the first part is nearly that to all: the window would wait
        text.locate(sections[0].pointer)
    checked = Checked(
        document=document,
        examination=examination,
        sections=sections,
        text=text.text,
        locate=text.locate,
        entries=tuple(map(text.placed, cards)),
        moment=moment,
        made_at=made_at,
        seconds=seconds,
        options=options,
        text_to_work_on=_text_to_work_on(examination),
        given=given,
        trust_fault=kept.fault,
    )
    _load_what_is_asked_next()
    return checked if len(sections) < MANY_PARTS else _worked_out(checked, words)


def _load_what_is_asked_next() -> None:
    """What the window asks of any result is loaded with the first of them: there it would stand still meanwhile."""
    import assay.authoring.forms.form_words
    import assay.authoring.forms.value_checks
    import assay.authoring.reuse.copying
    import assay.authoring.reuse.deriving
    import assay.signing_several  # noqa: F401


def _worked_out(checked: Checked, words: Words) -> Checked:
    from assay.picture import picture
    from assay.signature_steps import signed_things
    from assay_gui.models.signatures import thing_lines

    lines = thing_lines(signed_things(checked.examination), checked, words)
    drawn = picture(checked.examination, checked.sections, words.texts)
    return replace(checked, signature_lines=lines, picture=drawn)


def _options(moment: datetime, trust: "TrustFiles", given: "tuple[Recognised, ...]", words: Words) -> "Options":
    from assay.options import Options

    if given:
        from assay.identity.recognised import with_given

        trust = with_given(trust, given)
    return Options(draft=None, moment=moment, lang=words.texts.lang, trust=trust)


def _examined(document: "Document", options: "Options") -> "Examination":
    """A document examined; several that are one submission, as that."""
    from assay.pipeline import examination_of, examine
    from assay.together import DocumentSet, judge_together

    if isinstance(document, DocumentSet):
        return examination_of(judge_together(document.members, options), options)
    return examine(document, options)


def _text_to_work_on(examination: "Examination") -> "EditedText | None":
    from assay.authoring.edited_text import edited_text

    reading = examination.reading
    if reading.is_signed or len(reading.text) > MOST_TO_EDIT:
        return None
    return edited_text(examination.document, reading.text)


def kept_trust() -> "TrustFiles":
    """The files that every check may use; none where one of them cannot be used."""
    return kept_files().trust


def kept_files() -> KeptTrust:
    """The files that every check may use, read anew when one of them has changed."""
    from assay.places import user_trust

    folder = user_trust()
    found = []
    for path in sorted(folder.rglob("*")):
        with suppress(OSError):  # gone since it was listed
            state = path.stat()
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return _opened_trust(folder, tuple(found))


@lru_cache(maxsize=1)
def _opened_trust(folder: Path, state: tuple[tuple[str, int, int], ...]) -> KeptTrust:
    """None where one of them cannot be used: signatures then stay open, and the document says why."""
    from assay.identity.given_file import TrustFileError
    from assay.identity.trust import TrustFiles
    from assay.identity.trust_opening import open_trust

    try:
        return KeptTrust(open_trust((), (str(folder),)) if state else TrustFiles())
    except TrustFileError as error:
        return KeptTrust(TrustFiles(), error)


def report_of(checked: Checked, texts: "Texts") -> "Report":
    """The report on one document, with the evidence of the project that it lies in, as that is saved."""
    from assay.options import Options
    from assay.pipeline import assemble
    from assay.projects.reported import with_evidence

    draft = not checked.examination.reading.is_signed
    report = assemble([checked.examination], Options(draft=draft, moment=checked.moment, lang=texts.lang))
    return with_evidence(report, [checked.document], checked.moment, texts)


def export(checked: Checked, path: Path, form: str, *, words: Words, letterhead: "Letterhead | None" = None) -> Path:
    """Write the report on one document to a file; gives its path."""
    import shlex

    from assay.moment import format_moment
    from assay.reports import render
    from assay.reports.run_record import make_run_record

    report = report_of(checked, words.texts)
    options = ["--draft"] if report.draft else [part for given in checked.given for part in _as_options(given)]
    names = [member.name for member in getattr(checked.document, "members", ())]
    asked = ["--together", *names] if names else [checked.document.name]
    repeats = ["assay", "check", *options, "--at", format_moment(checked.moment), *asked]
    clock = "export.clock" if checked.moment == checked.made_at else "export.chosen_moment"
    run = make_run_record(shlex.join(repeats), words.say(clock))
    if letterhead is not None:
        run = replace(run, letterhead=letterhead)
    path.write_bytes(render(report, form, run=run, words=words.texts))
    return path


def _as_options(given: "Recognised") -> tuple[str, str]:
    """How the command takes a file that was used for this document only."""
    options = {"did_document": "--did", "chain": "--chain", "anchors": "--anchors", "trusted_list": "--anchors"}
    return options.get(given.kind.value, "--status"), given.file.name


def warm_up() -> Rules:
    """Load what every check needs, so that the first one is as fast as the others."""
    from assay.rules.bundled import load_bundled

    pack = load_bundled()
    _ = pack.program, pack.context, pack.texts("en")
    return Rules(pack.name, pack.current_as_of)
