# SPDX-License-Identifier: Apache-2.0
"""`assay fix`: a corrected copy of one document, which stays as it is itself unless --in-place says otherwise."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from assay.authoring.drafts import Draft, draft_of
from assay.authoring.fixes import Corrected, Fix, Option, can_edit, correct, fixes_of, preview, unified
from assay.cli.console import is_terminal, write
from assay.cli.exit_code import exit_code
from assay.cli.one_document import one_document
from assay.cli.output_file import refuse_bad_target, write_file
from assay.document import Document
from assay.errors import PackError, UsageError
from assay.examination import Examination
from assay.finding import Severity
from assay.moment import now
from assay.opening import STDIN
from assay.options import Options
from assay.pipeline import examine
from assay.positions import positions
from assay.reports.regroup import different
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.trust_at_hand import trust_at_hand


def run(arguments: Namespace, texts: Texts) -> int:
    """Correct one document; the exit code is the verdict of what came of it, as a draft."""
    document = one_document(arguments.file)
    options = Options(
        pack=arguments.pack, draft=True, moment=arguments.at or now(), lang=texts.lang, trust=trust_at_hand()
    )
    try:
        before = examine(document, options)
    except PackError as error:
        raise UsageError(error.text_id, **error.params) from error
    draft = _draft(before, arguments)
    target = _target(arguments, draft)
    if draft is not None:
        before = examine(draft.document, options)
    made = _corrected(before, options, arguments.choices)
    text = before.document.data.decode("utf-8")
    if arguments.dry_run:
        _show_difference(text, made.text, document.name)
    _tell(made, draft, texts)
    if not arguments.dry_run and (made.applied or draft is not None):
        write_file(target, made.text.encode("utf-8"))
        _line(texts.say("cli.fix.written", name=visible(target)))
    _line(made.examination.report.headline)
    return exit_code(made.examination.report.verdict)


def _draft(before: Examination, arguments: Namespace) -> Draft | None:
    """The unsigned copy that is corrected instead of a signed document; None where the document itself can be."""
    draft = draft_of(before, arguments.own)
    if draft is not None and draft.opened:
        return draft
    if can_edit(before):
        return None
    raise UsageError("fix_not_yours" if draft is not None else "fix_not_editable", name=arguments.file)


def _target(arguments: Namespace, draft: Draft | None) -> str:
    """Where the copy goes. UsageError where it would go over something, or where it is not said."""
    given = str(arguments.file)
    if arguments.out and arguments.in_place:
        raise UsageError("fix_out_or_in_place")
    if arguments.dry_run:
        return ""
    if arguments.in_place and draft is not None:
        raise UsageError("fix_in_place_signed", name=given)
    if given == STDIN and not arguments.out:
        raise UsageError("fix_out_needed")
    if arguments.in_place:
        return given
    if arguments.out:
        refuse_bad_target(arguments.out, [given])
        return str(arguments.out)
    path = Path(given)
    suffix = ".json" if draft is not None else path.suffix
    target = path.with_name(f"{path.stem}-corrected{suffix}")
    if target.exists():
        raise UsageError("fix_out_exists", name=str(target))
    refuse_bad_target(str(target), [given])
    return str(target)


def _corrected(before: Examination, options: Options, choices: Iterable[str]) -> Corrected:
    """With the corrections chosen: first those of the document as it is, then those that others made room for."""

    def again(document: Document) -> Examination:
        return examine(document, options)

    waiting = list(dict.fromkeys(choices))
    made = None
    while made is None or waiting:
        chosen, waiting, asked = _chosen(before, waiting)
        if not chosen and made is not None:
            raise UsageError("fix_unknown", given=waiting[0])
        found = correct(before.document, again, known=before, chosen=chosen)
        if found is None or any(fix in found.refused for fix in chosen):
            raise UsageError("fix_unknown", given=asked[0] if asked else "")
        made = found if made is None else replace(found, applied=(*made.applied, *found.applied))
        before = found.examination
    return made


def _chosen(examination: Examination, choices: list[str]) -> tuple[list[Fix], list[str], list[str]]:
    """The fixes that some choices name here, the choices that name none, and those that do."""
    known = {fix.id: fix for fix in fixes_of(examination)}
    chosen: list[Fix] = []
    asked: list[str] = []
    for choice in choices:
        name, _, value = choice.partition("=")
        found = known[name].chosen(value) if name in known else None
        if found is not None:
            chosen.append(found)
            asked.append(choice)
    return chosen, [choice for choice in choices if choice not in asked], asked


def _tell(made: Corrected, draft: Draft | None, texts: Texts) -> None:
    if draft is not None:
        _line(texts.say("cli.fix.draft"))
        for kept in draft.kept:
            _line(texts.say("cli.fix.kept", issuer=visible(kept.issuer)))
    _line(texts.say("cli.fix.corrected" if made.applied else "cli.fix.nothing"))
    for fix in made.applied:
        _line(f"  {_sentence(fix, fix.options[0], texts)}")
    open_fixes = [fix for fix in fixes_of(made.examination) if not fix.is_safe]
    if open_fixes:
        _line(texts.say("cli.fix.to_decide"))
        where = positions(made.examination.reading.text)
        for fix in open_fixes:
            _show_choices(fix, where.locate(fix.pointer).line, texts)
    left = [found for found in made.examination.report.findings if found.severity is not Severity.INFO]
    if left:
        _line(texts.say("cli.fix.left"))
        for found in different(left):
            at = f"{texts.say('cli.fix.place', line=found.location.line)}: " if found.location else ""
            _line(f"  {at}{visible(found.message)}")


def _show_choices(fix: Fix, line: int, texts: Texts) -> None:
    at = texts.say("cli.fix.place", line=line)
    for option in fix.options:
        _line(f"  {fix.id}={visible(option.value)}")
        _line(f"      {at}: {_sentence(fix, option, texts)}")


def _sentence(fix: Fix, option: Option, texts: Texts) -> str:
    told = fix.told(option)
    return f"{visible(texts.part(fix.text, 'what', told))}. {visible(texts.part(fix.text, 'tip', told))}"


def _show_difference(before: str, after: str, name: str) -> None:
    lines = list(unified(preview(before, after)))
    if lines:
        lines = [f"--- {visible(name)}", f"+++ {visible(name)}", *lines]
    for line in lines:
        _line(visible(line) if is_terminal(sys.stdout) else line)


def _line(line: str) -> None:
    write(f"{line}\n".encode("utf-8", "replace"))
