# SPDX-License-Identifier: Apache-2.0
"""`assay accept`: findings that somebody answers for, kept beside the document; the verdict stays what it is."""

from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assay.acceptances import Acceptance, is_fingerprint, path_beside, read_beside
from assay.accepting import Wish, accept
from assay.accepting_together import change_all, home_of, placed, without
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.document import Document
from assay.errors import PackError, UsageError
from assay.moment import now
from assay.opening import STDIN, open_paths
from assay.options import Options
from assay.pipeline import check
from assay.reports.accepted_words import other_lines, sentence
from assay.reports.regroup import accepted, things
from assay.reports.report import DocumentReport, ReportedFinding
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.trust_at_hand import trust_at_hand

Things = tuple[tuple[ReportedFinding, ...], ...]


def run(arguments: Namespace, texts: Texts) -> int:
    """Accept findings of one document, withdraw that, or list it. UsageError where it is not clear what is meant."""
    paths, wanted = _given(arguments)
    _refuse(arguments, wanted)
    options = Options(
        pack=arguments.pack,
        draft=None,
        moment=arguments.at or now(),
        lang=texts.lang,
        trust=trust_at_hand(),
        together=arguments.together,
    )
    documents = _together(paths) if arguments.together else [_document(arguments.file)]
    if arguments.lists:
        write_lines(_listed(_report(documents, options), texts))
    elif arguments.withdraw:
        gone = _withdrawn(documents, _found(documents, options), wanted)
        write_lines(texts.say("cli.accept.withdrawn", sentence=visible(sentence)) for sentence in gone)
    else:
        wish = Wish(arguments.reason, arguments.owner, arguments.due or "")
        chosen = _chosen(_found(documents, options), wanted)
        write_lines(_accepted(documents, chosen, accept(chosen, wish, options.moment), options, texts))
    return ExitCode.CONFORMANT


def _accepted(
    documents: Sequence[Document],
    chosen: Sequence[ReportedFinding],
    entries: Mapping[str, Acceptance],
    options: Options,
    texts: Texts,
) -> list[str]:
    """Keeps the entries, and says which they are and where they are kept."""
    home = home_of(documents[0]) if len(documents) == 1 else None
    changes = {home: entries} if home is not None else placed(chosen, entries, documents, options)
    change_all(changes)
    told = dict.fromkeys(visible(entry.sentence) for entry in entries.values())
    kept = (texts.say("cli.accept.kept", name=visible(str(path_beside(home)))) for home in changes)
    return [*(texts.say("cli.accept.accepted", sentence=one) for one in told), *kept]


def _given(arguments: Namespace) -> tuple[list[str], list[str]]:
    """Paths and ids of findings. Beside several files what looks like an id is one; `./` before it makes it a path."""
    if not arguments.together:
        return [arguments.file], arguments.findings
    given = [arguments.file, *arguments.findings]
    return [one for one in given if not is_fingerprint(one)], [one for one in given if is_fingerprint(one)]


def _refuse(arguments: Namespace, wanted: Sequence[str]) -> None:
    if arguments.lists and wanted:
        raise UsageError("accept_list_alone")
    if not arguments.lists and not wanted:
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


def _together(paths: Sequence[str]) -> list[Document]:
    """The documents of one submission; at least one of them lies in a file, beside which there is a place."""
    opened = open_paths([path for path in paths if path != STDIN])
    if opened.errors:
        raise UsageError(opened.errors[0].text_id, **opened.errors[0].params)
    if STDIN in paths or len(opened.documents) <= 1:
        raise UsageError("accept_together")
    return list(opened.documents)


def _report(documents: Sequence[Document], options: Options) -> DocumentReport:
    try:
        return check(documents, options).documents[0]
    except PackError as error:
        raise UsageError(error.text_id, **error.params) from error


def _found(documents: Sequence[Document], options: Options) -> Things:
    """Everything found in it as a draft, where it is none yet signed, and as what is handed in."""
    reports = [_report(documents, replace(options, draft=draft)) for draft in (None, False)]
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


def _withdrawn(documents: Sequence[Document], found: Things, wanted: Sequence[str]) -> list[str]:
    """What is accepted no longer, in the words of then."""
    homes = (home for document in documents if (home := home_of(document)) is not None)
    kept = {entry.finding: entry for home in homes for entry in read_beside(home).entries}
    gone: set[str] = set()
    for finding_id in wanted:
        if finding_id not in kept:
            raise UsageError("accept_not_accepted", given=finding_id)
        gone |= {finding_id, *(one.id for thing in found if any(o.id == finding_id for o in thing) for one in thing)}
    change_all(without(gone, documents))
    return list(dict.fromkeys(entry.sentence for entry in kept.values() if entry.finding in gone))


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
