# SPDX-License-Identifier: Apache-2.0
"""`assay new`: a draft from a template, with everything in place but the facts; or one like another document."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from assay.authoring.own_templates import draft_of, own_templates
from assay.authoring.templates import TEMPLATES, draft_from, template
from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.output_file import refuse_bad_target, write_file
from assay.errors import UsageError
from assay.moment import now
from assay.places import user_templates
from assay.reports.safe_text import visible
from assay.texts import Texts


def run(arguments: Namespace, texts: Texts) -> int:
    """List the templates; write a draft from one or like a document, or drafts of the rows of a table."""
    _refuse_mixed(arguments)
    if arguments.source:
        from assay.cli import new_from

        return new_from.run(arguments, texts)
    if arguments.list:
        _list(texts)
        return ExitCode.CONFORMANT
    if arguments.like:
        return _like(arguments, texts)
    if not arguments.template:
        raise UsageError("new_template_needed")
    text = _text(arguments.template, arguments.at or now())
    if not arguments.out:
        raise UsageError("new_out_needed")
    if Path(arguments.out).exists():
        raise UsageError("new_out_exists", name=arguments.out)
    refuse_bad_target(arguments.out, [])
    write_file(arguments.out, text.encode())
    _line(texts.say("new.written", name=visible(arguments.out)))
    _line(texts.say("new.next", name=visible(arguments.out)))
    return ExitCode.CONFORMANT


def _list(texts: Texts) -> None:
    told = {entry.name: texts.say(f"new.template.{entry.name}") for entry in TEMPLATES}
    told |= {visible(entry.name): texts.say("new.own") for entry in own_templates(user_templates())}
    width = max(map(len, told))
    for name, words in told.items():
        _line(f"{name:{width}}  {words}")


def _text(name: str, moment: datetime) -> str:
    """The draft that a template begins, one of ours or of the user's own."""
    wanted = template(name)
    if wanted is not None:
        return draft_from(wanted, moment)
    own = next((entry for entry in own_templates(user_templates()) if entry.name == name), None)
    if own is None:
        raise UsageError("new_template_unknown", name=name[:40])
    return draft_of(own, moment)


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
