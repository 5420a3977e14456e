# SPDX-License-Identifier: Apache-2.0
"""The line of a key or word in a file of a pack: readers of TOML, JSON and Turtle give values without places.

A small search over the text, good enough to lead a person to the right line; 0 where nothing is found.
"""

import re
from collections.abc import Iterator, Mapping

from assay.errors import PackError

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")


_SAID = re.compile(r"\bline (\d+)")
_OF_SHAPES = frozenset({"pack.broken_list", "pack.circular_shape"})


def located(error: PackError, files: Mapping[str, bytes]) -> PackError:
    """The error with the `file` and the `line` (0 for none) it is about."""
    params = dict(error.params)
    file = str(params.get("file") or ("shapes.ttl" if error.text_id in _OF_SHAPES else ""))
    if not params.get("line"):
        params["line"] = _line(files.get(file, b""), file, params)
    return PackError(error.text_id, **{**params, "file": file})


def _line(data: bytes, file: str, params: Mapping[str, str | int]) -> int:
    if not data.strip():
        return 0
    if said := _SAID.search(str(params.get("reason", ""))):
        return int(said.group(1))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    key = str(params.get("key") or params.get("near") or "")
    if file.endswith(".toml"):
        return line_of_key(text, key)
    local = re.split(r"[#/:]", key)[-1]
    return line_of_text(text, key) or line_of_text(text, f":{local}" if local else "")


def line_of_offset(text: str, offset: int) -> int:
    """The line, from 1, in which the character stands."""
    return text.count("\n", 0, offset) + 1


def line_of_text(text: str, wanted: str) -> int:
    """The first line that holds the words; 0 where none does."""
    at = text.find(wanted) if wanted else -1
    return 0 if at < 0 else line_of_offset(text, at)


def line_of_key(text: str, key: str) -> int:
    """The line of a key of a TOML file, written as `assay.rules.fields` writes it: `rules[2].params`, `id`.

    The line of the key itself where it stands, else that of its table's header, else the first.
    """
    lines = text.splitlines()
    table, member = _table_and_member(key, lines)
    first, last = _extent(lines, table)
    for number in range(first, last):
        if member and _defines(lines[number], member):
            return number + 1
    return first if first > 0 else 1


def _table_and_member(key: str, lines: list[str]) -> tuple[str, str]:
    """The longest part of the key that is a table's header (with its number), and what is left of it."""
    headers = {name for _, name in _headers(lines)}
    table = key
    while table and table not in headers:
        table = table[: max(table.rfind("."), table.rfind("["))] if "." in table or "[" in table else ""
    return table, key[len(table) :].lstrip(".")


def _headers(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Index of each header line and its name, arrays of tables numbered as they come: `rules[0]`."""
    counts: dict[str, int] = {}
    inside: dict[str, str] = {}
    for index, line in enumerate(lines):
        found = _HEADER.match(line)
        if not found:
            continue
        name = found.group(2).replace('"', "").replace("'", "")
        outer = next((array for array in inside if name.startswith(array + ".")), "")
        if found.group(1) == "[[":
            counts[name] = counts.get(name, -1) + 1
            inside[name] = f"{name}[{counts[name]}]"
            yield index, inside[name]
        else:
            yield index, inside[outer] + name[len(outer) :] if outer else name


def _extent(lines: list[str], table: str) -> tuple[int, int]:
    """First line after the header and the line after the last, as indexes; before the first header for no table."""
    marks = list(_headers(lines))
    if not table:
        return 0, marks[0][0] if marks else len(lines)
    for number, (index, name) in enumerate(marks):
        if name == table:
            return index + 1, marks[number + 1][0] if number + 1 < len(marks) else len(lines)
    return 0, len(lines)


def _defines(line: str, member: str) -> bool:
    """Whether the line gives the member, or the innermost part of it in an inline table."""
    first = re.split(r"[.\[]", member, maxsplit=1)[0] if not member.startswith(("http", "urn")) else member
    names = {member, first}
    start = line.lstrip().lstrip("\"'")
    return any(start.startswith(name) and re.match(r"[\"']?\s*[.=]", start[len(name) :]) for name in names)
