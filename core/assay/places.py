# SPDX-License-Identifier: Apache-2.0
"""Where the user's own data lie, as each system wants it. The only file that imports platformdirs."""

import os
import sys
from pathlib import Path

_NAME = "assay"


def user_data() -> Path:
    """The folder for what the user wants to keep: imported rule packs, keys. It may not be there yet."""
    return _place("XDG_DATA_HOME", (".local", "share")) or _asked("data")


def user_cache() -> Path:
    """The folder for what can be made again at any time. It may not be there yet."""
    return _place("XDG_CACHE_HOME", (".cache",)) or _asked("cache")


def user_packs() -> Path:
    """The folder of imported rule packs, one folder an id. It may not be there yet."""
    return user_data() / "rule_packs"


def user_trust() -> Path:
    """The folder of trust files that every check may use. It may not be there yet."""
    return user_data() / "trust"


def user_keys() -> Path:
    """The folder of private keys, sealed. It may not be there yet."""
    return user_data() / "keys"


def user_projects() -> Path:
    """The folder of what is known here of projects: work not saved, who has them. It may not be there yet."""
    return user_data() / "projects"


def user_drafts() -> Path:
    """The folder of work that is in no file yet. It may not be there yet."""
    return user_data() / "drafts"


def user_mappings() -> Path:
    """The folder of what the columns of earlier tables were. It may not be there yet."""
    return user_data() / "mappings"


def user_templates() -> Path:
    """The folder of drafts that the user keeps to begin others with. It may not be there yet."""
    return user_data() / "templates"


def _place(variable: str, otherwise: tuple[str, ...]) -> Path | None:
    """Linux alone: the XDG Base Directory Specification §3 in two lines.

    Every check asks for the data folder, and loading the library would cost it more than reading a document.
    """
    if not sys.platform.startswith("linux"):
        return None
    told = os.environ.get(variable, "")
    return Path(told, _NAME) if told.startswith("/") else Path(Path.home(), *otherwise, _NAME)


def _asked(kind: str) -> Path:
    import platformdirs

    folders = {"data": platformdirs.user_data_path, "cache": platformdirs.user_cache_path}
    return folders[kind](_NAME, appauthor=False)
