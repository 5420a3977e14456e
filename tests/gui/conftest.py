# SPDX-License-Identifier: Apache-2.0
"""The window as a fixture; Qt's warnings fail a test."""

from pathlib import Path

import pytest

from window import ignore_offscreen_noise, sample_file, window

__all__ = ["sample_file", "window"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ignore_offscreen_noise([item for item in items if item.path.is_relative_to(HERE)])
