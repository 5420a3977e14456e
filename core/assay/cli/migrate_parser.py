# SPDX-License-Identifier: Apache-2.0
"""The words of `assay migrate`."""

from argparse import ArgumentParser


def add_migrate(parser: ArgumentParser) -> None:
    """What is migrated, and where the draft goes."""
    add = parser.add_argument
    add("file", metavar="FILE", help="cli.file")
    add("-o", "--out", metavar="PATH", default="", help="cli.migrate.out")
    add("--replace", action="store_true", help="cli.migrate.replace")
    add("--json", action="store_true", help="cli.migrate.json")
