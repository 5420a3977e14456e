# SPDX-License-Identifier: Apache-2.0
"""The words of `assay accept`."""

from argparse import SUPPRESS, ArgumentParser

from assay.cli.given_values import day, instant
from assay.texts import LANGUAGES


def add_accept(parser: ArgumentParser) -> None:
    """What is accepted, why, by whom, until when; what is accepted no longer; what is accepted at all."""
    add = parser.add_argument
    add("file", metavar="FILE", help="cli.accept.file")
    add("findings", metavar="FINDING", nargs="*", help="cli.accept.findings")
    add("--reason", metavar="TEXT", default="", help="cli.accept.reason")
    add("--owner", metavar="NAME", default="", help="cli.accept.owner")
    add("--due", metavar="DATE", type=day, help="cli.accept.due")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--list", action="store_true", dest="lists", help="cli.accept.list")
    chosen.add_argument("--withdraw", action="store_true", help="cli.accept.withdraw")
    add("--together", action="store_true", help="cli.accept.together")
    add("--pack", metavar="ID", help="cli.pack")
    add("--at", metavar="INSTANT", type=instant, help="cli.at")
    add("--lang", choices=LANGUAGES, default=SUPPRESS, help="cli.lang")
