# SPDX-License-Identifier: Apache-2.0
"""The window as a fixture; Qt's warnings fail a test."""

from pathlib import Path

import pytest

from window import ignore_offscreen_noise, require_sound_qt, sample_file, window

__all__ = ["sample_file", "window"]


@pytest.fixture(autouse=True, scope="session")
def _sound_qt() -> None:
    require_sound_qt()


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ignore_offscreen_noise([item for item in items if item.path.is_relative_to(HERE)])
