# SPDX-License-Identifier: Apache-2.0
"""The words of `assay new`."""

from argparse import ArgumentParser


def add_new(parser: ArgumentParser) -> None:
    """Which template, and where the draft goes."""
    add = parser.add_argument
    add("template", metavar="TEMPLATE", nargs="?", default="", help="cli.new.template")
    add("--list", action="store_true", help="cli.new.list")
    add("--like", metavar="FILE", default="", help="cli.new.like")
    for name in ("name", "description", "endpoint", "service"):
        add(f"--{name}", metavar="TEXT", default="", help=f"cli.new.{name}")
    add("-o", "--out", metavar="PATH", default="", help="cli.new.out")
