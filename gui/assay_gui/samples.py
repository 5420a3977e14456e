# SPDX-License-Identifier: Apache-2.0
"""The self-descriptions that come with the program, to try it with: right ones, and wrong ones with a lesson."""

import tomllib
from typing import TYPE_CHECKING

from assay_resources import bundled

if TYPE_CHECKING:
    from assay_gui.words import Words


def sample_keys() -> tuple[tuple[str, str], ...]:
    """Key and file of each sample, in the order they are offered."""
    index = tomllib.loads(bundled("samples", "index.toml").read_text("utf-8"))
    return tuple((str(row["key"]), str(row["file"])) for row in index["samples"])


def read_sample(key: str) -> tuple[str, bytes]:
    """File name and bytes of a sample; KeyError where there is none of that key."""
    file = dict(sample_keys())[key]
    return file.rpartition("/")[2], bundled("samples", *file.split("/")).read_bytes()


def lesson_of(key: str, words: "Words") -> str:
    """What a sample shows, and of a wrong one what is to be done."""
    return words.lengthened(words.texts.part(f"samples.{key}", "tip"))
