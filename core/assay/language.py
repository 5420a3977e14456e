# SPDX-License-Identifier: Apache-2.0
"""Which language to speak where nobody said: one answer for the command and the window."""

from collections.abc import Mapping, Sequence

from assay.texts import DEFAULT_LANGUAGE, LANGUAGES


def default_language(environment: Mapping[str, str], system: str = "") -> str:
    """The locale's language if there are texts in it, else English (POSIX 1-2017 §8.2: the order of the variables).

    `system` is what the desktop says, e.g. `de_DE` or `de-DE`; it counts where the environment says nothing, as on
    Windows and macOS.
    """
    stated = next((told for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (told := environment.get(name))), system)
    language = stated.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def asked_language(argv: Sequence[str]) -> str:
    """The language a command line names, before it is parsed: help and complaints are in it too. Empty if none."""
    for word, following in zip(argv, (*argv[1:], ""), strict=False):
        named = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if named in LANGUAGES:
            return named
    return ""
