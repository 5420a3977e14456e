# SPDX-License-Identifier: Apache-2.0
"""The words of `assay keys` and `assay sign` (contract: Commands)."""

from argparse import SUPPRESS, ArgumentParser
from typing import TYPE_CHECKING

from assay.keys.key_type import DEFAULT, KEY_TYPES
from assay.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from assay.cli.parser import Parser


def add_keys(parser: "Parser", texts: Texts) -> None:
    """`assay keys ACTION`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, *, named: bool = False) -> ArgumentParser:
        made: Parser = actions.add_parser(name, help=f"cli.keys.{name}", description=f"cli.keys.{name}").speak(texts)
        if named:
            made.add_argument("name", metavar="NAME", help="cli.keys.name")
        _add_common(made)
        return made

    new = action("new")
    _add_owner(new)
    new.add_argument("--type", choices=tuple(KEY_TYPES), default=DEFAULT, help="cli.keys.type")
    action("list")
    action("retire", named=True)
    action("remove", named=True).add_argument("--yes", action="store_true", help="cli.keys.yes")
    action("log").add_argument("--out", metavar="FILE", help="cli.keys.log_out")
    backup = action("backup")
    backup.add_argument("--out", metavar="FILE", required=True, help="cli.keys.backup_out")
    _add_backup_passphrase(backup)
    restored = action("restore")
    restored.add_argument("file", metavar="FILE", help="cli.keys.backup_file")
    _add_backup_passphrase(restored)


def add_sign(parser: ArgumentParser) -> None:
    """`assay sign CLAIMS` and `assay sign --present JWT...`."""
    add = parser.add_argument
    add("claims", metavar="CLAIMS", nargs="?", help="cli.sign.claims")
    add("--present", metavar="FILE", nargs="+", action="extend", default=[], help="cli.sign.present")
    add("--key", metavar="NAME", default="", help="cli.sign.key")
    add("--request", metavar="DID", default="", help="cli.sign.request")
    add("--accept", metavar="FILE", default="", help="cli.sign.accept")
    add("--out", metavar="FILE", help="cli.sign.out")
    add("--profile", metavar="NAME", default="", help="cli.sign.profile")
    add("--reason", metavar="TEXT", default="", help="cli.sign.reason")
    add("--preview", action="store_true", help="cli.sign.preview")
    _add_common(parser)


def _add_owner(parser: ArgumentParser) -> None:
    parser.add_argument("--name", metavar="NAME", required=True, help="cli.keys.wish_name")
    parser.add_argument("--did", metavar="DID", required=True, help="cli.keys.did")
    parser.add_argument("--fragment", metavar="TEXT", default="", help="cli.keys.fragment")


def _add_backup_passphrase(parser: ArgumentParser) -> None:
    parser.add_argument("--backup-passphrase-file", metavar="FILE", default="", help="cli.keys.backup_passphrase_file")


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", metavar="FILE", default="", help="cli.passphrase_file")
    parser.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help="cli.lang")
