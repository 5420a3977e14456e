# SPDX-License-Identifier: Apache-2.0
"""`assay keys import`: a key that was made elsewhere, with its certificates; the file stays as it is."""

from argparse import Namespace
from dataclasses import replace

from assay.cli.exit_code import ExitCode
from assay.cli.input_file import read_file
from assay.cli.keys_token import taken_from_token
from assay.cli.keys_words import kind_of, say, tell_faults
from assay.cli.passphrase import at_hand, read_passphrase
from assay.errors import UsageError
from assay.identity.anchors import Anchors
from assay.keys.certificates_for import chain_of
from assay.keys.key_import import ImportedKey, read_private_key
from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord
from assay.keys.registration import record_of
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.moment import now
from assay.reports.safe_text import visible
from assay.texts import Texts


def import_key(arguments: Namespace, texts: Texts) -> int:
    """One key out of a file or a token, under a name and an owner."""
    if bool(arguments.file) == bool(arguments.token):
        raise UsageError("import_one_of")
    vault = at_hand(arguments)
    if arguments.token:
        record = taken_from_token(arguments, vault, texts)
        vault.add(record, None, Action.IMPORT)
    else:
        record = _from_file(arguments, vault, texts)
    say(texts, "cli.keys.imported", name=visible(record.name), kind=kind_of(record, texts), kid=record.kid)
    if not record.chain:
        say(texts, "cli.keys.no_certificate", key=visible(record.name))
    return ExitCode.CONFORMANT


def _from_file(arguments: Namespace, vault: Vault, texts: Texts) -> KeyRecord:
    password = read_passphrase(arguments.password_file) if arguments.password_file else None
    found = read_private_key(read_file(arguments.file), password)
    record = record_of(
        found.key,
        arguments.name,
        arguments.did,
        origin="imported",
        others=vault.records(),
        fragment=arguments.fragment,
    )
    record = _with_chain(record, found, texts)
    vault.add(record, found.key, Action.IMPORT)
    return record


def _with_chain(record: KeyRecord, found: ImportedKey, texts: Texts) -> KeyRecord:
    """With the certificates that came along, where they are the key's; else they are left, and that is told."""
    if not found.certificates:
        return record
    try:
        chain = chain_of(record, found.certificates, Anchors(), now())
    except KeyStoreError as error:
        parts = (texts.say(f"error.{error.text_id}", **error.params), texts.say("cli.keys.certificates_left"))
        say(texts, "cli.keys.told", words=" ".join(parts))
        return record
    tell_faults((*chain.notes, *chain.warnings, *chain.faults), texts)
    return replace(record, chain=chain.pem)
