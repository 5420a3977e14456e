# SPDX-License-Identifier: Apache-2.0
"""`assay keys backup` and `assay keys restore`."""

from argparse import Namespace

from assay.cli.console import write
from assay.cli.exit_code import ExitCode
from assay.cli.input_file import read_file
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.passphrase import opened, passphrase, read_passphrase
from assay.keys.backup import MAX_BYTES, back_up, open_backup, restore
from assay.keys.key_log import Action
from assay.keys.signer import KeyStoreError
from assay.moment import now
from assay.places import user_keys
from assay.reports.safe_text import visible
from assay.texts import Texts


def back_up_keys(arguments: Namespace, texts: Texts) -> int:
    """All keys into one sealed file; what lies on the disk is opened and tried before it is called a backup."""
    told = _passphrase(arguments)
    refuse_bad_target(arguments.out, ())
    vault = opened(arguments)
    write_file(arguments.out, back_up(vault, told, now()))
    found = open_backup(read_file(arguments.out, MAX_BYTES), told)
    vault.log(Action.TRIED, None, keys=str(len(found.keys)))
    names = ", ".join(map(visible, found.told.keys))
    said = texts.say("cli.keys.backed_up", name=visible(arguments.out), count=len(found.keys), keys=names)
    write(f"{said}\n".encode())
    return ExitCode.CONFORMANT


def restore_keys(arguments: Namespace, texts: Texts) -> int:
    """The keys of a backup into the user's vault, which is made where there is none."""
    backup = open_backup(read_file(arguments.file, MAX_BYTES), _passphrase(arguments))
    done = restore(backup, user_keys(), passphrase(arguments))
    for text, records in (("cli.keys.restored", done.added), ("cli.keys.there", done.there)):
        if records:
            names = ", ".join(visible(record.name) for record in records)
            write(f"{texts.say(text, count=len(records), keys=names)}\n".encode())
    return ExitCode.CONFORMANT


def _passphrase(arguments: Namespace) -> str:
    """The passphrase of the backup: its own, else that of the vault."""
    own = arguments.backup_passphrase_file
    told = read_passphrase(own) if own else passphrase(arguments)
    if told is None:
        raise KeyStoreError("backup.passphrase_needed")
    return told
