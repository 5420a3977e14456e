# SPDX-License-Identifier: Apache-2.0
"""The words of the command line (contract: Commands). Help texts are text ids, read only when help is asked for."""

from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from assay import __version__
from assay.cli.export_table_parser import add_export_table
from assay.cli.fix_parser import add_fix
from assay.cli.given_values import count, day, instant
from assay.cli.keys_parser import add_hand_in, add_keys, add_sign
from assay.cli.migrate_parser import add_migrate
from assay.cli.new_parser import add_new
from assay.cli.usage_words import usage_error
from assay.errors import UsageError
from assay.levels import LEVELS
from assay.reports import RENDERERS
from assay.texts import LANGUAGES, Texts

_LATER = ("report", "package", "watch")
"""Commands of later versions: known by name, so that the answer is not "unknown"."""

_PAST = frozenset({"attention", "compare", "diff", "history"})
"""Commands whose words are made only where they are asked for: every check would pay for them."""


def parse(argv: Sequence[str], texts: Texts) -> Namespace | int:
    """The command line as values; the exit code 0 where it asked for help or the version only.

    Raises UsageError for a command line that makes no sense.
    """
    command = next((word for word in argv if not word.startswith("-")), "")
    if command in _LATER:
        raise UsageError("command_later", command=command)
    try:
        arguments = _parser(texts, command).parse_args(argv)
    except SystemExit as ended:
        if ended.code:
            raise
        return 0
    arguments.argv = list(argv)
    return arguments


_HEADINGS = {"positional arguments": "cli.positional", "options": "cli.options"}


class _Formatter(HelpFormatter):
    """Help in the words of the texts: the parser holds text ids."""

    def __init__(self, prog: str, texts: Texts) -> None:
        super().__init__(prog)
        self._texts = texts

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """The usage line, led by the language's own word."""
        super().add_usage(usage, actions, groups, f"{self._texts.say('cli.usage')} " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """A section under the language's own heading; `argparse` speaks English."""
        super().start_section(self._texts.say(_HEADINGS[heading]) if heading in _HEADINGS else heading)

    def _get_help_string(self, action: Action) -> str:
        named = "cli.help" if action.dest == "help" else action.help or ""
        return self._texts.say(named).replace("%", "%%")


class Parser(ArgumentParser):
    """A parser that raises UsageError instead of ending the process with a code of its own."""

    texts: Texts

    def speak(self, texts: Texts) -> "Parser":
        """Use these words for help; take options only as they are written in full."""
        self.texts = texts
        self.formatter_class = lambda prog: _Formatter(prog, texts)
        self.allow_abbrev = False
        return self

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong, and where help is."""
        raise usage_error(message, self.prog)

    def format_help(self) -> str:
        """The help page, in words; text ids until now, since most runs need none."""
        kept = self.description, self.epilog
        self.description = self.texts.say(kept[0]) if kept[0] else None
        self.epilog = self.texts.say(kept[1]) if kept[1] else None
        try:
            return super().format_help()
        finally:
            self.description, self.epilog = kept


def _parser(texts: Texts, command: str) -> Parser:
    parser = Parser(prog="assay", description="cli.about", epilog="cli.exit_codes").speak(texts)
    parser.add_argument("--version", action="version", version=f"assay {__version__}", help="cli.version")
    parser.set_defaults(lang="")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(commands.add_parser("check", help="cli.check", description="cli.check").speak(texts), "+")
    _add_check(commands.add_parser("verify", help="cli.verify", description="cli.verify").speak(texts), "*")
    decode = commands.add_parser("decode", help="cli.decode", description="cli.decode").speak(texts)
    decode.add_argument("file", metavar="FILE", help="cli.file")
    _add_language(decode)
    _add_fix(commands.add_parser("fix", help="cli.fix", description="cli.fix").speak(texts))
    _add_new(commands.add_parser("new", help="cli.new", description="cli.new").speak(texts))
    _add_migrate(commands.add_parser("migrate", help="cli.migrate", description="cli.migrate").speak(texts))
    export = commands.add_parser("export-table", help="cli.export_table", description="cli.export_table").speak(texts)
    add_export_table(export)
    _add_packs(commands.add_parser("packs", help="cli.packs", description="cli.packs").speak(texts), texts)
    _add_trust(commands.add_parser("trust", help="cli.trust", description="cli.trust").speak(texts), texts)
    add_keys(commands.add_parser("keys", help="cli.keys", description="cli.keys").speak(texts), texts)
    add_hand_in(commands.add_parser("hand-in", help="cli.hand_in", description="cli.hand_in").speak(texts), texts)
    history = commands.add_parser("history", help="cli.history", description="cli.history").speak(texts)
    diff = commands.add_parser("diff", aliases=["compare"], help="cli.diff", description="cli.diff").speak(texts)
    attention = commands.add_parser("attention", help="cli.attention", description="cli.attention").speak(texts)
    accept = commands.add_parser("accept", help="cli.accept", description="cli.accept").speak(texts)
    if command == "accept":
        from assay.cli.accept_parser import add_accept

        add_accept(accept)
    if command in _PAST:
        from assay.cli.history_parser import add_attention, add_diff, add_history

        add_history(history, texts)
        add_diff(diff)
        add_attention(attention)
    add_sign(commands.add_parser("sign", help="cli.sign", description="cli.sign").speak(texts))
    return parser


def _add_fix(parser: Parser) -> None:
    add_fix(parser)
    parser.add_argument("--at", metavar="INSTANT", type=instant, help="cli.at")
    _add_language(parser)


def _add_new(parser: Parser) -> None:
    add_new(parser)
    parser.add_argument("--at", metavar="INSTANT", type=instant, help="cli.new.at")
    _add_language(parser)


def _add_migrate(parser: Parser) -> None:
    add_migrate(parser)
    parser.add_argument("--at", metavar="INSTANT", type=instant, help="cli.at")
    _add_language(parser)


def _add_packs(parser: Parser, texts: Texts) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="cli.packs.list", description="cli.packs.list").speak(texts)
    _add_language(listed)
    listed.add_argument("--at", metavar="INSTANT", type=instant, help="cli.packs.at")
    shown = actions.add_parser("show", help="cli.packs.show", description="cli.packs.show").speak(texts)
    shown.add_argument("id", metavar="ID", help="cli.packs.id")
    _add_language(shown)
    verified = actions.add_parser("verify", help="cli.packs.verify", description="cli.packs.verify").speak(texts)
    verified.add_argument("pack", metavar="ID|PATH", help="cli.packs.pack")
    _add_keys(verified)
    compared = actions.add_parser("diff", help="cli.packs.diff", description="cli.packs.diff").speak(texts)
    for name in ("old", "new"):
        compared.add_argument(name, metavar="ID|PATH", help=f"cli.packs.{name}")
    compared.add_argument("--format", choices=("text", "json"), default="text", help="cli.packs.format")
    _add_language(compared)
    _add_import(actions.add_parser("import", help="cli.packs.import", description="cli.packs.import").speak(texts))


def _add_import(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("files", metavar="FILE", nargs="+", help="cli.packs.files")
    for name, metavar in (("id", "ID"), ("version", "TEXT"), ("name", "TEXT"), ("like", "ID")):
        add(f"--{name}", metavar=metavar, default="", help=f"cli.packs.wish_{name}")
    add("--valid-from", metavar="DATE", type=day, help="cli.packs.wish_valid_from")
    add("--valid-until", metavar="DATE", type=day, help="cli.packs.wish_valid_until")
    add("--replace", action="store_true", help="cli.packs.replace")
    _add_keys(parser)


def _add_trust(parser: Parser, texts: Texts) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_language(actions.add_parser("list", help="cli.trust.list", description="cli.trust.list").speak(texts))
    added = actions.add_parser("add", help="cli.trust.add", description="cli.trust.add").speak(texts)
    added.add_argument("files", metavar="FILE", nargs="+", help="cli.trust.files")
    added.add_argument("--origin", metavar="TEXT", default="", help="cli.trust.origin")
    _add_language(added)
    removed = actions.add_parser("remove", help="cli.trust.remove", description="cli.trust.remove").speak(texts)
    removed.add_argument("names", metavar="NAME", nargs="+", help="cli.trust.names")
    _add_language(removed)


def _add_keys(parser: ArgumentParser) -> None:
    parser.add_argument("--key", metavar="FILE", action="append", dest="keys", default=[], help="cli.packs.key")
    _add_language(parser)


def _add_check(parser: ArgumentParser, paths: str) -> None:
    """The words of `check` and `verify` (contract: alike); `paths`: how many, as argparse counts."""
    add = parser.add_argument
    add("paths", metavar="PATH", nargs=paths, help="cli.paths")
    add("--pack", metavar="ID", help="cli.pack")
    add("--extension", action="append", metavar="ID", default=[], dest="extensions", help="cli.extension")
    add("--level", action="append", choices=LEVELS, default=[], dest="levels", help="cli.level")
    add("--engine", action="append", metavar="NAME", default=[], dest="engines", help="cli.engine")
    add("--did", action="append", metavar="FILE", default=[], dest="dids", help="cli.did")
    add("--chain", action="append", metavar="FILE", default=[], dest="chains", help="cli.chain")
    add("--anchors", action="append", metavar="FILE", default=[], help="cli.anchors")
    add("--status", action="append", metavar="FILE", default=[], dest="statuses", help="cli.status")
    add("--trust-dir", action="append", metavar="DIR", default=[], dest="trust_folders", help="cli.trust_dir")
    add("--draft", action="store_true", help="cli.draft")
    add("--at", metavar="INSTANT", type=instant, help="cli.at")
    add("--cross-check", action="store_true", help="cli.cross_check")
    add("--together", action="store_true", help="cli.together")
    add("--format", choices=tuple(RENDERERS), dest="format", help="cli.format")
    add("--out", metavar="PATH", help="cli.out")
    add("--jobs", metavar="N", type=count, default=1, help="cli.jobs")
    add("--quiet", action="store_true", help="cli.quiet")
    add("--record", action="store_true", help="cli.record")
    _add_language(parser)


def _add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help="cli.lang")
