# SPDX-License-Identifier: Apache-2.0
"""`assay new`: a draft from a template, with everything in place but the facts; or one like another document."""

from argparse import Namespace
from pathlib import Path

from assay.authoring.templates import TEMPLATES, draft_from, template
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.output_file import refuse_bad_target, write_file
from assay.errors import UsageError
from assay.moment import now
from assay.reports.safe_text import visible
from assay.texts import Texts


def run(arguments: Namespace, texts: Texts) -> int:
    """List the templates; write a draft from one or like a document, or drafts of the rows of a table."""
    _refuse_mixed(arguments)
    if arguments.source:
        from assay.cli import new_from

        return new_from.run(arguments, texts)
    if arguments.list:
        width = max(len(entry.name) for entry in TEMPLATES)
        for entry in TEMPLATES:
            _line(f"{entry.name:{width}}  {texts.say(f'new.template.{entry.name}')}")
        return ExitCode.CONFORMANT
    if arguments.like:
        return _like(arguments, texts)
    if not arguments.template:
        raise UsageError("new_template_needed")
    wanted = template(arguments.template)
    if wanted is None:
        raise UsageError("new_template_unknown", name=arguments.template[:40])
    if not arguments.out:
        raise UsageError("new_out_needed")
    if Path(arguments.out).exists():
        raise UsageError("new_out_exists", name=arguments.out)
    refuse_bad_target(arguments.out, [])
    write_file(arguments.out, draft_from(wanted, arguments.at or now()).encode())
    _line(texts.say("new.written", name=visible(arguments.out)))
    _line(texts.say("new.next", name=visible(arguments.out)))
    return ExitCode.CONFORMANT


def _like(arguments: Namespace, texts: Texts) -> int:
    from assay.cli.new_like import run as run_like

    if arguments.template:
        raise UsageError("new_one_of")
    return run_like(arguments, arguments.at or now(), texts)


def _refuse_mixed(arguments: Namespace) -> None:
    """What is meant for the one way or the other."""
    if arguments.source:
        if arguments.template or arguments.list or arguments.like:
            raise UsageError("table_option", name="--from")
        return
    options = ("cls", "questions", "pack", "sheet", "mapping", "keep_mapping", "domain", "show", "replace", "json")
    given = next((name for name in options if getattr(arguments, name)), "")
    if given:
        raise UsageError("table_option", name=f"--{'class' if given == 'cls' else given.replace('_', '-')}")


def _line(line: str) -> None:
    write(f"{line}\n".encode("utf-8", "replace"))
