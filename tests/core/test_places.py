# SPDX-License-Identifier: Apache-2.0
"""Folders of the user: what we say on Linux is what the library says, which knows the other systems."""

import sys
from pathlib import Path

import platformdirs
import pytest

from assay import places

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux has folders of its own")


@linux
@pytest.mark.parametrize("given", ["/somewhere/else", "", None])
def test_the_short_way_leads_where_the_library_leads(given: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, given) if given is not None else monkeypatch.delenv(variable)
    assert places.user_data() == platformdirs.user_data_path("assay")
    assert places.user_cache() == platformdirs.user_cache_path("assay")


@linux
def test_a_relative_folder_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG Base Directory Specification §2: all paths must be absolute, others are to be ignored."""
    monkeypatch.setenv("XDG_DATA_HOME", "here")
    assert places.user_data() == Path.home() / ".local/share/assay"


def test_other_systems_are_asked_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert places.user_data() == platformdirs.user_data_path("assay", appauthor=False)
    assert places.user_cache() == platformdirs.user_cache_path("assay", appauthor=False)
    assert places.user_packs().name == "rule_packs"
