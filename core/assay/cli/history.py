# SPDX-License-Identifier: Apache-2.0
"""`assay history`: what was checked before: listed, opened again, compared, deleted, given out."""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict

from assay.cli.console import complain, write
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines, write_table
from assay.cli.run import tell
from assay.errors import UsageError
from assay.history.entry import Entry, Per, Point, Wanted
from assay.history.looking import before, entries, entry, report
from assay.history.removing import keep_limit
from assay.history.store import DamagedHistoryError, History, HistoryError, user_history
from assay.history.trends import trend
from assay.moment import now
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.verdict import Verdict

_HEADS = ("id", "made", "verdict", "violations", "not_checked", "times", "rules", "document")
_MOST_DIGITS = 9
_POINTS = ("made", "verdict", "violations", "not_checked", "documents")


def run(arguments: Namespace, texts: Texts) -> int:
    """Do what `history` is asked for and give the exit code."""
    history = user_history()
    try:
        if arguments.action in _READERS:
            _keep_limit(history, texts)
            return _READERS[arguments.action](history, arguments, texts)
        from assay.cli import history_changes

        return history_changes.ACTIONS[arguments.action](history, arguments, texts)
    except HistoryError as error:
        if error.text_id == "record_file.no_entry":
            raise UsageError(error.text_id, **error.params) from error
        raise


def _keep_limit(history: History, texts: Texts) -> None:
    """What is to be kept no longer goes first. A history that cannot be written to can still be read."""
    try:
        count = keep_limit(history, now())
    except DamagedHistoryError:
        raise
    except HistoryError as error:
        if error.text_id not in {"record_file.read_only", "record_file.busy", "record_file.full"}:
            raise
        tell(error, texts)
        return
    if count:
        complain(texts.say("history.over", count=count))


def _list(history: History, arguments: Namespace, texts: Texts) -> int:
    page = entries(history, _wanted(arguments))
    if arguments.format == "json":
        _write_json({"total": page.total, "entries": [_told(found) for found in page.entries]})
        return ExitCode.CONFORMANT
    if not page.total:
        write_lines([texts.say("history.empty")])
        return ExitCode.CONFORMANT
    rows = [tuple(texts.say(f"history.head.{name}") for name in _HEADS)]
    write_table([*rows, *(_row(found, texts) for found in page.entries)])
    if page.total > len(page.entries):
        write_lines([texts.say("history.more", shown=len(page.entries), total=page.total)])
    return ExitCode.CONFORMANT


def _wanted(arguments: Namespace) -> Wanted:
    return Wanted(
        arguments.text,
        Verdict(arguments.verdict) if arguments.verdict else None,
        arguments.pack,
        arguments.since,
        arguments.until,
        newest_only=arguments.newest,
        skip=arguments.skip,
        most=arguments.limit,
    )


def _row(found: Entry, texts: Texts) -> tuple[str, ...]:
    numbers = (found.violations, found.not_checked, found.times)
    verdict, rules = texts.say(f"compare.is.{found.verdict}"), visible(f"{found.pack_id} {found.pack_version}".strip())
    return (found.id, found.last_made, verdict, *map(str, numbers), rules, visible(found.path or found.name))


def _told(found: Entry) -> dict[str, object]:
    return {"id": found.id, **asdict(found)}


def _show(history: History, arguments: Namespace, texts: Texts) -> int:
    run_id, position = named(arguments.id)
    whole = report(history, run_id, position)
    if arguments.format == "json":
        write(whole)
        return ExitCode.CONFORMANT
    from assay.reports.told_report import read_report

    told = read_report(whole, arguments.id)
    lines = [texts.say("history.shown", id=arguments.id, moment=told.moment)]
    for document in told.documents:
        rules = f"{document.rules.id} {document.rules.version}" if document.rules else texts.say("compare.no_rules")
        verdict = texts.say(f"compare.is.{document.verdict}")
        lines += ["", visible(document.name), f"  {texts.say('history.judged', verdict=verdict, rules=visible(rules))}"]
        for found in document.findings:
            severity = texts.say(f"report.severity_word.{found.severity}")
            lines.append(f"  - {severity}: {visible(found.message)}")
    write_lines([*lines, "", texts.say("history.as_json", id=arguments.id)])
    return ExitCode.CONFORMANT


def _compare(history: History, arguments: Namespace, texts: Texts) -> int:
    from assay.cli.diff import show
    from assay.reports.compare import compare
    from assay.reports.told_report import read_report

    old, new = arguments.old, arguments.new
    if not new:
        run_id, position = named(old)
        found = entry(history, run_id, position or 0)
        earlier = before(history, found)
        if earlier is None:
            raise UsageError("record_file.no_earlier", id=old)
        old, new = f"{earlier.run}.{earlier.position + 1}", f"{found.run}.{found.position + 1}"
    one, other = (read_report(report(history, *named(name)), name) for name in (old, new))
    return show(compare(one, other), arguments, texts)


def _trend(history: History, arguments: Namespace, texts: Texts) -> int:
    wanted = Wanted(document=arguments.document, since=arguments.since, until=arguments.until)
    points = trend(history, wanted, per=Per(arguments.per))
    if arguments.format == "json":
        _write_json({"per": arguments.per, "points": [asdict(point) for point in points]})
        return ExitCode.CONFORMANT
    if not points:
        write_lines([texts.say("history.empty")])
        return ExitCode.CONFORMANT
    rows = [tuple(texts.say(f"history.head.{name}") for name in _POINTS)]
    write_table([*rows, *(_point(point, texts) for point in points)])
    return ExitCode.CONFORMANT


def _point(point: Point, texts: Texts) -> tuple[str, ...]:
    numbers = (point.violations, point.not_checked, point.documents)
    return (point.when, texts.say(f"compare.is.{point.verdict}"), *map(str, numbers))


def named(told: str) -> tuple[int, int | None]:
    """The run, and the place in it where one is named: `12` or `12.3`. UsageError for what is neither."""
    run_id, dot, position = told.partition(".")
    numbers = (run_id, position) if dot else (run_id,)
    if not all(part.isascii() and part.isdigit() and len(part) <= _MOST_DIGITS and int(part) > 0 for part in numbers):
        raise UsageError("record_file.no_entry", id=told)
    return int(run_id), int(position) - 1 if dot else None


def _write_json(told: object) -> None:
    write((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))


_READERS: Mapping[str, Callable[[History, Namespace, Texts], int]] = {
    "list": _list,
    "show": _show,
    "compare": _compare,
    "trend": _trend,
}
