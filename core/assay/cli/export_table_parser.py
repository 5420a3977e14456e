# SPDX-License-Identifier: Apache-2.0
"""The words of `assay export-table`."""

from argparse import SUPPRESS, ArgumentParser

from assay.cli.given_values import instant
from assay.texts import LANGUAGES


def add_export_table(parser: ArgumentParser) -> None:
    """Which credentials, and where the table goes."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs="+", help="cli.paths")
    add("-o", "--out", metavar="PATH", default="", help="cli.export_table.out")
    add("--pack", metavar="ID", default=None, help="cli.pack")
    add("--replace", action="store_true", help="cli.export_table.replace")
    add("--at", metavar="INSTANT", type=instant, help="cli.at")
    add("--lang", choices=LANGUAGES, default=SUPPRESS, help="cli.lang")
