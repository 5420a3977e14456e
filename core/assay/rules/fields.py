# SPDX-License-Identifier: Apache-2.0
"""Reads tables of untyped data (TOML, JSON) field by field, and refuses whatever nobody asked for."""

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn

from assay.errors import PackError

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


class Table:
    """One table of a pack's file. Read the fields, then call `done`: a key that was not read is an error.

    Every fault is a PackError that names the file and the key.
    """

    def __init__(self, values: object, file: str, at: str = "") -> None:
        self._file = file
        self._at = at
        if not isinstance(values, Mapping):
            self.wrong("", "a table")
        self._left = dict(values)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not empty; the default (which may be empty) where the key is missing."""
        value = self._take(key, default)
        if not isinstance(value, str) or (not value.strip() and value != default):
            self.wrong(key, "a text")
        return value

    def sha256(self, key: str) -> str:
        """A SHA-256 in 64 lower-case hexadecimal digits."""
        value = self.text(key)
        if not _SHA256.match(value):
            self.wrong(key, "a SHA-256 in hexadecimal digits")
        return value

    def date(self, key: str, default: str | None = None) -> str:
        """A date as YYYY-MM-DD; TOML dates and texts alike."""
        value = self._take(key, default)
        if value == default and isinstance(value, str):
            return value
        try:
            return datetime.date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.wrong(key, "a date such as 2026-03-31")

    def has(self, key: str) -> bool:
        """Whether the key is there and was not read yet."""
        return key in self._left

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self._take(key, None)
        if not isinstance(value, bool):
            self.wrong(key, "true or false")
        return value

    def number(self, key: str) -> float:
        """A number, whole or with decimals; neither infinite nor none at all."""
        value = self._take(key, None)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.wrong(key, "a number")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one, none twice."""
        value = self._take(key, None)
        if not isinstance(value, list) or not value or not all(isinstance(entry, str) and entry for entry in value):
            self.wrong(key, "a list of texts")
        if len(set(value)) != len(value):
            self.wrong(key, "a list without repetition")
        return tuple(value)

    def table(self, key: str) -> "Table":
        """A table inside; an empty one where the key is missing."""
        return Table(self._take(key, {}), self._file, self._path(key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """An array of tables; empty where the key is missing."""
        value = self._take(key, [])
        if not isinstance(value, list):
            self.wrong(key, "a list of tables")
        return tuple(Table(entry, self._file, f"{self._path(key)}[{index}]") for index, entry in enumerate(value))

    def rest(self) -> dict[str, object]:
        """Everything not read yet, as it is; for tables whose keys are data."""
        left, self._left = self._left, {}
        return left

    def __iter__(self) -> Iterator[str]:
        """Keys not read yet, in order; for tables whose keys are data."""
        return iter(tuple(map(str, self._left)))

    def done(self) -> None:
        """Refuses keys that were not read."""
        if self._left:
            self.unknown(min(self))

    def unknown(self, key: str) -> NoReturn:
        """Raises the error for a key that means nothing."""
        raise PackError("pack.unknown_key", file=self._file, key=self._path(key))

    def wrong(self, key: str, expected: str) -> NoReturn:
        """Raises `error`."""
        raise self.error(key, expected)

    def error(self, key: str, expected: str) -> PackError:
        """The error for a value that reads well but cannot be."""
        return PackError("pack.wrong_value", file=self._file, key=self._path(key), expected=expected)

    def _take(self, key: str, default: object) -> object:
        if key not in self._left and default is None:
            raise PackError("pack.missing_key", file=self._file, key=self._path(key))
        return self._left.pop(key, default)

    def _path(self, key: str) -> str:
        return f"{self._at}.{key}" if self._at and key else self._at or key
