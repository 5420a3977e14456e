# SPDX-License-Identifier: Apache-2.0
"""`assay keys did`: the folder to publish, tried before it is written."""

from argparse import Namespace
from pathlib import Path

from assay.cli.check import standard_input
from assay.cli.console import complain
from assay.cli.exit_code import ExitCode
from assay.cli.input_file import read_file
from assay.cli.keys_words import say
from assay.cli.passphrase import opened
from assay.cli.sign_words import tell
from assay.document import Document
from assay.errors import UsageError
from assay.keys.key_log import Action
from assay.kits.publish import publish
from assay.kits.publishing import PublishingOrder
from assay.kits.self_test import Result, Step
from assay.moment import now
from assay.opening import open_paths
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.trust_at_hand import trust_at_hand

_MARKS = {Result.PASSED: "[+]", Result.FAILED: "[-]", Result.OPEN: "[ ]"}
_CODES = {
    Result.PASSED: ExitCode.CONFORMANT,
    Result.FAILED: ExitCode.NON_CONFORMANT,
    Result.OPEN: ExitCode.CONFORMANT,
}


def write_kit(arguments: Namespace, texts: Texts) -> int:
    """All keys of the owner of the one that is named, their chains and the credentials; 1 where a step failed."""
    vault = opened(arguments)
    named = vault.find(arguments.name)
    records = tuple(record for record in vault.records() if record.did == named.did)
    order = PublishingOrder(
        records,
        documents(arguments.credentials),
        existing=read_file(arguments.existing) if arguments.existing else None,
        replace_keys=arguments.replace,
        trust=trust_at_hand(),
        moment=now(),
        lang=texts.lang,
    )

    def tell_log() -> None:
        for record in records:
            vault.log(Action.EXPORT, record, did=record.did, fragment=record.fragment)

    done = publish(Path(arguments.out), order, before=tell_log)
    for step in done.steps:
        tell(f"{_MARKS[step.result]} {_told(step, texts)}")
    for entry in done.kit.unhosted:
        say(texts, f"publish.unhosted.{entry.reason}", name=visible(entry.name), id=visible(entry.id))
    if done.result is Result.FAILED:
        complain(texts.say("cli.keys.kit_failed"))
    else:
        say(texts, f"publish.state.{done.result}")
        say(texts, "cli.keys.kit_written", name=visible(arguments.out), count=len(done.kit.files))
    return _CODES[done.result]


def documents(paths: list[str]) -> tuple[Document, ...]:
    """The documents of these paths. UsageError for one that cannot be opened."""
    if not paths:
        return ()
    found = open_paths(paths, stdin=standard_input)
    if found.errors:
        raise UsageError(found.errors[0].text_id, **found.errors[0].params)
    return found.documents


def _told(step: Step, texts: Texts) -> str:
    words = texts.say(f"self_test.{step.name}", **step.params)
    return f"{words} {texts.say(step.reason, **step.reason_params)}" if step.reason else words
