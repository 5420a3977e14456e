# SPDX-License-Identifier: Apache-2.0
"""The self-descriptions that come with the program, to try it with: right ones, and wrong ones with a lesson."""

import tomllib
from typing import TYPE_CHECKING

from assay_resources import bundled

if TYPE_CHECKING:
    from assay_gui.words import Words


def samples_on_offer(words: "Words") -> tuple[tuple[tuple[str, str], ...], ...]:
    """Key and title of each sample: those that are right, then those with a lesson."""
    groups: tuple[list[tuple[str, str]], ...] = ([], [])
    for row in _rows():
        groups["lesson" in row].append((str(row["key"]), words.texts.say(f"samples.{row['key']}")))
    return tuple(map(tuple, groups))


def read_sample(key: str) -> tuple[str, bytes]:
    """File name and bytes of a sample; KeyError where there is none of that key."""
    file = {str(row["key"]): str(row["file"]) for row in _rows()}[key]
    return file.rpartition("/")[2], bundled("samples", *file.split("/")).read_bytes()


def lesson_of(key: str, words: "Words") -> str:
    """What a sample shows, and of a wrong one what is to be done."""
    return words.lengthened(words.texts.part(f"samples.{key}", "tip"))


def _rows() -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads(bundled("samples", "index.toml").read_text("utf-8"))["samples"]
    return found
