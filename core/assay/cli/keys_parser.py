# SPDX-License-Identifier: Apache-2.0
"""The words of `assay keys` and `assay sign` (contract: Commands)."""

from argparse import SUPPRESS, ArgumentParser
from typing import TYPE_CHECKING

from assay.keys.key_type import DEFAULT, KEY_TYPES
from assay.levels import LEVELS
from assay.moment import parse_moment
from assay.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from assay.cli.parser import Parser


def add_keys(parser: "Parser", texts: Texts) -> None:
    """`assay keys ACTION`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str, *, named: bool = False) -> ArgumentParser:
        told = f"cli.keys.{'kit' if name == 'did' else name}"
        made: Parser = actions.add_parser(name, help=told, description=told).speak(texts)
        if named:
            made.add_argument("name", metavar="NAME", help="cli.keys.name")
        _add_common(made)
        return made

    new = action("new")
    _add_owner(new)
    new.add_argument("--type", choices=tuple(KEY_TYPES), default=DEFAULT, help="cli.keys.type")
    _add_token(new)
    action("list")
    _add_import(action("import"))
    _add_request(action("csr", named=True))
    _add_certificate(action("certificate", named=True))
    _add_kit(action("did", named=True))
    _add_module(action("tokens"))
    renewed = action("renew", named=True)
    renewed.add_argument("--new-name", metavar="NAME", default="", help="cli.keys.new_name")
    renewed.add_argument("--type", choices=tuple(KEY_TYPES), default="", help="cli.keys.type")
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
    _add_pin(parser)
    _add_common(parser)


def add_hand_in(parser: "Parser", texts: Texts) -> None:
    """`assay hand-in ACTION`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(name: str) -> ArgumentParser:
        told = f"cli.hand_in.{name}"
        made: Parser = actions.add_parser(name, help=told, description=told).speak(texts)
        _add_language(made)
        return made

    kit = action("kit")
    kit.add_argument("presentation", metavar="FILE", help="cli.hand_in.presentation")
    kit.add_argument("--out", metavar="DIR", required=True, help="cli.hand_in.kit_out")
    kit.add_argument("--level", choices=LEVELS, default=LEVELS[0], help="cli.hand_in.level_asked")
    kit.add_argument("--clearing-house", metavar="HOST", default="", help="cli.hand_in.clearing_house")
    kit.add_argument("--label-id", metavar="URL", default="", help="cli.hand_in.label_id")
    _add_answer(action("answer"))
    number = action("number")
    number.add_argument("kind", metavar="KIND", help="cli.hand_in.kind")
    number.add_argument("number", metavar="NUMBER", help="cli.hand_in.the_number")
    number.add_argument("--id", metavar="URL", required=True, help="cli.hand_in.number_id")
    number.add_argument("--subject", metavar="URL", default="", help="cli.hand_in.subject_id")
    number.add_argument("--notary", metavar="HOST", default="", help="cli.hand_in.notary")
    terms = action("terms")
    terms.add_argument("did", metavar="DID", help="cli.keys.did")
    terms.add_argument("--out", metavar="FILE", required=True, help="cli.hand_in.terms_out")
    terms.add_argument("--id", metavar="URL", default="", help="cli.hand_in.terms_id")
    terms.add_argument("--pack", metavar="ID", default="", help="cli.hand_in.terms_pack")
    terms.add_argument("--words", metavar="FILE", default="", help="cli.hand_in.terms_words")


def _add_answer(parser: ArgumentParser) -> None:
    parser.add_argument("answer", metavar="FILE", help="cli.hand_in.answer_file")
    parser.add_argument("--for", metavar="FILE", action="append", dest="handed_in", default=[], help="cli.hand_in.for")
    parser.add_argument("--out", metavar="DIR", default="", help="cli.hand_in.answer_out")
    parser.add_argument("--asked-kind", metavar="KIND", default="", help="cli.hand_in.asked_kind")
    parser.add_argument("--asked-id", metavar="URL", default="", help="cli.hand_in.asked_id")
    parser.add_argument("--asked-subject", metavar="URL", default="", help="cli.hand_in.asked_subject")
    parser.add_argument("--did", action="append", metavar="FILE", default=[], dest="dids", help="cli.did")
    parser.add_argument(
        "--trust-dir", action="append", metavar="DIR", default=[], dest="trust_folders", help="cli.trust_dir"
    )
    parser.add_argument("--at", metavar="INSTANT", type=parse_moment, help="cli.at")


def _add_import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", default="", help="cli.keys.import_file")
    _add_owner(parser)
    parser.add_argument("--password-file", metavar="FILE", default="", help="cli.keys.password_file")
    _add_token(parser)
    parser.add_argument("--token-key", metavar="TEXT", default="", help="cli.keys.token_key")


def _add_request(parser: ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FILE", required=True, help="cli.keys.request_out")
    for name, is_needed in (("organisation", True), ("country", True), ("locality", False), ("state", False)):
        parser.add_argument(
            f"--{name}", metavar="TEXT", required=is_needed, default="", help=f"cli.keys.request_{name}"
        )
    parser.add_argument("--unit", metavar="TEXT", default="", help="cli.keys.request_unit")
    parser.add_argument("--host", metavar="NAME", action="append", dest="hosts", default=[], help="cli.keys.host")
    _add_pin(parser)


def _add_certificate(parser: ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="*", help="cli.keys.certificate_files")
    parser.add_argument("--address", metavar="URL", default="", help="cli.keys.chain_address")
    parser.add_argument("--anchors", action="append", metavar="FILE", default=[], help="cli.anchors")


def _add_kit(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--out", metavar="DIR", required=True, help="cli.keys.kit_out")
    add("--credential", metavar="FILE", action="append", dest="credentials", default=[], help="cli.keys.credential")
    add("--existing", metavar="FILE", default="", help="cli.keys.existing")
    add("--replace", action="store_true", help="cli.keys.replace")


def _add_token(parser: ArgumentParser) -> None:
    parser.add_argument("--token", metavar="TEXT", default="", help="cli.keys.in_which_token")
    _add_module(parser)
    _add_pin(parser)


def _add_module(parser: ArgumentParser) -> None:
    parser.add_argument("--module", metavar="FILE", default="", help="cli.keys.module")


def _add_pin(parser: ArgumentParser) -> None:
    parser.add_argument("--pin-file", metavar="FILE", default="", help="cli.keys.pin_file")


def _add_owner(parser: ArgumentParser) -> None:
    parser.add_argument("--name", metavar="NAME", required=True, help="cli.keys.wish_name")
    parser.add_argument("--did", metavar="DID", required=True, help="cli.keys.did")
    parser.add_argument("--fragment", metavar="TEXT", default="", help="cli.keys.fragment")


def _add_backup_passphrase(parser: ArgumentParser) -> None:
    parser.add_argument("--backup-passphrase-file", metavar="FILE", default="", help="cli.keys.backup_passphrase_file")


def _add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help="cli.lang")


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", metavar="FILE", default="", help="cli.passphrase_file")
    _add_language(parser)
