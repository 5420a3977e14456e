# SPDX-License-Identifier: Apache-2.0
"""`assay packs`: which rules are at hand, how recent they are, and where they come from."""

from argparse import Namespace
from collections.abc import Iterable, Mapping

from assay.cli.console import pen, write
from assay.cli.exit_code import ExitCode
from assay.errors import UsageError
from assay.reports.safe_text import visible
from assay.reports.terminal import columns
from assay.rules.bundled import DEFAULT_PACK, bundled_packs, load_bundled
from assay.rules.describe import pack_details, pack_row
from assay.texts import Texts


def run(arguments: Namespace, texts: Texts) -> int:
    """List the packs, or show one."""
    lines = _list(texts) if arguments.action == "list" else _show(arguments.id, texts)
    write(("\n".join(lines) + "\n").encode())
    return ExitCode.CONFORMANT


def _list(texts: Texts) -> list[str]:
    heads = tuple(texts.say(f"cli.pack.{name}") for name in ("id", "name", "version", "current_as_of"))
    rows = [heads]
    for pack_id in bundled_packs():
        row = pack_row(load_bundled(pack_id))
        default = f" ({texts.say('cli.pack.default')})" if pack_id == DEFAULT_PACK else ""
        rows.append((row.id, f"{row.name}{default}", row.version, row.current_as_of))
    wide = [max(columns(visible(cell)) for cell in column) for column in zip(*rows, strict=True)]
    return [_row(row, wide) for row in rows]


def _row(cells: Iterable[str], wide: Iterable[int]) -> str:
    padded = (cell + " " * (width - columns(cell)) for cell, width in zip(map(visible, cells), wide, strict=True))
    return "  ".join(padded).rstrip()


def _show(pack_id: str, texts: Texts) -> list[str]:
    if pack_id not in bundled_packs():
        raise UsageError("pack.unknown", id=pack_id, known=", ".join(bundled_packs()))
    details = pack_details(load_bundled(pack_id))
    rows = [(texts.say(f"cli.pack.{name}"), value) for name, value in details.items()]
    wide = max(columns(label) for label, _ in rows)
    lines: list[str] = []
    for label, value in rows:
        for number, told in enumerate(_told(value) or [texts.say("report.none")]):
            lead = label if number == 0 else ""
            lines += pen().block(visible(told), first=lead + " " * (wide - columns(lead) + 2))
    return lines


def _told(value: object) -> list[str]:
    """A value of the description as lines: one for text, one an entry for lists and tables."""
    if isinstance(value, Mapping):
        return [f"{name}: {', '.join(_told(member))}" for name, member in value.items()]
    if isinstance(value, list | tuple):
        return [", ".join(_entry(member)) for member in value]
    return [str(value)] if value != "" else []


def _entry(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [str(member) for member in value.values() if member]
    return [str(value)]
