# SPDX-License-Identifier: Apache-2.0
"""`project.toml`: what a project is called, by which rules it is written, and what its documents share.

It is read strictly: a value that is not what it should be is told, never passed over, and a file of a newer format is
neither read nor written. Tables of other names are kept as they are, for whoever put them there.
"""

import re
from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TypeGuard

from assay.found import PROJECT
from assay.projects.evidence_row import CLAIM, MEMBERS, Evidence, RowError, row_of, row_told
from assay.projects.fault import ProjectError
from assay.projects.toml_text import MAX_BYTES, Toml, read_toml, toml_text
from assay.values import frozen

FILE = PROJECT
FORMAT, VERSION = "assay-project", 1
MOST_FILES = 1_000
LONGEST_NAME = 200
_ORDER = ("format", "version", "name", "pack", "order", "facts", "answers", "evidence")
_ROW_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z")
_EMPTY: Mapping[str, "Toml"] = MappingProxyType({})


@frozen
class Manifest:
    """What `project.toml` says."""

    name: str
    pack: str
    """Id of the rule pack that the credentials are written by."""
    order: tuple[str, ...] = ()
    """File names of the credentials in the order they are shown; those not named come after, by their letters."""
    facts: Mapping[str, Toml] = field(default_factory=dict)
    """What several documents say of the company."""
    answers: Mapping[str, Mapping[str, Toml]] = field(default_factory=dict)
    """Answers given on the question pages, by page."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    """The register, by the id of its rows."""
    others: Mapping[str, Mapping[str, Toml]] = field(default_factory=dict)
    """Tables that this version does not know, kept."""

    def ordered(self, names: "list[str]") -> tuple[str, ...]:
        """Names of files in the order they are shown."""
        places = {name: place for place, name in enumerate(self.order)}
        return tuple(sorted(names, key=lambda name: (places.get(name, len(places)), name)))


def manifest_of(text: str) -> Manifest:
    """What the text of a `project.toml` says. ProjectError where it cannot be understood as a whole."""
    told = told_of(text)
    unknown = [name for name in told if name not in _ORDER]
    for name in unknown:
        if not isinstance(told[name], Mapping):
            raise ProjectError("project_member", member=_shown(name))
    return Manifest(
        _name(told, "name"),
        _name(told, "pack"),
        _names(told.get("order", [])),
        _table(told, "facts"),
        {page: _page(page, answers) for page, answers in _table(told, "answers").items()},
        _register(_table(told, "evidence")),
        {name: _table(told, name) for name in unknown},
    )


def told_of(text: str) -> dict[str, Toml]:
    """The tables of the text, of a format and version that are known. ProjectError as `manifest_of`."""
    try:
        told = read_toml(text.removeprefix("\ufeff"))
    except ValueError:
        raise ProjectError("project_damaged") from None
    version = told.get("version")
    if told.get("format") != FORMAT or not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ProjectError("project_none")
    if version > VERSION:
        raise ProjectError("project_newer")
    return told


def manifest_text(manifest: Manifest) -> str:
    """The text of the file: the same for the same values. ProjectError where it would be too much to be read again."""
    told: dict[str, Toml] = {
        **manifest.others,
        "format": FORMAT,
        "version": VERSION,
        "name": manifest.name,
        "pack": manifest.pack,
        "order": list(manifest.order),
        "facts": manifest.facts,
        "answers": manifest.answers,
        "evidence": {name: row_told(row) for name, row in manifest.evidence.items()},
    }
    text = raw_text({name: value for name, value in told.items() if value or not isinstance(value, Mapping)})
    manifest_of(text)
    return text


def raw_text(told: Mapping[str, Toml]) -> str:
    """Tables as the text of the file. ProjectError where they would be too much to be read again."""
    try:
        text = toml_text(told, (*_ORDER, *MEMBERS, *CLAIM))
    except ValueError:
        raise ProjectError("project_characters") from None
    if len(text.encode()) > MAX_BYTES:
        raise ProjectError("project_full")
    return text


def as_written(text: str, before: str) -> str:
    """A text of the file with the line ends and the byte order mark that the file had, as other programs left them."""
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    return mark + (text.replace("\n", "\r\n") if "\r\n" in before else text)


def _name(told: Mapping[str, Toml], member: str) -> str:
    value = told.get(member)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME:
        raise ProjectError("project_value", member=member)
    return value


def _names(value: Toml) -> tuple[str, ...]:
    if not _is_list_of_texts(value) or len(set(value)) < len(value) or len(value) > MOST_FILES:
        raise ProjectError("project_value", member="order")
    return tuple(value)


def _is_list_of_texts(value: Toml) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _table(told: Mapping[str, Toml], member: str) -> Mapping[str, Toml]:
    value = told.get(member, _EMPTY)
    if not isinstance(value, Mapping):
        raise ProjectError("project_value", member=_shown(member))
    return value


def _page(page: str, answers: Toml) -> Mapping[str, Toml]:
    if not isinstance(answers, Mapping):
        raise ProjectError("project_value", member=_shown(f"answers.{page}"))
    return answers


def _register(told: Mapping[str, Toml]) -> Mapping[str, Evidence]:
    found: dict[str, Evidence] = {}
    for name, row in told.items():
        if not _ROW_ID.match(name) or not isinstance(row, Mapping):
            raise ProjectError("project_value", member=_shown(f"evidence.{name}"))
        try:
            found[name] = row_of(row)
        except RowError as error:
            raise ProjectError("project_value", member=_shown(f"evidence.{name}.{error}")) from None
    return found


def _shown(member: str) -> str:
    from assay.texts import quoted

    return quoted(member)
