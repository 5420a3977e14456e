# SPDX-License-Identifier: Apache-2.0
"""`assay accept`: findings that somebody answers for, kept beside the document; the verdict stays what it is."""

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from assay.acceptances import Acceptance, change_beside, path_beside, read_beside
from assay.accepting import Wish, accept
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.document import Document
from assay.errors import PackError, UsageError
from assay.moment import now
from assay.opening import STDIN, open_paths
from assay.options import Options
from assay.pipeline import examine
from assay.reports.accepted_words import other_lines, sentence
from assay.reports.regroup import accepted, things
from assay.reports.report import DocumentReport, ReportedFinding
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.trust_at_hand import trust_at_hand

Things = tuple[tuple[ReportedFinding, ...], ...]


def run(arguments: Namespace, texts: Texts) -> int:
    """Accept findings of one document, withdraw that, or list it. UsageError where it is not clear what is meant."""
    _refuse(arguments)
    document, path = _document(arguments.file), Path(arguments.file)
    moment = arguments.at or now()
    if arguments.lists:
        write_lines(_listed(_report(document, arguments, moment, texts, draft=None), texts))
        return ExitCode.CONFORMANT
    if arguments.withdraw:
        gone = _withdrawn(path, _found(document, arguments, moment, texts), arguments.findings)
        write_lines(texts.say("cli.accept.withdrawn", sentence=visible(entry.sentence)) for entry in gone)
        return ExitCode.CONFORMANT
    wish = Wish(arguments.reason, arguments.owner, arguments.due or "")
    entries = accept(_chosen(_found(document, arguments, moment, texts), arguments.findings), wish, moment)
    change_beside(path, entries)
    told = dict.fromkeys(visible(entry.sentence) for entry in entries.values())
    write_lines(
        [
            *(texts.say("cli.accept.accepted", sentence=one) for one in told),
            texts.say("cli.accept.kept", name=visible(str(path_beside(path)))),
        ]
    )
    return ExitCode.CONFORMANT


def _refuse(arguments: Namespace) -> None:
    if arguments.lists and arguments.findings:
        raise UsageError("accept_list_alone")
    if not arguments.lists and not arguments.findings:
        raise UsageError("accept_which", file_name=arguments.file)
    if (arguments.lists or arguments.withdraw) and (arguments.reason or arguments.owner or arguments.due):
        raise UsageError("accept_without_reason")


def _document(given: str) -> Document:
    """The one document of a file that lies on a disk: only there is a place beside it."""
    if given == STDIN or Path(given).is_dir():
        raise UsageError("accept_file", name=given)
    opened = open_paths([given])
    if opened.errors:
        raise UsageError(opened.errors[0].text_id, **opened.errors[0].params)
    if len(opened.documents) != 1 or opened.documents[0].in_folder:
        raise UsageError("accept_file", name=given)
    return opened.documents[0]


def _report(
    document: Document, arguments: Namespace, moment: datetime, texts: Texts, *, draft: bool | None
) -> DocumentReport:
    options = Options(pack=arguments.pack, draft=draft, moment=moment, lang=texts.lang, trust=trust_at_hand())
    try:
        return examine(document, options).report
    except PackError as error:
        raise UsageError(error.text_id, **error.params) from error


def _found(document: Document, arguments: Namespace, moment: datetime, texts: Texts) -> Things:
    """Everything found in it as a draft, where it is none yet signed, and as what is handed in."""
    reports = [_report(document, arguments, moment, texts, draft=draft) for draft in (None, False)]
    return tuple(thing for report in reports for thing in things(report.findings))


def _chosen(found: Things, wanted: Iterable[str]) -> list[ReportedFinding]:
    """The findings named, each with those that say the same of the same place: a person counts them as one."""
    chosen: dict[str, ReportedFinding] = {}
    for finding_id in wanted:
        same = [one for thing in found if any(one.id == finding_id for one in thing) for one in thing]
        if not same:
            raise UsageError("accept_unknown", given=finding_id)
        chosen.update((one.id, one) for one in same)
    return list(chosen.values())


def _withdrawn(path: Path, found: Things, wanted: Sequence[str]) -> tuple[Acceptance, ...]:
    kept = read_beside(path)
    gone: dict[str, Acceptance] = {}
    for finding_id in wanted:
        entry = kept.of(finding_id)
        if entry is None:
            raise UsageError("accept_not_accepted", given=finding_id)
        same = {one.id for thing in found if any(one.id == finding_id for one in thing) for one in thing}
        gone |= {other.finding: other for other in kept.entries if other.finding in same | {finding_id}}
    changes: Mapping[str, Acceptance | None] = dict.fromkeys(gone)
    change_beside(path, changes)
    return tuple(gone.values())


def _listed(report: DocumentReport, texts: Texts) -> list[str]:
    found = [(thing[0], accepted(thing)) for thing in things(report.findings)]
    taken = [
        line
        for finding, told in found
        if told is not None
        for line in (f"  {finding.id}  {visible(finding.message)}", f"      {visible(sentence(told, texts))}")
    ]
    still_open = [f"  {finding.id}  {visible(finding.message)}" for finding, told in found if told is None]
    others = [f"  {visible(line)}" for line in other_lines(report, texts)]
    lost = [f"      {lost.finding}" for lost in (report.acceptances.lost if report.acceptances else ())]
    lines = [texts.say("cli.accept.taken"), *(taken or [f"  {texts.say('cli.accept.none')}"])]
    lines += [texts.say("cli.accept.open"), *still_open] if still_open else []
    return lines + ([texts.say("accepted.title"), *others, *lost] if others else [])
