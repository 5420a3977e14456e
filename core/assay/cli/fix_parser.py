# SPDX-License-Identifier: Apache-2.0
"""The words of `assay fix`."""

from argparse import ArgumentParser


def add_fix(parser: ArgumentParser) -> None:
    """What is corrected, where it goes, and what was decided."""
    add = parser.add_argument
    add("file", metavar="FILE", help="cli.file")
    add("--dry-run", action="store_true", help="cli.fix.dry_run")
    add("--choose", action="append", metavar="FIX=VALUE", default=[], dest="choices", help="cli.fix.choose")
    add("-o", "--out", metavar="PATH", default="", help="cli.fix.out")
    add("--in-place", action="store_true", help="cli.fix.in_place")
    add("--own", action="append", metavar="DID", default=[], help="cli.fix.own")
    add("--pack", metavar="ID", help="cli.pack")
