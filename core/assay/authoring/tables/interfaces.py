# SPDX-License-Identifier: Apache-2.0
"""Descriptions of interfaces (OpenAPI 3, Swagger 2, as JSON or YAML) as a table of one row: what each says of itself.

The columns are called as the description calls its parts; a description of hundreds of operations has one row, too.
Nothing that it refers to is opened.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from assay.authoring.tables.table import Table, TableError, table_of
from assay.authoring.tables.yaml_text import read_yaml

MAX_BYTES = 5_000_000
MOST_SERVERS = 20
MOST_TAGS = 100
_VARIABLE = re.compile(r"\{([^{}/]{1,100})\}")
_THREE = re.compile(r"3\.\d{1,3}(\.\d{1,3})?\Z")
_TWO = "2.0"
_SPECIFICATION = "https://spec.openapis.org/oas/v"
_INFO = (
    ("info.title", ("title",)),
    ("info.version", ("version",)),
    ("info.termsOfService", ("termsOfService",)),
    ("info.contact.name", ("contact", "name")),
    ("info.contact.url", ("contact", "url")),
    ("info.contact.email", ("contact", "email")),
)
"""Columns, and where in `info` they stand (OpenAPI 3.1 §4.8.2, OpenAPI 2.0 Info Object: alike in all of them)."""


def read_interface(data: bytes) -> Table:
    """What a description says of the interface. TableError where it is none."""
    if len(data) > MAX_BYTES:
        raise TableError("table_size", limit=MAX_BYTES // 1_000_000)
    told = _parsed(data)
    if not isinstance(told, Mapping) or not isinstance(told.get("info"), Mapping):
        raise TableError("table_interface")
    version = _text(told.get("openapi")) or _text(told.get("swagger"))
    if not (_THREE.match(version) if "openapi" in told else version == _TWO):
        raise TableError("table_interface_version", version=version[:20])
    cells = [(name, value.strip()) for name, value in _cells(told, version) if value.strip()]
    return table_of(((1, [name for name, _ in cells]), (2, [value for _, value in cells])))


def _parsed(data: bytes) -> object:
    try:
        text = data.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            found: object = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
            return found
        return read_yaml(text)
    except UnicodeDecodeError:
        raise TableError("table_encoding") from None
    except (ValueError, RecursionError):
        raise TableError("table_interface") from None


def _cells(told: Mapping[str, Any], version: str) -> Iterator[tuple[str, str]]:
    info = told["info"]
    yield "info.title", _at(info, "title")
    yield "info.description", _at(info, "description") or _at(info, "summary")
    for name, path in _INFO[1:]:
        yield name, _at(info, *path)
    yield "info.license", _licence(info)
    for number, url in zip(range(MOST_SERVERS), _servers(told), strict=False):
        yield f"servers[{number}].url", url
    yield "externalDocs.url", _at(told, "externalDocs", "url")
    yield "specification.title", f"OpenAPI Specification {version}"
    yield "specification.url", _SPECIFICATION + version
    yield "tags", " | ".join(tag.replace("|", "/") for tag in _tags(told))


def _licence(info: Mapping[str, Any]) -> str:
    """By its SPDX identifier where it is told (since OpenAPI 3.1), else by its name or address."""
    words = ("identifier", "name", "url")
    return next((found for word in words if (found := _at(info, "license", word))), "")


def _servers(told: Mapping[str, Any]) -> Iterator[str]:
    """Addresses, with the values that their variables have by default."""
    if "openapi" not in told:
        host, base = _text(told.get("host")), _text(told.get("basePath"))
        schemes = [_text(scheme) for scheme in _list(told.get("schemes"))] or ["https"]
        yield from (f"{scheme}://{host}{base}" for scheme in schemes if host)
        return
    for server in _list(told.get("servers")):
        variables = server.get("variables") if isinstance(server, Mapping) else None
        known = variables if isinstance(variables, Mapping) else {}
        url = _at(server, "url")
        yield _VARIABLE.sub(lambda found, known=known: _at(known, found[1], "default") or found[0], url)  # type: ignore[misc]  # a lambda's default has no type


def _tags(told: Mapping[str, Any]) -> list[str]:
    return [name for tag in _list(told.get("tags"))[:MOST_TAGS] if (name := _at(tag, "name"))]


def _at(value: object, *path: str) -> str:
    for word in path:
        value = value.get(word) if isinstance(value, Mapping) else None
    return _text(value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
