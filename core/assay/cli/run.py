# SPDX-License-Identifier: Apache-2.0
"""From the words of a command line to the command that does it."""

import os
from argparse import Namespace
from collections.abc import Callable, Sequence

from assay.cli.console import complain
from assay.cli.exit_code import ExitCode
from assay.errors import AssayError, DocumentError, PackError, UsageError
from assay.language import asked_language, default_language
from assay.texts import Texts, load_texts


def _check(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import check

    return check.run(arguments, texts)


def _decode(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import decode

    return decode.run(arguments, texts)


def _export_table(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import export_table

    return export_table.run(arguments, texts)


def _fix(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import fix

    return fix.run(arguments, texts)


def _new(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import new

    return new.run(arguments, texts)


def _migrate(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import migrate

    return migrate.run(arguments, texts)


def _packs(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import packs

    return packs.run(arguments, texts)


def _trust(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import trust

    return trust.run(arguments, texts)


def _verify(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import verify

    return verify.run(arguments, texts)


def _keys(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import keys

    return keys.run(arguments, texts)


def _sign(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import sign

    return sign.run(arguments, texts)


def _hand_in(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import hand_in

    return hand_in.run(arguments, texts)


def _history(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import history

    return history.run(arguments, texts)


def _diff(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import diff

    return diff.run(arguments, texts)


def _attention(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import attention

    return attention.run(arguments, texts)


def _accept(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import accept

    return accept.run(arguments, texts)


COMMANDS: dict[str, Callable[[Namespace, Texts], int]] = {
    "accept": _accept,
    "attention": _attention,
    "check": _check,
    "compare": _diff,
    "decode": _decode,
    "export-table": _export_table,
    "fix": _fix,
    "diff": _diff,
    "hand-in": _hand_in,
    "history": _history,
    "keys": _keys,
    "migrate": _migrate,
    "new": _new,
    "packs": _packs,
    "sign": _sign,
    "trust": _trust,
    "verify": _verify,
}


def run(argv: Sequence[str]) -> int:
    """Do what the command line says and give the exit code.

    Raises what no command foresaw; `assay.__main__` tells it.
    """
    from assay.cli.parser import parse

    texts = load_texts(asked_language(argv) or default_language(os.environ))
    try:
        arguments = parse(argv, texts)
    except UsageError as error:
        tell(error, texts)
        return ExitCode.USAGE
    if isinstance(arguments, int):
        return arguments
    try:
        return COMMANDS[arguments.command](arguments, texts)
    except AssayError as error:
        tell(error, texts)
        return ExitCode.USAGE if isinstance(error, UsageError | DocumentError) else ExitCode.FAILURE


def tell(error: AssayError, texts: Texts) -> None:
    """What is wrong and what to do, on standard error."""
    if isinstance(error, PackError):
        from assay.pack_words import told_error

        complain(told_error(error, texts))
        return
    text_id = f"error.{error.text_id}"
    told = " ".join(filter(None, (texts.say(text_id, **error.params), texts.part(text_id, "how", error.params))))
    file = str(error.params.get("file", ""))
    complain(f"{file}: {told}" if file else told)
