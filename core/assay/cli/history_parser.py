# SPDX-License-Identifier: Apache-2.0
"""The words of `assay history`, `assay diff` and `assay attention`."""

from argparse import SUPPRESS, ArgumentParser
from typing import TYPE_CHECKING

from assay.cli.given_values import count, day_begins, day_ends, instant
from assay.texts import LANGUAGES, Texts
from assay.verdict import Verdict

if TYPE_CHECKING:
    from assay.cli.parser import Parser

_SHOWN = 50


def add_history(parser: "Parser", texts: Texts) -> None:
    """`assay history ACTION`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str) -> ArgumentParser:
        told = f"cli.history.{name}"
        made: Parser = actions.add_parser(name, help=told, description=told).speak(texts)
        _add_language(made)
        return made

    _add_list(action("list"))
    shown = action("show")
    shown.add_argument("id", metavar="ID", help="cli.history.id")
    _add_format(shown)
    compared = action("compare")
    compared.add_argument("old", metavar="ID", help="cli.history.old")
    compared.add_argument("new", metavar="ID", nargs="?", default="", help="cli.history.new")
    _add_format(compared)
    trend = action("trend")
    trend.add_argument("--document", metavar="NAME", default="", help="cli.history.document")
    trend.add_argument("--per", choices=("run", "day"), default="run", help="cli.history.per")
    _add_time(trend)
    _add_format(trend)
    _add_delete(action("delete"))
    action("export").add_argument("--out", metavar="FILE", required=True, help="cli.history.out")
    limited = action("retention")
    chosen = limited.add_mutually_exclusive_group()
    chosen.add_argument("--days", metavar="N", type=count, help="cli.history.days")
    chosen.add_argument("--forever", action="store_true", help="cli.history.forever")


def add_diff(parser: ArgumentParser) -> None:
    """`assay diff OLD NEW`, also called `assay compare`."""
    for name in ("old", "new"):
        parser.add_argument(name, metavar="REPORT", help=f"cli.diff.{name}")
    parser.add_argument("--documents", action="store_true", help="cli.diff.documents")
    _add_format(parser)
    _add_language(parser)


def add_attention(parser: ArgumentParser) -> None:
    """`assay attention`."""
    parser.add_argument("--at", metavar="INSTANT", type=instant, help="cli.attention.at")
    parser.add_argument("--ics", metavar="FILE", default="", help="cli.attention.ics")
    _add_format(parser)
    _add_language(parser)


def _add_list(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--text", metavar="TEXT", default="", help="cli.history.text")
    add("--verdict", choices=tuple(Verdict), default="", help="cli.history.verdict")
    add("--pack", metavar="ID", default="", help="cli.history.pack")
    _add_time(parser)
    add("--newest", action="store_true", help="cli.history.newest")
    add("--skip", metavar="N", type=count, default=0, help="cli.history.skip")
    add("--limit", metavar="N", type=count, default=_SHOWN, help="cli.history.limit")
    _add_format(parser)


def _add_delete(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("ids", metavar="ID", nargs="*", help="cli.history.ids")
    add("--document", metavar="NAME", default="", help="cli.history.document")
    add("--before", metavar="DATE", type=day_begins, help="cli.history.before")
    add("--all", action="store_true", help="cli.history.all")
    add("--yes", action="store_true", help="cli.history.yes")


def _add_time(parser: ArgumentParser) -> None:
    parser.add_argument("--since", metavar="DATE", type=day_begins, help="cli.history.since")
    parser.add_argument("--until", metavar="DATE", type=day_ends, help="cli.history.until")


def _add_format(parser: ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="cli.history.format")


def _add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help="cli.lang")
