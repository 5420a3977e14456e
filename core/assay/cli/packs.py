# SPDX-License-Identifier: Apache-2.0
"""`assay packs`: which rules are at hand, how recent they are, where they come from, and what changed."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping

from assay.cli.console import pen, write
from assay.cli.exit_code import ExitCode
from assay.errors import PackError, UsageError
from assay.moment import now
from assay.packs_at_hand import judging as judging_at
from assay.reports.safe_text import visible
from assay.reports.terminal import columns
from assay.rules.bundled import bundled_packs
from assay.rules.describe import pack_details
from assay.rules.installed import DamagedPack, Installed, all_installed
from assay.rules.library import all_bundled, load
from assay.rules.pack import RulePack
from assay.texts import Texts

_HEADS = ("id", "name", "version", "current_as_of", "validity", "origin", "signature")


def run(arguments: Namespace, texts: Texts) -> int:
    """Do what `packs` is asked for and give the exit code."""
    return _ACTIONS[arguments.action](arguments, texts)


def _list(arguments: Namespace, texts: Texts) -> int:
    rows = [tuple(texts.say(f"cli.pack.{name}") for name in _HEADS)]
    judging = judging_at(arguments.at or now())
    bundled = texts.say("packs.signature.bundled")
    rows += [_listed(pack, judging, texts, origin="bundled", signature=bundled) for pack in all_bundled()]
    for entry in all_installed():
        if isinstance(entry, DamagedPack):
            rows.append((entry.id, texts.say("packs.damaged"), entry.version, "", "", texts.say("packs.imported"), ""))
        else:
            rows.append(_listed(entry, judging, texts, origin="imported", signature=_signature(entry, texts)))
    wide = [max(columns(visible(cell)) for cell in column) for column in zip(*rows, strict=True)]
    _write(_row(row, wide) for row in rows)
    return ExitCode.CONFORMANT


def _listed(
    pack: RulePack | Installed, judging: frozenset[str], texts: Texts, *, origin: str, signature: str
) -> tuple[str, ...]:
    default = f" ({texts.say('cli.pack.default')})" if pack.sha256 in judging else ""
    window = window_of(pack, texts)
    told = texts.say(f"packs.{origin}")
    return pack.id, f"{pack.name}{default}", pack.version, pack.current_as_of, window, told, signature


def window_of(pack: RulePack | Installed, texts: Texts) -> str:
    """When a pack judges, in words."""
    ends = f"{'from' if pack.valid_from else ''}{'until' if pack.valid_until else ''}" or "always"
    return texts.say(f"packs.window.{ends}", valid_from=pack.valid_from, valid_until=pack.valid_until)


def _signature(entry: Installed, texts: Texts) -> str:
    """Who signed an imported pack, in words."""
    from assay.rules.folder import read_folder
    from assay.rules.signature import signature_in, signed, trusted_keys

    try:
        signature = signature_in(entry.folder)
        if signature is None:
            return texts.say("packs.signature.unsigned")
        by = signed(read_folder(entry.folder), signature, trusted_keys())
    except PackError:
        return texts.say("packs.signature.wrong")
    return texts.say(f"packs.signature.{by.state}", by=by.by)


def _row(cells: Iterable[str], wide: Iterable[int]) -> str:
    padded = (cell + " " * (width - columns(cell)) for cell, width in zip(map(visible, cells), wide, strict=True))
    return "  ".join(padded).rstrip()


def _show(arguments: Namespace, texts: Texts) -> int:
    try:
        pack = load(arguments.id)
    except PackError as error:
        raise UsageError(error.text_id, **error.params) from error
    details = {**pack_details(pack), **_origin(pack, texts)}
    rows = [(texts.say(f"cli.pack.{name}"), value) for name, value in details.items() if value or name == "terms"]
    wide = max(columns(label) for label, _ in rows)
    lines: list[str] = []
    for label, value in rows:
        for number, told in enumerate(_told(value) or [texts.say("report.none")]):
            lead = label if number == 0 else ""
            lines += pen().block(visible(told), first=lead + " " * (wide - columns(lead) + 2))
    _write(lines)
    return ExitCode.CONFORMANT


def _origin(pack: RulePack, texts: Texts) -> dict[str, object]:
    entry = next(
        (entry for entry in all_installed() if isinstance(entry, Installed) and entry.sha256 == pack.sha256), None
    )
    if pack.id in bundled_packs() and entry is None:
        return {"origin": texts.say("packs.bundled"), "signature": texts.say("packs.signature.bundled")}
    return {
        "origin": texts.say("packs.imported"),
        "signature": _signature(entry, texts) if entry else texts.say("packs.signature.unsigned"),
    }


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


def _write(lines: Iterable[str]) -> None:
    write(("\n".join(lines) + "\n").encode())


def _import(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import packs_import

    return packs_import.run_import(arguments, texts)


def _verify(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import packs_import

    return packs_import.run_verify(arguments, texts)


def _diff(arguments: Namespace, texts: Texts) -> int:
    from assay.cli import packs_import

    return packs_import.run_diff(arguments, texts)


_ACTIONS: Mapping[str, Callable[[Namespace, Texts], int]] = {
    "list": _list,
    "show": _show,
    "import": _import,
    "verify": _verify,
    "diff": _diff,
}
