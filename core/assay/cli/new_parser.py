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
    add("--from", metavar="FILE", default="", dest="source", help="cli.new.from")
    add("--class", metavar="NAME", default="", dest="cls", help="cli.new.class")
    for name, metavar in (("questions", "SET"), ("pack", "ID"), ("sheet", "NAME"), ("mapping", "FILE")):
        add(f"--{name}", metavar=metavar, default="", help=f"cli.new.{name}")
    add("--keep-mapping", metavar="FILE", default="", help="cli.new.keep_mapping")
    add("--domain", metavar="DOMAIN", default="", help="cli.new.domain")
    for name in ("show", "replace", "json"):
        add(f"--{name}", action="store_true", help=f"cli.new.{name}")
