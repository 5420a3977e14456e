# SPDX-License-Identifier: Apache-2.0
"""`assay attention`: what ends or grows old soon, and the same as a calendar file."""

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from assay.attention import Attention, attention
from assay.attention_calendar import calendar
from assay.attention_sources import user_sources
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.lines import write_lines
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.run import tell
from assay.moment import format_moment, now
from assay.reports.safe_text import visible
from assay.texts import Texts


def run(arguments: Namespace, texts: Texts) -> int:
    """List what wants attention, and write the calendar where one is asked for.

    Nothing is judged: 0 whatever is due; 4 where something could not be read.
    """
    moment = arguments.at or now()
    if arguments.ics:
        refuse_bad_target(arguments.ics, ())
    sources = user_sources()
    for fault in sources.faults:
        tell(fault, texts)
    found = attention(sources.things, moment)
    if arguments.format == "json":
        told = {"moment": format_moment(moment), "attention": [_told(entry, texts) for entry in found]}
        write((json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace"))
    else:
        lines = [line for entry in found for line in _lines(entry, texts)]
        write_lines(lines or [texts.say("attention.nothing")])
    if arguments.ics:
        everything = attention(sources.things, moment, with_later=True)
        write_file(str(Path(arguments.ics)), calendar(everything, texts, moment))
        if arguments.format != "json":
            write_lines([texts.say("cli.written", name=visible(arguments.ics))])
    return ExitCode.FAILURE if sources.faults else ExitCode.CONFORMANT


def _lines(entry: Attention, texts: Texts) -> list[str]:
    params = {name: visible(value) if isinstance(value, str) else value for name, value in entry.params.items()}
    return [texts.say(entry.text, **params), f"  {texts.part(entry.text, 'how', params)}"]


def _told(entry: Attention, texts: Texts) -> dict[str, object]:
    return {**asdict(entry), "due": format_moment(entry.due), "message": texts.say(entry.text, **entry.params)}
